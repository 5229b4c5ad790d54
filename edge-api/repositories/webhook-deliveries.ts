import { z } from 'zod';
import type { Database } from '../db/database.ts';
import { json } from './columns.ts';
import { insertDeliveries, insertWebhookEvent } from './webhooks.ts';

export const DeliveryStatus = z.enum(['pending', 'delivered', 'dead']);
export type DeliveryStatus = z.infer<typeof DeliveryStatus>;

/** One try. `status` is null where nobody answered. */
export const DeliveryAttempt = z.object({
  /** UTC, ISO 8601. */
  at: z.string(),
  status: z.int().nullable(),
  ms: z.int(),
  /** The beginning of what was answered, or what went wrong. */
  answer: z.string(),
});
export type DeliveryAttempt = z.infer<typeof DeliveryAttempt>;

const DeliveryRow = z.object({
  id: z.string(),
  endpointId: z.string(),
  eventId: z.string(),
  type: z.string(),
  status: DeliveryStatus,
  attempts: z.int(),
  dueAt: z.int(),
  log: json(z.array(DeliveryAttempt)),
  createdAt: z.string(),
  deliveredAt: z.string().nullable(),
  waitsFor: z.string().nullable().default(null),
});
/** `waitsFor` is the type of an earlier event about the same thing that goes first, where it was asked for. */
export type StoredDelivery = z.infer<typeof DeliveryRow>;

const DueRow = DeliveryRow.extend({ subjectId: z.string(), payload: z.string() });
/** A delivery to try, with what is to be told. */
export type DueDelivery = z.infer<typeof DueRow>;

const COLUMNS = `d.id, d.endpoint_id AS "endpointId", d.event_id AS "eventId", v.type, d.status, d.attempts, d.due_at AS "dueAt",
  d.log, d.created_at AS "createdAt", d.delivered_at AS "deliveredAt"`;

/** Most tries a delivery remembers. */
const LOGGED = 20;
/** Tries after which an earlier event about the same thing is not waited for any more. */
const WAITS = 4;
/** Those of one thing at one endpoint that go before `d`. */
const EARLIER = `o.endpoint_id = d.endpoint_id AND o.subject_id = d.subject_id AND o.status = 'pending'
  AND o.event_id < d.event_id AND o.attempts < ${WAITS}`;
const SHOWN = `${COLUMNS}, CASE WHEN d.status = 'pending' AND d.subject_id <> '' THEN (SELECT w.type
  FROM webhook_deliveries o JOIN webhook_events w ON w.id = o.event_id WHERE ${EARLIER} ORDER BY o.event_id LIMIT 1) END AS "waitsFor"`;
/** Most deliveries of one endpoint in a batch, so that a slow one leaves room for the others. */
const EACH = 10;

export interface DeliveryFilter {
  readonly endpointId?: string | undefined;
  readonly status?: DeliveryStatus | undefined;
  readonly before?: string | undefined;
  readonly limit: number;
}

export interface DeliveryRepository {
  /**
   * What is due at endpoints that are open. An event waits for earlier ones about the same thing at the same endpoint, as
   * long as those have not failed several times.
   */
  due(now: number, limit: number): Promise<DueDelivery[]>;
  take(id: string, now: number, until: number): Promise<boolean>;
  delivered(id: string, attempt: DeliveryAttempt): Promise<void>;
  /** Puts a delivery off, or gives it up when `dueAt` is null. */
  failed(id: string, attempt: DeliveryAttempt, dueAt: number | null): Promise<void>;
  find(id: string): Promise<StoredDelivery | undefined>;
  /** The newest event first. */
  list(filter: DeliveryFilter): Promise<StoredDelivery[]>;
  /** Sends one once more, whatever became of it; false when there is none of this id. */
  replay(id: string, now: number): Promise<boolean>;
  /** Sends every event since a time to an endpoint once more, missed ones too; answers how many. */
  replaySince(endpointId: string, since: string, now: number, limit: number): Promise<number>;
  /** Writes a message for one endpoint alone. */
  ping(endpointId: string, event: Parameters<typeof insertWebhookEvent>[0], now: number): Promise<string>;
  forget(before: string, limit: number): Promise<number>;
}

const logged = `json(CASE WHEN json_array_length(log) >= ${LOGGED} THEN json_remove(log, '$[0]') ELSE log END)`;
const withAttempt = `log = json_insert(${logged}, '$[#]', json(:attempt)), leased_until = 0`;

