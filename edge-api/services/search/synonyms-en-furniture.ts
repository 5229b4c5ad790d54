import type { SynonymPack } from './synonym-packs.ts';

/** Furniture, as English shops and shoppers name them. */
export const englishFurniture: SynonymPack = {
  same: `
# seating
couch, sofa, settee
sectional, sectional sofa, sectional couch, corner sofa, modular sofa
sofa bed, sleeper sofa, couch bed, sofa sleeper, convertible sofa, pull out couch, pull out sofa
loveseat, love seat, two seater sofa, 2 seater sofa
three seater sofa, 3 seater sofa
chaise, chaise lounge, chaise longue
armchair, arm chair, easy chair
accent chair, occasional chair
recliner, reclining chair, recliner chair
recliner sofa, reclining sofa
lift chair, lift recliner, riser recliner
rocking chair, rocker chair
glider, glider chair, gliding chair
wingback chair, wing chair, wingback armchair
club chair, tub chair, barrel chair
slipper chair, armless chair
beanbag, bean bag, bean bag chair, beanbag chair
ottoman, footstool, foot stool, pouf, pouffe, hassock
pouf, pouffe, poof
footrest, foot rest
bar stool, barstool, bar chair, counter stool
dining chair, dining room chair, kitchen chair
dining chairs, kitchen chairs
side chair, armless dining chair
folding chair, foldable chair, fold up chair
stacking chair, stackable chair
desk chair, office chair, computer chair, task chair, swivel chair
executive chair, executive office chair, manager chair
gaming chair, gamer chair
massage chair, massaging chair
high chair, highchair, feeding chair
step stool, stepstool
vanity stool, vanity chair, dressing table stool
vanity seat, vanity chair
papasan chair, papasan
seat cushion, chair cushion, chair pad, seat pad
lounge chair, lounger
slipcover, couch cover, sofa cover, sofa slipcover, couch slipcover
chair cover, chair slipcover
# tables
coffee table, cocktail table
end table, side table, accent table
nightstand, night stand, bedside table, night table, bedside cabinet, bed side table
console table, sofa table, entryway table, hall table, entry table, hallway table
dining table, dining room table, kitchen table, dinner table
dining set, dining table set, dining room set, dinette, dinette set, kitchen table set, table and chairs, table and chair set
pub table, bar table, bistro table
nesting tables, nest of tables, stacking tables
drop leaf table, foldable dining table, folding dining table
extendable dining table, extending dining table, extension dining table
writing desk => desk
computer desk, computer table, pc desk
standing desk, sit stand desk, height adjustable desk, stand up desk, adjustable desk
l shaped desk, corner desk, l desk
secretary desk, secretaire
dressing table, makeup table, vanity table, makeup vanity, vanity desk
tray table, tv tray, folding tray table
card table, folding table, fold up table
pool table, billiard table, snooker table
foosball table, table football, football table
ping pong table, table tennis table
# storage
dresser, chest of drawers, bureau, drawer chest, chest drawers
tallboy, highboy, tall dresser, tall chest
lingerie chest, semainier
sideboard, buffet, buffet table, credenza
china cabinet, display cabinet, curio cabinet, china hutch, vitrine, curio
cabinet, cupboard
wardrobe, armoire, clothes closet, clothing armoire
closet organizer, wardrobe organizer, closet system, closet storage system
jewelry armoire, jewelry cabinet
bookcase, bookshelf, book shelf, book case, bookshelves, book rack
shelf, shelves, shelving
shelving unit, shelf unit, storage shelf, storage rack
etagere, open bookcase
ladder shelf, ladder bookcase, leaning shelf, leaning bookcase
floating shelf, floating shelves, wall shelf, wall mounted shelf
corner shelf, corner shelving unit
cube storage, cube organizer, cube shelf, cubby storage
shoe rack, shoe organizer, shoe storage, shoe shelf
shoe cabinet, shoe cupboard
shoe bench, shoe storage bench
coat rack, coat stand, coat tree, hall tree, coat hanger stand
hall tree, hall stand
hat rack, hat stand
umbrella stand, umbrella holder
clothes rack, garment rack, clothing rack, clothes rail
clothes hanger, coat hanger, hangers
storage bin, storage box, storage container, storage tub, storage tote
storage basket, woven basket
laundry hamper, laundry basket, clothes hamper, hamper, washing basket
toy box, toy chest, toy storage
blanket chest, hope chest, storage trunk
storage bench, entryway bench, hallway bench
storage ottoman, ottoman with storage
file cabinet, filing cabinet
magazine rack, magazine holder
wine rack, wine holder, wine shelf
bar cart, serving cart, drinks trolley, tea trolley, serving trolley, bar trolley, tea cart
bar cabinet, liquor cabinet, drinks cabinet, wine cabinet, wine bar cabinet
kitchen cart, kitchen trolley
kitchen island, island bench, kitchen island cart
pantry, pantry cabinet, kitchen pantry, larder
pantry organizer, pantry storage
kitchen cabinet, kitchen cupboard
medicine cabinet, bathroom mirror cabinet
key holder, key rack, key hook
mailbox, mail box, letterbox, letter box, post box
room divider, folding screen, room screen, privacy divider, room partition
# beds
bed frame, bedframe, bedstead
bunk bed, bunkbed, double decker bed
loft bed, high sleeper
trundle bed, truckle bed
daybed, day bed
canopy bed, four poster bed, four poster, poster bed
platform bed, low profile bed
adjustable bed, electric bed
murphy bed, wall bed, fold down bed
storage bed, ottoman bed, bed with storage, bed with drawers
folding bed, rollaway bed, foldaway bed, guest bed, roll away bed
air mattress, airbed, air bed, inflatable mattress, blow up mattress
headboard, head board
bedroom set, bedroom suite, bedroom furniture set
box spring, boxspring, bed foundation, mattress foundation
bed slats, slatted base, slatted frame
baby crib, baby cot
crib => baby cot
crib mattress, cot mattress
bassinet, moses basket
toddler bed, cot bed
twin bed, single bed
double bed, full bed, full size bed
mattress topper, mattress overlay, bed topper
mattress protector, mattress pad, mattress cover
`,
  related: `
sofa => loveseat, sectional
couch => loveseat, sectional, sofa bed
loveseat => sofa
sofa bed => futon
sectional => sofa
armchair => accent chair, club chair
accent chair => armchair, side chair
chair and a half => oversized chair, accent chair
salon chair => barber chair, styling chair
reading chair => accent chair, armchair
recliner => lift chair
coffee table => side table
side table => coffee table
end table => nightstand
nightstand => end table, side table
console table => sideboard
computer desk => desk, writing desk
office desk => computer desk, writing desk, executive desk
kids desk => study desk, student desk
study table => desk
dresser => drawers
chest of drawers => nightstand
sideboard => cabinet
tv stand => tv wall unit, media cabinet
bookcase => shelving unit
shelf => bookcase
organizer => storage
wardrobe => closet organizer
platform bed => bed frame
bed frame => platform bed
king bed => king size bed
quilt => coverlet
bedspread => quilt
`,
};
