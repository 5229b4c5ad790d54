import type { CartLine } from '../../edge-api/contract/cart-log.ts';
import type { CartHandover } from '../../edge-api/contract/carts.ts';
import type { Quote } from '../../edge-api/contract/quotes.ts';
import type { ApiClient } from '../client/api-client.ts';
import type { Observable } from '../internal/observable.ts';

/**
 * What happened to the cart while nobody looked: `restored` after its time at the shop was over, `joined` another device's
 * cart, `merged` with one, or a link to one did not work (`refused`).
 */
export type CartNews = 'restored' | 'joined' | 'merged' | 'refused';

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
  /** Lines kept for later, and the edge's word on them. Missing while the cart's code is not there, as all below. */
  readonly saved?: readonly CartLine[];
  readonly savedQuote?: Quote | undefined;
  /** Discount codes as entered; the quote says which are in effect and which are not. */
  readonly codes?: readonly string[];
  /** Currency the shopper chose to pay in; the store's own without. */
  readonly currency?: string | undefined;
  /** Whether the shop takes nothing just now (HTTP 423), as far as its latest answer says. */
  readonly closed?: boolean;
  /** Until when the shop keeps the cart if nobody comes back, epoch milliseconds. */
  readonly expiresAt?: number | undefined;
  /** What the shopper is to be told, until `dismiss`. */
  readonly news?: readonly CartNews[];
}

/** What only a cart in use can do. Nothing here but sharing rejects because of the network. */
export interface CartActions {
  /** Puts a line aside, or back into the cart. */
  keepForLater(key: string, saved: boolean): Promise<void>;
  /** Enters a discount code, or removes it again. */
  setCode(code: string, entered: boolean): Promise<void>;
  /** Gives a line other options, in one step: it keeps its units. Answers the key it has then. */
  edit(key: string, options: Readonly<Record<string, string>>): Promise<string>;
  /** Prices in this currency from now on, on later visits too; the store's own for an empty text. */
  setCurrency(currency: string): void;
  dismiss(news: CartNews): void;
  /** A code that opens this cart once: in a link, or for the page of another of the store's origins. */
  handOver(to?: string): Promise<CartHandover>;
  /** Uses such a code: from here on this browser has that cart, and what it had itself is in it. */
  takeOver(code: string, from?: string): Promise<void>;
  /** Makes the cart the signed-in customer's, or part of the one he has. `request` carries his token. */
  claim(request: ApiClient['request']): Promise<void>;
  /** Lets go of the cart, as when a customer signs out: it stays his, and this browser begins an empty one. */
  leave(): Promise<void>;
  /** Shows the cart that `token` opens instead, on this and later visits. */
  join(token: string): Promise<void>;
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
  /** Loads the cart's code and answers what else it can do; rejects when the code cannot be had. */
  more?(): Promise<CartActions>;
  /** After an order: removes what it took, with the entries' ids derived from the order's, so that doing it twice is harmless. */
  take(orderId: string, lines: readonly CartLine[]): Promise<void>;
  /** Stops sync, timers and listeners; a later call of any method starts again. */
  suspend(): void;
}
