import type { RegisteredStore, StoreDirectory } from './middleware/open-store.ts';

/** Most stores remembered at a time. */
const MOST = 5000;

/**
 * Remembers for a moment what the registry said about a store, so that a page view costs the store's database one round
 * trip and the registry none. A suspension therefore takes at most `rememberMs` to be seen; closed stores and unknown
 * handles are not remembered, so opening shows at once.
 */
export function storeDirectory<Store extends RegisteredStore>({
  find,
  lease,
  ping,
  rememberMs,
  now,
}: {
  find: (handle: string) => Promise<Store | undefined>;
  lease: (store: Store) => ReturnType<StoreDirectory['open']>;
  ping: () => Promise<unknown>;
  rememberMs: number;
  now: () => number;
}): StoreDirectory {
  const remembered = new Map<string, { store: Store; until: number }>();
  const byId = new WeakMap<RegisteredStore, Store>();
  return {
    async find(handle) {
      const known = remembered.get(handle);
      if (known && known.until > now()) return known.store;
      const store = await find(handle);
      remembered.delete(handle);
      if (!store) return undefined;
      const open = store.status === 'active' || store.status === 'trial';
      if (open && rememberMs > 0) remembered.set(handle, { store, until: now() + rememberMs });
      for (const oldest of remembered.keys()) {
        if (remembered.size <= MOST) break;
        remembered.delete(oldest);
      }
      byId.set(store, store);
      return store;
    },
    async open(store) {
      const whole = byId.get(store);
      if (!whole) throw new Error('Only a store that was found here can be opened here.');
      return lease(whole);
    },
    ping: async () => void (await ping()),
  };
}
