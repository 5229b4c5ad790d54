import { turned } from '../lathe.ts';
import { date, GOLD, label } from '../perfumery.ts';
import { niche, type Sheet, studio } from '../sheet.ts';
import { sized } from '../vessels.ts';
import { TONE, picture, dish } from './album.ts';

/** Dates and sweets. */
export function drawDates(): void {
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
}
