import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BELIEF_WORKERS } from '../store-directory.ts';
import { assertError, onWorker, startApi } from './api.test-support.ts';
import { sell, type TestProduct } from './catalogue.test-support.ts';

const shirts: TestProduct = {
  handle: 'linen-shirt',
  title: 'Linen shirt',
  vendor: 'Weber',
  type: 'Shirt',
  tags: ['linen', 'summer'],
  description: 'Woven in the north.',
  collections: ['clothes'],
  variants: [
    { options: ['S', 'Blue'], price: 5900, compareAt: 6900, stock: 3, sku: 'LS-S-BL' },
    { options: ['M', 'Blue'], price: 6100, stock: 0 },
  ],
};
const many: TestProduct[] = Array.from({ length: 60 }, (_, i) => ({
  handle: `cup-${i}`,
  title: i % 7 === 0 ? 'Cup' : `Cup ${String.fromCharCode(65 + (i % 26))}${i}`,
  vendor: i % 2 ? 'Acme, Inc' : 'Ögon',
  type: 'Cup',
  position: Math.floor(i / 10),
  createdAt: `2026-02-01T00:00:0${i % 3}.000Z`,
  tags: i % 3 === 0 ? ['sale'] : [],
  collections: i < 30 ? ['cups'] : [],
  variants: [{ price: 100 * (1 + (i % 5)), stock: i % 4 }],
}));

const api = await startApi();
await api.store('ada', {}, sell(shirts, ...many, { handle: 'hidden', status: 'draft' }));
await api.store('bob', { currency: 'JPY', locale: 'ja' }, sell({ handle: 'hat' }));

