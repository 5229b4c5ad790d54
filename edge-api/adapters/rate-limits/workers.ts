import { LIMITS, type LimitName, type RateLimiter, WINDOW_S } from './port.ts';

/** Cloudflare's rate-limit binding; it counts by location, and roughly. */
interface RateLimitBinding {
  limit(options: { key: string }): Promise<{ success: boolean }>;
}

const isBinding = (value: unknown): value is RateLimitBinding =>
  typeof value === 'object' && value !== null && 'limit' in value && typeof value.limit === 'function';

/** Most callers remembered as refused at a time. */
const MOST = 5000;

/** The name of a limit's binding: `LIMIT_READS_ADDRESS`. */
export const bindingOf = (limit: LimitName): string => `LIMIT_${limit.toUpperCase().replaceAll('-', '_')}`;

/**
 * Counts with Cloudflare's bindings, one a limit. They do not say how many requests are left. What one refused, this
 * isolate remembers until the window has passed. A limit without its binding is not counted.
 */
export function workersLimiter(bindings: Readonly<Record<string, unknown>>, now: () => number): RateLimiter {
  const refused = new Map<string, number>();
  return {
    limits: LIMITS,
    async take(limit, who) {
      const binding = bindings[bindingOf(limit)];
      const success = !isBinding(binding) || (await binding.limit({ key: who })).success;
      if (success) return { allowed: true, remaining: null, resetS: WINDOW_S };
      refused.delete(`${limit} ${who}`);
      refused.set(`${limit} ${who}`, now() + WINDOW_S * 1000);
      for (const oldest of refused.keys()) {
        if (refused.size <= MOST) break;
        refused.delete(oldest);
      }
      return { allowed: false, remaining: 0, resetS: WINDOW_S };
    },
    spent(limit, who) {
      const until = refused.get(`${limit} ${who}`) ?? 0;
      const leftMs = until - now();
      return leftMs > 0 ? { allowed: false, remaining: 0, resetS: Math.ceil(leftMs / 1000) } : undefined;
    },
  };
}
