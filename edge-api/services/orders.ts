import type { Money } from '../contract/money.ts';
import type { Order, OrderAnswer, OrderLine } from '../contract/orders.ts';
import type { StoredLine } from '../repositories/order-rows.ts';
import type { FoundOrder, OrderRepository, StoredOrder } from '../repositories/orders.ts';
import type { StoreState } from '../repositories/state.ts';
import { maskedEmail } from './account-tokens.ts';
import { orderNotFound } from './errors.ts';
import { shownImage } from './pictures.ts';
import { sha256 } from './secrets.ts';

export interface OrderService {
  /** The order a token opens. */
  get(token: string): Promise<OrderAnswer>;
}

/** An order's number as the shopper is told it. */
export const orderNumber = (
  { number }: Pick<StoredOrder, 'number'>,
  { settings }: Pick<StoreState, 'settings'>,
): string => `${settings.order.numberPrefix}${number}`;

/** Units of a line that are still wanted. */
export const wantedOf = ({ quantity, removed }: Pick<StoredLine, 'quantity' | 'removed'>): number => quantity - removed;

/** What is left to pay in minor units; less than 0 is what the shopper is to get back. */
function dueOf(order: Pick<StoredOrder, 'status' | 'totalMinor' | 'paidMinor' | 'refundedMinor' | 'refunds'>): number {
  const { status, totalMinor, paidMinor, refundedMinor, refunds } = order;
  // What was paid back with a reason, not because it was too much, is not owed again.
  if (status === 'cancelled') return refundedMinor - paidMinor;
  return refunds.length > 0 ? Math.min(0, totalMinor - (paidMinor - refundedMinor)) : totalMinor - paidMinor;
}

/** Whether the shopper has something to pay now, online. */
const isPayable = (order: StoredOrder): boolean =>
  order.status === 'open' &&
  order.payment.provider !== 'manual' &&
  (order.paymentStatus === 'pending' || order.paymentStatus === 'failed') &&
  order.totalMinor > order.paidMinor;

/** A line as it is shown. */
export function shownLine(line: StoredLine, state: StoreState, amount: (minor: number) => Money): OrderLine {
  const { backordered, ...snapshot } = line.snapshot;
  return {
    ...snapshot,
    id: line.id,
    image: snapshot.image && shownImage(snapshot.image, state),
    variantId: line.variantId,
    quantity: wantedOf(line),
    unitPrice: amount(line.unitMinor),
    total: amount(line.totalMinor),
    discount: amount(line.discountMinor),
    discountedTotal: amount(line.totalMinor - line.discountMinor),
    tax: amount(line.taxMinor),
    fulfilled: line.fulfilled,
    returned: line.returned,
    refunded: line.refunded,
    backordered: Math.max(0, Math.min(backordered, wantedOf(line) - line.fulfilled)),
  };
}

/** An order as its shopper sees it. */
export function shownOrder({ order, state }: FoundOrder): Order {
  const amount = (amountMinor: number) => ({ amountMinor, currency: order.currency });
  return {
    id: order.id,
    number: orderNumber(order, state),
    token: order.token,
    status: order.status,
    paymentStatus: order.paymentStatus,
    fulfilmentStatus: order.fulfilmentStatus,
    placedAt: order.placedAt,
    email: order.email,
    lines: order.lines.filter((line) => wantedOf(line) > 0).map((line) => shownLine(line, state, amount)),
    shippingAddress: order.shippingAddress,
    billingAddress: order.billingAddress ?? order.shippingAddress,
    delivery: order.delivery,
    payment: order.payment,
    payable: isPayable(order),
    reservedUntil: order.reservedUntil === null ? null : new Date(order.reservedUntil).toISOString(),
    cancelReason: order.cancelReason,
    note: order.note,
    currency: order.currency,
    locale: order.locale,
    subtotal: amount(order.subtotalMinor),
    discount: amount(order.discountMinor),
    shipping: amount(order.shippingMinor),
    tax: amount(order.taxMinor),
    taxIncluded: order.taxIncluded,
    total: amount(order.totalMinor),
    discounts: order.discounts,
    taxes: order.taxes,
    paid: amount(order.paidMinor),
    refunded: amount(order.refundedMinor),
    due: amount(dueOf(order)),
    fulfilments: order.fulfilments.map(({ idempotencyKey: _key, ...parcel }) => parcel),
    refunds: order.refunds.map(({ id, amountMinor, reason, status, createdAt }) => ({
      id,
      amount: amount(amountMinor),
      reason,
      status,
      createdAt,
    })),
    timeline: order.events
      .filter(({ visible }) => visible)
      .map(({ at, type, actor, detail }) => ({ at, type, actor, detail })),
  };
}

/** The answer to a shopper, whose e-mail is not told to the page. */
export function orderAnswer(found: FoundOrder): OrderAnswer {
  const order = shownOrder(found);
  return { order: { ...order, email: maskedEmail(order.email) } };
}

export function orderService(orders: OrderRepository): OrderService {
  return {
    async get(token) {
      const found = await orders.findByToken(await sha256(token));
      if (!found) throw orderNotFound();
      return orderAnswer(found);
    },
  };
}
