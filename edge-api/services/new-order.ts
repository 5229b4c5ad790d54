import { ulid } from 'ulid';
import type { PlaceOrder } from '../contract/orders.ts';
import type { RequestedLine } from '../contract/quotes.ts';
import type { NewLine, NewOrder } from '../repositories/orders.ts';
import type { SoldVariant } from '../repositories/quotes.ts';
import type { StoreState } from '../repositories/state.ts';
import { invalidRequest } from './errors.ts';
import type { PricedLine, Pricing } from './quotes.ts';
import { randomToken, sha256 } from './secrets.ts';

/** What an order is made of. */
export interface OrderFacts {
  readonly request: PlaceOrder;
  readonly requestHash: string;
  /** The cart its lines leave, when the shopper may open it. */
  readonly cartId: string | null;
  /** The draft it completes, when the shopper may open it. */
  readonly checkoutId: string | null;
  /** Who is signed in. */
  readonly customerId: string | null;
  /** Whether the page said the e-mail; else it is that of the account. */
  readonly emailFromPage: boolean;
  /** Whether orders are shown live. */
  readonly live: boolean;
  /** Epoch milliseconds. */
  readonly nowMs: number;
}

/** Units of an order that are not in stock, where more may be ordered than there is. */
const backordered = ({ tracked, quantity }: Pick<SoldVariant, 'tracked' | 'quantity'>, wanted: number): number =>
  tracked ? Math.max(0, wanted - Math.max(0, quantity)) : 0;

/** A line as it is written: nothing for one whose variant is gone, which `refuse` has refused before. */
export function newLines(line: PricedLine, nowMs: number): NewLine[] {
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

/** What is to be done once the order stands: its lines leave the cart, its page is live, mails and systems are told. */
function workOf({ request, cartId, live, nowMs }: OrderFacts, orderId: string, totalMinor: number): NewOrder['work'] {
  const at = new Date(nowMs).toISOString();
  const lines = request.lines.map(({ variantId, options, quantity }: RequestedLine) => ({
    variantId,
    options,
    quantity,
  }));
  const work: NewOrder['work'][number]['work'][] = [{ kind: 'event', type: 'order.placed', at, orderId }];
  // Nothing to pay is paid.
  if (totalMinor === 0) work.push({ kind: 'event', type: 'order.paid', at, orderId });
  if (cartId !== null) work.push({ kind: 'cart_take', orderId, cartId, lines });
  if (cartId !== null && live) work.push({ kind: 'order_mirror', orderId, cartId });
  return work.map((one) => ({ id: ulid(nowMs), dueAt: nowMs, work: one }));
}

/** The order a request asks for, at the prices it was given: everything its transaction writes. */
export async function newOrder(facts: OrderFacts, state: StoreState, pricing: Pricing): Promise<NewOrder> {
  const { request, requestHash, cartId, nowMs } = facts;
  const usable = new Set(pricing.quote.paymentMethods.map(({ id }) => id));
  const payment = state.settings.paymentMethods.find(({ id }) => id === request.paymentMethodId && usable.has(id));
  if (!payment)
    throw invalidRequest(
      'paymentMethodId',
      usable.size > 0 ? `One of ${[...usable].join(', ')} for this order.` : 'No way to pay is set up here.',
    );
  const { lines, totals, quote } = pricing;
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
    customerId: facts.customerId,
    guestId: ulid(nowMs),
    paymentId: ulid(nowMs),
    email: request.email.toLowerCase(),
    emailFromPage: facts.emailFromPage,
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
    checkoutId: facts.checkoutId,
    reservedUntil: payment.provider === 'manual' ? null : nowMs + state.settings.order.reservationMinutes * 60_000,
    placedAt: nowMs,
    lines: lines.flatMap((line) => newLines(line, nowMs)),
    movements: [...units].map(([variantId, quantity]) => ({ id: ulid(nowMs), variantId, quantity })),
    redemptions: totals.discounts,
    lowAt: state.settings.stock.lowAt,
    work: workOf(facts, id, totals.totalMinor),
  };
}
