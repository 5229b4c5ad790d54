import type { SynonymPack } from './synonym-packs.ts';

/** Spanish shop vocabulary, of Spain and of Latin America. */
export const spanish: SynonymPack = {
  same: `
# informática, teléfono, sonido e imagen
portátil, ordenador portátil, laptop, notebook, computadora portátil
ordenador, computadora
ordenador de sobremesa, pc de sobremesa, computadora de escritorio
monitor, pantalla de ordenador
ratón, mouse
alfombrilla, alfombrilla de ratón, mousepad
impresora multifunción, impresora todo en uno
cartucho de tinta, tinta de impresora
disco duro, hdd, disco rígido
ssd, unidad de estado sólido
memoria usb, pendrive, lápiz usb, usb flash
tarjeta gráfica, gpu, tarjeta de vídeo
procesador, cpu
placa base, placa madre, motherboard
memoria ram, ram
cable de red, cable ethernet
wifi, wi fi
webcam, cámara web
móvil, teléfono móvil, celular, teléfono celular, smartphone
funda de móvil, carcasa de móvil, funda de celular, funda móvil
cargador, adaptador de corriente
batería externa, power bank, cargador portátil
libro electrónico, lector de ebooks, ebook
reloj inteligente, smartwatch
auriculares, audífonos, cascos
altavoz, parlante, bocina
altavoz bluetooth, parlante bluetooth, bocina bluetooth
barra de sonido, soundbar
tocadiscos, giradiscos
televisor, televisión, tele, tv
mando a distancia, control remoto
proyector, videoproyector
consola, consola de videojuegos
cámara de fotos, cámara digital, cámara fotográfica
videocámara, cámara de vídeo
trípode, soporte de cámara
regleta, base múltiple, multicontacto
alargador, cable alargador, extensión eléctrica
# electrodomésticos
nevera, frigorífico, refrigerador, heladera
congelador, freezer
lavadora, lavarropas
secadora, secadora de ropa
lavavajillas, lavaplatos
horno, horno empotrable
microondas, horno microondas
placa de cocina, vitrocerámica
campana extractora, extractor de cocina
robot aspirador, aspiradora robot
plancha, plancha de vapor
cafetera, máquina de café
hervidor, tetera eléctrica
batidora, licuadora
freidora de aire, airfryer, freidora sin aceite
aire acondicionado, climatizador
calefactor, estufa eléctrica
secador de pelo, secadora de cabello
plancha de pelo, alisador de pelo
afeitadora, máquina de afeitar
# hogar
sofá cama, sofá convertible
sofá esquinero, chaise longue, rinconera
butaca, sillón
taburete, banqueta
silla de oficina, silla de escritorio
mesa de centro, mesa de café, mesa ratona
mesita de noche, mesilla de noche, mesa de luz, buró
escritorio, mesa de escritorio
cómoda, cajonera
aparador, buffet
armario, ropero, clóset
estantería, librería, librero
mueble de tv, mesa de tv, mueble televisión
cuna, cama de bebé
litera, cama litera
colchón inflable, colchón hinchable
edredón, nórdico, acolchado
ropa de cama, juego de cama
funda de almohada, cuadrante
cojín, almohadón
manta, cobija, frazada
cortina, visillo
persiana, estor
alfombra, tapete
felpudo, alfombra de entrada
lámpara, luminaria
lámpara de techo, plafón
lámpara de pie, lámpara de suelo
aplique, lámpara de pared
bombilla, foco
marco de fotos, portarretratos
candelabro, portavelas
maceta, macetero, tiesto
cubo de basura, papelera, basurero, bote de basura
cesto de ropa, cesto de ropa sucia
sartén, paila
olla, cacerola
cubiertos, cubertería
vajilla, platos
taza, mug
tabla de cortar, tabla de picar
grifo, canilla, llave de agua
lavabo, lavamanos
inodoro, váter, wc
toalla de baño, toallón
# jardín, herramientas
muebles de jardín, muebles de exterior, muebles de terraza
tumbona, hamaca de jardín, reposera
sombrilla, parasol
cortacésped, cortadora de césped
manguera, manguera de jardín
barbacoa, parrilla, bbq, asador
destornillador, desarmador
llave inglesa, llave ajustable
# moda, niños, oficina
camiseta, remera, playera, t shirt
jersey, suéter, pulóver
sudadera, hoodie
vaqueros, jeans, tejanos
chaqueta, chamarra, campera
abrigo, gabán
bañador, traje de baño
albornoz, bata de baño
sujetador, brasier, corpiño
ropa interior, lencería
zapatillas, zapatillas deportivas, deportivas
pantuflas, zapatillas de casa
bolso, cartera de mujer
cartera, billetera, monedero
mochila, morral
maleta, valija
gafas de sol, lentes de sol
collar, gargantilla
pendientes, aretes
pulsera, brazalete
anillo, sortija
esmalte de uñas, pintauñas
pintalabios, lápiz labial, labial
bicicleta, bici
mancuerna, pesa
cochecito, carrito de bebé, carriola
chupete, chupón
peluche, muñeco de peluche
juego de mesa, juego de tablero
bolígrafo, boli, lapicera
goma de borrar, borrador
cinta adhesiva, celo
árbol de navidad, arbolito de navidad
`,
  related: `
pila => batería
micro => micrófono
auriculares => headset
altavoz => barra de sonido
tableta => ipad
sofá => sillón
cómoda => aparador
lámpara => luz
chaqueta => abrigo
abrigo => chaqueta
zapatos => zapatillas
joyas => collar, pulsera, pendientes
monitor => pantalla
`,
};
