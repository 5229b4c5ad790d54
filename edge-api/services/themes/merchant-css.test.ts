import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { cssTree } from './css/css-tree.ts';
import { CASES, holds, mutated, SHOP, textOf } from './merchant-css.test-support.ts';
import { merchantCss } from './merchant-css.ts';

/** Without spaces beside punctuation. */
const tight = (css: string): string => css.replace(/\s*([{}:;,>()%])\s*/g, '$1');

for (const { name, css, keeps, never, codes, at } of CASES)
  test(`a merchant's CSS: ${name}`, () => {
    const given = textOf(css);
    const { css: served, removed } = merchantCss(given, SHOP);
    const about = JSON.stringify({ served: served.slice(0, 400), removed: removed.slice(0, 5) });
    for (const kept of keeps) assert.ok(tight(served).includes(tight(kept)), `${kept} is kept: ${about}`);
    for (const gone of never) assert.ok(!served.toLowerCase().includes(gone.toLowerCase()), `${gone} goes: ${about}`);
    if (codes.length > 0) assert.ok(removed.length > 0, `something is told: ${about}`);
    for (const { code } of removed) assert.ok(codes.includes(code), `${code} is told: ${about}`);
    if (at) assert.deepEqual([removed[0]?.line, removed[0]?.column], at, about);
    holds(given);
  });

test('a merchant’s CSS: is read the same, and to its end, whatever was read before it', () => {
  const after = (before: string, css: string): unknown => {
    cssTree.parse(`${';'.repeat(css.length)}${before}`);
    return cssTree.parse(css);
  };
  const css = '(]a){}aa}}:):';
  for (const bracket of ['{', '(', '[']) assert.deepEqual(after(bracket, css), after(';', css), bracket);
  // Was never read to its end.
  after('{', '[data-email^="a"] }{ color: blue } .ca[d}ir=rtl]rd { color: red }');
});

const CORPORA = fileURLToPath(new URL('../../../../shared/corpora/', import.meta.url));

test(
  'a merchant’s CSS: nothing of what attackers wrote asks for an address or leaves the shop',
  { skip: !existsSync(CORPORA) },
  () => {
    for (const file of ['css-injection.jsonl', 'xss-html.jsonl'])
      for (const line of readFileSync(`${CORPORA}${file}`, 'utf8').split('\n').filter(Boolean)) {
        const { payload, encoding } = JSON.parse(line) as { payload: string; encoding?: string };
        if (file !== 'css-injection.jsonl' && !/style|url\(|@import|expression/i.test(payload)) continue;
        const css = encoding?.startsWith('base64') ? Buffer.from(payload, 'base64').toString() : payload;
        holds(css);
        holds(`.card{${css}}`);
      }
  },
);

test('a merchant’s CSS: what is dear to read is read in bounded time, or not', () => {
  const dear = [
    `a{background:${'red,'.repeat(8000)}red}`,
    `a{font:${'a '.repeat(20_000)}}`,
    'a{grid-template:'.repeat(1000),
    'a{width:calc('.repeat(60),
    `${'a,'.repeat(20_000)}a{top:0}`,
    `${':is(a,'.repeat(60)}b`,
    'a{transition:all 1s ease 1s,b 1s foo 1s}'.repeat(1500),
    '@media (x)'.repeat(5000),
    '/*'.repeat(30_000),
    '\\'.repeat(60_000),
    '"'.repeat(60_000),
    '&{'.repeat(60),
  ];
  const started = process.cpuUsage();
  for (const css of dear) holds(css);
  const { user, system } = process.cpuUsage(started);
  assert.ok((user + system) / 1e6 < 10, `${(user + system) / 1e6} s`);
});

test('a merchant’s CSS: three hundred spoiled style sheets hold what is promised', () => {
  const sheets = mutated(1);
  for (let left = 300; left > 0; left--) holds(sheets());
});

test('nothing is written into the log of the server, whatever a value costs', (t) => {
  const warned = t.mock.method(console, 'warn', () => undefined);
  const css = `.a { background: ${'url(/media/a.png), '.repeat(40)}red }`;
  merchantCss(css, SHOP);
  assert.equal(warned.mock.callCount(), 0);
});
