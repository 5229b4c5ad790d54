import { z } from 'zod';
import type { Database, PlatformDatabase, SqlRow } from '../db/database.ts';
import { json } from './columns.ts';
import { type StoreLife, storeLife } from './store-life.ts';

/** What a store may do now. */
export const StoreStatus = z.enum(['active', 'trial', 'suspended', 'deleted']);
export type StoreStatus = z.infer<typeof StoreStatus>;

export const StorePlan = z.enum(['basic', 'pro', 'enterprise']);
export type StorePlan = z.infer<typeof StorePlan>;

const COLUMNS = `s.id, s.handle, s.name, s.status, s.plan, s.trial_ends_at AS "trialEndsAt",
  s.database_url AS "databaseUrl", s.database_token AS "sealedToken", s.token_key_id AS "tokenKeyId",
  s.instant_app_id AS "instantAppId", s.settings, s.limits, s.created_at AS "createdAt", s.updated_at AS "updatedAt",
  s.last_accessed_at AS "lastAccessedAt", s.deleted_at AS "deletedAt", s.purging_since AS "purgingSince",
  s.status_before AS "statusBefore", s.schema_version AS "schemaVersion", s.allowed_origins AS "allowedOrigins",
  s.cloned_from AS "clonedFrom",
  coalesce(s.database_name, s.handle) AS "databaseName",
  (SELECT c.host FROM domain_claims c WHERE c.store_id = s.id AND c.canonical = 1 AND c.status = 'verified')
    AS "canonicalHost"`;

const StoreRow = z.object({
  id: z.string(),
  handle: z.string(),
  name: z.string(),
  status: StoreStatus,
  plan: StorePlan,
  trialEndsAt: z.string().nullable(),
  databaseUrl: z.string(),
  sealedToken: z.string().nullable(),
  tokenKeyId: z.string().nullable(),
  instantAppId: z.string(),
  settings: json(z.record(z.string(), z.unknown())),
  limits: json(z.record(z.string(), z.unknown())),
  createdAt: z.string(),
  updatedAt: z.string(),
  lastAccessedAt: z.string().nullable(),
  deletedAt: z.string().nullable(),
  purgingSince: z.string().nullable(),
  statusBefore: StoreStatus.nullable(),
  /** Name of the last migration its database is known to have run. */
  schemaVersion: z.string(),
  /** Origins whose pages may write; empty means every origin. */
  allowedOrigins: json(z.array(z.string())),
  clonedFrom: z.string().nullable(),
  /** Under which provisioning knows its database. */
  databaseName: z.string(),
  /** The verified host its pages move to. */
  canonicalHost: z.string().nullable(),
});
/** A store as the platform knows it. Times are UTC, ISO 8601. */
export type RegisteredStore = z.infer<typeof StoreRow>;

const SubscriptionRow = z.object({
  id: z.string(),
  storeId: z.string(),
  plan: StorePlan,
  status: z.enum(['trialing', 'active', 'past_due', 'cancelled']),
  billingCycle: z.enum(['month', 'year']),
  amountMinor: z.int(),
  currency: z.string(),
  stripeSubscriptionId: z.string().nullable(),
  periodStart: z.string(),
  periodEnd: z.string(),
  createdAt: z.string(),
});
/** What a store pays the platform. */
export type Subscription = z.infer<typeof SubscriptionRow>;

/** The registry of stores. `now` is UTC, ISO 8601. */
export interface StoreRepository extends StoreLife {
  find(handle: string): Promise<RegisteredStore | undefined>;
  /** The store that has proved a custom host name: lower case, punycode, no port. */
  findByHost(host: string): Promise<RegisteredStore | undefined>;
  /** Stores by handle, keyset paged; deleted ones too. */
  list(page?: { after?: string; limit?: number; status?: StoreStatus }): Promise<RegisteredStore[]>;

  /** Stores whose grace ended before a time, or whose purge has begun, and that nobody purges; by handle, keyset paged. */
  listToPurge(deletedBefore: string, page?: { after?: string; limit?: number }): Promise<RegisteredStore[]>;
  /** Stores whose token another key than this one has sealed; by handle, keyset paged. */
  listSealed(otherThanKeyId: string, page?: { after?: string; limit?: number }): Promise<RegisteredStore[]>;
  /** Those of these names of databases that neither a store nor work on one has. */
  withoutStore(databaseNames: readonly string[]): Promise<string[]>;

  update(
    id: string,
    change: { name?: string; plan?: StorePlan; trialEndsAt?: string | null; settings?: object; limits?: object },
    now: string,
  ): Promise<boolean>;
  /** Notes that stores were used; late and in bulk, so that no request waits for it. */
  touch(accesses: ReadonlyMap<string, string>): Promise<void>;

  putSubscription(subscription: Subscription): Promise<void>;
  listSubscriptions(storeId: string): Promise<Subscription[]>;
}

const one = (row: SqlRow | undefined) => (row ? StoreRow.parse(row) : undefined);

