import { darken, lighten } from '../colour.ts';
import { foliage, grasses, twig } from '../greenery.ts';
import { candle } from '../lamps.ts';
import { turned } from '../lathe.ts';
import { handle, lid, mug, sized, spout, vessel, wisp } from '../vessels.ts';
import { OAK, WALNUT, C, TONE, picture, scene, each } from './album.ts';

/** Vases, mugs, bowls. */
export function drawCeramics(): void {
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
    mug(s, C.rust, {
      x: 270,
      base: 830,
      size: 1,
      drink: '#c39a6b',
      dip: { colour: lighten(C.rust, 0.5), height: -100 },
    });
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
}
