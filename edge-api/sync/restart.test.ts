import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { test, type TestContext } from 'node:test';
import type { LiveSync } from './port.ts';
import { remoteSync } from './remote.ts';
import { ADMIN_TOKEN, entry, temporaryFolder, writeEntry } from './shop.test-support.ts';
import { serveSync } from './sync-server.test-support.ts';
import { signedIn, until, type TestClient } from './sync-client.test-support.ts';

interface SyncProcess {
  readonly origin: string;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
  start(): Promise<void>;
}

/** A sync server in a process of its own, on the same port each time. */
async function syncProcess(t: TestContext, dataDir: string, appId: string): Promise<SyncProcess> {
  const script = fileURLToPath(new URL('sync-process.test-support.ts', import.meta.url));
  let child: ChildProcess | undefined;
  let port = 0;
  const start = async (): Promise<void> => {
    const started = spawn(process.execPath, [script, dataDir, appId, String(port)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    child = started;
    port = await new Promise<number>((resolve, reject) => {
      started.stdout.once('data', (text) => resolve(Number(String(text).trim())));
      started.once('exit', () => reject(new Error('The server did not start.')));
    });
  };
  const kill = async (): Promise<void> => {
    const running = child;
    if (!running || running.exitCode !== null || running.signalCode !== null) return;
    const gone = new Promise((resolve) => running.once('exit', resolve));
    running.kill('SIGKILL');
    await gone;
  };
  t.after(kill);
  await start();
  return { origin: `http://127.0.0.1:${port}`, kill, start };
}

async function shopOf(t: TestContext) {
  const dataDir = await temporaryFolder(t);
  const appId = crypto.randomUUID();
  const server = await syncProcess(t, dataDir, appId);
  const live = remoteSync({ appId, apiUri: server.origin, websocketUri: '', adminToken: ADMIN_TOKEN });
  const { userId, token } = await live.createGuest(appId, 'halden');
  const cartId = crypto.randomUUID();
  await live.putCart(appId, {
    id: cartId,
    ownerId: userId,
    storeId: 'halden',
    createdAt: Date.now(),
    expiresAt: Date.now() + 1e9,
  });
  const clients: TestClient[] = [];
  t.after(() => clients.forEach((client) => client.shutdown()));
  const connect = async (): Promise<TestClient> => {
    const client = await signedIn(appId, server.origin, token);
    clients.push(client);
    return client;
  };
  return { server, dataDir, live, appId, cartId, token, connect };
}

type Entries = { entries: { id: string }[] };
const sees = (client: TestClient, cartId: string, count: number) =>
  until<Entries>(
    (callback) => client.subscribeQuery({ entries: { $: { where: { cartId } } } }, callback),
    ({ entries }) => entries.length === count,
  );
const idsOf = async (live: LiveSync, appId: string, cartId: string) =>
  (await live.readEntries(appId, cartId)).map(({ id }) => id).sort();

test('whatever was acknowledged is there after kill -9, with the guest and a later tx id', async (t) => {
  const shop = await shopOf(t);
  const client = await shop.connect();
  const acknowledged: string[] = [];
  let running = true;
  const writing = (async () => {
    while (running) {
      const mug = entry();
      const { status } = await client
        .transact(writeEntry(client, shop.cartId, mug))
        .catch(() => ({ status: 'failed' }));
      if (status === 'synced' && running) acknowledged.push(mug.id);
      if (acknowledged.length === 25) running = false;
    }
  })();
  await writing;
  const transact = async (): Promise<number> => {
    const response = await fetch(`${shop.server.origin}/admin/transact`, {
      method: 'POST',
      headers: { authorization: `Bearer ${ADMIN_TOKEN}`, 'app-id': shop.appId },
      body: JSON.stringify({ steps: [['update', 'carts', shop.cartId, { expiresAt: Date.now() + Math.random() }]] }),
    });
    const answer = (await response.json()) as { 'tx-id': number };
    return answer['tx-id'];
  };
  const txId = await transact();
  await shop.server.kill();
  await shop.server.start();
  assert.deepEqual(await idsOf(shop.live, shop.appId, shop.cartId), acknowledged.sort());
  assert.ok(await shop.live.verifyGuest(shop.appId, shop.token));
  assert.equal(await transact(), txId + 1);
});

test('a second server on the same folder is noticed at the first write, which then sees what the other wrote', async (t) => {
  const shop = await shopOf(t);
  const reports: unknown[] = [];
  const other = await serveSync({ dataDir: shop.dataDir, isApp: () => true, report: (error) => reports.push(error) });
  t.after(() => other.close());
  const [first, second, third] = [entry(), entry(), entry()];
  const { live } = other.sync;
  assert.deepEqual(await live.readEntries(shop.appId, shop.cartId), []);
  await shop.live.appendEntries(shop.appId, shop.cartId, [first]);
  await assert.rejects(live.appendEntries(shop.appId, shop.cartId, [second]), /sync_moved/);
  await live.appendEntries(shop.appId, shop.cartId, [third]);
  assert.deepEqual(await idsOf(live, shop.appId, shop.cartId), [first.id, third.id].sort());
});

test('edits made while the server is down are there once when it is back, on both devices', async (t) => {
  const shop = await shopOf(t);
  const [phone, desk] = [await shop.connect(), await shop.connect()];
  await Promise.all([sees(phone, shop.cartId, 0), sees(desk, shop.cartId, 0)]);
  await phone.transact(writeEntry(phone, shop.cartId, entry()));
  await sees(desk, shop.cartId, 1);
  const offline = new Promise<void>((resolve) => {
    const stop = phone.subscribeConnectionStatus((status) => {
      if (status === 'authenticated') return;
      resolve();
      queueMicrotask(() => stop());
    });
  });
  await shop.server.kill();
  await offline;
  const [hat, bag] = [entry({ variantId: 'hat' }), entry({ variantId: 'bag' })];
  await phone.transact(writeEntry(phone, shop.cartId, hat));
  await phone.transact(writeEntry(phone, shop.cartId, bag));
  await shop.server.start();
  await Promise.all([sees(phone, shop.cartId, 3), sees(desk, shop.cartId, 3)]);
  const ids = await idsOf(shop.live, shop.appId, shop.cartId);
  assert.equal(ids.length, 3);
  assert.ok(ids.includes(hat.id) && ids.includes(bag.id));
});
