import { storagePrefix } from '../stores/cart/local.ts';

/** Parameter of the page's address by which a provider's page leads back to an order. */
export const ORDER_PARAMETER = 'vitrine_order';

/** Where a tab notes the order it is paying, by the handle of the store. */
export const paymentKey = (store: string): string => `${storagePrefix(store)}paying`;

/** The token of the order this tab is paying. */
export function rememberedPayment(store: string): string | null {
  try {
    return sessionStorage.getItem(paymentKey(store));
  } catch {
    return null;
  }
}

/** Whether an order waits here to be paid: after a reload, or back from a provider's page. */
export const waitsForPayment = (store: string): boolean =>
  new URLSearchParams(location.search).has(ORDER_PARAMETER) || rememberedPayment(store) !== null;
