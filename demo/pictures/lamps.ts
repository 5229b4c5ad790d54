import { darken, lighten, mix } from './colour.ts';
import { turned } from './lathe.ts';
import { FLOOR, type Sheet } from './sheet.ts';

/** Warm light around a lamp. */
export function glow(sheet: Sheet, x: number, y: number, radius: number, strength = 0.75): void {
  const fill = sheet.radial([
    [0, '#ffe2a8', strength],
    [0.4, '#ffd692', strength * 0.4],
    [1, '#ffd692', 0],
  ]);
  sheet.add(`<circle cx="${x}" cy="${y}" r="${radius}" fill="${fill}"/>`);
}

const cord = (sheet: Sheet, to: number, colour = '#2c2724'): void =>
  sheet.add(`<path stroke="${colour}" stroke-width="5" d="M400 0V${to}"/>`);

/** A bell-shaped lamp on a cord. */
export function bell(sheet: Sheet, colour: string, size = 1): void {
  const base = 590;
  glow(sheet, 400, base + 20, 330 * size);
  cord(sheet, base - 300 * size);
  sheet.add(`<path fill="${darken(colour, 0.3)}" d="M376 ${base - 318 * size}h48v50h-48z"/>`);
  sheet.add(
    `<ellipse cx="400" cy="${base}" rx="${210 * size}" ry="${32 * size}" fill="#ffeabf"/><ellipse cx="400" cy="${base + 2}" rx="${66 * size}" ry="${22 * size}" fill="#fffdf4"/>`,
  );
  turned(sheet, {
    x: 400,
    base: base - 1,
    colour,
    finish: 'gloss',
    inside: null,
    shadow: false,
    tilt: -0.15,
    profile: [
      [0, 212 * size],
      [40 * size, 204 * size],
      [130 * size, 150 * size],
      [200 * size, 74 * size],
      [270 * size, 44 * size],
      [290 * size, 24 * size],
    ],
  });
}

/** A round paper lantern. */
export function lantern(sheet: Sheet, size = 1): void {
  const r = 226 * size;
  glow(sheet, 400, 470, 400 * size, 0.8);
  cord(sheet, 470 - r);
  const paper = sheet.radial(
    [
      [0, '#fffdf3'],
      [0.6, '#fdeecb'],
      [1, '#e3c795'],
    ],
    0.48,
    0.46,
    0.56,
  );
  const ribs = Array.from({ length: 11 }, (_, i) => {
    const y = ((i - 5) / 6) * r;
    const half = Math.sqrt(r * r - y * y);
    return `M${Math.round(400 - half)} ${Math.round(470 + y)}a${Math.round(half)} ${Math.round(half * 0.1)} 0 0 0 ${Math.round(half * 2)} 0`;
  });
  sheet.add(
    `<circle cx="400" cy="470" r="${r}" fill="${paper}"/><path fill="none" stroke="#c9a46a" stroke-width="2.5" opacity=".5" d="${ribs.join('')}"/>`,
  );
}

/** A shade of cloth, lit from within. */
function shade(sheet: Sheet, base: number, bottom: number, top: number, height: number, cloth: string): void {
  turned(sheet, {
    x: 400,
    base,
    colour: mix(cloth, '#ffe9bd', 0.45),
    inside: null,
    shadow: false,
    tilt: 0.1,
    profile: [
      [0, bottom, true],
      [height, top, true],
    ],
  });
  const warm = sheet.linear(0, base - height, 0, base + 20, [
    [0, '#fff1cf', 0.1],
    [0.7, '#fff1cf', 0.75],
    [1, '#ffdf9f', 0.5],
  ]);
  sheet.add(
    `<path fill="${warm}" d="M${400 - bottom} ${base}L${400 - top} ${base - height}H${400 + top}L${400 + bottom} ${base}q${-bottom} ${bottom * 0.2} ${-bottom * 2} 0z"/>`,
  );
}

