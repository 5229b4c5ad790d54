import { z } from 'zod';
import { WebhookEventType } from '../contract/webhooks.ts';
import type { Database, Statement } from '../db/database.ts';
import { json } from './columns.ts';

/** Events that are told by mail alone: what they carry opens an account, or is its reader's. */
export const MAIL_ONLY = [
  'customer.verify_email',
  'customer.sign_in_link',
  'customer.reset_password',
  'customer.change_email',
  'customer.email_changed',
  'newsletter.requested',
  'webhook.disabled',
] as const;

/** What can happen in a shop that mails and the merchant's own systems are told of. */
const EventType = z.enum([...WebhookEventType.options, ...MAIL_ONLY]);
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
  /** Tells open pages that they have changed. Written by a trigger: see `pages_version`. */
  z.object({ kind: z.literal('pages_mirror') }),
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
    endpointId: z.string().optional(),
    /** A page as it was then: it may be gone when this is told. */
    page: z
      .object({
        id: z.string(),
        type: z.string(),
        slug: z.string(),
        title: z.string(),
        /** Under the store's host; null for pages of products and categories. */
        path: z.string().nullable(),
        /** Who changed it, as its versions say. */
        by: z.string().optional(),
        /** Ids of the sections of its draft. */
        sections: z
          .object({
            added: z.array(z.string()),
            removed: z.array(z.string()),
            changed: z.array(z.string()),
            reordered: z.boolean(),
          })
          .optional(),
      })
      .optional(),
    /** A block as it was then. */
    block: z
      .object({
        id: z.string(),
        name: z.string(),
        title: z.string(),
        /** Of the publication this is about; null for one that nobody saw. */
        version: z.int().nullable(),
        /** Who did it, as its versions say. */
        by: z.string().optional(),
        /** Why it was switched off. */
        reason: z.enum(['failures', 'merchant']).optional(),
        /** The failure that was one too many. */
        failure: z
          .object({
            reason: z.string(),
            message: z.string(),
            line: z.int().nullable(),
            column: z.int().nullable(),
          })
          .nullish(),
      })
      .optional(),
    /** Whom a mail goes to, where the rows named above do not say so. */
    email: z.string().optional(),
    /** A link that only this mail may carry. */
    link: z.string().optional(),
    /** BCP 47 tag of the language the shopper used. */
    locale: z.string().optional(),
  }),
]);
export type OutboxWork = z.infer<typeof OutboxWork>;
/** A block as what happened to it tells of it. */
export type ToldBlock = NonNullable<Extract<OutboxWork, { kind: 'event' }>['block']>;

/** Writes one piece of work; part of the transaction that causes it. */
export const insertWork = (id: string, work: OutboxWork, dueAt: number): Statement => ({
  sql: 'INSERT INTO outbox (id, kind, payload, due_at) VALUES (?, ?, ?, ?)',
  args: [id, work.kind, JSON.stringify(work), dueAt],
});

/** The same, only if the statement before it in the batch has changed something. */
export const insertWorkIfChanged = (id: string, work: OutboxWork, dueAt: number): Statement => ({
  sql: 'INSERT INTO outbox (id, kind, payload, due_at) SELECT ?, ?, ?, ? WHERE changes() > 0',
  args: [id, work.kind, JSON.stringify(work), dueAt],
});

/** A piece of work as it waits. `work` is null where nobody here understands it. */
export interface OutboxRow {
  readonly id: string;
  readonly kind: string;
  readonly work: OutboxWork | null;
  readonly attempts: number;
}

const Row = z.object({ id: z.string(), kind: z.string(), payload: json(z.unknown()), attempts: z.int() });
const DeadRow = z.object({
  id: z.string(),
  kind: z.string(),
  type: z.string().nullable(),
  attempts: z.int(),
  error: z.string().nullable(),
  failedAt: z.int(),
});
/** Work that was given up. */
export type DeadWork = z.infer<typeof DeadRow>;

/** Ends a piece of work. A link that only a mail may carry does not stay behind. */
const finishWork = (id: string, now: number): Statement => ({
  sql: `UPDATE outbox SET done_at = ?, error = NULL, payload = json_remove(payload, '$.link') WHERE id = ? AND done_at IS NULL`,
  args: [now, id],
});

