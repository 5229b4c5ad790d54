import type { MiddlewareHandler } from 'hono';
import type { StoreEnv } from './env.ts';

/**
 * The address of a picture or a film that is stored by its path. A quote inside a text is escaped, so this finds properties and
 * nothing that merely looks like one; what follows, or is before it, tells one of ours from an option that a shopper has
 * filled in. A picture of a section has `src`, and its `sized` stands behind its size.
 */
const ADDRESS =
  /"(?:url(?=":"\/(?:[^"\\]|\\.)*","(?:alt":|type":"video\/))|sized(?=":"\/(?:[^"\\]|\\.)*","placeholder":)|poster(?=":"\/(?:[^"\\]|\\.)*","source":)|src(?=":"\/(?:[^"\\]|\\.)*","alt":")|sized(?<="height":\d+,"sized))":"(?=\/)/g;

/** A text of JSON with whole addresses of pictures and films. */
export const absoluteAddresses = (text: string, origin: string): string =>
  text.replace(ADDRESS, (found) => `${found}${origin}`);

/**
 * Pictures and films that this server keeps are stored by their path. An answer names them by the address the caller reached us
 * under, so that they load in a page of any origin.
 */
export const absoluteImages: MiddlewareHandler<StoreEnv> = async (c, next) => {
  await next();
  if (!c.res.headers.get('content-type')?.startsWith('application/json')) return;
  const text = await c.res.text();
  c.res = new Response(absoluteAddresses(text, c.var.origin), c.res);
};
