import type { CartLine } from '../../edge-api/contract/cart-log.ts';
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
}
