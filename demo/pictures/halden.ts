import { darken, lighten } from './colour.ts';
import { board, books, clock, lounge, mirror, pedestal, pegs, shelf, spoons, stool } from './furniture.ts';
import { foliage, grasses, twig } from './greenery.ts';
import { bell, candle, floorLamp, glow, lantern, portable, tableLamp } from './lamps.ts';
import { turned } from './lathe.ts';
import { FLOOR, room, Sheet, studio } from './sheet.ts';
import { cushion, folded, hanging, rail, rug, type Weave } from './textiles.ts';
import { handle, lid, mug, sized, spout, vessel, wisp } from './vessels.ts';

const OAK = '#d2a470';
const WALNUT = '#7d5238';
const BRASS = '#c69a4c';

/** The shop's colours, by the name a variant has. */
const C = {
  chalk: '#efe9de',
  oat: '#dfd0b8',
  sand: '#d8c1a0',
  clay: '#c08565',
  rust: '#a9583a',
  terracotta: '#c4734f',
  moss: '#7c8560',
  sage: '#a9b59b',
  forest: '#3f5547',
  ink: '#37434f',
  slate: '#6d7880',
  fog: '#bcc6cb',
  heather: '#a58fa0',
  ochre: '#d29f45',
  dusk: '#8a7f9e',
  red: '#b8433a',
  black: '#35322f',
  charcoal: '#55534f',
  white: '#f6f3ec',
  flax: '#c9b48d',
  blue: '#5d7f9b',
} as const;
type Colour = keyof typeof C;

/** Backdrops that let a colour stand out and still belong to one shop. */
const TONE = {
  warm: '#e6dac8',
  blush: '#e5cfc0',
  mist: '#d5dcd6',
  sky: '#d3dbe0',
  stone: '#d9d5cd',
  dune: '#dfcba9',
  night: '#6d6a66',
} as const;

const behind: Partial<Record<Colour, string>> = {
  chalk: TONE.dune,
  white: TONE.sky,
  oat: TONE.mist,
  sand: TONE.sky,
  clay: TONE.warm,
  rust: TONE.blush,
  terracotta: TONE.warm,
  moss: TONE.warm,
  sage: TONE.blush,
  forest: TONE.mist,
  ink: TONE.stone,
  slate: TONE.sky,
  fog: TONE.blush,
  ochre: TONE.stone,
  heather: TONE.mist,
  flax: TONE.sky,
};

/** How close the camera is to a product; small things need it closer. */
const CLOSER: Readonly<Record<string, number>> = {
  'fjord-vase': 1,
  'dagg-bowls': 1.3,
  'holm-plate': 1.24,
  'ask-teapot': 1.26,
  'sten-planter': 1.02,
  'lykke-mug': 1.24,
  'vinter-candle': 1.12,
  'kyst-cushion': 1.2,
  'dyne-linen': 1.2,
  'strand-throw': 1.2,
  'dram-tumblers': 1.34,
  'kanne-carafe': 1.18,
  'boks-jar': 1.2,
  'gryte-pot': 1.3,
  'kjele-kettle': 1.24,
  'kaffe-dripper': 1.16,
  'duft-candle': 1.32,
  'bue-bookends': 1.06,
  'kvern-mills': 1.16,
  'kurv-basket': 1.14,
  'tre-stool': 1.1,
  'vok-candles': 1.22,
  'hei-rug': 1.1,
  'stav-lamp': 1,
  'klokke-pendant': 1,
  'forkle-apron': 1.08,
  'brett-board': 1,
  'lys-lamp': 1.16,
  'knagg-hooks': 1,
  'tid-clock': 1,
  'speil-mirror': 1,
  'papir-shade': 1,
  'skje-spoons': 1,
};

const pictures = new Map<string, () => Sheet>();

function picture(name: string, tone: string, draw: (sheet: Sheet) => void): void {
  pictures.set(name, () => {
    const sheet = new Sheet();
    studio(sheet, tone);
    draw(sheet);
    return sheet.zoom(CLOSER[name.split('-').slice(0, 2).join('-')] ?? 1.1);
  });
}

