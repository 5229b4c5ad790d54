import { darken } from '../colour.ts';
import { turned } from '../lathe.ts';
import { GOLD, heap, label, pouch } from '../perfumery.ts';
import { niche, studio } from '../sheet.ts';
import { handle, spout, sized, vessel, wisp } from '../vessels.ts';
import { SILVER, TONE, picture } from './album.ts';

/** Coffee, and what it is served from. */
export function drawCoffee(): void {
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
}
