import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { storeMigrations } from '../../migrations/index.ts';
import { composeOrders } from '../compose-orders.ts';
import { PlaceOrder } from '../contract/orders.ts';
import type { Database } from '../db/database.ts';
import { testFolder } from '../db/folder.test-support.ts';
import { migrate } from '../db/migrate.ts';
import { createNode, fileAddress } from '../db/open.node.ts';
import { cartRepository } from '../repositories/carts.ts';
import { checkoutDraftRepository } from '../repositories/checkout-drafts.ts';
import { orderRepository } from '../repositories/orders.ts';
import { quoteRepository } from '../repositories/quotes.ts';
import { stateRepository } from '../repositories/state.ts';
import { sell, variantId } from '../routes/catalogue.test-support.ts';
import { cartService } from './carts.ts';
import { checkoutDraftService } from './checkout-drafts.ts';
import { checkoutService } from './checkouts.ts';
import { ApiError } from './errors.ts';
import type { OrderMoney } from './order-money.ts';
import { quoteService } from './quotes.ts';

const folder = testFolder();
const MINUTE = 60_000;
const cup = variantId('cup');
let made = 0;

/** A shop with ten cups, and as many connections to its file as there are processes that serve it. */
async function shop({ connections = 1, money = {} }: { connections?: number; money?: Partial<OrderMoney> } = {}) {
  const path = join(folder, `${(made += 1)}.db`);
  const databases = Array.from({ length: connections }, () => createNode(fileAddress(path)));
  const db = databases[0]!;
  await migrate(db, storeMigrations);
  const settings = JSON.stringify({
    paymentMethods: [
      { id: 'bank', title: 'Bank' },
      { id: 'card', title: 'Card', provider: 'test' },
    ],
  });
  await db.run(`INSERT INTO store_state (id, handle, name, currency, settings) VALUES (1, 'ada', 'Ada', 'EUR', ?)`, [
    settings,
  ]);
  await sell({ handle: 'cup', variants: [{ price: 500, stock: 10 }] })(db);
  const clock = { now: Date.UTC(2026, 10, 21) };
  const now = () => clock.now;
  const troubles: string[] = [];
  const serving = (database: Database) => {
    const orders = orderRepository(database);
    const quotes = quoteService(quoteRepository(database), now, () => true);
    const state = stateRepository(database);
    const onTrouble = (what: string) => void troubles.push(what);
    const asked: OrderMoney = { settle: async () => undefined, refund: async () => undefined, ...money };
    const carts = cartService({ carts: cartRepository(database), state, live: null, now, onTrouble });
    const drafts = checkoutDraftService({ drafts: checkoutDraftRepository(database), state, carts, now });
    return {
      checkouts: checkoutService({
        ...{ orders, quotes, carts, drafts, live: false, mostOrders: () => null, now },
        emailOf: async (id) => (id === 'sam' ? 'sam@shop.example' : undefined),
      }),
      drafts,
      ...composeOrders(database, { orders, quotes, money: asked, now, onTrouble }),
    };
  };
  return {
    db,
    services: databases.map(serving),
    clock,
    troubles,
    close: () => databases.forEach((one) => one.close()),
  };
}

const request = (key: string, more: object = {}): PlaceOrder =>
  PlaceOrder.parse({
    idempotencyKey: `placing-key-${key.padStart(8, '0')}`,
    lines: [{ variantId: cup, quantity: 1 }],
    email: 'ada@shop.example',
    shippingAddress: { name: 'Ada', line1: '1', city: 'Berlin', postcode: '10115', country: 'DE' },
    deliveryMethodId: 'standard',
    paymentMethodId: 'bank',
    expectedTotal: { amountMinor: 500, currency: 'EUR' },
    ...more,
  });

const stockOf = async (db: Database) =>
  Number((await db.first('SELECT inventory_quantity AS n FROM variants WHERE id = ?', [cup]))?.['n']);

