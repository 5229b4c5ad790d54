import type { CartEntry } from '../contract/cart-log.ts';

/** The part of an order that its shopper sees live. */
export interface LiveOrder {
  /** UUID of the row in the sync server. */
  readonly id: string;
  /** UUID of the guest who placed it. */
  readonly ownerId: string;
  readonly storeId: string;
  readonly number: string;
  readonly status: string;
  readonly paymentStatus: string;
  readonly fulfilmentStatus: string;
  readonly totalMinor: number;
  readonly currency: string;
}

/**
 * Where live carts are: the embedded sync server in this process, or an InstantDB server's admin API. One app a store
 * (`appId`), so that no rule has to keep stores apart. Every write is idempotent; failures reject, and the caller falls
 * back or tries again.
 */
export interface LiveSync {
  /** Addresses for browsers. `origin` is the scheme and host the browser used to reach us. */
  endpoints(origin: string): { apiUri: string; websocketUri: string };
  /** The app a store's carts live in: its own in the embedded server, the configured one of a remote server. */
  appIdFor(storeAppId: string): string;
  /** Makes a guest with `storeId` fixed by us. `token` is the guest's refresh token. */
  createGuest(appId: string, storeId: string): Promise<{ userId: string; token: string }>;
  /** One more refresh token of a guest, for another device of his. */
  createToken(appId: string, userId: string): Promise<string>;
  /** The guest a refresh token belongs to, or undefined. */
  verifyGuest(appId: string, token: string): Promise<{ userId: string } | undefined>;
  putCart(
    appId: string,
    cart: { id: string; ownerId: string; storeId: string; createdAt: number; expiresAt: number },
  ): Promise<void>;
  readEntries(appId: string, cartId: string): Promise<CartEntry[]>;
  appendEntries(appId: string, cartId: string, entries: readonly CartEntry[]): Promise<void>;
  forgetEntries(appId: string, cartId: string, ids: readonly string[]): Promise<void>;
  deleteCart(appId: string, cartId: string): Promise<void>;
  putOrder(appId: string, order: LiveOrder): Promise<void>;
  /** Tells the open pages of a store that something on its pages has changed. `id` is `livePagesId` of the store. */
  putPages(appId: string, pages: { id: string; storeId: string; version: number }): Promise<void>;
}
