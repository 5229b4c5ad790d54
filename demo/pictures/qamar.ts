import { darken, lighten } from './colour.ts';
import { candle, glow } from './lamps.ts';
import { turned } from './lathe.ts';
import { box, date, flacon, GOLD, heap, label, pouch, tola } from './perfumery.ts';
import { moonlit, niche, Sheet, studio } from './sheet.ts';
import { cushion, folded, rug } from './textiles.ts';
import { handle, spout, sized, vessel, wisp } from './vessels.ts';

const SILVER = '#b9bcc0';
const BLACK = '#33302f';
const TONE = {
  night: '#2c3450',
  plum: '#54344a',
  sand: '#d9c3a0',
  rose: '#dcb9ae',
  emerald: '#2f564c',
  stone: '#cfc3b2',
  oud: '#5a4034',
  sky: '#b9c4cc',
  saffron: '#d8a860',
} as const;
type Backdrop = (sheet: Sheet, tone: string) => void;

const pictures = new Map<string, () => Sheet>();

function picture(name: string, backdrop: Backdrop, tone: string, draw: (sheet: Sheet) => void, zoom = 1.06): void {
  pictures.set(name, () => {
    const sheet = new Sheet();
    backdrop(sheet, tone);
    draw(sheet);
    return sheet.zoom(zoom);
  });
}

/** A shallow dish of brass to heap things on. */
function dish(sheet: Sheet, colour = GOLD, base = 810): void {
  vessel(sheet, 'bowl', 90, 220, colour, { base, tilt: 0.2, finish: 'metal', inside: darken(colour, 0.45) });
}

// Perfumes
picture('layl', moonlit, TONE.night, (s) =>
  flacon(s, {
    glass: '#8fa0c4',
    perfume: '#26305c',
    stopper: 'sphere',
    metal: SILVER,
    name: 'ليل',
    round: 60,
    width: 280,
  }),
);
picture('layl-close', niche, TONE.night, (s) => {
  flacon(s, {
    glass: '#8fa0c4',
    perfume: '#26305c',
    stopper: 'sphere',
    metal: SILVER,
    name: 'ليل',
    round: 60,
    width: 280,
    x: 310,
  });
  flacon(s, {
    glass: '#8fa0c4',
    perfume: '#26305c',
    stopper: 'sphere',
    metal: SILVER,
    name: 'ليل',
    round: 40,
    width: 180,
    height: 220,
    x: 580,
    base: 826,
  });
});
picture('qamar', moonlit, '#6b5a74', (s) =>
  flacon(s, {
    glass: '#f0e6d0',
    perfume: '#e8c987',
    stopper: 'sphere',
    name: 'قمر',
    round: 130,
    width: 300,
    height: 310,
  }),
);
picture('qamar-gift', niche, '#b99a74', (s) => {
  box(s, '#f1e6d0', GOLD, 540, 790, 230, 170);
  flacon(s, {
    glass: '#f0e6d0',
    perfume: '#e8c987',
    stopper: 'sphere',
    name: 'قمر',
    round: 120,
    width: 260,
    height: 280,
    x: 300,
    base: 826,
  });
});
picture('ward', niche, TONE.rose, (s) => {
  flacon(s, {
    glass: '#f3dcd8',
    perfume: '#d4778a',
    stopper: 'dome',
    name: 'ورد',
    width: 240,
    height: 340,
    facets: true,
  });
  for (const [x, y, r] of [
    [220, 830, 38],
    [600, 820, 46],
    [560, 850, 30],
  ] as const) {
    s.add(
      `<circle cx="${x}" cy="${y - r * 0.5}" r="${r}" fill="#c2566e"/><path fill="none" stroke="#8f3349" stroke-width="4" stroke-linecap="round" d="M${x - r * 0.6} ${y - r * 0.5}q${r * 0.5}-${r} ${r * 1.1} 0q-${r * 0.2} ${r * 0.8}-${r * 0.8} ${r * 0.4}q${r * 0.1}-${r * 0.6} ${r * 0.5}-${r * 0.3}"/>`,
    );
  }
});
picture('ambar', studio, TONE.saffron, (s) =>
  flacon(s, {
    glass: '#f2d9a4',
    perfume: '#b8661f',
    stopper: 'cube',
    name: 'عنبر',
    width: 300,
    height: 290,
    round: 16,
  }),
);
picture('misk', studio, TONE.sky, (s) =>
  flacon(s, {
    glass: '#ffffff',
    perfume: '#eef0ef',
    stopper: 'cube',
    metal: SILVER,
    name: 'مسك',
    width: 220,
    height: 350,
    round: 20,
  }),
);
picture('zumurrud', niche, TONE.emerald, (s) =>
  flacon(s, {
    glass: '#b9d8c6',
    perfume: '#1e6a50',
    stopper: 'drop',
    name: 'زمرد',
    width: 270,
    height: 320,
    facets: true,
    round: 10,
  }),
);

