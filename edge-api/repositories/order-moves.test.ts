import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { storeMigrations } from '../../migrations/index.ts';
import {
  mayMove,
  MOVES,
  ORDER_STATES,
  PAYMENT_EXPIRED,
  type StateKind,
  type StateOf,
} from '../contract/order-states.ts';
import { isAbort, type Database } from '../db/database.ts';
import { testFolder } from '../db/folder.test-support.ts';
import { migrate } from '../db/migrate.ts';
import { createNode, fileAddress } from '../db/open.node.ts';
import { addEvent, giveBack, insertRefundLines, moveStatus, releaseStock, retakeStock } from './order-changes.ts';

const path = join(testFolder(), 'moves.db');
const AT = Date.UTC(2026, 10, 21);
let db: Database;
let made = 0;

interface Standing {
  readonly status?: StateOf<'status'>;
  readonly payment?: StateOf<'payment'>;
  readonly fulfilment?: StateOf<'fulfilment'>;
  readonly cancelReason?: string;
}

/** An order that stands so, with two lines of two units each of the variant `v`, taken from its stock. */
async function order({
  status = 'open',
  payment = 'pending',
  fulfilment = 'unfulfilled',
  cancelReason,
}: Standing = {}) {
  const id = `o${(made += 1)}`;
  await db.write([
    {
      sql: `INSERT INTO orders (id, number, token_hash, token, idempotency_key, request_hash, price_version, status, payment_status,
              fulfilment_status, email, shipping_address, delivery, payment, currency, subtotal_minor, shipping_minor,
              tax_minor, tax_included, total_minor, cart_id, placed_at, cancel_reason)
            SELECT :id, :number, :id, :id, :id, '', price_version, :status, :payment, :fulfilment, 'a@shop.example', '{}', '{}', '{}',
              'EUR', 40, 0, 0, 0, 40, 'cart', '2026', :reason FROM store_state`,
      args: { id, number: made, status, payment, fulfilment, reason: cancelReason ?? null },
    },
    ...[0, 1].map((position) => ({
      sql: `INSERT INTO order_lines (id, order_id, position, variant_id, product_id, quantity, unit_minor, total_minor, snapshot)
            VALUES (?, ?, ?, 'v', 'p', 2, 10, 20, '{}')`,
      args: [`${id}-${position}`, id, position],
    })),
    {
      sql: `INSERT INTO stock_movements (id, variant_id, order_id, delta, reason, created_at) VALUES (?, 'v', ?, -4, 'sale', '')`,
      args: [`m-${id}`, id],
    },
  ]);
  return id;
}

const stock = async () =>
  Number((await db.first(`SELECT inventory_quantity AS n FROM variants WHERE id = 'v'`))?.['n']);

before(async () => {
  db = createNode(fileAddress(path));
  await migrate(db, storeMigrations);
  await db.write([
    { sql: `INSERT INTO store_state (id, handle, name, currency) VALUES (1, 'ada', 'Ada', 'EUR')` },
    { sql: `INSERT INTO products (id, handle, title, created_at, updated_at) VALUES ('p', 'mug', 'Mug', '', '')` },
    {
      sql: `INSERT INTO variants (id, product_id, position, price_minor, inventory_tracked, inventory_quantity)
            VALUES ('v', 'p', 1, 10, 1, 100000)`,
    },
  ]);
});
after(() => db.close());

const COLUMNS = { status: 'status', payment: 'payment_status', fulfilment: 'fulfilment_status' } as const;
const kinds = Object.keys(ORDER_STATES) as StateKind[];

