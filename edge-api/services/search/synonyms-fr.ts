import type { SynonymPack } from './synonym-packs.ts';

/** French shop vocabulary. */
export const french: SynonymPack = {
  same: `
# informatique, téléphone, son et image
ordinateur portable, pc portable, laptop, notebook
ordinateur de bureau, pc de bureau, ordinateur fixe
ordinateur => pc
écran, moniteur
clavier, keyboard
tapis de souris, mousepad
imprimante multifonction, imprimante tout en un
cartouche d'encre, cartouche encre, encre imprimante
disque dur, hdd
ssd, disque ssd
clé usb, clef usb, mémoire flash usb
carte graphique, gpu
processeur, cpu
carte mère, motherboard
mémoire vive, ram, barrette mémoire
câble réseau, câble ethernet, câble rj45
wifi, wi fi
webcam, caméra web
téléphone portable, smartphone, téléphone mobile, gsm
coque de téléphone, étui téléphone, coque smartphone, housse téléphone
chargeur, adaptateur secteur
batterie externe, powerbank, chargeur portable
tablette, tablette tactile
liseuse, lecteur ebook
montre connectée, smartwatch
casque audio, casque d'écoute
écouteurs, oreillettes, intra auriculaires
enceinte, haut parleur, baffle
enceinte bluetooth, haut parleur bluetooth
barre de son, soundbar
platine vinyle, tourne disque
micro => microphone
télévision, téléviseur, télé, tv
télécommande, commande à distance
vidéoprojecteur, projecteur vidéo
console de jeux, console jeux vidéo
appareil photo, appareil photo numérique
caméscope, caméra vidéo
trépied, pied photo
multiprise, bloc multiprise
rallonge, prolongateur
# électroménager
réfrigérateur, frigo, frigidaire
congélateur, surgélateur
lave linge, machine à laver
sèche linge, séchoir à linge
lave vaisselle, machine à laver la vaisselle
four, four encastrable
micro ondes, four à micro ondes
plaque de cuisson, table de cuisson
hotte, hotte aspirante
aspirateur, aspi
aspirateur robot, robot aspirateur
fer à repasser, centrale vapeur
cafetière, machine à café
bouilloire, bouilloire électrique
mixeur, blender
grille pain, toaster
friteuse sans huile, air fryer
climatiseur, clim, climatisation
radiateur, chauffage
sèche cheveux, séchoir à cheveux
lisseur, fer à lisser
rasoir électrique, rasoir
# maison
canapé, sofa, divan
canapé lit, canapé convertible, clic clac
canapé d'angle, canapé angle
fauteuil, bergère
tabouret de bar, chaise de bar, chaise haute bar
pouf, repose pieds
chaise de bureau, fauteuil de bureau
table basse, table de salon
table à manger, table de salle à manger, table de repas
table de chevet, table de nuit, chevet
bureau, table de travail
commode, meuble à tiroirs
buffet, bahut, enfilade
armoire, penderie, garde robe
bibliothèque, étagère à livres
étagère, rayonnage
meuble tv, banc tv
lit bébé, lit à barreaux
matelas gonflable, lit gonflable
couette, édredon
linge de lit, parure de lit, literie
taie d'oreiller, taie oreiller
coussin, coussin décoratif
plaid, jeté de canapé, couverture
rideau, voilage
store, store enrouleur
paillasson, tapis d'entrée
lampe, luminaire
plafonnier, lampe de plafond
lampadaire, lampe sur pied
suspension, lampe suspendue
applique, applique murale, lampe murale
ampoule, ampoule led
guirlande lumineuse, guirlande led
cadre photo, porte photo
bougeoir, chandelier
pot de fleurs, cache pot, jardinière
poubelle, corbeille
panier à linge, bac à linge
poêle, poêle à frire
casserole, marmite
couverts, ménagère
vaisselle, service de table
tasse, mug
planche à découper, planche de cuisine
robinet, mitigeur
lavabo, vasque
wc, toilettes
serviette de bain, drap de bain
# jardin, outils
salon de jardin, mobilier de jardin, meubles de jardin
chaise longue, transat, bain de soleil
parasol, ombrelle
tondeuse, tondeuse à gazon
tuyau d'arrosage, tuyau arrosage
barbecue, bbq, grill
abri de jardin, cabane de jardin
tournevis, visseuse
perceuse, perceuse visseuse
clé à molette, clef à molette
# mode, enfant, bureau
t shirt, tee shirt, tshirt
pull, chandail
sweat, sweat shirt, sweat à capuche, hoodie
jean, denim
survêtement, jogging
imperméable, ciré
maillot de bain, costume de bain
peignoir, robe de chambre
soutien gorge, soutif
baskets, sneakers
chaussons, pantoufles
sac à main, sac femme
portefeuille, porte monnaie
sac à dos, backpack
valise, bagage
collier, sautoir
boucles d'oreilles, boucles oreilles
rouge à lèvres, rouge lèvres
vernis à ongles, vernis ongles
vélo, bicyclette
vélo électrique, vae
haltère, poids musculation
poussette, landau
tétine, sucette bébé
peluche, doudou
jeu de société, jeu de plateau
arbre à chat, griffoir
laisse, laisse chien
stylo, stylo bille
gomme, gomme à effacer
ruban adhésif, scotch
sapin de noël, arbre de noël
`,
  related: `
wifi => sans fil
tapis => moquette
oreiller => traversin
casque => écouteurs
écouteurs => casque
enceinte => barre de son
tablette => ipad
fauteuil => chaise
commode => buffet
lampe => éclairage
tapis => descente de lit
veste => manteau
manteau => veste
chaussures => baskets
bijoux => collier, bracelet, boucles d'oreilles
`,
};