// Oud and incense
picture('dihn-oud', niche, TONE.oud, (s) => tola(s, '#5b2a10', 400, 816, 1.5));
picture(
  'dihn-oud-chips',
  studio,
  '#b98d63',
  (s) => {
    heap(s, 'chip', '#5e4030', 500, 800, 190, 90, 40);
    tola(s, '#5b2a10', 270, 810, 1.2);
  },
  1.2,
);
picture('oud-chips', niche, TONE.oud, (s) => {
  dish(s);
  heap(s, 'chip', '#6b4a36', 400, 726, 186, 120, 56);
});
picture(
  'bakhoor',
  studio,
  TONE.plum,
  (s) => {
    turned(s, {
      x: 400,
      base: 800,
      colour: '#3d2536',
      finish: 'gloss',
      inside: null,
      profile: [
        [0, 168, true],
        [150, 172, true],
      ],
      tilt: 0.18,
      bands: { colour: GOLD, heights: [20, 132], width: 6 },
    });
    heap(s, 'resin', '#8a5a3c', 400, 650, 150, 80, 44);
    label(s, 400, 740, 110, 84, '#f5ead2', '#7a5a1c', 'بخور');
  },
  1.16,
);
for (const [name, metal, tone] of [
  ['gold', GOLD, '#8a5a48'],
  ['silver', SILVER, '#596274'],
  ['black', BLACK, '#b99d7c'],
] as const) {
  picture(`mabkhara-${name}`, niche, tone, (s) => {
    turned(s, {
      x: 400,
      base: 810,
      colour: metal,
      finish: name === 'black' ? 'gloss' : 'metal',
      inside: '#2a1a12',
      tilt: 0.18,
      profile: sized('censer', 300, 128),
      bands: { colour: darken(metal, 0.4), heights: [14, 205, 262], width: 4 },
    });
    s.add(
      `<ellipse cx="400" cy="512" rx="62" ry="12" fill="#e2622a"/><ellipse cx="392" cy="510" rx="34" ry="6" fill="#ffc06a"/>`,
    );
    wisp(s, 400, 500, 340, '#ffffff', 0.55);
  });
}
picture(
  'mabkhara-khazaf',
  studio,
  TONE.sand,
  (s) => {
    turned(s, {
      x: 400,
      base: 810,
      colour: '#2f6f73',
      finish: 'gloss',
      inside: '#2a1a12',
      tilt: 0.2,
      profile: [
        [0, 110, true],
        [30, 104],
        [120, 128],
        [220, 150],
        [236, 152, true],
      ],
      bands: { colour: '#e8d9b0', heights: [60, 100, 140, 180], width: 7 },
    });
    wisp(s, 400, 580, 320, '#ffffff', 0.7);
  },
  1.12,
);
picture('aidan', studio, '#a98b70', (s) => {
  const sticks = Array.from(
    { length: 11 },
    (_, i) => `M${400 + (i - 5) * 9} 640L${400 + (i - 5) * 30} ${270 + Math.abs(i - 5) * 12}`,
  ).join('');
  s.add(`<path stroke="#4a2f22" stroke-width="8" stroke-linecap="round" d="${sticks}"/>`);
  vessel(s, 'tumbler', 190, 74, '#2f4c46', {
    base: 800,
    finish: 'gloss',
    bands: { colour: GOLD, heights: [30, 160], width: 5 },
  });
});
picture('fawwaha', studio, TONE.stone, (s) => {
  const reeds = [-3, -2, -1, 0, 1, 2, 3]
    .map((i) => `M${400 + i * 5} 700L${400 + i * 46} ${270 + Math.abs(i) * 18}`)
    .join('');
  s.add(`<path stroke="#b48a5c" stroke-width="8" stroke-linecap="round" d="${reeds}"/>`);
  turned(s, {
    x: 400,
    base: 800,
    colour: '#9a5a2a',
    finish: 'gloss',
    inside: null,
    profile: [
      [0, 130],
      [18, 142],
      [180, 140],
      [230, 70],
      [250, 46],
      [290, 46, true],
    ],
    tilt: 0.16,
  });
  label(s, 400, 690, 130, 120, '#f8f1e0', '#6b451c', 'عود');
  turned(s, {
    x: 400,
    base: 516,
    colour: GOLD,
    finish: 'metal',
    inside: '#5a4410',
    shadow: false,
    profile: [
      [0, 50, true],
      [30, 50, true],
    ],
  });
});
for (const [name, wax, glass] of [
  ['oud', '#e8dcc8', '#3c2a24'],
  ['ward', '#f2dcd8', '#a4576a'],
] as const) {
  picture(`shamaa-${name}`, niche, name === 'oud' ? '#6b4f3f' : '#b98a86', (s) => {
    turned(s, {
      x: 400,
      base: 810,
      colour: glass,
      finish: 'gloss',
      inside: wax,
      tilt: 0.2,
      profile: [
        [0, 130, true],
        [260, 146, true],
      ],
    });
    candle(s, 400, 552, 6, 8, wax);
    label(s, 400, 700, 130, 120, '#f8f1e0', '#7a5a1c', name === 'oud' ? 'عود' : 'ورد');
  });
}

