import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { assertError, onWorker, startApi } from './api.test-support.ts';
import { sell } from './catalogue.test-support.ts';

const api = await startApi();
await api.store(
  'ada',
  {},
  sell(
    {
      handle: 'lamp',
      title: 'Reading lamp',
      vendor: 'Lumen',
      type: 'Lamp',
      description: 'A light for the desk.',
      collections: ['reading'],
    },
    {
      handle: 'desk',
      title: 'Oak desk',
      vendor: 'Weber',
      type: 'Desk',
      description: 'Carries a lamp well.',
      variants: [{ sku: 'OD-100', stock: 0 }],
    },
    {
      handle: 'shoes',
      title: 'Running shoes',
      vendor: 'Weber',
      type: 'Shoe',
      tags: ['sport'],
      variants: [{ options: ['42', 'Crème'] }, { options: ['43', 'Crème'] }],
    },
    { handle: 'cafe', title: 'Café cup', vendor: 'Ögon', type: 'Cup' },
    { handle: 'arabic', title: 'عطر العود', vendor: 'قمر', type: 'عطر' },
    { handle: 'draft', title: 'Secret lamp', status: 'draft' },
    ...Array.from({ length: 30 }, (_, i) => ({
      handle: `mug-${i}`,
      title: `Mug number ${i}`,
      vendor: i % 3 ? 'Lumen' : 'Weber',
      type: 'Mug',
    })),
  ),
);

const handles = (body: { products: { handle: string }[] }) => body.products.map(({ handle }) => handle);
const search = async (query: string, more = '') =>
  (await api.call(`/v1/stores/ada/search?q=${encodeURIComponent(query)}${more}`)).body;

describe('search', () => {
  it('finds as the last word is typed, whatever its stem', async () => {
    for (const query of ['run', 'runn', 'runni', 'runnin', 'running', 'running s', 'shoe', 'SHOES'])
      assert.deepEqual(handles(await search(query)), ['shoes'], query);
  });

  it('finds by SKU, option, vendor and tag, without regard to accents', async () => {
    assert.deepEqual(handles(await search('OD-100')), ['desk']);
    assert.deepEqual(handles(await search('creme')), ['shoes']);
    assert.deepEqual(handles(await search('cafe')), ['cafe']);
    assert.deepEqual(handles(await search('sport')), ['shoes']);
    assert.deepEqual(handles(await search('عطر')), ['arabic']);
  });

  it('ranks a product named so above one that only mentions it, and shows none that is not on sale', async () => {
    assert.deepEqual(handles(await search('lamp')), ['lamp', 'desk']);
  });

  it('falls back to any of the words when no product has all', async () => {
    assert.deepEqual(handles(await search('lamp unicorn')), ['lamp', 'desk']);
    assert.equal((await search('unicorn')).total, 0);
  });

  it('pages hits without a gap or a repeat and counts them all', async () => {
    for (const query of ['mug', 'mug zebra', '']) {
      const seen: string[] = [];
      let next: string | null = null;
      let total = 0;
      do {
        const body = await search(query, `&limit=7${next ? `&after=${next}` : ''}`);
        seen.push(...handles(body));
        ({ next, total } = body);
      } while (next);
      assert.equal(seen.length, total, query);
      assert.equal(new Set(seen).size, total);
      assert.ok(total >= 30);
    }
  });

  it('counts facets under the other filters, so that their values stay to choose', async () => {
    const { facets, total } = await search('mug', '&filter.vendor=Weber');
    assert.equal(total, 10);
    const facet = (name: string) => facets.find((f: { name: string }) => f.name === name).values;
    assert.deepEqual(facet('vendor'), [
      { value: 'Lumen', label: 'Lumen', count: 20 },
      { value: 'Weber', label: 'Weber', count: 10 },
      // A cup is a mug by another name.
      { value: 'Ögon', label: 'Ögon', count: 1 },
    ]);
    assert.deepEqual(facet('type'), [{ value: 'Mug', label: 'Mug', count: 10 }]);
    assert.deepEqual(facet('available'), [{ value: 'true', label: 'true', count: 10 }]);
  });

  it('suggests products, collections and whole words while typing', async () => {
    const { body } = await api.call('/v1/stores/ada/search/suggest?q=rea');
    assert.deepEqual(handles(body), ['lamp']);
    assert.deepEqual(body.queries, ['reading']);
    assert.deepEqual(body.collections, [{ handle: 'reading', title: 'Collection reading' }]);
    const stem = (await api.call('/v1/stores/ada/search/suggest?q=runnin')).body;
    assert.deepEqual([handles(stem), stem.queries], [['shoes'], ['running']]);
    assert.deepEqual((await api.call('/v1/stores/ada/search/suggest?q=100%25')).body.collections, []);
    const mugs = (await api.call('/v1/stores/ada/search/suggest?q=mug')).body;
    assert.equal(mugs.products.length, 6);
    const nothing = (await api.call('/v1/stores/ada/search/suggest?q=')).body;
    assert.deepEqual(nothing, { products: [], collections: [], queries: [], didYouMean: null });
  });

  it('refuses what it cannot understand', async () => {
    assertError(await api.call('/v1/stores/ada/search'), 'invalid_request', 400);
    assertError(await api.call(`/v1/stores/ada/search?q=${'a'.repeat(201)}`), 'invalid_request', 400);
    assertError(await api.call('/v1/stores/ada/search?q=mug&after=xx'), 'invalid_request', 400);
    assertError(await api.call('/v1/stores/ada/search/suggest'), 'invalid_request', 400);
  });

  const corpora = new URL('../../../shared/corpora/', import.meta.url);
  const own = [
    '"',
    "'",
    '""',
    '* OR 1',
    'title:lamp',
    '^lamp',
    'NEAR(a b)',
    'a AND',
    '-',
    '(',
    '{a b}:c',
    '😀',
    '\u{1E900}',
    '%',
    '_',
    '\\',
    'lamp"; DROP TABLE products; --',
    'ﷺ',
    '\u202E',
    '\uFEFF',
    ' ',
  ];
  for (const name of ['naughty-strings', 'sql-injection']) {
    it(`treats every one of ${name} as text, in search, suggestions, filters and cursors`, async () => {
      const path = new URL(`${name}.jsonl`, corpora);
      const rows = existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n') : [];
      const given = rows.flatMap((row) => {
        const { payload, encoding } = JSON.parse(row) as { payload: unknown; encoding?: string };
        return typeof payload === 'string' && encoding === undefined ? [payload] : [];
      });
      // Over HTTP each costs milliseconds more, and the parsing is the same code.
      const some = onWorker ? given.filter((_, i) => i % 10 === 0) : given;
      for (const [index, payload] of [...own, ...some].entries()) {
        const q = encodeURIComponent(payload.replace(/\p{Cs}/gu, ''));
        const elsewhere = [
          `search/suggest?q=${q}`,
          `products?q=${q}`,
          `products?filter.vendor=${q}&filter.tag=${q}`,
          `products?after=${q}`,
          `products/${q}`,
        ];
        for (const path of [`search?q=${q}`, ...(index % 4 === 0 ? elsewhere : [])]) {
          const { status, body } = await api.call(`/v1/stores/ada/${path}`);
          assert.ok(status < 500, `${path} → ${status}`);
          assert.doesNotMatch(JSON.stringify(body), /SQLITE|fts5|syntax error/i);
        }
      }
      assert.equal((await search('')).total, 35);
    });
  }
});
