import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isAbort, type Database } from '../db/database.ts';
import { startApi } from '../routes/api.test-support.ts';
import { sell } from '../routes/catalogue.test-support.ts';
import { redemptionStatements, releaseRedemptions, retakeRedemptions } from './discounts.ts';

const api = await startApi();
let stores = 0;

/** A store with one discount, `SPRING`, of these limits. */
async function storeWith(
  limits: { total?: number; customer?: number; code?: number },
  work: (db: Database) => Promise<void>,
) {
  const handle = `limits-${(stores += 1)}`;
  await api.store(handle, {}, sell({ handle: 'mug', variants: [{ price: 1000 }] }));
  await api.inspect(handle, async (db) => {
    await db.write([
      {
        sql: `INSERT INTO discounts (id, title, kind, rule, usage_limit, customer_limit, created_at, updated_at)
              VALUES ('d', 'Spring', 'order', '{}', ?, ?, '', '')`,
        args: [limits.total ?? null, limits.customer ?? null],
      },
      {
        sql: `INSERT INTO discount_codes (id, discount_id, code, code_key, usage_limit, created_at)
              VALUES ('c', 'd', 'Spring', 'SPRING', ?, '')`,
        args: [limits.code ?? null],
      },
    ]);
    await work(db);
  });
}

/** Writes an order that uses the code, in one transaction. */
function order(db: Database, id: string, email = `${id}@shop.example`): Promise<unknown> {
  return db.write([
    {
      sql: `INSERT INTO orders (id, number, token_hash, token, idempotency_key, request_hash, price_version, email,
              shipping_address, delivery, payment, currency, subtotal_minor, shipping_minor, tax_minor, tax_included,
              total_minor, placed_at)
            SELECT :id, (SELECT coalesce(max(number), 0) + 1 FROM orders), :id, :id, :id, '', price_version, :email, '{}',
              '{}', '{}', 'EUR', 1, 0, 0, 1, 1, '2026-01-01T00:00:00.000Z' FROM store_state`,
      args: { id, email },
    },
    ...redemptionStatements({ id }, [{ discountId: 'd', codeId: 'c', kind: 'order', amountMinor: 1 }]),
  ]);
}

const usedUp = (error: unknown) => isAbort(error, 'discount_used_up');
const NOW = '2026-01-02T00:00:00.000Z';
const uses = async (db: Database) => {
  const row = await db.first('SELECT d.used AS d, c.used AS c FROM discounts d, discount_codes c');
  return [Number(row?.['d']), Number(row?.['c'])];
};

describe('uses of a discount', () => {
  it('never exceed its limit, and the order that would exceed it is not written', () =>
    storeWith({ total: 3 }, async (db) => {
      const outcomes = await Promise.allSettled(Array.from({ length: 9 }, (_, at) => order(db, `o${at}`)));
      const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
      assert.equal(refused.length, 6);
      assert.ok(refused.every(({ reason }) => usedUp(reason)));
      assert.equal((await db.all('SELECT 1 FROM orders')).length, 3);
      assert.deepEqual(await uses(db), [3, 3]);
    }));

  it('are limited for each code by itself', () =>
    storeWith({ total: 3, code: 1 }, async (db) => {
      await order(db, 'o1');
      await assert.rejects(order(db, 'o2'), usedUp);
    }));

  it('are counted by e-mail, whatever its case', () =>
    storeWith({ customer: 1 }, async (db) => {
      await order(db, 'o1', 'ada@shop.example');
      await assert.rejects(order(db, 'o2', 'Ada@Shop.example'), usedUp);
      await order(db, 'o3', 'bob@shop.example');
    }));

  it('are given back once when the order is cancelled, and taken again when it lives again', () =>
    storeWith({ total: 1 }, async (db) => {
      await order(db, 'o1');
      await db.write([releaseRedemptions('o1', NOW), releaseRedemptions('o1', NOW)]);
      assert.deepEqual(await uses(db), [0, 0]);
      await order(db, 'o2');
      await assert.rejects(order(db, 'o3'), usedUp);
      await db.write([retakeRedemptions('o1'), retakeRedemptions('o1')]);
      assert.deepEqual(await uses(db), [2, 2]);
      await db.run(`DELETE FROM orders WHERE id = 'o1'`);
      assert.deepEqual(await uses(db), [1, 1]);
    }));
});
