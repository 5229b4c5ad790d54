import { LIMITS, type LimitName, type RateLimiter, type Verdict, WINDOW_S } from './port.ts';

/** Most callers remembered at a time, about 170 bytes each; in a rush the quieter half is forgotten first. */
const MOST = 200_000;
const WINDOW_MS = WINDOW_S * 1000;

const seconds = (ms: number) => Math.max(1, Math.ceil(ms / 1000));

/**
 * Counts in this process by the generic cell rate algorithm (ITU-T I.371, annex A: a leaky bucket that is one number).
 * For each caller the time is kept at which his allowance will be whole again; every request moves it by a minute divided
 * by the quota, and one that would move it further than a minute ahead is refused and moves nothing. So a whole quota may
 * come at once, afterwards as fast as it flows back, and no timer and no list of requests is needed.
 *
 * Callers are kept in two generations: who did not ask for a whole minute is whole again, so that the older generation is
 * let go of at once and nobody is ever looked for.
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
  let young = new Map<string, number>();
  let old = new Map<string, number>();
  let turnAt = now() + WINDOW_MS;

  function turn(at: number): void {
    if (at < turnAt && young.size < most / 2) return;
    // After two quiet minutes nobody of either generation has anything to wait for.
    old = at < turnAt + WINDOW_MS ? young : new Map();
    young = new Map();
    turnAt = at + WINDOW_MS;
  }

  /** The verdict if one more came, and when the allowance would be whole after it. */
  function judge(limit: LimitName, key: string, at: number): { verdict: Verdict; whole: number } {
    const step = WINDOW_MS / quotas[limit];
    const before = Math.max(young.get(key) ?? old.get(key) ?? 0, at);
    const whole = before + step;
    // A sum of many steps is off by less than a thousandth of a millisecond.
    const over = whole - at - WINDOW_MS - 1e-3;
    if (over > 0) return { verdict: { allowed: false, remaining: 0, resetS: seconds(over) }, whole: before };
    const remaining = Math.floor((WINDOW_MS - (whole - at)) / step + 1e-3);
    return { verdict: { allowed: true, remaining, resetS: seconds(whole - at) }, whole };
  }

  return {
    limits: quotas,
    get size() {
      return young.size + old.size;
    },
    take(limit, who) {
      const at = now();
      turn(at);
      const key = `${limit} ${who}`;
      const { verdict, whole } = judge(limit, key, at);
      young.set(key, whole);
      return verdict;
    },
    spent(limit, who) {
      const { verdict } = judge(limit, `${limit} ${who}`, now());
      return verdict.allowed ? undefined : verdict;
    },
  };
}
