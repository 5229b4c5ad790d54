import type { CartEntry } from '../../../edge-api/contract/cart-log.ts';

/** A way to keep one cart's log in step with the server. */
export interface CartSync {
  /** There are rows to hand in: `port.pending()`. */
  push(): void;
  /** Deletes entries that no longer matter. */
  forget(ids: readonly string[]): void;
  /** Finds out now whether we are still in step, as after sleep or when the page is looked at again. */
  check(): void;
  /** Leaves nothing behind. */
  stop(): void;
}

/** What a `CartSync` tells. After `stop` it tells nothing. */
export interface CartSyncPort {
  /** Rows to hand in now. */
  pending(): readonly CartEntry[];
  /** Entries the server is known to have; not necessarily all. */
  log(entries: readonly CartEntry[]): void;
  /** Out of step; whoever listens decides what to do instead. `closed` when the shop itself is. */
  down(closed?: boolean): void;
  /** Until when the shop keeps the cart, epoch milliseconds. */
  expires(at: number): void;
  /** The cart is not there, or its token does not open it. */
  lost(): void;
  /** The server does not take these rows; answers whether they were given up, so that others can go on. */
  refuse(rows: readonly CartEntry[], code: string): boolean;
}