export function storeRepository(platform: PlatformDatabase): StoreRepository {
  const db: Database = platform;
  return {
    ...storeLife(platform),

    find: async (handle) => one(await db.first(`SELECT ${COLUMNS} FROM stores s WHERE s.handle = ?`, [handle])),

    findByHost: async (host) =>
      one(
        await db.first(
          `SELECT ${COLUMNS} FROM domain_claims d JOIN stores s ON s.id = d.store_id
           WHERE d.host = ? AND d.status = 'verified'`,
          [host],
        ),
      ),

    async list({ after = '', limit = 100, status } = {}) {
      const rows = await db.all(
        `SELECT ${COLUMNS} FROM stores s WHERE s.handle > :after AND (:status IS NULL OR s.status = :status)
         ORDER BY s.handle LIMIT :limit`,
        { after, limit, status: status ?? null },
      );
      return rows.map((row) => StoreRow.parse(row));
    },

    async listToPurge(deletedBefore, { after = '', limit = 100 } = {}) {
      const rows = await db.all(
        `SELECT ${COLUMNS} FROM stores s
         WHERE s.status = 'deleted' AND (s.purging_since IS NOT NULL OR s.deleted_at <= ?) AND s.handle > ?
           AND NOT EXISTS (SELECT 1 FROM store_jobs j WHERE j.handle = s.handle)
         ORDER BY s.handle LIMIT ?`,
        [deletedBefore, after, limit],
      );
      return rows.map((row) => StoreRow.parse(row));
    },

    async listSealed(otherThanKeyId, { after = '', limit = 100 } = {}) {
      const rows = await db.all(
        `SELECT ${COLUMNS} FROM stores s WHERE s.database_token IS NOT NULL AND s.token_key_id <> ? AND s.handle > ?
         ORDER BY s.handle LIMIT ?`,
        [otherThanKeyId, after, limit],
      );
      return rows.map((row) => StoreRow.parse(row));
    },

    async withoutStore(databaseNames) {
      const rows = await db.all(
        `SELECT n.value AS name FROM json_each(?) n
         WHERE NOT EXISTS (SELECT 1 FROM stores s WHERE coalesce(s.database_name, s.handle) = n.value)
           AND NOT EXISTS (SELECT 1 FROM store_jobs j WHERE j.handle = n.value OR instr(j.detail, '"' || n.value || '"'))
         ORDER BY n.value`,
        [JSON.stringify(databaseNames)],
      );
      return rows.map((row) => z.string().parse(row['name']));
    },

    update: async (id, change, now) =>
      (await db.run(
        // With the end of its trial a store comes on trial, or off it; also one that is closed and comes back later.
        `UPDATE stores SET name = coalesce(:name, name), plan = coalesce(:plan, plan),
           trial_ends_at = CASE WHEN :setTrial THEN :trialEndsAt ELSE trial_ends_at END,
           status = CASE WHEN :setTrial AND status IN ('active', 'trial') THEN :open ELSE status END,
           status_before = CASE WHEN :setTrial AND status_before IN ('active', 'trial') THEN :open ELSE status_before END,
           settings = coalesce(:settings, settings), limits = coalesce(:limits, limits), updated_at = :now
         WHERE id = :id`,
        {
          id,
          now,
          name: change.name ?? null,
          plan: change.plan ?? null,
          setTrial: change.trialEndsAt === undefined ? 0 : 1,
          trialEndsAt: change.trialEndsAt ?? null,
          open: change.trialEndsAt ? 'trial' : 'active',
          settings: change.settings ? JSON.stringify(change.settings) : null,
          limits: change.limits ? JSON.stringify(change.limits) : null,
        },
      )) > 0,

    async touch(accesses) {
      if (accesses.size === 0) return;
      await db.run(
        `UPDATE stores SET last_accessed_at = a.value FROM json_each(?) a
         WHERE stores.id = a.key AND (last_accessed_at IS NULL OR last_accessed_at < a.value)`,
        [JSON.stringify(Object.fromEntries(accesses))],
      );
    },

    async putSubscription(s) {
      await db.run(
        `INSERT INTO subscriptions (id, store_id, plan, status, billing_cycle, amount_minor, currency,
           stripe_subscription_id, period_start, period_end, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET plan = excluded.plan, status = excluded.status,
           billing_cycle = excluded.billing_cycle, amount_minor = excluded.amount_minor, currency = excluded.currency,
           stripe_subscription_id = excluded.stripe_subscription_id, period_start = excluded.period_start,
           period_end = excluded.period_end`,
        [
          s.id,
          s.storeId,
          s.plan,
          s.status,
          s.billingCycle,
          s.amountMinor,
          s.currency,
          s.stripeSubscriptionId,
          s.periodStart,
          s.periodEnd,
          s.createdAt,
        ],
      );
    },

    async listSubscriptions(storeId) {
      const rows = await db.all(
        `SELECT id, store_id AS "storeId", plan, status, billing_cycle AS "billingCycle", amount_minor AS "amountMinor",
           currency, stripe_subscription_id AS "stripeSubscriptionId", period_start AS "periodStart",
           period_end AS "periodEnd", created_at AS "createdAt"
         FROM subscriptions WHERE store_id = ? ORDER BY period_start DESC, id`,
        [storeId],
      );
      return rows.map((row) => SubscriptionRow.parse(row));
    },
  };
}
