import { z } from 'zod';
import { FulfilmentStatus, OrderStatus, PaymentStatus } from '../contract/orders.ts';
import type { OrderActor } from '../contract/orders.ts';
import { isAbort, isDuplicate, type Database, type Statement } from '../db/database.ts';
import { flag, json } from './columns.ts';
import { releaseRedemptions } from './discounts.ts';
import { addEvent, demand, isOverdrawn, moveStatus, releaseStock, tell, touchOrder } from './order-changes.ts';
import type { StoredOrder } from './order-rows.ts';
import { UNDER_WAY_MS } from './payment-rows.ts';
import { parseState, readState, type StoreState } from './state.ts';

/** What became of a change: why it was not made, if it was not. */
export type ChangeOutcome = 'done' | 'illegal_move' | 'order_changed' | 'not_enough_stock' | 'repeated';

/** Runs a batch that changes an order. */
export async function attempt(db: Database, statements: Statement[]): Promise<ChangeOutcome> {
  try {
    await db.write(statements);
    return 'done';
  } catch (error) {
    for (const word of ['illegal_move', 'order_changed', 'not_enough_stock'] as const)
      if (isAbort(error, word)) return word;
    if (isDuplicate(error, 'fulfilments.idempotency_key')) return 'repeated';
    if (isOverdrawn(error)) return 'illegal_move';
    throw error;
  }
}

/** An order as it was read, which a change is of. */
export type Known = Pick<StoredOrder, 'id' | 'version'>;

/** Aborts with `vitrine:order_changed` when the order has changed since it was read. */
export const unchanged = ({ id, version }: Known): Statement =>
  demand('order_changed', 'EXISTS (SELECT 1 FROM orders WHERE id = :id AND version = :version)', { id, version });

const SummaryRow = z.object({
  id: z.string(),
  number: z.int(),
  placedAt: z.string(),
  status: OrderStatus,
  paymentStatus: PaymentStatus,
  fulfilmentStatus: FulfilmentStatus,
  disputed: flag,
  email: z.string(),
  name: z.string(),
  units: z.int(),
  totalMinor: z.int(),
  currency: z.string(),
  tags: json(z.array(z.string())),
});
export type OrderSummaryRow = z.infer<typeof SummaryRow>;

/** Which orders a list has; null does not ask. */
export interface OrderFilter {
  readonly status: string | null;
  readonly payment: string | null;
  readonly fulfilment: string | null;
  readonly email: string | null;
  readonly number: number | null;
  readonly customer: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly q: string | null;
  /** Numbers below this one. */
  readonly below: number | null;
  readonly limit: number;
}

/** What a cancellation does besides. */
export interface Cancellation {
  readonly reason: string;
  readonly actor: OrderActor;
  readonly restock: boolean;
  /** Epoch milliseconds. */
  readonly at: number;
  /** Only if its reservation has ended by then and nothing has been paid or authorized. */
  readonly onlyExpired?: boolean;
}

/** Money that came without a provider. */
export interface ManualPayment {
  readonly paymentId: string;
  readonly amountMinor: number;
  readonly note: string;
  readonly at: number;
}

const CONDITIONS: Readonly<Record<Exclude<keyof OrderFilter, 'limit'>, string>> = {
  status: 'o.status = :status',
  payment: 'o.payment_status = :payment',
  fulfilment: 'o.fulfilment_status = :fulfilment',
  email: 'o.email = :email',
  number: 'o.number = :number',
  customer: 'o.customer_id = :customer',
  from: 'o.placed_at >= :from',
  to: 'o.placed_at < :to',
  below: 'o.number < :below',
  q: `(instr(lower(o.email), :q) OR instr(lower(json_extract(o.shipping_address, '$.name')), :q) OR CAST(o.number AS TEXT) = :q
    OR EXISTS (SELECT 1 FROM json_each(o.tags) t WHERE instr(lower(t.value), :q))
    OR EXISTS (SELECT 1 FROM order_lines l WHERE l.order_id = o.id AND lower(json_extract(l.snapshot, '$.sku')) = :q))`,
};

function listStatement({ limit, ...filter }: OrderFilter): Statement {
  const asked = Object.entries(filter).filter(([, value]) => value !== null);
  // `filter` has the keys of CONDITIONS.
  const where = asked.map(([name]) => CONDITIONS[name as keyof typeof CONDITIONS]).join(' AND ') || '1';
  return {
    sql: `SELECT o.id, o.number, o.placed_at AS "placedAt", o.status, o.payment_status AS "paymentStatus",
            o.fulfilment_status AS "fulfilmentStatus", o.disputed, o.email, json_extract(o.shipping_address, '$.name') AS name,
            (SELECT coalesce(sum(l.quantity - l.removed), 0) FROM order_lines l WHERE l.order_id = o.id) AS units,
            o.total_minor AS "totalMinor", o.currency, o.tags
          FROM orders o WHERE ${where} ORDER BY o.number DESC LIMIT :limit`,
    args: { ...Object.fromEntries(asked), limit },
  };
}

