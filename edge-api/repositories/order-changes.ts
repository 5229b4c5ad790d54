import { monotonicFactory } from 'ulid';
import { statesBefore, type StateOf } from '../contract/order-states.ts';
import type { OrderActor, OrderEventType } from '../contract/orders.ts';
import type { Statement } from '../db/database.ts';
import { insertWork, type EventType, type OutboxWork } from './outbox.ts';

/*
 * Statements others put into their own batches, so that what happens to an order, its stock and its timeline is one
 * transaction. What a statement here does not allow aborts the batch; see `isAbort` for the words.
 */

/** Ids of this process ascend, also within a millisecond: a timeline is read in their order. */
const nextId = monotonicFactory();

/** Words of the view `refusals`. */
export type Refusal =
  | 'illegal_move'
  | 'order_changed'
  | 'not_enough_stock'
  | 'checkout_closed'
  | 'page_changed'
  | 'section_changed'
  | 'too_many_pages'
  | 'too_many_sections'
  | 'page_too_large'
  | 'redirect_loop'
  | 'block_changed'
  | 'too_many_blocks';

/** Aborts the batch with `vitrine:<word>` where `condition`, an SQL expression, does not hold. */
export const demand = (word: Refusal, condition: string, args: Record<string, string | number | null>): Statement => ({
  sql: `INSERT INTO refusals (word) SELECT :word WHERE NOT (${condition})`,
  args: { ...args, word },
});

/** Writes a line of the timeline. `at` is epoch milliseconds; `visible` whether the shopper sees it. */
export const addEvent = (
  orderId: string,
  type: OrderEventType,
  actor: OrderActor,
  at: number,
  detail: Readonly<Record<string, unknown>> = {},
  visible = false,
): Statement => ({
  sql: 'INSERT INTO order_events (id, order_id, at, type, actor, detail, visible) VALUES (?, ?, ?, ?, ?, ?, ?)',
  args: [nextId(at), orderId, new Date(at).toISOString(), type, actor, JSON.stringify(detail), Number(visible)],
});

/** What an order's states become; what is left out stays. */
export interface Moves {
  readonly status?: StateOf<'status'>;
  readonly payment?: StateOf<'payment'>;
  readonly fulfilment?: StateOf<'fulfilment'>;
  /** With `status: 'cancelled'`. */
  readonly cancelReason?: string;
}

const list = (states: readonly string[]): string => states.map((state) => `'${state}'`).join(', ');

/**
 * Moves an order's states, and has the shopper's open page told. Aborts with `vitrine:illegal_move` where the order, as it
 * is inside the transaction, may not move so: of two that want the same move, one gets it.
 */
export function moveStatus(orderId: string, moves: Moves, at: number): Statement[] {
  const { status, payment, fulfilment, cancelReason = '' } = moves;
  const statements: Statement[] = [];
  const move = (column: string, from: readonly string[], to: string, also = '') => {
    statements.push(
      demand('illegal_move', `EXISTS (SELECT 1 FROM orders WHERE id = :id AND ${column} IN (${list(from)}))`, {
        id: orderId,
      }),
      { sql: `UPDATE orders SET ${column} = :to${also} WHERE id = :id`, args: { id: orderId, to } },
    );
  };
  if (payment) move('payment_status', statesBefore('payment', payment), payment);
  if (fulfilment) move('fulfilment_status', statesBefore('fulfilment', fulfilment), fulfilment);
  if (status) {
    const from = statesBefore('status', status);
    if (status === 'open') move('status', from, status, ', cancelled_at = NULL, cancel_reason = NULL');
    else if (status === 'completed') move('status', from, status);
    else {
      move('status', from, status, ', reserved_until = NULL');
      statements.push({
        sql: 'UPDATE orders SET cancelled_at = ?, cancel_reason = ? WHERE id = ?',
        args: [new Date(at).toISOString(), cancelReason, orderId],
      });
    }
  }
  return [...statements, ...touchOrder(orderId, at)];
}

/** Marks an order as changed, and has the shopper's open page told. Part of every batch that changes what `Order` says. */
export const touchOrder = (orderId: string, at: number): Statement[] => [
  { sql: 'UPDATE orders SET version = version + 1 WHERE id = ?', args: [orderId] },
  {
    sql: `INSERT INTO outbox (id, kind, payload, due_at)
          SELECT :id, 'order_mirror', json_object('kind', 'order_mirror', 'orderId', id, 'cartId', cart_id), :at
          FROM orders WHERE id = :order AND cart_id IS NOT NULL`,
    args: { id: nextId(at), order: orderId, at },
  },
];

/** Units of an order's variants that its movements have taken and not given back. */
const TAKEN = `SELECT variant_id, -sum(delta) AS units FROM stock_movements WHERE order_id = :order GROUP BY variant_id`;

/** Says anew what is available of the products of an order, after its stock has moved. */
export const refreshAvailability = (orderId: string): Statement[] => [
  {
    sql: `UPDATE products SET available = EXISTS (SELECT 1 FROM variants v WHERE v.product_id = products.id
            AND (v.inventory_tracked = 0 OR v.inventory_policy = 'continue' OR v.inventory_quantity > 0))
          WHERE id IN (SELECT v.product_id FROM stock_movements m JOIN variants v ON v.id = m.variant_id WHERE m.order_id = ?)`,
    args: [orderId],
  },
  {
    sql: `UPDATE store_state SET catalogue_version = catalogue_version + 1
          WHERE EXISTS (SELECT 1 FROM stock_movements WHERE order_id = ?)`,
    args: [orderId],
  },
];

