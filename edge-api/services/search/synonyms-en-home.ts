import type { SynonymPack } from './synonym-packs.ts';

/** Textiles, decoration and light at home, as English shops and shoppers name them. */
export const englishHome: SynonymPack = {
  same: `
# bedding
bedding, bed linen, bedclothes, bed clothes
bed sheet, bedsheet, sheet set
fitted sheet, fitted bed sheet
comforter, duvet, doona, eiderdown
duvet cover, quilt cover, comforter cover, doona cover
comforter set, bedding set, duvet set, bed in a bag
bedspread, coverlet, bed cover, counterpane
bed skirt, bedskirt, dust ruffle, valance sheet
pillowcase, pillow case, pillow cover, pillow slip
pillow sham, sham
throw pillow, accent pillow, decorative pillow, scatter cushion, toss pillow, throw cushion
throw pillow cover, cushion cover, decorative pillow cover
outdoor pillow, outdoor cushion
bolster, bolster pillow
throw blanket, blanket throw, afghan
electric blanket, heated blanket
weighted blanket, gravity blanket
body pillow, pregnancy pillow
# windows, floors, walls
curtain, drape, drapery
curtains, drapes, curtain panels, window curtain, window panel
blackout curtains, room darkening curtains, blackout drapes
sheer curtains, sheers, voile curtains, net curtains
curtain rod, curtain pole, drapery rod, curtain rail, drapery hardware
tie back, tieback, curtain tieback
window blinds, window shades
blinds => window shades
window shades => blinds
roller blind, roller shade
roman blind, roman shade
venetian blind, horizontal blind
cellular shade, honeycomb shade
plantation shutters, window shutters
valance, window valance
rug, area rug
runner rug, hallway runner, hall runner, carpet runner
rug pad, rug underlay, carpet pad
shag rug, shaggy rug, fluffy rug, fuzzy rug
sheepskin rug, fur rug, sheepskin
doormat, door mat, welcome mat, entrance mat
bath mat, bathmat, bath rug, bathroom rug, bathroom mat
kitchen mat, anti fatigue mat
laminate flooring, laminate floor
vinyl flooring, vinyl floor, lvt
hardwood floor, wood flooring, wooden floor, hardwood flooring, parquet
floor tile, flooring tile
wallpaper, wall paper, wall covering, wallcovering
peel and stick wallpaper, self adhesive wallpaper, removable wallpaper
wall sticker, wall decal, wall art sticker, vinyl decal
backsplash, splashback
wall panel, wall paneling, wainscoting, wall panelling
crown molding, crown moulding
molding, moulding
wall art, wall picture, art print, wall print
wall decor, wall decoration, wall hanging
canvas art, canvas print, canvas wall art
metal wall art, metal wall decor, metal wall sculpture
picture frame, photo frame
mirror, looking glass
full length mirror, floor mirror, standing mirror, dressing mirror, cheval mirror, full body mirror
vanity mirror, makeup mirror, cosmetic mirror
bathroom mirror, bathroom vanity mirror
wall clock, hanging clock
alarm clock, bedside clock
grandfather clock, longcase clock
figurine, statuette
sculpture, statue
wind chime, windchime
# styles and materials
kids, children
boho, bohemian
wood, wooden
mid century, midcentury
farm house, farmhouse
plexiglass, plexiglas, perspex
outside, outdoor
# decoration
home decor, home decoration, home accents
candle holder, candlestick, candleholder
tealight holder, tea light holder, votive holder
fake plant, artificial plant, faux plant, silk plant
artificial flowers, fake flowers, faux flowers, silk flowers
artificial tree, fake tree, faux tree
christmas tree, xmas tree
christmas ornament, christmas bauble, tree ornament, tree decoration
christmas lights, xmas lights, christmas string lights
fairy lights, string lights
christmas decorations, christmas decor, xmas decorations, holiday decorations
holiday decor, seasonal decor
bookend, book end
scented candle, fragrance candle
aroma diffuser, essential oil diffuser, oil diffuser, reed diffuser
tapestry, wall tapestry
# lighting
light bulb, lightbulb, bulb, lamp bulb
light fixture, lighting fixture, light fitting
ceiling light, ceiling lamp, ceiling light fixture
flush mount, flush mount light, flush mount ceiling light, flushmount
pendant light, pendant lamp, hanging light, hanging lamp, drop light
floor lamp, standing lamp, floor standing lamp, standard lamp, torchiere
table lamp, bedside lamp, nightstand lamp
desk lamp, reading lamp, task lamp, desk light
wall light, wall lamp, sconce, wall sconce
bathroom light, vanity light, bathroom vanity light, bath bar light
recessed light, recessed lighting, downlight, can light
track lighting, track light, rail lighting
lampshade, lamp shade
night light, nightlight
strip light, light strip, led strip
under cabinet lighting, under cabinet light, cabinet lighting
outdoor light, outdoor lighting, exterior light, garden light, yard light, patio light
outdoor wall light, outdoor sconce, exterior wall light, porch light
post light, lamp post
path light, pathway light, walkway light
solar light, solar powered light, solar lamp
flood light, floodlight
dimmer, dimmer switch
ceiling fan with light, fan light
flashlight, torch
`,
  related: `
cushion => pillow
pillow => cushion
mat => rug
curtain => window treatment
window treatment => curtain, blinds, shades
blinds => roman shade, roller shade
wall art => painting, canvas print, poster
poster => art print, wall art
wall decor => wall art
painting => canvas art
picture => wall art
sign => wall decor, plaque
vase => urn, jar
urn => vase
lighting => light, lamp
table lamp => desk lamp
floor lamp => arc lamp
chandelier => pendant light
pendant light => chandelier
candle => tealight
string lights => led lights
planter => pot
kids => youth
teen => youth, kids
farmhouse => rustic
rustic => farmhouse
mid century => retro
modern => contemporary
contemporary => modern
vintage => retro, antique
retro => vintage
antique => vintage
tub => bathtub
dishes => dinnerware, plates
dinner plate => plate
throw blanket => blanket
blanket => throw
throw pillow => cushion
rug => carpet
carpet => rug
futon => sofa bed, sleeper sofa
closet => wardrobe
chandelier => ceiling light
blinds => shades
awning => canopy, sun shade
canopy => awning
travel mug => tumbler
pergola => arbor
raised bed => planter box
crib => cot
cot => crib
vanity => dressing table
dressing table => vanity
backsplash => wall tile
wall tile => backsplash
comforter => quilt
string lights => christmas lights
fairy lights => christmas lights
pitcher => carafe
carafe => pitcher
scandinavian => nordic
coastal => beach, nautical
nautical => coastal
glam => glamorous
industrial => loft style
upholstered => fabric
faux leather => pu leather, leatherette, vegan leather, bonded leather
metal => steel, iron
rattan => wicker
wicker => rattan
acrylic => lucite, plexiglass
clear => transparent
round => circular
rectangular => rectangle
foldable => folding
folding => foldable, collapsible
wall mounted => wall mount, hanging
wall mount => wall mounted
outdoor => patio, garden
patio => outdoor
garden => outdoor
`,
};
