import type { CartEntry } from '../contract/cart-log.ts';
import { livePagesId } from '../contract/take-id.ts';
import type { LiveOrder, LiveSync } from '../sync/port.ts';
import { ApiError } from './errors.ts';

/** Live sync as one store sees it: its app and its id are fixed, so that no caller can name another's. */
export interface StoreLiveCarts {
  /** What a browser needs to connect. */
  endpoints(origin: string): { appId: string; apiUri: string; websocketUri: string };
  createGuest(): Promise<{ userId: string; token: string }>;
  /** One more token of a guest, for another device of his. */
  createToken(userId: string): Promise<string>;
  putCart(cart: { id: string; ownerId: string; createdAt: number; expiresAt: number }): Promise<void>;
  readEntries(cartId: string): Promise<CartEntry[]>;
  appendEntries(cartId: string, entries: readonly CartEntry[]): Promise<void>;
  forgetEntries(cartId: string, ids: readonly string[]): Promise<void>;
  deleteCart(cartId: string): Promise<void>;
  putOrder(order: Omit<LiveOrder, 'storeId'>): Promise<void>;
  /** Tells the open pages of the store that something on its pages has changed. */
  putPages(version: number): Promise<void>;
  /** What an open page asks the sync server, to be told. */
  pagesQuery(): Promise<object>;
}

/** Tells a caller to come back when the sync server does not answer. */
const reach = <T>(answer: Promise<T>): Promise<T> =>
  answer.catch((cause: unknown) => {
    throw new ApiError('store_unavailable', 'The cart cannot be reached right now. Please try again in a moment.', {
      cause,
    });
  });

/** Narrows live sync to one store. */
export function storeLiveCarts(live: LiveSync, store: { id: string; instantAppId: string }): StoreLiveCarts {
  const appId = live.appIdFor(store.instantAppId);
  const storeId = store.id;
  return {
    endpoints: (origin) => ({ appId, ...live.endpoints(origin) }),
    createGuest: () => reach(live.createGuest(appId, storeId)),
    createToken: (userId) => reach(live.createToken(appId, userId)),
    putCart: (cart) => reach(live.putCart(appId, { ...cart, storeId })),
    readEntries: (cartId) => reach(live.readEntries(appId, cartId)),
    appendEntries: (cartId, entries) => reach(live.appendEntries(appId, cartId, entries)),
    forgetEntries: (cartId, ids) => reach(live.forgetEntries(appId, cartId, ids)),
    deleteCart: (cartId) => reach(live.deleteCart(appId, cartId)),
    putOrder: (order) => reach(live.putOrder(appId, { ...order, storeId })),
    putPages: async (version) => reach(live.putPages(appId, { id: await livePagesId(storeId), storeId, version })),
    async pagesQuery() {
      const id = await livePagesId(storeId);
      return { pages: { $: { where: { id } } }, $$ruleParams: { id } };
    },
  };
}