// Coffee
for (const [name, colour] of [
  ['shaqra', '#b5894f'],
  ['wasat', '#7a4a2c'],
] as const) {
  picture(
    `qahwa-${name}`,
    studio,
    name === 'shaqra' ? '#d8c6a8' : TONE.rose,
    (s) => {
      pouch(s, colour, 'قهوة', '#f8eed8', 350, 790, 290, 430);
      heap(s, 'bean', darken(colour, 0.15), 600, 806, 120, 56, 34);
    },
    1.1,
  );
}
for (const [name, metal, tone] of [
  ['gold', '#c9973a', '#7d5a4a'],
  ['silver', SILVER, TONE.night],
  ['white', '#efe8da', TONE.emerald],
] as const) {
  picture(
    `dallah-${name}`,
    niche,
    tone,
    (s) => {
      const finish = name === 'white' ? 'gloss' : 'metal';
      const trim = name === 'white' ? GOLD : darken(metal, 0.4);
      spout(s, 350, 560, 170, 60, metal, 34);
      handle(s, 'M470 560C640 470 640 700 500 750', name === 'white' ? GOLD : metal, 24);
      turned(s, {
        x: 400,
        base: 814,
        colour: metal,
        finish,
        inside: null,
        tilt: 0.15,
        profile: sized('dallah', 420, 152),
        bands: { colour: trim, heights: [24, 190, 250, 330], width: 6 },
      });
      turned(s, {
        x: 400,
        base: 396,
        colour: metal,
        finish,
        inside: null,
        shadow: false,
        profile: [
          [0, 30],
          [12, 12],
          [40, 22],
          [64, 5],
          [96, 2],
        ],
      });
      wisp(s, 176, 490, 200, '#ffffff', 0.4);
    },
    1,
  );
}
for (const [name, colour, band] of [
  ['white', '#f4eee2', GOLD],
  ['emerald', '#1f5c4c', GOLD],
  ['navy', '#2c3a63', '#e6d5a8'],
] as const) {
  picture(
    `finjan-${name}`,
    studio,
    name === 'white' ? TONE.sand : '#d8cdbd',
    (s) => {
      for (const [x, base] of [
        [250, 690],
        [400, 680],
        [550, 690],
        [210, 790],
        [400, 800],
        [590, 790],
      ] as const) {
        turned(s, {
          x,
          base,
          colour,
          finish: 'gloss',
          inside: '#6b4526',
          tilt: 0.24,
          profile: [
            [0, 36],
            [14, 50],
            [60, 68],
            [110, 76],
          ],
          bands: { colour: band, heights: [92], width: 7 },
        });
      }
    },
    1.24,
  );
}
picture(
  'hail',
  studio,
  '#c9c39a',
  (s) => {
    vessel(s, 'bowl', 130, 190, '#f1e8d5', { base: 800, tilt: 0.22, inside: '#c9bfa2' });
    heap(s, 'pod', '#93a25e', 400, 680, 160, 90, 54);
  },
  1.24,
);
picture('zafaran', niche, '#8a3f34', (s) => {
  turned(s, {
    x: 400,
    base: 800,
    colour: '#a3231a',
    inside: null,
    shadow: false,
    profile: [
      [0, 92],
      [10, 100],
      [120, 100],
    ],
  });
  heap(s, 'thread', '#c0331f', 400, 690, 92, 40, 30);
  turned(s, {
    x: 400,
    base: 806,
    colour: '#e8ddd0',
    finish: 'glass',
    inside: null,
    profile: [
      [0, 100],
      [12, 112],
      [230, 112],
      [250, 96],
    ],
  });
  turned(s, {
    x: 400,
    base: 562,
    colour: GOLD,
    finish: 'metal',
    inside: null,
    shadow: false,
    profile: [
      [0, 106, true],
      [56, 106, true],
      [60, 90],
    ],
  });
  label(s, 400, 740, 120, 70, '#f8f1e0', '#8a1f16', 'زعفران');
});

