import { z } from 'zod';
import { KeyKind } from '../contract/keys.ts';
import type { PlatformDatabase } from '../db/database.ts';
import { type AuditEntry, auditStatement } from './audit.ts';
import { json } from './columns.ts';

const COLUMNS = `k.id, k.store_id AS "storeId", k.kind, k.name, k.hash, k.hint, k.scopes, k.created_at AS "createdAt",
  k.expires_at AS "expiresAt", k.revoked_at AS "revokedAt", k.last_used_at AS "lastUsedAt"`;

const KeyRow = z.object({
  id: z.string(),
  storeId: z.string().nullable(),
  kind: KeyKind,
  name: z.string(),
  hash: z.string(),
  hint: z.string(),
  scopes: json(z.array(z.string())),
  createdAt: z.string(),
  expiresAt: z.string().nullable(),
  revokedAt: z.string().nullable(),
  lastUsedAt: z.string().nullable(),
});
/** A key as it is kept: a hash, never the secret. Times are UTC, ISO 8601. */
export type StoredKey = z.infer<typeof KeyRow>;

const FoundKey = KeyRow.extend({
  storeHandle: z.string().nullable(),
  storeStatus: z.string().nullable(),
  storeTrialEndsAt: z.string().nullable(),
});
/** A key that was looked for, with the store it is of. */
export type FoundKey = z.infer<typeof FoundKey>;

/** Keys of programs. `storeId` null stands for the platform's own. */
export interface KeyRepository {
  /** The key with an id. For an id that nobody has it is a revoked key of nobody's, so that both cost the same work. */
  find(id: string): Promise<FoundKey>;
  /** By id, after one. Keys that have opened nothing since `closedSince` are left out. */
  list(storeId: string | null, page: { after: string; limit: number; closedSince: string }): Promise<StoredKey[]>;
  /**
   * With an entry of the log, which is written in the same transaction. False when its owner has `atMost` keys that open
   * already, counted in the statement that adds it: of any number at once, no more than that are added.
   */
  add(key: StoredKey, atMost: number | null, entry?: AuditEntry): Promise<boolean>;
  /** False when the owner has no such key, or it was revoked before. */
  revoke(id: string, storeId: string | null, now: string, entry?: AuditEntry): Promise<boolean>;
  /** Notes when keys were used; late and in bulk, so that no request waits for it. */
  touch(uses: ReadonlyMap<string, string>): Promise<void>;
}

/** What stands in for a key that is not there; ids are compared as text, and this one sorts before all others. */
const NOBODY = `SELECT '', NULL, 'secret', '', '${'0'.repeat(64)}', '', '[]', '', NULL, 'never', NULL, NULL, NULL, NULL`;

export function keyRepository(platform: PlatformDatabase): KeyRepository {
  return {
    async find(id) {
      const row = await platform.first(
        `SELECT ${COLUMNS}, s.handle AS "storeHandle", s.status AS "storeStatus", s.trial_ends_at AS "storeTrialEndsAt"
         FROM api_keys k LEFT JOIN stores s ON s.id = k.store_id WHERE k.id = ?
         UNION ALL ${NOBODY} ORDER BY 1 DESC LIMIT 1`,
        [id],
      );
      return FoundKey.parse(row);
    },
    async list(storeId, { after, limit, closedSince }) {
      const rows = await platform.all(
        `SELECT ${COLUMNS} FROM api_keys k WHERE k.store_id IS :storeId AND k.id > :after
           AND (k.revoked_at IS NULL OR k.revoked_at > :closedSince)
           AND (k.expires_at IS NULL OR k.expires_at > :closedSince)
         ORDER BY k.id LIMIT :limit`,
        { storeId, after, limit, closedSince },
      );
      return rows.map((row) => KeyRow.parse(row));
    },
    async add({ scopes, hash, hint, id, storeId, kind, name, createdAt, expiresAt }, atMost, entry) {
      const insert = {
        sql: `INSERT INTO api_keys (id, store_id, kind, name, hash, hint, scopes, created_at, expires_at)
              SELECT :id, :storeId, :kind, :name, :hash, :hint, :scopes, :createdAt, :expiresAt
              WHERE :atMost IS NULL OR :atMost > (SELECT count(*) FROM api_keys WHERE store_id IS :storeId
                AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > :createdAt))`,
        args: { id, storeId, kind, name, hash, hint, scopes: JSON.stringify(scopes), createdAt, expiresAt, atMost },
      };
      const [added] = await platform.write([insert, ...(entry ? [auditStatement(entry)] : [])]);
      return (added?.rowsAffected ?? 0) > 0;
    },
    async revoke(id, storeId, now, entry) {
      const update = {
        sql: 'UPDATE api_keys SET revoked_at = ? WHERE id = ? AND store_id IS ? AND revoked_at IS NULL',
        args: [now, id, storeId],
      };
      const [revoked] = await platform.write([update, ...(entry ? [auditStatement(entry)] : [])]);
      return (revoked?.rowsAffected ?? 0) > 0;
    },
    async touch(uses) {
      if (uses.size === 0) return;
      await platform.run(
        `UPDATE api_keys SET last_used_at = u.value FROM json_each(?) u
         WHERE api_keys.id = u.key AND (last_used_at IS NULL OR last_used_at < u.value)`,
        [JSON.stringify(Object.fromEntries(uses))],
      );
    },
  };
}
