import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { composeStore } from '../compose.ts';
import { foldCart, MAX_ENTRIES, tick, type CartEntry } from '../contract/cart-log.ts';
import type { CartSession } from '../contract/carts.ts';
import type { OrderAnswer } from '../contract/orders.ts';
import { liveOrderId } from '../contract/take-id.ts';
import { startApi } from '../routes/api.test-support.ts';
import { sell, variantId } from '../routes/catalogue.test-support.ts';
import { createEmbeddedSync } from '../sync/embedded.node.ts';
import type { LiveSync } from '../sync/port.ts';
import { LEASE_MS } from './leased.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-live-'));
const sync = createEmbeddedSync({ dataDir, isApp: () => true });
after(async () => {
  await sync.close();
  rmSync(dataDir, { recursive: true, force: true });
});
/** The real sync server, behind a switch. */
let away = false;
const live = new Proxy(sync.live, {
  get(target, name: keyof LiveSync) {
    if (!away || name === 'endpoints' || name === 'appIdFor') return target[name].bind(target);
    return () => Promise.reject(new Error('the sync server is away'));
  },
});
const api = await startApi({ live });
await api.store('ada', {}, sell({ handle: 'mug', variants: [{ price: 1250 }] }));
const store = (await api.databases.stores.find('ada'))!;
const appId = sync.live.appIdFor(store.instantAppId);

let clock = '';
const add = (quantity = 1): CartEntry => {
  clock = tick(clock, 1_700_000_000_000, 'test');
  const options = {};
  return { id: crypto.randomUUID(), kind: 'add', variantId: variantId('mug'), options, quantity, text: '', clock };
};
const open = async (token?: string): Promise<CartSession> =>
  (await api.post('/v1/stores/ada/cart-sessions', token ? { token } : {})).body;
const log = ({ cartId, token }: CartSession, entries: CartEntry[] = [], forget: string[] = []) =>
  api.post(`/v1/stores/ada/carts/${cartId}/log`, { token, entries, forget });
const checkout = (cart: CartSession, quantity: number) =>
  api.post('/v1/stores/ada/checkouts', {
    idempotencyKey: `live-${cart.cartId}`,
    lines: [{ variantId: variantId('mug'), quantity }],
    email: 'ada@shop.example',
    shippingAddress: { name: 'Ada', line1: '1', city: 'Berlin', postcode: '10115', country: 'DE' },
    deliveryMethodId: 'standard',
    paymentMethodId: 'bank_transfer',
    expectedTotal: { amountMinor: 1250 * quantity, currency: 'EUR' },
    cart: { cartId: cart.cartId, token: cart.token },
  });
/**
 * Does what orders left behind, as the server does from time to time; `later` milliseconds from now. At first that is when
 * whoever is still at it, such as the request that placed the order, has it no longer alone.
 */
const drain = (later = LEASE_MS + 1) =>
  api.inspect('ada', (database) =>
    composeStore(store, database, { live, now: () => Date.now() + later, onTrouble: () => undefined }).outbox.drain(),
  );

