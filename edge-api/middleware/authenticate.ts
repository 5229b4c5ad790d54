import type { Context, MiddlewareHandler } from 'hono';
import type { PlatformScope, StoreScope } from '../contract/keys.ts';
import type { Actor } from '../services/audit.ts';
import { ApiError, unauthorized } from '../services/errors.ts';
import { type KeyHolder, mayDoToPlatform, mayDoToStore } from '../services/scopes.ts';
import type { AdminEnv, PlatformEnv } from './env.ts';
import type { StoreDirectory } from './open-store.ts';

/** What is read of a request that comes with a key. */
type Asking = Pick<Context<PlatformEnv>, 'req' | 'env' | 'var'>;

/**
 * The holder of the key in the request, if the key opens and may do this. Nothing else is looked up to decide it. From an
 * address that sent too many wrong keys a good one still opens, so that nobody locks out his neighbours; only how many are
 * looked up for it is bounded. A request without a key guesses nothing and is not counted: any page can have one sent.
 */
async function enter(c: Asking, may: (holder: KeyHolder) => boolean): Promise<{ holder: KeyHolder; actor: Actor }> {
  const { allowance, keyUses, platform, requestId } = c.var;
  const authorization = c.req.header('authorization');
  if (authorization === undefined) throw unauthorized();
  if (allowance.isSpent('refused-address', allowance.address)) await allowance.take('tried-address', allowance.address);
  const [, key = ''] = /^Bearer ([\x21-\x7e]{1,200})$/i.exec(authorization) ?? [];
  const holder = await platform.keys.verify(key);
  if (!holder || !may(holder)) return refuse(c);
  await allowance.take('admin-key', holder.keyId);
  keyUses.note(holder.keyId, (work) => c.env.waitUntil(work));
  return { holder, actor: { name: `key:${holder.keyId}`, requestId } };
}

async function refuse(c: Asking): Promise<never> {
  const { allowance } = c.var;
  allowance.refuseSpent('refused-address', allowance.address);
  await allowance.note('refused-address', allowance.address);
  throw unauthorized();
}

/** Middleware that says which scope it asks for, so that the document can name it. */
export type Guard<Env extends PlatformEnv = PlatformEnv> = MiddlewareHandler<Env> & {
  readonly scope: StoreScope | PlatformScope;
};

const guard = <Env extends PlatformEnv>(
  scope: StoreScope | PlatformScope,
  handler: MiddlewareHandler<Env>,
): Guard<Env> => Object.assign(handler, { scope });

/** The scope that a handler asks for, if it is a guard. */
export const scopeOf = (handler: object): string | undefined =>
  'scope' in handler && typeof handler.scope === 'string' ? handler.scope : undefined;

/** Why a store's own keys may only read, if so. */
const closedTo = ({ status, trialEnded }: NonNullable<KeyHolder['store']>) =>
  status === 'suspended' ? 'store_suspended' : trialEnded ? 'trial_ended' : undefined;

/**
 * For `/v1/admin/stores/:store/*`: only with a secret key of that store that has the scope, or the platform's. A key is
 * asked for its own store before the store in the path is looked for, so that neither the answer nor its time tells a
 * stranger whether that one exists. Keys of a suspended store, and of one past its trial, read and change nothing; a
 * deleted store's open nothing.
 */
export const storeKey =
  (stores: StoreDirectory) =>
  (scope: StoreScope): Guard<AdminEnv> =>
    guard<AdminEnv>(scope, async (c, next) => {
      const handle = c.req.param('store') ?? '';
      const { holder, actor } = await enter(c, (someone) => mayDoToStore(someone, handle, scope));
      const store = await stores.find(handle, (work) => c.env.waitUntil(work));
      if (holder.kind === 'platform') {
        if (!store) throw new ApiError('store_not_found', 'No store has this handle.');
      } else {
        if (!store || store.id !== holder.store?.id) return refuse(c);
        const closed = closedTo(holder.store);
        if (closed && !scope.endsWith(':read'))
          throw new ApiError(closed, 'This store is closed for now: its keys may read, and change nothing.');
      }
      c.set('holder', holder);
      c.set('actor', actor);
      c.set('store', store);
      return next();
    });

/** For `/v1/platform/*`: only with a key of the platform that has the scope. */
export const platformKey = (scope: PlatformScope): Guard =>
  guard<PlatformEnv>(scope, async (c, next) => {
    const { holder, actor } = await enter(c, (someone) => mayDoToPlatform(someone, scope));
    c.set('holder', holder);
    c.set('actor', actor);
    await next();
  });
