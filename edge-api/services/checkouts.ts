import type { OrderAnswer, PlaceOrder } from '../contract/orders.ts';
import type { Quote } from '../contract/quotes.ts';
import type { OrderRepository } from '../repositories/orders.ts';
import type { CartService } from './carts.ts';
import type { CheckoutDraftService } from './checkout-drafts.ts';
import { ApiError, invalidRequest } from './errors.ts';
import { newOrder } from './new-order.ts';
import { orderAnswer } from './orders.ts';
import { monthStart } from './plans.ts';
import type { Pricing, QuoteService } from './quotes.ts';
import { sha256 } from './secrets.ts';

/** How often an order is priced again because prices changed under it, before the shopper is told to try later. */
const ATTEMPTS = 4;

export interface CheckoutService {
  /** Places an order, of a guest unless somebody is signed in, or answers again the one that the same key placed. */
  place(request: PlaceOrder, customerId?: string | null): Promise<OrderAnswer>;
  /** The order a key has placed; for callers whose keys nobody else can know. */
  placed(idempotencyKey: string): Promise<OrderAnswer | undefined>;
}

export interface CheckoutDependencies {
  readonly orders: OrderRepository;
  readonly quotes: QuoteService;
  readonly carts: CartService;
  readonly drafts: Pick<CheckoutDraftService, 'opens'>;
  /** The e-mail of a customer's account. */
  readonly emailOf: (customerId: string) => Promise<string | undefined>;
  /** Whether orders are shown live, so that there is something to mirror. */
  readonly live: boolean;
  /** Orders the store may take in a month of UTC; null without limit. */
  readonly mostOrders: () => number | null;
  /** Told of each order that was placed, once. */
  readonly onPlaced?: () => void;
  readonly now: () => number;
}

/** JSON with the keys of every object in order: two requests that mean the same have the same text. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const pairs = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${pairs.map(([name, inner]) => `${JSON.stringify(name)}:${canonical(inner)}`).join(',')}}`;
}

const usedUp = (quote: Quote): ApiError =>
  new ApiError('discount_used_up', 'A discount has been used up. The quote has what it costs without.', { quote });

const isExpected = ({ total }: Quote, { expectedTotal }: PlaceOrder): boolean =>
  expectedTotal.amountMinor === total.amountMinor && expectedTotal.currency === total.currency;

/**
 * Refuses an order that cannot be placed as it was asked for. `quote` is what may be told: it knows nothing of the e-mail.
 * Anybody can write any address into an order, and a discount that it has used up would tell whose customer it is.
 */
function refuse(request: PlaceOrder, { totals, lines, quote: whole }: Pricing, quote: Quote): void {
  const problem = lines.find((line) => line.problem)?.problem;
  if (problem)
    throw new ApiError(
      'not_enough_stock',
      'Some of these cannot be had any more, or not as many. The quote says which.',
      {
        quote,
      },
    );
  if (totals.needsShipping && totals.methods.length === 0)
    throw new ApiError('not_deliverable', `This shop does not deliver to ${request.shippingAddress.country}.`, {
      quote,
    });
  if (totals.needsShipping && !totals.method)
    throw invalidRequest('deliveryMethodId', `One of ${totals.methods.map(({ id }) => id).join(', ')}.`);
  const ways = quote.paymentMethods.map(({ id }) => id);
  if (!ways.includes(request.paymentMethodId))
    throw invalidRequest('paymentMethodId', `One of ${ways.join(', ')} for this order.`);
  // Whoever would have ordered at this very total hears what it is with the e-mail.
  const shown = isExpected(quote, request) ? whole : quote;
  if (shown.rejectedCodes.some(({ reason }) => reason === 'used_up')) throw usedUp(shown);
  throw new ApiError('price_changed', 'The total is not what was shown. The quote has what it is now.', {
    quote: shown,
  });
}

/** Whether it can be placed as it was asked for. */
const mayPlace = (request: PlaceOrder, { quote, totals, lines }: Pricing): boolean =>
  !lines.some((line) => line.problem) &&
  (!totals.needsShipping || totals.method !== null) &&
  isExpected(quote, request);

export function checkoutService({
  orders,
  quotes,
  carts,
  drafts,
  emailOf,
  live,
  mostOrders,
  onPlaced,
  now,
}: CheckoutDependencies): CheckoutService {
  /** The order this key has placed, if any; refuses the key when it placed another. */
  async function placedBefore(key: string, requestHash: string): Promise<OrderAnswer | undefined> {
    const found = await orders.findByKey(key);
    if (found && found.order.requestHash !== requestHash)
      throw new ApiError(
        'idempotency_key_reused',
        'This key has placed another order. Make a new key for a new order.',
      );
    return found && orderAnswer(found);
  }

  /** Where the shop writes to about an order that may not say so itself. */
  async function mailbox({ email }: PlaceOrder, customerId: string | null): Promise<string> {
    const found = email || (customerId !== null && (await emailOf(customerId)));
    if (!found) throw invalidRequest('email', 'An e-mail address; only who is signed in may leave it out.');
    return found;
  }

  return {
    async placed(key) {
      const found = await orders.findByKey(key);
      return found && orderAnswer(found);
    },

    async place(asWritten, customerId = null) {
      const requestHash = await sha256(canonical(asWritten));
      // Whose it is may not be known any more: what a lost answer said is said again all the same.
      const told = asWritten.email ? undefined : await placedBefore(asWritten.idempotencyKey, requestHash);
      if (told) return told;
      const request = { ...asWritten, email: await mailbox(asWritten, customerId) };
      const { country, region, postcode } = request.shippingAddress;
      const { lines, deliveryMethodId, cart, currency, discountCodes, checkoutId: draft, checkoutToken } = request;
      const asked = { lines, country, region, postcode, deliveryMethodId, currency, discountCodes };
      // An order does not fail because its cart has expired; a token that opens nothing only leaves that cart alone.
      const cartId = cart && (await carts.opens(cart.cartId, cart.token)) ? cart.cartId : null;
      const checkoutId = draft && checkoutToken && (await drafts.opens(draft, checkoutToken)) ? draft : null;
      for (let attempt = 1; ; attempt += 1) {
        const before = await placedBefore(request.idempotencyKey, requestHash);
        if (before) return before;
        const { state, pricing } = await quotes.price(asked, { customerId, email: request.email });
        if (!mayPlace(request, pricing)) {
          const { pricing: told } = await quotes.price(asked, { customerId });
          refuse(request, pricing, told.quote);
        }
        const known = { cartId, checkoutId, customerId, emailFromPage: asWritten.email !== '' };
        const facts = { request, requestHash, ...known, live, nowMs: now() };
        const order = await newOrder(facts, state, pricing);
        const outcome = await orders.place(order, { since: monthStart(now()), most: mostOrders() });
        if (outcome === 'placed') onPlaced?.();
        if (outcome === 'checkout_closed')
          throw new ApiError('checkout_closed', 'This checkout has placed its order already.');
        // Whatever stood in the way is read again: the order of a twin request, the new prices, what stock is left.
        if (outcome !== 'placed' && attempt < ATTEMPTS) continue;
        if (outcome === 'placed' || outcome === 'repeated') {
          const placed = await placedBefore(request.idempotencyKey, requestHash);
          if (placed) return placed;
        }
        if (outcome === 'too_many')
          throw new ApiError('limit_reached', 'This shop cannot take more orders this month.');
        if (outcome === 'discount_used_up') throw usedUp(pricing.quote);
        throw new ApiError('price_changed', 'The prices are changing right now. Please try again.', {
          quote: pricing.quote,
        });
      }
    },
  };
}
