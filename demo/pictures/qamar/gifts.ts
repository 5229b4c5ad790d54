import { glow } from '../lamps.ts';
import { turned } from '../lathe.ts';
import { box, flacon, GOLD, tola } from '../perfumery.ts';
import { moonlit, niche } from '../sheet.ts';
import { sized, wisp } from '../vessels.ts';
import { TONE, picture } from './album.ts';

/** Gifts. */
export function drawGifts(): void {
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
}