function scene(name: string, tone: string, wood: string, draw: (sheet: Sheet) => void): void {
  pictures.set(name, () => {
    const sheet = new Sheet();
    room(sheet, tone, wood);
    draw(sheet);
    return sheet;
  });
}

/** One picture a colour, named `<product>-<colour>`. */
function each(
  product: string,
  colours: readonly Colour[],
  draw: (sheet: Sheet, colour: string, name: Colour) => void,
): void {
  for (const colour of colours)
    picture(`${product}-${colour}`, behind[colour] ?? TONE.warm, (sheet) => draw(sheet, C[colour], colour));
}

// Ceramics
each('fjord-vase', ['chalk', 'moss', 'ink'], (s, c) => {
  twig(s, [404, 420], [300, 150], '#8b9370', 6, 66);
  twig(s, [404, 420], [520, 120], '#8b9370', 7, 70);
  vessel(s, 'bottleVase', 380, 150, c, { speckles: 40 });
});
scene('fjord-vase-room', '#dfd3c2', OAK, (s) => {
  grasses(s, 330, 440, '#cdb07c', 300);
  vessel(s, 'bottleVase', 380, 140, C.moss, { x: 330, base: 800, speckles: 40 });
  vessel(s, 'bellyVase', 200, 110, C.chalk, { x: 560, base: 850, speckles: 26 });
});
each('lykke-mug', ['oat', 'slate', 'rust'], (s, c) => {
  mug(s, c, {
    x: 375,
    base: 720,
    size: 1.25,
    drink: '#4a2c1c',
    dip: { colour: lighten(c, 0.5), height: -150 },
    speckles: 30,
  });
  wisp(s, 375, 420, 230);
});
scene('lykke-mug-table', '#d6dad2', OAK, (s) => {
  mug(s, C.slate, { x: 470, base: 760, size: 0.9, drink: '#4a2c1c' });
  mug(s, C.rust, { x: 270, base: 830, size: 1, drink: '#c39a6b', dip: { colour: lighten(C.rust, 0.5), height: -100 } });
  wisp(s, 270, 600, 200);
});
each('dagg-bowls', ['white', 'sage'], (s, c) => {
  vessel(s, 'bowl', 150, 180, lighten(c, 0.12), {
    x: 520,
    base: 690,
    tilt: 0.26,
    inside: darken(c, 0.04),
    speckles: 34,
  });
  vessel(s, 'bowl', 170, 210, c, { x: 320, base: 780, tilt: 0.26, inside: lighten(c, 0.12), speckles: 46 });
});
each('holm-plate', ['oat', 'slate'], (s, c) => {
  for (const [i, base] of [780, 748, 716].entries()) {
    turned(s, {
      x: 400,
      base,
      colour: lighten(c, i * 0.06),
      shadow: i === 0,
      tilt: 0.36,
      inside: lighten(c, 0.14),
      profile: sized('plate', 38, 268),
    });
  }
  s.add(
    `<ellipse cx="400" cy="682" rx="186" ry="66" fill="${lighten(c, 0.3)}" opacity=".6"/><ellipse cx="400" cy="678" rx="268" ry="96" fill="none" stroke="${darken(c, 0.3)}" stroke-width="3" opacity=".5"/>`,
  );
  twig(s, [330, 690], [480, 640], '#8b9370', 5, 44);
});
each('sten-planter', ['terracotta', 'slate'], (s, c) => {
  foliage(s, 400, 560, '#5f7d56', 1.15);
  vessel(s, 'pot', 260, 160, c, { inside: '#4a3526' });
});
scene('sten-planter-window', '#e2d6c4', WALNUT, (s) => {
  foliage(s, 300, 590, '#6b8a5e', 1);
  vessel(s, 'pot', 230, 140, C.slate, { x: 300, base: 820, inside: '#4a3526' });
  foliage(s, 580, 690, '#7f9469', 0.62);
  vessel(s, 'pot', 150, 92, C.terracotta, { x: 580, base: 850, inside: '#4a3526' });
});
each('ask-teapot', ['moss', 'chalk'], (s, c) => {
  spout(s, 280, 640, 120, 120, c);
  handle(s, 'M520 560C640 520 660 700 510 720', c, 28);
  vessel(s, 'teapot', 270, 180, c, { inside: null, finish: 'gloss', speckles: 30 });
  lid(s, 400, 506, 84, c, 'gloss', OAK);
  wisp(s, 170, 500, 170);
});
picture('vinter-candle-holder', TONE.mist, (s) => {
  candle(s, 290, 610, 210, 22, '#f2ead8');
  vessel(s, 'candlestick', 170, 84, C.ink, { x: 290, finish: 'gloss', inside: null });
  candle(s, 510, 530, 170, 22, '#f2ead8');
  vessel(s, 'candlestick', 250, 92, C.ink, { x: 510, finish: 'gloss', inside: null });
});
picture('rund-moon-jar', TONE.blush, (s) => {
  vessel(s, 'moonJar', 420, 236, C.white, { base: 800, speckles: 34, inside: '#8d7f70' });
});
scene('rund-moon-jar-room', '#cfd3cd', WALNUT, (s) => {
  twig(s, [380, 480], [560, 130], '#a5805f', 8, 52);
  twig(s, [380, 480], [250, 210], '#a5805f', 6, 48);
  vessel(s, 'moonJar', 350, 190, C.white, { x: 380, base: 830, speckles: 30, inside: '#8d7f70' });
});

