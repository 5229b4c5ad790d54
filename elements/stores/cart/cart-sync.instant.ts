import { init, StoreInterface } from '@instantdb/core';
import type { CartEntry } from '../../../edge-api/contract/cart-log.ts';
import type { CartSession } from '../../../edge-api/contract/carts.ts';
import { offerOrders } from '../order-news.ts';
import { limit } from './limit.ts';
import type { CartSync, CartSyncPort } from './cart-sync.ts';

/** How long a lost connection may take to come back by itself, in milliseconds. */
const GRACE_MS = 4000;
/** The client gives a write 6 s and more when several wait; then we stop believing in it. */
const WRITE_MS = 9000;
const CHECK_MS = 5000;
const HEARTBEAT_MS = 45_000;
const BATCH = 100;

// The client keeps two stores in the page's globals, for code that is swapped while it runs, and has its own hold of both.
// A page that uses InstantDB itself has something in them by now, and keeps them.
const instances: unknown = Reflect.get(globalThis, '__instantDbStore');
if (typeof instances === 'object' && Object.keys(instances ?? {}).length === 0) {
  Reflect.deleteProperty(globalThis, '__instantDbStore');
  Reflect.deleteProperty(globalThis, '__instantDbSchemaHashStore');
}

type LiveSession = CartSession & { sync: NonNullable<CartSession['sync']> };

/** Where this page looks for the network, so that the listener can be taken away again. */
function networkListener() {
  const listeners = new Set<() => void>();
  return {
    getIsOnline: async () => navigator.onLine,
    listen(hear: (online: boolean) => void): () => void {
      const online = () => hear(true);
      const offline = () => hear(false);
      addEventListener('online', online);
      addEventListener('offline', offline);
      const stop = () => {
        removeEventListener('online', online);
        removeEventListener('offline', offline);
      };
      listeners.add(stop);
      return stop;
    },
    stop: () => listeners.forEach((stop) => stop()),
  };
}

/**
 * What the client would keep in IndexedDB, in memory instead: our own journal is what survives, so the client needs no
 * second one, and an IndexedDB that hangs cannot hang it. The session's guest is there from the start, which saves the
 * sign-in and its round trip.
 */
function memoryStore({ appId, user }: LiveSession['sync']) {
  return class extends StoreInterface {
    readonly items: Map<string, unknown>;

    constructor(app: string, name: 'kv' | 'querySubs' | 'syncSubs') {
      super(app, name);
      this.items = new Map();
      if (name !== 'kv') return;
      this.items.set('currentUser', {
        id: user.id,
        refresh_token: user.refreshToken,
        app_id: appId,
        email: null,
        type: 'guest',
        isGuest: true,
      });
    }
    async getItem(key: string): Promise<unknown> {
      return this.items.get(key) ?? null;
    }
    async removeItem(key: string): Promise<void> {
      this.items.delete(key);
    }
    async multiSet(pairs: [string, unknown][]): Promise<void> {
      for (const [key, value] of pairs) this.items.set(key, value);
    }
    async getAllKeys(): Promise<string[]> {
      return [...this.items.keys()];
    }
  };
}

