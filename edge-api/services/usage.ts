import { ulid } from 'ulid';
import {
  type ChangeLimits,
  LimitName,
  type LimitUse,
  type Metric,
  type PlanAndLimits,
  type PutSubscription,
  type Subscription,
  type UsageAnswer,
} from '../contract/limits.ts';
import type { StoreSize } from '../repositories/store-size.ts';
import type { StoreRepository } from '../repositories/stores.ts';
import type { CounterRow, UsageRepository } from '../repositories/usage.ts';
import type { Count } from '../usage-counter.ts';
import { ApiError } from './errors.ts';
import { limitReached, limitsOf, monthOf, overridesOf, refuseBeyond } from './plans.ts';

/** Months and days of counters that are shown. */
const MONTHS = 13;
const DAYS = 31;

/** What stores use, what they may use, and what they pay. Plans are read from the registry each time, so a change holds at once. */
export interface UsageService {
  /** What a store uses of each limit; `inside` is what its own database says. */
  report(storeId: string, inside: StoreSize): Promise<UsageAnswer>;
  plan(storeId: string): Promise<PlanAndLimits>;
  changePlan(storeId: string, change: ChangeLimits): Promise<PlanAndLimits>;
  /**
   * How many domains a store may have, null for any number; throws `limit_reached` where one with `count` may not have
   * another. Others may add theirs meanwhile: whoever adds one counts again in the same statement. So for keys, too.
   */
  mayAddDomain(storeId: string, count: number): Promise<number | null>;
  mayAddKey(storeId: string): Promise<number | null>;
  /** Throws `limit_reached` where a store, whose database has so many bytes, may not keep more of them. */
  mayStore(storeId: string, bytes: number): Promise<void>;
  /** Counts one AI generation, or throws `limit_reached`; of any number at once, exactly those within the limit pass. */
  takeAiGeneration(storeId: string): Promise<void>;
  subscriptions(storeId: string): Promise<Subscription[]>;
  /** Replaces what the store pays, and gives it the plan that it pays for; a cancelled one gives the basic plan. */
  subscribe(storeId: string, wish: PutSubscription): Promise<Subscription>;
}

