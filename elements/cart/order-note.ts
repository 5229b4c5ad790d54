import { storagePrefix } from '../stores/cart/local.ts';

/**
 * What this tab knows of an order the checkout has placed: `paying` while it waits for its payment, `placed` from then on.
 * By the names that `payment-note.ts` and `DraftKeeper.noteOrder` give; not one file for all, or whoever opens the cart
 * would wait for another.
 */
export function orderHere(store: string): 'paying' | 'placed' | undefined {
  try {
    if (sessionStorage.getItem(`${storagePrefix(store)}paying`) !== null) return 'paying';
    return sessionStorage.getItem(`${storagePrefix(store)}order`) === null ? undefined : 'placed';
  } catch {
    // Where storage is denied, the mail about the order leads to it.
    return undefined;
  }
}

/** Whether a provider's page has led back here with an order that nothing else in the page shows. */
export const isLedBack = (): boolean =>
  new URLSearchParams(location.search).has('vitrine_order') &&
  !document.querySelector('vitrine-checkout, vitrine-order-status');
