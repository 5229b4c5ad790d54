import type { Database, PlatformDatabase } from '../db/database.ts';
import type { StoreJob } from './store-jobs.ts';

/** A store whose database is ready. */
export interface StoreEntry {
  readonly name: string;
  readonly plan: 'basic' | 'pro' | 'enterprise';
  /** UTC, ISO 8601: until then it is on trial; null for a store that is not. */
  readonly trialEndsAt: string | null;
  readonly databaseName: string;
  readonly databaseUrl: string;
  readonly sealedToken: string | null;
  readonly tokenKeyId: string | null;
  readonly instantAppId: string;
  /** Name of the last migration its database has run. */
  readonly schemaVersion: string;
  readonly clonedFrom: string | null;
}

/** How a store begins, is closed, opened and ends. `now` is UTC, ISO 8601. */
export interface StoreLife {
  /** Makes what a job has prepared a store, and ends the job, in one transaction; false when the job is another's. */
  register(
    job: Pick<StoreJob, 'id' | 'owner' | 'storeId' | 'handle'>,
    entry: StoreEntry,
    now: string,
  ): Promise<boolean>;
  /** Closes an open store; false when it is not open. */
  suspend(id: string, now: string): Promise<boolean>;
  /** Takes a store offline and begins its time of grace; false when it is deleted. */
  markDeleted(id: string, now: string): Promise<boolean>;
  /** Opens a suspended store, or takes a deleted one back to what it was; false when there is nothing to take back. */
  resume(id: string, now: string): Promise<boolean>;
  /** Ends the time of grace: from here on there is no way back. With `deletedBefore`, only if it has run out by then. */
  beginPurge(id: string, now: string, deletedBefore?: string): Promise<boolean>;
  /** Forgets a store whose purge is done, and ends the job, in one transaction; false when the job is another's. */
  forget(job: Pick<StoreJob, 'id' | 'owner' | 'storeId'>): Promise<boolean>;
  /** Puts a sealed token in the place of another; false when that one is not there any more. */
  replaceToken(id: string, before: string | null, sealed: { keyId: string; text: string }): Promise<boolean>;
}

export function storeLife(platform: PlatformDatabase): StoreLife {
  const db: Database = platform;
  return {
    async register({ id, owner, storeId, handle }, entry, now) {
      const [made] = await db.write([
        {
          sql: `INSERT INTO stores (id, handle, name, status, plan, trial_ends_at, database_name, database_url,
                  database_token, token_key_id, instant_app_id, schema_version, cloned_from, created_at, updated_at)
                SELECT :storeId, :handle, :name, CASE WHEN :trialEndsAt IS NULL THEN 'active' ELSE 'trial' END, :plan,
                  :trialEndsAt, :databaseName, :databaseUrl, :sealedToken, :tokenKeyId, :instantAppId, :schemaVersion, :clonedFrom, :now, :now
                WHERE EXISTS (SELECT 1 FROM store_jobs WHERE id = :id AND owner = :owner)`,
          args: { id, owner, storeId, handle, now, ...entry },
        },
        { sql: 'DELETE FROM store_jobs WHERE id = ? AND owner = ?', args: [id, owner] },
      ]);
      return (made?.rowsAffected ?? 0) > 0;
    },

    suspend: async (id, now) =>
      (await db.run(
        `UPDATE stores SET status_before = status, status = 'suspended', updated_at = ?
         WHERE id = ? AND status IN ('active', 'trial')`,
        [now, id],
      )) > 0,

    markDeleted: async (id, now) =>
      (await db.run(
        `UPDATE stores SET status_before = status, status = 'deleted', deleted_at = ?, updated_at = ?
         WHERE id = ? AND status <> 'deleted'`,
        [now, now, id],
      )) > 0,

    resume: async (id, now) =>
      (await db.run(
        // A store that was suspended before it was deleted comes back suspended.
        `UPDATE stores SET deleted_at = NULL, status_before = NULL, updated_at = ?,
           status = coalesce(status_before, CASE WHEN trial_ends_at IS NULL THEN 'active' ELSE 'trial' END)
         WHERE id = ? AND status IN ('suspended', 'deleted') AND purging_since IS NULL`,
        [now, id],
      )) > 0,

    beginPurge: async (id, now, deletedBefore) =>
      (await db.run(
        `UPDATE stores SET status = 'deleted', deleted_at = coalesce(deleted_at, :now),
           purging_since = coalesce(purging_since, :now), updated_at = :now
         WHERE id = :id AND (:deletedBefore IS NULL OR purging_since IS NOT NULL OR (status = 'deleted' AND deleted_at <= :deletedBefore))`,
        { id, now, deletedBefore: deletedBefore ?? null },
      )) > 0,

    async forget({ id, owner, storeId }) {
      const held = 'EXISTS (SELECT 1 FROM store_jobs WHERE id = :id AND owner = :owner)';
      const args = { id, owner, storeId };
      // Named one by one: a server may have been told not to follow foreign keys.
      const dependents = ['usage_counters', 'subscriptions', 'api_keys', 'domain_claims'];
      const results = await db.write([
        ...dependents.map((table) => ({ sql: `DELETE FROM ${table} WHERE store_id = :storeId AND ${held}`, args })),
        { sql: `DELETE FROM stores WHERE id = :storeId AND purging_since IS NOT NULL AND ${held}`, args },
        // A preview outlives the store it shows.
        { sql: `UPDATE stores SET cloned_from = NULL WHERE cloned_from = :storeId AND ${held}`, args },
        { sql: 'DELETE FROM store_jobs WHERE id = ? AND owner = ?', args: [id, owner] },
      ]);
      return (results[dependents.length]?.rowsAffected ?? 0) > 0;
    },

    replaceToken: async (id, before, { keyId, text }) =>
      (await db.run('UPDATE stores SET database_token = ?, token_key_id = ? WHERE id = ? AND database_token IS ?', [
        text,
        keyId,
        id,
        before,
      ])) > 0,
  };
}
