import type { ThemeProperties } from './theme-css.ts';

/** A property a merchant may change, and how its value is written. */
type Check = (value: string) => boolean;

const HEX = '#[0-9a-f]{6}';
const colour: Check = (value) => new RegExp(`^(?:${HEX}|light-dark\\(${HEX}, ?${HEX}\\))$`, 'i').test(value);

const within =
  (least: number, most: number, unit: string): Check =>
  (value) => {
    const [, number] = new RegExp(`^(-?\\d{1,4}(?:\\.\\d{1,3})?)${unit}$`).exec(value) ?? [];
    return number !== undefined && Number(number) >= least && Number(number) <= most;
  };

const oneOf =
  (...words: string[]): Check =>
  (value) =>
    words.includes(value);

/** Families by name: no functions, no addresses, quotes in pairs. */
const font: Check = (value) =>
  /^[\p{L}\p{N}][\p{L}\p{N}\s,'"_-]*$|^['"-][\p{L}\p{N}\s,'"_-]*$/u.test(value) &&
  ['"', "'"].every((mark) => value.split(mark).length % 2 === 1);

const ratio: Check = (value) => {
  const [, wide = '', high = '1'] = /^(\d{1,3}(?:\.\d{1,3})?)(?: ?\/ ?(\d{1,3}(?:\.\d{1,3})?))?$/.exec(value) ?? [];
  const share = Number(wide) / Number(high);
  return wide !== '' && share >= 0.2 && share <= 5;
};

const gap: Check = (value) => /^\d{1,3}px(?: \d{1,3}px)?$/.test(value);
const space = within(0, 160, 'px');
const letters = within(9, 96, 'px');

/** Colours, by what they are for. */
export const COLOUR_NAMES = [
  'accent',
  'on-accent',
  'accent-ink',
  'second',
  'on-second',
  'surface',
  'sunken',
  'text',
  'muted',
  'line',
  'sale',
  'danger',
  'good',
  'focus',
] as const;

const CHECKS: Readonly<Record<string, Check>> = {
  ...Object.fromEntries(COLOUR_NAMES.map((name) => [`--vitrine-color-${name}`, colour])),
  '--vitrine-font': font,
  '--vitrine-font-heading': font,
  '--vitrine-weight-heading': within(100, 900, ''),
  '--vitrine-text-s': letters,
  '--vitrine-text-m': letters,
  '--vitrine-text-l': letters,
  '--vitrine-text-xl': letters,
  ...Object.fromEntries([1, 2, 3, 4, 6, 8].map((step) => [`--vitrine-space-${step}`, space])),
  '--vitrine-radius': within(0, 999, 'px'),
  '--vitrine-radius-button': within(0, 999, 'px'),
  '--vitrine-radius-card': within(0, 999, 'px'),
  '--vitrine-motion': within(0, 1000, 'ms'),
  '--vitrine-tracking-heading': within(-0.1, 0.5, 'em'),
  '--vitrine-case-heading': oneOf('none', 'uppercase'),
  '--vitrine-scale-heading': within(0.5, 2, ''),
  // Between the two, words would be mixed of what is read on the accent and what is read beside it.
  '--vitrine-button-fill': oneOf('0%', '100%'),
  '--vitrine-button-border': within(0, 8, 'px'),
  '--vitrine-button-underline': within(0, 8, 'px'),
  '--vitrine-card-ground': within(0, 100, '%'),
  '--vitrine-card-sunken': within(0, 100, '%'),
  '--vitrine-card-border': within(0, 8, 'px'),
  '--vitrine-card-shadow': oneOf('none', '0 1px 2px rgb(0 0 0 / 10%), 0 6px 20px rgb(0 0 0 / 10%)'),
  '--vitrine-card-padding': space,
  '--vitrine-section-space': within(0, 400, 'px'),
  '--vitrine-product-grid-gap': gap,
  '--vitrine-product-grid-ratio': ratio,
  '--vitrine-product-image-ratio': ratio,
  '--vitrine-product-image-fit': oneOf('cover', 'contain'),
};

/** Names of the properties that may be changed. */
export const CHANGEABLE: readonly string[] = Object.keys(CHECKS);

/** Why a property may not have a value; null where it may. */
export function propertyProblem(name: string, value: string): string | null {
  const check = Object.hasOwn(CHECKS, name) ? CHECKS[name] : undefined;
  if (!check) return `There is no property "${name}" to change.`;
  return check(value) ? null : `"${value}" is no value that ${name} can have.`;
}

/** A theme's properties with what was changed. */
export const withChanges = (
  properties: ThemeProperties,
  changed: Readonly<Record<string, string>>,
): ThemeProperties => ({
  ...properties,
  ...Object.fromEntries(Object.entries(changed).filter(([name, value]) => propertyProblem(name, value) === null)),
});
