import type { SynonymPack } from './synonym-packs.ts';

/** German shop vocabulary, that of Austria and Switzerland with it. */
export const german: SynonymPack = {
  same: `
# Computer, Telefon, Ton und Bild
laptop => notebook
notebook, notebook computer, tragbarer computer
rechner, computer
pc => computer, rechner
desktop pc, desktop rechner, tower pc
bildschirm, monitor
tastatur, keyboard
maus, computermaus
mauspad, mausmatte, mousepad
multifunktionsdrucker, all in one drucker, kombidrucker
druckerpatrone, tintenpatrone, tinte
toner, tonerkartusche, tonerpatrone
festplatte, hdd, hard disk
ssd, solid state drive
usb stick, speicherstick, flash laufwerk, usb laufwerk
arbeitsspeicher, ram, speichermodul
grafikkarte, gpu, videokarte
prozessor, cpu
mainboard, motherboard, hauptplatine
netzteil, stromversorgung
netzwerkkabel, lan kabel, ethernet kabel, patchkabel
wlan, wifi, wi fi
router, wlan router
webcam, webkamera
handy, mobiltelefon, smartphone
handyhülle, handytasche, smartphone hülle, schutzhülle handy, handy case
handyhalterung, smartphone halterung
ladekabel, ladegerät kabel
ladegerät, ladeadapter
powerbank, zusatzakku, mobiler akku
e book reader, ebook reader, ereader
smartwatch, intelligente uhr
kopfhörer, headphones
ohrhörer, in ear kopfhörer, earbuds, ohrstöpsel kopfhörer
lautsprecher, boxen, speaker
bluetooth lautsprecher, bluetooth box
soundbar, klangleiste
plattenspieler, schallplattenspieler
mikrofon, mikro
fernseher, tv, fernsehgerät, tv gerät
fernbedienung, remote
beamer, projektor
leinwand, projektionsleinwand
spielekonsole, konsole, spielkonsole
digitalkamera, kamera, fotoapparat
videokamera, camcorder
objektiv, kameraobjektiv
stativ, kamerastativ
verlängerungskabel, kabelverlängerung
steckdosenleiste, mehrfachsteckdose, steckerleiste, verteilersteckdose
akku, akkumulator
überwachungskamera, sicherheitskamera
# Haushalt
kühlschrank, eiskasten
gefrierschrank, tiefkühlschrank, gefriertruhe, tiefkühltruhe
kühl gefrier kombination, kühlgefrierkombination
waschmaschine, waschautomat
trockner, wäschetrockner
geschirrspüler, spülmaschine, abwaschmaschine, geschirrspülmaschine
herd, kochherd
backofen, backrohr
kochfeld, ceranfeld, kochplatte
mikrowelle, mikrowellenherd, mikrowellenofen
dunstabzugshaube, abzugshaube, dunsthaube
staubsauger, sauger
saugroboter, staubsaugerroboter, roboterstaubsauger
bügeleisen, dampfbügeleisen
kaffeemaschine, kaffeeautomat
kaffeevollautomat, vollautomat
kaffeemühle, kaffeebohnenmühle
wasserkocher, teekocher
mixer, standmixer
stabmixer, pürierstab
küchenmaschine, rührmaschine
handrührgerät, handmixer
toaster, brotröster
heißluftfritteuse, airfryer
ventilator, lüfter
klimaanlage, klimagerät
heizlüfter, heizgerät
haartrockner, föhn, fön, haarföhn
glätteisen, haarglätter
lockenstab, lockenwickler elektrisch
rasierer, rasierapparat
nähmaschine, nähautomat
# Wohnen
sofa, couch, kanapee
ecksofa, eckcouch, wohnlandschaft, polsterecke
schlafsofa, schlafcouch, bettsofa
sessel, polstersessel, fauteuil
ohrensessel, ohrenbackensessel
relaxsessel, fernsehsessel, ruhesessel
bürostuhl, schreibtischstuhl, drehstuhl, chefsessel
barhocker, tresenhocker, barstuhl
hocker, schemel
pouf, sitzpouf, sitzpuff
esstisch, esszimmertisch, küchentisch
couchtisch, wohnzimmertisch, sofatisch
beistelltisch, anstelltisch
nachttisch, nachtkästchen, nachtkommode, nachtschrank
schreibtisch, arbeitstisch, computertisch
kleiderschrank, kleiderkasten
kommode, schubladenkommode
sideboard, anrichte, kredenz
vitrine, glasschrank, vitrinenschrank
regal, stellage
bücherregal, bücherschrank
tv schrank, fernsehschrank, tv möbel, lowboard
schuhschrank, schuhkasten
schuhregal, schuhablage
garderobe, kleiderablage
garderobenständer, kleiderständer
kleiderbügel, garderobenbügel
bett, bettgestell
doppelbett, ehebett
einzelbett, singlebett
hochbett, etagenbett, stockbett
boxspringbett, boxspring
gitterbett, babybett
luftmatratze, luftbett
lattenrost, bettrost
bettdecke, steppdecke, zudecke, oberbett
bettwäsche, bettzeug, bettbezug
kissen, polster
kopfkissen, kopfpolster
kissenbezug, polsterbezug, kissenhülle
spannbettlaken, spannleintuch, spannbetttuch
bettlaken, leintuch, betttuch
wolldecke, kuscheldecke, plaid
fußmatte, türmatte, fußabtreter
badematte, badvorleger, badteppich
vorhang, gardine, store
vorhangstange, gardinenstange
rollo, springrollo
jalousie, jalousette
lampe, leuchte
deckenlampe, deckenleuchte
stehlampe, stehleuchte
tischlampe, tischleuchte
hängelampe, pendelleuchte, hängeleuchte, pendellampe
wandlampe, wandleuchte
kronleuchter, lüster
nachtlicht, schlaflicht
glühbirne, leuchtmittel, glühlampe
lichterkette, lichtergirlande
bilderrahmen, fotorahmen
kerzenhalter, kerzenständer
blumentopf, pflanzentopf, übertopf
kunstpflanze, künstliche pflanze
mülleimer, abfalleimer, mistkübel, papierkorb, abfallkübel
wäschekorb, wäschesammler, wäschebehälter
wäscheständer, wäschespinne
bügelbrett, bügeltisch
# Küche, Bad
pfanne, bratpfanne
topf, kochtopf
kochtopfset, topfset
bräter, schmortopf
besteck, besteckset
geschirr, tafelgeschirr
tasse, becher, kaffeebecher
trinkglas, wasserglas
karaffe, krug
schneidebrett, schneidbrett
messerblock, messerset
backblech, ofenblech
backform, kuchenform
geschirrtuch, küchentuch
vorratsdose, frischhaltedose
brotkasten, brotdose
thermoskanne, isolierkanne
trinkflasche, wasserflasche
wasserhahn, armatur, mischbatterie
waschbecken, waschtisch, lavabo
toilette, wc, klo
toilettenpapier, klopapier, wc papier
duschvorhang, duschgardine
duschkopf, handbrause, brausekopf
handtuch, badetuch
# Garten, Werkzeug
gartenmöbel, terrassenmöbel, balkonmöbel
sonnenliege, gartenliege, liegestuhl
sonnenschirm, marktschirm, ampelschirm
rasenmäher, mäher
rasentrimmer, motorsense
gartenschlauch, wasserschlauch
gartenschere, rebschere, astschere
hochdruckreiniger, dampfstrahler
grill, barbecue
gartenhaus, gerätehaus, gartenhütte
pavillon, gartenpavillon
schraubenzieher, schraubendreher
akkuschrauber, akkubohrer
bohrmaschine, schlagbohrmaschine
schraubenschlüssel, maulschlüssel
maßband, rollmeter
leiter, stehleiter
werkzeugkasten, werkzeugkoffer
# Mode, Sport, Kind, Büro
t shirt, tshirt, leiberl
pullover, pulli
kapuzenpullover, hoodie, kapuzenpulli
jeans, jeanshose
jogginghose, trainingshose
jacke, jacket
regenjacke, regenmantel
bademantel, morgenmantel
schlafanzug, pyjama
unterhose, slip
büstenhalter, bh
badeanzug, schwimmanzug
mütze, kappe
schal, halstuch
handschuhe, fäustlinge
turnschuhe, sneaker, sportschuhe
hausschuhe, pantoffeln, finken
gummistiefel, regenstiefel
rucksack, backpack
handtasche, damentasche
geldbörse, portemonnaie, brieftasche, geldbeutel
koffer, reisekoffer, trolley
halskette, collier
armband, armreif
ohrringe, ohrstecker
armbanduhr, uhr
parfum, eau de parfum
nagellack, nagelfarbe
fahrrad, velo, rad
fahrradhelm, velohelm, radhelm
e bike, elektrofahrrad, pedelec
hantel, kurzhantel
yogamatte, gymnastikmatte
zelt, campingzelt
stirnlampe, kopflampe
kinderwagen, buggy
windel, windeln
schnuller, nuckel, nuggi
kuscheltier, plüschtier, stofftier
bausteine, bauklötze
gesellschaftsspiel, brettspiel
kratzbaum, katzenbaum
katzenklo, katzentoilette
kugelschreiber, kuli
bleistift, graphitstift
radiergummi, radierer
ordner, aktenordner
notizbuch, notizheft
klebeband, tixo, klebestreifen
locher, papierlocher
aktenvernichter, papierschredder, schredder
weihnachtsbaum, christbaum, tannenbaum
weihnachtskugel, christbaumkugel
zoll, inch
stück, stk
`,
  related: `
drucker => laserdrucker, tintenstrahldrucker
waage => küchenwaage, personenwaage
spiegel => wandspiegel
decke => tagesdecke
notebook => laptop, ultrabook, chromebook
computer => laptop, desktop pc
bildschirm => display
drucker => multifunktionsdrucker
kopfhörer => headset, ohrhörer
headset => kopfhörer
lautsprecher => soundbar
fernseher => smart tv
kamera => camcorder
tablet => ipad
sofa => schlafsofa, ecksofa
sessel => relaxsessel
stuhl => hocker
kommode => sideboard
regal => bücherregal
couchtisch => beistelltisch
bett => boxspringbett
decke => bettdecke, wolldecke
teppich => läufer
vorhang => rollo
lampe => licht
schrank => kleiderschrank
topf => pfanne
hose => jeans
jacke => mantel
mantel => jacke
schuhe => sneaker
rucksack => tasche
schmuck => halskette, armband, ohrringe
spielzeug => spielsachen
holz => massivholz
`,
};
