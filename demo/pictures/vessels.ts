import { darken, lighten } from './colour.ts';
import { turned, type ProfilePoint, type Turned } from './lathe.ts';
import { FLOOR, n, type Finish, type Sheet } from './sheet.ts';

/** Outlines of vessels, from the base up, for a height of 1 and a radius of 1. */
export const PROFILES = {
  bottleVase: [
    [0, 0.62],
    [0.06, 0.72],
    [0.34, 1],
    [0.58, 0.72],
    [0.74, 0.3],
    [0.94, 0.27],
    [1, 0.34],
  ],
  bellyVase: [
    [0, 0.5],
    [0.05, 0.58],
    [0.45, 1],
    [0.8, 0.62],
    [0.92, 0.46],
    [1, 0.54],
  ],
  tallVase: [
    [0, 0.66],
    [0.04, 0.74],
    [0.6, 1],
    [0.88, 0.84],
    [1, 0.62],
  ],
  moonJar: [
    [0, 0.42],
    [0.04, 0.48],
    [0.28, 0.92],
    [0.5, 1],
    [0.72, 0.9],
    [0.93, 0.46],
    [1, 0.44],
  ],
  bowl: [
    [0, 0.36],
    [0.08, 0.4],
    [0.4, 0.78],
    [0.8, 0.97],
    [1, 1],
  ],
  mug: [
    [0, 0.78],
    [0.06, 0.9],
    [0.3, 0.98],
    [1, 1],
  ],
  tumbler: [
    [0, 0.84, true],
    [1, 1, true],
  ],
  pot: [
    [0, 0.72, true],
    [1, 1, true],
  ],
  jar: [
    [0, 0.92],
    [0.06, 1],
    [0.9, 1],
    [1, 0.96],
  ],
  plate: [
    [0, 0.55, true],
    [0.5, 0.72],
    [1, 1, true],
  ],
  carafe: [
    [0, 0.86],
    [0.05, 0.96],
    [0.3, 1],
    [0.55, 0.7],
    [0.72, 0.36],
    [0.88, 0.34],
    [1, 0.5],
  ],
  teapot: [
    [0, 0.6],
    [0.08, 0.74],
    [0.45, 1],
    [0.8, 0.76],
    [1, 0.44],
  ],
  kettle: [
    [0, 0.96],
    [0.08, 1],
    [0.4, 0.94],
    [0.85, 0.6],
    [1, 0.44],
  ],
  dallah: [
    [0, 0.78],
    [0.04, 0.84],
    [0.24, 1],
    [0.46, 0.66],
    [0.6, 0.4],
    [0.78, 0.5],
    [0.86, 0.56],
    [1, 0.2],
  ],
  basket: [
    [0, 0.8],
    [0.08, 0.88],
    [0.5, 1],
    [1, 0.92],
  ],
  candlestick: [
    [0, 1, true],
    [0.06, 0.98],
    [0.12, 0.4],
    [0.2, 0.22],
    [0.46, 0.34],
    [0.56, 0.2],
    [0.84, 0.22],
    [0.92, 0.46],
    [1, 0.46, true],
  ],
  censer: [
    [0, 0.84, true],
    [0.05, 0.8],
    [0.2, 0.4],
    [0.34, 0.3],
    [0.48, 0.5],
    [0.62, 0.9],
    [0.9, 0.94],
    [1, 1, true],
  ],
  mill: [
    [0, 0.9, true],
    [0.1, 0.94],
    [0.4, 0.66],
    [0.62, 0.86],
    [0.7, 0.9],
    [0.72, 0.6],
    [0.78, 0.8],
    [0.9, 0.86],
    [1, 0.36],
  ],
} satisfies Record<string, ProfilePoint[]>;

export type ProfileName = keyof typeof PROFILES;

/** A profile at its size in the picture. */
export function sized(name: ProfileName, height: number, radius: number): ProfilePoint[] {
  return PROFILES[name].map(([h, r, corner]) => [h * height, r * radius, corner === true] as const);
}

type Look = Partial<Omit<Turned, 'profile' | 'colour'>>;

/** A vessel that stands on the floor. */
export function vessel(
  sheet: Sheet,
  name: ProfileName,
  height: number,
  radius: number,
  colour: string,
  look: Look = {},
): void {
  turned(sheet, { x: 400, base: FLOOR, profile: sized(name, height, radius), colour, ...look });
}

