import { ulid } from 'ulid';
import { storeMigrations } from '../../../migrations/index.ts';
import type { PlatformDatabase, StoreDatabase } from '../../db/database.ts';
import { migrate } from '../../db/migrate.ts';
import { type Connect, type DatabaseAddress, openStoreDatabase } from '../../db/open.ts';
import { StoreSettings, type StoreSettingsInput } from '../../repositories/settings.ts';
import { storeJobRepository } from '../../repositories/store-jobs.ts';
import { type RegisteredStore, type StorePlan, storeRepository } from '../../repositories/stores.ts';
import type { BackupStorage } from '../backups/port.ts';
import type { MediaStorage } from '../media/port.ts';
import { handleProblem } from './handles.ts';
import type { Provisioning } from './port.ts';
import type { Sealer } from './sealing.ts';
import { StoreError } from './store-error.ts';
import { beginJob, HOLD_MS, type JobLease, takeOverJob } from './store-job.ts';

/** A store to make. */
export interface NewStore {
  /** A ULID, chosen by whoever may ask for the same store again; a new one when it is not given. */
  readonly id?: string;
  readonly handle: string;
  readonly name: string;
  /** ISO 4217, upper case; it never changes. */
  readonly currency: string;
  /** BCP 47. */
  readonly locale: string;
  readonly settings?: StoreSettingsInput;
  /** What it may use; basic when it is not given. */
  readonly plan?: StorePlan;
  /** Days it may be tried; not on trial when it is not given. */
  readonly trialDays?: number;
}

/** What a new store begins with, instead of nothing. */
export interface StoreContents {
  /** The store it is a preview of. */
  readonly clonedFrom: string | null;
  /** Fills its database, which is empty, and writes the row about the store. */
  fill(database: StoreDatabase): Promise<void>;
}

/** What making a store, and ending one, needs. */
export interface StoreMaking {
  readonly platform: PlatformDatabase;
  readonly provisioning: Provisioning;
  readonly connect: Connect;
  readonly sealer: Sealer;
  /** What else is kept of a store, and goes with it. */
  readonly erasers?: readonly Eraser[];
  /** Where backups are kept; null where no place was given. */
  readonly storage?: BackupStorage | null;
  /** Where the files of stores are kept, so that a copy of a store gets its own; null where no place was given. */
  readonly media?: MediaStorage | null;
  /** Lets go of a database that is no store's any more. */
  readonly forget?: (address: DatabaseAddress) => void;
  readonly now?: () => Date;
  /** How long to wait for another attempt to end or to be given up; long enough to take over by default. */
  readonly patienceMs?: number;
}

/** Removes one kind of thing that is kept of a store outside its database. */
export interface Eraser {
  /** One word, such as "media"; the job of a purge names it while it runs. */
  readonly name: string;
  /** Fine when there is nothing, and when it was interrupted half way before. */
  erase(store: RegisteredStore): Promise<void>;
  /** What is still there, in words: the proof that it was erased. Without it there is nothing that could be seen. */
  left?(store: RegisteredStore): Promise<readonly string[]>;
}

const DAY_MS = 86_400_000;

/**
 * What a store's database is called: after its handle, for people, and never again so, so that nothing that still holds it
 * open takes the next store of that handle for this one.
 */
export const databaseNameOf = (handle: string, unique: string): string =>
  `${handle.slice(0, 32)}-${unique.slice(-12).toLowerCase()}`;

/**
 * Makes a store: its handle is held by a job, its database made, upgraded and seeded, and only then it is a store, in one
 * transaction that ends the job. A failure takes back what was made; an attempt that was killed is rolled back by the next,
 * or by `recoverStores`.
 */
