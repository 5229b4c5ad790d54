import { toHex, toOklch, type Hex, type Oklch } from './colour.ts';
import { semanticColours, type SemanticColours } from './semantic.ts';
import { TEMPLATES, type DesignTemplate } from './templates.ts';

/** Lightness of a palette's steps, in percent of OKLCH. */
export const STEPS = [10, 20, 30, 40, 50, 60, 70, 80, 90, 95, 98] as const;

/** One hue from dark to light. */
export type Palette = Readonly<Record<(typeof STEPS)[number], Hex>>;

/**
 * A shop's whole looks in three tiers: palettes to choose from, colours by what they are for in light and dark, and the
 * design of its parts.
 */
export interface Theme {
  readonly reference: { readonly accent: Palette; readonly second: Palette; readonly neutral: Palette };
  readonly semantic: { readonly light: SemanticColours; readonly dark: SemanticColours };
  readonly component: DesignTemplate;
}

/** What a theme is made from. */
export interface ThemeSource {
  /** One or two colours of the brand, the more important first. */
  readonly brand?: readonly Hex[];
  /** Colours of the logo, by weight; taken where the brand names none. */
  readonly logo?: readonly { readonly colour: Hex; readonly weight: number }[];
  readonly template?: DesignTemplate;
}

/** Colours without a hue of their own, and the lightest that can still be told from paper. */
const GREY = 0.02;
const PAPER_WHITE = 0.9;
/** Of a shop without colours, and of one whose only colour is white: nearly black. */
const INK: Oklch = { l: 0.28, c: 0.01, h: 250 };

const isPaper = ({ l, c }: Oklch): boolean => c < GREY && l > PAPER_WHITE;

/** How much a logo's colour is the brand's: its share, and how far it is from grey. */
const standing = ({ colour, weight }: { colour: Hex; weight: number }): number =>
  weight * (0.05 + toOklch(colour).c) * (isPaper(toOklch(colour)) ? 0 : 1);

/** The one or two colours of a logo that are most the brand's, the stronger first. */
export const brandOfLogo = (logo: NonNullable<ThemeSource['logo']>): Hex[] =>
  logo
    .filter(({ colour }) => !isPaper(toOklch(colour)))
    .toSorted((a, b) => standing(b) - standing(a))
    .slice(0, 2)
    .map(({ colour }) => colour);

/** The accent and the second colour: as named, else the strongest of the logo. Paper white is no accent. */
function brandOf({ brand = [], logo = [] }: ThemeSource): readonly [accent: Oklch, second: Oklch] {
  const named =
    brand.length > 0 ? brand : logo.toSorted((a, b) => standing(b) - standing(a)).map(({ colour }) => colour);
  const [accent = INK, second = accent] = named.map(toOklch).filter((colour) => !isPaper(colour));
  return [accent, second];
}

/** Surfaces take the hue of the design, or of the brand: of its second colour where that has one. */
function paperOf({ paper }: DesignTemplate, accent: Oklch, second: Oklch): DesignTemplate['paper'] & { hue: number } {
  if (paper.hue !== 'brand') return { ...paper, hue: paper.hue };
  const tinted = [second, accent].find(({ c }) => c >= GREY);
  return tinted ? { ...paper, hue: tinted.h } : { ...paper, hue: 0, chroma: 0 };
}

const palette = ({ c, h }: Oklch): Palette =>
  Object.fromEntries(STEPS.map((step) => [step, toHex({ l: step / 100, c, h })])) as Record<
    (typeof STEPS)[number],
    Hex
  >;

/** Makes a theme. Any colours do: every promise of contrast is kept by moving lightness. Pure; the same in, the same out. */
export function makeTheme(source: ThemeSource): Theme {
  const template = source.template ?? TEMPLATES[0];
  const [accent, second] = brandOf(source);
  const paper = paperOf(template, accent, second);
  const seeds = { accent, second, paper };
  return {
    reference: {
      accent: palette(accent),
      second: palette(second),
      neutral: palette({ l: 0, c: paper.chroma, h: paper.hue }),
    },
    semantic: { light: semanticColours('light', seeds), dark: semanticColours('dark', seeds) },
    component: template,
  };
}
