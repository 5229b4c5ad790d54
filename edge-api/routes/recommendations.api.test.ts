import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { localEmbedder } from '../adapters/embeddings/local.ts';
import type { Database } from '../db/database.ts';
import { salesRepository } from '../repositories/search-sales.ts';
import { vectorRepository } from '../repositories/search-vectors.ts';
import { countSales } from '../services/search/count-sales.ts';
import { embedProducts } from '../services/search/embed-products.ts';
import { order } from '../services/search/orders.test-support.ts';
import { assertError, startApi } from './api.test-support.ts';
import { sell, type TestProduct } from './catalogue.test-support.ts';

const api = await startApi();
const now = Date.parse('2026-06-01T00:00:00.000Z');

/** Learns what a server learns while nobody waits. */
const learn = (handle: string) =>
  api.inspect(handle, async (db) => {
    await countSales({ sales: salesRepository(db), now: () => now }, Infinity);
    await embedProducts(
      { vectors: vectorRepository(db), embedder: localEmbedder, now: () => now },
      { untilMs: Infinity },
    );
  });

async function shop(
  handle: string,
  products: readonly TestProduct[],
  { orders = [], picks = {} }: { orders?: readonly string[][]; picks?: Record<string, string[]> } = {},
  learns = true,
): Promise<void> {
  await api.store(handle, {}, async (db: Database) => {
    await sell(...products)(db);
    for (const handles of orders) await order(db, handles, now);
    const recommendations = Object.entries(picks).map(([product, picks]) => ({ product, picks }));
    await db.run('UPDATE search_settings SET version = 1, settings = ?', [JSON.stringify({ recommendations })]);
  });
  if (learns) await learn(handle);
}

async function ask(store: string, path: string): Promise<{ kind: string; handles: string[] }> {
  const { status, body } = await api.call(`/v1/stores/${store}/${path}`);
  assert.equal(status, 200, JSON.stringify(body));
  return { kind: body.kind, handles: body.products.map((product: { handle: string }) => product.handle) };
}

const HOME: TestProduct[] = [
  { handle: 'mug', title: 'Ceramic mug', type: 'Mugs', vendor: 'Halden', variants: [{ price: 1200 }] },
  { handle: 'mug-set', title: 'Set of ceramic mugs', type: 'Mugs', vendor: 'Halden', variants: [{ price: 4000 }] },
  { handle: 'mug-sold', title: 'Ceramic mug, tall', type: 'Mugs', vendor: 'Halden', variants: [{ stock: 0 }] },
  { handle: 'lamp', title: 'Brass lamp', type: 'Lamps', vendor: 'Oslo' },
  { handle: 'shade', title: 'Lamp shade of brass', type: 'Lamps', vendor: 'Oslo' },
  { handle: 'rug', title: 'Woven rug', type: 'Rugs', vendor: 'Oslo' },
  { handle: 'draft', title: 'Ceramic mug, new', type: 'Mugs', status: 'draft' },
];

