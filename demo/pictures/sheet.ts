import { darken, lighten, mix } from './colour.ts';

/** Size of every picture: portrait, with the object inside the middle square, so that any crop works. */
export const WIDTH = 800;
export const HEIGHT = 1000;
/** Where things stand. */
export const FLOOR = 770;

/** A stop of a gradient: offset 0–1, colour, opacity. */
export type Stop = readonly [offset: number, colour: string, opacity?: number];

/** A number as short as a picture needs it. */
export const n = (value: number): string => `${Math.abs(value) < 20 ? Math.round(value * 10) / 10 : Math.round(value)}`;

/** Numbers between 0 and 1 that are the same at every run. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0;
    return ((state ^ (state >>> 13)) >>> 0) / 4294967296;
  };
}

/** One SVG picture while it is drawn: definitions aside, shapes in order. */
export class Sheet {
  private readonly definitions = new Map<string, string>();
  private readonly shapes: string[] = [];
  private view = `0 0 ${WIDTH} ${HEIGHT}`;

  /** Moves the camera closer, by default towards what stands on the floor. */
  zoom(factor: number, middle = 500 + (factor - 1) * 460): this {
    const width = WIDTH / factor;
    const height = HEIGHT / factor;
    this.view = [(WIDTH - width) / 2, Math.min(HEIGHT - height, middle - height / 2), width, height]
      .map(Math.round)
      .join(' ');
    return this;
  }

  add(...shapes: string[]): void {
    this.shapes.push(...shapes);
  }

  /** Puts a definition in and answers its reference; the same one twice is kept once. */
  define(make: (id: string) => string): string {
    const key = make('');
    if (!this.definitions.has(key)) this.definitions.set(key, `g${this.definitions.size.toString(36)}`);
    return `url(#${this.definitions.get(key)})`;
  }

  /** A gradient along a line given in picture coordinates. */
  linear(x1: number, y1: number, x2: number, y2: number, stops: readonly Stop[]): string {
    return this.define(
      (id) =>
        `<linearGradient id="${id}" gradientUnits="userSpaceOnUse" x1="${n(x1)}" y1="${n(y1)}" x2="${n(x2)}" y2="${n(y2)}">${marks(stops)}</linearGradient>`,
    );
  }

  /** A gradient from the middle of whatever it fills. */
  radial(stops: readonly Stop[], cx = 0.5, cy = 0.5, r = 0.5): string {
    return this.define(
      (id) => `<radialGradient id="${id}" cx="${cx}" cy="${cy}" r="${r}">${marks(stops)}</radialGradient>`,
    );
  }

  /** Keeps a path that is painted several times; answers the element that paints it. */
  shape(path: string): (attributes: string) => string {
    const id = this.define((name) => `<path id="${name}" d="${path}"/>`).slice(5, -1);
    return (attributes) => `<use href="#${id}" ${attributes}/>`;
  }

  clip(shape: string): string {
    return this.define((id) => `<clipPath id="${id}">${shape}</clipPath>`);
  }

  /** Across a round body lit from the left. */
  round(x: number, radius: number, colour: string, finish: Finish = 'matte'): string {
    return this.linear(x - radius, 0, x + radius, 0, ROUND[finish](colour));
  }

  /** A soft shadow on the ground, longer away from the light. */
  shadow(x: number, y: number, radius: number, strength = 0.34, flat = 0.17): void {
    const fill = this.radial([
      [0, '#20140c', strength],
      [0.55, '#20140c', strength * 0.42],
      [1, '#20140c', 0],
    ]);
    const ellipse = (cx: number, rx: number, ry: number): string =>
      `<ellipse cx="${n(cx)}" cy="${n(y)}" rx="${n(rx)}" ry="${n(ry)}" fill="${fill}"/>`;
    this.add(
      ellipse(x + radius * 0.45, radius * 1.75, radius * flat * 1.5),
      ellipse(x, radius * 1.18, radius * flat * 1.15),
    );
  }

