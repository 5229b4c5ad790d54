import { darken } from '../colour.ts';
import { candle } from '../lamps.ts';
import { turned } from '../lathe.ts';
import { GOLD, heap, label, tola } from '../perfumery.ts';
import { niche, studio } from '../sheet.ts';
import { sized, vessel, wisp } from '../vessels.ts';
import { SILVER, BLACK, TONE, picture, dish } from './album.ts';

/** Oud, incense, and what they burn in. */
export function drawIncense(): void {
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
}
