import { test } from 'node:test';
import assert from 'node:assert/strict';
import type { Order, PlaceOrder } from '../../edge-api/contract/orders.ts';
import { ApiError } from '../client/api-client.ts';
import { DraftKeeper, NO_FIELDS } from './checkout-draft.ts';
import { findOrder, placeOrder, type OrderRequest } from './place-order.ts';

const request = (note: string): OrderRequest => ({
  lines: [{ variantId: 'mug', quantity: 1, options: {} }],
  email: 'ada@example.com',
  phone: '',
  shippingAddress: { name: 'Ada', line1: 'Way 1', line2: '', city: 'Berlin', region: '', postcode: '1', country: 'DE' },
  deliveryMethodId: 'standard',
  paymentMethodId: 'bank_transfer',
  note,
  expectedTotal: { amountMinor: 1990, currency: 'EUR' },
});

/** The tab's storage, as far as a draft uses it. */
function tab(): () => Storage {
  const kept = new Map<string, string>();
  const storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> = {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
  return () => storage as Storage;
}

/** An edge that keeps orders by key as the contract says; `deaf` loses its answers, `down` its requests. */
function edge() {
  const orders = new Map<string, PlaceOrder>();
  const state = { deaf: false, down: false };
  return {
    orders,
    state,
    async placeOrder(asked: PlaceOrder): Promise<{ order: Order }> {
      if (state.down) throw new ApiError('network', '');
      const known = orders.get(asked.idempotencyKey);
      if (known && JSON.stringify(known) !== JSON.stringify(asked)) {
        throw new ApiError('idempotency_key_reused', '', 409);
      }
      orders.set(asked.idempotencyKey, asked);
      if (state.deaf) throw new ApiError('timeout', '');
      // The order's own shape plays no part here.
      return { order: { id: `order of ${asked.note}` } as Order };
    },
  };
}

test('an order whose answer was lost is the same order when it is sent again, even after a reload', async () => {
  const shop = edge();
  const storage = tab();
  shop.state.deaf = true;
  assert.equal((await placeOrder(shop, new DraftKeeper('a', storage), request('one'))).kind, 'unknown');
  shop.state.deaf = false;
  const again = await placeOrder(shop, new DraftKeeper('a', storage), request('one'));
  assert.equal(again.kind, 'placed');
  assert.equal(shop.orders.size, 1);
});

test('what was changed after a lost answer does not make a second order: the first is found', async () => {
  const shop = edge();
  const drafts = new DraftKeeper('a', tab());
  shop.state.deaf = true;
  await placeOrder(shop, drafts, request('one'));
  shop.state.deaf = false;
  const outcome = await placeOrder(shop, drafts, request('two'));
  assert.deepEqual(outcome.kind === 'placed' && { id: outcome.order.id, earlier: outcome.earlier }, {
    id: 'order of one',
    earlier: true,
  });
  assert.equal(shop.orders.size, 1);
});

test('what was changed after a request that never arrived is ordered as changed', async () => {
  const shop = edge();
  const drafts = new DraftKeeper('a', tab());
  shop.state.down = true;
  await placeOrder(shop, drafts, request('one'));
  shop.state.down = false;
  const outcome = await placeOrder(shop, drafts, request('two'));
  assert.equal(outcome.kind === 'placed' && outcome.order.id, 'order of two');
  assert.equal(shop.orders.size, 1);
});

test('a second order after the first has a key of its own', async () => {
  const shop = edge();
  const drafts = new DraftKeeper('a', tab());
  await placeOrder(shop, drafts, request('one'));
  await placeOrder(shop, drafts, request('one'));
  assert.equal(shop.orders.size, 2);
});

test('nothing of the shopper is kept once the order is placed', async () => {
  const storage = tab();
  const drafts = new DraftKeeper('a', storage);
  drafts.update({ fields: { ...NO_FIELDS, email: 'ada@example.com' } });
  await placeOrder(edge(), drafts, request('one'));
  assert.equal(storage().getItem('vitrine:a:checkout'), null);
  assert.equal(drafts.value.fields.email, '');
});

test('an order can be looked for, and its absence ends the attempt', async () => {
  const shop = edge();
  const drafts = new DraftKeeper('a', tab());
  shop.state.deaf = true;
  await placeOrder(shop, drafts, request('one'));
  shop.state.deaf = false;
  assert.equal((await findOrder(shop, drafts))?.kind, 'placed');
  assert.equal(await findOrder(shop, drafts), undefined);
});

test('a refused order keeps its key, since nothing was placed', async () => {
  const drafts = new DraftKeeper('a', tab());
  const refuse = { placeOrder: () => Promise.reject(new ApiError('price_changed', '', 409)) };
  assert.equal((await placeOrder(refuse, drafts, request('one'))).kind, 'refused');
  const key = drafts.value.attempt?.key;
  await placeOrder(refuse, drafts, request('one'));
  assert.equal(drafts.value.attempt?.key, key);
  assert.deepEqual(drafts.value.attempt?.sent, []);
});

test('a draft works where storage is denied, and survives nonsense in it', () => {
  const denied = new DraftKeeper('a', () => {
    throw new Error('denied');
  });
  denied.update({ fields: { ...NO_FIELDS, name: 'Ada' } });
  assert.equal(denied.value.fields.name, 'Ada');

  for (const nonsense of ['null', '[]', '{"fields":{"email":7},"attempt":{"key":1}}', '{"fields":null}', 'not json']) {
    const storage = tab();
    storage().setItem('vitrine:a:checkout', nonsense);
    assert.deepEqual(new DraftKeeper('a', storage).value, { fields: NO_FIELDS });
  }
});
