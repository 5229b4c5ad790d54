import { ulid } from 'ulid';
import type { NewStore } from '../adapters/provisioning/create-store.ts';
import { StoreError } from '../adapters/provisioning/store-error.ts';
import { ProvisioningError } from '../adapters/provisioning/turso-api.ts';
import type {
  ChangePlatformStore,
  ListPlatformStores,
  NewPlatformStore,
  PlatformStore,
  PlatformStoreList,
} from '../contract/platform.ts';
import type { StoreRequestRepository } from '../repositories/store-requests.ts';
import type { RegisteredStore, StoreRepository } from '../repositories/stores.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { ApiError } from './errors.ts';
import { sha256 } from './secrets.ts';

/** A store after a change, and whether there was anything to change. */
export interface Changed {
  readonly store: PlatformStore;
  readonly changed: boolean;
}

/** What whoever runs the platform does with stores. Every method throws `store_not_found` for a handle without one. */
export interface PlatformStoreService {
  list(page: ListPlatformStores): Promise<PlatformStoreList>;
  get(handle: string): Promise<PlatformStore>;
  /** With an idempotency key, the same wish of the same actor again answers the store it made. */
  create(wish: NewPlatformStore, actor: string): Promise<Changed>;
  change(handle: string, change: ChangePlatformStore): Promise<PlatformStore>;
  suspend(handle: string): Promise<Changed>;
  /** Opens a suspended store, or brings back a deleted one. */
  resume(handle: string): Promise<Changed>;
  /** Takes a store offline; its data goes when its grace is over. */
  remove(handle: string): Promise<Changed>;
}

export interface PlatformStoreSurroundings {
  readonly stores: StoreRepository;
  readonly requests: StoreRequestRepository;
  readonly create: (store: NewStore) => Promise<RegisteredStore>;
  readonly graceDays: number;
  readonly now: () => number;
}

const DAY_MS = 86_400_000;
/** How long a request to make a store is known again. */
const REQUEST_DAYS = 7;

export function platformStoreService(surroundings: PlatformStoreSurroundings): PlatformStoreService {
  const { stores, requests, graceDays, now } = surroundings;
  const at = (ms = now()) => new Date(ms).toISOString();

  const shown = (store: RegisteredStore): PlatformStore => {
    const { id, handle, name, status, plan, trialEndsAt, clonedFrom, createdAt, updatedAt, lastAccessedAt } = store;
    const { deletedAt } = store;
    const purgesAt = deletedAt === null ? null : at(Date.parse(deletedAt) + graceDays * DAY_MS);
    return {
      ...{ id, handle, name, status, plan, trialEndsAt, clonedFrom, createdAt, updatedAt, lastAccessedAt },
      ...{ deletedAt, purgesAt },
    };
  };
  async function find(handle: string): Promise<RegisteredStore> {
    const store = await stores.find(handle);
    if (!store) throw new ApiError('store_not_found', `No store has the handle "${handle}".`);
    return store;
  }
  /** Does one step of a store's life; a store that is where it leads to already stays as it is. */
  async function move(
    handle: string,
    step: (id: string) => Promise<boolean>,
  ): Promise<Changed & { row: RegisteredStore }> {
    const changed = await step((await find(handle)).id);
    const row = await find(handle);
    return { store: shown(row), changed, row };
  }

  return {
    async list({ after, limit, status }) {
      const position = after === undefined ? undefined : readCursor(after, { stores: 'string' });
      const found = await stores.list({
        ...(position ? { after: String(position.key) } : {}),
        ...(status ? { status } : {}),
        limit: limit + 1,
      });
      const page = found.slice(0, limit);
      const last = page.at(-1);
      const next = found.length > limit && last ? writeCursor('stores', { key: last.handle, id: last.id }) : null;
      return { stores: page.map(shown), next };
    },

    get: async (handle) => shown(await find(handle)),

    async create({ idempotencyKey, ...wish }, actor) {
      const { trialDays, ...rest } = wish;
      let id = ulid(now());
      if (idempotencyKey !== undefined) {
        await requests.forgetBefore(at(now() - REQUEST_DAYS * DAY_MS));
        const request = await sha256(JSON.stringify(wish));
        const noted = await requests.note({ actor, key: idempotencyKey, request, storeId: id }, at());
        if (noted.request !== request)
          throw new ApiError('idempotency_key_reused', 'This idempotencyKey was used for another store.');
        id = noted.storeId;
        const before = await stores.find(wish.handle);
        if (before?.id === id) return { store: shown(before), changed: false };
      }
      try {
        const made = await surroundings.create({ id, ...rest, ...(trialDays === undefined ? {} : { trialDays }) });
        return { store: shown(made), changed: true };
      } catch (error) {
        if (error instanceof ProvisioningError)
          throw new ApiError('store_unavailable', 'The store could not be made now. Please try again in a moment.', {
            cause: error,
          });
        if (!(error instanceof StoreError)) throw error;
        // The same request, made twice at once: the other one was faster.
        const twin = idempotencyKey === undefined ? undefined : await stores.find(wish.handle);
        if (twin?.id === id) return { store: shown(twin), changed: false };
        throw new ApiError(error.code, error.message);
      }
    },

    async change(handle, { name, plan, trialEndsAt }) {
      const { id, status } = await find(handle);
      if (status === 'deleted') throw deleted(handle);
      const change = {
        ...(name === undefined ? {} : { name }),
        ...(plan === undefined ? {} : { plan }),
        ...(trialEndsAt === undefined ? {} : { trialEndsAt }),
      };
      await stores.update(id, change, at());
      return shown(await find(handle));
    },

    async suspend(handle) {
      const { row, ...moved } = await move(handle, (id) => stores.suspend(id, at()));
      if (row.status === 'deleted') throw deleted(handle);
      return moved;
    },

    async resume(handle) {
      const { row, ...moved } = await move(handle, (id) => stores.resume(id, at()));
      if (row.purgingSince !== null)
        throw new ApiError('store_busy', `The store "${handle}" is being deleted for good; there is no way back.`);
      return moved;
    },

    async remove(handle) {
      const { row: _row, ...moved } = await move(handle, (id) => stores.markDeleted(id, at()));
      return moved;
    },
  };
}

const deleted = (handle: string): ApiError =>
  new ApiError('store_invalid', `The store "${handle}" is deleted. Resume it first.`);
