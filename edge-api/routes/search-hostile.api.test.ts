import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import type { SearchAnswer } from '../contract/search.ts';
import { SEARCH_MEMORY, SearchMemory } from '../search-memory.ts';
import { onWorker, startApi } from './api.test-support.ts';
import { sell } from './catalogue.test-support.ts';

/** Texts of others' tests and attacks; see the readme beside them. */
const HOSTILE = JSON.parse(
  readFileSync(new URL('../services/fixtures/hostile-queries.json', import.meta.url), 'utf8'),
) as Record<'naughty' | 'sql' | 'markup', string[]>;

/** What FTS5, LIKE, GLOB, JSON paths, cursors and our own query grammar give a meaning to. */
const SYNTAX = [
  ...['"', '""', '"""', "'", '`', '*', '**', 'lam*', '*amp', '^', '^lamp', '-', '- lamp', '-lamp', '+lamp', '+', ':'],
  ...[
    'title:lamp',
    'title : lamp',
    'title:',
    ':lamp',
    '{title vendor}:lamp',
    '{title',
    '-{title}:lamp',
    'nocolumn:lamp',
  ],
  ...[
    'lamp AND',
    'AND',
    'AND AND',
    'OR',
    'NOT',
    'lamp NOT',
    'NOT lamp',
    'lamp AND NOT desk',
    'lamp OR OR desk',
    'lamp  AND  desk',
  ],
  ...[
    'NEAR',
    'NEAR(',
    'NEAR(lamp desk',
    'NEAR(lamp desk, 5)',
    'NEAR(lamp desk, -1)',
    'NEAR/2',
    'lamp NEAR/99999999999 desk',
  ],
  ...[
    '(',
    ')',
    '()',
    '(lamp',
    'lamp)',
    '((((((((((lamp))))))))))',
    '('.repeat(200),
    '"lamp',
    'lamp"',
    '"lamp" "',
    '"lamp" + "desk"',
  ],
  ...[
    '%',
    '%%',
    '_',
    '____',
    'l%p',
    'l_mp',
    '\\',
    '\\%',
    '[',
    ']',
    '[a-z]',
    '[^a]',
    '?',
    'l?mp',
    '$.a',
    '$[0]',
    '{}',
    '[]',
    'null',
  ],
  ...[
    'search_index',
    'products_fts',
    'rank',
    'rowid',
    "rank:'bm25(1)'",
    'search_index MATCH 1',
    'highlight(search_index,0,1,2)',
  ],
  ...[
    ',',
    '\\,',
    ',,,',
    ';',
    '--',
    '/*',
    '*/',
    '#',
    '@',
    '&',
    '=',
    '!',
    '~',
    '|',
    '||',
    '<>',
    '0',
    '-1',
    '1e400',
    'NaN',
  ],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'prototype lamp',
    'undefined',
    '[object Object]',
    'false',
  ],
  ...[
    'a',
    'aa',
    'ab',
    'lamp '.repeat(40),
    'l a m p',
    'a '.repeat(99),
    'lamp-lamp-lamp',
    'lamp.lamp',
    'x'.repeat(200),
    '9'.repeat(200),
  ],
  ...[
    'mx518',
    'MX 518',
    'mx-518',
    '518',
    '5'.repeat(60) + 'a'.repeat(60),
    '1a'.repeat(100),
    '漢'.repeat(200),
    'é'.repeat(200),
  ],
];

/** Control characters, spaces that are none, marks that change direction, marks without a letter, half of a character. */
const CHARACTERS = [
  ...Array.from({ length: 33 }, (_, code) => String.fromCodePoint(code)),
  ...[
    '\u007F',
    '\u0080',
    '\u009F',
    '\u00A0',
    '\u00AD',
    '\u034F',
    '\u061C',
    '\u115F',
    '\u180E',
    '\u200B',
    '\u200D',
    '\u200F',
  ],
  ...[
    '\u2028',
    '\u2029',
    '\u202A',
    '\u202E',
    '\u2066',
    '\u2069',
    '\u3000',
    '\u3164',
    '\uE000',
    '\uFDD0',
    '\uFDFA',
    '\uFEFF',
  ],
  ...[
    '\uFFFC',
    '\uFFFD',
    '\uFFFE',
    '\uFFFF',
    '\u{1D173}',
    '\u{1F468}\u200D\u{1F469}',
    '\u{E0001}',
    '\u{10FFFF}',
    '\u0301',
    'İ',
    'ı',
    'ẞ',
    'ŉ',
  ],
];

