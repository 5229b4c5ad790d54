import type { MiddlewareHandler } from 'hono';
import type { Background, Stranger } from '../answer-cache.ts';
import { composeStore, type Surroundings, surroundingsOf } from '../compose.ts';
import type { Database } from '../db/database.ts';
import { opensWhenAsked } from '../lazy-database.ts';
import { ApiError, invalidRequest } from '../services/errors.ts';
import { trialEnded } from '../services/plans.ts';
import type { Admit } from './admit.ts';
import { deferredWork } from './deferred.ts';
import type { AppEnv } from './env.ts';

/** A store as the registry knows it. */
export interface RegisteredStore {
  readonly id: string;
  readonly handle: string;
  readonly name: string;
  readonly status: 'active' | 'trial' | 'suspended' | 'deleted';
  readonly instantAppId: string;
  /** Origins whose pages may write; empty means every origin. */
  readonly allowedOrigins: readonly string[];
  /** The verified host its pages move to; null where every host of the store answers for itself. */
  readonly canonicalHost: string | null;
  readonly plan: 'basic' | 'pro' | 'enterprise';
  /** Limits that differ from its plan's. */
  readonly limits: Readonly<Record<string, unknown>>;
  /** UTC, ISO 8601; null for a store that is not on trial. */
  readonly trialEndsAt: string | null;
}

/** Where stores are found and opened. */
export interface StoreDirectory {
  /**
   * With `background`, what is nearly too old is given at once and asked for again behind the caller's back. A `stranger`
   * is asked before the registry is, and told when it knows of no such store.
   */
  find(handle: string, background?: Background, stranger?: Stranger): Promise<RegisteredStore | undefined>;
  /** The store that has proved a custom host name: lower case, punycode, no port. */
  findByHost(host: string, background?: Background, stranger?: Stranger): Promise<RegisteredStore | undefined>;
  /** Call it after a change to a store, so that this process sees it at once; others see it within the stated time. */
  forget(storeId: string): void;
  /** The store's database, up to date, until it is released. */
  open(store: RegisteredStore): Promise<{ readonly database: Database; release(): void }>;
  /** A text that is the same only while the store's database is as it was; undefined where that cannot be told unopened. */
  stamp(store: RegisteredStore): string | undefined;
  /** Rejects when the registry cannot be reached. */
  ping(): Promise<void>;
}

const HANDLE = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const notFound = () => new ApiError('store_not_found', 'No store has this handle.');

/** Finds the store named in the path and, for whom it admits, opens it for the length of the request, once it is asked. */
export function openStore(stores: StoreDirectory, surroundings: Surroundings, admit: Admit): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const handle = c.req.param('store') ?? '';
    // A NUL would end a text early in the database; no address of ours has one.
    if (c.req.url.includes('%00')) throw invalidRequest('url', 'An address must not hold the character NUL.');
    const store = HANDLE.test(handle)
      ? await stores.find(handle, (work) => c.env.waitUntil(work), c.var.allowance.stranger)
      : undefined;
    if (!store || store.status === 'deleted') throw notFound();
    c.set('store', store);
    if (store.status === 'suspended') throw new ApiError('store_suspended', 'This store is closed for now.');
    if (trialEnded(store, surroundings.now())) throw new ApiError('trial_ended', 'This store is closed for now.');

    await admit(c, store);
    const lease = opensWhenAsked(() => stores.open(store));
    const about = { store: store.handle, requestId: c.var.requestId };
    const deferred = deferredWork((error) => surroundings.onTrouble('do what an answer left to do', error, about));
    c.set('storeId', store.id);
    c.set('stamp', () => stores.stamp(store));
    c.set('services', composeStore(store, lease.database, surroundingsOf(surroundings, about)));
    c.set('defer', deferred.defer);
    try {
      await next();
    } finally {
      deferred.settle(lease, (work) => c.env.waitUntil(work));
    }
  };
}