/** The log live through InstantDB. Tells `down` when it does not become or stay live; it does not come back after that. */
export function connectInstant(session: LiveSession, port: CartSyncPort): CartSync {
  const { appId, apiUri, websocketUri } = session.sync;
  const { cartId } = session;
  const network = networkListener();
  const config = {
    appId,
    apiURI: apiUri,
    websocketURI: websocketUri,
    devtool: false,
    // The client keeps one instance an app and page; two stores of one app, or one started anew, must not share it.
    __extraDedupeKey: `${cartId}${Math.random()}`,
  };
  const db = init(config, memoryStore(session.sync), network, undefined, globalThis.EventSource);

  /** Rows this client has written and nobody confirmed: its results show them too, and even keep showing a write that failed. */
  const unconfirmed = new Set<string>();
  /** Rows on their way or stored, and entries asked to be deleted: once in the life of a connection is enough. */
  const sent = new Set<string>();
  const forgotten = new Set<string>();
  let latest: CartEntry[] | undefined;
  let live = false;
  let stopped = false;
  let grace: ReturnType<typeof setTimeout> | undefined;

  const down = (): void => {
    if (!stopped) port.down();
  };
  function tell(): void {
    if (!stopped && latest) port.log(latest.filter(({ id }) => !unconfirmed.has(id)));
  }
  function wait(): void {
    live = false;
    grace ??= setTimeout(down, GRACE_MS);
  }

  async function send(rows: readonly CartEntry[]): Promise<void> {
    const ids = rows.map(({ id }) => id);
    for (const id of ids) {
      sent.add(id);
      unconfirmed.add(id);
    }
    // `upsert`, because the client would otherwise choose by its own cache, which may hold a write that never arrived.
    const steps = rows.map(({ id, kind, variantId, options, quantity, text, clock }) =>
      db.tx['entries']![id]!.update({ kind, variantId, options, quantity, text, clock, cartId }, { upsert: true }).link(
        { cart: cartId },
      ),
    );
    try {
      const { status } = await limit(db.transact(steps), WRITE_MS);
      // `enqueued` means that the connection went meanwhile: it is sent once more when it is back.
      for (const id of ids) (status === 'synced' ? unconfirmed : sent).delete(id);
    } catch {
      // Written or not, nobody knows. The rows stay in the journal, and plain HTTP will tell.
      down();
    }
    tell();
  }

  function push(): void {
    if (!live || stopped) return;
    const rows = port.pending().filter(({ id }) => !sent.has(id));
    for (let at = 0; at < rows.length; at += BATCH) void send(rows.slice(at, at + BATCH));
  }

  function check(): void {
    if (!live || stopped) return;
    // The client does not notice a connection that died in its sleep; asking anything does.
    limit(db.queryOnce({ carts: { $: { where: { id: cartId }, fields: ['expiresAt'] } } }), CHECK_MS).catch(down);
  }

  function onResult(answer: { error?: unknown; data?: unknown }): void {
    if (stopped) return;
    if (answer.error) return down();
    // Its shape is that of the query; `isEntry` looks at each row.
    const [cart] = (answer.data as { carts: { expiresAt?: number; entries?: unknown[] }[] }).carts;
    if (!cart) return port.lost();
    if (cart.expiresAt) port.expires(cart.expiresAt);
    latest = (cart.entries ?? []).filter(isEntry);
    clearTimeout(grace);
    grace = undefined;
    live = true;
    tell();
    push();
  }

  function onStatus(status: string): void {
    if (stopped) return;
    if (status === 'closed' || status === 'errored') wait();
    if (status !== 'authenticated' || !latest) return;
    clearTimeout(grace);
    grace = undefined;
    live = true;
    push();
  }

  wait();
  const unsubscribe = [
    db.subscribeConnectionStatus(onStatus),
    db.subscribeQuery({ carts: { $: { where: { id: cartId } }, entries: {} } }, onResult),
  ];
  unsubscribe.push(
    offerOrders((id, changed) => {
      let before: string | undefined;
      return db.subscribeQuery({ orders: { $: { where: { id } } } }, (answer: { data?: unknown }) => {
        if (answer.data === undefined) return;
        const now = JSON.stringify(answer.data);
        if (before !== undefined && now !== before) changed();
        before = now;
      });
    }),
  );
  const heartbeat = setInterval(() => document.hidden || check(), HEARTBEAT_MS);

  return {
    push,
    check,
    forget(ids) {
      const fresh = ids.filter((id) => !forgotten.has(id)).slice(0, BATCH);
      if (!live || !fresh.length) return;
      for (const id of fresh) forgotten.add(id);
      // Whether it works matters little: what stays is dominated all the same.
      db.transact(fresh.map((id) => db.tx['entries']![id]!.delete())).catch(() => undefined);
    },
    stop() {
      stopped = true;
      clearTimeout(grace);
      clearInterval(heartbeat);
      for (const stop of unsubscribe) stop();
      db.shutdown();
      network.stop();
      // `shutdown` closes the socket alone; these would stay with the page.
      const { _reactor: reactor } = db;
      const { _broadcastChannel: channel, _beforeUnload: unload } = reactor;
      channel?.close();
      removeEventListener('beforeunload', unload);
      for (const kept of [reactor.kv, reactor.querySubs]) {
        // A write still under way would wind the timer of a minute up again.
        kept.gc = () => {};
        clearTimeout(kept['_nextGc'] ?? undefined);
      }
    },
  };
}

function isEntry(value: unknown): value is CartEntry {
  const entry = value as Partial<CartEntry> | null;
  return typeof entry?.id === 'string' && typeof entry.clock === 'string' && typeof entry.variantId === 'string';
}