describe('recommendations for a product', () => {
  test('are what is most like it, never itself, nothing that is not on sale, and nothing sold out first', async () => {
    await shop('home', HOME);
    const { kind, handles } = await ask('home', 'products/mug/recommendations?kind=similar');
    assert.equal(kind, 'similar');
    assert.equal(handles[0], 'mug-set');
    assert.equal(handles.at(-1), 'mug-sold');
    assert.deepEqual(handles.toSorted(), ['lamp', 'mug-set', 'mug-sold', 'rug', 'shade']);
    assert.equal((await ask('home', 'products/lamp/recommendations?limit=1')).handles[0], 'shade');
  });

  test('are what is bought with it, beyond what everybody buys, where two orders say so', async () => {
    const orders = [
      ...Array.from({ length: 3 }, () => ['mug', 'rug', 'bag']),
      ['mug', 'bag'],
      ...Array.from({ length: 40 }, () => ['bag']),
      ['mug', 'lamp'],
    ];
    await shop('bought', [...HOME, { handle: 'bag' }], { orders });
    const { kind, handles } = await ask('bought', 'products/mug/recommendations?kind=bought-together');
    assert.equal(kind, 'bought-together');
    assert.deepEqual(handles.slice(0, 2), ['rug', 'bag'], 'the bag is bought more often, but by everybody');
    assert.equal(handles[2], 'mug-set', 'one order with the lamp says nothing: what is similar follows');
  });

  test('are the merchant’s picks first, in the merchant’s order', async () => {
    await shop('picky', HOME, {
      orders: [
        ['mug', 'lamp'],
        ['mug', 'lamp'],
      ],
      picks: { mug: ['rug', 'draft', 'nothing', 'shade'], lamp: ['mug'] },
    });
    const { kind, handles } = await ask('picky', 'products/mug/recommendations');
    assert.equal(kind, 'picks');
    assert.deepEqual(handles.slice(0, 4), ['rug', 'shade', 'lamp', 'mug-set']);
    assert.equal((await ask('picky', 'products/shade/recommendations?kind=picks')).kind, 'similar');
    assert.equal((await ask('picky', 'products/mug/recommendations?kind=similar')).handles[0], 'mug-set');
  });

  test('go by type, vendor and collection before anything is learnt, and then by what is there', async () => {
    await shop('new', HOME, {}, false);
    const { kind, handles } = await ask('new', 'products/mug/recommendations');
    assert.equal(kind, 'similar');
    assert.deepEqual([handles[0], handles.length], ['mug-set', 5]);
    assert.equal(handles.at(-1), 'mug-sold');
  });

  test('are never empty while the store has other products, were they sold out or nothing like it', async () => {
    await shop('two', [
      { handle: 'a', title: 'Alpha' },
      { handle: 'b', title: 'Zzz', variants: [{ stock: 0 }] },
    ]);
    for (const kind of ['auto', 'similar', 'bought-together', 'picks'])
      assert.deepEqual((await ask('two', `products/a/recommendations?kind=${kind}`)).handles, ['b'], kind);
    await shop('one', [{ handle: 'a' }]);
    assert.deepEqual((await ask('one', 'products/a/recommendations')).handles, []);
  });

  test('of a product that is not there, or not on sale, are product_not_found', async () => {
    await shop('gone', HOME, {}, false);
    for (const handle of ['nothing', 'draft'])
      assertError(await api.call(`/v1/stores/gone/products/${handle}/recommendations`), 'product_not_found', 404);
    assertError(await api.call('/v1/stores/gone/products/mug/recommendations?kind=magic'), 'invalid_request', 400);
    assertError(await api.call('/v1/stores/gone/products/mug/recommendations?limit=25'), 'invalid_request', 400);
  });

  test('are kept by caches until the catalogue changes, or something is learnt', async () => {
    await shop('kept', HOME, {}, false);
    const path = '/v1/stores/kept/products/mug/recommendations';
    const first = await api.call(path);
    const etag = first.headers.get('etag') ?? '';
    assert.equal((await api.call(path, { headers: { 'if-none-match': etag } })).status, 304);
    await learn('kept');
    assert.equal((await api.call(path, { headers: { 'if-none-match': etag } })).status, 200);
  });
});

describe('recommendations for several products', () => {
  test('go with all of them, and are none of them', async () => {
    const orders = Array.from({ length: 3 }, () => ['lamp', 'rug']);
    await shop('cart', HOME, { orders });
    const together = await ask('cart', 'recommendations?products=mug,lamp');
    assert.deepEqual([together.kind, together.handles[0]], ['bought-together', 'rug']);
    assert.ok(!together.handles.includes('mug') && !together.handles.includes('lamp'));
    const similar = await ask('cart', 'recommendations?products=mug,lamp&kind=similar&limit=2');
    assert.deepEqual(similar.handles.toSorted(), ['mug-set', 'shade']);
  });

  test('are what sells most, then what is newest, where no product is named or none is there', async () => {
    await shop('popular', HOME, { orders: [['rug'], ['rug'], ['lamp'], ['mug-sold'], ['mug-sold'], ['mug-sold']] });
    for (const products of ['', 'nothing', ',,', '%5C,'])
      for (const kind of ['auto', 'similar', 'bought-together']) {
        const found = await ask('popular', `recommendations?products=${products}&kind=${kind}&limit=3`);
        assert.deepEqual([found.kind, ...found.handles], ['popular', 'rug', 'lamp', 'shade'], `${products} ${kind}`);
      }
    await shop('newest', HOME);
    assert.deepEqual(await ask('newest', 'recommendations?products=&limit=2'), {
      kind: 'newest',
      handles: ['rug', 'shade'],
    });
  });

  test('viewed are the products themselves that are still on sale, in the order they were named', async () => {
    await shop('viewed', HOME, {}, false);
    const { kind, handles } = await ask(
      'viewed',
      'recommendations?products=rug,nothing,draft,mug-sold,mug&kind=viewed',
    );
    assert.deepEqual([kind, ...handles], ['viewed', 'rug', 'mug-sold', 'mug']);
    assert.deepEqual((await ask('viewed', 'recommendations?products=&kind=viewed')).handles, []);
  });

  test('need products to be named, and take hostile names for what they are: handles nobody has', async () => {
    await shop('hostile', HOME, {}, false);
    assertError(await api.call('/v1/stores/hostile/recommendations'), 'invalid_request', 400);
    assertError(
      await api.call(`/v1/stores/hostile/recommendations?products=${'a'.repeat(8001)}`),
      'invalid_request',
      400,
    );
    for (const name of [`'; DROP TABLE products; --`, '%', '"', '[]', '{"a":1}', '$.x', '\u{1F4A9}', '\\'])
      assert.ok(
        (await ask('hostile', `recommendations?products=${encodeURIComponent(name)}`)).handles.length > 0,
        name,
      );
  });
});