describe('the catalogue', () => {
  it('tells what a store is', async () => {
    const { status, body } = await api.call('/v1/stores/bob');
    assert.equal(status, 200);
    assert.equal(body.store.currency, 'JPY');
    assert.deepEqual(body.store.languages, ['ja']);
    assert.deepEqual(body.store.shipsTo, []);
    assert.equal(body.store.paymentMethods[0].id, 'bank_transfer');
  });

  it('shows a product with variants, stock, options and what it cost before', async () => {
    const { body } = await api.call('/v1/stores/ada/products/linen-shirt');
    const { product } = body;
    assert.deepEqual(product.priceMin, { amountMinor: 5900, currency: 'EUR' });
    assert.deepEqual(product.compareAtPrice, { amountMinor: 6900, currency: 'EUR' });
    assert.deepEqual(
      product.options.map((option: { values: string[] }) => option.values),
      [['S', 'M'], ['Blue']],
    );
    assert.deepEqual(
      product.variants.map((v: { title: string; available: boolean; quantityAvailable: number }) => [
        v.title,
        v.available,
        v.quantityAvailable,
      ]),
      [
        ['S / Blue', true, 3],
        ['M / Blue', false, 0],
      ],
    );
    assert.deepEqual(product.collections, [{ handle: 'clothes', title: 'Collection clothes' }]);
    assert.equal(product.onlyVariantId, null);
  });

  it('answers product_not_found for the product of another store, and for one not on sale', async () => {
    assertError(await api.call('/v1/stores/ada/products/hat'), 'product_not_found', 404);
    assertError(await api.call('/v1/stores/ada/products/hidden'), 'product_not_found', 404);
  });

  it('lists collections with how much is on sale in each', async () => {
    const { body } = await api.call('/v1/stores/ada/collections');
    assert.deepEqual(
      body.collections.map((c: { handle: string; productCount: number }) => [c.handle, c.productCount]),
      [
        ['clothes', 1],
        ['cups', 30],
      ],
    );
  });

  for (const sort of ['featured', 'newest', 'price-asc', 'price-desc', 'title-asc', 'title-desc']) {
    for (const where of ['', '&collection=cups', '&filter.vendor=%C3%96gon&q=cup']) {
      it(`pages ${sort}${where} without a gap or a repeat, in one stable order`, async () => {
        const whole = await api.call(`/v1/stores/ada/products?limit=100&sort=${sort}${where}`);
        const expected = whole.body.products.map(({ id }: { id: string }) => id);
        assert.equal(whole.body.next, null);
        assert.equal(new Set(expected).size, expected.length);
        const seen: string[] = [];
        let after = '';
        do {
          const { body } = await api.call(`/v1/stores/ada/products?limit=7&sort=${sort}${where}${after}`);
          seen.push(...body.products.map(({ id }: { id: string }) => id));
          after = body.next ? `&after=${encodeURIComponent(body.next)}` : '';
        } while (after);
        assert.deepEqual(seen, expected);
        assert.ok(expected.length >= 30);
      });
    }
  }

  it('sorts by price and by title without regard to case', async () => {
    const prices = (await api.call('/v1/stores/ada/products?sort=price-desc&limit=100')).body.products.map(
      (p: { priceMin: { amountMinor: number } }) => p.priceMin.amountMinor,
    );
    assert.deepEqual(
      prices,
      [...prices].sort((a: number, b: number) => b - a),
    );
  });

  it('filters by every filter, a comma in a value written with a backslash', async () => {
    const count = async (query: string) =>
      (await api.call(`/v1/stores/ada/products?limit=100&${query}`)).body.products.length;
    assert.equal(await count('filter.type=Shirt'), 1);
    assert.equal(await count('filter.type=Shirt,Cup'), 61);
    assert.equal(await count(`filter.vendor=${encodeURIComponent('Acme\\, Inc')}`), 30);
    assert.equal(await count(`filter.vendor=${encodeURIComponent('Acme, Inc')}`), 0);
    assert.equal(await count('filter.available=false'), 15);
    assert.equal(await count('filter.tag=sale,summer'), 21);
    assert.equal(await count('filter.price.min=600&filter.price.max=6000'), 1);
    assert.equal(await count('filter.price.max=100'), 12);
    assert.equal(await count('collection=cups&filter.available=true&filter.type=Cup'), 22);
  });

  it('refuses what it cannot understand, and says where', async () => {
    for (const [query, path] of [
      ['limit=0', 'limit'],
      ['limit=101', 'limit'],
      ['limit=x', 'limit'],
      ['limit=1&limit=2', 'limit'],
      ['sort=cheap', 'sort'],
      ['filter.available=maybe', 'filter.available'],
      ['filter.price.min=-1', 'filter.price.min'],
      ['after=rubbish', 'after'],
      ['after=W10', 'after'],
      [`q=${'a'.repeat(201)}`, 'q'],
      ['q=%00', 'url'],
    ] as const) {
      const answer = await api.call(`/v1/stores/ada/products?${query}`);
      assertError(answer, 'invalid_request', 400);
      assert.equal(answer.body.error.issues[0].path, path, query);
    }
    assertError(await api.call('/v1/stores/ada/products?collection=nope'), 'collection_not_found', 404);
  });

  it('refuses a cursor of another order', async () => {
    const { body } = await api.call('/v1/stores/ada/products?limit=2');
    assertError(await api.call(`/v1/stores/ada/products?sort=newest&after=${body.next}`), 'invalid_request', 400);
  });

  it('answers 304 while the catalogue is unchanged, and anew at once when it has changed', async () => {
    const path = '/v1/stores/bob/products';
    const first = await api.call(path);
    const etag = first.headers.get('etag') ?? '';
    assert.match(etag, /^W\/"/);
    assert.equal(first.headers.get('cache-control'), 'public, max-age=0, must-revalidate');
    const again = await api.call(path, { headers: { 'if-none-match': `"x", ${etag}` } });
    assert.equal(again.status, 304);
    assert.equal((await api.call(path)).headers.get('etag'), etag);
    assert.equal((await api.call('/v1/stores/bob/products/none', { headers: { 'if-none-match': etag } })).status, 404);

    await api.inspect('bob', sell({ handle: `new-hat` }));
    const changed = await api.call(path, { headers: { 'if-none-match': etag } });
    assert.equal(changed.status, 200);
    assert.equal(changed.body.products.length, 2);
    assert.notEqual(changed.headers.get('etag'), etag);
    assert.equal((await api.call(path)).body.products.length, 2);
  });

  it('is open to every origin without a preflight, and answers one if asked', async () => {
    const { headers } = await api.call('/v1/stores/bob', { headers: { origin: 'https://host.example' } });
    assert.equal(headers.get('access-control-allow-origin'), '*');
    assert.equal(headers.get('timing-allow-origin'), '*');
    assert.match(headers.get('access-control-expose-headers') ?? '', /etag/);
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.equal(headers.get('access-control-allow-credentials'), null);
    const preflight = await api.call('/v1/stores/bob/quotes', { method: 'OPTIONS' });
    assert.equal(preflight.status, 204);
    assert.equal(preflight.headers.get('access-control-max-age'), '86400');
    const missing = await api.call('/v1/stores/nobody');
    assert.equal(missing.headers.get('access-control-allow-origin'), '*');
  });

  it('answers in JSON for stores and paths that are not there, and for methods they do not know', async () => {
    assertError(await api.call('/v1/stores/nobody'), 'store_not_found', 404);
    assertError(await api.call('/v1/stores/..%2fada/products'), 'store_not_found', 404);
    assertError(await api.call('/v1/stores/ada/nothing'), 'not_found', 404);
    assertError(await api.call('/nothing'), 'not_found', 404);
    const wrong = await api.call('/v1/stores/ada/products', { method: 'DELETE' });
    assertError(wrong, 'method_not_allowed', 405);
    assert.equal(wrong.headers.get('allow'), 'GET, HEAD, OPTIONS');
    assert.equal((await api.request('/v1/stores/ada/products', { method: 'HEAD' })).status, 200);
  });

  it('closes a suspended store, forgets a deleted one, and opens a resumed one', async () => {
    await api.store('eve', {}, sell({ handle: 'mug' }));
    const { stores } = api.databases;
    const { id } = (await stores.find('eve'))!;
    const at = new Date().toISOString();
    /** What the store answers once a change is seen: at once here, and on Workers as soon as what was known is too old. */
    const seen = async (status: number) => {
      const late = Date.now() + (onWorker ? BELIEF_WORKERS.staleMs + 1000 : 0);
      for (;;) {
        const answer = await api.call('/v1/stores/eve/products');
        if (answer.status === status || Date.now() >= late) return answer;
      }
    };
    await stores.suspend(id, at);
    assertError(await seen(423), 'store_suspended', 423);
    await stores.markDeleted(id, at);
    assertError(await seen(404), 'store_not_found', 404);
    await stores.resume(id, at);
    assertError(await seen(423), 'store_suspended', 423);
    await stores.resume(id, at);
    assert.equal((await seen(200)).status, 200);
  });
});

describe('what a product page shows', () => {
  it('are unit prices, how much is left, what is sent later, and when it is back', async () => {
    await api.store('soaps', { settings: { stock: { lowAt: 3 } } }, async (db) => {
      await sell({
        handle: 'soap',
        variants: [
          { options: ['few'], price: 1990, stock: 3 },
          { options: ['many'], price: 1990, stock: 4 },
          { options: ['gone'], price: 1990, stock: 0 },
          { options: ['later'], price: 1990, stock: 0, policy: 'continue' },
          { options: ['always'], price: 1990 },
        ],
      })(db);
      await db.run(
        `UPDATE variants SET unit_total = 500, unit_total_unit = 'ml', unit_base = 100, unit_base_unit = 'ml', restock_on = '2026-12-03'`,
      );
    });
    const { body } = await api.call('/v1/stores/soaps/products/soap');
    const variants: Record<string, unknown>[] = body.product.variants;
    assert.deepEqual(
      variants.map(({ title, lowStock, backOrdered, backInStockOn }) => [title, lowStock, backOrdered, backInStockOn]),
      [
        ['few', true, false, null],
        ['many', false, false, null],
        ['gone', false, false, '2026-12-03'],
        ['later', false, true, '2026-12-03'],
        ['always', false, false, null],
      ],
    );
    assert.deepEqual(variants[0]?.['unitPrice'], {
      price: { amountMinor: 398, currency: 'EUR' },
      quantity: 100,
      unit: 'ml',
    });
  });

  it('never says that few are left where the store does not want it', async () => {
    await api.store('quiet', { settings: { stock: { lowAt: 0 } } }, sell({ handle: 'mug', variants: [{ stock: 1 }] }));
    const { body } = await api.call('/v1/stores/quiet/products/mug');
    assert.equal(body.product.variants[0].lowStock, false);
  });

  it('are pictures in every width where the store says how, with videos among them', async () => {
    await api.store(
      'films',
      { settings: { images: { sizes: [{ startsWith: '/media/', address: '{url}?w={width}' }] } } },
      async (db) => {
        await sell({ handle: 'mug' })(db);
        await db.write(
          [
            `INSERT INTO images (id, product_id, url, position, placeholder) VALUES ('i1', 'p-mug', '/media/a.jpg', 1, '#d8cbb0'),
             ('i2', 'p-mug', 'https://cdn.shopify.com/b.jpg', 2, NULL)`,
            `INSERT INTO videos (id, product_id, url, position, poster) VALUES ('f1', 'p-mug', '/media/a.mp4', 2, '/media/p.jpg'),
             ('f2', 'p-mug', 'https://youtu.be/dQw4w9WgXcQ', 3, ''), ('f3', 'p-mug', 'nonsense', 3, '')`,
          ].map((sql) => ({ sql })),
        );
      },
    );
    const { body } = await api.call('/v1/stores/films/products/mug');
    const { images, videos } = body.product;
    const origin = new URL(images[0].url).origin;
    assert.deepEqual(
      images.map((image: Record<string, unknown>) => [image['sized'], image['placeholder']]),
      [
        [`${origin}/media/a.jpg?w={width}`, '#d8cbb0'],
        ['https://cdn.shopify.com/b.jpg?width={width}', null],
      ],
    );
    assert.deepEqual(videos, [
      {
        id: 'f1',
        alt: '',
        after: 1,
        poster: `${origin}/media/p.jpg`,
        source: { kind: 'file', files: [{ url: `${origin}/media/a.mp4`, type: 'video/mp4' }] },
      },
      { id: 'f2', alt: '', after: 2, poster: null, source: { kind: 'youtube', id: 'dQw4w9WgXcQ' } },
    ]);
  });
});
