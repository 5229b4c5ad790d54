import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Database } from '../../db/database.ts';
import { testFolder } from '../../db/folder.test-support.ts';
import { emptyStore } from '../../repositories/catalogue.test-support.ts';
import { salesRepository } from '../../repositories/search-sales.ts';
import { sell } from '../../routes/catalogue.test-support.ts';
import { order } from './orders.test-support.ts';
import { countSales, popularityOf, weightAt } from './count-sales.ts';

const folder = testFolder();
const DAY = 86_400_000;
const TODAY = Date.parse('2026-06-01T00:00:00.000Z');

async function storeOf(...handles: string[]): Promise<Database> {
  const db = await emptyStore(folder);
  await sell(...handles.map((handle) => ({ handle })))(db);
  return db;
}

const count = (db: Database, now = TODAY, untilMs = Infinity) =>
  countSales({ sales: salesRepository(db), now: () => now, pause: async () => undefined }, untilMs);
const tableOf = async (db: Database, sql: string) => (await db.all(sql)).map((row) => Object.values(row).join(' '));
const pairs = (db: Database) => tableOf(db, 'SELECT product_id, other_id, orders FROM product_pairs');
const scores = async (db: Database): Promise<Record<string, number>> =>
  Object.fromEntries(
    (await db.all('SELECT product_id, score FROM product_popularity')).map(({ product_id, score }) => [
      String(product_id),
      Number(score),
    ]),
  );
const seq = async (db: Database) => Number((await db.first('SELECT seq FROM search_state'))?.['seq']);

describe('counting orders', () => {
  test('counts each product and each pair once an order, from both sides', async () => {
    const db = await storeOf('a', 'b', 'c');
    await order(db, ['a', 'b', 'a'], TODAY);
    await order(db, ['a', 'b', 'c'], TODAY);
    await count(db);
    assert.deepEqual(await pairs(db), ['p-a p-b 2', 'p-a p-c 1', 'p-b p-a 2', 'p-b p-c 1', 'p-c p-a 1', 'p-c p-b 1']);
    assert.deepEqual(await tableOf(db, 'SELECT product_id, orders FROM product_sales'), ['p-a 2', 'p-b 2', 'p-c 1']);
  });

  test('goes on from where it was, and counts no order twice, not even beside another process', async () => {
    const db = await storeOf('a', 'b');
    for (let turn = 0; turn < 250; turn++) await order(db, ['a', 'b'], TODAY);
    assert.equal(await count(db, TODAY, 0), false, 'its time is over after one batch');
    assert.deepEqual(await pairs(db), ['p-a p-b 100', 'p-b p-a 100']);
    await Promise.all([count(db), count(db), count(db)]);
    assert.deepEqual(await pairs(db), ['p-a p-b 250', 'p-b p-a 250']);
    await order(db, ['a', 'b'], TODAY);
    await count(db);
    await count(db);
    assert.deepEqual(await pairs(db), ['p-a p-b 251', 'p-b p-a 251']);
  });

  test('waits for an order until it is paid or over, and counts only what was sold', async () => {
    const db = await storeOf('a', 'b', 'c');
    await order(db, ['a', 'b'], TODAY);
    await order(db, ['a', 'c'], TODAY);
    await order(db, ['b', 'c'], TODAY);
    const waiting = (...numbers: number[]) =>
      db.run('UPDATE orders SET reserved_until = CASE WHEN number IN (SELECT value FROM json_each(?)) THEN 1 END', [
        JSON.stringify(numbers),
      ]);
    await waiting(1002, 1003);
    await count(db);
    assert.deepEqual(await pairs(db), ['p-a p-b 1', 'p-b p-a 1']);
    await db.run("UPDATE orders SET status = 'cancelled' WHERE number = 1002");
    await waiting();
    await count(db);
    assert.deepEqual(await pairs(db), ['p-a p-b 1', 'p-b p-a 1', 'p-b p-c 1', 'p-c p-b 1']);
  });

  test('leaves out cancelled orders and products that are gone, and passes by orders that say nothing', async () => {
    const db = await storeOf('a', 'b', 'c');
    await order(db, ['a', 'b'], TODAY, 'cancelled');
    await order(db, ['a', 'gone'], TODAY);
    assert.equal(await count(db), true);
    assert.deepEqual(await pairs(db), []);
    await db.run("DELETE FROM products WHERE id = 'p-a'");
    assert.deepEqual(await tableOf(db, 'SELECT product_id FROM product_sales'), []);
  });

  test('pairs no more than twenty products of one order', async () => {
    const handles = Array.from({ length: 40 }, (_, index) => `x${String(index).padStart(2, '0')}`);
    const db = await storeOf(...handles);
    await order(db, handles, TODAY);
    await count(db);
    assert.equal((await pairs(db)).length, 20 * 19);
  });

  test('tells shoppers’ caches when something new is bought together', async () => {
    const db = await storeOf('a', 'b');
    const version = async () => Number((await db.first('SELECT catalogue_version AS n FROM store_state'))?.['n']);
    const before = await version();
    await order(db, ['a'], TODAY);
    await count(db);
    assert.equal(await version(), before);
    await order(db, ['a', 'b'], TODAY);
    await count(db);
    assert.equal(await version(), before + 1);
  });
});

describe('popularity', () => {
  test('grows with orders, and fades with time', async () => {
    const db = await storeOf('often', 'once', 'formerly', 'never');
    for (let turn = 0; turn < 8; turn++) {
      await order(db, ['formerly'], TODAY - 720 * DAY);
      await order(db, ['often'], TODAY);
    }
    await order(db, ['once'], TODAY);
    await count(db);
    const found = await scores(db);
    assert.ok(found['p-often']! > found['p-once']!);
    assert.ok(found['p-once']! > found['p-formerly']!, 'four half lives ago eight orders count half of one now');
    assert.ok(found['p-formerly']! > 0);
    assert.equal(found['p-never'], undefined);
  });

  test('is a change of the catalogue’s index only when it moves by more than a little', async () => {
    const db = await storeOf('a', 'b');
    for (let turn = 0; turn < 20; turn++) await order(db, ['a'], TODAY);
    await count(db);
    const before = await seq(db);
    await order(db, ['a'], TODAY);
    await count(db);
    assert.equal(await seq(db), before);
    await order(db, ['b'], TODAY);
    await count(db);
    assert.equal(await seq(db), before + 1);
  });

  test('of everything sold is looked at again turn by turn, so that what nobody orders fades', async () => {
    const db = await storeOf('a', 'b');
    for (let turn = 0; turn < 10; turn++) await order(db, ['a', 'b'], TODAY);
    await count(db);
    const before = (await scores(db))['p-a']!;
    await count(db, TODAY + 360 * DAY);
    assert.ok((await scores(db))['p-a']! < before);
  });

  test('is 0 to 255, and stays comparable however much a store sells', () => {
    assert.equal(popularityOf(0, 100, 1), 0);
    assert.equal(popularityOf(15, 15, 1), 250);
    assert.equal(popularityOf(128, 128, 1), 255);
    assert.equal(popularityOf(1e9, 1e9, 1) <= 255, true);
    assert.ok(popularityOf(3, 3, 1) < 140, 'three orders of a new shop are not yet the most there can be');
    assert.equal(weightAt(TODAY + 180 * DAY, TODAY), 2);
  });
});