describe('carts with live sync', () => {
  it('opens a guest’s cart in the store’s own app, with the guest’s token as the secret', async () => {
    const cart = await open();
    assert.equal(cart.sync?.appId, appId);
    assert.equal(cart.sync?.user.refreshToken, cart.token);
    assert.equal((await sync.live.verifyGuest(appId, cart.token))?.userId, cart.sync?.user.id);
    assert.deepEqual((await open(cart.token)).sync, cart.sync);
    assert.equal((await api.call('/v1/stores/ada')).body.store.features.liveCart, true);
  });

  it('takes entries by HTTP into the same log that the socket shows', async () => {
    const cart = await open();
    const entry = add(2);
    await log(cart, [entry]);
    await log(cart, [entry]);
    assert.deepEqual(await sync.live.readEntries(appId, cart.cartId), [entry]);
    assert.equal(await api.inspect('ada', (db) => db.first('SELECT 1 FROM cart_entries')), undefined);
  });

  it('falls back to the plain log when the sync server is away, for the life of that cart', async () => {
    away = true;
    const cart = await open();
    assert.equal(cart.sync, null);
    const entry = add();
    assert.deepEqual((await log(cart, [entry])).body.entries, [entry]);
    away = false;
    assert.deepEqual((await log(cart)).body.entries, [entry]);
    assert.equal((await open(cart.token)).sync, null);
  });

  it('asks to come back, and loses nothing, when the sync server goes away later', async () => {
    const cart = await open();
    away = true;
    assert.equal((await log(cart, [add()])).body.error.code, 'store_unavailable');
    away = false;
    assert.equal((await log(cart, [add()])).status, 200);
  });

  it('takes an order’s lines out of the live cart and shows the order to its owner', async () => {
    const cart = await open();
    await log(cart, [add(3)]);
    const { order } = (await checkout(cart, 2)).body as OrderAnswer;
    await drain();
    assert.equal(foldCart(await sync.live.readEntries(appId, cart.cartId)).count, 1);
    const mirrored = await sync.engine.use(appId, ({ view, model }) =>
      view.having(model.etypes.get('orders')!.attrs.get('ownerId')!, cart.sync!.user.id).map(({ id }) => id),
    );
    assert.deepEqual(mirrored, [await liveOrderId(order.id)]);
  });

  it('takes an order out of a cart that is full, and lets a full cart be compacted by HTTP', async () => {
    const cart = await open();
    const entries = Array.from({ length: MAX_ENTRIES }, () => add());
    for (let at = 0; at < MAX_ENTRIES; at += 500) await log(cart, entries.slice(at, at + 500));
    assert.equal((await checkout(cart, MAX_ENTRIES)).status, 201);
    await drain();
    assert.equal(foldCart(await sync.live.readEntries(appId, cart.cartId)).count, 0);
    const outdated = entries.slice(1, 500).map(({ id }) => id);
    const late = tick('', Date.now() + LEASE_MS + 60_000, 'test');
    const compacted = await log(cart, [{ ...add(), kind: 'set', quantity: 7, clock: late }], outdated);
    assert.equal(compacted.status, 200);
    assert.equal(foldCart(await sync.live.readEntries(appId, cart.cartId)).count, 7);
  });

  it('keeps that work while the sync server is away, and does it once it is back', async () => {
    const cart = await open();
    await log(cart, [add(5)]);
    away = true;
    assert.equal((await checkout(cart, 5)).status, 201);
    await drain();
    away = false;
    assert.equal(foldCart(await sync.live.readEntries(appId, cart.cartId)).count, 5);
    await drain(3_600_000);
    assert.equal(foldCart(await sync.live.readEntries(appId, cart.cartId)).count, 0);
    await drain(7_200_000);
    assert.equal((await sync.live.readEntries(appId, cart.cartId)).length, 2);
  });

  it('removes expired carts from both places', async () => {
    const cart = await open();
    await log(cart, [add()]);
    await api.inspect('ada', async (db) => {
      await db.run('UPDATE carts SET expires_at = 1 WHERE id = ?', [cart.cartId]);
      const services = composeStore(store, db, { live, now: Date.now, onTrouble: () => undefined });
      assert.equal(await services.carts.sweep(10), 1);
      assert.equal(await services.carts.sweep(10), 0);
    });
    assert.deepEqual(await sync.live.readEntries(appId, cart.cartId), []);
  });
});

describe('open pages', () => {
  it('are told of a change once it is made, and once of many that were made together', async () => {
    const told: number[] = [];
    const listening = new Proxy(sync.live, {
      get: (target, name: keyof LiveSync) =>
        name === 'putPages'
          ? async (...[app, pages]: Parameters<LiveSync['putPages']>) => {
              told.push(pages.version);
              return target.putPages(app, pages);
            }
          : target[name].bind(target),
    });
    await api.inspect('ada', async (database) => {
      const surroundings = { live: listening, now: () => Date.now() + 2 * LEASE_MS, onTrouble: () => undefined };
      const { outbox, pageNews } = composeStore(store, database, surroundings);
      const change = { sql: 'UPDATE store_state SET pages_version = pages_version + 1' };
      await outbox.drain();
      await database.write([change, change, change]);
      await outbox.drain();
      await outbox.drain();
      await database.write([change]);
      await outbox.drain();
      assert.deepEqual(told, [told[0], told[0]! + 1]);
      const { news } = await pageNews.where('https://shop.test');
      assert.equal(news?.websocketUri, 'wss://shop.test/runtime/session');
    });
  });
});
