import type { MiddlewareHandler } from 'hono';
import type { AppEnv, PlainEnv } from './env.ts';
import { completeHeaders, isHttps } from './security-headers.ts';

/** Gives each request an id, ours alone: one sent along would let a caller write into our logs. */
export const requestId =
  (publicUrl: string | null): MiddlewareHandler<AppEnv> =>
  async (c, next) => {
    c.set('requestId', crypto.randomUUID());
    c.set('origin', publicUrl ?? new URL(c.req.url).origin);
    await next();
    c.res.headers.set('x-request-id', c.var.requestId);
    completeHeaders(c.res.headers, { https: isHttps(c.req.url, publicUrl, c.env?.caller) });
  };

/** For answers that belong to one person: kept nowhere. */
export const noStore: MiddlewareHandler<PlainEnv> = async (c, next) => {
  await next();
  c.res.headers.set('cache-control', 'no-store');
};
