import type { MiddlewareHandler } from 'hono';
import { ApiError } from '../services/errors.ts';
import type { AppEnv } from './env.ts';

/** Characters of path and query, which are ASCII on the wire. Our longest own query, a search with all its filters, has 3,000. */
const MAX_CHARS = 8192;

/** Refuses addresses that nothing of ours makes, before anybody parses them. */
export const addressLength: MiddlewareHandler<AppEnv> = async (c, next) => {
  const { origin } = new URL(c.req.url);
  if (c.req.url.length - origin.length > MAX_CHARS)
    throw new ApiError('address_too_long', `Path and query together have at most ${MAX_CHARS} characters.`);
  await next();
};
