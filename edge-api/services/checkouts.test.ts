import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { PlaceOrder } from '../contract/orders.ts';
import type { Database } from '../db/database.ts';
import { cartRepository } from '../repositories/carts.ts';
import { orderRepository } from '../repositories/orders.ts';
import { quoteRepository } from '../repositories/quotes.ts';
import { stateRepository } from '../repositories/state.ts';
import { startApi } from '../routes/api.test-support.ts';
import { sell, variantId } from '../routes/catalogue.test-support.ts';
import { cartService } from './carts.ts';
import { checkoutService } from './checkouts.ts';
import { ApiError } from './errors.ts';
import { quoteService } from './quotes.ts';

const api = await startApi();
const mug = variantId('mug');
let keys = 0;

/** Places an order for one mug at 12.50 while `between` happens after it was priced and before it is written, `times` times. */
async function race(handle: string, between: (db: Database, time: number) => Promise<unknown>, times = 1) {
  await api.store(handle, {}, sell({ handle: 'mug', variants: [{ price: 1250, stock: 5 }] }));
  return api.inspect(handle, async (db) => {
    const quotes = quoteService(quoteRepository(db));
    let time = 0;
    const service = checkoutService({
      orders: orderRepository(db),
      quotes: {
        ...quotes,
        async price(request) {
          const priced = await quotes.price(request);
          if (time < times) await between(db, (time += 1));
          return priced;
        },
      },
      carts: cartService({
        carts: cartRepository(db),
        state: stateRepository(db),
        live: null,
        now: Date.now,
        onTrouble: () => undefined,
      }),
      drafts: { opens: async () => false },
      emailOf: async () => undefined,
      live: false,
      mostOrders: () => null,
      now: Date.now,
    });
    const request = PlaceOrder.parse({
      idempotencyKey: `race-key-${String((keys += 1)).padStart(8, '0')}`,
      lines: [{ variantId: mug, quantity: 1 }],
      email: 'ada@shop.example',
      shippingAddress: { name: 'Ada', line1: '1', city: 'Berlin', postcode: '10115', country: 'DE' },
      deliveryMethodId: 'standard',
      paymentMethodId: 'bank_transfer',
      expectedTotal: { amountMinor: 1250, currency: 'EUR' },
    });
    const outcome = await service.place(request).catch((error: unknown) => error);
    const orders = await db.all('SELECT total_minor FROM orders');
    const stock = await db.first('SELECT inventory_quantity AS units FROM variants WHERE id = ?', [mug]);
    return { outcome, orders: orders.length, units: Number(stock?.['units']) };
  });
}

const raise = (change: string) => async (db: Database) => {
  await db.write([{ sql: change }, { sql: 'UPDATE store_state SET price_version = price_version + 1' }]);
};

describe('an order that races with a change of the store', () => {
  it('is refused with the new quote when its price went up meanwhile', async () => {
    const { outcome, orders, units } = await race('up', raise('UPDATE variants SET price_minor = 1300'));
    assert.ok(outcome instanceof ApiError);
    assert.equal(outcome.code, 'price_changed');
    assert.equal(outcome.quote?.total.amountMinor, 1300);
    assert.deepEqual([orders, units], [0, 5]);
  });

  it('goes through when another price changed, at the price that was shown', async () => {
    const { outcome, orders, units } = await race('other', raise('UPDATE variants SET cost_minor = 1'));
    assert.ok(!(outcome instanceof Error));
    assert.deepEqual([orders, units], [1, 4]);
  });

  it('is refused when its product went off sale meanwhile', async () => {
    const { outcome, orders, units } = await race('off', (db) => db.run(`UPDATE products SET status = 'draft'`));
    assert.ok(outcome instanceof ApiError);
    assert.equal(outcome.quote?.lines[0]?.problem?.code, 'variant_gone');
    assert.deepEqual([orders, units], [0, 5]);
  });

  it('is refused when the last piece went meanwhile', async () => {
    const { outcome, orders, units } = await race('last', (db) => db.run('UPDATE variants SET inventory_quantity = 0'));
    assert.ok(outcome instanceof ApiError);
    assert.equal(outcome.code, 'not_enough_stock');
    assert.deepEqual([orders, units], [0, 0]);
  });

  it('gives up after some attempts when prices never stand still, and takes nothing', async () => {
    const { outcome, orders, units } = await race('wild', raise('UPDATE variants SET cost_minor = 1'), 100);
    assert.ok(outcome instanceof ApiError);
    assert.equal(outcome.code, 'price_changed');
    assert.deepEqual([orders, units], [0, 5]);
  });
});
