import { z } from 'zod';
import type { PlatformDatabase, Statement } from '../db/database.ts';
import { json } from './columns.ts';

const AuditRow = z.object({
  id: z.string(),
  at: z.string(),
  storeId: z.string().nullable(),
  actor: z.string(),
  action: z.string(),
  target: z.string(),
  detail: json(z.record(z.string(), z.unknown())),
  requestId: z.string().nullable(),
});
/** One administrative change. `actor` is `key:<id>`, `command` or `system`; `detail` holds no secret. */
export type AuditEntry = z.infer<typeof AuditRow>;

/**
 * Adds an entry in the same transaction as the change it is about, of which it has to be the next statement: so that
 * neither is ever there without the other. A change that changed nothing leaves no entry.
 */
export const auditStatement = (entry: AuditEntry): Statement => ({
  sql: `INSERT INTO audit_log (id, at, store_id, actor, action, target, detail, request_id)
        SELECT :id, :at, :storeId, :actor, :action, :target, :detail, :requestId WHERE changes() > 0`,
  args: { ...entry, detail: JSON.stringify(entry.detail) },
});

/** Who changed what; entries are added and never changed. */
export interface AuditRepository {
  add(entry: AuditEntry): Promise<void>;
  /** Those of a store, or all when none is named; newest first, before an id. */
  list(storeId: string | undefined, page: { before?: string | null; limit: number }): Promise<AuditEntry[]>;
}

export function auditRepository(platform: PlatformDatabase): AuditRepository {
  return {
    async add({ id, at, storeId, actor, action, target, detail, requestId }) {
      await platform.run(
        `INSERT INTO audit_log (id, at, store_id, actor, action, target, detail, request_id)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
        [id, at, storeId, actor, action, target, JSON.stringify(detail), requestId],
      );
    },
    async list(storeId, { before, limit }) {
      // Two statements, so that each walks its own index.
      const rows = await platform.all(
        `SELECT id, at, store_id AS "storeId", actor, action, target, detail, request_id AS "requestId"
         FROM audit_log WHERE ${storeId === undefined ? '' : 'store_id = :storeId AND '}id < :before
         ORDER BY id DESC LIMIT :limit`,
        { ...(storeId === undefined ? {} : { storeId }), before: before ?? '~', limit },
      );
      return rows.map((row) => AuditRow.parse(row));
    },
  };
}
