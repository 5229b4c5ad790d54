import { darken, lighten } from '../colour.ts';
import { board, spoons } from '../furniture.ts';
import { turned } from '../lathe.ts';
import { handle, lid, spout, vessel, wisp } from '../vessels.ts';
import { OAK, WALNUT, BRASS, C, TONE, picture, each } from './album.ts';

/** What is used in a kitchen. */
export function drawKitchen(): void {
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
}
