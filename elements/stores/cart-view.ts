import { Signal } from '../internal/observable.ts';
import type { CartStore } from './cart-store.ts';

/** Whether a store's cart is shown, and which of its two steps. */
export interface CartViewState {
  readonly open: boolean;
  readonly step: 'cart' | 'checkout';
}

/**
 * What the elements of one store agree on about showing its cart: a button or a buy button opens it, the cart shows it.
 * Of several carts in a page, the first presents it.
 */
export class CartView extends Signal<CartViewState> {
  private readonly presenters = new Set<object>();

  constructor() {
    super({ open: false, step: 'cart' });
  }

  open(step: CartViewState['step'] = 'cart'): void {
    this.value = { open: true, step };
  }

  close(): void {
    if (this.value.open) this.value = { open: false, step: 'cart' };
  }

  /** Notes that a cart which is always in sight has been brought to the shopper's attention; its step stays. */
  noticed(): void {
    this.value = { ...this.value, open: false };
  }

  /** Enters an element that can show the cart, until the function it answers is called. */
  present(presenter: object): () => void {
    this.presenters.add(presenter);
    return () => this.presenters.delete(presenter);
  }

  /** Whether `presenter`, or without one anybody in this page, is the one to show the cart. */
  isPresentedBy(presenter?: object): boolean {
    const [first] = this.presenters;
    return presenter ? first === presenter : first !== undefined;
  }
}

const views = new WeakMap<CartStore, CartView>();

/** The view of a cart: one for each, shared by all elements of its store. */
export function cartViewOf(cart: CartStore): CartView {
  let view = views.get(cart);
  if (!view) views.set(cart, (view = new CartView()));
  return view;
}