// Textiles
const throwWeave: Record<string, Weave> = { heather: 'check', oat: 'rib', forest: 'check' };
each('strand-throw', ['heather', 'oat', 'forest'], (s, c, name) =>
  folded(s, { colour: c, weave: throwWeave[name] ?? 'plain', ink: darken(c, 0.34) }),
);
scene('strand-throw-chair', '#d9cfc0', OAK, (s) => {
  stool(s, OAK);
  hanging(s, { colour: C.heather, weave: 'check', ink: darken(C.heather, 0.34) }, 430, 436, 190, 300);
});
const cushionWeave: Record<string, Weave> = { rust: 'rib', sage: 'plain', ink: 'diamond' };
each('kyst-cushion', ['rust', 'sage', 'ink'], (s, c, name) =>
  cushion(s, {
    colour: c,
    weave: cushionWeave[name] ?? 'plain',
    ink: name === 'ink' ? lighten(c, 0.6) : darken(c, 0.4),
  }),
);
scene('kyst-cushion-pair', '#e1d6c8', WALNUT, (s) => {
  cushion(s, { colour: C.ink, weave: 'diamond', ink: lighten(C.ink, 0.6) }, 490, 800, 360);
  cushion(s, { colour: C.rust, weave: 'rib', ink: darken(C.rust, 0.4) }, 310, 850, 330);
});
for (const [name, ink] of [
  ['blue', C.blue],
  ['red', C.red],
] as const) {
  picture(`linje-tea-towels-${name}`, name === 'blue' ? TONE.warm : TONE.sky, (s) => {
    rail(s, BRASS);
    hanging(s, { colour: '#f4efe4', weave: 'stripe', ink }, 300, 246, 210, 480);
    hanging(s, { colour: '#f4efe4', weave: 'check', ink }, 520, 246, 180, 420);
  });
}
each('dyne-linen', ['white', 'sand', 'fog'], (s, c) => {
  folded(s, { colour: c, ink: darken(c, 0.2) }, 400, 780, 4, 500, false);
  s.add(
    `<path fill="none" stroke="${WALNUT}" stroke-width="9" d="M388 412Q396 600 390 784"/><path fill="none" stroke="${WALNUT}" stroke-width="7" d="M390 420c-70-64-110 10-4 6 96 12 90-70 4-6m0 0-50 54m52-54 46 58"/>`,
  );
});
each('myk-towel', ['white', 'clay', 'sage'], (s, c) => {
  rail(s, '#3b3733', 236);
  hanging(s, { colour: c, weave: 'rib', ink: darken(c, 0.22) }, 340, 236, 260, 540);
  hanging(s, { colour: lighten(c, 0.16), weave: 'plain' }, 570, 236, 130, 330);
});
for (const [name, colour, ink] of [
  ['natural', '#e6dac2', '#8e7757'],
  ['charcoal', '#5a5753', '#d8cdb9'],
] as const) {
  picture(`hei-rug-${name}`, name === 'natural' ? TONE.stone : TONE.warm, (s) =>
    rug(s, { colour, weave: 'diamond', ink }),
  );
}
each('forkle-apron', ['flax', 'ink'], (s, c) => {
  s.add(
    `<path fill="none" stroke="${darken(c, 0.3)}" stroke-width="14" d="M318 330Q300 170 400 170T482 330"/><circle cx="400" cy="160" r="17" fill="${OAK}"/>`,
  );
  hanging(s, { colour: c }, 400, 320, 190, 200);
  hanging(s, { colour: c }, 400, 470, 330, 360);
  s.add(
    `<path fill="${darken(c, 0.1)}" stroke="${darken(c, 0.36)}" stroke-width="4" stroke-dasharray="9 6" d="M316 580h168v120q0 26-26 26H342q-26 0-26-26z"/><path fill="none" stroke="${darken(c, 0.3)}" stroke-width="12" stroke-linecap="round" d="M240 486q-70 30-60 130M560 486q70 30 60 130"/>`,
  );
});
scene('bord-runner', '#d8ddd8', OAK, (s) => {
  s.add(
    `<path fill="#20140c" opacity=".16" d="M262 708H560l112 292H176z"/><path fill="${s.linear(0, 700, 0, 1000, [
      [0, '#ddd0b8'],
      [1, '#f1e8d6'],
    ])}" d="M262 700H548l106 300H166z"/><path stroke="${C.terracotta}" stroke-width="9" d="M294 700 216 1000M518 700l86 300"/>`,
  );
  vessel(s, 'bowl', 120, 150, C.ochre, { x: 404, base: 850, tilt: 0.28, speckles: 20 });
  grasses(s, 190, 560, '#c9ab77', 280);
  vessel(s, 'bellyVase', 190, 90, C.chalk, { x: 190, base: 750 });
});

