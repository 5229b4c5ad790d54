import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { parse, walk, type CssNode } from 'css-tree';
import { merchantCss, type CssScope } from './merchant-css.ts';

interface Case {
  readonly name: string;
  readonly css:
    string | { readonly before: string; readonly repeat: string; readonly times: number; readonly after: string };
  readonly keeps: readonly string[];
  readonly never: readonly string[];
  readonly codes: readonly string[];
  readonly at?: readonly [line: number, column: number];
}

const { options, cases } = JSON.parse(readFileSync(new URL('merchant-css.cases.json', import.meta.url), 'utf8')) as {
  options: CssScope;
  cases: Case[];
};

export const SHOP = options;
export const CASES: readonly Case[] = cases;

export const textOf = (css: Case['css']): string =>
  typeof css === 'string' ? css : css.before + css.repeat.repeat(css.times) + css.after;

/** Addresses that a style sheet would ask for, by another way than the reader's own. */
export function addressesIn(css: string): string[] {
  const found: string[] = [];
  walk(parse(css, { parseCustomProperty: true }), (node) => {
    if (node.type === 'Url') found.push(node.value);
    if (node.type === 'Atrule' && node.name === 'import') found.push('@import');
    if (node.type === 'Function' && /^(?:url|src|image|image-set|-webkit-image-set)$/i.test(node.name))
      found.push(node.name);
  });
  return found;
}

/** Selectors of a style sheet that do not begin at the shop, or leave it to a neighbour of its root. */
export function subjectsOutside(css: string, scope: string): string[] {
  const outside: string[] = [];
  const named = (node: CssNode): boolean => node.type === 'ClassSelector' && `.${node.name}` === scope;
  walk(parse(css), {
    visit: 'Rule',
    enter(rule) {
      if (this.atrule?.name === 'keyframes' || rule.prelude.type !== 'SelectorList') return;
      rule.prelude.children.forEach((selector) => {
        if (selector.type !== 'Selector') return;
        const parts = selector.children.toArray();
        const first = parts.slice(0, parts.findIndex(({ type }) => type === 'Combinator') + 1 || parts.length);
        const begins = first.some(named) || parts[0]?.type === 'NestingSelector';
        const at = parts.findIndex((part) => part.type === 'Combinator' && /[+~]/.test(part.name));
        const leaves =
          at >= 0 &&
          parts
            .slice(
              Math.max(
                0,
                parts.slice(0, at).findLastIndex(({ type }) => type === 'Combinator'),
              ),
              at,
            )
            .some(named);
        if (!begins || leaves)
          outside.push(parts.map((part) => ('name' in part ? String(part.name) : part.type)).join(' '));
      });
    },
  });
  return outside;
}

/** Whether a browser finds the address in the media library, or in the text itself. */
function isOfTheLibrary(address: string): boolean {
  if (address.startsWith('data:image/')) return true;
  const { origin, pathname } = new URL(address, 'https://shop.invalid');
  return origin === 'https://shop.invalid' && /^\/media\/./.test(pathname) && pathname === address;
}

/** What holds of everything that is served, whatever was given. Answers whether anything was. */
export function holds(given: string): boolean {
  const { css, removed } = merchantCss(given, SHOP);
  const again = merchantCss(css, SHOP);
  assert.equal(again.css, css, 'the answer of the answer is the answer');
  assert.deepEqual(again.removed, []);
  assert.ok(removed.length <= 100);
  const strange = addressesIn(css).filter((address) => !isOfTheLibrary(address));
  assert.deepEqual(strange, [], `no address outside the media library: ${given}`);
  assert.deepEqual(subjectsOutside(css, SHOP.scope), [], `every rule is of the shop: ${css}`);
  assert.doesNotMatch(css, /<[/!]/);
  // Nor is a mark behind a backslash anything but a letter of a name; addresses are looked at above.
  const withoutTexts = css
    .replace(/"(?:[^"\\]|\\.)*"/g, '""')
    .replace(/\\[^\da-f\n]/gi, '_')
    .replace(/\burl\([^()]*\)/gi, 'url()');
  assert.doesNotMatch(withoutTexts, /@import|expression\(|javascript:|position:(?:fixed|sticky)/i);
  return css !== '';
}

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

const SPOILS = [
  '/**/',
  '\\',
  '\\0',
  '\\27 ',
  '"',
  "'",
  '{',
  '}',
  '(',
  ')',
  '[',
  ']',
  ';',
  ':',
  ',',
  '&',
  '>',
  '+',
  '~',
  '*',
  '|',
  '@',
  '!',
  '<!--',
  '-->',
  '</style>',
  ' ',
  '\n',
  '\f',
  '\0',
  '\ud800',
  '\ufeff',
  'url(',
  'URL("https://evil.test/")',
  'url(//evil.test)',
  'url(/media/a.png)',
  'var(--x)',
  'image-set("//evil.test/" 1x)',
  '@import "//evil.test";',
  'position:fixed',
  ':root',
  'html',
  'body+a',
  '.shop~b',
  ':is(body)',
  ':has(+*)',
  '&+&',
  '[value^=a]',
  '[dir=rtl]',
  '::part(a)',
  ':visited',
  'animation:x 1ms infinite',
  'z-index:999',
  'content:"x"',
  '!important',
  '--x:{a:b}',
  '@media print{',
  '@layer a{',
  '@keyframes x{',
  '@font-face{font-family:a;src:url(/media/a)}',
];

/** Style sheets put together of the cases and spoiled, without end; a number determines them. */
export function mutated(seed: number): () => string {
  const random = seeded(seed);
  const one = <Item>(list: readonly Item[]): Item => list[Math.floor(random() * list.length)]!;
  const texts = cases.map(({ css }) => css).filter((css) => typeof css === 'string');
  const escape = (character: string): string =>
    `\\${character.codePointAt(0)!.toString(16)}${random() < 0.5 ? ' ' : ''}`;
  const spoil = (css: string): string => {
    const at = Math.floor(random() * (css.length + 1));
    const end = Math.min(css.length, at + Math.floor(random() * 8));
    const way = random();
    if (way < 0.35) return css.slice(0, at) + one(SPOILS) + css.slice(at);
    if (way < 0.5) return css.slice(0, at) + css.slice(end);
    if (way < 0.6) return css.slice(0, at) + css.slice(at, end).toUpperCase() + css.slice(end);
    if (way < 0.7 && at < css.length) return css.slice(0, at) + escape(css[at]!) + css.slice(at + 1);
    if (way < 0.85) return css.slice(0, at) + one(texts) + css.slice(at);
    return css.slice(0, end) + css.slice(at);
  };
  return () => {
    let css = one(texts);
    for (let times = 1 + Math.floor(random() * 5); times > 0; times--) css = spoil(css);
    return css;
  };
}
