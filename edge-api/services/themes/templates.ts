/**
 * Designs a merchant chooses from. A template says everything about a shop's looks but its colours, which a theme makes
 * of the brand: type, scale, room, corners, cards, buttons, pictures, and how warm the paper is. Type is set in families that
 * devices have already, so that nothing is downloaded and nobody else is told of a visit.
 */

/** How products and other cards stand out: not at all, by a line, by a filled ground, by a shadow. */
export type CardStyle = 'bare' | 'outlined' | 'filled' | 'raised';
/** How the main button looks: filled with the accent, outlined, or words with a line below. */
export type ButtonStyle = 'solid' | 'outlined' | 'underlined';

/** Sizes are CSS pixels. */
export interface DesignTemplate {
  readonly id: string;
  readonly name: string;
  /** What it looks like, in a sentence. */
  readonly sentence: string;
  /** Which shops it is good for. */
  readonly suits: string;
  /** CSS font-family lists that end in a generic family. */
  readonly fonts: { readonly body: string; readonly heading: string };
  readonly heading: {
    readonly weight: number;
    /** Room between letters, in em. */
    readonly tracking: number;
    readonly letters: 'none' | 'uppercase';
    /** Factor on the size of headings. */
    readonly scale: number;
  };
  readonly text: { readonly s: number; readonly m: number; readonly l: number; readonly xl: number };
  readonly space: Readonly<Record<1 | 2 | 3 | 4 | 6 | 8, number>>;
  readonly radius: { readonly control: number; readonly button: number; readonly card: number };
  readonly card: CardStyle;
  readonly button: ButtonStyle;
  readonly picture: { readonly ratio: string; readonly fit: 'cover' | 'contain' };
  readonly grid: { readonly rowGap: number; readonly columnGap: number };
  /** Room above and below a section: least, share of its width in percent, most. */
  readonly sectionSpace: readonly [least: number, share: number, most: number];
  readonly paper: {
    /** Hue of surfaces in degrees of OKLCH, or that of the brand. */
    readonly hue: number | 'brand';
    /** Chroma of surfaces. */
    readonly chroma: number;
    /** OKLCH lightness of the light and the dark surface. */
    readonly light: number;
    readonly dark: number;
  };
  readonly motionMs: number;
}

/** Families by their kind, after Modern Font Stacks (https://github.com/system-fonts/modern-font-stacks, CC0). */
const STACKS = {
  system: 'system-ui, sans-serif',
  didone: "Didot, 'Bodoni MT', 'Noto Serif Display', 'URW Palladio L', P052, Sylfaen, serif",
  transitional: "Charter, 'Bitstream Charter', 'Sitka Text', Cambria, serif",
  oldStyle: "'Iowan Old Style', 'Palatino Linotype', 'URW Palladio L', P052, serif",
  classical: "Optima, Candara, 'Noto Sans', source-sans-pro, sans-serif",
  geometric: "Avenir, Montserrat, Corbel, 'URW Gothic', source-sans-pro, sans-serif",
  humanist: "Seravek, 'Gill Sans Nova', Ubuntu, Calibri, 'DejaVu Sans', source-sans-pro, sans-serif",
  grotesque: "Inter, Roboto, 'Helvetica Neue', 'Arial Nova', 'Nimbus Sans', Arial, sans-serif",
  industrial:
    "Bahnschrift, 'DIN Alternate', 'Franklin Gothic Medium', 'Nimbus Sans Narrow', sans-serif-condensed, sans-serif",
  rounded:
    "ui-rounded, 'Hiragino Maru Gothic ProN', Quicksand, Comfortaa, Manjari, 'Arial Rounded MT', 'Arial Rounded MT Bold', Calibri, source-sans-pro, sans-serif",
  slab: "Rockwell, 'Rockwell Nova', 'Roboto Slab', 'DejaVu Serif', 'Sitka Small', serif",
} as const;

