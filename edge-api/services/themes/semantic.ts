import { contrast, leastContrast, mix, toHex, type Hex, type Oklch } from './colour.ts';
import { nearest, readableOn } from './readable.ts';
import type { DesignTemplate } from './templates.ts';

/**
 * The colours of a shop by what they are for, in one scheme. Each starts where the brand or the design wants it and moves
 * in lightness alone until it keeps its promise (WCAG 2.2, 1.4.3, 1.4.6, 1.4.11): text 7 to 1, every other word 4.5 to 1, borders
 * of fields, the accent and the ring of the focus 3 to 1, on every ground that elements put below them.
 */
export interface SemanticColours {
  readonly surface: Hex;
  readonly sunken: Hex;
  readonly text: Hex;
  readonly muted: Hex;
  /** Parts things and carries no meaning: seen, without a promised contrast. */
  readonly line: Hex;
  /** Fills buttons and borders what is chosen. */
  readonly accent: Hex;
  readonly onAccent: Hex;
  /** The accent as words, links and drawings. */
  readonly accentInk: Hex;
  /** The other colour of the brand, with what is written on it; that of the accent where there is none. */
  readonly second: Hex;
  readonly onSecond: Hex;
  readonly sale: Hex;
  readonly danger: Hex;
  readonly good: Hex;
  readonly focus: Hex;
}

export type Scheme = 'light' | 'dark';

/** What a scheme is made of: colours of the brand, and hue and chroma of its paper. */
export interface Seeds {
  readonly accent: Oklch;
  readonly second: Oklch;
  readonly paper: DesignTemplate['paper'] & { readonly hue: number };
}

/** Grounds of sections in the dark tone, whatever the theme (`elements/sections/section.styles.ts`). */
export const DARK_TONE = ['#15181c', '#1c2024', '#22262a'] as const satisfies readonly Hex[];

const RED = { c: 0.17, h: 27 };
const GREEN = { c: 0.12, h: 152 };
const BLUE = { c: 0.18, h: 259 };

/** Where lightness begins: of frames and lines beside the surface, of words and signals by themselves. */
const START = {
  light: { sunken: -0.032, line: -0.115, text: 0.24, muted: 0.5, signal: 0.5, focus: 0.52 },
  dark: { sunken: 0.055, line: 0.155, text: 0.96, muted: 0.75, signal: 0.78, focus: 0.76 },
} as const;

/** Every ground that elements put words on: the surface, frames, soft sections, the tinted column of a checkout. */
function groundsOf(scheme: Scheme, surface: Hex, sunken: Hex, line: Hex, text: Hex): readonly Hex[] {
  const own = [surface, sunken, mix(surface, 0.7, line), mix(text, 0.06, sunken)];
  return scheme === 'dark' ? [...own, ...DARK_TONE] : own;
}

/** The colours of one scheme. */
export function semanticColours(scheme: Scheme, { accent, second, paper }: Seeds): SemanticColours {
  const start = START[scheme];
  const away = scheme === 'light' ? 'black' : 'white';
  const onPaper = (l: number, chroma = paper.chroma): Oklch => ({ l, c: chroma, h: paper.hue });
  const base = scheme === 'light' ? paper.light : paper.dark;
  const surface = toHex(onPaper(base, paper.chroma / (scheme === 'light' ? 2 : 1)));
  const sunken = toHex(onPaper(base + start.sunken));
  const line = toHex(onPaper(base + start.line, paper.chroma * 1.4));
  const firstText = onPaper(start.text, Math.min(0.02, paper.chroma * 1.6));
  const text = readableOn(firstText, away, groundsOf(scheme, surface, sunken, line, toHex(firstText)), 7);
  const grounds = groundsOf(scheme, surface, sunken, line, text);
  const signal = (hue: { c: number; h: number }): Hex =>
    nearest({ l: start.signal, ...hue }, away, (colour) => isSignal(colour, grounds, surface));
  const filled = fillOf(scheme, accent, grounds, text);
  const other = second === accent ? filled : fillOf(scheme, second, grounds, text);
  return {
    surface,
    sunken,
    text,
    muted: nearest(onPaper(start.muted, Math.min(0.025, paper.chroma * 2)), away, (colour) =>
      isMuted(colour, grounds, line),
    ),
    line,
    accent: filled.fill,
    onAccent: filled.ink,
    accentInk: readableOn(inScheme(scheme, accent), away, grounds, 4.5),
    second: other.fill,
    onSecond: other.ink,
    sale: signal(RED),
    danger: signal(RED),
    good: signal(GREEN),
    focus: readableOn({ l: start.focus, ...BLUE }, away, grounds, 3),
  };
}

/** Muted words are read everywhere; mixed with lines they border fields, which must be seen. */
const isMuted = (colour: Hex, grounds: readonly Hex[], line: Hex): boolean =>
  leastContrast(colour, grounds) >= 4.5 && leastContrast(mix(colour, 0.65, line), grounds) >= 3;

/** Signals are words on every ground, and on the tint of themselves that notices have. */
const isSignal = (colour: Hex, grounds: readonly Hex[], surface: Hex): boolean =>
  leastContrast(colour, [...grounds, mix(colour, 0.14, surface)]) >= 4.5;

/** Where a brand's colour begins in a scheme: as it is on light paper, on dark no darker than what stands out there. */
const inScheme = (scheme: Scheme, colour: Oklch): Oklch =>
  scheme === 'light' ? colour : { ...colour, l: Math.max(colour.l, colour.c < 0.02 && colour.l < 0.4 ? 0.93 : 0.62) };

/** The brand's colour as a fill, and what is written on it. */
function fillOf(scheme: Scheme, colour: Oklch, grounds: readonly Hex[], text: Hex): { fill: Hex; ink: Hex } {
  const stands = (fill: Hex): boolean => leastContrast(fill, grounds) >= 3 && inkOn(fill, text) !== undefined;
  const fill = nearest(inScheme(scheme, colour), scheme === 'light' ? 'black' : 'white', stands);
  return { fill, ink: inkOn(fill, text) ?? (scheme === 'light' ? '#ffffff' : '#000000') };
}

/** White or nearly black on a fill, also while a pointer is over it, where it is mixed with the text; white is preferred. */
const inkOn = (fill: Hex, text: Hex): Hex | undefined =>
  (['#ffffff', '#16181b', '#000000'] as const).find(
    (ink) => contrast(ink, fill) >= 4.5 && contrast(ink, mix(fill, 0.88, text)) >= 4.5,
  );