export function deliveryRepository(db: Database): DeliveryRepository {
  const from = 'FROM webhook_deliveries d JOIN webhook_events v ON v.id = d.event_id';
  return {
    async due(now, limit) {
      const rows = await db.all(
        `SELECT * FROM (SELECT ${COLUMNS}, d.subject_id AS "subjectId", v.payload,
           row_number() OVER (PARTITION BY d.endpoint_id ORDER BY d.due_at, d.event_id) AS place
         ${from} JOIN webhook_endpoints e ON e.id = d.endpoint_id
         WHERE d.status = 'pending' AND d.due_at <= :now AND d.leased_until <= :now AND e.status = 'active'
           AND (d.subject_id = '' OR NOT EXISTS (SELECT 1 FROM webhook_deliveries o WHERE ${EARLIER})))
         WHERE place <= ${EACH} ORDER BY "dueAt", "eventId" LIMIT :limit`,
        { now, limit },
      );
      return z.array(DueRow).parse(rows);
    },
    take: async (id, now, until) =>
      (await db.run(
        `UPDATE webhook_deliveries SET leased_until = :until, attempts = attempts + 1
         WHERE id = :id AND status = 'pending' AND due_at <= :now AND leased_until <= :now`,
        { id, now, until },
      )) === 1,
    async delivered(id, attempt) {
      await db.run(
        `UPDATE webhook_deliveries SET status = 'delivered', delivered_at = :at, ${withAttempt} WHERE id = :id`,
        { id, at: attempt.at, attempt: JSON.stringify(attempt) },
      );
    },
    async failed(id, attempt, dueAt) {
      await db.run(
        `UPDATE webhook_deliveries SET status = CASE WHEN :dueAt IS NULL THEN 'dead' ELSE status END,
           due_at = coalesce(:dueAt, due_at), ${withAttempt} WHERE id = :id AND status = 'pending'`,
        { id, dueAt, attempt: JSON.stringify(attempt) },
      );
    },
    async find(id) {
      const row = await db.first(`SELECT ${SHOWN} ${from} WHERE d.id = ?`, [id]);
      return row && DeliveryRow.parse(row);
    },
    async list({ endpointId, status, before, limit }) {
      const rows = await db.all(
        `SELECT ${SHOWN} ${from}
         WHERE (:endpointId IS NULL OR d.endpoint_id = :endpointId) AND (:status IS NULL OR d.status = :status)
           AND (:before IS NULL OR d.id < :before)
         ORDER BY d.id DESC LIMIT :limit`,
        { endpointId: endpointId ?? null, status: status ?? null, before: before ?? null, limit },
      );
      return z.array(DeliveryRow).parse(rows);
    },
    replay: async (id, now) =>
      (await db.run(
        `UPDATE webhook_deliveries SET status = 'pending', attempts = 0, due_at = ?, leased_until = 0 WHERE id = ?`,
        [now, id],
      )) === 1,
    replaySince: async (endpointId, since, now, limit) =>
      db.run(
        `INSERT INTO webhook_deliveries (id, endpoint_id, event_id, subject_id, due_at, created_at)
         SELECT v.id || '_' || e.id, e.id, v.id, v.subject_id, :now, :at
         FROM webhook_endpoints e JOIN webhook_events v ON v.created_at >= :since AND v.type <> 'webhook.test'
         WHERE e.id = :endpointId AND (e.event_types = '[]' OR v.type IN (SELECT value FROM json_each(e.event_types)))
         ORDER BY v.id LIMIT :limit
         ON CONFLICT (endpoint_id, event_id) DO UPDATE SET status = 'pending', attempts = 0, due_at = excluded.due_at,
           leased_until = 0`,
        { endpointId, since, now, limit, at: new Date(now).toISOString() },
      ),
    async ping(endpointId, event, now) {
      await db.write([
        insertWebhookEvent(event),
        insertDeliveries(event.id, now, new Date(now).toISOString(), endpointId),
      ]);
      return `${event.id}_${endpointId}`;
    },
    async forget(before, limit) {
      const old = 'SELECT id FROM webhook_events WHERE created_at < ? ORDER BY created_at, id LIMIT ?';
      const [, forgotten] = await db.write([
        { sql: `DELETE FROM webhook_deliveries WHERE event_id IN (${old})`, args: [before, limit] },
        { sql: `DELETE FROM webhook_events WHERE id IN (${old})`, args: [before, limit] },
      ]);
      return forgotten?.rowsAffected ?? 0;
    },
  };
}
