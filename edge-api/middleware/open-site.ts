import type { MiddlewareHandler } from 'hono';
import { composeStore, type Surroundings } from '../compose.ts';
import { isClosed } from '../services/plans.ts';
import type { AppEnv } from './env.ts';
import type { StoreDirectory } from './open-store.ts';

/** Opens the store whose host was asked for, for the length of the request; a closed one and the platform pass unopened. */
export const openSite =
  (stores: StoreDirectory, surroundings: Surroundings): MiddlewareHandler<AppEnv> =>
  async (c, next) => {
    const { site } = c.var;
    if (site.kind !== 'store' || isClosed(site.store, surroundings.now())) return next();
    const lease = await stores.open(site.store);
    try {
      c.set('services', composeStore(site.store, lease.database, surroundings));
      await next();
    } finally {
      lease.release();
    }
    return undefined;
  };
