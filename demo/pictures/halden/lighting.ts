import { darken, lighten } from '../colour.ts';
import { books } from '../furniture.ts';
import { bell, candle, floorLamp, lantern, portable, tableLamp } from '../lamps.ts';
import { room, Sheet } from '../sheet.ts';
import { vessel } from '../vessels.ts';
import { WALNUT, BRASS, C, pictures, picture, each } from './album.ts';

/** Lamps and candles. */
export function drawLighting(): void {
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
}
