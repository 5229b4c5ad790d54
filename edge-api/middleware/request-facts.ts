import type { Context, MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { AppEnv } from './env.ts';

/** What a log and a metric may know of a request: nothing of a person, no secret, nothing a caller can make up. */
export interface RequestFacts {
  readonly requestId: string;
  /** Handle of the store that was opened, if one was. */
  readonly store?: string;
  readonly method: string;
  /** The pattern of the route, such as `/v1/stores/:store/orders/:token`; `other` when none matched. */
  readonly route: string;
  readonly status: number;
  /** Until the answer began. */
  readonly ms: number;
}

/** The pattern of the route that a request matched; never its path, which may hold a token. */
export function routeOf(c: Context<AppEnv>): string {
  const path = routePath(c, -1);
  return path.includes('*') ? 'other' : path;
}

/** Tells of every request once it is answered: the metrics, and the runtime, which writes its log. */
export const requestFacts =
  (observe: (facts: RequestFacts) => void): MiddlewareHandler<AppEnv> =>
  async (c, next) => {
    const started = performance.now();
    await next();
    const store = c.var.store?.handle;
    const facts: RequestFacts = {
      requestId: c.var.requestId,
      ...(store === undefined ? {} : { store }),
      method: c.req.method,
      route: routeOf(c),
      status: c.res.status,
      ms: Math.round((performance.now() - started) * 10) / 10,
    };
    observe(facts);
    c.env.answered?.(facts);
  };
