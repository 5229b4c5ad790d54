import type { SynonymPack } from './synonym-packs.ts';

/** Sport, toys, pets, office, spellings and measures, as English shops and shoppers name them. */
export const englishLeisure: SynonymPack = {
  same: `
# sport, outdoor
exercise bike, stationary bike, exercise bicycle, spin bike
treadmill, running machine
elliptical, elliptical trainer, cross trainer
rowing machine, rower
dumbbell, dumb bell, hand weight, free weight
kettlebell, kettle bell
weight bench, workout bench
resistance band, exercise band, fitness band elastic
yoga mat, exercise mat, fitness mat, gym mat
gym ball, exercise ball, swiss ball, yoga ball
jump rope, skipping rope
pull up bar, chin up bar
punching bag, punch bag, boxing bag
bicycle, bike
mountain bike, mtb
electric bike, e bike, ebike
bike helmet, bicycle helmet, cycling helmet, cycle helmet
bike lock, bicycle lock
bike rack, bicycle rack, bike stand, bicycle stand
kick scooter, push scooter
electric scooter, e scooter
roller skates, rollerskates
inline skates, rollerblades, roller blades
skateboard, skate board
ski goggles, snow goggles
swim goggles, swimming goggles
life jacket, life vest, flotation vest
wetsuit, wet suit
paddle board, sup board, stand up paddle board
fishing rod, fishing pole
tent, camping tent
sleeping bag, sleep sack
camping stove, camp stove, camping cooker
camping chair, camp chair
headlamp, head torch, head lamp
hydration pack, hydration backpack
soccer, association football
soccer ball, football ball
golf clubs, golf set
dartboard, dart board
# toys, baby
stuffed animal, plush toy, soft toy, plushie, cuddly toy, stuffed toy, plush
doll, dolly
dollhouse, dolls house
teddy bear, teddy
building blocks, building bricks, construction toy
board game, boardgame, parlor game
playing cards, card deck, deck of cards
toy car, model car
rc car, remote control car, remote controlled car, radio controlled car
model train, toy train, model railway, train set
water gun, water pistol, squirt gun
spinning top, battling top
play dough, modelling clay, modeling clay, plasticine
coloring book, colouring book
crayons, wax crayons
bouncy castle, bounce house, inflatable castle
sandbox, sandpit
seesaw, teeter totter
diaper, nappy
diapers, nappies
diaper bag, nappy bag, changing bag
changing table, changing station, baby changing unit
changing mat, changing pad
stroller, pushchair, pram, baby carriage, buggy
car seat, child car seat, baby car seat
baby carrier, baby sling
pacifier, soother, baby dummy
baby bottle, feeding bottle, nursing bottle
sippy cup, toddler cup
bib, baby bib
onesie, bodysuit, babygrow, baby bodysuit
playpen, play yard, baby playpen
baby gate, safety gate, stair gate
baby bouncer, bouncer seat
baby walker, walker toddler
baby wipes, wet wipes
nursery furniture, baby furniture
# pets
dog bed, pet bed
cat tree, scratching post, cat tower, cat scratcher
cat litter, kitty litter
litter box, litter tray, cat toilet
dog leash, dog lead, leash
dog collar, collar for dogs
dog crate, dog kennel, pet crate, dog cage
dog house, doghouse, dog kennel outdoor
pet carrier, cat carrier, dog carrier, pet transport box
dog food, dog kibble
dog bowl, pet bowl, feeding bowl
aquarium, fish tank
hamster cage, rodent cage
bird cage, birdcage
chicken coop, hen house, poultry house
rabbit hutch, rabbit cage
# office, school
ballpoint, ballpoint pen, biro
felt tip pen, felt pen, fibre tip pen
marker, marker pen
highlighter, highlighter pen, text marker
pencil, lead pencil
mechanical pencil, propelling pencil
eraser, rubber eraser
pencil case, pen case, pencil pouch
pencil sharpener, sharpener
notepad, note pad, writing pad, memo pad
sticky notes, post it, post it notes, adhesive notes
ring binder, binder, lever arch file
folder, file folder
staples, staple pins
paper clip, paperclip
tape dispenser, adhesive tape dispenser
adhesive tape, sticky tape, scotch tape, sellotape
glue stick, stick adhesive
ruler, measuring ruler
hole punch, hole puncher, paper punch
paper shredder, shredder, document shredder
laminator, laminating machine
paper cutter, guillotine, paper trimmer
whiteboard, dry erase board, white board
blackboard, chalkboard, chalk board
bulletin board, pin board, cork board, pinboard, corkboard, notice board
thumbtack, push pin, drawing pin
flipchart, flip chart
address labels, mailing labels
envelope, mailing envelope
bubble wrap, air cushion wrap
cardboard box, carton, shipping box, moving box
desk organizer, desk tidy
letter tray, paper tray, document tray
pen holder, pencil holder, pencil cup, pen pot
desk pad, desk mat, desk blotter
diary, planner, day planner, agenda
business card holder, card holder
cash register, till
safe, strongbox, safe box
name badge, name tag
gift wrap, wrapping paper, gift paper
gift card, gift voucher, gift certificate
# music, car, food
guitar strings, guitar string set
electric piano, digital piano, e piano
drum kit, drum set
music stand, sheet music stand
car tire, car tyre
windshield wiper, wiper blade, windscreen wiper
license plate, number plate, licence plate
jump starter, jump leads, jumper cables
car mat, car floor mat, floor mat car
motorcycle, motorbike
motorcycle helmet, motorbike helmet
candy, sweets, confectionery
cookies, biscuits
potato chips, crisps
soda, soft drink, pop drink
zucchini, courgette
eggplant, aubergine
chickpeas, garbanzo beans
powdered sugar, icing sugar, confectioners sugar
# spelling, measures, short forms
color, colour
colored, coloured
colors, colours
gray, grey
aluminum, aluminium
center, centre
theater, theatre
meter, metre
liter, litre
fiberglass, fibreglass
organizer, organiser
organization, organisation
personalized, personalised, customized, customised, custom made
mold, mould
plow, plough
ax, axe
check pattern, checkered, chequered, checked, gingham
catalog, catalogue
license, licence
program, programme
tire, tyre
cozy, cosy
flavor, flavour
armor, armour
odor, odour
humor, humour
favorite, favourite
story, storey
draft excluder, draught excluder, draft stopper
donut, doughnut
pajama, pyjama
mustache, moustache
yogurt, yoghurt
fulfill, fulfil
kilogram, kilo, kg
milliliter, millilitre, ml
centimeter, centimetre, cm
millimeter, millimetre, mm
foot, feet, ft
pound, lbs, lb
ounce, oz
pack of 2, 2 pack, two pack, set of 2, set of two
pack of 3, 3 pack, three pack, set of 3, set of three
pack of 4, 4 pack, four pack, set of 4, set of four
set of 6, set of six, 6 pack, pack of 6
extra large, xl
extra small, xs
xxl, 2xl, double extra large
xxxl, 3xl, triple extra large
stainless steel, inox
waterproof, water proof
water resistant, water repellent, splash proof
non stick, nonstick
anti slip, non slip, antislip, nonslip, slip resistant
rechargeable, re chargeable
battery operated, battery powered
self adhesive, stick on, peel and stick
multicolor, multicolour, multi color, multi colour, multicolored, multicoloured, multi colored
off white, offwhite, ivory
navy blue, navy
golden, gold
see through, transparent
handmade, hand made, handcrafted, hand crafted
eco friendly, ecofriendly, environmentally friendly
mens, gents, gentlemen
womens, ladies
`,
  related: `
pants => leggings, jeans
jacket => coat
coat => jacket
sweater => cardigan
jumper => sweatshirt
hoodie => sweatshirt
shirt => blouse
swimwear => bikini
underwear => boxer shorts, panties
shoes => sneakers
boots => booties
footwear => shoes, boots
handbag => tote
purse => wallet
luggage => trolley
jewelry => necklace, bracelet, earrings
pendant => necklace
choker => necklace
bracelet => bangle
perfume => cologne
skincare => moisturizer, face cream
gym equipment => dumbbell, weight bench
football => soccer
stroller => travel system
crib bedding => nursery bedding
puzzle => brain teaser
lego => building blocks
cat tree => cat furniture
dog bed => dog cushion
pen => ballpoint, rollerball, fineliner
fuchsia => magenta
hat => cap
cap => hat
gym => fitness
jigsaw => puzzle
label => sticker
sticker => label
adhesive => glue
shears => scissors
home gym => fitness equipment
notebook => notepad, exercise book
journal => notebook, diary
planner => calendar
folder => binder
turquoise => aqua
teal => turquoise
burgundy => maroon, wine red
maroon => burgundy
beige => cream, tan
cream => off white, beige
ivory => cream
gold => brass
brass => gold
navy => dark blue
purple => violet, lilac
violet => purple
lavender => purple, lilac
pink => rose, blush
blush => pink
multicolor => rainbow
leopard => animal print
floral => flower
striped => stripe
plaid => tartan, check
tartan => plaid
christmas => holiday, xmas
xmas => christmas
halloween => spooky
big => large
small => mini, compact
`,
};
