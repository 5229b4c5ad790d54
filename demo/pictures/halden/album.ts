import { room, Sheet, studio } from '../sheet.ts';

export const OAK = '#d2a470';
export const WALNUT = '#7d5238';
export const BRASS = '#c69a4c';

/** The shop's colours, by the name a variant has. */
export const C = {
  chalk: '#efe9de',
  oat: '#dfd0b8',
  sand: '#d8c1a0',
  clay: '#c08565',
  rust: '#a9583a',
  terracotta: '#c4734f',
  moss: '#7c8560',
  sage: '#a9b59b',
  forest: '#3f5547',
  ink: '#37434f',
  slate: '#6d7880',
  fog: '#bcc6cb',
  heather: '#a58fa0',
  ochre: '#d29f45',
  dusk: '#8a7f9e',
  red: '#b8433a',
  black: '#35322f',
  charcoal: '#55534f',
  white: '#f6f3ec',
  flax: '#c9b48d',
  blue: '#5d7f9b',
} as const;
export type Colour = keyof typeof C;

/** Backdrops that let a colour stand out and still belong to one shop. */
export const TONE = {
  warm: '#e6dac8',
  blush: '#e5cfc0',
  mist: '#d5dcd6',
  sky: '#d3dbe0',
  stone: '#d9d5cd',
  dune: '#dfcba9',
  night: '#6d6a66',
} as const;

export const behind: Partial<Record<Colour, string>> = {
  chalk: TONE.dune,
  white: TONE.sky,
  oat: TONE.mist,
  sand: TONE.sky,
  clay: TONE.warm,
  rust: TONE.blush,
  terracotta: TONE.warm,
  moss: TONE.warm,
  sage: TONE.blush,
  forest: TONE.mist,
  ink: TONE.stone,
  slate: TONE.sky,
  fog: TONE.blush,
  ochre: TONE.stone,
  heather: TONE.mist,
  flax: TONE.sky,
};

/** How close the camera is to a product; small things need it closer. */
export const CLOSER: Readonly<Record<string, number>> = {
  'fjord-vase': 1,
  'dagg-bowls': 1.3,
  'holm-plate': 1.24,
  'ask-teapot': 1.26,
  'sten-planter': 1.02,
  'lykke-mug': 1.24,
  'vinter-candle': 1.12,
  'kyst-cushion': 1.2,
  'dyne-linen': 1.2,
  'strand-throw': 1.2,
  'dram-tumblers': 1.34,
  'kanne-carafe': 1.18,
  'boks-jar': 1.2,
  'gryte-pot': 1.3,
  'kjele-kettle': 1.24,
  'kaffe-dripper': 1.16,
  'duft-candle': 1.32,
  'bue-bookends': 1.06,
  'kvern-mills': 1.16,
  'kurv-basket': 1.14,
  'tre-stool': 1.1,
  'vok-candles': 1.22,
  'hei-rug': 1.1,
  'stav-lamp': 1,
  'klokke-pendant': 1,
  'forkle-apron': 1.08,
  'brett-board': 1,
  'lys-lamp': 1.16,
  'knagg-hooks': 1,
  'tid-clock': 1,
  'speil-mirror': 1,
  'papir-shade': 1,
  'skje-spoons': 1,
};

export const pictures = new Map<string, () => Sheet>();

export function picture(name: string, tone: string, draw: (sheet: Sheet) => void): void {
  pictures.set(name, () => {
    const sheet = new Sheet();
    studio(sheet, tone);
    draw(sheet);
    return sheet.zoom(CLOSER[name.split('-').slice(0, 2).join('-')] ?? 1.1);
  });
}

export function scene(name: string, tone: string, wood: string, draw: (sheet: Sheet) => void): void {
  pictures.set(name, () => {
    const sheet = new Sheet();
    room(sheet, tone, wood);
    draw(sheet);
    return sheet;
  });
}

/** One picture a colour, named `<product>-<colour>`. */
export function each(
  product: string,
  colours: readonly Colour[],
  draw: (sheet: Sheet, colour: string, name: Colour) => void,
): void {
  for (const colour of colours)
    picture(`${product}-${colour}`, behind[colour] ?? TONE.warm, (sheet) => draw(sheet, C[colour], colour));
}
