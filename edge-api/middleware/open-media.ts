import type { MiddlewareHandler } from 'hono';
import { composeStore, type Surroundings, surroundingsOf } from '../compose.ts';
import { opensWhenAsked } from '../lazy-database.ts';
import { ApiError } from '../services/errors.ts';
import { isClosed } from '../services/plans.ts';
import type { AppEnv } from './env.ts';
import type { StoreDirectory } from './open-store.ts';

const HANDLE = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * Opens the store whose picture is asked for, named in the path as `:shop`: its database only for a picture that is still
 * to be made. At a store's own host there are that store's pictures alone.
 */
export const openMediaStore =
  (stores: StoreDirectory, surroundings: Surroundings): MiddlewareHandler<AppEnv> =>
  async (c, next) => {
    const handle = c.req.param('shop') ?? '';
    const store = HANDLE.test(handle)
      ? await stores.find(handle, (work) => c.env.waitUntil(work), c.var.allowance.stranger)
      : undefined;
    const { site, requestId } = c.var;
    const isHere = site.kind !== 'store' || site.store.id === store?.id;
    if (!store || !isHere || isClosed(store, surroundings.now()))
      throw new ApiError('store_not_found', 'No store has this handle.');
    const lease = opensWhenAsked(() => stores.open(store));
    try {
      const about = { store: store.handle, requestId };
      c.set('services', composeStore(store, lease.database, surroundingsOf(surroundings, about)));
      await next();
    } finally {
      lease.release();
    }
  };
