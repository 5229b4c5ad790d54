import type { MiddlewareHandler } from 'hono';
import type { UsageSink } from '../usage-counter.ts';
import type { AppEnv } from './env.ts';

/** Counts requests to stores that were opened, and lets what was counted be written down behind an answer. */
export const countUsage =
  (usage: UsageSink): MiddlewareHandler<AppEnv> =>
  async (c, next) => {
    usage.count(c.var.storeId, 'requests');
    await next();
    usage.settle((work) => c.env.waitUntil(work));
  };
