import assert from 'node:assert/strict';
import { SearchMemory } from '../search-memory.ts';
import { describe, it } from 'node:test';
import { createApp } from '../app.ts';
import type { Database } from '../db/database.ts';
import { startApi, testPorts } from '../routes/api.test-support.ts';
import { sell } from '../routes/catalogue.test-support.ts';
import { RenderedPages } from './catalogue-cache.ts';

const api = await startApi();
await api.store('ada', {}, sell(...Array.from({ length: 30 }, (_, i) => ({ handle: `mug-${i}`, title: `Mug ${i}` }))));

/** The app over a database that writes down what it is asked. */
function watched(rendered: RenderedPages | null, stamp: () => string | undefined = () => undefined) {
  let opened = 0;
  const asked: string[] = [];
  const { stores, ...ports } = testPorts(api.databases, { rendered });
  const watch = (db: Database): Database => ({
    ...db,
    all: (sql, args) => (asked.push('rows'), db.all(sql, args)),
    first: (sql, args) => (asked.push('row'), db.first(sql, args)),
    read: (statements) => (asked.push('batch'), db.read(statements)),
  });
  const app = createApp({
    ...ports,
    searchMemory: new SearchMemory({ maxBytes: 1e7, shares: true }),
    stores: {
      ...stores,
      stamp,
      async open(store) {
        opened += 1;
        const lease = await stores.open(store);
        return { database: watch(lease.database), release: lease.release };
      },
    },
  });
  const get = (path: string, headers: Record<string, string> = {}) =>
    Promise.resolve(app.request(`http://shop.test/v1/stores/ada${path}`, { headers }, { waitUntil: () => undefined }));
  return { get, asked, opened: () => opened };
}

describe('a page of the catalogue', () => {
  for (const path of ['/products', '/products/mug-1', '/collections']) {
    it(`costs one round trip for ${path}, one row when it is kept or the caller has it`, async () => {
      const { get, asked } = watched(new RenderedPages());
      const first = await get(path);
      const text = await first.text();
      assert.deepEqual(asked.splice(0), ['batch']);
      assert.equal(await (await get(path)).text(), text);
      assert.deepEqual(asked.splice(0), ['row']);
      const { status } = await get(path, { 'if-none-match': first.headers.get('etag') ?? '' });
      assert.deepEqual([status, asked.splice(0)], [304, ['row']]);
    });
  }

  for (const [path, most] of [
    ['/search?q=mug', 8],
    ['/search?q=mug&facets=none', 8],
    ['/search/suggest?q=mug', 7],
  ] as const) {
    it(`costs ${most} round trips at most for ${path}, one row when it is kept`, async () => {
      const { get, asked } = watched(new RenderedPages());
      for (const other of ['/search?q=other', '/search/suggest?q=other']) await get(other);
      asked.splice(0);
      const text = await (await get(path)).text();
      const trips = asked.splice(0);
      assert.ok(trips.length <= most, trips.join());
      assert.equal(await (await get(path)).text(), text);
      assert.deepEqual(asked.splice(0), ['row']);
    });
  }

  it('costs nothing, not even opening the store, while its database is stamped as it was', async () => {
    let stamp: string | undefined = 'one';
    const { get, asked, opened } = watched(new RenderedPages(), () => stamp);
    const first = await get('/products');
    const text = await first.text();
    assert.deepEqual([asked.splice(0), opened()], [['batch'], 1]);
    assert.equal(await (await get('/products')).text(), text);
    const { status } = await get('/products', { 'if-none-match': first.headers.get('etag') ?? '' });
    assert.deepEqual([status, asked.splice(0), opened()], [304, [], 1]);
    for (const other of ['two', undefined]) {
      stamp = other;
      assert.equal(await (await get('/products')).text(), text);
      assert.deepEqual(asked.splice(0), ['row']);
    }
  });

  it('is new after a write, however the database was stamped before', async () => {
    let stamp = 'one';
    const { get } = watched(new RenderedPages(), () => stamp);
    const etag = (await get('/collections')).headers.get('etag');
    await api.inspect('ada', (db) => db.run('UPDATE store_state SET catalogue_version = catalogue_version + 1'));
    stamp = 'two';
    assert.notEqual((await get('/collections')).headers.get('etag'), etag);
  });

  it('costs one round trip where nothing is kept', async () => {
    const { get, asked } = watched(null);
    await get('/products');
    await get('/products');
    assert.deepEqual(asked, ['batch', 'batch']);
  });

  it('is kept for each address apart', async () => {
    const { get } = watched(new RenderedPages());
    const [all, two] = [await get('/products'), await get('/products?limit=2')];
    assert.notEqual(all.headers.get('etag'), two.headers.get('etag'));
    assert.equal(((await (await get('/products?limit=2')).json()) as { products: [] }).products.length, 2);
  });
});

describe('kept pages', () => {
  it('stay within their bound, and those not used the longest leave first', () => {
    const pages = new RenderedPages(100);
    const page = { etag: 'e', json: 'x'.repeat(10), type: 'application/json' };
    for (let i = 0; i < 50; i++) {
      pages.set(`${i}`, page);
      pages.get('0');
    }
    assert.ok(pages.get('0') && pages.get('49'));
    assert.equal(pages.get('1'), undefined);
    pages.set('huge', { etag: 'e', json: 'x'.repeat(50), type: 'application/json' });
    assert.equal(pages.get('huge'), undefined);
  });
});
