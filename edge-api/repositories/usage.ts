import { z } from 'zod';
import { type LimitOverrides, Metric, type Plan } from '../contract/limits.ts';
import type { Database, PlatformDatabase } from '../db/database.ts';
import type { Count } from '../usage-counter.ts';
import { json } from './columns.ts';

const CounterRow = z.object({ metric: Metric, period: z.string(), amount: z.int() });
/** How much of a metric was counted in a period: a day, a month or a year. */
export type CounterRow = z.infer<typeof CounterRow>;

/** How often a store was asked for in a month, and what it may. */
export interface StoreRequests {
  readonly storeId: string;
  readonly plan: Plan;
  readonly limits: Record<string, unknown>;
  readonly requests: number;
}

/** What the registry knows of what stores use and may use. */
export interface UsageRepository {
  /** Adds counts to their day, its month and its year, for any number of stores in one statement. */
  add(counts: readonly Count[]): Promise<void>;
  /** The counters of a store for periods not before these. */
  read(storeId: string, since: { month: string; day: string }): Promise<CounterRow[]>;
  /** What it has in the registry itself. `now` is UTC, ISO 8601. */
  countRegistered(storeId: string, now: string): Promise<{ domains: number; keys: number; backupBytes: number }>;
  /** The plan and the limits of a store that differ from it, as they are now. */
  readPlan(storeId: string): Promise<{ plan: Plan; limits: Record<string, unknown> } | undefined>;
  writePlan(
    storeId: string,
    change: { plan?: Plan | undefined; limits?: LimitOverrides | undefined },
    now: string,
  ): Promise<boolean>;
  /** The plans of some stores, and how many requests were counted for each in a month. */
  readRequests(storeIds: readonly string[], month: string): Promise<StoreRequests[]>;
  /** Counts one more of a metric in this month, unless it has reached the limit; answers how much there was if it has. */
  take(storeId: string, metric: Metric, allowed: number | null, day: string): Promise<{ taken: boolean; used: number }>;
}

const PlanRow = z.object({
  plan: z.enum(['basic', 'pro', 'enterprise']),
  limits: json(z.record(z.string(), z.unknown())),
});

const RequestsRow = PlanRow.extend({ storeId: z.string(), requests: z.int() });

export function usageRepository(platform: PlatformDatabase): UsageRepository {
  const db: Database = platform;
  return {
    async add(counts) {
      if (counts.length === 0) return;
      // A store that was purged meanwhile has nobody to count for.
      await db.run(
        `INSERT INTO usage_counters (store_id, metric, period, amount)
         SELECT c.value ->> 'storeId', c.value ->> 'metric', substr(c.value ->> 'day', 1, p.value), sum(c.value ->> 'amount')
         FROM json_each(?) c JOIN json_each('[4,7,10]') p JOIN stores s ON s.id = c.value ->> 'storeId'
         GROUP BY 1, 2, 3
         ON CONFLICT (store_id, metric, period) DO UPDATE SET amount = amount + excluded.amount`,
        [JSON.stringify(counts)],
      );
    },

    async read(storeId, { month, day }) {
      const rows = await db.all(
        `SELECT metric, period, amount FROM usage_counters
         WHERE store_id = ? AND ((length(period) = 7 AND period >= ?) OR (length(period) = 10 AND period >= ?))
         ORDER BY period, metric`,
        [storeId, month, day],
      );
      return rows.flatMap((row) => {
        // A metric of another version is no business of this one.
        const parsed = CounterRow.safeParse(row);
        return parsed.success ? [parsed.data] : [];
      });
    },

    async countRegistered(storeId, now) {
      const row = await db.first(
        `SELECT (SELECT count(*) FROM domain_claims WHERE store_id = :id) AS domains,
           (SELECT count(*) FROM api_keys WHERE store_id = :id AND revoked_at IS NULL
              AND (expires_at IS NULL OR expires_at > :now)) AS keys,
           (SELECT coalesce(sum(bytes), 0) FROM store_backups WHERE store_id = :id) AS "backupBytes"`,
        { id: storeId, now },
      );
      return {
        domains: Number(row?.['domains']),
        keys: Number(row?.['keys']),
        backupBytes: Number(row?.['backupBytes']),
      };
    },

    async readPlan(storeId) {
      const row = await db.first('SELECT plan, limits FROM stores WHERE id = ?', [storeId]);
      return row && PlanRow.parse(row);
    },

    writePlan: async (storeId, { plan, limits }, now) =>
      (await db.run(
        `UPDATE stores SET plan = coalesce(:plan, plan), limits = coalesce(:limits, limits), updated_at = :now
         WHERE id = :id AND status <> 'creating'`,
        { id: storeId, plan: plan ?? null, limits: limits ? JSON.stringify(limits) : null, now },
      )) > 0,

    async readRequests(storeIds, month) {
      const rows = await db.all(
        `SELECT s.id AS "storeId", s.plan, s.limits, u.amount AS requests
         FROM stores s JOIN usage_counters u ON u.store_id = s.id AND u.metric = 'requests' AND u.period = ?
         WHERE s.id IN (SELECT value FROM json_each(?))`,
        [month, JSON.stringify(storeIds)],
      );
      return rows.map((row) => RequestsRow.parse(row));
    },

    async take(storeId, metric, allowed, day) {
      const args = { id: storeId, metric, day, month: day.slice(0, 7), allowed };
      const used = `coalesce((SELECT amount FROM usage_counters WHERE store_id = :id AND metric = :metric AND period = :month), 0)`;
      const changed = await db.run(
        `INSERT INTO usage_counters (store_id, metric, period, amount)
         SELECT :id, :metric, substr(:day, 1, p.value), 1 FROM json_each('[4,7,10]') p
         WHERE :allowed IS NULL OR ${used} < :allowed
         ON CONFLICT (store_id, metric, period) DO UPDATE SET amount = amount + 1`,
        args,
      );
      const row = await db.first(`SELECT ${used} AS used`, { id: storeId, metric, month: args.month });
      return { taken: changed > 0, used: Number(row?.['used']) };
    },
  };
}
