import type { Money } from '../../edge-api/contract/money.ts';
import type { Order, PlaceOrder } from '../../edge-api/contract/orders.ts';
import type { Store } from '../../edge-api/contract/stores.ts';
import type { ApiError } from '../client/api-client.ts';
import type { StoreContext } from '../store/context.ts';
import { buyer, ownEmail } from './buyer.ts';
import type { CheckoutEntries } from './checkout-entries.ts';
import { codesOf, goodCodes } from './checkout-codes.ts';
import { checkFields, fieldErrorsOf, orderRequest, type FieldErrors } from './checkout-form.ts';
import type { CheckoutQuote } from './checkout-quote.ts';
import type { CheckoutKey } from './checkout.strings.ts';
import { findOrder, placeOrder, type Outcome } from './place-order.ts';

/** What an order is made of. */
export interface OrderForm {
  readonly store: StoreContext;
  readonly shop: Store | undefined;
  readonly entries: CheckoutEntries;
  readonly prices: CheckoutQuote;
  readonly money: (money: Money) => string;
  /** BCP 47 tag of the language shown: mails are written in it. */
  readonly locale: string;
  /** The draft on the edge, which the order completes. */
  readonly draft: Pick<PlaceOrder, 'checkoutId' | 'checkoutToken'>;
  /** Lets go of that draft. */
  readonly forgetDraft?: () => void;
}

/**
 * What comes of the wish to order: an order (`earlier` when it is one sent before whose answer was lost), or what the
 * shopper has to look at first: fields, prices that did not come, or something to be told.
 */
export type Verdict =
  | { readonly kind: 'placed'; readonly order: Order; readonly earlier: boolean }
  | { readonly kind: 'fields'; readonly errors: FieldErrors }
  | { readonly kind: 'unpriced' }
  | Told;

interface Told {
  readonly kind: 'told';
  readonly key: CheckoutKey;
  readonly values: Readonly<Record<string, string>>;
  /** For the page to hear of too. */
  readonly error?: ApiError;
}

const tell = (key: CheckoutKey, values: Told['values'] = {}): Told => ({ kind: 'told', key, values });

/** Places the order that the form means, unless there is something to look at first. */
export async function order(form: OrderForm): Promise<Verdict> {
  const { store, shop, entries, prices, money, locale, draft } = form;
  const seen = prices.quote?.total.amountMinor;
  const quote = (await prices.settled()) ?? (await prices.again());
  if (!quote) return { kind: 'unpriced' };
  const choices = {
    delivery: quote.deliveryMethods.length > 0,
    payment: Boolean(shop?.paymentMethods.length),
    account: ownEmail(store.client) !== '',
  };
  const errors = checkFields(entries.fields, choices, entries.rules);
  if (Object.keys(errors).length) return { kind: 'fields', errors };
  if (quote.lines.some(({ problem }) => problem)) return tell('stockChanged');
  if (quote.problems.length) return tell('deliveryNone', { country: entries.countryName });
  // Nobody orders at a total that was not on the page when the button was pressed.
  if (quote.total.amountMinor !== seen) return tell('totalNow', { price: money(quote.total) });

  const cart = await store.cart.session();
  const request = orderRequest(
    entries.fields,
    {
      lines: quote.lines.map(({ variantId, quantity, options }) => ({ variantId, quantity, options })),
      discountCodes: goodCodes(codesOf(store, entries), quote),
      currency: quote.currency,
      locale,
      expectedTotal: quote.total,
      ...draft,
      ...(cart ? { cart } : {}),
    },
    entries.rules,
  );
  let outcome = await placeOrder(buyer(store.client), entries.drafts, request);
  if (outcome.kind === 'refused' && /^cart_(not_found|token_invalid)$/.test(outcome.error.code)) {
    // The cart ran out on the edge; what is ordered stands in the order itself.
    const { cart: _expired, ...rest } = request;
    outcome = await placeOrder(buyer(store.client), entries.drafts, rest);
  }
  if (outcome.kind === 'refused' && outcome.error.code === 'checkout_closed') {
    // Whoever presses again means another order.
    form.forgetDraft?.();
    return tell('orderedElsewhere');
  }
  return verdictOn(outcome, form);
}

/** Looks for an order that was sent before and had no answer. */
export async function findEarlier(form: OrderForm): Promise<Verdict> {
  const outcome = await findOrder(buyer(form.store.client), form.entries.drafts);
  return outcome && outcome.kind !== 'refused' ? verdictOn(outcome, form) : tell('notFound');
}

function verdictOn(outcome: Outcome, form: OrderForm): Verdict | Promise<Verdict> {
  if (outcome.kind === 'placed') return outcome;
  if (outcome.kind === 'unknown') return { ...tell('unknown'), error: outcome.error };
  return verdictOnRefusal(outcome.error, form);
}

async function verdictOnRefusal(error: ApiError, { entries, prices, money }: OrderForm): Promise<Verdict> {
  const { code, message } = error;
  if (code === 'invalid_request') {
    const { errors, rest } = fieldErrorsOf(error);
    if (Object.keys(errors).length) return { kind: 'fields', errors };
    return tell('refused', { message: rest[0] ?? message });
  }
  if (!/^(price_changed|not_enough_stock|not_deliverable|discount_used_up)$/.test(code))
    return tell('refused', { message });
  // What was shown is out of date: show what is true now, and let the shopper decide again.
  const quote = error.quote ? prices.told(error.quote) : await prices.again();
  if (!quote) return { kind: 'unpriced' };
  if (code === 'not_deliverable') return tell('deliveryNone', { country: entries.countryName });
  if (code === 'not_enough_stock') return tell('stockChanged');
  return tell('priceChanged', { price: money(quote.total) });
}