/** What is no UTF-8, and no escape of it, as it is written in an address. */
const BROKEN_ESCAPES = [
  '%',
  '%A',
  '%ZZ',
  '%00',
  '%80',
  '%C0%80',
  '%FC%80%80%80%80%80',
  '%ED%A0%80',
  '%ED%A0%BD%ED%B8%80',
  '%F4%90%80%80',
  '%FF%FE',
  '%u0041',
  '%25',
  '%2500',
  '%C3%28',
  '+',
  '%2B',
];

const api = await startApi({ searchMemory: new SearchMemory({ maxBytes: SEARCH_MEMORY.node, shares: true }) });
await api.store(
  'ada',
  {},
  sell(
    {
      handle: 'lamp',
      title: 'Reading lamp',
      vendor: 'Lumen',
      type: 'Lamp',
      variants: [{ options: ['Red'], sku: 'MX-518' }],
    },
    { handle: 'desk', title: 'Oak desk', vendor: 'Weber', type: 'Desk', tags: ['oak'], collections: ['study'] },
    // What merchants write is as wild as what shoppers type.
    ...HOSTILE.naughty.map((text, at) => ({
      handle: `wild-${at}`,
      title: text || '-',
      vendor: text,
      type: text,
      tags: [text],
    })),
  ),
);
/** Far beyond what any of these takes, also on a machine that does much else: only work that explodes takes longer. */
const SLOWEST_MS = 10_000;
const PRODUCTS = HOSTILE.naughty.length + 2;

/** Asks, and checks that the answer is an ordinary one or says what is wrong with the question. */
async function ask(path: string): Promise<unknown> {
  const started = performance.now();
  const { status, body } = await api.call(`/v1/stores/ada/${path}`);
  const shown = path.slice(0, 300);
  assert.ok([200, 400, 414].includes(status), `${shown} → ${status} ${JSON.stringify(body)}`);
  assert.doesNotMatch(
    JSON.stringify(body.error ?? ''),
    /sqlite|fts5|syntax error|no such (?:table|column|function)|malformed| at \//i,
    shown,
  );
  assert.ok(performance.now() - started < SLOWEST_MS, `${shown} took ${Math.round(performance.now() - started)} ms`);
  return status === 200 ? body : undefined;
}

const both = (q: string): string[] => [`search?q=${q}`, `search/suggest?q=${q}`];
/** Over HTTP each costs milliseconds more, and the parsing is the same code. */
const some = <Item>(items: readonly Item[], every: number): Item[] =>
  onWorker ? items.filter((_, at) => at % every === 0) : [...items];
const escaped = (text: string): string => encodeURIComponent(text.replace(/\p{Cs}/gu, '\uFFFD'));