// Lighting
each('klokke-pendant', ['chalk', 'moss', 'terracotta', 'black'], (s, c) => bell(s, c));
pictures.set('klokke-pendant-table', () => {
  const s = new Sheet();
  room(s, '#b9a48d', WALNUT);
  bell(s, C.moss, 0.78);
  vessel(s, 'bowl', 100, 140, C.chalk, { x: 400, base: 870, tilt: 0.28 });
  return s;
});
picture('aften-lamp-oat', '#b7a892', (s) => tableLamp(s, C.chalk, C.oat));
picture('aften-lamp-ink', '#a8988a', (s) => tableLamp(s, C.ink, '#e0cfb2'));
picture('aften-lamp-clay', '#bfa999', (s) => tableLamp(s, C.clay, '#ecdcc4'));
for (const colour of ['sand', 'forest', 'red'] as const)
  picture(`lys-lamp-${colour}`, colour === 'sand' ? '#a99b8c' : '#bcae9b', (s) => portable(s, C[colour]));
pictures.set('lys-lamp-evening', () => {
  const s = new Sheet();
  room(s, '#86796f', WALNUT);
  portable(s, C.forest);
  books(s, 560, 770, [C.rust, C.oat, C.ink]);
  return s;
});
picture('stav-lamp-brass', '#cbbba4', (s) => floorLamp(s, BRASS));
picture('stav-lamp-black', '#c9c0b3', (s) => floorLamp(s, '#3c3a38'));
picture('papir-shade', '#bfae97', (s) => lantern(s));
for (const [name, wax] of [
  ['natural', '#e8c67a'],
  ['ochre', '#cf8d3c'],
  ['dusk', C.dusk],
] as const) {
  picture(`vok-candles-${name}`, name === 'dusk' ? '#cfc3bd' : '#c9bda9', (s) => {
    s.shadow(400, 790, 230, 0.3, 0.14);
    candle(s, 250, 770, 300, 34, wax);
    candle(s, 350, 800, 400, 34, lighten(wax, 0.08));
    candle(s, 450, 775, 350, 34, darken(wax, 0.05));
    candle(s, 550, 800, 250, 34, wax);
  });
}

// Kitchen
for (const [size, width, height] of [
  ['small', 240, 420],
  ['medium', 320, 540],
  ['large', 400, 660],
] as const)
  picture(`brett-board-${size}`, TONE.mist, (s) => board(s, OAK, width, height));