// Dates and sweets
function dates(sheet: Sheet, colour: string, fillings: readonly string[] = []): void {
  dish(sheet, '#b98d4a', 820);
  const rows: [number, number, number][] = [
    [270, 728, -12],
    [400, 742, 6],
    [530, 728, 14],
    [320, 690, 10],
    [470, 690, -8],
    [396, 652, 4],
  ];
  rows.forEach(([x, y, angle], i) =>
    date(sheet, x, y, colour, angle, fillings.length ? fillings[i % fillings.length] : undefined),
  );
}
picture('ajwa', studio, '#c7a98f', (s) => dates(s, '#3b211b'), 1.3);
picture('sukkari', studio, TONE.sand, (s) => dates(s, '#c98f3f'), 1.3);
picture('khalas', niche, '#6d4a3c', (s) => dates(s, '#8a4a20'), 1.1);
for (const [name, filling] of [
  ['almond', '#ead2a4'],
  ['pistachio', '#9db560'],
  ['orange', '#e59138'],
] as const) {
  picture(
    `tamr-mahshi-${name}`,
    studio,
    name === 'pistachio' ? '#d6d3bb' : TONE.rose,
    (s) => dates(s, '#6b3519', [filling]),
    1.3,
  );
}
picture(
  'maamoul',
  studio,
  '#d8bfa8',
  (s) => {
    turned(s, {
      x: 400,
      base: 830,
      colour: '#efe7d8',
      inside: '#fbf6ea',
      tilt: 0.32,
      profile: sized('plate', 34, 256),
    });
    for (const [x, y] of [
      [300, 770],
      [420, 752],
      [520, 778],
      [370, 812],
      [468, 822],
    ] as const) {
      turned(s, {
        x,
        base: y,
        colour: '#dfb26e',
        inside: null,
        tilt: 0.3,
        profile: [
          [0, 56],
          [20, 60],
          [44, 46],
          [58, 18],
        ],
      });
      s.add(
        `<path fill="none" stroke="#b9823f" stroke-width="4" opacity=".7" d="M${x - 34} ${y - 22}q34 24 68 0M${x - 22} ${y - 40}q22 16 44 0M${x} ${y - 56}v50"/>`,
      );
    }
  },
  1.3,
);
for (const [name, colour, text, tone] of [
  ['dibs', '#4a1f10', 'دبس', TONE.sand],
  ['asal', '#d98a1c', 'سدر', '#d8d3bf'],
] as const) {
  picture(
    name,
    studio,
    tone,
    (s) => {
      turned(s, {
        x: 400,
        base: 796,
        colour,
        finish: 'gloss',
        inside: null,
        shadow: false,
        profile: [
          [0, 124],
          [20, 138],
          [230, 138],
          [262, 108],
        ],
      });
      turned(s, {
        x: 400,
        base: 804,
        colour: '#f0dcb4',
        finish: 'glass',
        inside: null,
        profile: [
          [0, 130],
          [20, 148],
          [250, 148],
          [296, 104],
        ],
      });
      turned(s, {
        x: 400,
        base: 516,
        colour: name === 'dibs' ? '#3a322c' : GOLD,
        finish: 'metal',
        inside: null,
        shadow: false,
        profile: [
          [0, 112, true],
          [56, 112, true],
          [62, 98],
        ],
      });
      label(s, 400, 680, 170, 140, '#f8f1e0', '#7a4a14', text);
    },
    1.16,
  );
}

