import type { MiddlewareHandler } from 'hono';
import type { AppEnv } from './env.ts';

/**
 * Pictures that this server keeps are stored by their path. An answer names them by the address the caller reached us
 * under, so that they load in a page of any origin.
 */
export const absoluteImages: MiddlewareHandler<AppEnv> = async (c, next) => {
  await next();
  if (!c.res.headers.get('content-type')?.startsWith('application/json')) return;
  const text = await c.res.text();
  // A quote inside a text is escaped, so this finds the property and nothing that merely looks like it.
  c.res = new Response(text.replaceAll('"url":"/', `"url":"${c.var.origin}/`), c.res);
};
