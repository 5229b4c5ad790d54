import { ulid } from 'ulid';
import type { OrderAnswer, PlaceOrder } from '../contract/orders.ts';
import type { NewLine, NewOrder, OrderRepository } from '../repositories/orders.ts';
import type { SoldVariant } from '../repositories/quotes.ts';
import type { StoreState } from '../repositories/state.ts';
import type { CartService } from './carts.ts';
import { ApiError, invalidRequest } from './errors.ts';
import { orderAnswer } from './orders.ts';
import { monthStart } from './plans.ts';
import type { PricedLine, Pricing, QuoteService } from './quotes.ts';
import { randomToken, sha256 } from './secrets.ts';

/** How often an order is priced again because prices changed under it, before the shopper is told to try later. */
const ATTEMPTS = 4;

/** How long stock waits for a payment that a provider takes, in milliseconds. */
const RESERVED_MS = 30 * 60_000;

export interface CheckoutService {
  /** Places a guest's order, or answers again the one that the same key placed. */
  place(request: PlaceOrder): Promise<OrderAnswer>;
}

export interface CheckoutDependencies {
  readonly orders: OrderRepository;
  readonly quotes: QuoteService;
  readonly carts: CartService;
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

/** Refuses an order that cannot be placed as it was asked for. */
function refuse(request: PlaceOrder, { quote, totals, lines }: Pricing): void {
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
  const { amountMinor, currency } = request.expectedTotal;
  if (amountMinor !== quote.total.amountMinor || currency !== quote.total.currency)
    throw new ApiError('price_changed', 'The total is not what was shown. The quote has what it is now.', { quote });
}

/** Units of an order that are not in stock, where more may be ordered than there is. */
const backordered = ({ tracked, quantity }: Pick<SoldVariant, 'tracked' | 'quantity'>, wanted: number): number =>
  tracked ? Math.max(0, wanted - Math.max(0, quantity)) : 0;

/** A line as it is written: nothing for one whose variant is gone, which `refuse` has refused before. */
function newLines(line: PricedLine, nowMs: number): NewLine[] {
  const { key, requested, variant, unitMinor, totalMinor, discountMinor, taxMinor } = line;
  if (!variant) return [];
  const { variantId, quantity, options } = requested;
  return [
    {
      id: ulid(nowMs),
      variantId,
      productId: variant.productId,
      quantity,
      unitMinor,
      totalMinor,
      discountMinor,
      taxMinor,
      snapshot: {
        key,
        options,
        title: variant.title,
        variantTitle: variant.optionValues.join(' / '),
        productHandle: variant.productHandle,
        sku: variant.sku || null,
        image: variant.image,
        backordered: backordered(variant, quantity),
      },
    },
  ];
}

export function checkoutService({
  orders,
  quotes,
  carts,
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

  async function newOrder(
    request: PlaceOrder,
    requestHash: string,
    cartId: string | null,
    state: StoreState,
    pricing: Pricing,
  ): Promise<NewOrder> {
    const payment = state.settings.paymentMethods.find(({ id }) => id === request.paymentMethodId);
    if (!payment)
      throw invalidRequest(
        'paymentMethodId',
        `One of ${state.settings.paymentMethods.map(({ id }) => id).join(', ')} in this shop.`,
      );
    const { lines, totals, quote } = pricing;
    const nowMs = now();
    const id = ulid(nowMs);
    const token = randomToken();
    const units = new Map<string, number>();
    for (const { requested } of lines)
      units.set(requested.variantId, (units.get(requested.variantId) ?? 0) + requested.quantity);
    return {
      id,
      token,
      tokenHash: await sha256(token),
      idempotencyKey: request.idempotencyKey,
      requestHash,
      priceVersion: state.priceVersion,
      firstNumber: state.settings.order.firstNumber,
      customerId: null,
      guestId: ulid(nowMs),
      paymentId: ulid(nowMs),
      email: request.email.toLowerCase(),
      phone: request.phone,
      locale: request.locale ?? '',
      shippingAddress: request.shippingAddress,
      billingAddress: request.billingAddress ?? null,
      delivery: totals.method ? { id: totals.method.id, title: totals.method.title } : { id: '', title: '' },
      payment: {
        id: payment.id,
        title: payment.title,
        instructions: payment.instructions,
        provider: payment.provider,
      },
      note: request.note,
      consent: request.consent?.marketing ? { marketing: true } : {},
      currency: pricing.currency,
      exchange: pricing.exchange,
      subtotalMinor: totals.subtotalMinor,
      discountMinor: totals.discountMinor,
      shippingMinor: totals.shippingMinor ?? 0,
      taxMinor: totals.taxMinor,
      taxIncluded: totals.taxIncluded,
      totalMinor: totals.totalMinor,
      discounts: quote.discounts,
      taxes: quote.taxes,
      cartId,
      checkoutId: request.checkoutId ?? null,
      reservedUntil: payment.provider === 'manual' ? null : nowMs + RESERVED_MS,
      placedAt: nowMs,
      lines: lines.flatMap((line) => newLines(line, nowMs)),
      movements: [...units].map(([variantId, quantity]) => ({ id: ulid(nowMs), variantId, quantity })),
      work:
        cartId === null
          ? []
          : [
              {
                id: ulid(nowMs),
                dueAt: nowMs,
                work: { kind: 'cart_take', orderId: id, cartId, lines: lines.map(({ requested }) => requested) },
              },
              ...(live
                ? [{ id: ulid(nowMs), dueAt: nowMs, work: { kind: 'order_mirror', orderId: id, cartId } as const }]
                : []),
            ],
    };
  }

  return {
    async place(request) {
      const requestHash = await sha256(canonical(request));
      const { country } = request.shippingAddress;
      const { lines, deliveryMethodId, cart } = request;
      // An order does not fail because its cart has expired; a token that opens nothing only leaves that cart alone.
      const cartId = cart && (await carts.opens(cart.cartId, cart.token)) ? cart.cartId : null;
      for (let attempt = 1; ; attempt += 1) {
        const before = await placedBefore(request.idempotencyKey, requestHash);
        if (before) return before;
        const { state, pricing } = await quotes.price({ lines, country, deliveryMethodId });
        refuse(request, pricing);
        const order = await newOrder(request, requestHash, cartId, state, pricing);
        const outcome = await orders.place(order, { since: monthStart(now()), most: mostOrders() });
        if (outcome === 'placed') onPlaced?.();
        // Whatever stood in the way is read again: the order of a twin request, the new prices, what stock is left.
        if (outcome !== 'placed' && attempt < ATTEMPTS) continue;
        if (outcome === 'placed' || outcome === 'repeated') {
          const placed = await placedBefore(request.idempotencyKey, requestHash);
          if (placed) return placed;
        }
        if (outcome === 'too_many')
          throw new ApiError('limit_reached', 'This shop cannot take more orders this month.');
        throw new ApiError('price_changed', 'The prices are changing right now. Please try again.', {
          quote: pricing.quote,
        });
      }
    },
  };
}
