import { monotonicFactory } from 'ulid';
import { z } from 'zod';
import { type Database, isAbort, isDuplicate, type Statement } from '../db/database.ts';
import { addEvent, demand, moveStatus, touchOrder, undoRefundLines } from './order-changes.ts';
import { insertWork } from './outbox.ts';
import {
  isAutomatic,
  noticedKey,
  ORDER_COLUMNS,
  OrderRow,
  type PayableOrder,
  PAYMENT_COLUMNS,
  type PaymentRefund,
  PaymentRow,
  REFUND_COLUMNS,
  RefundRow,
  type StoredPayment,
} from './payment-rows.ts';

const nextId = monotonicFactory();

/** A refund, the payment it is of and the order it belongs to. */
export interface FoundRefund {
  readonly refund: PaymentRefund;
  readonly payment: StoredPayment;
  readonly order: PayableOrder;
}

/** One refund to write. */
export interface NewRefund {
  readonly id: string;
  readonly paymentId: string;
  readonly amountMinor: number;
  readonly reason: string;
  readonly idempotencyKey: string;
}

export type RefundOutcome = 'written' | 'repeated' | 'too_high' | 'moved';

export interface RefundRepository {
  /** The payments of an order that money can go back of, newest first; `free` is how much of each. */
  refundable(orderId: string): Promise<{ paymentId: string; provider: string; freeMinor: number }[]>;
  /** The refunds one request made: more than one where an order was paid in parts. */
  ofKey(idempotencyKey: string): Promise<PaymentRefund[]>;
  /** Writes refunds, and whatever else belongs into the same transaction. */
  begin(orderId: string, refunds: readonly NewRefund[], also: readonly Statement[], at: number): Promise<RefundOutcome>;
  /** Ids and providers' ids of all refunds of a payment, and whether its money never was the order's. */
  knownOf(paymentId: string): Promise<{ known: ReadonlySet<string>; lost: boolean }>;
  /** Writes a refund that was made on the provider's own pages, as one under way; it is due at once. */
  notice(
    payment: StoredPayment,
    refund: { id: string; ref: string; amountMinor: number; lost: boolean },
    at: number,
  ): Promise<Exclude<RefundOutcome, 'moved'>>;
  find(refundId: string): Promise<FoundRefund | undefined>;
  findByRef(ref: string): Promise<FoundRefund | undefined>;
  /** Refunds of a payment that are not over. */
  pendingOf(paymentId: string): Promise<PaymentRefund[]>;
  /** Keeps the provider's id of a refund that is under way. */
  underWay(refundId: string, ref: string, checkAt: number, at: number): Promise<void>;
  /** Ends a refund; also one that seemed to have succeeded. `moved` when it was ended meanwhile. */
  ended(
    found: FoundRefund,
    how: { status: 'succeeded' | 'failed'; ref: string | null; error: string },
    at: number,
  ): Promise<'written' | 'moved'>;
  due(at: number, limit: number): Promise<PaymentRefund[]>;
  putOff(refundId: string, until: number | null, error: string): Promise<void>;
}

/** The key of one of several refunds that one request makes. */
export const partKey = (key: string, part: number): string => (part === 0 ? key : `${key}/${part}`);

/** What going back changes of the order: nothing where the money never was the order's. */
function orderPart({ refund, order }: FoundRefund, sign: 1 | -1, at: number): Statement[] {
  if (isAutomatic(refund)) return touchOrder(order.id, at);
  const back = order.refundedMinor + sign * refund.amountMinor;
  const becomes = back <= 0 ? 'paid' : back >= order.paidMinor ? 'refunded' : 'partially_refunded';
  return [
    demand(
      'order_changed',
      'EXISTS (SELECT 1 FROM orders WHERE id = :id AND refunded_minor = :refunded AND paid_minor = :paid AND payment_status = :status)',
      { id: order.id, refunded: order.refundedMinor, paid: order.paidMinor, status: order.paymentStatus },
    ),
    { sql: 'UPDATE orders SET refunded_minor = ? WHERE id = ?', args: [Math.max(0, back), order.id] },
    // A part of what is owed may be paid while the whole is not: then there is no move to make.
    ...(becomes !== order.paymentStatus && /^(?:paid|partially_refunded|refunded)$/.test(order.paymentStatus)
      ? moveStatus(order.id, { payment: becomes }, at)
      : touchOrder(order.id, at)),
  ];
}

