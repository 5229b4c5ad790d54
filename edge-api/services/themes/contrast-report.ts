import type { ContrastProblem } from '../../contract/themes.ts';
import { contrast, type Hex } from './colour.ts';
import type { Scheme } from './semantic.ts';
import type { ThemeProperties } from './theme-css.ts';

type Name = `--vitrine-color-${string}`;
const named = (name: string): Name => `--vitrine-color-${name}`;

/** What is read on what, and at least how well: WCAG 2.2, 1.4.3, 1.4.6 and 1.4.11, as `docs/themes.md` promises. */
const READ: readonly (readonly [colour: string, ground: string, least: number])[] = [
  ...['surface', 'sunken'].flatMap((ground) => [
    ['text', ground, 7] as const,
    ...['muted', 'accent-ink', 'sale', 'danger', 'good'].map((word) => [word, ground, 4.5] as const),
    ['accent', ground, 3] as const,
    ['focus', ground, 3] as const,
  ]),
  ['on-accent', 'accent', 4.5],
  ['on-second', 'second', 4.5],
];

/** A colour of a property in one scheme; undefined for what is none. */
function colourOf(properties: ThemeProperties, name: Name, scheme: Scheme): Hex | undefined {
  const [light, dark = light] = (properties[name] ?? '').match(/#[0-9a-f]{6}/gi) ?? [];
  return (scheme === 'light' ? light : dark) as Hex | undefined;
}

/** What of a theme is harder to read than is promised. */
export function contrastProblems(properties: ThemeProperties): ContrastProblem[] {
  return (['light', 'dark'] as const).flatMap((scheme) =>
    READ.flatMap(([colour, ground, least]): ContrastProblem[] => {
      const over = colourOf(properties, named(colour), scheme);
      const under = colourOf(properties, named(ground), scheme);
      if (!over || !under) return [];
      const ratio = Math.floor(contrast(over, under) * 100) / 100;
      return ratio >= least ? [] : [{ scheme, colour: named(colour), ground: named(ground), ratio, least }];
    }),
  );
}