export async function createStore(
  store: NewStore,
  making: StoreMaking,
  contents?: StoreContents,
): Promise<RegisteredStore> {
  check(store);
  const { handle, name, plan = 'basic', trialDays } = store;
  const now = making.now ?? (() => new Date());
  const stores = storeRepository(making.platform);
  const storeId = store.id ?? ulid(now().getTime());
  // Not of the store's id: two attempts at the same store have nothing in common either.
  const databaseName = databaseNameOf(handle, ulid());
  const lease = await hold({ kind: contents ? 'clone' : 'create', handle, storeId, databaseName }, making);
  try {
    const { create, createWithSchema = create } = making.provisioning;
    // What fills a database itself, such as an older copy, begins with its own schema.
    const address = await lease.step('database', () => (contents ? create : createWithSchema)(databaseName));
    await lease.step('contents', () => seed(address, store, making.connect, contents));
    const sealed = address.token ? await making.sealer.seal(address.token, storeId) : null;
    const at = now();
    const entry = {
      name,
      plan,
      trialEndsAt: trialDays === undefined ? null : new Date(at.getTime() + trialDays * DAY_MS).toISOString(),
      databaseName,
      databaseUrl: address.url,
      sealedToken: sealed?.text ?? null,
      tokenKeyId: sealed?.keyId ?? null,
      instantAppId: crypto.randomUUID(),
      schemaVersion: storeMigrations.at(-1)?.name ?? '',
      clonedFrom: contents?.clonedFrom ?? null,
    };
    await lease.renew();
    if (!(await stores.register(lease.job, entry, at.toISOString()))) await lease.renew();
  } catch (error) {
    // What cannot be taken back now is taken back once the job is given up.
    await rollBack(lease, making.provisioning).catch(() => undefined);
    throw error;
  }
  const made = await stores.find(handle);
  if (!made) throw new StoreError('store_not_found', `The store "${handle}" was removed while it was made.`);
  return made;
}

/** Takes back what the job of a store that is not one yet has made. Only its holder may: after a takeover it is another's. */
export async function rollBack(lease: JobLease, { destroy }: Provisioning): Promise<void> {
  const { handle, detail } = lease.job;
  await lease.step('roll back', () =>
    destroy(typeof detail['databaseName'] === 'string' ? detail['databaseName'] : handle),
  );
  await lease.finish();
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
  const { trialDays } = store;
  if (trialDays !== undefined && !(Number.isInteger(trialDays) && trialDays >= 1 && trialDays <= 365))
    throw new StoreError('store_invalid', 'A trial lasts 1 to 365 days.');
  const settings = StoreSettings.safeParse(store.settings ?? {});
  if (settings.success) return;
  const [issue] = settings.error.issues;
  throw new StoreError('store_invalid', `The settings are not right: ${issue?.path.join('.')}: ${issue?.message}`);
}

async function hold(
  {
    kind,
    handle,
    storeId,
    databaseName,
  }: { kind: 'create' | 'clone'; handle: string; storeId: string; databaseName: string },
  { platform, provisioning, now = () => new Date(), patienceMs = HOLD_MS + 2000 }: StoreMaking,
): Promise<JobLease> {
  const jobs = storeJobRepository(platform);
  const stores = storeRepository(platform);
  for (const until = now().getTime() + patienceMs; ; await new Promise((resolve) => setTimeout(resolve, 200))) {
    const lease = await beginJob(jobs, { kind, handle, storeId, detail: { databaseName } }, { now });
    if (lease) return lease;
    const at = now();
    const [store, other] = [await stores.find(handle), await jobs.find(handle)];
    if (store) throw exists(store);
    const abandoned = other && (await takeOverJob(jobs, other, { now }));
    if (abandoned) await rollBack(abandoned, provisioning);
    else if (at.getTime() >= until) throw beingCreated(handle);
  }
}

const beingCreated = (handle: string): StoreError =>
  new StoreError(
    'store_being_created',
    `The store "${handle}" is being created. If that attempt was interrupted, try again in ${HOLD_MS / 1000} seconds.`,
  );

const exists = ({ handle, status, purgingSince }: RegisteredStore): StoreError =>
  new StoreError(
    'store_exists',
    purgingSince !== null
      ? `The store "${handle}" is being deleted for good; its handle is free when that is done.`
      : status === 'deleted'
        ? `The handle "${handle}" belongs to a deleted store. Resume it, or delete it for good with --purge.`
        : `There is a store with the handle "${handle}" already.`,
  );

async function seed(
  address: DatabaseAddress,
  store: NewStore,
  connect: Connect,
  contents: StoreContents | undefined,
): Promise<void> {
  const database: StoreDatabase = openStoreDatabase(address, connect);
  try {
    if (contents) return await contents.fill(database);
    await migrate(database, storeMigrations);
    await database.run(
      'INSERT INTO store_state (id, handle, name, currency, locale, settings) VALUES (1, ?, ?, ?, ?, ?)',
      [store.handle, store.name, store.currency, store.locale, JSON.stringify(store.settings ?? {})],
    );
  } finally {
    database.close();
  }
}
