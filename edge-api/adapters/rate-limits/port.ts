/**
 * How often one may ask, in requests a minute. An address is one household or office, so its figures leave room for many
 * shoppers behind it; a store's keep one store's rush from being everybody's; all shoppers
 * of a page show its key, so that one key has half of what its store has.
 * On Workers the same figures stand in `wrangler.toml`, and a test keeps the two in step.
 */
export const LIMITS = {
  'reads-address': 2400,
  'reads-key': 30_000,
  'reads-store': 60_000,
  'writes-address': 600,
  'writes-key': 7500,
  'writes-store': 15_000,
  'orders-address': 30,
  'orders-key': 1500,
  'orders-store': 3000,
  /** Codes that hand a cart over: asking for one, and using one. */
  'handovers-address': 60,
  /** Blocks that had to be drawn: what was drawn before costs nothing. A store's drawings also find each other busy long before. */
  'draws-address': 300,
  'draws-store': 3000,
  'admin-key': 600,
  /** Keys that did not open, in a header, which no page of another origin can send. */
  'refused-address': 20,
  /** Keys looked up for an address that sent too many of those; a good one among them still opens. */
  'tried-address': 1200,
  /** Keys in an address (`?key=`) that did not open. Any page can send these from whoever looks at it. */
  'page-keys-address': 20,
  /** Hosts and handles that the registry was asked for and did not know. */
  'misses-address': 240,
} as const satisfies Record<string, number>;
export type LimitName = keyof typeof LIMITS;

/** The time a limit is counted over, in seconds; Cloudflare's binding knows 10 and 60. */
export const WINDOW_S = 60;

/** What a limiter says to one request. */
export interface Verdict {
  readonly allowed: boolean;
  /** Requests that may still come at once; null where nobody counts that exactly. */
  readonly remaining: number | null;
  /** Seconds until the next one may come, if this one may not; else until all of them may again. At least 1. */
  readonly resetS: number;
}

/** Counts requests and says when there are too many. */
export interface RateLimiter {
  /** Requests a minute, by limit. */
  readonly limits: Readonly<Record<LimitName, number>>;
  /** Counts one request of somebody's; who that is, is a text such as an address or the id of a key. */
  take(limit: LimitName, who: string): Verdict | Promise<Verdict>;
  /** The verdict on the next request, if it is known already that it may not come; counts nothing. */
  spent(limit: LimitName, who: string): Verdict | undefined;
}
