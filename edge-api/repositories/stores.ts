import { z } from 'zod';
import type { Database, PlatformDatabase, SqlRow } from '../db/database.ts';
import { json } from './columns.ts';

/** What a store may do now; `creating` rows are not stores and never leave this file. */
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

/** A handle held for a store that is being made. */
export interface Reservation {
  readonly id: string;
  readonly handle: string;
}

/** The registry of stores. `now` is UTC, ISO 8601. */
export interface StoreRepository {
  find(handle: string): Promise<RegisteredStore | undefined>;
  /** The store that has proved a custom host name: lower case, punycode, no port. */
  findByHost(host: string): Promise<RegisteredStore | undefined>;
  /** Stores by handle, keyset paged; deleted ones too. */
  list(page?: { after?: string; limit?: number }): Promise<RegisteredStore[]>;

  /** Holds a handle; false when a store has it, or another attempt newer than `staleBefore` holds it. */
  reserve(
    store: { id: string; handle: string; name: string; instantAppId: string },
    now: string,
    staleBefore: string,
  ): Promise<boolean>;
  /** Makes a reservation a store; false when another attempt has taken it over. */
  register(
    reservation: Reservation,
    database: { url: string; sealedToken: string | null; tokenKeyId: string | null },
    now: string,
  ): Promise<boolean>;
  /** Holds a handle longer; false when another attempt has taken it over. */
  renew(reservation: Reservation, now: string): Promise<boolean>;
  /** Gives a handle back, if the attempt still holds it. */
  cancel(reservation: Reservation): Promise<boolean>;

  setStatus(id: string, status: StoreStatus, now: string): Promise<boolean>;
  update(
    id: string,
    change: { name?: string; plan?: StorePlan; trialEndsAt?: string | null; settings?: object; limits?: object },
    now: string,
  ): Promise<boolean>;
  /** Notes that stores were used; late and in bulk, so that no request waits for it. */
  touch(accesses: ReadonlyMap<string, string>): Promise<void>;
  /** Forgets a deleted store whose database is gone. */
  remove(id: string): Promise<boolean>;

  /** Adds to a metric for the day, its month and its year. `day` is YYYY-MM-DD. */
  count(storeId: string, metric: string, amount: number, day: string): Promise<void>;
  readCounters(storeId: string, period: string): Promise<ReadonlyMap<string, number>>;

  putSubscription(subscription: Subscription): Promise<void>;
  listSubscriptions(storeId: string): Promise<Subscription[]>;
}

const one = (row: SqlRow | undefined) => (row ? StoreRow.parse(row) : undefined);

export function storeRepository(platform: PlatformDatabase): StoreRepository {
  const db: Database = platform;
  return {
    find: async (handle) =>
      one(await db.first(`SELECT ${COLUMNS} FROM stores s WHERE s.handle = ? AND s.status <> 'creating'`, [handle])),

    findByHost: async (host) =>
      one(
        await db.first(
          `SELECT ${COLUMNS} FROM domain_claims d JOIN stores s ON s.id = d.store_id
           WHERE d.host = ? AND d.status = 'verified' AND s.status <> 'creating'`,
          [host],
        ),
      ),

    async list({ after = '', limit = 100 } = {}) {
      const rows = await db.all(
        `SELECT ${COLUMNS} FROM stores s WHERE s.handle > ? AND s.status <> 'creating' ORDER BY s.handle LIMIT ?`,
        [after, limit],
      );
      return rows.map((row) => StoreRow.parse(row));
    },

    async reserve({ id, handle, name, instantAppId }, now, staleBefore) {
      // An attempt that was killed leaves its row: the next one takes it over, with all that it may have made.
      const changed = await db.run(
        `INSERT INTO stores (id, handle, name, status, database_url, instant_app_id, created_at, updated_at)
         VALUES (:id, :handle, :name, 'creating', '', :instantAppId, :now, :now)
         ON CONFLICT (handle) DO UPDATE SET id = :id, name = :name, instant_app_id = :instantAppId,
           created_at = :now, updated_at = :now
         WHERE stores.status = 'creating' AND stores.updated_at < :staleBefore`,
        { id, handle, name, instantAppId, now, staleBefore },
      );
      return changed > 0;
    },

    register: async ({ id, handle }, { url, sealedToken, tokenKeyId }, now) =>
      (await db.run(
        `UPDATE stores SET status = 'active', database_url = ?, database_token = ?, token_key_id = ?, updated_at = ?
         WHERE id = ? AND handle = ? AND status = 'creating'`,
        [url, sealedToken, tokenKeyId, now, id, handle],
      )) > 0,

    renew: async ({ id, handle }, now) =>
      (await db.run(`UPDATE stores SET updated_at = ? WHERE id = ? AND handle = ? AND status = 'creating'`, [
        now,
        id,
        handle,
      ])) > 0,

    cancel: async ({ id, handle }) =>
      (await db.run(`DELETE FROM stores WHERE id = ? AND handle = ? AND status = 'creating'`, [id, handle])) > 0,

    setStatus: async (id, status, now) =>
      (await db.run(`UPDATE stores SET status = ?, updated_at = ? WHERE id = ? AND status <> 'creating'`, [
        StoreStatus.parse(status),
        now,
        id,
      ])) > 0,

    update: async (id, change, now) =>
      (await db.run(
        `UPDATE stores SET name = coalesce(:name, name), plan = coalesce(:plan, plan),
           trial_ends_at = CASE WHEN :setTrial THEN :trialEndsAt ELSE trial_ends_at END,
           settings = coalesce(:settings, settings), limits = coalesce(:limits, limits), updated_at = :now
         WHERE id = :id AND status <> 'creating'`,
        {
          id,
          now,
          name: change.name ?? null,
          plan: change.plan ?? null,
          setTrial: change.trialEndsAt === undefined ? 0 : 1,
          trialEndsAt: change.trialEndsAt ?? null,
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

    remove: async (id) => (await db.run(`DELETE FROM stores WHERE id = ? AND status = 'deleted'`, [id])) > 0,

    async count(storeId, metric, amount, day) {
      const periods = [day.slice(0, 4), day.slice(0, 7), day.slice(0, 10)];
      await db.run(
        `INSERT INTO usage_counters (store_id, metric, period, amount) SELECT ?, ?, p.value, ? FROM json_each(?) p WHERE true
         ON CONFLICT (store_id, metric, period) DO UPDATE SET amount = amount + excluded.amount`,
        [storeId, metric, amount, JSON.stringify(periods)],
      );
    },

    async readCounters(storeId, period) {
      const rows = await db.all('SELECT metric, amount FROM usage_counters WHERE store_id = ? AND period = ?', [
        storeId,
        period,
      ]);
      return new Map(rows.map((row) => [z.string().parse(row['metric']), z.int().parse(row['amount'])]));
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
