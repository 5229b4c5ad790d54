import type { Order, OrderAnswer } from '../contract/orders.ts';
import type { FoundOrder, OrderRepository, StoredOrder } from '../repositories/orders.ts';
import type { StoreState } from '../repositories/state.ts';
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

/** An order as its shopper sees it. */
export function orderAnswer({ order, state }: FoundOrder): OrderAnswer {
  const amount = (amountMinor: number) => ({ amountMinor, currency: order.currency });
  const answer: Order = {
    id: order.id,
    number: orderNumber(order, state),
    token: order.token,
    status: order.status,
    paymentStatus: order.paymentStatus,
    fulfilmentStatus: order.fulfilmentStatus,
    placedAt: order.placedAt,
    email: order.email,
    lines: order.lines.map(({ variantId, quantity, unitMinor, totalMinor, snapshot }) => ({
      ...snapshot,
      image: snapshot.image && shownImage(snapshot.image, state),
      variantId,
      quantity,
      unitPrice: amount(unitMinor),
      total: amount(totalMinor),
    })),
    shippingAddress: order.shippingAddress,
    delivery: order.delivery,
    payment: order.payment,
    note: order.note,
    subtotal: amount(order.subtotalMinor),
    discount: amount(order.discountMinor),
    shipping: amount(order.shippingMinor),
    tax: amount(order.taxMinor),
    taxIncluded: order.taxIncluded,
    total: amount(order.totalMinor),
  };
  return { order: answer };
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
