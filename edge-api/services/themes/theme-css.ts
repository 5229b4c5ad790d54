import type { SemanticColours } from './semantic.ts';
import type { ButtonStyle, CardStyle, DesignTemplate } from './templates.ts';
import type { Theme } from './theme.ts';

/** Properties that elements read, in the words of `docs/theming.md` and `docs/elements.md`. */
export type ThemeProperties = Readonly<Record<`--vitrine-${string}`, string>>;

/** The colours elements read, and their names. */
const COLOURS = {
  '--vitrine-color-accent': 'accent',
  '--vitrine-color-on-accent': 'onAccent',
  '--vitrine-color-surface': 'surface',
  '--vitrine-color-sunken': 'sunken',
  '--vitrine-color-text': 'text',
  '--vitrine-color-muted': 'muted',
  '--vitrine-color-line': 'line',
  '--vitrine-color-sale': 'sale',
  '--vitrine-color-danger': 'danger',
  '--vitrine-color-good': 'good',
  '--vitrine-color-focus': 'focus',
} as const satisfies Record<string, keyof SemanticColours>;

/** Colours beyond those: the accent as words, and the brand's second colour. */
const MORE_COLOURS = {
  '--vitrine-color-accent-ink': 'accentInk',
  '--vitrine-color-second': 'second',
  '--vitrine-color-on-second': 'onSecond',
} as const satisfies Record<string, keyof SemanticColours>;

const px = (size: number): string => `${size}px`;

function colours(names: Readonly<Record<string, keyof SemanticColours>>, { light, dark }: Theme['semantic']) {
  return Object.fromEntries(
    Object.entries(names).map(([name, key]) => [
      name,
      light[key] === dark[key] ? light[key] : `light-dark(${light[key]}, ${dark[key]})`,
    ]),
  );
}

/** What elements read today. */
export function themeProperties({ semantic, component }: Theme): ThemeProperties {
  const { fonts, heading, text, space, radius, picture, grid, motionMs } = component;
  return {
    ...colours(COLOURS, semantic),
    '--vitrine-font': fonts.body,
    '--vitrine-font-heading': fonts.heading,
    '--vitrine-weight-heading': `${heading.weight}`,
    '--vitrine-text-s': px(text.s),
    '--vitrine-text-m': px(text.m),
    '--vitrine-text-l': px(text.l),
    '--vitrine-text-xl': px(text.xl),
    '--vitrine-space-1': px(space[1]),
    '--vitrine-space-2': px(space[2]),
    '--vitrine-space-3': px(space[3]),
    '--vitrine-space-4': px(space[4]),
    '--vitrine-space-6': px(space[6]),
    '--vitrine-space-8': px(space[8]),
    '--vitrine-radius': px(radius.control),
    '--vitrine-motion': `${motionMs}ms`,
    '--vitrine-product-grid-gap': `${px(grid.rowGap)} ${px(grid.columnGap)}`,
    '--vitrine-product-grid-ratio': picture.ratio,
    '--vitrine-product-image-ratio': picture.ratio,
    '--vitrine-product-image-fit': picture.fit,
  };
}

/**
 * Cards as numbers, so that they take the colours of the section they stand in: the share of a ground of their own, how
 * much of that is sunken rather than surface, the width of their line, their shadow, and how far what is in them keeps from the edge.
 */
const CARDS: Readonly<Record<CardStyle, readonly [ground: number, sunken: number, line: string, shadow: string]>> = {
  bare: [0, 0, '0px', 'none'],
  outlined: [100, 0, '1px', 'none'],
  filled: [100, 100, '0px', 'none'],
  raised: [100, 0, '0px', '0 1px 2px rgb(0 0 0 / 10%), 0 6px 20px rgb(0 0 0 / 10%)'],
};

/** Buttons as numbers: the share of the accent in them, the width of their border, that of the line below their words. */
const BUTTONS: Readonly<Record<ButtonStyle, readonly [fill: number, border: string, underline: string]>> = {
  solid: [100, '0px', '0px'],
  outlined: [0, '1px', '0px'],
  underlined: [0, '0px', '2px'],
};

/** What the design says beyond that, for sections and pages. */
export function designProperties({ semantic, component }: Theme): ThemeProperties {
  const { heading, radius, sectionSpace } = component;
  const [ground, sunken, line, shadow] = CARDS[component.card];
  const [fill, border, underline] = BUTTONS[component.button];
  return {
    ...colours(MORE_COLOURS, semantic),
    '--vitrine-tracking-heading': `${heading.tracking}em`,
    '--vitrine-case-heading': heading.letters,
    '--vitrine-scale-heading': `${heading.scale}`,
    '--vitrine-radius-button': px(radius.button),
    '--vitrine-radius-card': px(radius.card),
    '--vitrine-button-fill': `${fill}%`,
    '--vitrine-button-border': border,
    '--vitrine-button-underline': underline,
    '--vitrine-card-ground': `${ground}%`,
    '--vitrine-card-sunken': `${sunken}%`,
    '--vitrine-card-border': line,
    '--vitrine-card-shadow': shadow,
    '--vitrine-card-padding': cardPadding(component),
    '--vitrine-section-space': `clamp(${px(sectionSpace[0])}, ${sectionSpace[1]}cqi, ${px(sectionSpace[2])})`,
  };
}

const cardPadding = ({ card, space }: DesignTemplate): string => px(card === 'bare' ? 0 : space[4]);

/** A theme as CSS declarations, one a line, to be put in a rule for whatever is above the elements. */
export const themeCss = (theme: Theme): string =>
  Object.entries({ ...themeProperties(theme), ...designProperties(theme) })
    .map(([name, value]) => `${name}: ${value};`)
    .join('\n');
