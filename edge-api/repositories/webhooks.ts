import { z } from 'zod';
import type { Database, Statement } from '../db/database.ts';
import { json } from './columns.ts';
import { insertWorkIfChanged, type OutboxWork } from './outbox.ts';

const EndpointRow = z.object({
  id: z.string(),
  url: z.string(),
  description: z.string(),
  eventTypes: json(z.array(z.string())),
  secret: z.string(),
  keyId: z.string().nullable(),
  previousSecret: z.string().nullable(),
  previousKeyId: z.string().nullable(),
  previousUntil: z.int().nullable(),
  status: z.enum(['active', 'disabled']),
  reason: z.string().nullable(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
/** An endpoint as it is kept. */
export type StoredEndpoint = z.infer<typeof EndpointRow>;

const COLUMNS = `id, url, description, event_types AS "eventTypes", secret, key_id AS "keyId", previous_secret AS "previousSecret",
  previous_key_id AS "previousKeyId", previous_until AS "previousUntil", status, reason, created_at AS "createdAt",
  updated_at AS "updatedAt"`;

/** A secret as it is kept: sealed by a key, or plain where the installation has none. */
export interface KeptSecret {
  readonly secret: string;
  readonly keyId: string | null;
}

export type EndpointChange = Pick<StoredEndpoint, 'url' | 'description' | 'eventTypes' | 'status' | 'reason'>;

export interface EndpointRepository {
  /** False when there are as many as there may be. */
  add(endpoint: StoredEndpoint, atMost: number): Promise<boolean>;
  list(): Promise<StoredEndpoint[]>;
  find(id: string): Promise<StoredEndpoint | undefined>;
  change(id: string, change: EndpointChange, at: string): Promise<boolean>;
  /** Puts a new secret in place; the one before signs as well until a time. */
  rotate(id: string, next: KeptSecret, previousUntil: number, at: string): Promise<boolean>;
  /** Closes an endpoint that says it is gone, and tells of it once. `dueAt` in epoch milliseconds. */
  disable(id: string, reason: string, at: string, told: { id: string; work: OutboxWork; dueAt: number }): Promise<void>;
  remove(id: string): Promise<boolean>;
}

/** What is told of an event: once for all endpoints, and only where there is one. */
export const insertWebhookEvent = (event: {
  id: string;
  type: string;
  subjectId: string;
  payload: string;
  createdAt: string;
}): Statement => ({
  sql: `INSERT INTO webhook_events (id, type, subject_id, payload, created_at)
        SELECT :id, :type, :subjectId, :payload, :createdAt WHERE EXISTS (SELECT 1 FROM webhook_endpoints)
        ON CONFLICT (id) DO NOTHING`,
  args: event,
});

/** A delivery of an event to every endpoint that wants it; to one that has it already, none. `only` names one endpoint. */
export const insertDeliveries = (eventId: string, now: number, at: string, only: string | null = null): Statement => ({
  sql: `INSERT INTO webhook_deliveries (id, endpoint_id, event_id, subject_id, due_at, created_at)
        SELECT v.id || '_' || e.id, e.id, v.id, v.subject_id, :now, :at
        FROM webhook_endpoints e JOIN webhook_events v ON v.id = :eventId
        WHERE CASE WHEN :only IS NULL
            THEN e.status = 'active' AND (e.event_types = '[]' OR v.type IN (SELECT value FROM json_each(e.event_types)))
            ELSE e.id = :only END
        ON CONFLICT (endpoint_id, event_id) DO NOTHING`,
  args: { eventId, now, at, only },
});

export function endpointRepository(db: Database): EndpointRepository {
  return {
    add: async (endpoint, atMost) =>
      (await db.run(
        `INSERT INTO webhook_endpoints (id, url, description, event_types, secret, key_id, status, reason, created_at, updated_at)
         SELECT :id, :url, :description, :eventTypes, :secret, :keyId, :status, :reason, :createdAt, :updatedAt
         WHERE (SELECT count(*) FROM webhook_endpoints) < :atMost`,
        {
          id: endpoint.id,
          url: endpoint.url,
          description: endpoint.description,
          eventTypes: JSON.stringify(endpoint.eventTypes),
          secret: endpoint.secret,
          keyId: endpoint.keyId,
          status: endpoint.status,
          reason: endpoint.reason,
          createdAt: endpoint.createdAt,
          updatedAt: endpoint.updatedAt,
          atMost,
        },
      )) === 1,
    list: async () => z.array(EndpointRow).parse(await db.all(`SELECT ${COLUMNS} FROM webhook_endpoints ORDER BY id`)),
    async find(id) {
      const row = await db.first(`SELECT ${COLUMNS} FROM webhook_endpoints WHERE id = ?`, [id]);
      return row && EndpointRow.parse(row);
    },
    change: async (id, { url, description, eventTypes, status, reason }, at) =>
      (await db.run(
        'UPDATE webhook_endpoints SET url = ?, description = ?, event_types = ?, status = ?, reason = ?, updated_at = ? WHERE id = ?',
        [url, description, JSON.stringify(eventTypes), status, reason, at, id],
      )) === 1,
    rotate: async (id, { secret, keyId }, previousUntil, at) =>
      (await db.run(
        `UPDATE webhook_endpoints SET previous_secret = secret, previous_key_id = key_id, previous_until = :previousUntil,
           secret = :secret, key_id = :keyId, updated_at = :at WHERE id = :id`,
        { id, secret, keyId, previousUntil, at },
      )) === 1,
    async disable(id, reason, at, told) {
      await db.write([
        {
          sql: `UPDATE webhook_endpoints SET status = 'disabled', reason = ?, updated_at = ? WHERE id = ? AND status = 'active'`,
          args: [reason, at, id],
        },
        insertWorkIfChanged(told.id, told.work, told.dueAt),
      ]);
    },
    async remove(id) {
      // Named one by one: a server may have been told not to follow foreign keys.
      const [, removed] = await db.write([
        { sql: 'DELETE FROM webhook_deliveries WHERE endpoint_id = ?', args: [id] },
        { sql: 'DELETE FROM webhook_endpoints WHERE id = ?', args: [id] },
      ]);
      return removed?.rowsAffected === 1;
    },
  };
}
