import type { MiddlewareHandler } from 'hono';
import { ApiError } from '../services/errors.ts';
import type { UsageSink } from '../usage-counter.ts';
import type { AppEnv } from './env.ts';

/**
 * Counts requests to stores that were opened, refuses those of a store that has used up the month's, and lets what was
 * counted be written down behind an answer.
 */
export const countUsage =
  (usage: UsageSink): MiddlewareHandler<AppEnv> =>
  async (c, next) => {
    const { storeId } = c.var;
    const spent = usage.isSpent(storeId);
    // Of a refused one nothing is counted, but that it was asked for: so a larger plan is noticed.
    usage.count(storeId, 'requests', spent ? 0 : 1);
    try {
      if (spent) throw new ApiError('limit_reached', 'This shop has had more visits this month than its plan allows.');
      await next();
    } finally {
      usage.settle((work) => c.env.waitUntil(work));
    }
  };
