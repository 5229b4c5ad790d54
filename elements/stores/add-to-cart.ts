import { VitrineCartAddEvent, type VitrineCartAddDetail } from '../events/cart-add.ts';
import type { CartStore } from './cart-store.ts';

/** Tells the page that a shopper adds something, and adds it unless the page cancels. Answers whether it was added. */
export async function addToCart(element: EventTarget, cart: CartStore, detail: VitrineCartAddDetail): Promise<boolean> {
  const { variantId, quantity, options } = detail;
  let resolve!: () => void;
  let reject!: (reason: unknown) => void;
  const promise = new Promise<void>((done, fail) => {
    resolve = done;
    reject = fail;
  });
  // The page may not care; a rejection that nobody hears of would be an error of the page.
  promise.catch(() => undefined);
  if (!element.dispatchEvent(new VitrineCartAddEvent(detail, promise))) return false;
  try {
    await cart.add(variantId, { quantity, options });
    resolve();
    return true;
  } catch (error) {
    reject(error);
    throw error;
  }
}
