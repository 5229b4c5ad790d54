import type { MiddlewareHandler } from 'hono';
import { composeStore, type Surroundings, surroundingsOf } from '../compose.ts';
import { ApiError } from '../services/errors.ts';
import { isClosed } from '../services/plans.ts';
import { deferredWork } from './deferred.ts';
import type { AppEnv } from './env.ts';
import type { StoreDirectory } from './open-store.ts';

const HANDLE = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** Opens the store that a link of a mail names as `:shop`, for the length of the request and of what it deferred. */
export const openLinkedStore =
  (stores: StoreDirectory, surroundings: Surroundings): MiddlewareHandler<AppEnv> =>
  async (c, next) => {
    const handle = c.req.param('shop') ?? '';
    const store = HANDLE.test(handle)
      ? await stores.find(handle, (work) => c.env.waitUntil(work), c.var.allowance.stranger)
      : undefined;
    if (!store || store.status === 'deleted' || isClosed(store, surroundings.now()))
      throw new ApiError('not_found', 'There is nothing under this address.');
    c.set('store', store);
    const lease = await stores.open(store);
    const about = { store: store.handle, requestId: c.var.requestId };
    const deferred = deferredWork((error) => surroundings.onTrouble('do what an answer left to do', error, about));
    c.set('defer', deferred.defer);
    try {
      c.set('services', composeStore(store, lease.database, surroundingsOf(surroundings, about)));
      await next();
    } finally {
      deferred.settle(lease, (work) => c.env.waitUntil(work));
    }
  };