export interface OutboxRepository {
  /** What is due and nobody has, oldest first. */
  due(now: number, limit: number): Promise<OutboxRow[]>;
  /** Takes a piece of work until a time, for one more try; false when somebody else has it or it is done. */
  take(id: string, now: number, until: number): Promise<boolean>;
  /** How much is not done yet, due or not: work, mails and deliveries. */
  waiting(): Promise<number>;
  done(id: string, now: number): Promise<void>;
  /** Writes what a piece of work came to, and ends it, in one transaction. */
  doneWith(id: string, now: number, statements: readonly Statement[]): Promise<void>;
  /** Puts work off after a failure. */
  again(id: string, dueAt: number, error: string): Promise<void>;
  /** Gives work up: it stays as a dead letter. */
  giveUp(id: string, now: number, error: string): Promise<void>;
  /** Dead letters, the newest first. */
  dead(limit: number): Promise<DeadWork[]>;
  /** Sends a dead letter on its way again; false when there is none of this id. */
  revive(id: string, now: number): Promise<boolean>;
  /** Removes work that was done before a time. */
  forget(before: number, limit: number): Promise<number>;
}

const readable = ({ id, kind, payload, attempts }: z.infer<typeof Row>): OutboxRow => ({
  id,
  kind,
  work: OutboxWork.safeParse(payload).data ?? null,
  attempts,
});

export function outboxRepository(db: Database): OutboxRepository {
  return {
    async due(now, limit) {
      const rows = await db.all(
        `SELECT id, kind, payload, attempts FROM outbox
         WHERE done_at IS NULL AND failed_at IS NULL AND due_at <= :now AND leased_until <= :now
         ORDER BY due_at, id LIMIT :limit`,
        { now, limit },
      );
      return z.array(Row).parse(rows).map(readable);
    },
    take: async (id, now, until) =>
      (await db.run(
        `UPDATE outbox SET leased_until = :until, attempts = attempts + 1
         WHERE id = :id AND done_at IS NULL AND failed_at IS NULL AND due_at <= :now AND leased_until <= :now`,
        { id, now, until },
      )) === 1,
    async waiting() {
      const row = await db.first(
        `SELECT (SELECT count(*) FROM outbox WHERE done_at IS NULL AND failed_at IS NULL)
           + (SELECT count(*) FROM messages WHERE status = 'queued')
           + (SELECT count(*) FROM webhook_deliveries d JOIN webhook_endpoints e ON e.id = d.endpoint_id
              WHERE d.status = 'pending' AND e.status = 'active') AS waiting`,
      );
      return z.int().parse(row?.['waiting']);
    },
    async done(id, now) {
      const { sql, args = [] } = finishWork(id, now);
      await db.run(sql, args);
    },
    async doneWith(id, now, statements) {
      await db.write([...statements, finishWork(id, now)]);
    },
    async again(id, dueAt, error) {
      await db.run('UPDATE outbox SET due_at = ?, leased_until = 0, error = ? WHERE id = ? AND done_at IS NULL', [
        dueAt,
        error,
        id,
      ]);
    },
    async giveUp(id, now, error) {
      await db.run('UPDATE outbox SET failed_at = ?, leased_until = 0, error = ? WHERE id = ? AND done_at IS NULL', [
        now,
        error,
        id,
      ]);
    },
    async dead(limit) {
      const rows = await db.all(
        `SELECT id, kind, json_extract(payload, '$.type') AS type, attempts, error, failed_at AS "failedAt"
         FROM outbox WHERE failed_at IS NOT NULL ORDER BY failed_at DESC, id LIMIT ?`,
        [limit],
      );
      return z.array(DeadRow).parse(rows);
    },
    revive: async (id, now) =>
      (await db.run(
        'UPDATE outbox SET failed_at = NULL, attempts = 0, due_at = ?, leased_until = 0 WHERE id = ? AND failed_at IS NOT NULL',
        [now, id],
      )) === 1,
    forget: async (before, limit) =>
      db.run('DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE done_at < ? LIMIT ?)', [before, limit]),
  };
}
