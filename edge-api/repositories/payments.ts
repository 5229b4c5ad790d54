import { monotonicFactory } from 'ulid';
import { z } from 'zod';
import type { PaymentNext } from '../contract/payments.ts';
import { type Database, isAbort, isDuplicate, type Statement } from '../db/database.ts';
import { addEvent, demand, moveStatus, touchOrder } from './order-changes.ts';
import {
  asRead,
  type AutomaticRefund,
  detailOf,
  endPayment,
  failedOrder,
  insertRefund,
  keepGoods,
  paidOrder,
  stillLive,
} from './payment-changes.ts';
import {
  LIVE,
  ORDER_COLUMNS,
  OrderRow,
  type PayableOrder,
  PAYMENT_COLUMNS,
  PaymentRow,
  type PaymentRequest,
  type StoredPayment,
} from './payment-rows.ts';
import { parseState, readState, type StoreState } from './state.ts';

const nextId = monotonicFactory();

/** States of a payment that is not over. */
export type LiveStatus = 'pending' | 'requires_action' | 'processing';
export const isLive = ({ status }: Pick<StoredPayment, 'status'>): boolean =>
  status === 'pending' || status === 'requires_action' || status === 'processing';

/** Whether a change was written; `moved` when the order or the payment was not as it was read, and has to be read again. */
export type Written = 'written' | 'moved';

/** An order with the payment that was begun last, and the store it belongs to. */
export interface FoundPayment {
  readonly order: PayableOrder;
  readonly payment: StoredPayment | undefined;
  readonly state: StoreState;
}

export interface PaymentRepository {
  ofToken(tokenHash: string): Promise<FoundPayment | undefined>;
  ofOrder(orderId: string): Promise<FoundPayment | undefined>;
  find(paymentId: string): Promise<StoredPayment | undefined>;
  findByRef(provider: string, ref: string): Promise<StoredPayment | undefined>;
  /** Writes a further payment of an order, for what is due. `moved` when another has begun. */
  open(
    order: PayableOrder,
    payment: { provider: string; method: string; amountMinor: number },
    at: number,
  ): Promise<Written>;
  /** Keeps what the provider is about to be told. What was kept before stays. */
  keepRequest(paymentId: string, request: PaymentRequest, checkAt: number, at: number): Promise<void>;
  /** Keeps what the provider answered. */
  started(
    payment: StoredPayment,
    started: { ref: string; next: PaymentNext },
    checkAt: number,
    at: number,
  ): Promise<Written>;
  /** A payment that goes on. */
  goesOn(payment: StoredPayment, now: { status: LiveStatus; error: string }, at: number): Promise<Written>;
  /** A payment that is over, and was not made. */
  ended(
    order: PayableOrder,
    payment: StoredPayment,
    how: { status: 'failed' | 'cancelled'; error: string },
    at: number,
  ): Promise<Written>;
  /** A payment that was made, and is the order's. `out_of_stock` when it was to open the order again and its goods are gone. */
  paid(order: PayableOrder, payment: StoredPayment, at: number): Promise<Written | 'out_of_stock'>;
  /** A payment that was made and cannot be the order's: it goes back. */
  returned(order: PayableOrder, payment: StoredPayment, refund: AutomaticRefund, at: number): Promise<Written>;
  /** A payment that is not what was asked for: not paid, and whatever was taken goes back. */
  mistaken(
    order: PayableOrder,
    payment: StoredPayment,
    found: { detail: Record<string, unknown>; refund: AutomaticRefund | null },
    at: number,
  ): Promise<Written>;
  /** Takes the right to ask the provider about a payment; false when somebody asked since `before`. */
  takeTurn(paymentId: string, before: number, at: number): Promise<boolean>;
  /** Payments that are to be looked at: those whose time has come, and those of orders that are over. */
  due(at: number, limit: number): Promise<StoredPayment[]>;
  putOff(paymentId: string, until: number | null, error: string): Promise<void>;
  /** How many have something left to do. */
  waiting(): Promise<number>;
}

