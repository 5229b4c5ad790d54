import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FaultBox } from './faults.ts';
import { entry, openShop, writeEntry } from './shop.test-support.ts';
import { connectClient, until, type TestClient } from './sync-client.test-support.ts';

type Entries = { entries: { id: string; quantity: number }[] };
const entriesOf = (client: TestClient, cartId: string, passes: (data: Entries) => boolean) =>
  until<Entries>((callback) => client.subscribeQuery({ entries: { $: { where: { cartId } } } }, callback), passes);

test('what one device adds, the other sees', async (t) => {
  const shop = await openShop(t);
  const shopper = await shop.shopper();
  const [phone, desk] = await Promise.all([shop.connect(shopper), shop.connect(shopper)]);
  const mug = entry();
  const seen = entriesOf(desk, shopper.cartId, ({ entries }) => entries.length === 1);
  const { status } = await phone.transact(writeEntry(phone, shopper.cartId, mug));
  assert.equal(status, 'synced');
  assert.equal((await seen).entries[0]!.id, mug.id);
  assert.deepEqual(await shop.server.sync.live.readEntries(shop.appId, shopper.cartId), [mug]);
});

test('a cart answers with its entries under it, and a deleted entry leaves every device', async (t) => {
  const shop = await openShop(t);
  const shopper = await shop.shopper();
  const [phone, desk] = await Promise.all([shop.connect(shopper), shop.connect(shopper)]);
  const [mug, hat] = [entry(), entry({ variantId: 'hat' })];
  await phone.transact([writeEntry(phone, shopper.cartId, mug), writeEntry(phone, shopper.cartId, hat)]);
  type Carts = { carts: { id: string; entries: { id: string }[] }[] };
  const watch = (passes: (data: Carts) => boolean) =>
    until<Carts>(
      (callback) => desk.subscribeQuery({ carts: { $: { where: { id: shopper.cartId } }, entries: {} } }, callback),
      passes,
    );
  await watch(({ carts }) => carts[0]?.entries.length === 2);
  const gone = watch(({ carts }) => carts[0]?.entries.length === 1);
  await phone.transact(phone.tx.entries[mug.id]!.delete());
  assert.equal((await gone).carts[0]!.entries[0]!.id, hat.id);
});

test('a row sent again after a lost answer is accepted and counted once', async (t) => {
  const faults = new FaultBox();
  const shop = await openShop(t, { faults });
  const shopper = await shop.shopper();
  const client = await shop.connect(shopper);
  await entriesOf(client, shopper.cartId, () => true);
  faults.dropAcks(1);
  const mug = entry();
  const lost = client.transact(writeEntry(client, shopper.cartId, mug));
  await until<Entries>(
    (callback) => client.subscribeQuery({ entries: { $: { where: { cartId: shopper.cartId } } } }, callback),
    ({ entries }) => entries.length === 1,
  );
  // The line breaks before the answer comes; the client connects again and sends the write again.
  faults.closeSockets();
  assert.equal((await lost).status, 'synced');
  const { status } = await client.transact(writeEntry(client, shopper.cartId, mug));
  assert.equal(status, 'synced');
  assert.deepEqual(await shop.server.sync.live.readEntries(shop.appId, shopper.cartId), [mug]);
});

test('an order is seen live by the guest who placed it', async (t) => {
  const shop = await openShop(t);
  const shopper = await shop.shopper();
  const client = await shop.connect(shopper);
  type Orders = { orders: { number: string; paymentStatus: string }[] };
  const watch = (passes: (data: Orders) => boolean) =>
    until<Orders>((callback) => client.subscribeQuery({ orders: {} }, callback), passes);
  await watch(({ orders }) => orders.length === 0);
  const order = {
    id: crypto.randomUUID(),
    ownerId: shopper.userId,
    storeId: 'halden',
    number: '#1001',
    status: 'open',
    paymentStatus: 'pending',
    fulfilmentStatus: 'unfulfilled',
    totalMinor: 4200,
    currency: 'EUR',
  };
  const placed = watch(({ orders }) => orders[0]?.paymentStatus === 'pending');
  await shop.server.sync.live.putOrder(shop.appId, order);
  assert.equal((await placed).orders[0]!.number, '#1001');
  const paid = watch(({ orders }) => orders[0]?.paymentStatus === 'paid');
  await shop.server.sync.live.putOrder(shop.appId, { ...order, paymentStatus: 'paid' });
  await paid;
});

test('a write costs one computation, however many carts are open', async (t) => {
  const shop = await openShop(t);
  const { engine, live } = shop.server.sync;
  const shoppers = await Promise.all(Array.from({ length: 1000 }, () => shop.shopper()));
  await engine.use(shop.appId, async (app) => {
    const { parseQuery } = await import('./query.ts');
    const heard = new Map<string, number>();
    for (const { userId, cartId } of shoppers) {
      const listener = { send: () => heard.set(userId, (heard.get(userId) ?? 0) + 1), dismiss: () => undefined };
      const q = { carts: { $: { where: { id: cartId } }, entries: {} } };
      app.attach(listener, userId);
      // Two devices of one shopper share the work.
      app.watch(listener, userId, cartId, JSON.stringify(q), parseQuery(app.model, q));
    }
    assert.equal(app.watchCount, 1000);
    const before = app.stats.computations;
    const chosen = shoppers[500]!;
    await live.appendEntries(shop.appId, chosen.cartId, [entry()]);
    await new Promise((resolve) => setTimeout(resolve, 5));
    assert.equal(app.stats.computations - before, 1);
    assert.deepEqual([...heard], [[chosen.userId, 1]]);
  });
});

