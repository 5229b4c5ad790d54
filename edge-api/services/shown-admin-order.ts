import type { AdminOrder, OrderSummary } from '../contract/orders-admin.ts';
import { mayMove, type OrderStates } from '../contract/order-states.ts';
import type { OrderSummaryRow } from '../repositories/order-admin.ts';
import type { FoundOrder, StoredOrder } from '../repositories/orders.ts';
import type { StoreState } from '../repositories/state.ts';
import { orderNumber, shownLine, shownOrder } from './orders.ts';

/** The states of an order, as the rules about them ask for them. */
export const statesOf = (order: StoredOrder): OrderStates => ({
  status: order.status,
  payment: order.paymentStatus,
  fulfilment: order.fulfilmentStatus,
  cancelReason: order.cancelReason ?? '',
});

/** Units of a line that are still to be sent: what was paid back before it was sent is not. */
export const toSend = ({ quantity, removed, fulfilled, refunded, returned }: StoredOrder['lines'][number]): number =>
  Math.max(0, quantity - removed - fulfilled - Math.max(0, refunded - Math.max(returned, fulfilled)));

/** What could be paid back, in minor units: what came in, less what went back or is on its way. */
export const refundable = ({ paidMinor, payments, refunds }: StoredOrder): number => {
  const captured = payments.reduce((sum, payment) => sum + payment.capturedMinor, 0);
  const gone = refunds.filter(({ status }) => status !== 'failed').reduce((sum, refund) => sum + refund.amountMinor, 0);
  return Math.max(0, Math.min(captured, paidMinor) - gone);
};

/** Whether goods may leave: an order that waits for a provider's money is not paid yet. */
export const maySend = (order: StoredOrder): boolean =>
  order.status === 'open' &&
  (order.payment.provider === 'manual' || !['pending', 'failed', 'voided'].includes(order.paymentStatus)) &&
  order.lines.some((line) => toSend(line) > 0);

/** Why its lines may not change, for whoever tries; null while they may. */
export function whyNoEdit({ status, lines, payment, paidMinor, totalMinor }: StoredOrder): string | null {
  if (status !== 'open' || lines.some(({ fulfilled }) => fulfilled > 0))
    return 'Lines change only while the order is open and nothing was sent.';
  // A provider was asked for the total that was placed: another would be paid too little or too much.
  if (payment.provider !== 'manual' && paidMinor === 0 && totalMinor > 0)
    return 'Lines change when the payment that is under way has come, or by cancelling.';
  return null;
}

/** Whether money may be said to have come without a provider. */
export const mayPay = (order: StoredOrder): boolean =>
  order.status !== 'cancelled' &&
  mayMove(statesOf(order), 'payment', 'paid') &&
  order.payments.some(({ provider, status }) => provider === 'manual' && status === 'pending');

/** An order as its merchant sees it. */
export function shownAdminOrder(found: FoundOrder): AdminOrder {
  const { order, state } = found;
  const { token: _token, ...shown } = shownOrder(found);
  const amount = (amountMinor: number) => ({ amountMinor, currency: order.currency });
  return {
    ...shown,
    lines: order.lines.map((line) => ({ ...shownLine(line, state, amount), removed: line.removed })),
    version: order.version,
    customerId: order.customerId,
    phone: order.phone,
    tags: order.tags,
    disputed: order.disputed,
    consent: { marketing: order.consent.marketing ?? false },
    exchange: order.exchange,
    checkoutId: order.checkoutId,
    cancelledAt: order.cancelledAt,
    payments: order.payments.map(({ id, provider, status, amountMinor, capturedMinor, refundedMinor }) => ({
      id,
      provider,
      status,
      amount: amount(amountMinor),
      captured: amount(capturedMinor),
      refunded: amount(refundedMinor),
    })),
    refunds: shown.refunds.map((refund, at) => ({
      ...refund,
      lines: (order.refunds[at]?.lines ?? []).map(({ lineId, quantity, amountMinor, restock }) => ({
        lineId,
        quantity,
        amount: amount(amountMinor),
        restock: restock === 1,
      })),
    })),
    returns: order.returns.map((one) => ({ ...one, lines: [...one.lines] })),
    timeline: order.events.map(({ at, type, actor, detail }) => ({ at, type, actor, detail })),
    may: {
      cancel: mayMove(statesOf(order), 'status', 'cancelled'),
      complete: mayMove(statesOf(order), 'status', 'completed'),
      fulfil: maySend(order),
      edit: whyNoEdit(order) === null,
      markPaid: mayPay(order),
      refundMinor: refundable(order),
    },
  };
}

/** An order of a list. */
export const shownSummary = (row: OrderSummaryRow, state: StoreState): OrderSummary => {
  const { number, totalMinor, currency, ...rest } = row;
  return { ...rest, number: orderNumber({ number }, state), total: { amountMinor: totalMinor, currency } };
};