export function paymentRepository(db: Database): PaymentRepository {
  async function found(condition: string, value: string): Promise<FoundPayment | undefined> {
    const [state, orders, payments] = await db.read([
      readState,
      { sql: `SELECT ${ORDER_COLUMNS} FROM orders WHERE ${condition} = ?`, args: [value] },
      {
        sql: `SELECT ${PAYMENT_COLUMNS} FROM payments WHERE order_id = (SELECT id FROM orders WHERE ${condition} = ?)
              ORDER BY ${LIVE} DESC, id DESC LIMIT 1`,
        args: [value],
      },
    ]);
    const order = orders?.[0];
    if (!order) return undefined;
    const payment = payments?.[0];
    return {
      order: OrderRow.parse(order),
      payment: payment && PaymentRow.parse(payment),
      state: parseState(state),
    };
  }

  const one = async (condition: string, ...args: string[]): Promise<StoredPayment | undefined> => {
    const row = await db.first(`SELECT ${PAYMENT_COLUMNS} FROM payments WHERE ${condition}`, args);
    return row && PaymentRow.parse(row);
  };

  async function write(statements: Statement[]): Promise<Written> {
    try {
      await db.write(statements);
      return 'written';
    } catch (error) {
      const moved =
        isAbort(error, 'order_changed') ||
        isAbort(error, 'illegal_move') ||
        isDuplicate(error, 'payments.order_id') ||
        isDuplicate(error, 'refunds.idempotency_key');
      if (moved) return 'moved';
      throw error;
    }
  }

  return {
    ofToken: (tokenHash) => found('token_hash', tokenHash),
    ofOrder: (orderId) => found('id', orderId),
    find: (paymentId) => one('id = ?', paymentId),
    findByRef: (provider, ref) => one('provider = ? AND provider_ref = ?', provider, ref),

    open(order, { provider, method, amountMinor }, at) {
      const time = new Date(at).toISOString();
      const retries = order.paymentStatus === 'failed';
      return write([
        asRead(order),
        {
          sql: `INSERT INTO payments (id, order_id, provider, method, status, amount_minor, currency, created_at, updated_at)
                VALUES (?, ?, ?, ?, 'pending', ?, ?, ?, ?)`,
          args: [nextId(at), order.id, provider, method, amountMinor, order.currency, time, time],
        },
        ...(retries ? moveStatus(order.id, { payment: 'pending' }, at) : []),
      ]);
    },

    async keepRequest(paymentId, request, checkAt, at) {
      await db.run(
        `UPDATE payments SET client_data = json_set(client_data, '$.request', json(?)), next_check_at = ?, updated_at = ?
         WHERE id = ? AND ${LIVE} AND json_extract(client_data, '$.request') IS NULL`,
        [JSON.stringify(request), checkAt, new Date(at).toISOString(), paymentId],
      );
    },

    started: (payment, { ref, next }, checkAt, at) =>
      write([
        demand('illegal_move', `EXISTS (SELECT 1 FROM payments WHERE id = :id AND ${LIVE} AND provider_ref IS NULL)`, {
          id: payment.id,
        }),
        {
          sql: `UPDATE payments SET provider_ref = ?, client_data = json_set(client_data, '$.next', json(?)), next_check_at = ?,
                  updated_at = ? WHERE id = ?`,
          args: [ref, JSON.stringify(next), checkAt, new Date(at).toISOString(), payment.id],
        },
        addEvent(payment.orderId, 'payment_started', 'system', at, detailOf(payment)),
      ]),

    goesOn(payment, { status, error }, at) {
      const told = error !== '' && error !== payment.error;
      if (status === payment.status && !told) return Promise.resolve('written');
      return write([
        stillLive(payment.id),
        {
          sql: 'UPDATE payments SET status = ?, error = ?, updated_at = ? WHERE id = ?',
          args: [status, error.slice(0, 500), new Date(at).toISOString(), payment.id],
        },
        ...keepGoods(payment, status, at),
        ...(told
          ? [addEvent(payment.orderId, 'payment_refused', 'provider', at, { paymentId: payment.id, error }, true)]
          : []),
      ]);
    },

    ended: (order, payment, { status, error }, at) =>
      write([
        asRead(order),
        stillLive(payment.id),
        endPayment(payment.id, { status, captured: 0, error }, at),
        ...keepGoods(payment, status, at),
        ...(status === 'failed' ? failedOrder(order, payment, error, at) : []),
      ]),

    async paid(order, payment, at) {
      try {
        return await write([
          asRead(order),
          stillLive(payment.id),
          endPayment(payment.id, { status: 'succeeded', captured: payment.amountMinor }, at),
          ...paidOrder(order, payment, at),
        ]);
      } catch (error) {
        if (isAbort(error, 'not_enough_stock')) return 'out_of_stock';
        throw error;
      }
    },

    returned: (order, payment, refund, at) =>
      write([
        asRead(order),
        stillLive(payment.id),
        endPayment(payment.id, { status: 'succeeded', captured: payment.amountMinor }, at),
        ...insertRefund(order, payment, refund, at),
        ...touchOrder(order.id, at),
      ]),

    mistaken: (order, payment, { detail, refund }, at) =>
      write([
        asRead(order),
        stillLive(payment.id),
        endPayment(payment.id, { status: 'failed', captured: refund?.amountMinor ?? 0, error: 'mismatch' }, at),
        addEvent(order.id, 'payment_refused', 'system', at, { paymentId: payment.id, mismatch: detail }),
        ...failedOrder(order, payment, 'The payment was not what was asked for.', at),
        ...(refund ? insertRefund(order, payment, refund, at) : []),
      ]),

    async takeTurn(paymentId, before, at) {
      const taken = await db.run(`UPDATE payments SET updated_at = ? WHERE id = ? AND ${LIVE} AND updated_at < ?`, [
        new Date(at).toISOString(),
        paymentId,
        new Date(before).toISOString(),
      ]);
      return taken > 0;
    },

    async due(at, limit) {
      const rows = await db.all(
        `SELECT ${PAYMENT_COLUMNS} FROM payments WHERE id IN (
           SELECT id FROM payments WHERE next_check_at <= :at AND ${LIVE}
           UNION SELECT p.id FROM payments p JOIN orders o ON o.id = p.order_id
             WHERE p.provider <> 'manual' AND p.status IN ('pending', 'requires_action', 'processing')
               AND o.status = 'cancelled' AND p.next_check_at IS NULL
         ) ORDER BY next_check_at, id LIMIT :limit`,
        { at, limit },
      );
      return z.array(PaymentRow).parse(rows);
    },

    async putOff(paymentId, until, error) {
      await db.run(
        `UPDATE payments SET attempts = attempts + 1, next_check_at = ?, error = CASE WHEN ? = '' THEN error ELSE ? END
         WHERE id = ? AND ${LIVE}`,
        [until, error, error.slice(0, 500), paymentId],
      );
    },

    async waiting() {
      const row = await db.first(
        `SELECT (SELECT count(*) FROM payments WHERE next_check_at IS NOT NULL AND ${LIVE})
           + (SELECT count(*) FROM refunds WHERE next_check_at IS NOT NULL)
           + (SELECT count(*) FROM payment_events WHERE next_check_at IS NOT NULL) AS waiting`,
      );
      return z.int().parse(row?.['waiting']);
    },
  };
}