describe('search, asked by nobody who wants to find something,', () => {
  it('takes the syntax of full-text queries, patterns and cursors for text', async () => {
    for (const text of some(SYNTAX, 6)) for (const path of both(escaped(text))) await ask(path);
    for (const text of some(SYNTAX, 12)) await ask(`search?q=lamp&sort=${escaped(text)}&after=${escaped(text)}`);
  });

  it('takes characters that cannot be seen, alone and inside a word', async () => {
    for (const text of some(CHARACTERS, 12))
      for (const q of [text, `la${text}mp`, `lamp${text}`, `${text} lamp`, text.repeat(20)])
        for (const path of both(escaped(q))) await ask(path);
  });

  it('takes escapes that are none', async () => {
    for (const q of BROKEN_ESCAPES) for (const path of [...both(q), ...both(`lamp${q}desk`)]) await ask(path);
  });

  it('takes what others collected against applications', async () => {
    for (const text of some([...HOSTILE.naughty, ...HOSTILE.sql, ...HOSTILE.markup], 15))
      for (const path of both(escaped(text.slice(0, 200)))) await ask(path);
  });

  it('takes the same in filters, whose names are free as well', async () => {
    for (const text of some([...SYNTAX, ...CHARACTERS, ...HOSTILE.sql], 24)) {
      const value = escaped(text);
      await ask(
        `search?q=lamp&filter.vendor=${value}&filter.tag=${value}&filter.type=${value}&filter.collection=${value}`,
      );
      await ask(`search?q=&filter.option.${value}=${value}&filter.metafield.${value}.${value}=${value}`);
      await ask(
        `search?q=&filter.price.min=${value}&filter.price.max=${value}&filter.available=${value}&limit=${value}`,
      );
    }
  });

  it('refuses what is too long, and answers what is just short enough', async () => {
    for (const text of ['a', 'lamp ', '"', '(', '%', '* ', 'a-', '漢', 'é', '\u202E', 'NEAR(', 'title:']) {
      const long = escaped(text).repeat(Math.ceil(10_240 / escaped(text).length));
      for (const path of both(long)) assert.equal(await ask(path), undefined, text);
      for (const path of both(escaped(text.repeat(200).slice(0, 200)))) assert.ok(await ask(path), `200 of ${text}`);
    }
    const many = Array.from({ length: 500 }, (_, at) => `q=${at}`).join('&');
    for (const path of [`search?${many}`, `search/suggest?${many}`, `search?q=a&${'filter.tag=x&'.repeat(400)}`])
      await ask(path);
  });

  it('gives a wildcard no power: it finds what has the sign, and nothing else', async () => {
    for (const sign of ['%', '_', '*', '%%%', '__', '\\', '[a-z]*'])
      for (const facet of ['vendor', 'tag', 'type', 'option.Option 1', 'collection']) {
        const found = (await ask(`search?q=&filter.${encodeURIComponent(facet)}=${escaped(sign)}`)) as SearchAnswer;
        const own = HOSTILE.naughty.includes(sign) && facet !== 'collection' && !facet.startsWith('option');
        assert.ok(found.total <= (own ? 1 : 0), `${facet} = ${sign} finds ${found.total}`);
      }
  });

  it('gives back, byte for byte, what merchants wrote, and finds it by that', async () => {
    const { products } = (await ask('search?q=&limit=100')) as SearchAnswer;
    const titles = new Set(HOSTILE.naughty.map((text) => text || '-'));
    for (const { handle, title } of products) if (handle.startsWith('wild-')) assert.ok(titles.has(title), title);
    for (const [at, text] of some([...HOSTILE.naughty.entries()], 5)) {
      // The import trims what merchants write, and nothing they write has the sign 0.
      if (text === '' || text.trim() !== text || text.includes('\0')) continue;
      const value = escaped(text.replace(/[\\,]/g, '\\$&'));
      const found = (await ask(`search?q=&filter.vendor=${value}&limit=100`)) as SearchAnswer;
      assert.ok(
        found.products.some(({ handle }) => handle === `wild-${at}`),
        `${JSON.stringify(text)} is not found by its vendor`,
      );
    }
  });

  const corpora = new URL('../../../shared/corpora/', import.meta.url);
  for (const name of [
    'naughty-strings',
    'sql-injection',
    'xss-html',
    'xss-framework',
    'xss-jsctx',
    'json-parsing',
    'csv-injection',
  ]) {
    const path = new URL(`${name}.jsonl`, corpora);
    it(
      `takes every line of ${name}`,
      { skip: !existsSync(path) && 'the corpora are not beside the project' },
      async () => {
        const rows = readFileSync(path, 'utf8').trim().split('\n');
        const given = rows.map((row) => JSON.parse(row) as { payload: string; encoding?: string });
        for (const [at, { payload, encoding }] of some(given, given.length > 1000 ? 100 : 25).entries()) {
          const bytes = encoding === undefined ? Buffer.from(payload) : Buffer.from(payload, 'base64');
          // Lone bytes stay what they are: the address carries them as they came.
          const q = [...bytes.subarray(0, 190)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
          // Of thousands every other line is for suggestions.
          for (const path of given.length > 1000 ? [both(q)[at % 2]!] : both(q)) await ask(path);
        }
      },
    );
  }

  it('still has every product, and still finds', async () => {
    assert.equal(((await ask('search?q=')) as SearchAnswer).total, PRODUCTS);
    const { products } = (await ask('search?q=reading%20lamp')) as SearchAnswer;
    assert.equal(products[0]?.handle, 'lamp');
  });
});
