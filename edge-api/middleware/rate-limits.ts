import type { MiddlewareHandler } from 'hono';
import { type LimitName, type RateLimiter, type Verdict, WINDOW_S } from '../adapters/rate-limits/port.ts';
import { ApiError } from '../services/errors.ts';
import type { Stranger } from '../answer-cache.ts';
import type { Caller } from './client-address.ts';
import type { AppEnv } from './env.ts';

/** What of a request is counted, and against which limits. */
export interface Allowance {
  /** Counts the request; throws `rate_limited` when there were too many. The answer tells what is left. */
  take(limit: LimitName, who: string): Promise<void>;
  /** Counts something in silence, for what an answer must not tell. */
  note(limit: LimitName, who: string): Promise<void>;
  /** Whether it is known already that there were too many; counts nothing. */
  isSpent(limit: LimitName, who: string): boolean;
  /** Throws `rate_limited` when it is. */
  refuseSpent(limit: LimitName, who: string): void;
  /** Whom requests are counted by when they show no key. */
  readonly address: string;
  /** Counted when the request asks for a store that nobody knows yet. */
  readonly stranger: Stranger | undefined;
}

const NOTHING = async (): Promise<void> => undefined;

function tooMany(resetS: number): ApiError {
  return new ApiError('rate_limited', `Too many requests. Please try again in ${resetS} s.`, { retryAfterS: resetS });
}

const addressOf = (caller: Caller | undefined): string => caller?.countedAs ?? 'unknown';

/** By whom a request is counted when it asks for a store that nobody knows yet; undefined for those not counted. */
export type StrangerOf = (caller: Caller | undefined) => Stranger | undefined;

/**
 * Counts, by address, questions the registry had no answer to. Over the limit it is not asked for that address: stores
 * that are in memory are still found, others only when the minute has passed.
 */
export const strangers =
  (limiter: RateLimiter | null): StrangerOf =>
  (caller) => {
    if (!limiter || caller?.local) return undefined;
    const address = addressOf(caller);
    return {
      refuse() {
        const verdict = limiter.spent('misses-address', address);
        if (verdict) throw tooMany(verdict.resetS);
      },
      miss: async () => void (await limiter.take('misses-address', address)),
    };
  };

/**
 * Makes the request countable, and tells the caller what was counted: `RateLimit-Policy` with what is allowed and `RateLimit`
 * with what is left, as draft-ietf-httpapi-ratelimit-headers-10 writes them, and `Retry-After` when it was too much.
 * A process of this machine is not counted: it is the operator's own.
 */
export function rateLimits(limiter: RateLimiter | null): MiddlewareHandler<AppEnv> {
  const strangerOf = strangers(limiter);
  return async (c, next) => {
    const caller = c.env?.caller;
    const address = addressOf(caller);
    const told = new Map<LimitName, Verdict>();
    const judge = (limit: LimitName, verdict: Verdict | undefined, isTold: boolean) => {
      if (!verdict) return;
      if (isTold) told.set(limit, verdict);
      if (!verdict.allowed) throw tooMany(verdict.resetS);
    };
    const stranger = strangerOf(caller);
    c.set(
      'allowance',
      limiter === null || caller?.local
        ? { take: NOTHING, note: NOTHING, isSpent: () => false, refuseSpent: () => undefined, address, stranger }
        : {
            take: async (limit, who) => judge(limit, await limiter.take(limit, who), true),
            note: async (limit, who) => void (await limiter.take(limit, who)),
            isSpent: (limit, who) => limiter.spent(limit, who) !== undefined,
            refuseSpent: (limit, who) => judge(limit, limiter.spent(limit, who), true),
            address,
            stranger,
          },
    );
    await next();
    if (!limiter || told.size === 0) return;
    const { headers } = c.res;
    const entries = [...told];
    headers.set(
      'ratelimit-policy',
      entries.map(([limit]) => `"${limit}";q=${limiter.limits[limit]};w=${WINDOW_S}`).join(', '),
    );
    const counted = entries.filter(([, { remaining }]) => remaining !== null);
    if (counted.length > 0)
      headers.set(
        'ratelimit',
        counted.map(([limit, { remaining, resetS }]) => `"${limit}";r=${remaining};t=${resetS}`).join(', '),
      );
  };
}

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** What a public request is: reading, writing, or placing an order and paying for it. */
function kindOf(method: string, path: string): 'reads' | 'writes' | 'orders' {
  if (READS.has(method)) return 'reads';
  return /\/(?:checkouts|payment)$/.test(path) ? 'orders' : 'writes';
}

/** Counts a public request by the address it comes from, before anything is looked up for it. */
export const limitAddress: MiddlewareHandler<AppEnv> = async (c, next) => {
  const { allowance } = c.var;
  await allowance.take(`${kindOf(c.req.method, c.req.path)}-address`, allowance.address);
  await next();
};

/** Counts a public request by its store and, if it shows one, by its publishable key. */
export async function limitStore(
  { allowance }: { allowance: Allowance },
  { method, path }: { method: string; path: string },
  { storeId, keyId }: { storeId: string; keyId: string | undefined },
): Promise<void> {
  const kind = kindOf(method, path);
  if (keyId !== undefined) await allowance.take(`${kind}-key`, keyId);
  await allowance.take(`${kind}-store`, storeId);
}