/** Gives back all stock an order still holds. A second time finds nothing to give back, and changes nothing. */
export const releaseStock = (orderId: string, at: number): Statement[] => [
  {
    sql: `INSERT INTO stock_movements (id, variant_id, order_id, delta, reason, created_at)
          SELECT :id || '-' || variant_id, variant_id, :order, units, 'release', :at FROM (${TAKEN}) WHERE units > 0`,
    args: { id: nextId(at), order: orderId, at: new Date(at).toISOString() },
  },
  ...refreshAvailability(orderId),
];

/**
 * Takes the stock of an order that has given it back. Aborts with `vitrine:not_enough_stock` when some of it is gone, also
 * when a variant itself is.
 */
export const retakeStock = (orderId: string, at: number): Statement[] => [
  demand(
    'not_enough_stock',
    `NOT EXISTS (SELECT 1 FROM order_lines l WHERE l.order_id = :order AND l.quantity > l.removed
       AND NOT EXISTS (SELECT 1 FROM variants v WHERE v.id = l.variant_id))`,
    { order: orderId },
  ),
  {
    sql: `INSERT INTO stock_movements (id, variant_id, order_id, delta, reason, created_at)
          SELECT :id || '-' || l.variant_id, l.variant_id, :order, coalesce(t.units, 0) - l.units, 'sale', :at
          FROM (SELECT variant_id, sum(quantity - removed) AS units FROM order_lines WHERE order_id = :order GROUP BY variant_id) l
          JOIN variants v ON v.id = l.variant_id AND v.inventory_tracked = 1
          LEFT JOIN (${TAKEN}) t ON t.variant_id = l.variant_id
          WHERE l.units > coalesce(t.units, 0)`,
    args: { id: nextId(at), order: orderId, at: new Date(at).toISOString() },
  },
  ...refreshAvailability(orderId),
];

/** One way stock of a line comes back other than by cancelling. */
export type GiveBackReason = 'restock' | 'return' | 'edit';

/** Gives back some units of a variant, at most what the order still holds of it. Call `refreshAvailability` after the last. */
export const giveBack = (
  orderId: string,
  variantId: string,
  units: number,
  reason: GiveBackReason,
  at: number,
): Statement => ({
  sql: `INSERT INTO stock_movements (id, variant_id, order_id, delta, reason, created_at)
        SELECT :id, variant_id, :order, min(units, :units), :reason, :at FROM (${TAKEN}) WHERE variant_id = :variant AND units > 0`,
  args: { id: nextId(at), order: orderId, variant: variantId, units, reason, at: new Date(at).toISOString() },
});

/** Units of a line that are paid back, with their part of the amount, and whether they go back into stock. */
export interface RefundedLine {
  readonly lineId: string;
  readonly quantity: number;
  readonly amountMinor: number;
  readonly restock: boolean;
}

/**
 * Writes what a refund is for, in the transaction that makes it: counts its units as paid back and gives back their stock.
 * A unit that is paid back twice aborts through the CHECK of `order_lines`, a line of another order through its reference.
 */
export const insertRefundLines = (
  orderId: string,
  refundId: string,
  lines: readonly RefundedLine[],
  at: number,
): Statement[] => [
  ...lines.flatMap((line) => [
    {
      sql: `INSERT INTO refund_lines (refund_id, line_id, quantity, amount_minor, restock) VALUES (?,
              (SELECT id FROM order_lines WHERE id = ? AND order_id = ?), ?, ?, ?)`,
      args: [refundId, line.lineId, orderId, line.quantity, line.amountMinor, Number(line.restock)],
    },
    {
      sql: 'UPDATE order_lines SET refunded = refunded + ? WHERE id = ? AND order_id = ?',
      args: [line.quantity, line.lineId, orderId],
    },
    ...(line.restock ? [giveBackLine(orderId, line.lineId, line.quantity, 'restock', at)] : []),
  ]),
  ...(lines.some(({ restock }) => restock) ? refreshAvailability(orderId) : []),
];

/** Whether a batch was refused because a unit would be sent, taken back, paid back or taken out twice. */
export const isOverdrawn = (error: unknown): boolean =>
  error instanceof Error && /CHECK constraint failed: (?:fulfilled|returned|refunded|removed)/.test(error.message);

/** Counts the units of a refund that failed as not paid back; their stock stays where it is. Once only: call it with the move to `failed`. */
export const undoRefundLines = (refundId: string): Statement => ({
  sql: `UPDATE order_lines SET refunded = refunded - (SELECT r.quantity FROM refund_lines r
          WHERE r.refund_id = :id AND r.line_id = order_lines.id)
        WHERE id IN (SELECT line_id FROM refund_lines WHERE refund_id = :id)`,
  args: { id: refundId },
});

/** Gives back units of a line, at most what the order still holds of its variant. */
export const giveBackLine = (
  orderId: string,
  lineId: string,
  units: number,
  reason: GiveBackReason,
  at: number,
): Statement => ({
  sql: `INSERT INTO stock_movements (id, variant_id, order_id, delta, reason, created_at)
        SELECT :id, variant_id, :order, min(units, :units), :reason, :at FROM (${TAKEN})
        WHERE units > 0 AND variant_id = (SELECT variant_id FROM order_lines WHERE id = :line AND order_id = :order)`,
  args: { id: nextId(at), order: orderId, line: lineId, units, reason, at: new Date(at).toISOString() },
});

/** Has mails and the merchant's own systems told of something that has happened to an order. */
export const tell = (
  type: EventType,
  orderId: string,
  at: number,
  more: Omit<Extract<OutboxWork, { kind: 'event' }>, 'kind' | 'type' | 'at' | 'orderId'> = {},
): Statement => insertWork(nextId(at), { kind: 'event', type, at: new Date(at).toISOString(), orderId, ...more }, at);
