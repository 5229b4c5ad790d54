import type { MiddlewareHandler } from 'hono';
import { composeStore, type Surroundings, surroundingsOf } from '../compose.ts';
import { isClosed } from '../services/plans.ts';
import { deferredWork } from './deferred.ts';
import type { ServicesEnv } from './env.ts';
import type { StoreDirectory } from './open-store.ts';

/** Opens the store that a key has opened the door of, suspended or not, for the length of the request and of what it deferred. */
export const openAdminStore =
  (stores: Pick<StoreDirectory, 'open'>, surroundings: Surroundings): MiddlewareHandler<ServicesEnv> =>
  async (c, next) => {
    const { store, requestId } = c.var;
    const lease = await stores.open(store);
    const about = { store: store.handle, requestId };
    const deferred = deferredWork((error) => surroundings.onTrouble('do what an answer left to do', error, about));
    c.set('defer', deferred.defer);
    try {
      const services = composeStore(store, lease.database, surroundingsOf(surroundings, about));
      c.set('services', services);
      await next();
      // What a change has caused goes out at once, and not when the store is next looked after.
      const changed = c.req.method !== 'GET' && c.res.ok;
      if (changed && !isClosed(store, surroundings.now())) deferred.defer(() => services.outbox.drain());
    } finally {
      deferred.settle(lease, (work) => c.env.waitUntil(work));
    }
  };

/** After a change: what it left to do, such as mails and live status, is done beside the answer, and again by the next drain if it fails. */
export const drainOutbox: MiddlewareHandler<ServicesEnv> = async (c, next) => {
  await next();
  if (c.res.ok) c.var.defer(() => c.var.services.outbox.drain());
};