const PLAIN: DesignTemplate = {
  id: 'plain',
  name: 'Plain',
  sentence: 'The type of the device, calm corners and even spacing.',
  suits: 'Any shop, above all one with many kinds of goods.',
  fonts: { body: STACKS.system, heading: STACKS.system },
  heading: { weight: 650, tracking: -0.018, letters: 'none', scale: 1 },
  text: { s: 13, m: 15, l: 18, xl: 24 },
  space: { 1: 4, 2: 8, 3: 12, 4: 16, 6: 24, 8: 32 },
  radius: { control: 10, button: 10, card: 14 },
  card: 'outlined',
  button: 'solid',
  picture: { ratio: '4 / 5', fit: 'contain' },
  grid: { rowGap: 24, columnGap: 16 },
  sectionSpace: [40, 8, 96],
  paper: { hue: 'brand', chroma: 0.004, light: 1, dark: 0.21 },
  motionMs: 160,
};

const MAGAZINE: DesignTemplate = {
  id: 'magazine',
  name: 'Magazine',
  sentence: 'Tall pictures, large headings of thin and thick strokes, square corners.',
  suits: 'Fashion, books, interiors: shops with photographs worth a page of their own.',
  fonts: { body: STACKS.transitional, heading: STACKS.didone },
  heading: { weight: 400, tracking: -0.012, letters: 'none', scale: 1.32 },
  text: { s: 14, m: 17, l: 21, xl: 32 },
  space: { 1: 4, 2: 8, 3: 14, 4: 20, 6: 32, 8: 48 },
  radius: { control: 0, button: 0, card: 0 },
  card: 'bare',
  button: 'underlined',
  picture: { ratio: '3 / 4', fit: 'cover' },
  grid: { rowGap: 48, columnGap: 24 },
  sectionSpace: [56, 11, 144],
  paper: { hue: 80, chroma: 0.006, light: 0.99, dark: 0.19 },
  motionMs: 240,
};

const GALLERY: DesignTemplate = {
  id: 'gallery',
  name: 'Gallery',
  sentence: 'Light headings, much empty space, and pictures that are never cropped.',
  suits: 'Art, jewellery, ceramics, lamps: few goods, each looked at for a while.',
  fonts: { body: STACKS.geometric, heading: STACKS.geometric },
  heading: { weight: 300, tracking: 0, letters: 'none', scale: 1.12 },
  text: { s: 13, m: 16, l: 19, xl: 26 },
  space: { 1: 6, 2: 10, 3: 16, 4: 24, 6: 40, 8: 64 },
  radius: { control: 2, button: 2, card: 0 },
  card: 'filled',
  button: 'outlined',
  picture: { ratio: '1', fit: 'contain' },
  grid: { rowGap: 64, columnGap: 40 },
  sectionSpace: [64, 13, 176],
  paper: { hue: 'brand', chroma: 0.002, light: 0.995, dark: 0.17 },
  motionMs: 280,
};

const WORKSHOP: DesignTemplate = {
  id: 'workshop',
  name: 'Workshop',
  sentence: 'Slab headings, outlined cards and firm, slightly rounded buttons.',
  suits: 'Tools, leather, furniture, bicycles: things that are made and repaired.',
  fonts: { body: STACKS.humanist, heading: STACKS.slab },
  heading: { weight: 700, tracking: -0.01, letters: 'none', scale: 0.96 },
  text: { s: 14, m: 16, l: 19, xl: 25 },
  space: { 1: 4, 2: 8, 3: 12, 4: 18, 6: 28, 8: 40 },
  radius: { control: 4, button: 4, card: 6 },
  card: 'outlined',
  button: 'solid',
  picture: { ratio: '4 / 3', fit: 'cover' },
  grid: { rowGap: 32, columnGap: 20 },
  sectionSpace: [44, 8, 104],
  paper: { hue: 75, chroma: 0.012, light: 0.985, dark: 0.225 },
  motionMs: 120,
};