  toString(): string {
    const definitions = [...this.definitions].map(([key, id]) => key.replace('id=""', `id="${id}"`)).join('');
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="${this.view}"><defs>${definitions}</defs>${this.shapes.join('')}</svg>\n`;
  }
}

const marks = (stops: readonly Stop[]): string =>
  stops
    .map(([offset, colour, opacity]) => {
      const alpha =
        opacity === undefined || opacity === 1 ? '' : ` stop-opacity="${Math.round(opacity * 1000) / 1000}"`;
      return `<stop offset="${offset}" stop-color="${colour}"${alpha}/>`;
    })
    .join('');

/** How a surface takes the light. */
export type Finish = 'matte' | 'gloss' | 'metal' | 'glass' | 'cloth';

const ROUND: Record<Finish, (colour: string) => Stop[]> = {
  matte: (c) => [
    [0, darken(c, 0.24)],
    [0.14, darken(c, 0.06)],
    [0.36, lighten(c, 0.3)],
    [0.6, c],
    [0.88, darken(c, 0.3)],
    [1, darken(c, 0.22)],
  ],
  gloss: (c) => [
    [0, darken(c, 0.34)],
    [0.16, c],
    [0.3, lighten(c, 0.5)],
    [0.4, lighten(c, 0.12)],
    [0.64, darken(c, 0.06)],
    [0.9, darken(c, 0.42)],
    [1, darken(c, 0.2)],
  ],
  metal: (c) => [
    [0, darken(c, 0.5)],
    [0.12, lighten(c, 0.1)],
    [0.26, lighten(c, 0.72)],
    [0.42, c],
    [0.6, darken(c, 0.42)],
    [0.76, darken(c, 0.08)],
    [0.88, lighten(c, 0.42)],
    [1, darken(c, 0.45)],
  ],
  glass: (c) => [
    [0, darken(c, 0.3), 0.75],
    [0.1, c, 0.42],
    [0.28, lighten(c, 0.6), 0.5],
    [0.5, c, 0.3],
    [0.85, c, 0.48],
    [1, darken(c, 0.35), 0.78],
  ],
  cloth: (c) => [
    [0, darken(c, 0.14)],
    [0.3, lighten(c, 0.16)],
    [0.65, c],
    [1, darken(c, 0.2)],
  ],
};

/** A bare studio: wall and floor in one sweep, lit from the upper left. */
export function studio(sheet: Sheet, tone: string): void {
  const wall = sheet.linear(0, 0, 0, HEIGHT, [
    [0, lighten(tone, 0.22)],
    [0.55, tone],
    [0.7, darken(tone, 0.07)],
    [0.78, mix(tone, lighten(tone, 0.3), 0.6)],
    [1, lighten(tone, 0.1)],
  ]);
  const light = sheet.radial(
    [
      [0, '#ffffff', 0.55],
      [1, '#ffffff', 0],
    ],
    0.28,
    0.24,
    0.62,
  );
  sheet.add(`<path fill="${wall}" d="M0 0h800v1000H0z"/><path fill="${light}" d="M0 0h800v1000H0z"/>`);
}

/** A corner of a room: a wall with the light of a window on it, and a table to stand on. */
export function room(sheet: Sheet, tone: string, wood: string): void {
  const wall = sheet.linear(0, 0, 800, 900, [
    [0, lighten(tone, 0.3)],
    [1, darken(tone, 0.12)],
  ]);
  const board = sheet.linear(0, 700, 0, 1000, [
    [0, lighten(wood, 0.18)],
    [0.62, wood],
    [0.63, darken(wood, 0.28)],
    [1, darken(wood, 0.42)],
  ]);
  const pane = (x: number, y: number): string => `M${x} ${y}l150 -46v190l-150 46z`;
  sheet.add(
    `<path fill="${wall}" d="M0 0h800v1000H0z"/>`,
    `<path fill="#fff" opacity=".26" d="${pane(86, 170)}${pane(256, 118)}${pane(86, 384)}${pane(256, 332)}"/>`,
    `<path fill="${board}" d="M0 700h800v300H0z"/><path stroke="${darken(wood, 0.16)}" stroke-width="2" opacity=".35" fill="none" d="M0 742q380 14 800-8M0 806q300-16 800 6M0 852q420 10 800 0"/>`,
  );
}

/** A niche with a pointed arch and a plinth. */
export function niche(sheet: Sheet, tone: string, plinth = lighten(tone, 0.16)): void {
  const wall = sheet.linear(0, 0, 800, 1000, [
    [0, lighten(tone, 0.14)],
    [1, darken(tone, 0.22)],
  ]);
  const inside = sheet.linear(170, 0, 650, 0, [
    [0, darken(tone, 0.5)],
    [0.3, darken(tone, 0.18)],
    [1, lighten(tone, 0.1)],
  ]);
  const top = sheet.linear(0, 760, 0, 830, [
    [0, lighten(plinth, 0.3)],
    [1, plinth],
  ]);
  sheet.add(
    `<path fill="${wall}" d="M0 0h800v1000H0z"/>`,
    `<path fill="${inside}" d="M140 1000V430C140 300 280 210 400 90 520 210 660 300 660 430v570z"/>`,
    `<path fill="none" stroke="${lighten(tone, 0.4)}" stroke-width="3" opacity=".55" d="M112 1000V424C112 282 266 196 400 58 534 196 688 282 688 424v576"/>`,
    `<path fill="${sheet.round(400, 300, plinth)}" d="M100 800v200h600V800z"/><ellipse cx="400" cy="800" rx="300" ry="48" fill="${top}"/>`,
  );
}

/** Night with a full moon behind, and a still floor that mirrors it. */
export function moonlit(sheet: Sheet, tone: string, moon = '#f3e3bd'): void {
  const sky = sheet.linear(0, 0, 0, 1000, [
    [0, darken(tone, 0.35)],
    [0.7, lighten(tone, 0.1)],
    [0.71, darken(tone, 0.3)],
    [1, darken(tone, 0.05)],
  ]);
  const glow = sheet.radial([
    [0, moon, 0.55],
    [1, moon, 0],
  ]);
  const disc = sheet.radial(
    [
      [0, lighten(moon, 0.5)],
      [0.8, moon],
      [1, darken(moon, 0.08)],
    ],
    0.4,
    0.36,
    0.7,
  );
  sheet.add(
    `<path fill="${sky}" d="M0 0h800v1000H0z"/><circle cx="400" cy="400" r="420" fill="${glow}"/>`,
    `<circle cx="400" cy="400" r="236" fill="${disc}"/><ellipse cx="400" cy="790" rx="300" ry="70" fill="${glow}" opacity=".5"/>`,
  );
}
