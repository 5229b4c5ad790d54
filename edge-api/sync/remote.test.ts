import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import type { LiveSync } from './port.ts';
import { RemoteSyncError, remoteSync } from './remote.ts';
import { ADMIN_TOKEN, entry, openShop } from './shop.test-support.ts';

const order = {
  storeId: 'halden',
  number: '#1001',
  status: 'open',
  paymentStatus: 'pending',
  fulfilmentStatus: 'unfulfilled',
  totalMinor: 4200,
  currency: 'EUR',
};

for (const kind of ['embedded', 'remote'] as const) {
  test(`the ${kind} adapter keeps the port's promises`, async (t) => {
    const shop = await openShop(t);
    const { appId } = shop;
    const { live: embedded } = shop.server.sync;
    const { origin } = shop.server;
    const live: LiveSync =
      kind === 'embedded'
        ? embedded
        : remoteSync({
            appId,
            apiUri: origin,
            websocketUri: `${origin.replace('http', 'ws')}/runtime/session`,
            adminToken: ADMIN_TOKEN,
          });
    assert.deepEqual(live.endpoints(origin), {
      apiUri: origin,
      websocketUri: `${origin.replace('http', 'ws')}/runtime/session`,
    });
    assert.equal(live.appIdFor(appId), appId);

    const { userId, token } = await live.createGuest(appId, 'halden');
    assert.deepEqual(await live.verifyGuest(appId, token), { userId });
    assert.equal(await live.verifyGuest(appId, crypto.randomUUID()), undefined);
    const cart = {
      id: crypto.randomUUID(),
      ownerId: userId,
      storeId: 'halden',
      createdAt: 1,
      expiresAt: Date.now() + 1e9,
    };
    await live.putCart(appId, cart);
    await live.putCart(appId, { ...cart, expiresAt: cart.expiresAt + 1 });

    const [mug, note] = [
      entry(),
      entry({ kind: 'note', variantId: '', options: {}, quantity: 0, text: 'Wrap it, please.' }),
    ];
    await live.appendEntries(appId, cart.id, [mug, note]);
    await live.appendEntries(appId, cart.id, [mug, { ...note, text: 'changed' }]);
    const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
    assert.deepEqual((await live.readEntries(appId, cart.id)).sort(byId), [mug, note].sort(byId));
    await live.forgetEntries(appId, cart.id, [mug.id, crypto.randomUUID()]);
    await live.forgetEntries(appId, cart.id, [mug.id]);
    assert.deepEqual(await live.readEntries(appId, cart.id), [note]);
    await assert.rejects(live.appendEntries(appId, crypto.randomUUID(), [entry()]));

    const placed = { ...order, id: crypto.randomUUID(), ownerId: userId };
    await live.putOrder(appId, placed);
    await live.putOrder(appId, { ...placed, status: 'completed' });
    await live.deleteCart(appId, cart.id);
    await live.deleteCart(appId, cart.id);
    assert.deepEqual(await live.readEntries(appId, cart.id), []);
    assert.deepEqual(await embedded.readEntries(appId, cart.id), []);
  });
}

test('a store is erased from the app it shares, and no other with it', async (t) => {
  const { appId, server } = await openShop(t);
  const live = remoteSync({ appId, apiUri: server.origin, websocketUri: 'ws://x', adminToken: ADMIN_TOKEN });
  const { userId: ownerId } = await live.createGuest(appId, 'halden');
  const fill = async (storeId: string, carts: number) => {
    const ids = Array.from({ length: carts }, () => crypto.randomUUID());
    const times = { createdAt: 1, expiresAt: Date.now() + 1e9 };
    await Promise.all(ids.map((id) => live.putCart(appId, { id, ownerId, storeId, ...times })));
    await live.appendEntries(appId, ids[0]!, [entry()]);
    await live.putOrder(appId, { ...order, id: crypto.randomUUID(), ownerId, storeId });
    return ids[0]!;
  };
  const [gone, kept] = [await fill('halden', 105), await fill('another', 1)];
  assert.equal(await live.hasStore('halden'), true);
  await live.eraseStore('halden');
  await live.eraseStore('halden');
  assert.deepEqual([await live.hasStore('halden'), await live.hasStore('another')], [false, true]);
  assert.deepEqual(await live.readEntries(appId, gone), []);
  assert.equal((await live.readEntries(appId, kept)).length, 1);
});

test('a server that refuses, breaks or does not answer is an error that says so', async (t) => {
  const server = createServer((request, response) => {
    if (request.url === '/admin/query') response.writeHead(500).end('no JSON');
    if (request.url === '/runtime/auth/verify_refresh_token') {
      response.writeHead(401, { 'content-type': 'application/json' }).end('{"type":"rate-limited","message":"later"}');
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.closeAllConnections());
  t.after(() => server.close());
  // A server that listens on a port has an address with a port.
  const { port } = server.address() as AddressInfo;
  const live = remoteSync({
    appId: crypto.randomUUID(),
    apiUri: `http://127.0.0.1:${port}`,
    websocketUri: 'ws://x',
    adminToken: 'x',
    timeoutMs: 200,
  });
  const failsWith = (status: number, type: string) => (error: unknown) =>
    error instanceof RemoteSyncError && error.status === status && error.type === type;
  await assert.rejects(live.readEntries('', crypto.randomUUID()), failsWith(500, 'unknown'));
  await assert.rejects(live.verifyGuest('', 'x'), failsWith(401, 'rate-limited'));
  await assert.rejects(live.createGuest('', 'halden'), failsWith(0, 'unreachable'));
});
