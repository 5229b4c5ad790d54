import type { CartLine } from '../../edge-api/contract/cart-log.ts';
import type { Quote } from '../../edge-api/contract/quotes.ts';
import type { Observable } from '../internal/observable.ts';

/** The cart as the elements see it. */
export interface CartState {
  /**
   * `idle`: nobody needed the cart yet, `count` is what was last seen. `loading`: on its way. `ready`: in step.
   * `offline`: usable, changes are kept and will be sent. `failed`: changes are kept, but the edge takes no more of them
   * (`cart_full`).
   */
  readonly status: 'idle' | 'loading' | 'ready' | 'offline' | 'failed';
  /** Units in the cart, for the button; from the last visit while `idle`. */
  readonly count: number;
  readonly lines: readonly CartLine[];
  readonly note: string;
  /** The edge's prices for these lines; undefined until answered, and of an earlier state of the lines while `quoting`. */
  readonly quote: Quote | undefined;
  readonly quoting: boolean;
  /** Whether the last price request failed; the lines are still right. */
  readonly quoteFailed: boolean;
}

export interface AddOptions {
  /** Units, default 1. */
  readonly quantity?: number;
  /** What the shopper wrote for this line. */
  readonly options?: Readonly<Record<string, string>>;
}

/** The one shared cart of a store in this page. Nothing here rejects because of the network: intents are kept first and sent later. */
export interface CartStore extends Observable<CartState> {
  /** Makes the cart current; loads the sync code at the first call. Resolves when the lines are known. */
  load(): Promise<void>;
  /** Adds units of a variant. Resolves when the intent is kept in the browser's journal. */
  add(variantId: string, options?: AddOptions): Promise<void>;
  /** Sets a line's units; 0 removes it. `key` as in `CartLine`. */
  set(key: string, quantity: number): Promise<void>;
  setNote(text: string): Promise<void>;
  /** The id and token to place an order with; undefined while the cart has never reached the edge. */
  session(): Promise<{ cartId: string; token: string } | undefined>;
  /** Shows the cart that `token` opens instead, on this and later visits. */
  join(token: string): Promise<void>;
  /** After an order: removes what it took, with the entries' ids derived from the order's, so that doing it twice is harmless. */
  take(orderId: string, lines: readonly CartLine[]): Promise<void>;
  /** Stops sync, timers and listeners; a later call of any method starts again. */
  suspend(): void;
}
