import type { MiddlewareHandler } from 'hono';
import { type LimitName, type RateLimiter, type Verdict, WINDOW_S } from '../adapters/rate-limits/port.ts';
import { ApiError } from '../services/errors.ts';
import type { AppEnv } from './env.ts';

/** What of a request is counted, and against which limits. */
export interface Allowance {
  /** Counts the request; throws `rate_limited` when there were too many. The answer tells what is left. */
  take(limit: LimitName, who: string): Promise<void>;
  /** Counts something in silence, for what an answer must not tell. */
  note(limit: LimitName, who: string): Promise<void>;
  /** Throws `rate_limited` when it is known already that there were too many; counts nothing. */
  refuseSpent(limit: LimitName, who: string): void;
  /** Whom requests are counted by when they show no key. */
  readonly address: string;
}

const NOTHING = async (): Promise<void> => undefined;

function tooMany(resetS: number): ApiError {
  return new ApiError('rate_limited', `Too many requests. Please try again in ${resetS} s.`);
}

/**
 * Makes the request countable, and tells the caller what was counted: `RateLimit-Policy` with what is allowed and `RateLimit`
 * with what is left, as draft-ietf-httpapi-ratelimit-headers-10 writes them, and `Retry-After` when it was too much.
 * A process of this machine is not counted: it is the operator's own.
 */
export function rateLimits(limiter: RateLimiter | null): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const { caller } = c.env;
    const address = caller?.countedAs ?? 'unknown';
    const told = new Map<LimitName, Verdict>();
    let waitS: number | undefined;
    const judge = (limit: LimitName, verdict: Verdict | undefined, isTold: boolean) => {
      if (!verdict) return;
      if (isTold) told.set(limit, verdict);
      if (verdict.allowed) return;
      waitS = verdict.resetS;
      throw tooMany(verdict.resetS);
    };
    c.set(
      'allowance',
      limiter === null || caller?.local
        ? { take: NOTHING, note: NOTHING, refuseSpent: () => undefined, address }
        : {
            take: async (limit, who) => judge(limit, await limiter.take(limit, who), true),
            note: async (limit, who) => void (await limiter.take(limit, who)),
            refuseSpent: (limit, who) => judge(limit, limiter.spent(limit, who), true),
            address,
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
    if (waitS !== undefined) headers.set('retry-after', String(waitS));
  };
}

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** What a public request is: reading, writing, or placing an order. */
function kindOf(method: string, path: string): 'reads' | 'writes' | 'orders' {
  if (READS.has(method)) return 'reads';
  return path.endsWith('/checkouts') ? 'orders' : 'writes';
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
