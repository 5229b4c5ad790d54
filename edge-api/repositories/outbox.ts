import { z } from 'zod';
import type { Database, Statement } from '../db/database.ts';
import { json } from './columns.ts';

/** What can happen in a shop that mails and the merchant's own systems are told of. */
export const EventType = z.enum([
  'order.placed',
  'order.paid',
  'order.payment_failed',
  'order.edited',
  'order.cancelled',
  'order.completed',
  'fulfilment.created',
  'fulfilment.updated',
  'return.requested',
  'return.received',
  'refund.created',
  'refund.succeeded',
  'refund.failed',
  'dispute.opened',
  'dispute.closed',
  'customer.created',
  'customer.updated',
  'customer.deleted',
  'customer.verify_email',
  'customer.sign_in_link',
  'customer.reset_password',
  'checkout.abandoned',
  'stock.low',
]);
export type EventType = z.infer<typeof EventType>;

/** What an outbox row asks for. */
export const OutboxWork = z.discriminatedUnion('kind', [
  /** Takes an order's lines out of the cart they came from. */
  z.object({
    kind: z.literal('cart_take'),
    orderId: z.string(),
    cartId: z.string(),
    lines: z.array(z.object({ variantId: z.string(), options: z.record(z.string(), z.string()), quantity: z.int() })),
  }),
  /** Shows an order's state to the shopper who placed it, live. */
  z.object({ kind: z.literal('order_mirror'), orderId: z.string(), cartId: z.string() }),
  /** Tells of something that has happened, by mail and to the merchant's own systems. */
  z.object({
    kind: z.literal('event'),
    type: EventType,
    /** UTC, ISO 8601. */
    at: z.string(),
    orderId: z.string().optional(),
    fulfilmentId: z.string().optional(),
    returnId: z.string().optional(),
    refundId: z.string().optional(),
    customerId: z.string().optional(),
    checkoutId: z.string().optional(),
    variantId: z.string().optional(),
    /** Whom a mail goes to, where the rows named above do not say so. */
    email: z.string().optional(),
    /** A link that only this mail may carry. */
    link: z.string().optional(),
    /** BCP 47 tag of the language the shopper used. */
    locale: z.string().optional(),
  }),
]);
export type OutboxWork = z.infer<typeof OutboxWork>;

const OutboxRow = z.object({ id: z.string(), payload: json(OutboxWork), attempts: z.int() });
export type OutboxRow = z.infer<typeof OutboxRow>;

/** Writes one piece of work; part of the transaction that causes it. */
export const insertWork = (id: string, work: OutboxWork, dueAt: number): Statement => ({
  sql: 'INSERT INTO outbox (id, kind, payload, due_at) VALUES (?, ?, ?, ?)',
  args: [id, work.kind, JSON.stringify(work), dueAt],
});

export interface OutboxRepository {
  due(now: number, limit: number): Promise<OutboxRow[]>;
  /** How much is not done yet, due or not. */
  waiting(): Promise<number>;
  done(id: string, now: number): Promise<void>;
  /** Puts work off after a failure. */
  again(id: string, dueAt: number): Promise<void>;
}

export function outboxRepository(db: Database): OutboxRepository {
  return {
    async due(now, limit) {
      const rows = await db.all(
        'SELECT id, payload, attempts FROM outbox WHERE done_at IS NULL AND due_at <= ? ORDER BY due_at, id LIMIT ?',
        [now, limit],
      );
      return z.array(OutboxRow).parse(rows);
    },
    async waiting() {
      const row = await db.first('SELECT count(*) AS waiting FROM outbox WHERE done_at IS NULL');
      return z.int().parse(row?.['waiting']);
    },
    async done(id, now) {
      await db.run('UPDATE outbox SET done_at = ? WHERE id = ?', [now, id]);
    },
    async again(id, dueAt) {
      await db.run('UPDATE outbox SET attempts = attempts + 1, due_at = ? WHERE id = ?', [dueAt, id]);
    },
  };
}
