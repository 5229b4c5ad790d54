import type { Context, MiddlewareHandler } from 'hono';
import { ApiError } from '../services/errors.ts';
import { mayWriteFrom } from '../services/origins.ts';
import type { AppEnv } from './env.ts';
import type { RegisteredStore, StoreDirectory } from './open-store.ts';

const EXPOSED = 'etag, x-request-id, ratelimit, ratelimit-policy, retry-after';
const OPEN = {
  'access-control-expose-headers': EXPOSED,
  'timing-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
};
const PREFLIGHT = {
  'access-control-allow-methods': 'GET, HEAD, POST, DELETE, OPTIONS',
  'access-control-allow-headers': 'content-type, if-none-match, authorization',
  'access-control-max-age': '86400',
};
/** How long a browser may keep the answer to a preflight that a change of the store's list would change, in seconds. */
const LISTED_MAX_AGE = '600';

const isRead = (method: string | undefined): boolean =>
  method === undefined || method === 'GET' || method === 'HEAD' || method === 'OPTIONS';

/** Opens an answer to pages of every origin: what it says is public, and no cookie is ever asked for. */
export const openToAll: MiddlewareHandler<AppEnv> = async (c, next) => {
  if (c.req.method === 'OPTIONS')
    return c.body(null, 204, { ...OPEN, ...PREFLIGHT, 'access-control-allow-origin': '*' });
  await next();
  for (const [name, value] of Object.entries({ ...OPEN, 'access-control-allow-origin': '*' }))
    c.res.headers.set(name, value);
};

/**
 * Opens the API of a store: for reading to pages of every origin, so that one answer serves them all; for writing, when
 * the store lists origins, to those alone. Each listed one is named to itself, and no other text is ever sent back. The
 * simple requests of our own client never need the preflight answered here.
 */
export function storeCors(stores: StoreDirectory): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    if (c.req.method === 'OPTIONS') {
      if (isRead(c.req.header('access-control-request-method'))) return openToAll(c, next);
      const { stranger } = c.var.allowance;
      const store = await stores.find(c.req.param('store') ?? '', (work) => c.env.waitUntil(work), stranger);
      const allowed = allowedOrigin(c, originsOf(c.var, store));
      const headers = { ...OPEN, ...PREFLIGHT, ...originHeaders(allowed) };
      return c.body(null, 204, allowed === '*' ? headers : { ...headers, 'access-control-max-age': LISTED_MAX_AGE });
    }
    await next();
    const { store } = c.var;
    const allowed = isRead(c.req.method) ? '*' : allowedOrigin(c, originsOf(c.var, store));
    for (const [name, value] of Object.entries(OPEN)) c.res.headers.set(name, value);
    const { vary, ...headers } = originHeaders(allowed);
    for (const [name, value] of Object.entries(headers)) c.res.headers.set(name, value);
    if (vary) c.res.headers.append('vary', vary);
    return undefined;
  };
}

/** The origin that may read the answer to a write: every one, the page's own, or (undefined) none. */
function allowedOrigin(c: Context<AppEnv>, list: readonly string[]): string | undefined {
  if (list.length === 0) return '*';
  const origin = c.req.header('origin');
  return origin !== undefined && list.includes(origin) ? origin : undefined;
}

const originHeaders = (allowed: string | undefined): Record<string, string> => ({
  ...(allowed === undefined ? {} : { 'access-control-allow-origin': allowed }),
  ...(allowed === '*' ? {} : { vary: 'origin' }),
});

/** The origins a store lets write: those it lists, and then its own host too. */
export function originsOf(
  { site, origin }: Pick<AppEnv['Variables'], 'site' | 'origin'>,
  store: RegisteredStore | undefined,
): readonly string[] {
  const list = store?.allowedOrigins ?? [];
  return list.length > 0 && site?.kind === 'store' && site.store.id === store?.id ? [...list, origin] : list;
}

/** Refuses a write by a page whose origin the store does not list. */
export function refuseOrigin(c: Context<AppEnv>, store: RegisteredStore): void {
  if (isRead(c.req.method) || mayWriteFrom(originsOf(c.var, store), c.req.header('origin'))) return;
  throw new ApiError('origin_not_allowed', 'Pages of this origin may not write to this store.');
}
