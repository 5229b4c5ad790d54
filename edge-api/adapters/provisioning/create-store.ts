import { ulid } from 'ulid';
import { storeMigrations } from '../../../migrations/index.ts';
import type { PlatformDatabase, StoreDatabase } from '../../db/database.ts';
import { migrate } from '../../db/migrate.ts';
import { type Connect, type DatabaseAddress, openStoreDatabase } from '../../db/open.ts';
import { StoreSettings, type StoreSettingsInput } from '../../repositories/settings.ts';
import { type RegisteredStore, storeRepository, type StoreRepository } from '../../repositories/stores.ts';
import { handleProblem } from './handles.ts';
import type { Provisioning } from './port.ts';
import type { Sealer } from './sealing.ts';
import { StoreError, storeNotFound } from './store-error.ts';

export { StoreError, storeNotFound } from './store-error.ts';

/** A store to make. */
export interface NewStore {
  readonly handle: string;
  readonly name: string;
  /** ISO 4217, upper case; it never changes. */
  readonly currency: string;
  /** BCP 47. */
  readonly locale: string;
  readonly settings?: StoreSettingsInput;
}

/** What making a store needs. */
export interface StoreMaking {
  readonly platform: PlatformDatabase;
  readonly provisioning: Provisioning;
  readonly connect: Connect;
  readonly sealer: Sealer;
  readonly now?: () => Date;
  /** How long to wait for another attempt to end or to be given up; long enough to take over by default. */
  readonly patienceMs?: number;
}

/** How long a step of an attempt holds the handle before another attempt may take over; each takes less than a second. */
const ATTEMPT_MS = 10_000;

/**
 * Makes a store: its handle is reserved, its database made, upgraded and seeded, and only then it is a store, in one
 * statement. A failure takes back what was made; an attempt that was killed is taken over by the next.
 */
export async function createStore(store: NewStore, making: StoreMaking): Promise<RegisteredStore> {
  check(store);
  const { handle, name } = store;
  const now = making.now ?? (() => new Date());
  const stores = storeRepository(making.platform);
  const reservation = { id: ulid(), handle, name, instantAppId: crypto.randomUUID() };

  await reserve(stores, reservation, making);
  const hold = async () => {
    if (await stores.renew(reservation, now().toISOString())) return;
    throw new StoreError('store_being_created', `Another attempt to create the store "${handle}" has taken over.`);
  };
  try {
    const address = await making.provisioning.create(handle);
    await hold();
    await seed(address, store, making.connect);
    await hold();
    const sealed = address.token ? await making.sealer.seal(address.token, reservation.id) : null;
    const database = { url: address.url, sealedToken: sealed?.text ?? null, tokenKeyId: sealed?.keyId ?? null };
    if (!(await stores.register(reservation, database, now().toISOString()))) await hold();
  } catch (error) {
    // Only whoever still holds the handle may remove what is under it; after a takeover it is another's.
    if (await stores.renew(reservation, now().toISOString()).catch(() => false)) {
      await making.provisioning.destroy(handle).catch(() => undefined);
      await stores.cancel(reservation).catch(() => undefined);
    }
    throw error;
  }
  const made = await stores.find(handle);
  if (!made) throw new StoreError('store_not_found', `The store "${handle}" was removed while it was made.`);
  return made;
}

/** Removes a deleted store for good, data and all. Can be run again when it was interrupted. */
export async function purgeStore(
  handle: string,
  { platform, provisioning }: Pick<StoreMaking, 'platform' | 'provisioning'>,
): Promise<void> {
  const stores = storeRepository(platform);
  const store = await stores.find(handle);
  if (!store) throw storeNotFound(handle);
  await stores.setStatus(store.id, 'deleted', new Date().toISOString());
  await provisioning.destroy(handle);
  await stores.remove(store.id);
}

/** Where a registered store's database is, its token opened. */
export async function addressOf(
  { id, databaseUrl, sealedToken, tokenKeyId }: RegisteredStore,
  { open }: Pick<Sealer, 'open'>,
): Promise<DatabaseAddress> {
  if (sealedToken === null || tokenKeyId === null) return { url: databaseUrl };
  return { url: databaseUrl, token: await open({ keyId: tokenKeyId, text: sealedToken }, id) };
}

function check(store: NewStore): void {
  const problem = handleProblem(store.handle);
  if (problem) throw new StoreError('store_handle_invalid', problem);
  if (store.name.trim() === '' || store.name.length > 200)
    throw new StoreError('store_invalid', 'A name has 1 to 200 characters.');
  if (!Intl.supportedValuesOf('currency').includes(store.currency)) {
    throw new StoreError('store_invalid', `"${store.currency}" is not an ISO 4217 currency, such as EUR.`);
  }
  try {
    Intl.getCanonicalLocales(store.locale);
  } catch {
    throw new StoreError('store_invalid', `"${store.locale}" is not a language tag, such as en or de-AT.`);
  }
  const settings = StoreSettings.safeParse(store.settings ?? {});
  if (settings.success) return;
  const [issue] = settings.error.issues;
  throw new StoreError('store_invalid', `The settings are not right: ${issue?.path.join('.')}: ${issue?.message}`);
}

async function reserve(
  stores: StoreRepository,
  reservation: Parameters<StoreRepository['reserve']>[0],
  { now = () => new Date(), patienceMs = ATTEMPT_MS + 2000 }: StoreMaking,
): Promise<void> {
  for (const until = now().getTime() + patienceMs; ; await new Promise((resolve) => setTimeout(resolve, 200))) {
    const at = now();
    const stale = new Date(at.getTime() - ATTEMPT_MS);
    if (await stores.reserve(reservation, at.toISOString(), stale.toISOString())) return;
    const refusal = await taken(reservation.handle, stores.find(reservation.handle));
    if (refusal.code !== 'store_being_created' || at.getTime() >= until) throw refusal;
  }
}

async function taken(handle: string, found: Promise<RegisteredStore | undefined>): Promise<StoreError> {
  const store = await found;
  if (!store) {
    return new StoreError(
      'store_being_created',
      `The store "${handle}" is being created. If that attempt was interrupted, try again in ${ATTEMPT_MS / 1000} seconds.`,
    );
  }
  return new StoreError(
    'store_exists',
    store.status === 'deleted'
      ? `The handle "${handle}" belongs to a deleted store. Resume it, or delete it for good with --purge.`
      : `There is a store with the handle "${handle}" already.`,
  );
}

async function seed(address: DatabaseAddress, store: NewStore, connect: Connect): Promise<void> {
  const database: StoreDatabase = openStoreDatabase(address, connect);
  try {
    await migrate(database, storeMigrations);
    await database.run(
      'INSERT INTO store_state (id, handle, name, currency, locale, settings) VALUES (1, ?, ?, ?, ?, ?)',
      [store.handle, store.name, store.currency, store.locale, JSON.stringify(store.settings ?? {})],
    );
  } finally {
    database.close();
  }
}
