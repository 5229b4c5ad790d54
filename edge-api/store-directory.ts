import { AnswerCache, type Background, type Belief, type Stranger, TooManyStrangers } from './answer-cache.ts';
import type { RegisteredStore, StoreDirectory } from './middleware/open-store.ts';
import { ApiError } from './services/errors.ts';

const BOUNDS = { outageMs: 60_000, patienceMs: 1500, maxKept: 10_000, maxMissing: 2000 } as const;

/** On Node a suspension, a new address or a moved domain is seen by every request within 1 second. */
export const BELIEF_NODE: Belief = {
  ...BOUNDS,
  freshMs: 500,
  staleMs: 1000,
  missingMs: 500,
  strangersPerSecond: 10_000,
  shared: true,
};

/** On Workers, where every question crosses a network, within 5 seconds in every isolate. */
export const BELIEF_WORKERS: Belief = {
  ...BOUNDS,
  freshMs: 2500,
  staleMs: 5000,
  missingMs: 1000,
  strangersPerSecond: 2000,
  shared: false,
};

/** Believes nothing for longer than a request, so that a test sees each change at once. */
export const BELIEF_NONE: Belief = {
  ...BOUNDS,
  freshMs: 0,
  staleMs: 0,
  missingMs: 0,
  outageMs: 0,
  strangersPerSecond: Infinity,
  shared: false,
};

/**
 * Remembers for a moment what the registry said about a store, so that a page view costs the store's database one round
 * trip and the registry none. While the registry cannot be reached, stores that were in use go on for `outageMs`.
 */
export function storeDirectory<Store extends RegisteredStore>({
  find,
  findByHost,
  lease,
  stamp,
  ping,
  belief,
  now,
}: {
  find: (handle: string) => Promise<Store | undefined>;
  findByHost: (host: string) => Promise<Store | undefined>;
  lease: (store: Store) => ReturnType<StoreDirectory['open']>;
  stamp?: (store: Store) => string | undefined;
  ping: () => Promise<unknown>;
  belief: Belief;
  now: () => number;
}): StoreDirectory {
  const whole = new WeakMap<RegisteredStore, Store>();
  const cache = (ask: (key: string) => Promise<Store | undefined>) =>
    new AnswerCache<Store>({
      async ask(key) {
        const store = await ask(key);
        if (store) whole.set(store, store);
        return store;
      },
      belief,
      now,
    });
  const byHandle = cache(find);
  const byHost = cache(findByHost);
  const get = async (stores: AnswerCache<Store>, key: string, background?: Background, stranger?: Stranger) => {
    try {
      return await stores.get(key, background, stranger);
    } catch (error) {
      if (!(error instanceof TooManyStrangers)) throw error;
      // Whoever asks, not we, is why: it is no failure of ours to be logged as one.
      throw new ApiError('rate_limited', 'Too many unknown stores are asked for right now.', { retryAfterS: 1 });
    }
  };
  return {
    find: (handle, background, stranger) => get(byHandle, handle, background, stranger),
    findByHost: (host, background, stranger) => get(byHost, host, background, stranger),
    forget(storeId) {
      for (const stores of [byHandle, byHost]) stores.forget(({ id }) => id === storeId);
    },
    async open(store) {
      const found = whole.get(store);
      if (!found) throw new Error('Only a store that was found here can be opened here.');
      return lease(found);
    },
    stamp(store) {
      const found = whole.get(store);
      return found && stamp?.(found);
    },
    ping: async () => void (await ping()),
  };
}