test('an app that no store has is refused', async (t) => {
  const shop = await openShop(t);
  const stranger = connectClient(crypto.randomUUID(), shop.server.origin);
  t.after(() => stranger.shutdown());
  await assert.rejects(stranger.auth.signInWithToken(crypto.randomUUID()), /Record not found: app/);
});

test('a store that is deleted lets go of those who are connected, and nobody comes back', async (t) => {
  let open = true;
  const shop = await openShop(t, { isApp: () => open });
  const shopper = await shop.shopper();
  const client = await shop.connect(shopper);
  await client.transact(writeEntry(client, shopper.cartId, entry()));
  open = false;
  await shop.server.sync.tidy();
  assert.equal(shop.server.sync.engine.loadedCount, 0);
  await assert.rejects(shop.server.sync.live.readEntries(shop.appId, shopper.cartId), /Record not found: app/);
});

test('two stores never share a row, a guest or a token', async (t) => {
  const second = crypto.randomUUID();
  const shop = await openShop(t, { isApp: () => true });
  const { live } = shop.server.sync;
  const shopper = await shop.shopper();
  await live.appendEntries(shop.appId, shopper.cartId, [entry()]);
  assert.equal(await live.verifyGuest(second, shopper.token), undefined);
  assert.deepEqual(await live.readEntries(second, shopper.cartId), []);
  await assert.rejects(live.appendEntries(second, shopper.cartId, [entry()]), /points to nothing/);
  const stranger = connectClient(second, shop.server.origin);
  t.after(() => stranger.shutdown());
  await assert.rejects(stranger.auth.signInWithToken(shopper.token), /app-user/);
});

test('a cart holds no more entries than its bound, above which only the edge has a little room', async (t) => {
  const shop = await openShop(t, { limits: { linked: 3, reserve: 1 } });
  const shopper = await shop.shopper();
  const client = await shop.connect(shopper);
  const { live } = shop.server.sync;
  await live.appendEntries(shop.appId, shopper.cartId, [entry(), entry()]);
  await client.transact(writeEntry(client, shopper.cartId, entry()));
  await assert.rejects(client.transact(writeEntry(client, shopper.cartId, entry())), /At most 3 entries/);
  await live.appendEntries(shop.appId, shopper.cartId, [entry({ kind: 'take' })]);
  await assert.rejects(live.appendEntries(shop.appId, shopper.cartId, [entry()]), /At most 4 entries/);
  assert.equal((await live.readEntries(shop.appId, shopper.cartId)).length, 4);
});

test('entries handed in by HTTP again change nothing, and what is forgotten is only what the cart holds', async (t) => {
  const shop = await openShop(t);
  const [ada, bob] = [await shop.shopper(), await shop.shopper()];
  const { live } = shop.server.sync;
  const mug = entry();
  await live.appendEntries(shop.appId, ada.cartId, [mug]);
  await live.appendEntries(shop.appId, ada.cartId, [{ ...mug, quantity: 50 }]);
  await live.appendEntries(shop.appId, bob.cartId, [mug]);
  await live.forgetEntries(shop.appId, bob.cartId, [mug.id]);
  assert.deepEqual(await live.readEntries(shop.appId, ada.cartId), [mug]);
  assert.deepEqual(await live.readEntries(shop.appId, bob.cartId), []);
  await live.forgetEntries(shop.appId, ada.cartId, [mug.id]);
  assert.deepEqual(await live.readEntries(shop.appId, ada.cartId), []);
});

test('an expired cart goes with its entries and its guest, who is nobody from then on', async (t) => {
  let now = Date.now();
  const shop = await openShop(t, { now: () => now });
  const { sync } = shop.server;
  const [ada, bob] = [await shop.shopper(), await shop.shopper()];
  await sync.live.appendEntries(shop.appId, ada.cartId, [entry()]);
  await sync.live.putCart(shop.appId, {
    id: bob.cartId,
    ownerId: bob.userId,
    storeId: 'halden',
    createdAt: now,
    expiresAt: now + 9e9,
  });
  now += 2 * 86_400_000;
  await sync.tidy();
  assert.deepEqual(await sync.live.readEntries(shop.appId, ada.cartId), []);
  assert.equal(await sync.live.verifyGuest(shop.appId, ada.token), undefined);
  assert.deepEqual(await sync.live.verifyGuest(shop.appId, bob.token), { userId: bob.userId });
});

test('an app that nobody uses is let go, and is there again when somebody comes', async (t) => {
  let now = Date.now();
  const shop = await openShop(t, { now: () => now });
  const { sync } = shop.server;
  const shopper = await shop.shopper();
  const mug = entry();
  await sync.live.appendEntries(shop.appId, shopper.cartId, [mug]);
  now += 600_000;
  await sync.engine.evictIdle();
  assert.equal(sync.engine.loadedCount, 0);
  assert.deepEqual(await sync.live.readEntries(shop.appId, shopper.cartId), [mug]);
});

test('no more apps stay in memory than may, the least recently used go first, and nobody loses anything', async (t) => {
  let now = Date.now();
  const shop = await openShop(t, { now: () => now, isApp: () => true, limits: { apps: 3 } });
  const { sync } = shop.server;
  const apps = Array.from({ length: 10 }, () => crypto.randomUUID());
  const shoppers = [];
  for (const appId of apps) {
    shoppers.push({ appId, ...(await sync.live.createGuest(appId, 'halden')) });
    now += 2000;
    await new Promise((resolve) => setImmediate(resolve));
  }
  assert.deepEqual(sync.engine.loadedApps(), apps.slice(-3));
  for (const { appId, token, userId } of shoppers)
    assert.deepEqual(await sync.live.verifyGuest(appId, token), { userId });
});
