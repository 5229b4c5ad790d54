import { books, clock, lounge, mirror, pedestal, pegs, shelf, stool } from '../furniture.ts';
import { candle, glow } from '../lamps.ts';
import { Sheet, studio } from '../sheet.ts';
import { cushion, folded, rug } from '../textiles.ts';
import { handle, mug, vessel } from '../vessels.ts';
import { OAK, WALNUT, C, TONE, pictures, picture, scene, each } from './album.ts';

/** Furniture, and what stands on it or hangs above it. */
export function drawLiving(): void {
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
}
