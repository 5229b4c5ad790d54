import type { MiddlewareHandler } from 'hono';
import type { AppEnv } from './env.ts';

const SAFE = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
};

/** Gives each request an id, ours alone: one sent along would let a caller write into our logs. */
export const requestId =
  (publicUrl: string | null): MiddlewareHandler<AppEnv> =>
  async (c, next) => {
    c.set('requestId', crypto.randomUUID());
    c.set('origin', publicUrl ?? new URL(c.req.url).origin);
    await next();
    c.res.headers.set('x-request-id', c.var.requestId);
    for (const [name, value] of Object.entries(SAFE)) c.res.headers.set(name, value);
    if (!c.res.headers.has('content-security-policy'))
      c.res.headers.set('content-security-policy', `default-src 'none'; frame-ancestors 'none'`);
  };

/** For answers that belong to one person: kept nowhere. */
export const noStore: MiddlewareHandler<AppEnv> = async (c, next) => {
  await next();
  c.res.headers.set('cache-control', 'no-store');
};
