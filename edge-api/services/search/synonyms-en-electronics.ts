import type { SynonymPack } from './synonym-packs.ts';

/** Computers, phones and what belongs to them, as English shops and shoppers name them. */
export const englishElectronics: SynonymPack = {
  same: `
# computers
laptop => notebook, notebook computer, portable computer
laptop, laptop computer
notebook computer, notebook pc, laptop
pc => personal computer, computer
personal computer => computer
desktop computer, desktop pc, tower pc
computer tower, tower computer, tower pc
all in one computer, all in one pc, aio pc
mini pc, mini computer, nettop
2 in 1 laptop, convertible laptop, hybrid laptop, convertible notebook
gaming laptop, gaming notebook
gaming computer, gaming pc
laptop bag, notebook bag, laptop carrying case, notebook case, laptop case, notebook carrying case
laptop sleeve, notebook sleeve
laptop backpack, notebook backpack
laptop stand, notebook stand, laptop riser
laptop charger, notebook charger, laptop power adapter, notebook power adapter, laptop power supply
laptop battery, notebook battery
laptop cooler, notebook cooler, laptop cooling pad, notebook cooling pad
laptop lock, notebook lock, cable lock
docking station, laptop dock, notebook dock, port replicator
computer case, pc case, computer chassis
computer fan, case fan, pc fan
cpu cooler, processor cooler, cpu fan, heatsink
cpu, processor, microprocessor
cpu, central processing unit
gpu, graphics card, video card, graphics adapter
motherboard, mainboard, system board
ram, memory module, computer memory, ram memory
mem, memory
ssd, solid state drive, solid state disk
hdd, hard drive, hard disk, hard disk drive
external hard drive, external hdd, portable hard drive, external hard disk
external ssd, portable ssd
hdd enclosure, hard drive enclosure, hard drive case
usb stick, flash drive, usb drive, thumb drive, memory stick, pen drive, usb key, usb flash drive, jump drive
memory card, flash card
sd card, secure digital card, sdhc
micro sd, microsd, micro sd card
memory card reader, card reader, sd card reader
dvd drive, dvd burner, dvd writer, dvd rewriter
cd drive, cd burner, cd writer, cd rom drive
optical drive, optical disc drive
blu ray, bluray
disc, disk
floppy drive, floppy disk drive, diskette drive
nas, network attached storage, network storage
server rack, rack cabinet, network cabinet, rack enclosure
power supply, psu, power supply unit
ups, uninterruptible power supply, battery backup
surge protector, surge suppressor
power strip, extension lead, multi socket, power bar, multiple socket
pdu, power distribution unit
power cord, power cable, power lead, mains lead, mains cable
extension cord, extension cable, extension lead
operating system, os
anti virus, antivirus
software license, software licence
# input, output
keyboard and mouse, keyboard mouse set, keyboard mouse combo, desktop set
mechanical keyboard, mechanical gaming keyboard
wireless keyboard, cordless keyboard
wireless mouse, cordless mouse
keypad, numeric keypad, number pad, numpad
mouse pad, mousepad, mouse mat, mousemat
trackpad, touchpad, track pad
gamepad, game pad, game controller, gaming controller
joystick, joy stick
graphics tablet, drawing tablet, pen tablet
stylus, stylus pen, touch pen, digital pen
webcam, web camera, web cam
barcode scanner, bar code reader, bar code scanner, barcode reader
computer monitor, computer screen, pc monitor, computer display
monitor => computer screen, computer display
touchscreen, touch screen, touch display, touch monitor
flat screen, flatscreen, flat panel
monitor stand, monitor riser, screen stand
monitor arm, monitor mount, screen arm, monitor bracket
privacy filter, privacy screen, privacy screen protector
curved monitor, curved screen, curved display
kvm, kvm switch
lcd, liquid crystal display
led, light emitting diode
# printing
printer ink, ink cartridge, inkjet cartridge
toner, toner cartridge
ink jet, inkjet
inkjet printer, ink printer, bubble jet printer
mfp, multifunction printer, all in one printer, multifunctional printer, printer scanner copier
label printer, label maker, labelmaker, label writer
receipt printer, pos printer, till printer
photo printer, photograph printer
copier, photocopier, copy machine, photocopy machine
fax, fax machine, facsimile
document scanner, sheetfed scanner
printer paper, copy paper, copier paper
# network
wifi, wi fi, wireless lan, wlan
wifi router, wireless router, wi fi router, wlan router
wifi extender, wifi repeater, wifi booster, range extender, wireless repeater, wireless extender
access point, wireless access point, wap
network switch, ethernet switch, lan switch
network adapter, network card, nic, ethernet adapter, lan card, network interface card
ethernet cable, network cable, lan cable, patch cable, networking cable, patch cord
cat5, cat 5
cat5e, cat 5e
cat6, cat 6
cat6a, cat 6a
cat7, cat 7
fibre optic, fiber optic
fibre, fiber
poe, power over ethernet
antenna, aerial
powerline adapter, power line adapter, plc adapter
bluetooth dongle, bluetooth adapter, bluetooth receiver
# cables, power
usb c, usbc, type c, usb type c
usb a, usb type a
micro usb, microusb
usb hub, usb splitter
hdmi cable, hdmi cord, hdmi lead
display port, displayport
audio cable, aux cable, aux cord, auxiliary cable
headphone jack adapter, audio jack adapter
speaker cable, speaker wire
adapter, adaptor
charging cable, charger cable, charging cord, charger cord
phone charger, mobile charger, cell phone charger, mobile phone charger, smartphone charger
phone charger => mobile device charger
wireless charger, wireless charging pad, charging pad, induction charger, qi charger
car charger, vehicle charger, cigarette lighter charger
power bank, powerbank, portable charger, battery pack, external battery
charging station, charging dock
wall charger, mains charger, travel charger, usb plug
travel adapter, plug adapter, travel plug, plug converter
rechargeable batteries, accu
battery charger, rechargeable battery charger
button cell, coin cell, coin battery, button battery
aa battery, double a battery
aaa battery, triple a battery
# phones, tablets, wearables
cellphone, cell phone, mobile phone, mobile telephone, handphone
smartphone, smart phone
phone => smartphone
cellphone => smartphone
mobile phone => smartphone
telephone => phone
landline phone, landline telephone, corded phone, corded telephone
cordless phone, cordless telephone, dect phone, dect telephone
ip phone, voip phone, sip phone
phone case, phone cover, mobile phone case, cell phone case, cellphone case, smartphone case, phone shell
phone holder, phone mount, mobile phone holder, cell phone holder, smartphone holder
phone stand, mobile phone stand, cell phone stand, smartphone stand
car phone holder, car phone mount, car mount, car cradle
screen protector, screen guard, protective film, screen film, screen protection
selfie stick, monopod
tablet computer, tablet pc
tablet case, tablet cover, tablet sleeve
e reader, ereader, e book reader, ebook reader, ebook
smartwatch, smart watch
fitness tracker, activity tracker, fitness band, fitness wristband, activity band
gps watch, gps sports watch, gps running watch
gps, sat nav, satnav, satellite navigation, gps navigator, navigation system, navigator
walkie talkie, two way radio, pmr radio
sim free, unlocked
`,
  related: `
notebook => laptop
laptop => chromebook, netbook, ultrabook, macbook
computer => desktop pc, laptop, notebook, workstation
desktop => workstation, tower pc
pc => desktop, workstation
display => monitor
screen => monitor
touchscreen computer => touchscreen laptop, all in one pc, tablet
touchscreen laptop => 2 in 1 laptop
wireless => wifi, bluetooth, cordless
cordless => wireless
wifi => wireless
router => modem
modem => router
headset => headphones, earphones
headphones => headset, earphones, earbuds
earphones => headphones
earbuds => headphones
speaker => soundbar
soundbar => speaker
mp3 player => mp4 player
mp4 player => mp3 player
tablet => ipad
ipad => tablet
iphone => smartphone
kindle => e reader
ipod => mp3 player
macbook => laptop
chromebook => laptop
xbox => game console
playstation => game console
nintendo => game console
game console => playstation, xbox, nintendo
tv => hdtv
flat screen => lcd, led
beamer => projector screen
camera => camcorder, webcam, dslr
video camera => action camera
smartwatch => fitness tracker
fitness tracker => smartwatch
garmin => gps watch
gps => navigation
gps watch => sport watch, smartwatch
portable speaker => bluetooth speaker
surround sound speakers => speaker set, home cinema, home theater
surround sound => home cinema, home theater
phone => telephone, mobile
mobile => smartphone
cooker => stove
monitor => display
stereo => hifi system
tablet pc => tablet
tablet computer => tablet
printer => mfp
laser printer => laserjet
toner => cartridge
external dvd drive => external dvd burner, external dvd writer, external optical drive, optical disc drive
external cd drive => external dvd drive, external optical drive, optical disc drive
cd drive => optical disc drive, dvd drive
dvd drive => optical disc drive, optical drive
external drive => external hard drive, external ssd
storage drive => hard drive, ssd
hard drive => ssd
memory => ram
ipad stand => tablet stand, tablet holder
tablet stand => ipad stand, tablet holder
phone stand => phone holder
phone holder => phone stand
ipad case => tablet case, ipad cover
iphone case => phone case, iphone cover
pro controller => game controller, gamepad
controller => gamepad, joystick
charger => power adapter, ac adapter
ac adapter => power adapter, power supply
power adapter => ac adapter
usb gadget => usb fan, usb light, usb lamp
cable => cord, lead
cord => cable
word processor => office software
microsoft office => office suite
washing machine => washer dryer
air conditioner => cooler
fan => ventilator
heater => radiator
light bulb => led bulb
`,
};