export function usageService(
  usage: UsageRepository,
  stores: Pick<StoreRepository, 'listSubscriptions' | 'putSubscription'>,
  now: () => number,
): UsageService {
  const at = () => new Date(now()).toISOString();
  const planned = async (storeId: string) => {
    const store = await usage.readPlan(storeId);
    if (!store) throw new ApiError('store_not_found', 'There is no such store.');
    return store;
  };
  const plan = async (storeId: string): Promise<PlanAndLimits> => {
    const store = await planned(storeId);
    return { plan: store.plan, overrides: overridesOf(store), limits: limitsOf(store) };
  };
  const subscriptions = async (storeId: string) =>
    (await stores.listSubscriptions(storeId)).map(
      ({ storeId: _storeId, stripeSubscriptionId: externalId, ...rest }): Subscription => ({ ...rest, externalId }),
    );

  return {
    plan,
    subscriptions,

    async report(storeId, { products, pages, sections, blocks, orders, bytes }) {
      const today = at();
      const month = monthOf(now());
      const since = { month: monthsBefore(month, MONTHS - 1), day: daysBefore(now(), DAYS - 1) };
      const [store, counters, { domains, keys, backupBytes }] = await Promise.all([
        planned(storeId),
        usage.read(storeId, since),
        usage.countRegistered(storeId, today),
      ]);
      const limits = limitsOf(store);
      const counted = (metric: Metric) =>
        counters.find((row) => row.metric === metric && row.period === month)?.amount ?? 0;
      const used: Readonly<Record<LimitName, number>> = {
        products,
        pages,
        sections,
        blocks,
        ordersPerMonth: orders,
        storageBytes: bytes + backupBytes,
        aiGenerationsPerMonth: counted('aiGenerations'),
        domains,
        // Staff who sign in come with the console; until then a store has none.
        users: 0,
        keys,
        requestsPerMonth: counted('requests'),
      };
      return {
        plan: store.plan,
        month,
        limits: LimitName.options.map((name): LimitUse => {
          const allowed = limits[name];
          const reached = allowed !== null && used[name] >= allowed;
          return { name, used: used[name], allowed, period: name.endsWith('PerMonth') ? 'month' : 'now', reached };
        }),
        counters: {
          months: byPeriod(counters, 7).map(([period, amounts]) => ({ month: period, amounts })),
          days: byPeriod(counters, 10).map(([day, amounts]) => ({ day, amounts })),
        },
      };
    },

    async changePlan(storeId, { plan: wished, overrides }) {
      const change = { plan: wished, limits: overrides };
      if (!(await usage.writePlan(storeId, change, at())))
        throw new ApiError('store_not_found', 'There is no such store.');
      return plan(storeId);
    },

    async mayAddDomain(storeId, count) {
      const store = await planned(storeId);
      refuseBeyond(store, 'domains', count);
      return limitsOf(store).domains;
    },

    async mayStore(storeId, bytes) {
      const { backupBytes } = await usage.countRegistered(storeId, at());
      refuseBeyond(await planned(storeId), 'storageBytes', bytes + backupBytes);
    },

    async mayAddKey(storeId) {
      const { keys } = await usage.countRegistered(storeId, at());
      const store = await planned(storeId);
      refuseBeyond(store, 'keys', keys);
      return limitsOf(store).keys;
    },

    async takeAiGeneration(storeId) {
      const allowed = limitsOf(await planned(storeId)).aiGenerationsPerMonth;
      const { taken, used } = await usage.take(storeId, 'aiGenerations', allowed, at().slice(0, 10));
      if (!taken && allowed !== null) throw limitReached('aiGenerationsPerMonth', used, allowed);
    },

    async subscribe(storeId, { externalId, ...wish }) {
      if (wish.periodEnd <= wish.periodStart)
        throw new ApiError('invalid_request', 'The request is not right: periodEnd: is not after periodStart', {
          issues: [{ path: 'periodEnd', message: 'is not after periodStart' }],
        });
      const before = (await stores.listSubscriptions(storeId)).find(({ status }) => status !== 'cancelled');
      const createdAt = before?.createdAt ?? at();
      const id = before?.id ?? ulid(now());
      await stores.putSubscription({ ...wish, id, storeId, stripeSubscriptionId: externalId, createdAt });
      const plan = wish.status === 'cancelled' ? 'basic' : wish.plan;
      await usage.writePlan(storeId, { plan }, at());
      return { ...wish, id, externalId, createdAt };
    },
  };
}

/** How often over its limit a shop is still asked for: a good day must not shut it. */
const REQUESTS_GRACE = 2;

/** Writes counts down, and answers those of their stores that have had twice the requests of a month. */
export const usageWriter =
  (usage: Pick<UsageRepository, 'add' | 'readRequests'>, now: () => number) =>
  async (counts: readonly Count[]): Promise<ReadonlySet<string>> => {
    await usage.add(counts);
    const ids = [...new Set(counts.map(({ storeId }) => storeId))];
    const known = await usage.readRequests(ids, monthOf(now()));
    const spent = known.filter((store) => {
      const allowed = limitsOf(store).requestsPerMonth;
      return allowed !== null && store.requests >= allowed * REQUESTS_GRACE;
    });
    return new Set(spent.map(({ storeId }) => storeId));
  };

/** Counters of the periods whose names are so long, newest first. */
function byPeriod(counters: readonly CounterRow[], length: number): [string, Partial<Record<Metric, number>>][] {
  const periods = new Map<string, Partial<Record<Metric, number>>>();
  for (const { period, metric, amount } of counters)
    if (period.length === length) periods.set(period, { ...periods.get(period), [metric]: amount });
  return [...periods].sort(([a], [b]) => (a < b ? 1 : -1));
}

function monthsBefore(month: string, count: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 - count, 1)).toISOString().slice(0, 7);
}

const daysBefore = (at: number, count: number): string => new Date(at - count * 86_400_000).toISOString().slice(0, 10);
