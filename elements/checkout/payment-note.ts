import { storagePrefix } from '../stores/cart/local.ts';

/** Parameter of the page's address by which a provider's page leads back to an order. */
export const ORDER_PARAMETER = 'vitrine_order';

/** What Stripe adds to that address. */
const STRIPE_PARAMETERS = ['payment_intent', 'payment_intent_client_secret', 'redirect_status', 'source_type'];

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

/** Takes the token of an order out of the page's address, with what Stripe put beside it. */
export function takeOrderParameter(): string | null {
  const url = new URL(location.href);
  const token = url.searchParams.get(ORDER_PARAMETER);
  if (token === null) return null;
  for (const name of [ORDER_PARAMETER, ...STRIPE_PARAMETERS]) url.searchParams.delete(name);
  history.replaceState(history.state, '', url);
  return token;
}
