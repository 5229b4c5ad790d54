import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { localEmbedder } from '../../adapters/embeddings/local.ts';
import { DIMENSIONS, type Embedder } from '../../adapters/embeddings/port.ts';
import { seededRandom } from '../../repositories/catalogue-synthetic.test-support.ts';
import { searchSettingsRepository } from '../../repositories/search-settings.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { SearchSettings } from '../../contract/search-settings.ts';
import { sell } from '../../routes/catalogue.test-support.ts';
import { SCORED } from './ranking.ts';
import { SEAL_LENGTH } from './seal.ts';
import { shopOf } from './search.test-support.ts';

const SEED = Number(process.env['VITRINE_TEST_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

const computers = await shopOf([
  ...Array.from({ length: 6 }, (_, n) => ({
    handle: `notebook-${n}`,
    title: `Contoso ProBook ${n} 14" 16 GB`,
    vendor: 'Contoso',
    type: 'Notebook',
  })),
  { handle: 'bag', title: 'Bag for 14" laptop', vendor: 'Weber', type: 'Bag' },
  { handle: 'stand', title: 'Laptop stand', vendor: 'Weber', type: 'Stand' },
  {
    handle: 'mouse',
    title: 'Logi MX 518 gaming mouse',
    vendor: 'Logi',
    type: 'Mouse',
    variants: [{ sku: 'LG-910/005' }],
  },
  { handle: 'pad', title: 'Mouse pad', vendor: 'Weber', type: 'Pad' },
  { handle: 'mousepad', title: 'Mousepad XL', vendor: 'Logi', type: 'Pad' },
  { handle: 'headset', title: 'Wireless headset', vendor: 'Logi', type: 'Headset' },
  { handle: 'keyboard', title: 'Mechanical keyboard', vendor: 'Logi', type: 'Keyboard' },
  { handle: 'couch', title: 'Blue couch', vendor: 'Weber', type: 'Couch' },
]);

describe('search by words', () => {
  it('finds a model number however it is written', async () => {
    for (const q of ['MX 518', 'mx518', 'MX-518', 'mx 518 mouse', 'lg-910/005', 'LG910 005'])
      assert.equal((await computers.handles(q))[0], 'mouse', q);
  });

  it('finds what is written as one by two words, and the other way round', async () => {
    assert.equal((await computers.handles('head set'))[0], 'headset');
    assert.deepEqual((await computers.handles('mouse pad')).slice(0, 2), ['pad', 'mousepad']);
  });

  it('puts what it is before what it goes with, whatever the catalogue calls it', async () => {
    const found = await computers.handles('laptop');
    assert.ok(
      found.slice(0, 6).every((handle) => handle.startsWith('notebook')),
      found.join(),
    );
    assert.ok(found.includes('stand') && found.includes('bag'));
    assert.equal((await computers.handles('laptop bag'))[0], 'bag');
  });

  it('puts misspelled words right, says so, and leaves them when asked to', async () => {
    const found = await computers.find('mechancial keybord');
    assert.equal(found.products[0]?.handle, 'keyboard');
    assert.equal(found.corrected, 'mechanical keyboard');
    const exact = await computers.find('keybord', { spelling: 'exact' });
    assert.deepEqual([exact.corrected, exact.total], [null, 0]);
    assert.equal((await computers.find('keyboard')).corrected, null);
  });

  it('shows the closest when nothing has all the words, and says so', async () => {
    const found = await computers.find('blue keyboard');
    assert.equal(found.relaxed, true);
    assert.deepEqual(found.products.map(({ handle }) => handle).sort(), ['couch', 'keyboard']);
    assert.equal((await computers.find('mechanical keyboard')).products[0]?.handle, 'keyboard');
  });

  it('finds by synonyms, the typed word first', async () => {
    assert.deepEqual(await computers.handles('sofa'), ['couch']);
  });

  it('takes words apart that are written as one', async () => {
    const shop = await shopOf(
      Array.from({ length: 4 }, (_, n) => ({ handle: `l-${n}`, title: `Lampe ${n}` })).concat(
        Array.from({ length: 4 }, (_, n) => ({ handle: `s-${n}`, title: `Schreibtisch ${n}` })),
        [{ handle: 'both', title: 'Lampe für den Schreibtisch' }],
      ),
      'de',
    );
    assert.equal((await shop.handles('Schreibtischlampe'))[0], 'both');
  });

  it('finds in scripts without spaces', async () => {
    const shop = await shopOf(
      [
        { handle: 'a', title: '無線マウス 黒' },
        { handle: 'b', title: '有線キーボード' },
      ],
      'ja',
    );
    assert.deepEqual(await shop.handles('マウス'), ['a']);
    assert.deepEqual(
      (await shop.suggest('キー')).products.map(({ handle }) => handle),
      ['b'],
    );
  });

  it('puts what is sold out behind its equals, unless the merchant does not want it', async () => {
    const shop = await shopOf([
      { handle: 'gone', title: 'Oak shelf', variants: [{ stock: 0 }] },
      { handle: 'there', title: 'Oak shelf', variants: [{ stock: 3 }] },
    ]);
    assert.deepEqual(await shop.handles('oak shelf', { facets: 'all' }), ['there', 'gone']);
  });

  it('shows what a merchant pins first and hides what they hide, for this query alone', async () => {
    const shop = await shopOf(['a', 'b', 'c', 'd'].map((handle) => ({ handle, title: `Oak shelf ${handle}` })));
    const settings = SearchSettings.parse({ rules: [{ query: 'Oak Shelves', pins: ['d', 'nobody'], hides: ['a'] }] });
    await searchSettingsRepository(shop.database).write(settings, 0, '2026-01-01T00:00:00Z');
    const found = await shop.find('oak shelf', { limit: 2 });
    assert.equal(found.products[0]?.handle, 'd');
    assert.equal(found.total, 3);
    const second = await shop.handles('oak shelf', { limit: 2, after: found.next! });
    assert.deepEqual([...found.products.map(({ handle }) => handle), ...second].sort(), ['b', 'c', 'd']);
    assert.equal((await shop.find('oak')).total, 4);
  });

  it('shows every pin, on as many pages as they need', async () => {
    const names = Array.from({ length: 40 }, (_, n) => `chair-${n}`);
    const shop = await shopOf(names.map((handle) => ({ handle, title: 'Oak chair' })));
    const rules = [
      { query: 'chair', pins: names.slice(0, 26) },
      { query: 'chairs', pins: names.slice(14, 40) },
    ];
    await searchSettingsRepository(shop.database).write(SearchSettings.parse({ rules }), 0, '2026-01-01T00:00:00Z');
    const seen: string[] = [];
    for (let after: string | null | undefined; after !== null;) {
      const page = await shop.find('chair', { limit: 7, ...(after ? { after } : {}) });
      assert.equal(page.total, 40);
      seen.push(...page.products.map(({ handle }) => handle));
      after = page.next;
    }
    assert.deepEqual(seen.slice(0, 26), names.slice(0, 26));
    assert.deepEqual([...seen].sort(), [...names].sort());
  });

  it('takes no cursor whose borders or words somebody changed', async () => {
    const shop = await shopOf(Array.from({ length: 9 }, (_, n) => ({ handle: `c-${n}`, title: 'Oak chair' })));
    const { next } = await shop.find('chair', { limit: 2 });
    const [seal, body] = [next!.slice(0, SEAL_LENGTH), next!.slice(SEAL_LENGTH)];
    const changed = encodeCursor(Object.assign(decodeCursor(body) as unknown[], { 2: [[0, 1, 'oak', 1]] }));
    assert.equal((await shop.handles('chair', { after: next! })).length, 7);
    for (const after of [seal + changed, changed, body, `A${next!.slice(1)}`, `B${next!.slice(1)}`])
      if (after !== next) await assert.rejects(shop.find('chair', { after }), { code: 'invalid_request' });
  });

  it('makes a cursor that fits an address of the longest query with the most synonyms', async () => {
    const words = Array.from({ length: 12 }, (_, n) => `word${String.fromCharCode(97 + n)}`);
    const long = (n: number, m: number) =>
      `${String.fromCharCode(97 + n)}${'x'.repeat(35)}${String.fromCharCode(97 + m)}`;
    const synonyms = words.map((word, n) => ({ from: [word], to: Array.from({ length: 10 }, (_, m) => long(n, m)) }));
    const shop = await shopOf(
      Array.from({ length: 30 }, (_, k) => ({
        handle: `p-${k}`,
        title: words.join(' '),
        description: words.map((_, n) => Array.from({ length: 10 }, (_, m) => long(n, m)).join(' ')).join(' '),
      })),
    );
    await searchSettingsRepository(shop.database).write(SearchSettings.parse({ synonyms }), 0, '2026-01-01T00:00:00Z');
    const { next } = await shop.find(words.join(' '), { limit: 10 });
    assert.ok(next !== null && next.length <= 5000, String(next?.length));
    assert.equal((await shop.handles(words.join(' '), { after: next! })).length, 20);
  });

  it('offers no word of what is a draft by now', async () => {
    const products = Array.from({ length: 120 }, (_, n) => ({ handle: `lamp-${n}`, title: `Lamp ${n}` }));
    const shop = await shopOf([...products, { handle: 'secret', title: 'Zorgblatt machine' }]);
    assert.equal((await shop.find('zorgbaltt')).corrected, 'zorgblatt');
    await shop.database.run(`UPDATE products SET status = 'draft' WHERE handle = 'secret'`);
    assert.equal((await shop.find('zorgbaltt')).corrected, null);
    assert.equal((await shop.suggest('zorgbaltt')).didYouMean, null);
  });

  it('offers to finish a word, and the word behind a finished one', async () => {
    assert.deepEqual((await computers.suggest('keyb')).queries, ['keyboard']);
    assert.equal((await computers.suggest('mous')).queries[0], 'mouse');
    assert.equal((await computers.suggest('keybaord')).didYouMean, 'keyboard');
  });

  it('offers what is called so before what only mentions it, while somebody types', async () => {
    const about = 'Wool and linen, by hand. '.repeat(6);
    const shop = await shopOf([
      { handle: 'lamp', title: 'Aften table lamp with linen shade', description: about },
      { handle: 'throw', title: 'Throw', description: `Lambswool. ${about}` },
      { handle: 'pillow', title: 'Pillow', description: `For below a lamp. ${about}` },
      ...Array.from({ length: 6 }, (_, n) => ({ handle: `rug-${n}`, title: 'Rug', description: about })),
    ]);
    const offered = (await shop.suggest('lam')).products.map(({ handle }) => handle);
    assert.equal(offered[0], 'lamp', offered.join());
    assert.deepEqual(offered.sort(), ['lamp', 'pillow', 'throw']);
  });

  it('adds what is near in meaning, in an order and a number that stay from page to page', async () => {
    // An embedder for which whatever one sits on is near, and nearer the lower its number.
    const angle = (text: string) => (/sofa|seat/i.test(text) ? Number(/\d+/.exec(text)?.[0] ?? 0) / 50 : Math.PI / 2);
    const embedder: Embedder = {
      ...localEmbedder,
      name: 'angles',
      weight: 0.5,
      embed: async (texts) =>
        texts.map((text) => {
          const vector = new Float32Array(DIMENSIONS);
          vector.set([Math.cos(angle(text)), Math.sin(angle(text))]);
          return vector;
        }),
    };
    const named = (title: string, count: number) =>
      Array.from({ length: count }, (_, n) => ({ handle: `${title}-${n + 1}`, title: `${title} ${n + 1}` }));
    const shop = await shopOf([...named('seat', 20), ...named('sofa', 9), ...named('vase', 60)], 'en', embedder);
    const settings = SearchSettings.parse({ builtInSynonyms: false });
    await searchSettingsRepository(shop.database).write(settings, 0, '2026-01-01T00:00:00Z');
    const whole = await shop.find('sofa', { limit: 50 });
    const order = whole.products.map(({ handle }) => handle);
    assert.deepEqual([whole.total, whole.matching, whole.relaxed, whole.next], [50, 9, true, null]);
    assert.ok(
      order.slice(0, 9).every((handle) => handle.startsWith('sofa')),
      order.join(),
    );
    assert.deepEqual(
      order.slice(9, 29),
      named('seat', 20).map(({ handle }) => handle),
    );
    const walked: string[] = [];
    for (let after: string | null | undefined; after !== null;) {
      const page = await shop.find('sofa', { limit: 7, ...(after ? { after } : {}) });
      assert.deepEqual([page.total, page.matching, page.relaxed], [50, 9, true]);
      walked.push(...page.products.map(({ handle }) => handle));
      after = page.next;
    }
    assert.deepEqual(walked, order);
  });

  it('takes no cursor that no page made', async () => {
    for (const after of ['xx', btoa('["ranked"]'), btoa('[]'), 'a'.repeat(3000)])
      await assert.rejects(computers.find('mouse', { after }), { code: 'invalid_request' });
  });

  it(`neither repeats nor skips a product while others come, go and change (VITRINE_TEST_SEED=${SEED})`, async () => {
    const random = seededRandom(SEED);
    const upTo = (count: number) => Math.floor(random() * count);
    const adjectives = ['oak', 'blue', 'small', 'round', 'old', 'tall'];
    const make = (n: number) => ({
      handle: `p-${n}`,
      title: `${adjectives[upTo(6)]} ${adjectives[upTo(6)]} shelf ${upTo(3) ? '' : 'lamp'}`,
      description: random() < 0.5 ? 'A shelf for a lamp' : '',
      variants: [{ stock: upTo(3), price: 100 * upTo(9) }],
    });
    for (const [q, count] of [
      ['shelf', SCORED + 150],
      ['oak lamp', 160],
    ] as const) {
      let next = count;
      const shop = await shopOf(Array.from({ length: count }, (_, n) => make(n)));
      const before = new Set<string>();
      for (let after: string | null | undefined; after !== null;) {
        const page = await shop.find(q, { limit: 100, ...(after ? { after } : {}) });
        for (const { handle } of page.products) before.add(handle);
        after = page.next;
      }
      assert.equal(before.size, (await shop.find(q)).total);
      const touched = new Set<string>();
      const seen: string[] = [];
      for (let after: string | null | undefined; after !== null;) {
        // Whoever looks at the facets half way has everything about every product read, and no order may change by it.
        const facets = seen.length === 60 ? 'all' : 'none';
        const page = await shop.find(q, { limit: 60, facets, ...(after ? { after } : {}) });
        seen.push(...page.products.map(({ handle }) => handle));
        after = page.next;
        await sell(...Array.from({ length: 5 }, () => make((next += 1))))(shop.database);
        for (let n = 0; n < 5; n += 1) {
          const handle = `p-${upTo(count)}`;
          touched.add(handle);
          const sql = [
            'DELETE FROM products WHERE handle = ?',
            'UPDATE products SET price_min_minor = 7, price_max_minor = 7, available = 1 - available WHERE handle = ?',
            `UPDATE products SET title = 'lamp shelf oak oak' WHERE handle = ?`,
          ][upTo(3)]!;
          await shop.database.run(sql, [handle]);
        }
      }
      assert.equal(
        new Set(seen).size,
        seen.filter((handle) => !touched.has(handle)).length +
          [...new Set(seen)].filter((handle) => touched.has(handle)).length,
        'repeated',
      );
      for (const handle of before) if (!touched.has(handle)) assert.ok(seen.includes(handle), `${handle} was skipped`);
    }
  });
});