describe('placing orders', () => {
  it('sells what is there and no more through several connections, numbers without a gap, one order a key', async () => {
    const { db, services, close } = await shop({ connections: 3 });
    // Forty shoppers, each of whom sends the same order to every process.
    const outcomes = await Promise.allSettled(
      Array.from({ length: 40 }, (_, shopper) =>
        services.map(({ checkouts }) => checkouts.place(request(String(shopper)))),
      ).flat(),
    );
    const placed = outcomes.flatMap((one) => (one.status === 'fulfilled' ? [one.value.order.id] : []));
    assert.equal(new Set(placed).size, 10);
    for (const one of outcomes)
      if (one.status === 'rejected')
        assert.equal(one.reason instanceof ApiError && one.reason.code, 'not_enough_stock');
    const rows = await db.all('SELECT number, idempotency_key AS key FROM orders ORDER BY number');
    assert.deepEqual(
      rows.map(({ number }) => number),
      Array.from({ length: 10 }, (_, at) => 1001 + at),
    );
    assert.equal(new Set(rows.map(({ key }) => key)).size, 10);
    const sums =
      await db.first(`SELECT (SELECT sum(delta) FROM stock_movements) AS moved, (SELECT count(*) FROM payments) AS payments,
      (SELECT count(*) FROM outbox WHERE json_extract(payload, '$.type') = 'order.placed') AS told`);
    assert.deepEqual({ ...sums }, { moved: -10, payments: 10, told: 10 });
    assert.equal(await stockOf(db), 0);
    close();
  });

  it('writes to the account of whoever is signed in where no e-mail was given, and takes no such order of a guest', async () => {
    const { db, services, close } = await shop();
    const [{ checkouts }] = services as [(typeof services)[0]];
    await db.run(`INSERT INTO customers (id, email, name, created_at) VALUES ('sam', 'sam@shop.example', 'Sam', '')`);
    const order = request('1', { email: '' });
    const first = await checkouts.place(order, 'sam');
    assert.equal(first.order.email, 's•••@s•••.example');
    assert.deepEqual(await db.all('SELECT email FROM orders'), [{ email: 'sam@shop.example' }]);
    assert.equal((await checkouts.place(order, 'sam')).order.id, first.order.id);
    assert.equal(
      (await checkouts.place(order)).order.id,
      first.order.id,
      'asked again when nobody is signed in any more',
    );
    assert.equal((await checkouts.place(request('2'), 'sam')).order.email, 'a•••@s•••.example');
    await assert.rejects(
      checkouts.place(request('3', { email: '' })),
      (error) => error instanceof ApiError && error.code === 'invalid_request' && error.issues?.[0]?.path === 'email',
    );
    close();
  });

  it('leaves no trace of an order that was refused', async () => {
    const { db, services, close } = await shop();
    const [{ checkouts }] = services as [(typeof services)[0]];
    await assert.rejects(
      checkouts.place(
        request('1', {
          lines: [{ variantId: cup, quantity: 11 }],
          expectedTotal: { amountMinor: 5500, currency: 'EUR' },
        }),
      ),
    );
    await assert.rejects(checkouts.place(request('2', { paymentMethodId: 'gold' })));
    await assert.rejects(checkouts.place(request('3', { expectedTotal: { amountMinor: 500, currency: 'USD' } })));
    for (const table of ['orders', 'order_lines', 'payments', 'stock_movements', 'order_events', 'outbox', 'customers'])
      assert.equal((await db.first(`SELECT count(*) AS n FROM ${table}`))?.['n'], 0, table);
    close();
  });

  it('ends the checkout it came from, and a checkout places one order', async () => {
    const { db, services, close } = await shop({ connections: 2 });
    const page = { mayLeadTo: () => false };
    const { draft, token } = await services[0]!.drafts.start({ fields: { email: 'a@b.example' } }, page);
    const statusOf = async () => (await db.first('SELECT status FROM checkouts'))?.['status'];
    // Whoever knows no more than its id places an order, and leaves the draft to whose it is.
    for (const [at, checkoutToken] of [undefined, 'x'.repeat(43)].entries()) {
      const { checkoutId } = draft;
      await services[0]!.checkouts.place(request(`guess${at}`, { checkoutId, checkoutToken }));
      assert.equal(await statusOf(), 'open');
    }
    const named = { checkoutId: draft.checkoutId, checkoutToken: token };
    const tabs = await Promise.allSettled(
      services.map(({ checkouts }, tab) => checkouts.place(request(`tab${tab}`, named))),
    );
    assert.deepEqual(tabs.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    const refused = tabs.find((one) => one.status === 'rejected');
    assert.equal(refused?.reason instanceof ApiError && refused.reason.code, 'checkout_closed');
    const [order] = await db.all('SELECT id FROM orders ORDER BY number DESC');
    const kept = await db.first('SELECT status, order_id AS "order", email FROM checkouts');
    assert.deepEqual({ ...kept }, { status: 'completed', order: order?.['id'], email: '' });
    assert.equal(await stockOf(db), 7);
    close();
  });
});

describe('a reservation', () => {
  const card = (key: string) => request(key, { paymentMethodId: 'card' });

  it('ends after its time: the order is cancelled, keeps its number, and its stock comes back once', async () => {
    const { db, services, clock, close } = await shop({ connections: 2 });
    const [first, second] = services as [(typeof services)[0], (typeof services)[0]];
    await first.checkouts.place(card('1'));
    await first.checkouts.place(request('2'));
    clock.now += 30 * MINUTE - 1;
    assert.equal(await first.orderAdmin.expireReservations(10), 0);
    clock.now += 1;
    const ended = await Promise.all([first, second, first].map(({ orderAdmin }) => orderAdmin.expireReservations(10)));
    assert.equal(
      ended.reduce((sum, one) => sum + one, 0),
      1,
    );
    assert.equal(await stockOf(db), 9);
    const rows = await db.all(
      'SELECT number, status, payment_status AS payment, cancel_reason AS reason FROM orders ORDER BY number',
    );
    assert.deepEqual(
      rows.map((row) => ({ ...row })),
      [
        { number: 1001, status: 'cancelled', payment: 'voided', reason: 'payment_expired' },
        { number: 1002, status: 'open', payment: 'pending', reason: null },
      ],
    );
    assert.equal((await first.checkouts.place(request('3'))).order.number, '#1003');
    const told = await db.first(
      `SELECT count(*) AS n FROM outbox WHERE json_extract(payload, '$.type') = 'order.cancelled'`,
    );
    assert.equal(told?.['n'], 1);
    close();
  });

  it('does not end where the provider says at the last moment that it is paid', async () => {
    let db: Database | undefined;
    const paid = async (paymentId: string) => {
      await db?.write([
        {
          sql: `UPDATE payments SET status = 'succeeded', captured_minor = amount_minor WHERE id = ?`,
          args: [paymentId],
        },
        { sql: `UPDATE orders SET payment_status = 'paid', paid_minor = total_minor, reserved_until = NULL` },
      ]);
    };
    const made = await shop({ money: { settle: paid } });
    db = made.db;
    const [service] = made.services as [(typeof made.services)[0]];
    await service.checkouts.place(card('1'));
    made.clock.now += 31 * MINUTE;
    assert.equal(await service.orderAdmin.expireReservations(10), 0);
    assert.equal((await db.first('SELECT status FROM orders'))?.['status'], 'open');
    assert.equal(await stockOf(db), 9);
    made.close();
  });

  it('waits for money that is on its way, two weeks long and no longer', async () => {
    const { db, services, clock, close } = await shop();
    const [service] = services as [(typeof services)[0]];
    await service.checkouts.place(card('1'));
    await db.run(`UPDATE payments SET status = 'processing'`);
    clock.now += 13 * 24 * 60 * MINUTE;
    assert.equal(await service.orderAdmin.expireReservations(10), 0);
    clock.now += 2 * 24 * 60 * MINUTE;
    assert.equal(await service.orderAdmin.expireReservations(10), 1);
    assert.equal(await stockOf(db), 10);
    close();
  });

  it('stays while the provider gives no answer, a day long and no longer', async () => {
    const down = async () => {
      throw new Error('down');
    };
    const { db, services, clock, troubles, close } = await shop({ money: { settle: down } });
    const [service] = services as [(typeof services)[0]];
    await service.checkouts.place(card('1'));
    clock.now += 31 * MINUTE;
    assert.equal(await service.orderAdmin.expireReservations(10), 0);
    assert.equal(troubles.length, 1);
    clock.now += 24 * 60 * MINUTE;
    assert.equal(await service.orderAdmin.expireReservations(10), 1);
    assert.equal(await stockOf(db), 10);
    close();
  });
});
