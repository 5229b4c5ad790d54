import type { MiddlewareHandler } from 'hono';
import { composeStore, type Surroundings } from '../compose.ts';
import type { AppEnv } from './env.ts';
import type { StoreDirectory } from './open-store.ts';

/** Opens the store whose host was asked for, for the length of the request; a closed one and the platform pass unopened. */
export const openSite =
  (stores: StoreDirectory, surroundings: Surroundings): MiddlewareHandler<AppEnv> =>
  async (c, next) => {
    const { site } = c.var;
    if (site.kind !== 'store' || (site.store.status !== 'active' && site.store.status !== 'trial')) return next();
    const lease = await stores.open(site.store);
    try {
      c.set('services', composeStore(site.store, lease.database, surroundings));
      await next();
    } finally {
      lease.release();
    }
    return undefined;
  };
