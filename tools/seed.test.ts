import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { openDatabases, type Databases } from '../edge-api/adapters/provisioning/compose.node.ts';
import type { SqlRow } from '../edge-api/db/database.ts';
import { readEnvironment } from '../edge-api/env.ts';
import { dressSampleShops } from './sample-pages.ts';
import { sampleShops, seedSampleShops } from './seed.ts';

/** A picture of ours is a drawing of a few kilobytes, less than half of it when compressed. */
const MOST_BYTES = 12_000;
/** A film of ours shows how one looks, and is short. */
const MOST_FILM_BYTES = 80_000;

const mediaFolder = (shop: string): string => fileURLToPath(new URL(`../demo/shops/${shop}/media/`, import.meta.url));

describe('sample shops', () => {
  let dataDir: string;
  let databases: Databases;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'vitrine-seed-'));
    databases = await openDatabases(readEnvironment({ DATA_DIR: dataDir }));
  });
  afterEach(async () => {
    databases.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  async function rows(shop: string, sql: string): Promise<SqlRow[]> {
    const store = await databases.stores.find(shop);
    assert.ok(store);
    const lease = await databases.lease(store);
    try {
      return await lease.database.all(sql);
    } finally {
      lease.release();
    }
  }

  it('are made at the first start, and left alone after it', async () => {
    assert.deepEqual(await seedSampleShops(databases), ['halden', 'qamar']);
    assert.deepEqual(await seedSampleShops(databases), []);
  });

  it('have a front page, a page about them and a blog at their own hosts, made once', async () => {
    const shops = await seedSampleShops(databases);
    for (let start = 0; start < 2; start += 1) await dressSampleShops(databases, shops);
    for (const shop of shops) {
      const pages = await rows(shop, `SELECT type FROM pages WHERE live_version IS NOT NULL ORDER BY type`);
      const types = pages.map(({ type }) => type);
      assert.deepEqual(types, ['about', 'home', ...types.slice(2).fill('post')], shop);
      assert.ok(types.length > 2, shop);
    }
  });

  it('have blocks that are live, made once', async () => {
    for (let start = 0; start < 2; start += 1) await seedSampleShops(databases);
    for (const shop of await sampleShops()) {
      const live = await rows(shop, 'SELECT name FROM blocks WHERE live_version IS NOT NULL ORDER BY name');
      const names = live.map(({ name }) => name);
      assert.deepEqual(names, ['bestsellers', 'free-delivery', 'size-guide', 'small-extras'], shop);
    }
  });

  it('are filled again by the next start when the first was interrupted', async () => {
    await seedSampleShops(databases);
    await rows('qamar', 'DELETE FROM products');
    assert.deepEqual(await seedSampleShops(databases), ['qamar']);
  });

  for (const [shop, least] of [
    ['halden', 36],
    ['qamar', 24],
  ] as const) {
    it(`show what a shop can have: ${shop}`, async () => {
      await seedSampleShops(databases);
      const [found] = await rows(
        shop,
        `SELECT (SELECT count(*) FROM products WHERE status = 'active') AS products,
          (SELECT count(*) FROM collections) AS collections,
          (SELECT count(*) FROM products WHERE variant_count > 2) AS choices,
          (SELECT count(*) FROM variants WHERE compare_at_minor > price_minor) AS reduced,
          (SELECT count(*) FROM variants WHERE inventory_tracked = 0) AS untracked,
          (SELECT count(*) FROM variants WHERE inventory_tracked = 1 AND inventory_quantity <= 0 AND inventory_policy = 'deny') AS gone,
          (SELECT count(*) FROM variants WHERE inventory_policy = 'continue') AS back_orders,
          (SELECT count(*) FROM products WHERE available = 0) AS sold_out,
          (SELECT count(*) FROM variants WHERE unit_total > 0) AS unit_prices,
          (SELECT count(*) FROM variants WHERE restock_on IS NOT NULL AND inventory_quantity <= 0) AS awaited,
          (SELECT min(length(description_text)) FROM products) AS shortest`,
      );
      assert.ok(found);
      assert.ok(Number(found['products']) >= least, `${found['products']} products`);
      assert.ok(Number(found['collections']) >= 5);
      for (const what of [
        'choices',
        'reduced',
        'untracked',
        'gone',
        'back_orders',
        'sold_out',
        'unit_prices',
        'awaited',
      ])
        assert.ok(Number(found[what]) > 0, what);
      assert.ok(Number(found['shortest']) > 100, 'every product is described');
    });

    it(`has a picture for everything, and no picture for nothing: ${shop}`, async () => {
      await seedSampleShops(databases);
      const used = await rows(shop, 'SELECT url FROM images UNION SELECT url FROM videos');
      const files = await readdir(mediaFolder(shop));
      assert.deepEqual(used.map(({ url }) => url).sort(), files.map((file) => `/media/${shop}/${file}`).sort());
      assert.equal((await rows(shop, 'SELECT 1 FROM products WHERE image IS NULL')).length, 0);
      for (const file of files) {
        const most = file.endsWith('.svg') ? MOST_BYTES : MOST_FILM_BYTES;
        assert.ok((await stat(join(mediaFolder(shop), file))).size < most, file);
      }
      assert.equal((await rows(shop, 'SELECT 1 FROM images WHERE placeholder IS NULL')).length, 0);
    });
  }

  it('are the folders of demo/shops', async () => {
    assert.deepEqual(await sampleShops(), ['halden', 'qamar']);
  });
});