const cancelStatements = (order: StoredOrder, cancellation: Cancellation): Statement[] => {
  const { reason, actor, restock, at, onlyExpired = false } = cancellation;
  const { id } = order;
  const unpaid = ['pending', 'authorized', 'failed'].includes(order.paymentStatus);
  return [
    // Also where only the payment has moved: what was just paid is not cancelled as unpaid.
    demand('order_changed', 'EXISTS (SELECT 1 FROM orders WHERE id = :id AND payment_status = :payment)', {
      id,
      payment: order.paymentStatus,
    }),
    ...(onlyExpired
      ? [
          demand(
            'illegal_move',
            `EXISTS (SELECT 1 FROM orders WHERE id = :id AND reserved_until <= :at AND payment_status IN ('pending', 'failed'))`,
            { id, at },
          ),
        ]
      : []),
    ...moveStatus(id, { status: 'cancelled', cancelReason: reason, ...(unpaid ? { payment: 'voided' } : {}) }, at),
    {
      // A provider that was asked for money is asked once more, and told to forget it.
      sql: `UPDATE payments SET status = CASE provider WHEN 'manual' THEN 'cancelled' ELSE status END,
              next_check_at = CASE provider WHEN 'manual' THEN NULL ELSE :at END
            WHERE order_id = :id AND status IN ('pending', 'requires_action', 'processing')`,
      args: { id, at },
    },
    ...(restock ? releaseStock(id, at) : []),
    releaseRedemptions(id, new Date(at).toISOString()),
    addEvent(id, 'cancelled', actor, at, { reason, restock }, true),
    tell('order.cancelled', id, at),
  ];
};

const payStatements = (order: StoredOrder, payment: ManualPayment): Statement[] => {
  const { paymentId, amountMinor, note, at } = payment;
  const { id } = order;
  return [
    unchanged(order),
    demand(
      'illegal_move',
      `EXISTS (SELECT 1 FROM payments WHERE id = :payment AND order_id = :id AND provider = 'manual' AND status <> 'succeeded')`,
      { id, payment: paymentId },
    ),
    {
      sql: `UPDATE payments SET status = 'succeeded', amount_minor = :amount, captured_minor = :amount, updated_at = :at
            WHERE id = :payment`,
      args: { payment: paymentId, amount: amountMinor, at: new Date(at).toISOString() },
    },
    {
      sql: 'UPDATE orders SET paid_minor = paid_minor + ?, reserved_until = NULL WHERE id = ?',
      args: [amountMinor, id],
    },
    ...moveStatus(id, { payment: 'paid' }, at),
    addEvent(id, 'paid', 'merchant', at, { amountMinor, ...(note ? { note } : {}) }, true),
    tell('order.paid', id, at),
  ];
};

export interface OrderAdminRepository {
  list(filter: OrderFilter): Promise<{ rows: OrderSummaryRow[]; state: StoreState }>;
  note(id: string, text: string, visible: boolean, at: number): Promise<void>;
  cancel(order: StoredOrder, cancellation: Cancellation): Promise<ChangeOutcome>;
  complete(order: Known, at: number): Promise<ChangeOutcome>;
  pay(order: StoredOrder, payment: ManualPayment): Promise<ChangeOutcome>;
  /** Ids of open orders whose reservation has ended and whose money is not on its way, the oldest first. */
  expired(now: number, limit: number): Promise<string[]>;
}

export function orderAdminRepository(db: Database): OrderAdminRepository {
  return {
    async list(filter) {
      const [state, rows] = await db.read([readState, listStatement(filter)]);
      return { state: parseState(state), rows: z.array(SummaryRow).parse(rows) };
    },
    async note(id, text, visible, at) {
      await db.write([addEvent(id, 'note', 'merchant', at, { text }, visible), ...(visible ? touchOrder(id, at) : [])]);
    },
    cancel: (order, cancellation) => attempt(db, cancelStatements(order, cancellation)),
    complete: (order, at) =>
      attempt(db, [
        unchanged(order),
        ...moveStatus(order.id, { status: 'completed' }, at),
        addEvent(order.id, 'completed', 'merchant', at, {}, true),
        tell('order.completed', order.id, at),
      ]),
    pay: (order, payment) => attempt(db, payStatements(order, payment)),
    async expired(now, limit) {
      const rows = await db.all(
        `SELECT id FROM orders o WHERE reserved_until <= :now AND status = 'open' AND payment_status IN ('pending', 'failed')
           AND (reserved_until <= :now - :way OR NOT EXISTS
             (SELECT 1 FROM payments p WHERE p.order_id = o.id AND p.status = 'processing'))
         ORDER BY reserved_until LIMIT :limit`,
        { now, way: UNDER_WAY_MS, limit },
      );
      return rows.map((row) => z.string().parse(row['id']));
    },
  };
}
