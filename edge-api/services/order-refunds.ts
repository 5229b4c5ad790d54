import { plainAmount } from '../contract/minor-digits.ts';
import type { AdminOrder, NewRefundRequest } from '../contract/orders-admin.ts';
import { insertRefundLines, isOverdrawn, type RefundedLine } from '../repositories/order-changes.ts';
import type { OrderRepository, StoredOrder } from '../repositories/orders.ts';
import { ApiError, invalidRequest } from './errors.ts';
import { illegalMove, orderChanger } from './order-changes.ts';
import type { OrderMoney } from './order-money.ts';
import { wantedOf } from './orders.ts';
import { refundable, shownAdminOrder } from './shown-admin-order.ts';

type Line = StoredOrder['lines'][number];

/** What a line cost, in minor units: its total less its discount, and its tax where that came on top. */
const costOf = (line: Line, taxIncluded: boolean): number =>
  line.totalMinor - line.discountMinor + (taxIncluded ? 0 : line.taxMinor);

/** What units of a line are worth when they are paid back: the parts of all its units sum to what it cost. */
export function worthOf(line: Line, quantity: number, taxIncluded: boolean): number {
  const wanted = BigInt(Math.max(1, wantedOf(line)));
  const upTo = (units: number) => (BigInt(costOf(line, taxIncluded)) * BigInt(units)) / wanted;
  return Number(upTo(line.refunded + quantity) - upTo(line.refunded));
}

/** What delivery cost, its discount off and its tax on: the total less all lines. */
const deliveryOf = (order: StoredOrder): number =>
  Math.max(0, order.totalMinor - order.lines.reduce((sum, line) => sum + costOf(line, order.taxIncluded), 0));

/** The lines a refund is for, each with what it is worth. */
function refundedLines(order: StoredOrder, wanted: NewRefundRequest['lines']): RefundedLine[] {
  return wanted.map(({ lineId, quantity, restock }) => {
    const line = order.lines.find(({ id }) => id === lineId);
    if (!line) throw invalidRequest('lines', `The order has no line ${lineId}.`);
    if (quantity > wantedOf(line) - line.refunded) throw illegalMove('More units than were not paid back yet.');
    return { lineId, quantity, amountMinor: worthOf(line, quantity, order.taxIncluded), restock };
  });
}

export interface OrderRefundService {
  /** Pays back what is asked, or answers what the same key has paid back. */
  refund(id: string, request: NewRefundRequest): Promise<AdminOrder>;
}

export function orderRefundService(orders: OrderRepository, money: OrderMoney): OrderRefundService {
  const { read } = orderChanger(orders);
  return {
    async refund(id, { idempotencyKey, amountMinor, lines, shipping, reason }) {
      const { order } = await read(id);
      // What this key has begun is gone on with, whatever it was for: it never pays twice.
      const before = order.refunds.filter(({ key }) => key === idempotencyKey || key.startsWith(`${idempotencyKey}/`));
      const wanted = before.length > 0 ? [] : refundedLines(order, lines);
      const most = refundable(order);
      const worth = wanted.reduce((sum, line) => sum + line.amountMinor, 0) + (shipping ? deliveryOf(order) : 0);
      const begun = before.reduce((sum, refund) => sum + refund.amountMinor, 0);
      const asked = amountMinor ?? (before.length > 0 ? begun : lines.length > 0 || shipping ? worth : most);
      if (before.length === 0 && asked > most)
        throw new ApiError('refund_too_high', `At most ${plainAmount(most, order.currency)} can still be paid back.`);
      if (asked === 0) throw new ApiError('refund_too_high', 'There is nothing to pay back.');
      const also = (refundId: string, at: number) => insertRefundLines(id, refundId, wanted, at);
      try {
        await money.refund(id, {
          amountMinor: asked,
          reason,
          idempotencyKey,
          ...(wanted.length > 0 ? { also } : {}),
        });
      } catch (error) {
        if (isOverdrawn(error)) throw illegalMove('Somebody else has just paid back the same units.');
        throw error;
      }
      return shownAdminOrder(await read(id));
    },
  };
}