const GLASS = { clear: '#cfdcdc', smoke: '#6f6c6c', amber: '#d08b3a' } as const;
for (const [name, colour] of Object.entries(GLASS)) {
  picture(`kanne-carafe-${name}`, name === 'clear' ? TONE.dune : TONE.sky, (s) => {
    turned(s, {
      x: 400,
      base: 762,
      colour: name === 'clear' ? '#a9c9d1' : darken(colour, 0.1),
      finish: 'glass',
      inside: lighten(colour, 0.5),
      tilt: 0.14,
      shadow: false,
      profile: [
        [0, 118],
        [20, 130],
        [124, 136],
        [210, 100],
      ],
    });
    vessel(s, 'carafe', 420, 146, colour, { finish: 'glass', inside: lighten(colour, 0.6) });
  });
  picture(`dram-tumblers-${name}`, name === 'clear' ? TONE.blush : TONE.stone, (s) => {
    for (const [x, base] of [
      [310, 690],
      [510, 700],
      [250, 800],
      [460, 820],
    ] as const) {
      vessel(s, 'tumbler', 190, 88, colour, { x, base, finish: 'glass', inside: lighten(colour, 0.6), tilt: 0.2 });
    }
  });
}
const ENAMEL = { cream: '#f0e6cf', forest: C.forest, red: C.red } as const;
for (const [name, colour] of Object.entries(ENAMEL)) {
  picture(`kjele-kettle-${name}`, name === 'cream' ? TONE.sky : TONE.warm, (s) => {
    spout(s, 270, 660, 150, 150, colour);
    s.add(`<path fill="none" stroke="#2b2826" stroke-width="15" d="M286 500C286 330 514 330 514 500"/>`);
    handle(s, 'M322 392Q400 350 478 392', OAK, 34);
    vessel(s, 'kettle', 280, 192, colour, {
      finish: 'gloss',
      inside: null,
      base: 780,
      bands: { colour: '#2b2826', heights: [4], width: 10 },
    });
    lid(s, 400, 504, 88, colour, 'gloss', '#2b2826');
  });
}
picture('skje-spoons', TONE.blush, (s) => spoons(s, [WALNUT, OAK, '#b98653']));
for (const [name, wood] of [
  ['oak', OAK],
  ['walnut', WALNUT],
] as const) {
  picture(`kvern-mills-${name}`, name === 'oak' ? TONE.mist : TONE.warm, (s) => {
    vessel(s, 'mill', 400, 84, darken(wood, 0.12), { x: 500, base: 760, inside: null });
    vessel(s, 'mill', 320, 84, wood, { x: 310, base: 800, inside: null });
    s.add(`<circle cx="500" cy="350" r="15" fill="${BRASS}"/><circle cx="310" cy="470" r="15" fill="${BRASS}"/>`);
  });
}
each('gryte-pot', ['ink', 'ochre'], (s, c) => {
  handle(s, 'M196 640c-60-6-60 66 0 60M604 640c60-6 60 66 0 60', c, 28);
  turned(s, {
    x: 400,
    base: 800,
    colour: c,
    finish: 'gloss',
    inside: null,
    profile: [
      [0, 176],
      [20, 196],
      [190, 208],
      [206, 210, true],
    ],
    tilt: 0.16,
  });
  lid(s, 400, 606, 208, c, 'gloss', BRASS);
});
for (const [name, colour] of [
  ['white', C.white],
  ['black', '#3a3735'],
] as const) {
  picture(`kaffe-dripper-${name}`, name === 'white' ? TONE.dune : TONE.stone, (s) => {
    turned(s, {
      x: 400,
      base: 790,
      colour: '#3b2114',
      finish: 'gloss',
      inside: null,
      shadow: false,
      profile: [
        [0, 120],
        [20, 136],
        [90, 140],
        [100, 139],
      ],
      tilt: 0.16,
    });
    turned(s, {
      x: 400,
      base: 800,
      colour: '#cfdcdc',
      finish: 'glass',
      inside: '#ffffff',
      profile: [
        [0, 130],
        [20, 148],
        [140, 146],
        [210, 86],
        [240, 92],
      ],
      tilt: 0.16,
    });
    turned(s, {
      x: 400,
      base: 570,
      colour,
      finish: 'gloss',
      inside: '#5b3a27',
      shadow: false,
      tilt: 0.2,
      profile: [
        [0, 126, true],
        [16, 126, true],
        [20, 46],
        [150, 168],
        [160, 172],
      ],
    });
    handle(s, 'M545 440c80-14 76 110-60 78', colour, 24);
    wisp(s, 400, 390, 200);
  });
}
for (const [size, height] of [
  ['small', 190],
  ['medium', 290],
  ['large', 390],
] as const) {
  picture(`boks-jar-${size}`, TONE.mist, (s) => {
    turned(s, {
      x: 400,
      base: 786,
      colour: size === 'small' ? '#7a4a2b' : size === 'medium' ? '#e5c88f' : '#f0e7d6',
      inside: null,
      shadow: false,
      profile: [
        [0, 118],
        [10, 128],
        [height * 0.72, 128],
        [height * 0.74, 124],
      ],
    });
    vessel(s, 'jar', height, 140, '#cfdcdc', { base: 790, finish: 'glass', inside: '#ffffff' });
    turned(s, {
      x: 400,
      base: 796 - height,
      colour: OAK,
      inside: lighten(OAK, 0.24),
      shadow: false,
      profile: [
        [0, 142, true],
        [46, 142, true],
      ],
    });
  });
}

