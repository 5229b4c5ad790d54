import type { SynonymPack } from './synonym-packs.ts';

/** Clothes, shoes, bags, jewellery, beauty and health, as English shops and shoppers name them. */
export const englishWear: SynonymPack = {
  same: `
# clothes
t shirt, tee, tshirt, tee shirt
trousers, pants, slacks
jeans, denim jeans, denims
leggings, tights leggings, jeggings
sweatpants, joggers, jogging bottoms, track pants, tracksuit bottoms, jogging pants
sweater, jumper, pullover
cardigan, cardi
sweatshirt, sweat shirt, crewneck sweatshirt
hoodie, hooded sweatshirt, hoody
vest, waistcoat
tank top, vest top, sleeveless top, singlet
polo shirt, polo
dress shirt, formal shirt
button down shirt, button up shirt, button down
blouse, ladies shirt
tuxedo, dinner jacket, tux
suit jacket, blazer, sport coat
raincoat, rain coat, rain jacket, mackintosh, waterproof jacket
windbreaker, wind breaker, windcheater, wind jacket
down jacket, puffer jacket, quilted jacket, padded jacket
parka, anorak
overcoat, top coat, topcoat
leather jacket, biker jacket
overalls, dungarees, bib overalls
jumpsuit, playsuit, romper suit
shorts, short pants
swimsuit, bathing suit, swimming costume, swimwear, one piece swimsuit
swim trunks, swimming trunks, swim shorts, board shorts
bikini, two piece swimsuit
underwear, underpants, undergarments
panties, knickers, briefs
boxer shorts, boxers
bra, brassiere
lingerie, intimates
tights, pantyhose, hosiery
stockings, hold ups
pajamas, pyjamas, sleepwear, nightwear, pjs
nightgown, nightdress, nightie, night gown
bathrobe, robe, dressing gown, bath robe
slippers, house shoes, house slippers
costume, fancy dress
uniform, workwear
beanie, knit hat, woolly hat, knit cap, winter hat
baseball cap, snapback, baseball hat
scarf, neck scarf
mittens, mitts
suspenders, braces
bow tie, bowtie
tie, necktie, neck tie
sunglasses, sun glasses
eyeglasses, eye glasses, spectacles
plus size, curvy
maternity, pregnancy
# shoes
sneakers, trainers, tennis shoes, gym shoes
running shoes, running trainers, jogging shoes
high heels, heels, stilettos, pumps
flats, ballet flats, ballerinas, flat shoes
flip flops, flipflops
rain boots, wellington boots, wellies, rubber boots, gumboots
ankle boots, booties
hiking boots, walking boots, trekking boots
loafers, slip on shoes, slip ons
shoelaces, shoe laces, laces
insoles, shoe inserts
shoe polish, shoe cream
# bags
handbag, purse, hand bag
wallet, billfold
coin purse, change purse
backpack, rucksack, knapsack, back pack
tote, tote bag, shopper bag
crossbody bag, cross body bag, shoulder bag
fanny pack, bum bag, waist bag, belt bag, waist pack
suitcase, luggage, travel case
carry on, cabin bag, hand luggage, carry on luggage, cabin suitcase
duffel bag, duffle bag, holdall
briefcase, attache case
messenger bag, courier bag
toiletry bag, wash bag, toilet bag, dopp kit
makeup bag, cosmetic bag, make up bag
gym bag, sports bag
# jewellery, watches
jewelry, jewellery, jewelery
necklace, neck chain
earrings, ear rings
bracelet, armband
bangle, bangle bracelet
anklet, ankle bracelet
engagement ring, diamond ring
wedding band, wedding ring
brooch, pin brooch, lapel pin
watch, wristwatch, wrist watch, timepiece
watch strap, watch band, watchband
cufflinks, cuff links
jewelry box, jewellery box, jewelry case
jewelry holder, jewelry stand, jewelry organizer
gemstone, gem stone, precious stone
rhinestone, diamante
# beauty, health
makeup, make up, cosmetics
lipstick, lip colour
lip balm, chapstick, lip salve
nail polish, nail varnish, nail lacquer
nail file, emery board
nail clippers, nail cutter
mascara, lash mascara
false eyelashes, fake eyelashes, false lashes
perfume, fragrance, eau de parfum, scent
cologne, aftershave, eau de toilette
deodorant, antiperspirant
moisturizer, moisturiser, face cream, facial cream
body lotion, body cream, body milk
sunscreen, sunblock, sun cream, sun lotion, suncream
shower gel, body wash
soap, soap bar
hand sanitizer, hand sanitiser, hand gel
shampoo, hair wash
hair dye, hair color, hair colour
hair tie, scrunchie, hair elastic
hair clip, barrette, hair slide
hairbrush, hair brush
razor, shaving razor
shaving cream, shaving foam
toothbrush, tooth brush
toothpaste, tooth paste
mouthwash, mouth rinse
cotton swab, cotton bud, q tip
tissues, facial tissues, paper tissues
sanitary pads, sanitary towels
band aid, adhesive bandage, sticking plaster
first aid kit, first aid box
thermometer, fever thermometer
blood pressure monitor, sphygmomanometer
vitamins, dietary supplement, food supplement, supplements
face mask, facial mask
massager, massage device
wheelchair, wheel chair
walking stick, walking cane
`,
  related: `
`,
};
