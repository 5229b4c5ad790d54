import type { SynonymPack } from './synonym-packs.ts';

/** Sound, pictures and appliances, as English shops and shoppers name them. */
export const englishAppliances: SynonymPack = {
  same: `
# sound
headphones, head phones
headset, head set
earphones, earbuds, ear buds, in ear headphones, earpods, ear phones, in ears
wireless headphones, cordless headphones, bluetooth headphones
wireless earbuds, true wireless earbuds, tws, bluetooth earbuds, bluetooth earphones
noise cancelling, noise canceling, noise cancellation, anc
over ear headphones, around ear headphones, circumaural headphones
gaming headset, gaming headphones, gaming head set
handsfree, hands free
speaker, loudspeaker, loud speaker
speakers, loudspeakers
bluetooth speaker, wireless speaker, bluetooth loudspeaker
bluetooth speaker => portable speaker
soundbar, sound bar, speaker bar
subwoofer, sub woofer, bass speaker
surround sound speakers, surround speakers, surround sound system, home theater system, home cinema system
home theater, home theatre, home cinema
bookshelf speaker, shelf speaker
stereo system, hifi system, hi fi system
hifi, hi fi
micro system, micro hifi, mini stereo
boombox, boom box, portable stereo, ghetto blaster
record player, turntable, vinyl player, phonograph, gramophone
av receiver, home theater receiver, surround receiver
amp => amplifier
microphone, mic
mp3 player, digital audio player, portable music player, music player
cd player, compact disc player
portable cd player, discman
radio alarm clock, clock radio, alarm clock radio, radio alarm
dab radio, digital radio
internet radio, web radio
voice recorder, dictaphone, dictation machine, digital recorder
dj controller, dj deck
cassette tape, audio cassette, music cassette
# tv, film
tv, television, television set, telly
flat screen tv, flat panel tv, flatscreen tv, flat tv, flat screen television
flat screen tv => tv, television, lcd tv, led tv
smart tv, internet tv, connected tv, smart television
led tv, led television
lcd tv, lcd television
4k tv, uhd tv, ultra hd tv, 4k television
4k, uhd, ultra hd
hdtv, hd tv, high definition television
hd, high definition
tv stand, television stand, tv unit, tv cabinet, media console, entertainment center, entertainment unit, tv console, media stand
tv mount, tv wall mount, tv bracket, tv wall bracket, television mount, flat panel wall mount
tv antenna, tv aerial, television antenna
remote control, remote, remote controller, zapper
set top box, tv box, tv receiver
streaming stick, streaming player, media streamer, streaming media player, digital media player
blu ray player, bluray player
dvd player, dvd video player
video player, media player
vcr, video recorder, video cassette recorder
vhs, video cassette, video tape, videotape
projector, beamer, video projector
projector screen, projection screen, projecting screen
projector lamp, projector bulb
projector mount, projector bracket
game console, video game console, gaming console
video game, computer game, videogame
vr headset, virtual reality headset, vr glasses, virtual reality glasses, vr goggles
# pictures
digital camera, digicam, digital still camera
compact camera, point and shoot, point and shoot camera
dslr, digital slr, dslr camera, digital single lens reflex
slr, single lens reflex
mirrorless camera, system camera, compact system camera
video camera, camcorder, video recorder camera
action camera, action cam, sports camera, action sports camera
security camera, surveillance camera, cctv camera, ip camera, cctv, security cam
dash cam, dashcam, car camera, dashboard camera
instant camera, polaroid camera
trail camera, wildlife camera, game camera, hunting camera
camera bag, camera case, camera pouch
camera strap, camera neck strap
camera lens, photo lens
telephoto lens, tele lens, zoom lens
camera flash, flash unit, speedlight, flashgun
tripod, camera stand, camera tripod
photo paper, photographic paper
digital photo frame, digital picture frame, electronic photo frame
binoculars, field glasses
drone, quadcopter, quadrocopter
baby monitor, baby phone, babyphone
doorbell camera, video doorbell, smart doorbell
# appliances
fridge, refrigerator
mini fridge, mini refrigerator, compact refrigerator, bar fridge, beer fridge
fridge freezer, refrigerator freezer, fridge freezer combo
freezer, deep freezer
wine cooler, wine fridge, wine refrigerator, wine cellar cabinet
washing machine, washer, clothes washer, laundry machine
tumble dryer, clothes dryer, tumble drier, laundry dryer
washer dryer, washer and dryer
dishwasher, dish washer, dishwashing machine
stove, kitchen range, cooking range, range cooker
cooktop, hob, stovetop, cook top, stove top
hot plate, hotplate
wall oven, built in oven
microwave, microwave oven
toaster oven, mini oven, countertop oven
range hood, cooker hood, extractor hood, vent hood, kitchen hood, hood vent
stand mixer, kitchen mixer
hand mixer, handheld mixer, electric mixer
blender, liquidiser, liquidizer, smoothie maker
hand blender, immersion blender, stick blender
juicer, juice extractor
coffee maker, coffee machine, coffeemaker, coffee brewer
espresso machine, espresso maker
pod coffee machine, capsule coffee machine, coffee pod machine, capsule machine
coffee grinder, coffee mill
milk frother, milk foamer
electric kettle, water boiler, water kettle
deep fryer, deep fat fryer, chip pan
air fryer, airfryer, hot air fryer
slow cooker, crock pot, crockpot
pressure cooker, instant pot
rice cooker, rice steamer
waffle maker, waffle iron
sandwich maker, sandwich toaster, panini press, toastie maker
ice cream maker, ice cream machine
ice maker, ice machine
bread maker, bread machine
food dehydrator, dehydrator
vacuum sealer, vacuum packer
kitchen scale, food scale
vacuum, vacuum cleaner, hoover, vac
robot vacuum, robot vacuum cleaner, robotic vacuum, robovac
handheld vacuum, hand vacuum, handheld vacuum cleaner
stick vacuum, cordless vacuum, cordless vacuum cleaner
vacuum bag, vacuum cleaner bag, dust bag
steam mop, steam cleaner
carpet cleaner, carpet washer
clothes iron, steam iron
garment steamer, clothes steamer
sewing machine, stitching machine
air conditioner, ac unit, aircon, air con, air conditioning
space heater, portable heater, room heater, electric heater
fan heater, heater fan
air purifier, air cleaner, air filter machine
humidifier, air humidifier
dehumidifier, air dryer
desk fan, table fan
tower fan, column fan
pedestal fan, standing fan, stand fan
hair dryer, hairdryer, blow dryer, hair drier
hair straightener, flat iron, straightening iron, straighteners
curling iron, curling wand, curling tong, hair curler
electric shaver, electric razor, shaver
hair clipper, hair trimmer
electric toothbrush, power toothbrush
bathroom scale, body scale, weighing scale, personal scale
smart plug, wifi plug, smart socket, smart outlet
smart bulb, smart light bulb, wifi bulb
smart speaker, voice assistant speaker
smoke detector, smoke alarm, fire alarm
carbon monoxide detector, carbon monoxide alarm, co detector
gb, gigabyte
tb, terabyte
mb, megabyte
`,
  related: `
`,
};