// Living
for (const [name, wood] of [
  ['oak', OAK],
  ['walnut', WALNUT],
  ['black', '#3d3936'],
] as const) {
  picture(`tre-stool-${name}`, name === 'oak' ? TONE.sky : TONE.warm, (s) => stool(s, wood));
}
each('hvile-chair', ['oat', 'moss', 'rust'], (s, c) => lounge(s, c, OAK));
pictures.set('hvile-chair-room', () => {
  const s = new Sheet();
  studio(s, '#cfd3c6');
  s.add(`<circle cx="210" cy="270" r="120" fill="#e9dcc4"/><path fill="#b98a64" d="M90 270a120 120 0 0 0 240 0z"/>`);
  rug(s, { colour: '#e6dac2', weave: 'diamond', ink: '#b39c78' }, false);
  lounge(s, C.moss, WALNUT);
  return s;
});
for (const [name, colour] of [
  ['oak', OAK],
  ['white', C.white],
  ['moss', C.moss],
] as const) {
  picture(`skive-table-${name}`, name === 'white' ? TONE.blush : TONE.stone, (s) => {
    pedestal(s, colour);
    if (name === 'oak') mug(s, C.slate, { x: 470, base: 452, size: 0.48 });
  });
}
for (const [size, height, radius] of [
  ['small', 210, 150],
  ['medium', 280, 190],
  ['large', 360, 220],
] as const) {
  picture(`kurv-basket-${size}`, TONE.sky, (s) => {
    handle(
      s,
      `M${400 - radius * 0.62} ${790 - height}c-6-90 ${radius * 0.5}-90 ${radius * 0.44} 0M${400 + radius * 0.18} ${790 - height}c-6-90 ${radius * 0.5}-90 ${radius * 0.44} 0`,
      '#8b6239',
      18,
    );
    if (size !== 'small') cushion(s, { colour: C.chalk, weave: 'rib' }, 400, 850 - height, radius * 1.2);
    const heights = Array.from({ length: Math.round(height / 20) }, (_, i) => 10 + i * 20);
    vessel(s, 'basket', height, radius, '#cda66d', {
      base: 790,
      inside: size === 'small' ? '#7c5a34' : null,
      bands: { colour: '#a27843', heights, width: 7 },
    });
    const staves = Array.from(
      { length: 9 },
      (_, i) => `M${400 + (i - 4) * radius * 0.22} ${790 - height + 8}v${height - 6}`,
    ).join('');
    s.add(`<path stroke="#e3c48f" stroke-width="5" stroke-dasharray="13 27" opacity=".8" d="${staves}"/>`);
  });
}
picture('tid-clock-oak', TONE.mist, (s) => clock(s, '#d9b07c', '#3a2b1f'));
picture('tid-clock-white', TONE.blush, (s) => clock(s, '#f3eee3', '#37434f'));
picture('tid-clock-forest', TONE.dune, (s) => clock(s, C.forest, '#f0e2c4'));
picture('speil-mirror-small', TONE.warm, (s) => mirror(s, OAK, 190));
picture('speil-mirror-large', TONE.warm, (s) => mirror(s, OAK, 256));
for (const [name, wood] of [
  ['oak', OAK],
  ['walnut', WALNUT],
] as const) {
  picture(`hylle-shelf-${name}`, name === 'oak' ? TONE.mist : TONE.stone, (s) => {
    const end = books(s, 170, 624, [C.rust, C.oat, C.ink, C.sage, C.ochre]);
    vessel(s, 'bellyVase', 150, 70, C.chalk, { x: end + 130, base: 622 });
    shelf(s, wood);
  });
}
picture('knagg-hooks', TONE.warm, (s) => pegs(s, [C.terracotta, OAK, C.sage]));
picture('bue-bookends', TONE.sky, (s) => {
  const marble = s.linear(200, 400, 600, 760, [
    [0, '#fbf8f2'],
    [0.5, '#dcd6cc'],
    [1, '#f1ece3'],
  ]);
  s.shadow(400, 772, 250, 0.34, 0.12);
  const end = books(s, 286, 770, [C.ink, C.clay, C.oat, C.forest, C.fog]);
  s.add(
    `<path fill="${marble}" d="M80 770a204 204 0 0 1 204-204v204zM${end} 566a204 204 0 0 1 204 204H${end}z"/><path fill="none" stroke="#a79f93" stroke-width="3" opacity=".6" d="M110 740q60-80 130-90t40-60M${end + 10} 610q60 70 50 110t80 40"/>`,
  );
});
picture('gift-card', TONE.blush, (s) => {
  s.add(
    `<g transform="rotate(-7 400 500)"><rect x="166" y="372" width="500" height="310" rx="24" fill="#20140c" opacity=".18"/><rect x="146" y="346" width="500" height="310" rx="24" fill="${s.linear(
      146,
      346,
      646,
      656,
      [
        [0, '#48604f'],
        [1, '#2f4236'],
      ],
    )}"/>`,
    `<circle cx="566" cy="430" r="46" fill="${C.ochre}"/><path fill="${C.clay}" d="M146 580q120-90 250-30t250-40v122q0 24-24 24H170q-24 0-24-24z"/><path fill="${C.oat}" opacity=".85" d="M146 626q150-70 280-16t220-20v42q0 24-24 24H170q-24 0-24-24z"/>`,
    `<text x="190" y="430" font-family="Georgia,serif" font-size="52" fill="#f4ead8" letter-spacing="3">Halden</text><text x="192" y="470" font-family="Georgia,serif" font-size="24" fill="#d9cdb4" font-style="italic">a small gift</text></g>`,
  );
});
for (const [name, wax, glass] of [
  ['juniper', '#e9e3d0', C.forest],
  ['sea-salt', '#f3efe6', C.slate],
  ['fig', '#e9d9d3', '#6f4a5a'],
] as const) {
  picture(`duft-candle-${name}`, '#cfc2b1', (s) => {
    vessel(s, 'tumbler', 270, 146, glass, { base: 780, inside: wax, tilt: 0.2, finish: 'gloss' });
    candle(s, 400, 510, 4, 8, wax);
    s.add(
      `<rect x="320" y="612" width="160" height="116" rx="4" fill="#f6efe1"/><path stroke="#6b5c4c" stroke-width="3" d="M346 700h108M366 712h68"/><text x="400" y="662" text-anchor="middle" font-family="Georgia,serif" font-size="26" fill="#3d332a">halden</text>`,
    );
  });
}
scene('duft-candle-bath', '#cfd6d2', '#b89a78', (s) => {
  glow(s, 320, 560, 260, 0.5);
  vessel(s, 'tumbler', 220, 116, C.forest, { x: 320, base: 830, inside: '#e9e3d0', tilt: 0.2, finish: 'gloss' });
  candle(s, 320, 612, 4, 8, '#e9e3d0');
  folded(s, { colour: C.clay, weave: 'rib' }, 580, 800, 2, 220, false);
});

/** Every picture of the shop, by file name without `.svg`. */
export const halden: ReadonlyMap<string, () => Sheet> = pictures;
