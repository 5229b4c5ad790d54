import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { contrast, mix, toOklch, type Hex } from './colour.ts';
import { DARK_TONE, type Scheme, type SemanticColours } from './semantic.ts';
import { propertyProblem } from './changed-properties.ts';
import { contrastProblems } from './contrast-report.ts';
import { TEMPLATES } from './templates.ts';
import { makeTheme, STEPS } from './theme.ts';
import { designProperties, themeCss, themeProperties } from './theme-css.ts';

/** The same numbers every time (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const random = seeded(20_261_121);
const anyColour = (): Hex =>
  `#${Math.floor(random() * 0x1000000)
    .toString(16)
    .padStart(6, '0')}`;
const EXTREMES: readonly Hex[] = [
  '#000000',
  '#ffffff',
  '#ffff00',
  '#777777',
  '#00ff00',
  '#00ffff',
  '#0000ff',
  '#757575',
];
const BRANDS: readonly (readonly Hex[])[] = [
  ...EXTREMES.map((colour) => [colour]),
  ...EXTREMES.map((colour, index) => [colour, EXTREMES.at(index - 1)!]),
  ...Array.from({ length: 500 }, () => [anyColour()]),
  ...Array.from({ length: 500 }, () => [anyColour(), anyColour()]),
];
const THEMES = BRANDS.map((brand, index) => ({
  brand,
  theme: makeTheme({ brand, template: TEMPLATES[index % TEMPLATES.length]! }),
}));

/** Asks a promise of every theme, in light and dark. */
function everywhere(
  promise: (colours: SemanticColours, scheme: Scheme, keeps: (kept: boolean, what: string) => void) => void,
): void {
  for (const { brand, theme } of THEMES)
    for (const scheme of ['light', 'dark'] as const)
      promise(
        theme.semantic[scheme],
        scheme,
        (kept, what) =>
          kept ||
          assert.fail(
            `${what}: ${brand.join(' ')}, ${theme.component.id}, ${scheme} ${JSON.stringify(theme.semantic[scheme])}`,
          ),
      );
}

/** What elements put words on: surfaces, frames, soft sections, the side column of a checkout, and dark sections. */
const groundsOf = ({ surface, sunken, line, text }: SemanticColours, scheme: Scheme): readonly Hex[] => [
  surface,
  sunken,
  mix(surface, 0.7, line),
  mix(text, 0.06, sunken),
  ...(scheme === 'dark' ? DARK_TONE : []),
];

test('text is read at 7 to 1 and every other word at 4.5 to 1, whatever the brand', () => {
  everywhere((colours, scheme, keeps) => {
    const { text, muted, accentInk, sale, danger, good } = colours;
    for (const ground of groundsOf(colours, scheme)) {
      keeps(contrast(text, ground) >= 7, `text on ${ground}`);
      for (const [name, word] of Object.entries({ muted, accentInk, sale, danger, good }))
        keeps(contrast(word, ground) >= 4.5, `${name} on ${ground}`);
    }
  });
});

test('the accent, borders of fields and the ring of the focus stand out at 3 to 1', () => {
  everywhere((colours, scheme, keeps) => {
    const { accent, second, focus, muted, line } = colours;
    for (const ground of groundsOf(colours, scheme))
      for (const [name, shape] of Object.entries({ accent, second, focus, field: mix(muted, 0.65, line) }))
        keeps(contrast(shape, ground) >= 3, `${name} on ${ground}`);
  });
});

test('what is written on the accent is read, also under the pointer', () => {
  everywhere(({ accent, onAccent, second, onSecond, text }, _, keeps) => {
    for (const [fill, ink] of [
      [accent, onAccent],
      [second, onSecond],
    ] as const) {
      keeps(contrast(ink, fill) >= 4.5, 'on accent');
      keeps(contrast(ink, mix(fill, 0.88, text)) >= 4.5, 'on accent, pointed at');
    }
  });
});

test('badges and notices of prices and problems are read', () => {
  everywhere(({ sale, danger, good, surface }, scheme, keeps) => {
    keeps(contrast(scheme === 'light' ? '#ffffff' : '#16181b', sale) >= 4.5, 'badge');
    for (const signal of [danger, good]) keeps(contrast(signal, mix(signal, 0.14, surface)) >= 4.5, signal);
  });
});

test('words are read on an accent section whose cards are mixed away from the words', () => {
  everywhere(({ accent, onAccent }, _, keeps) => {
    const card = mix(accent, 0.88, contrast(onAccent, '#000000') > 10 ? '#000000' : '#ffffff');
    keeps(contrast(onAccent, card) >= 4.5, 'on a card');
    keeps(contrast(mix(onAccent, 0.3, accent), accent) >= 1.3, 'line');
  });
});

test('what is told to be hard to read is nothing that a design makes', () => {
  for (const { brand, theme } of THEMES) {
    const properties = { ...themeProperties(theme), ...designProperties(theme) };
    assert.deepEqual(contrastProblems(properties), [], `${brand.join(' ')}, ${theme.component.id}`);
    const pale = { ...properties, '--vitrine-color-muted': 'light-dark(#fdfdfd, #111111)' };
    assert.ok(contrastProblems(pale).length >= 4, 'and pale words are told in both schemes');
  }
});

