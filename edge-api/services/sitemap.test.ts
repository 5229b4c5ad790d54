import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SitemapRepository } from '../repositories/sitemap.ts';
import { sitemapService } from './sitemap.ts';

/** A store with so many products, which notes how many rows were asked for at once. */
function storeOf(count: number) {
  const asked: number[] = [];
  const keyOf = (place: number) => ({ createdAt: '2026-01-01', id: String(place).padStart(7, '0') });
  const repository: SitemapRepository = {
    products: () => Promise.resolve(count),
    productAt: (place) => Promise.resolve(place < count ? keyOf(place) : undefined),
    productsAfter(key, limit) {
      asked.push(limit);
      const first = key === null ? 0 : Number(key.id) + 1;
      const rows = Array.from({ length: Math.max(0, Math.min(limit, count - first)) }, (_, index) => ({
        ...keyOf(first + index),
        handle: `p-${first + index}`,
        updatedAt: '2026-01-01',
        image: null,
      }));
      return Promise.resolve(rows);
    },
    collectionsAfter: () => Promise.resolve([]),
  };
  const pages = { version: () => Promise.resolve(1), list: () => Promise.resolve([]) };
  return { service: sitemapService(repository, pages), asked };
}

test('all products are in one sitemap each, whatever a sitemap has room for, and never are many held', async () => {
  for (const [count, rowsEach] of [
    [0, 10],
    [1, 1],
    [10, 3],
    [4500, 2500],
    [5000, 2500],
  ] as const) {
    const { service, asked } = storeOf(count);
    const parts = (await service.parts(rowsEach)).find(({ kind }) => kind === 'products')?.count ?? 0;
    assert.equal(parts, Math.ceil(count / rowsEach));
    const seen: string[] = [];
    for (let part = 1; part <= parts; part += 1) {
      const before = seen.length;
      for await (const step of service.rows('products', part, rowsEach)) seen.push(...step.map(({ path }) => path));
      assert.ok(seen.length - before <= rowsEach);
    }
    assert.deepEqual([seen.length, new Set(seen).size], [count, count]);
    assert.ok(Math.max(0, ...asked) <= 1000);
    const beyond = await service.rows('products', parts + 1, rowsEach).next();
    assert.ok(beyond.done || beyond.value.length === 0, `${count} in ${rowsEach}`);
  }
});
