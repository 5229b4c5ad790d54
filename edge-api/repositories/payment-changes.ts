import { monotonicFactory } from 'ulid';
import { statesBefore } from '../contract/order-states.ts';
import type { Statement } from '../db/database.ts';
import { retakeRedemptions } from './discounts.ts';
import { addEvent, demand, moveStatus, retakeStock, touchOrder } from './order-changes.ts';
import { type EventType, insertWork } from './outbox.ts';
import { automaticKey, LIVE, type PayableOrder, type StoredPayment, UNDER_WAY_MS } from './payment-rows.ts';

/*
 * Statements that payments' batches are made of: each batch is one step of a payment with all that follows from it for the
 * order, its stock, its timeline and whoever is told.
 */

const nextId = monotonicFactory();

/** How long they wait for another try when it does not come. */
const ANOTHER_TRY_MS = 30 * 60_000;

/** Money that goes back although nobody asked for it. */
export interface AutomaticRefund {
  readonly amountMinor: number;
  readonly reason: string;
}

/** Whether the order is as it was read: what a decision was made on still holds when it is written. */
export const asRead = (order: PayableOrder): Statement =>
  demand(
    'order_changed',
    `EXISTS (SELECT 1 FROM orders WHERE id = :id AND status = :status AND payment_status = :payment AND total_minor = :total
       AND paid_minor = :paid AND refunded_minor = :refunded)`,
    {
      id: order.id,
      status: order.status,
      payment: order.paymentStatus,
      total: order.totalMinor,
      paid: order.paidMinor,
      refunded: order.refundedMinor,
    },
  );

/** Whether the payment is not over yet: of two that end it, one does. */
export const stillLive = (paymentId: string): Statement =>
  demand('illegal_move', `EXISTS (SELECT 1 FROM payments WHERE id = :id AND ${LIVE})`, { id: paymentId });

export const endPayment = (
  paymentId: string,
  { status, captured, error = '' }: { status: 'succeeded' | 'failed' | 'cancelled'; captured: number; error?: string },
  at: number,
): Statement => ({
  sql: `UPDATE payments SET status = ?, captured_minor = ?, error = ?, next_check_at = NULL, updated_at = ? WHERE id = ?`,
  args: [status, captured, error.slice(0, 500), new Date(at).toISOString(), paymentId],
});

/** Lets the goods of an order wait while its money is on its way, and a while longer when it is not any more. */
export function keepGoods(payment: StoredPayment, becomes: StoredPayment['status'], at: number): Statement[] {
  const [was, is] = [payment.status === 'processing', becomes === 'processing'];
  if (was === is) return [];
  return [
    {
      sql: 'UPDATE orders SET reserved_until = ? WHERE id = ? AND reserved_until IS NOT NULL',
      args: [at + (is ? UNDER_WAY_MS : ANOTHER_TRY_MS), payment.orderId],
    },
  ];
}

const tell = (type: EventType, at: number, about: { orderId: string; refundId?: string }): Statement =>
  insertWork(nextId(at), { kind: 'event', type, at: new Date(at).toISOString(), ...about }, at);

export const insertRefund = (
  order: PayableOrder,
  payment: StoredPayment,
  { amountMinor, reason }: AutomaticRefund,
  at: number,
): Statement[] => {
  const [refundId, time] = [nextId(at), new Date(at).toISOString()];
  return [
    {
      sql: `INSERT INTO refunds (id, order_id, payment_id, amount_minor, reason, idempotency_key, next_check_at, created_at, updated_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      args: [refundId, order.id, payment.id, amountMinor, reason, automaticKey(payment.id), at, time, time],
    },
    addEvent(
      order.id,
      'refund_started',
      'system',
      at,
      { refundId, amountMinor, currency: order.currency, reason },
      true,
    ),
    tell('refund.created', at, { orderId: order.id, refundId }),
  ];
};

/** The order's part of a payment that was made: reopened first where it is to be, for a cancelled one takes no money. */
export function paidOrder(order: PayableOrder, payment: StoredPayment, at: number): Statement[] {
  const { id, amountMinor } = { id: order.id, amountMinor: payment.amountMinor };
  const revived = order.status === 'cancelled';
  const whole = order.paidMinor + amountMinor >= order.totalMinor;
  const moves = whole && statesBefore('payment', 'paid').includes(order.paymentStatus);
  return [
    ...(revived
      ? [
          ...moveStatus(id, { status: 'open', ...(moves ? { payment: 'paid' as const } : {}) }, at),
          ...retakeStock(id, at),
          retakeRedemptions(id),
          addEvent(id, 'revived', 'system', at, {}, true),
        ]
      : moves
        ? moveStatus(id, { payment: 'paid' }, at)
        : touchOrder(id, at)),
    {
      sql: 'UPDATE orders SET paid_minor = paid_minor + ?, reserved_until = NULL WHERE id = ?',
      args: [amountMinor, id],
    },
    addEvent(id, 'paid', 'provider', at, detailOf(payment), true),
    ...(whole ? [tell('order.paid', at, { orderId: id })] : []),
  ];
}

export const detailOf = ({ id, provider, amountMinor, currency }: StoredPayment) => ({
  paymentId: id,
  provider,
  amountMinor,
  currency,
});

export function failedOrder(order: PayableOrder, payment: StoredPayment, error: string, at: number): Statement[] {
  if (order.status === 'cancelled' || order.paidMinor > 0) return [];
  const moves = statesBefore('payment', 'failed').includes(order.paymentStatus);
  return [
    ...(moves ? moveStatus(order.id, { payment: 'failed' }, at) : touchOrder(order.id, at)),
    addEvent(order.id, 'payment_failed', 'provider', at, { paymentId: payment.id, error }, true),
    tell('order.payment_failed', at, { orderId: order.id }),
  ];
}
