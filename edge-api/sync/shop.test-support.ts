import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { CartEntry } from '../contract/cart-log.ts';
import type { EmbeddedSyncOptions } from './embedded.node.ts';
import { signedIn, type TestClient } from './sync-client.test-support.ts';
import { serveSync, type SyncServer } from './sync-server.test-support.ts';

/** A shopper's guest and his cart. */
export interface Shopper {
  readonly userId: string;
  readonly token: string;
  readonly cartId: string;
}

/** A sync server with one store, that ends with its test. */
export interface Shop {
  readonly server: SyncServer;
  readonly appId: string;
  readonly dataDir: string;
  shopper(): Promise<Shopper>;
  connect(shopper: Shopper): Promise<TestClient>;
}

export const ADMIN_TOKEN = 'only-for-tests';

/** A folder that goes when the test ends. */
export async function temporaryFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'vitrine-sync-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Makes a guest and a cart that belongs to him. */
export async function makeShopper({ sync }: SyncServer, appId: string): Promise<Shopper> {
  const { userId, token } = await sync.live.createGuest(appId, 'halden');
  const cartId = crypto.randomUUID();
  const now = Date.now();
  await sync.live.putCart(appId, {
    id: cartId,
    ownerId: userId,
    storeId: 'halden',
    createdAt: now,
    expiresAt: now + 86_400_000,
  });
  return { userId, token, cartId };
}

/** Opens a shop for one test. */
export async function openShop(t: TestContext, options: Partial<EmbeddedSyncOptions> = {}): Promise<Shop> {
  const dataDir = await temporaryFolder(t);
  const appId = crypto.randomUUID();
  const server = await serveSync({ dataDir, adminToken: ADMIN_TOKEN, isApp: (id) => id === appId, ...options });
  const clients: TestClient[] = [];
  t.after(async () => {
    for (const client of clients) client.shutdown();
    await server.close();
  });
  return {
    server,
    appId,
    dataDir,
    shopper: () => makeShopper(server, appId),
    async connect({ token }) {
      const client = await signedIn(appId, server.origin, token);
      clients.push(client);
      return client;
    },
  };
}

/** An entry that keeps every rule. */
export const entry = (changes: Partial<CartEntry> = {}): CartEntry => ({
  id: crypto.randomUUID(),
  kind: 'add',
  variantId: 'mug-blue',
  options: { engraving: 'Ada' },
  quantity: 1,
  text: '',
  clock: '0mhxq2k8r-0000-tab1',
  ...changes,
});

/** The steps by which our own client writes an entry. */
export function writeEntry(client: TestClient, cartId: string, { id, ...fields }: CartEntry) {
  return client.tx.entries[id]!.update({ ...fields, cartId }, { upsert: true }).link({ cart: cartId });
}