export function refundRepository(db: Database): RefundRepository {
  async function found(condition: string, value: string): Promise<FoundRefund | undefined> {
    const refundId = `(SELECT id FROM refunds WHERE ${condition} = ?)`;
    const [refunds, payments, orders] = await db.read([
      { sql: `SELECT ${REFUND_COLUMNS} FROM refunds WHERE id = ${refundId}`, args: [value] },
      {
        sql: `SELECT ${PAYMENT_COLUMNS} FROM payments WHERE id = (SELECT payment_id FROM refunds WHERE id = ${refundId})`,
        args: [value],
      },
      {
        sql: `SELECT ${ORDER_COLUMNS} FROM orders WHERE id = (SELECT order_id FROM refunds WHERE id = ${refundId})`,
        args: [value],
      },
    ]);
    if (!refunds?.[0]) return undefined;
    return {
      refund: RefundRow.parse(refunds[0]),
      payment: PaymentRow.parse(payments?.[0]),
      order: OrderRow.parse(orders?.[0]),
    };
  }
  const list = async (sql: string, args: (string | number)[]) =>
    (await db.all(`SELECT ${REFUND_COLUMNS} FROM refunds ${sql}`, args)).map((row) => RefundRow.parse(row));

  return {
    async refundable(orderId) {
      const rows = await db.all(
        `SELECT p.id AS "paymentId", p.provider, p.captured_minor - coalesce((SELECT sum(r.amount_minor) FROM refunds r
           WHERE r.payment_id = p.id AND r.status <> 'failed'), 0) AS "freeMinor"
         FROM payments p WHERE p.order_id = ? AND p.status = 'succeeded' ORDER BY p.id DESC`,
        [orderId],
      );
      const Row = z.object({ paymentId: z.string(), provider: z.string(), freeMinor: z.int() });
      return z
        .array(Row)
        .parse(rows)
        .filter(({ freeMinor }) => freeMinor > 0);
    },

    ofKey: (key) =>
      list(`WHERE idempotency_key = ? OR substr(idempotency_key, 1, ?) = ? ORDER BY id`, [
        key,
        key.length + 1,
        `${key}/`,
      ]),

    async begin(orderId, refunds, also, at) {
      const time = new Date(at).toISOString();
      try {
        await db.write([
          ...refunds.flatMap(({ id, paymentId, amountMinor, reason, idempotencyKey }): Statement[] => [
            {
              sql: `INSERT INTO refunds (id, order_id, payment_id, amount_minor, reason, idempotency_key, next_check_at, created_at, updated_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
              args: [id, orderId, paymentId, amountMinor, reason, idempotencyKey, at, time, time],
            },
            addEvent(orderId, 'refund_started', 'merchant', at, { refundId: id, amountMinor, reason }),
            insertWork(nextId(at), { kind: 'event', type: 'refund.created', at: time, orderId, refundId: id }, at),
          ]),
          ...touchOrder(orderId, at),
          ...also,
        ]);
        return 'written';
      } catch (error) {
        if (isDuplicate(error, 'refunds.idempotency_key')) return 'repeated';
        if (isAbort(error, 'refund_too_high')) return 'too_high';
        throw error;
      }
    },

    async knownOf(paymentId) {
      const all = await list('WHERE payment_id = ?', [paymentId]);
      return {
        known: new Set(all.flatMap(({ id, providerRef }) => [id, ...(providerRef === null ? [] : [providerRef])])),
        lost: all.some(isAutomatic),
      };
    },

    async notice({ id: paymentId, orderId, provider, currency }, { id, ref, amountMinor, lost }, at) {
      const time = new Date(at).toISOString();
      try {
        await db.write([
          {
            sql: `INSERT INTO refunds (id, order_id, payment_id, amount_minor, provider_ref, idempotency_key, next_check_at, created_at, updated_at)
                  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
            args: [id, orderId, paymentId, amountMinor, ref, noticedKey(provider, ref, lost), at, time, time],
          },
          addEvent(orderId, 'refund_started', 'provider', at, { refundId: id, amountMinor, currency }),
          insertWork(nextId(at), { kind: 'event', type: 'refund.created', at: time, orderId, refundId: id }, at),
          ...touchOrder(orderId, at),
        ]);
        return 'written';
      } catch (error) {
        if (isDuplicate(error, 'refunds.idempotency_key')) return 'repeated';
        if (isAbort(error, 'refund_too_high')) return 'too_high';
        throw error;
      }
    },

    find: (refundId) => found('id', refundId),
    findByRef: (ref) => found('provider_ref', ref),
    pendingOf: (paymentId) => list(`WHERE payment_id = ? AND status = 'pending'`, [paymentId]),

    async underWay(refundId, ref, checkAt, at) {
      await db.run(
        `UPDATE refunds SET provider_ref = ?, next_check_at = ?, updated_at = ? WHERE id = ? AND status = 'pending'`,
        [ref, checkAt, new Date(at).toISOString(), refundId],
      );
    },

    async ended(from, { status, ref, error }, at) {
      const { refund, payment, order } = from;
      const time = new Date(at).toISOString();
      const wentBack = refund.status === 'succeeded';
      if (wentBack && status === 'succeeded') return 'moved';
      const sign = status === 'succeeded' ? 1 : -1;
      const moves = status === 'succeeded' || wentBack;
      const statements: Statement[] = [
        demand('illegal_move', 'EXISTS (SELECT 1 FROM refunds WHERE id = :id AND status = :status)', {
          id: refund.id,
          status: refund.status,
        }),
        {
          sql: `UPDATE refunds SET status = ?, provider_ref = coalesce(?, provider_ref), error = ?, next_check_at = NULL, updated_at = ?
                WHERE id = ?`,
          args: [status, ref, error.slice(0, 500), time, refund.id],
        },
        ...(moves
          ? [
              {
                sql: 'UPDATE payments SET refunded_minor = refunded_minor + ?, updated_at = ? WHERE id = ?',
                args: [sign * refund.amountMinor, time, payment.id],
              },
              ...orderPart(from, sign, at),
            ]
          : touchOrder(order.id, at)),
        ...(status === 'failed' ? [undoRefundLines(refund.id)] : []),
        addEvent(
          order.id,
          status === 'succeeded' ? 'refunded' : 'refund_failed',
          // What was taken by hand goes back by hand.
          payment.provider === 'manual' ? 'merchant' : 'provider',
          at,
          { refundId: refund.id, amountMinor: refund.amountMinor, currency: order.currency, ...(error && { error }) },
          status === 'succeeded',
        ),
        insertWork(
          nextId(at),
          { kind: 'event', type: `refund.${status}`, at: time, orderId: order.id, refundId: refund.id },
          at,
        ),
      ];
      try {
        await db.write(statements);
        return 'written';
      } catch (thrown) {
        if (isAbort(thrown, 'order_changed') || isAbort(thrown, 'illegal_move')) return 'moved';
        throw thrown;
      }
    },

    due: (at, limit) => list('WHERE next_check_at <= ? ORDER BY next_check_at, id LIMIT ?', [at, limit]),

    async putOff(refundId, until, error) {
      await db.run(
        `UPDATE refunds SET attempts = attempts + 1, next_check_at = ?, error = CASE WHEN ? = '' THEN error ELSE ? END
         WHERE id = ? AND status = 'pending'`,
        [until, error, error.slice(0, 500), refundId],
      );
    },
  };
}