describe('the states of an order', () => {
  it('move as the list says and in no other way, whoever writes them', async () => {
    let legal = 0;
    for (const status of ORDER_STATES.status)
      for (const payment of ORDER_STATES.payment)
        for (const fulfilment of ORDER_STATES.fulfilment)
          for (const cancelReason of status === 'cancelled' ? ['other', PAYMENT_EXPIRED] : [undefined]) {
            const id = await order({ status, payment, fulfilment, ...(cancelReason ? { cancelReason } : {}) });
            const states = { status, payment, fulfilment, cancelReason: cancelReason ?? '' };
            for (const kind of kinds)
              for (const to of ORDER_STATES[kind]) {
                if (to === states[kind]) continue;
                const told = mayMove(states, kind, to);
                // A hand-written update meets the trigger; nothing of it stays.
                const error = await db
                  .write([
                    { sql: `UPDATE orders SET ${COLUMNS[kind]} = ? WHERE id = ?`, args: [to, id] },
                    { sql: 'INSERT INTO nowhere VALUES (1)' },
                  ])
                  .catch((thrown: unknown) => thrown);
                assert.equal(
                  isAbort(error, 'illegal_move'),
                  !told,
                  `${kind} from ${states[kind]} to ${to} with ${JSON.stringify(states)}`,
                );
                legal += Number(told);
              }
          }
    assert.ok(legal > 100);
  });

  it('have a name for every move, and no move twice', () => {
    for (const kind of kinds) {
      const names = MOVES[kind].map(({ name }) => name);
      assert.equal(new Set(names).size, names.length);
    }
  });

  it('move once when two want the same move, and never to where they are', async () => {
    const id = await order();
    const other = createNode(fileAddress(path));
    const outcomes = await Promise.allSettled(
      [db, other, db, other].map((one) =>
        one.write(moveStatus(id, { status: 'cancelled', cancelReason: 'other' }, AT)),
      ),
    );
    other.close();
    assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1);
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') assert.ok(isAbort(outcome.reason, 'illegal_move'));
    const row = await db.first('SELECT status, cancel_reason AS reason, version FROM orders WHERE id = ?', [id]);
    assert.deepEqual({ ...row }, { status: 'cancelled', reason: 'other', version: 2 });
  });

  it('do not move at all when one of several may not', async () => {
    const id = await order({ payment: 'refunded' });
    await assert.rejects(db.write(moveStatus(id, { payment: 'voided', status: 'cancelled' }, AT)), /illegal_move/);
    assert.equal((await db.first('SELECT status FROM orders WHERE id = ?', [id]))?.['status'], 'open');
  });

  it('have the open page of the shopper told', async () => {
    const id = await order();
    await db.write([...moveStatus(id, { payment: 'paid' }, AT), addEvent(id, 'paid', 'provider', AT, {}, true)]);
    const work = await db.first(`SELECT payload FROM outbox WHERE kind = 'order_mirror' ORDER BY id DESC`);
    assert.deepEqual(JSON.parse(String(work?.['payload'])), { kind: 'order_mirror', orderId: id, cartId: 'cart' });
  });
});

describe('the stock of an order', () => {
  it('comes back once, however often it is given back', async () => {
    const start = await stock();
    const id = await order();
    assert.equal(await stock(), start - 4);
    for (let time = 0; time < 3; time += 1) await db.write(releaseStock(id, AT));
    await db.write([giveBack(id, 'v', 1, 'restock', AT)]);
    assert.equal(await stock(), start);
    await assert.rejects(
      db.run(`INSERT INTO stock_movements VALUES ('x', 'v', ?, 1, 'return', '')`, [id]),
      /vitrine:illegal_move/,
    );
  });

  it('comes back but for what came back before, and is taken again whole', async () => {
    const start = await stock();
    const id = await order();
    await db.write([giveBack(id, 'v', 3, 'return', AT)]);
    assert.equal(await stock(), start - 1);
    await db.write(releaseStock(id, AT));
    assert.equal(await stock(), start);
    for (let time = 0; time < 2; time += 1) await db.write(retakeStock(id, AT));
    assert.equal(await stock(), start - 4);
    await db.write(releaseStock(id, AT));
    assert.equal(await stock(), start);
  });

  it('is not taken again where some of it is gone', async () => {
    const id = await order();
    await db.write(releaseStock(id, AT));
    const start = await stock();
    await db.run(`UPDATE variants SET inventory_quantity = 3 WHERE id = 'v'`);
    await assert.rejects(db.write(retakeStock(id, AT)), /vitrine:not_enough_stock/);
    assert.equal(await stock(), 3);
    await db.run(`UPDATE variants SET inventory_quantity = ? WHERE id = 'v'`, [start]);
  });

  it('comes back by a refund once a unit, and no unit is paid back twice', async () => {
    const start = await stock();
    const id = await order({ payment: 'paid' });
    await db.write([
      {
        sql: `INSERT INTO payments (id, order_id, provider, method, status, amount_minor, currency, captured_minor, created_at, updated_at)
              VALUES (?, ?, 'manual', 'b', 'succeeded', 40, 'EUR', 40, '', '')`,
        args: [`pay-${id}`, id],
      },
    ]);
    const refund = (key: string, amount: number, quantity: number) =>
      db.write([
        {
          sql: `INSERT INTO refunds (id, order_id, payment_id, amount_minor, idempotency_key, created_at, updated_at)
                VALUES (:key, :order, :payment, :amount, :key, '', '')`,
          args: { key, order: id, payment: `pay-${id}`, amount },
        },
        ...insertRefundLines(id, key, [{ lineId: `${id}-0`, quantity, amountMinor: amount, restock: true }], AT),
      ]);
    await refund('r1', 10, 1);
    await assert.rejects(refund('r2', 20, 2), /CHECK constraint failed: refunded/);
    await assert.rejects(refund('r3', 31, 1), /vitrine:refund_too_high/);
    assert.equal(await stock(), start - 3);
    assert.equal((await db.first('SELECT count(*) AS n FROM refunds WHERE order_id = ?', [id]))?.['n'], 1);
  });
});
