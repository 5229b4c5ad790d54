import { MAX_QUANTITY, type CartLine } from '../../edge-api/contract/cart-log.ts';
import type { Money } from '../../edge-api/contract/money.ts';
import type { Text } from '../internal/strings.ts';
import type { CartState } from '../stores/cart-store.ts';
import type { CartKey } from './cart.strings.ts';
import type { RemovedLine } from './line-changes.ts';

/** What is shown on a page without a store. */
export const NO_CART: CartState = {
  status: 'loading',
  count: 0,
  lines: [],
  note: '',
  quote: undefined,
  quoting: false,
  quoteFailed: false,
};

/** What the parts of the cart need of it to show themselves and to be used. */
export interface CartUi {
  readonly say: Text<CartKey>;
  readonly money: (money: Money) => string;
  /** Whether names and prices are on their way for the first time. */
  readonly waiting: boolean;
  /** Tells users of screen readers. */
  announce(text: string): void;
  setQuantity(line: CartLine, quantity: number): void;
  remove(line: CartLine): void;
  putBack(removed: RemovedLine): void;
  keepForLater(line: CartLine, saved: boolean): void;
  setCode(code: string, entered: boolean): void;
  /** Units that this line can have, as far as the shop has told: what is left without what other lines have. */
  most(line: CartLine): number;
  /** Asks for the cart again. */
  retry(): void;
  saveNote(text: string): void;
  /** Whether lines can be made gifts. */
  readonly gifts: boolean;
  /** Whether lines can be kept for later. */
  readonly keeps: boolean;
  /** Opens the form of a line's text and gift. */
  edit(line: CartLine): void;
  /** The form, below the line it is about. */
  formOf(line: CartLine): unknown;
}

/** Units a line can have, as far as the shop has told: stock is a variant's, and two lines of it share it. */
export function mostOf({ key, variantId, quantity }: CartLine, { lines, quote }: CartState): number {
  const left = quote?.lines.find((line) => line.key === key)?.quantityAvailable ?? undefined;
  if (left === undefined) return MAX_QUANTITY;
  const elsewhere = lines.filter((line) => line.variantId === variantId && line.key !== key);
  const others = elsewhere.reduce((sum, line) => sum + line.quantity, 0);
  // A line that has too many already is told so beside it, and goes down by its own buttons.
  return Math.min(MAX_QUANTITY, Math.max(left - others, Math.min(1, quantity)));
}

/** A day and time, as its readers write it. */
function dateText(at: number, locale: string): string {
  const options = { weekday: 'long', day: 'numeric', month: 'long', hour: 'numeric', minute: '2-digit' } as const;
  try {
    return new Date(at).toLocaleString(locale, options);
  } catch {
    return new Date(at).toLocaleString('en', options);
  }
}

/** How near the end of its time a cart says so, in milliseconds. */
const SOON_MS = 36 * 3_600_000;

/** Until when the cart is kept, in words; empty while there is time. */
export function keptUntil(say: Text<CartKey>, { expiresAt }: CartState, locale: string): string {
  const soon = expiresAt !== undefined && expiresAt - Date.now() < SOON_MS;
  return soon ? say('keptUntil', { date: dateText(expiresAt, locale) }) : '';
}