const MARKET: DesignTemplate = {
  id: 'market',
  name: 'Market',
  sentence: 'Rounded letters, round corners and filled cards that stand close together.',
  suits: 'Food, toys, pets, presents: shops people visit with a list and a basket.',
  fonts: { body: STACKS.rounded, heading: STACKS.rounded },
  heading: { weight: 800, tracking: -0.01, letters: 'none', scale: 1.05 },
  text: { s: 14, m: 16, l: 20, xl: 28 },
  space: { 1: 4, 2: 8, 3: 10, 4: 14, 6: 20, 8: 28 },
  radius: { control: 16, button: 999, card: 24 },
  card: 'filled',
  button: 'solid',
  picture: { ratio: '1', fit: 'cover' },
  grid: { rowGap: 16, columnGap: 12 },
  sectionSpace: [32, 6, 72],
  paper: { hue: 'brand', chroma: 0.014, light: 0.99, dark: 0.23 },
  motionMs: 200,
};

const CATALOGUE: DesignTemplate = {
  id: 'catalogue',
  name: 'Catalogue',
  sentence: 'Small type and tight rows, so that many goods fit on a screen.',
  suits: 'Spare parts, office and building supplies, shops for businesses.',
  fonts: { body: STACKS.grotesque, heading: STACKS.grotesque },
  heading: { weight: 600, tracking: -0.008, letters: 'none', scale: 0.78 },
  text: { s: 12, m: 14, l: 16, xl: 20 },
  space: { 1: 3, 2: 6, 3: 8, 4: 12, 6: 16, 8: 24 },
  radius: { control: 3, button: 3, card: 0 },
  card: 'outlined',
  button: 'solid',
  picture: { ratio: '1', fit: 'contain' },
  grid: { rowGap: 8, columnGap: 8 },
  sectionSpace: [20, 4, 48],
  paper: { hue: 250, chroma: 0.003, light: 1, dark: 0.22 },
  motionMs: 80,
};

const APOTHECARY: DesignTemplate = {
  id: 'apothecary',
  name: 'Apothecary',
  sentence: 'The type of old books on warm paper, with outlined buttons.',
  suits: 'Cosmetics, tea, wine, candles, stationery.',
  fonts: { body: STACKS.classical, heading: STACKS.oldStyle },
  heading: { weight: 500, tracking: 0.005, letters: 'none', scale: 1.08 },
  text: { s: 14, m: 16, l: 20, xl: 27 },
  space: { 1: 4, 2: 8, 3: 14, 4: 20, 6: 30, 8: 44 },
  radius: { control: 6, button: 999, card: 6 },
  card: 'bare',
  button: 'outlined',
  picture: { ratio: '5 / 6', fit: 'cover' },
  grid: { rowGap: 40, columnGap: 24 },
  sectionSpace: [48, 9, 120],
  paper: { hue: 85, chroma: 0.018, light: 0.975, dark: 0.2 },
  motionMs: 220,
};

const SPORT: DesignTemplate = {
  id: 'sport',
  name: 'Sport',
  sentence: 'Narrow capitals, heavy weights, and cards lifted by a shadow.',
  suits: 'Sports, outdoor, electronics, motorcycles.',
  fonts: { body: STACKS.grotesque, heading: STACKS.industrial },
  heading: { weight: 800, tracking: 0.01, letters: 'uppercase', scale: 1.2 },
  text: { s: 13, m: 15, l: 18, xl: 26 },
  space: { 1: 4, 2: 8, 3: 12, 4: 16, 6: 24, 8: 36 },
  radius: { control: 2, button: 2, card: 4 },
  card: 'raised',
  button: 'solid',
  picture: { ratio: '4 / 5', fit: 'cover' },
  grid: { rowGap: 20, columnGap: 12 },
  sectionSpace: [36, 7, 88],
  paper: { hue: 260, chroma: 0.006, light: 0.99, dark: 0.185 },
  motionMs: 120,
};

/** All templates; the first is the one of a shop that chose none. */
export const TEMPLATES: readonly [DesignTemplate, ...DesignTemplate[]] = [
  PLAIN,
  MAGAZINE,
  GALLERY,
  WORKSHOP,
  MARKET,
  CATALOGUE,
  APOTHECARY,
  SPORT,
];

/** A template by its id; undefined where there is none. */
export const findTemplate = (id: string): DesignTemplate | undefined =>
  TEMPLATES.find((template) => template.id === id);
