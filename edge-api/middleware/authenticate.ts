import type { MiddlewareHandler } from 'hono';
import type { PlatformScope, StoreScope } from '../contract/keys.ts';
import { ApiError } from '../services/errors.ts';
import type { KeyHolder } from '../services/keys.ts';
import type { AppEnv } from './env.ts';
import type { StoreDirectory } from './open-store.ts';

/** The one refusal: it never tells whether a key, a store or a right is what was missing. */
const unauthorized = () => new ApiError('unauthorized', 'This needs a key that may do it.');

/** What a platform key needs to do to any store what that store's keys may. */
const asPlatform = (scope: StoreScope): PlatformScope => (scope.endsWith(':read') ? 'stores:read' : 'stores:write');

/** Whether scopes include one: to write a thing includes to read it. */
const includes = (scopes: readonly string[], scope: string): boolean =>
  scopes.includes(scope) || (scope.endsWith(':read') && scopes.includes(scope.replace(/:read$/, ':write')));

/** Whether the holder of a key may do this to a store; null stands for the platform. */
export function mayDo(holder: KeyHolder, storeId: string | null, scope: StoreScope | PlatformScope): boolean {
  if (holder.kind === 'platform')
    return includes(holder.scopes, storeId === null ? scope : asPlatform(scope as StoreScope));
  return holder.kind === 'secret' && storeId !== null && holder.storeId === storeId && includes(holder.scopes, scope);
}

async function holderOf(c: Parameters<MiddlewareHandler<AppEnv>>[0]): Promise<KeyHolder> {
  const [, key = ''] = /^Bearer ([\x21-\x7e]{1,200})$/i.exec(c.req.header('authorization') ?? '') ?? [];
  const holder = await c.var.platform.keys.verify(key);
  if (!holder) throw unauthorized();
  c.set('actor', { name: `key:${holder.keyId}`, requestId: c.var.requestId });
  return holder;
}

/** For `/v1/admin/stores/:store/*`: only with a secret key of that store that has the scope, or the platform's. */
export const storeKey =
  (stores: StoreDirectory) =>
  (scope: StoreScope): MiddlewareHandler<AppEnv> =>
  async (c, next) => {
    const [holder, store] = await Promise.all([holderOf(c), stores.find(c.req.param('store') ?? '')]);
    if (!store || !mayDo(holder, store.id, scope)) throw unauthorized();
    c.set('store', store);
    await next();
  };

/** For `/v1/platform/*`: only with a key of the platform that has the scope. */
export const platformKey =
  (scope: PlatformScope): MiddlewareHandler<AppEnv> =>
  async (c, next) => {
    const holder = await holderOf(c);
    if (!mayDo(holder, null, scope)) throw unauthorized();
    await next();
  };
