import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ProductSort } from '../contract/products.ts';
import type { Database, Statement } from '../db/database.ts';
import { startApi } from '../routes/api.test-support.ts';
import { sell } from '../routes/catalogue.test-support.ts';
import { productRepository, type ListQuery } from './products.ts';

const api = await startApi();
await api.store(
  'ada',
  {},
  sell(...Array.from({ length: 500 }, (_, i) => ({ handle: `p-${i}`, collections: [i % 2 ? 'odd' : 'even'] }))),
);

/** How SQLite reads the page of a list. */
async function planOf(query: Partial<ListQuery> & { sort: ProductSort }): Promise<string> {
  return api.inspect('ada', async (db) => {
    await db.run('ANALYZE');
    let list: Statement | undefined;
    const spy: Database = { ...db, read: (statements) => ((list = statements[1]), db.read(statements)) };
    await productRepository(spy).list({ filter: {}, limit: 24, ...query });
    const plan = await db.all(`EXPLAIN QUERY PLAN ${list?.sql}`, list?.args ?? []);
    return plan.map((row) => row['detail']).join('\n');
  });
}

describe('a page of a list', () => {
  for (const sort of ['featured', 'newest', 'price-asc', 'price-desc', 'title-asc', 'title-desc'] as const) {
    it(`by ${sort} is read from an index, from where the page before ended`, async () => {
      const key = sort.startsWith('price') || sort === 'featured' ? 100 : 'p-100';
      const plan = await planOf({ sort, after: { key, id: 'p-100' } });
      assert.match(plan, /SEARCH p USING INDEX products_by_/);
      assert.doesNotMatch(plan, /TEMP B-TREE/);
    });
  }

  it('of a collection in the merchant’s order is read from its own index', async () => {
    for (const after of [undefined, { key: -100, id: 'p-100' }]) {
      const plan = await planOf({ sort: 'featured', collection: 'odd', after });
      assert.match(plan, /SEARCH cp USING COVERING INDEX collection_products_by_position/);
      assert.doesNotMatch(plan, /TEMP B-TREE/);
    }
  });
});
