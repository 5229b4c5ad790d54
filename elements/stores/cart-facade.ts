import type { ApiClient } from '../client/api-client.ts';
import { toJson } from '../client/to-json.ts';
import { Signal } from '../internal/observable.ts';
import { retryImport } from '../internal/retry-import.ts';
import { newEntryId } from './cart/entry-id.ts';
import type { Intent } from './cart/intent.ts';
import { QUEUED, readLocal, storagePrefix, writeLocal } from './cart/local.ts';
import type { QueuedIntent } from './cart/queued.ts';
import type { LoadedCart } from './cart.ts';
import type { CartState, CartStore } from './cart-store.ts';

/** How long until the cart's code is asked for again after it could not be loaded, in milliseconds. */
const RETRY_MS = 5000;

const fetchCode = retryImport(() => import('./cart.ts'), import.meta.url);

/**
 * The cart of a store while nobody needs it: the count of the last visit, and a promise of the rest. The code behind it
 * is loaded by the first call, when the browser is idle if there is a cart already, or when another tab makes one.
 */
export function createCart(handle: string, client: ApiClient): CartStore {
  const prefix = storagePrefix(handle);
  const count = Number(readLocal(`${prefix}count`)) || 0;
  const state = new Signal<CartState>({
    status: 'idle',
    count,
    lines: [],
    note: '',
    quote: undefined,
    quoting: false,
    quoteFailed: false,
  });
  const queued: QueuedIntent[] = [];
  let loading: Promise<LoadedCart> | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;

  function cart(): Promise<LoadedCart> {
    listen(false);
    return (loading ??= fetchCode().then(({ openCart }) => {
      const cart = openCart({ handle, client, queued, initial: state.value });
      const follow = (): void => void (state.value = cart.value);
      cart.subscribe(follow);
      follow();
      return cart;
    })).catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
  }

  /** Loads the cart, and tries again by itself while it cannot. */
  function load(): Promise<void> {
    clearTimeout(retry);
    return cart().then(
      (cart) => cart.load(),
      () => {
        state.value = { ...state.value, status: 'offline' };
        retry = setTimeout(load, RETRY_MS);
      },
    );
  }

  function perform(intent: Intent): Promise<void> {
    const id = newEntryId();
    // At once, because the shopper may be leaving the page this very moment, before any code has come.
    const kept = writeLocal(prefix + QUEUED + id, toJson([Date.now(), intent]));
    return cart().then(
      (cart) => cart.perform(intent, id),
      () => {
        if (!kept) queued.push([id, intent]);
        const more = intent[0] === 'add' ? Number(intent[2]?.quantity ?? 1) || 0 : 0;
        state.value = { ...state.value, status: 'offline', count: state.value.count + more };
        // Also what tells the next page of this shop that something waits.
        writeLocal(`${prefix}count`, `${state.value.count}`);
        void load();
      },
    );
  }

  const whenIdle = (): unknown => (globalThis.requestIdleCallback ?? setTimeout)(() => loading ?? load());
  const onStorage = ({ key, newValue }: StorageEvent): void => {
    if (key === `${prefix}cart` && newValue) void load();
  };
  function listen(on: boolean): void {
    if (on) addEventListener('storage', onStorage);
    else removeEventListener('storage', onStorage);
  }

  listen(true);
  // Without localStorage only the cart's own code can tell whether there is one.
  if (count || readLocal(`${prefix}cart`) !== null) {
    if (document.readyState === 'complete') whenIdle();
    else addEventListener('load', whenIdle, { once: true });
  }

  return {
    get value() {
      return state.value;
    },
    subscribe(listener) {
      // Again after `suspend`: someone looks at the count.
      if (!loading) listen(true);
      return state.subscribe(listener);
    },
    load,
    add: (variantId, options) => perform(['add', variantId, options]),
    set: (key, quantity) => perform(['set', key, quantity]),
    setNote: (text) => perform(['setNote', text]),
    session: () => cart().then((cart) => cart.session()),
    more: cart,
    take: (orderId, lines) => cart().then((cart) => cart.take(orderId, lines)),
    suspend() {
      clearTimeout(retry);
      listen(false);
      removeEventListener('load', whenIdle);
      void loading?.then((cart) => cart.suspend());
    },
  };
}
