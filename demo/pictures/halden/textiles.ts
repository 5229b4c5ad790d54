import { darken, lighten } from '../colour.ts';
import { stool } from '../furniture.ts';
import { grasses } from '../greenery.ts';
import { cushion, folded, hanging, rail, rug, type Weave } from '../textiles.ts';
import { vessel } from '../vessels.ts';
import { OAK, WALNUT, BRASS, C, TONE, picture, scene, each } from './album.ts';

/** What is woven. */
export function drawTextiles(): void {
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
}
