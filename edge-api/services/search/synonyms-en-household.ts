import type { SynonymPack } from './synonym-packs.ts';

/** Kitchen, bath, garden and tools, as English shops and shoppers name them. */
export const englishHousehold: SynonymPack = {
  same: `
# kitchen, dining
cookware, pots and pans, cookware set, pot set, pan set
frying pan, skillet, fry pan, frypan
saucepan, sauce pan
stockpot, stock pot, soup pot
dutch oven, casserole pot, cocotte
baking tray, baking sheet, cookie sheet, oven tray, sheet pan
baking pan, baking tin, cake pan, cake tin
muffin pan, muffin tin, cupcake pan
loaf pan, bread pan, loaf tin
bakeware, baking set, bakeware set
roasting pan, roasting tin
grill pan, griddle pan
casserole dish, baking dish, oven dish
knife set, knife block, kitchen knife set
chef knife, cook knife
cutting board, chopping board
silverware, flatware, cutlery, cutlery set, flatware set, silverware set
utensils, kitchen utensils, cooking utensils, kitchen tools
utensil holder, utensil crock
dinnerware, tableware, crockery, dish set, dinner set, dinnerware set, china set
salad bowl, serving bowl
serving platter, serving tray, serving dish
coffee mug, coffee cup, mug
travel mug, thermal mug, insulated mug
water bottle, drinking bottle
thermos, vacuum flask, insulated bottle, thermos flask
drinking glass, tumbler glass, glassware
wine glass, wine goblet, stemware
champagne flute, champagne glass
whiskey glass, whisky glass, old fashioned glass, rocks glass
beer glass, pint glass, beer mug
pitcher, jug
teapot, tea pot
tea kettle, teakettle
french press, cafetiere, coffee press
salt and pepper shakers, salt and pepper set, salt pepper mills
pepper mill, pepper grinder
spice rack, spice organizer, spice holder, spice shelf
food storage container, food container, food storage, tupperware, lunch container
canister, kitchen canister, storage jar, canister set
bread box, bread bin, breadbox
lunch box, lunchbox
cake stand, cake plate
dish rack, dish drainer, dish drying rack, drying rack dishes
paper towel holder, kitchen roll holder
paper towel, kitchen roll, kitchen towel roll
dish towel, tea towel, kitchen towel, dishcloth
placemat, place mat, table mat
tablecloth, table cloth, table cover, table linen
table runner, table centre runner
napkin, serviette
oven mitt, oven glove, pot holder
can opener, tin opener
corkscrew, wine opener, bottle opener
peeler, vegetable peeler, potato peeler
measuring cup, measuring jug
colander, strainer, sieve
cooler, cooler box, cool box, ice chest, esky
aluminum foil, aluminium foil, tin foil, tinfoil
trash can, garbage can, waste bin, garbage bin, wastebasket, rubbish bin, dustbin, waste basket, trash bin, waste paper basket
trash bag, garbage bag, bin bag, bin liner, refuse sack
# bath, plumbing
faucet, tap
kitchen faucet, kitchen tap, sink faucet, kitchen mixer tap
bathroom faucet, basin tap, sink tap, bathroom sink faucet
sink, washbasin, basin, wash basin
bathroom sink, wash hand basin, vanity sink
kitchen sink, farmhouse sink
bathroom vanity, vanity unit, bathroom vanity cabinet, sink vanity
bathtub, bath tub
freestanding tub, freestanding bathtub, freestanding bath
hot tub, jacuzzi, whirlpool, spa tub
toilet, wc
toilet seat, toilet lid
toilet brush, toilet brush holder
toilet paper, toilet roll, bath tissue, toilet tissue
toilet paper holder, toilet roll holder
shower head, showerhead
shower curtain, bath curtain
shower caddy, shower organizer, shower shelf
shower door, shower screen, shower enclosure
towel rack, towel bar, towel rail, towel holder, towel hanger
bath towel, bathroom towel
washcloth, face cloth, flannel cloth, wash cloth
soap dispenser, soap pump
bathroom set, bathroom accessories, bath accessories, bathroom accessory set
robe hook, towel hook
water heater, hot water heater
water filter, water purifier
# garden, outdoor
outdoor furniture, patio furniture, garden furniture, lawn furniture, outside furniture, deck furniture
patio set, patio furniture set, outdoor furniture set, garden furniture set
patio chair, outdoor chair, garden chair, lawn chair
patio table, outdoor table, garden table
patio dining set, outdoor dining set, garden dining set
outdoor sofa, patio sofa, garden sofa
outdoor sectional, patio sectional
outdoor bench, garden bench, park bench, patio bench
adirondack chair, muskoka chair
sun lounger, outdoor chaise lounge, outdoor chaise, sunbed, pool lounger, outdoor lounge chair
hammock, hanging bed
porch swing, swing seat, swing bench, garden swing
hanging chair, egg chair, swing chair, hammock chair
patio umbrella, parasol, outdoor umbrella, garden umbrella, market umbrella, sun umbrella
gazebo, pavilion, canopy tent
shade sail, sun sail
shed, storage shed, garden shed, tool shed
deck box, outdoor storage box, garden storage box
greenhouse, green house
planter, plant pot, flower pot, flowerpot, plant container
planter box, window box, flower box
plant stand, flower stand, plant shelf
hanging planter, hanging basket, hanging pot
watering can, plant waterer
garden hose, hosepipe, water hose, hose pipe
hose reel, hose holder
sprinkler, lawn sprinkler
lawn mower, lawnmower, grass cutter, grass mower
string trimmer, weed eater, weed whacker, strimmer, grass trimmer
hedge trimmer, hedge cutter
pruning shears, secateurs, garden shears, pruner
leaf blower, garden blower
wheelbarrow, wheel barrow, garden cart
trowel, hand trowel
shovel, spade
garden rake, leaf rake
potting soil, potting mix, compost, potting compost
fertilizer, fertiliser, plant food
weed killer, weedkiller, herbicide
grill, barbecue, bbq, barbeque, bbq grill, barbecue grill
charcoal grill, charcoal bbq, charcoal barbecue
gas grill, gas bbq, gas barbecue
grill cover, bbq cover, barbecue cover
fire pit, firepit, fire bowl, fire table
patio heater, outdoor heater, garden heater
fireplace, fire place, electric fireplace
fireplace mantel, fireplace mantle, mantelpiece, mantel, mantle
fireplace screen, fire screen, fire guard
log holder, firewood rack, log rack, wood rack
wood stove, wood burning stove, log burner, wood burner
fence, fencing
privacy fence, privacy screen, privacy wall, fence screen
trellis, plant trellis
garden gnome, lawn gnome
bird feeder, birdfeeder
bird bath, birdbath
birdhouse, bird house, nesting box, bird box
fountain, water fountain, water feature
stepping stone, paver, paving stone
artificial grass, fake grass, artificial turf, faux grass, synthetic grass
outdoor rug, patio rug
trampoline, rebounder
playhouse, play house, wendy house
swing set, swingset
# tools, hardware
screwdriver, screw driver
cordless drill, battery drill, drill driver, cordless screwdriver
hammer drill, impact drill, percussion drill
wrench, spanner
adjustable wrench, adjustable spanner
allen key, hex key, allen wrench
utility knife, box cutter, stanley knife, craft knife
tape measure, measuring tape, measure tape
spirit level, bubble level
circular saw, skill saw
jigsaw tool, jig saw
angle grinder, disc grinder
sander, sanding machine
sandpaper, sand paper, abrasive paper
toolbox, tool box, tool chest, tool case
tool set, tool kit, toolkit
workbench, work bench, work table
ladder, step ladder, stepladder
extension ladder, telescopic ladder
duct tape, gaffer tape, duck tape
masking tape, painters tape
cable tie, zip tie, tie wrap
wall plug, wall anchor, screw anchor, rawlplug
door handle, door knob, doorknob, door lever
cabinet knob, drawer knob, cabinet handle, drawer pull, cabinet pull, drawer handle, cabinet hardware
door lock, deadbolt
padlock, pad lock
interior door, inside door
front door, entry door, exterior door
door stop, doorstop, door stopper
caster, castor, furniture wheel
electrical outlet, wall socket, power outlet, power socket, receptacle
light switch, wall switch
pressure washer, power washer, jet wash
work gloves, safety gloves, protective gloves
safety glasses, safety goggles, protective glasses
hard hat, safety helmet
broom, sweeping brush
dustpan, dust pan
bucket, pail
ironing board, ironing table
clothesline, clothes line, washing line
clothes drying rack, clothes airer, clothes horse, laundry rack, airer
clothespin, clothes peg
laundry detergent, washing powder, washing detergent
dishwasher tablets, dishwasher pods
mosquito net, insect screen, fly screen, bug screen
`,
  related: `
bathroom cabinet => bathroom vanity, linen cabinet
linen tower => linen cabinet
bathroom storage => bathroom cabinet, over the toilet storage
faucet => mixer tap
pots => cookware
plates => dinnerware
mug => cup
cup => mug
glass => glassware
trash can => recycling bin
patio set => outdoor dining set, conversation set
outdoor sofa => outdoor loveseat, conversation set
outdoor furniture => conversation set
sun lounger => lounge chair
gazebo => pergola, canopy
pergola => gazebo
fire pit => outdoor fireplace
fireplace => mantel
grill => smoker, griddle
bbq => smoker
drill => impact driver
screw => fastener
`,
};