// Textiles
for (const [name, colour] of [
  ['camel', '#b98a5a'],
  ['plum', '#6b3f5a'],
  ['ivory', '#eadfca'],
] as const) {
  picture(
    `shal-${name}`,
    studio,
    name === 'ivory' ? TONE.rose : '#dccdb6',
    (s) => folded(s, { colour, weave: 'diamond', ink: name === 'ivory' ? '#b99a5c' : lighten(colour, 0.5) }),
    1.2,
  );
}
for (const [name, colour, ink] of [
  ['emerald', '#2f5f52', '#d9bf7c'],
  ['burgundy', '#7a2f38', '#e0c48a'],
] as const) {
  picture(
    `sajjada-${name}`,
    studio,
    '#d9cbb4',
    (s) => {
      rug(s, { colour, weave: 'plain', ink });
      s.add(
        `<path fill="none" stroke="${ink}" stroke-width="9" d="M196 762L254 620C270 570 350 560 400 512 450 560 530 570 546 620L604 762"/><path fill="none" stroke="${ink}" stroke-width="7" d="M400 572 442 650 400 734 358 650zM400 612 420 650 400 692 380 650z"/><path stroke="${ink}" stroke-width="6" d="M400 530v42"/>`,
      );
    },
    1.08,
  );
}
picture(
  'misnad',
  niche,
  '#a8836a',
  (s) => cushion(s, { colour: '#8a3b3f', weave: 'diamond', ink: '#e0c48a' }, 400, 812, 370),
  1,
);

// Gifts
picture('sanduq', niche, '#7d4e58', (s) => {
  box(s, '#2c3450', GOLD, 400, 812, 380, 220);
});
picture('sanduq-inside', moonlit, TONE.plum, (s) => {
  glow(s, 400, 640, 300, 0.3);
  flacon(s, {
    glass: '#f0e6d0',
    perfume: '#e8c987',
    stopper: 'sphere',
    name: 'قمر',
    round: 90,
    width: 190,
    height: 210,
    x: 280,
    base: 790,
  });
  tola(s, '#5b2a10', 470, 800, 0.95);
  turned(s, {
    x: 620,
    base: 812,
    colour: GOLD,
    finish: 'metal',
    inside: '#2a1a12',
    tilt: 0.18,
    profile: sized('censer', 180, 78),
  });
  wisp(s, 620, 630, 200, '#ffffff', 0.5);
});

/** Every picture of the shop, by file name without `.svg`. */
export const qamar: ReadonlyMap<string, () => Sheet> = pictures;