/** A handle: a thick bent stroke with light on it. */
export function handle(sheet: Sheet, path: string, colour: string, width = 26): void {
  sheet.add(
    `<path fill="none" stroke="${darken(colour, 0.3)}" stroke-width="${width}" stroke-linecap="round" d="${path}"/>`,
    `<path fill="none" stroke="${lighten(colour, 0.16)}" stroke-width="${n(width * 0.45)}" stroke-linecap="round" d="${path}"/>`,
  );
}

/** A cup with a handle to the right and something to drink in it. */
export function mug(sheet: Sheet, colour: string, look: Look & { drink?: string; size?: number } = {}): void {
  const { drink, size = 1, x = 400, base = FLOOR, ...rest } = look;
  const r = 118 * size;
  const h = 220 * size;
  handle(
    sheet,
    `M${n(x + r * 0.9)} ${n(base - h * 0.76)}c${n(r)} ${n(-h * 0.12)} ${n(r)} ${n(h * 0.66)} ${n(-r * 0.02)} ${n(h * 0.5)}`,
    colour,
    28 * size,
  );
  vessel(sheet, 'mug', h, r, colour, { x, base, inside: lighten(colour, 0.4), tilt: 0.2, ...rest });
  if (drink) {
    sheet.add(
      `<ellipse cx="${x}" cy="${n(base - h + r * 0.05)}" rx="${n(r * 0.88)}" ry="${n(r * 0.14)}" fill="${drink}"/>`,
    );
  }
}

/** A lid with a knob on a vessel. */
export function lid(
  sheet: Sheet,
  x: number,
  y: number,
  radius: number,
  colour: string,
  finish: Finish = 'matte',
  knob = colour,
): void {
  turned(sheet, {
    x,
    base: y,
    profile: [
      [0, radius, true],
      [radius * 0.1, radius * 0.96],
      [radius * 0.3, radius * 0.5],
      [radius * 0.36, radius * 0.12],
    ],
    colour,
    finish,
    inside: null,
    shadow: false,
  });
  turned(sheet, {
    x,
    base: y - radius * 0.34,
    profile: [
      [0, radius * 0.12],
      [radius * 0.12, radius * 0.2],
      [radius * 0.26, radius * 0.2],
      [radius * 0.36, radius * 0.06],
    ],
    colour: knob,
    finish,
    inside: null,
    shadow: false,
  });
}

/** A spout to the left, from a body's side upwards. */
export function spout(
  sheet: Sheet,
  x: number,
  y: number,
  reach: number,
  rise: number,
  colour: string,
  thick = 44,
): void {
  const fill = sheet.linear(x - reach, 0, x, 0, [
    [0, lighten(colour, 0.3)],
    [1, darken(colour, 0.16)],
  ]);
  sheet.add(
    `<path fill="${fill}" d="M${n(x)} ${n(y - thick)}C${n(x - reach * 0.5)} ${n(y - thick)} ${n(x - reach * 0.5)} ${n(y - rise)} ${n(x - reach)} ${n(y - rise - 6)}l${n(-10)} 16C${n(x - reach * 0.8)} ${n(y - rise * 0.5)} ${n(x - reach * 0.7)} ${n(y + thick * 0.7)} ${n(x)} ${n(y + thick)}z"/>`,
  );
}

/** A wisp of steam or smoke. */
export function wisp(sheet: Sheet, x: number, y: number, height = 220, colour = '#ffffff', opacity = 0.5): void {
  const fade = sheet.linear(0, y - height, 0, y, [
    [0, colour, 0],
    [0.5, colour, opacity],
    [1, colour, opacity * 0.3],
  ]);
  const h = height / 4;
  sheet.add(
    `<path fill="none" stroke="${fade}" stroke-width="14" stroke-linecap="round" d="M${x} ${y}c-40-${n(h)} 44-${n(h * 1.6)} 6-${n(h * 2.4)}s-34-${n(h)} 10-${n(h * 1.6)}"/>`,
    `<path fill="none" stroke="${fade}" stroke-width="8" stroke-linecap="round" d="M${x + 22} ${y}c34-${n(h)}-30-${n(h * 1.4)} 8-${n(h * 2.2)}s20-${n(h * 0.8)}-6-${n(h * 1.2)}"/>`,
  );
}
