import { LIMITS, type LimitName, type RateLimiter, type Verdict, WINDOW_S } from './port.ts';

/** Most callers remembered at a time, about 100 bytes each; who was quiet the longest is forgotten first. */
const MOST = 200_000;

/**
 * Counts in this process by the generic cell rate algorithm (ITU-T I.371, annex A: a leaky bucket that is one number).
 * For each caller the time is kept at which his allowance will be whole again; every request moves it by a minute divided
 * by the quota, and one that would move it further than a minute ahead is refused and moves nothing. So a whole quota may
 * come at once, afterwards as fast as it flows back, and no timer and no list of requests is needed.
 */
export function inProcessLimiter({
  limits = {},
  now,
  most = MOST,
}: {
  limits?: Partial<Record<LimitName, number>>;
  now: () => number;
  most?: number;
}): RateLimiter & { readonly size: number } {
  const quotas: Record<LimitName, number> = { ...LIMITS, ...limits };
  const wholeAt = new Map<string, number>();
  const windowMs = WINDOW_S * 1000;
  const seconds = (ms: number) => Math.max(1, Math.ceil(ms / 1000));

  /** The verdict if one more came, and when the allowance would be whole after it. */
  function judge(limit: LimitName, who: string, at: number): Verdict & { whole: number } {
    const step = windowMs / quotas[limit];
    const whole = Math.max(wholeAt.get(`${limit} ${who}`) ?? 0, at) + step;
    // A sum of many steps is off by less than this.
    const over = whole - at - windowMs - 1e-6;
    if (over > 0) return { allowed: false, remaining: 0, resetS: seconds(over), whole: whole - step };
    return {
      allowed: true,
      remaining: Math.floor((windowMs - (whole - at)) / step + 1e-6),
      resetS: seconds(whole - at),
      whole,
    };
  }

  return {
    limits: quotas,
    get size() {
      return wholeAt.size;
    },
    take(limit, who) {
      const at = now();
      const { whole, ...verdict } = judge(limit, who, at);
      const key = `${limit} ${who}`;
      wholeAt.delete(key);
      wholeAt.set(key, whole);
      // Whoever stands first was quiet the longest; two go for one that comes, so that a rush is let go of again.
      let looked = 0;
      for (const [oldest, time] of wholeAt) {
        if ((looked++ >= 2 || time > at) && wholeAt.size <= most) break;
        wholeAt.delete(oldest);
      }
      return verdict;
    },
    spent(limit, who) {
      const { whole: _whole, ...verdict } = judge(limit, who, now());
      return verdict.allowed ? undefined : verdict;
    },
  };
}