/** A table lamp: a turned foot and a shade of cloth. */
export function tableLamp(sheet: Sheet, foot: string, cloth: string): void {
  glow(sheet, 400, 390, 420, 0.6);
  turned(sheet, {
    x: 400,
    base: FLOOR,
    colour: foot,
    finish: 'gloss',
    inside: null,
    profile: [
      [0, 92],
      [14, 104],
      [90, 124],
      [170, 88],
      [215, 36],
      [270, 20],
      [300, 18],
    ],
  });
  shade(sheet, 510, 214, 138, 236, cloth);
}

/** A small lamp without a cord: a mushroom of one colour. */
export function portable(sheet: Sheet, colour: string): void {
  glow(sheet, 400, 560, 380, 0.6);
  turned(sheet, {
    x: 400,
    base: FLOOR,
    colour,
    finish: 'gloss',
    inside: null,
    profile: [
      [0, 118, true],
      [16, 120],
      [40, 70],
      [80, 46],
      [230, 44],
    ],
  });
  sheet.add(`<ellipse cx="400" cy="548" rx="176" ry="27" fill="#fff0cc"/>`);
  turned(sheet, {
    x: 400,
    base: 547,
    colour,
    finish: 'gloss',
    inside: null,
    shadow: false,
    tilt: -0.15,
    profile: [
      [0, 178],
      [40, 176],
      [110, 146],
      [160, 92],
      [182, 20],
    ],
  });
}

/** A slim floor lamp with a dome. */
export function floorLamp(sheet: Sheet, metal: string): void {
  sheet.shadow(470, 850, 110, 0.36, 0.16);
  glow(sheet, 300, 350, 330, 0.7);
  turned(sheet, {
    x: 470,
    base: 850,
    colour: metal,
    finish: 'metal',
    inside: null,
    shadow: false,
    profile: [
      [0, 112, true],
      [14, 110, true],
      [18, 20],
      [26, 8],
    ],
  });
  const light = lighten(metal, 0.4);
  sheet.add(
    `<path fill="none" stroke="${darken(metal, 0.25)}" stroke-width="13" stroke-linecap="round" d="M470 836V250Q470 150 384 150 300 150 300 236"/>`,
    `<path fill="none" stroke="${light}" stroke-width="4" stroke-linecap="round" d="M467 836V250Q467 153 384 153 303 153 303 236"/>`,
    `<ellipse cx="300" cy="352" rx="116" ry="17" fill="#fff0cc"/>`,
  );
  turned(sheet, {
    x: 300,
    base: 351,
    colour: metal,
    finish: 'metal',
    inside: null,
    shadow: false,
    tilt: -0.14,
    profile: [
      [0, 118],
      [30, 114],
      [80, 82],
      [112, 24],
    ],
  });
}

/** A candle of wax with a flame. */
export function candle(
  sheet: Sheet,
  x: number,
  base: number,
  height: number,
  radius: number,
  wax: string,
  lit = true,
): void {
  turned(sheet, {
    x,
    base,
    colour: wax,
    inside: lighten(wax, 0.2),
    profile: [
      [0, radius, true],
      [height, radius * 0.94, true],
    ],
    tilt: 0.2,
  });
  if (lit) flameAt(sheet, x, base - height, radius / 60);
}

function flameAt(sheet: Sheet, x: number, y: number, scale: number): void {
  const size = Math.max(0.55, scale);
  glow(sheet, x, y - 34 * size, 170 * size, 0.7);
  sheet.add(
    `<path fill="#f3a638" d="M${x} ${y - 6}c${-20 * size}-${14 * size} ${-11 * size}-${40 * size} 0-${64 * size}c${11 * size} ${24 * size} ${20 * size} ${50 * size} 0 ${64 * size}z"/>`,
    `<path fill="#fff3cf" d="M${x} ${y - 8}c${-9 * size}-${7 * size} ${-5 * size}-${20 * size} 0-${34 * size}c${5 * size} ${14 * size} ${9 * size} ${27 * size} 0 ${34 * size}z"/>`,
  );
}