test('every value a design has is one that a merchant may set, so that a change can be taken back by hand', () => {
  for (const { theme } of THEMES.slice(0, TEMPLATES.length * 3)) {
    const properties = { ...themeProperties(theme), ...designProperties(theme) };
    for (const [name, value] of Object.entries(properties)) {
      if (name === '--vitrine-section-space') continue;
      assert.equal(propertyProblem(name, value), null);
    }
  }
});

test('buttons are filled or not, and nothing between: words mixed of two colours would be read on neither', () => {
  for (const { theme } of THEMES) assert.match(designProperties(theme)['--vitrine-button-fill'] ?? '', /^(?:0|100)%$/);
  assert.notEqual(propertyProblem('--vitrine-button-fill', '50%'), null);
});

test('on an accent, sections draw signals and tints with what is read there', () => {
  const styles = readFileSync(join(import.meta.dirname, '../../../elements/sections/section.styles.ts'), 'utf8');
  const [, tone = ''] = /data-tone='accent'\] \{([^}]*)\}/.exec(styles) ?? [];
  for (const name of ['text', 'muted', 'accent-ink', 'sale', 'danger', 'good', 'focus', 'button'])
    assert.match(tone, new RegExp(`--${name}: var\\(--on-accent\\);`), name);
});

test('lines, frames and surfaces can be told apart', () => {
  everywhere(({ surface, sunken, line }, _, keeps) => {
    keeps(contrast(line, surface) >= 1.25, 'line');
    keeps(contrast(sunken, surface) >= 1.05 && contrast(sunken, line) >= 1.1, 'sunken');
  });
});

test('a brand that can be read stays as it is, and one that cannot keeps its hue', () => {
  for (const brand of ['#c8102e', '#1f5fbf', '#2f5d50', '#663399', '#8a1c5c'] as const)
    assert.equal(makeTheme({ brand: [brand] }).semantic.light.accent, brand);
  for (const brand of ['#00a0a0', '#ff9ec7', '#30d050', '#7db8ff'] as const) {
    const turned = toOklch(makeTheme({ brand: [brand] }).semantic.light.accent).h - toOklch(brand).h;
    assert.ok(Math.abs(turned) < 6, `${brand} turned by ${turned}`);
  }
});

test('a darkened yellow goes over into amber and not into olive', () => {
  const { h } = toOklch(makeTheme({ brand: ['#ffff00'] }).semantic.light.accent);
  assert.ok(h > 50 && h < 85, `hue ${h}`);
});

test('a shop without colours, or with white alone, gets ink for its accent, light on dark', () => {
  for (const theme of [makeTheme({}), makeTheme({ brand: ['#ffffff'] }), makeTheme({ brand: ['#000000'] })]) {
    assert.ok(toOklch(theme.semantic.light.accent).l < 0.3);
    assert.ok(toOklch(theme.semantic.dark.accent).l > 0.85);
  }
});

test('the logo speaks where the brand names no colour: its strongest, not its paper', () => {
  const logo = [
    { colour: '#fdfdfd', weight: 0.8 },
    { colour: '#222222', weight: 0.12 },
    { colour: '#c8102e', weight: 0.08 },
  ] as const;
  assert.equal(makeTheme({ logo }).semantic.light.accent, '#c8102e');
  assert.equal(makeTheme({ logo, brand: ['#1f5fbf'] }).semantic.light.accent, '#1f5fbf');
});

test('palettes go from dark to light', () => {
  for (const { theme } of THEMES.slice(0, 40))
    for (const palette of Object.values(theme.reference)) {
      const against = STEPS.map((step) => contrast(palette[step], '#000000'));
      assert.deepEqual(
        against,
        against.toSorted((a, b) => a - b),
      );
    }
});

test('every property that elements are said to read is read by one, and told to merchants', () => {
  const root = join(import.meta.dirname, '../../../');
  const sources = readdirSync(join(root, 'elements'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.styles.ts'))
    .map((path) => readFileSync(join(root, 'elements', path), 'utf8'))
    .join('\n');
  const told = ['theming.md', 'themes.md', 'elements.md'].map((page) => readFileSync(join(root, 'docs', page), 'utf8'));
  const theme = makeTheme({});
  for (const name of Object.keys(themeProperties(theme))) {
    assert.ok(new RegExp(`var\\(\\s*${name}[\\s,)]`).test(sources), `${name} is read`);
    // Steps of one scale are told in one row: `--vitrine-text-s`, `-m`, `-l`.
    const row = name.replace(/(--vitrine-(?:text|space))-\w+$/, '$1-');
    assert.ok(told.join('\n').includes(row), `${name} is told`);
  }
  for (const name of Object.keys(designProperties(theme))) assert.ok(told[1]!.includes(`\`${name}\``), name);
});

test('a theme is written as declarations, each value safe in a style sheet', () => {
  for (const template of TEMPLATES) {
    const lines = themeCss(makeTheme({ brand: ['#c8102e'], template })).split('\n');
    for (const line of lines) assert.match(line, /^--vitrine-[a-z0-9-]+: [^;{}<>\\]+;$/);
    assert.equal(new Set(lines.map((line) => line.split(':')[0])).size, lines.length);
  }
  const css = themeCss(makeTheme({ brand: ['#c8102e'] }));
  assert.match(css, /^--vitrine-color-accent: light-dark\(#c8102e, #[0-9a-f]{6}\);$/m);
  assert.match(css, /^--vitrine-font: system-ui, sans-serif;$/m);
});
