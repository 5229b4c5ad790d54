import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { storeMigrations } from '../../migrations/index.ts';
import type { Database } from '../db/database.ts';
import { testFolder } from '../db/folder.test-support.ts';
import { migrate } from '../db/migrate.ts';
import { createNode, fileAddress } from '../db/open.node.ts';
import { readOrder } from './order-rows.ts';

const folder = testFolder();
const ADDRESS = JSON.stringify({ name: 'Ada', line1: 'Way 1', city: 'Berlin', country: 'DE' });
const at = storeMigrations.findIndex(({ name }) => name === '0011_orders');

/** A shop as it was before: four orders in every state there was, their lines, payments and movements. */
async function before(): Promise<Database> {
  const db = createNode(fileAddress(join(folder, 'old.db')));
  await migrate(db, storeMigrations.slice(0, at));
  const states = [
    ['open', 'pending', 'unfulfilled', 'pending'],
    ['completed', 'paid', 'fulfilled', 'paid'],
    ['cancelled', 'voided', 'unfulfilled', 'failed'],
    ['completed', 'refunded', 'fulfilled', 'refunded'],
  ] as const;
  await db.write([
    { sql: `INSERT INTO store_state (id, handle, name, currency) VALUES (1, 'ada', 'Ada', 'EUR')` },
    { sql: `INSERT INTO products (id, handle, title, created_at, updated_at) VALUES ('p', 'mug', 'Mug', '', '')` },
    {
      sql: `INSERT INTO variants (id, product_id, position, price_minor, inventory_tracked, inventory_quantity)
            VALUES ('v', 'p', 1, 500, 1, 10)`,
    },
    { sql: `INSERT INTO customers (id, email, created_at) VALUES ('c', 'ada@shop.example', '2026')` },
    ...states.flatMap(([status, payment, fulfilment, paid], index) => [
      {
        sql: `INSERT INTO orders (id, number, token_hash, token, idempotency_key, request_hash, price_version, status, payment_status,
                fulfilment_status, customer_id, email, shipping_address, delivery, payment, note, currency, subtotal_minor,
                shipping_minor, tax_minor, tax_included, total_minor, cart_id, placed_at)
              SELECT :id, :number, :id, :id, :id, 'h', price_version, :status, :payment, :fulfilment, 'c', 'ada@shop.example',
                :address, '{"id":"s","title":"S"}', '{"id":"bank_transfer","title":"B","instructions":""}', 'n', 'EUR', 1000, 0,
                160, 1, 1000, 'cart', '2026-01-01T00:00:00.000Z' FROM store_state`,
        args: { id: `o${index}`, number: 1001 + index, status, payment, fulfilment, address: ADDRESS },
      },
      {
        sql: `INSERT INTO order_lines VALUES (?, 0, 'v', 'p', 2, 500, 1000,
                '{"key":"k","options":{},"title":"Mug","variantTitle":"","productHandle":"mug","sku":null,"image":null}')`,
        args: [`o${index}`],
      },
      {
        sql: `INSERT INTO payments VALUES (?, ?, 'manual', 'bank_transfer', ?, 1000, 'EUR', '2026')`,
        args: [`pay${index}`, `o${index}`, paid],
      },
      {
        sql: `INSERT INTO stock_movements VALUES (?, 'v', ?, -2, 'sale', '2026')`,
        args: [`m${index}`, `o${index}`],
      },
    ]),
  ]);
  return db;
}

describe('orders of a shop that is older than their states', () => {
  it('lose nothing on the way, and owe what they owed', async () => {
    const db = await before();
    await migrate(db, storeMigrations);
    assert.deepEqual(await db.all('PRAGMA foreign_key_check'), []);
    const count =
      await db.first(`SELECT (SELECT count(*) FROM orders) AS orders, (SELECT count(*) FROM order_lines) AS lines,
      (SELECT count(*) FROM payments) AS payments, (SELECT count(*) FROM stock_movements) AS movements,
      (SELECT inventory_quantity FROM variants) AS stock`);
    assert.deepEqual({ ...count }, { orders: 4, lines: 4, payments: 4, movements: 4, stock: 2 });
    const found = await Promise.all(['o0', 'o1', 'o2', 'o3'].map((id) => readOrder(db, 'id', id)));
    assert.deepEqual(
      found.map((one) => one && [one.order.paidMinor, one.order.refundedMinor, one.order.lines[0]?.fulfilled]),
      [
        [0, 0, 0],
        [1000, 0, 2],
        [0, 0, 0],
        [1000, 1000, 2],
      ],
    );
    assert.deepEqual(
      found.map((one) => one?.order.payments[0]?.status),
      ['pending', 'succeeded', 'failed', 'succeeded'],
    );
    assert.equal(found[0]?.order.events[0]?.type, 'placed');
    assert.equal(found[0]?.order.customerId, 'c');
    // Its guards are there again: stock, prices.
    await assert.rejects(
      db.run(`INSERT INTO stock_movements VALUES ('x', 'v', NULL, -3, 'sale', '')`),
      /vitrine:not_enough_stock/,
    );
    await db.run('UPDATE store_state SET price_version = 7');
    await assert.rejects(db.run(`INSERT INTO orders SELECT * FROM orders WHERE id = 'o0'`), /vitrine:prices_changed/);
    db.close();
  });
});
