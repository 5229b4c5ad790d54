import { storeMigrations } from '../../../migrations/index.ts';
import type { Database, StoreDatabase } from '../../db/database.ts';
import { openStoreDatabase } from '../../db/open.ts';
import { ArchiveError } from '../../repositories/archive-error.ts';
import { storeJobRepository } from '../../repositories/store-jobs.ts';
import {
  adopt,
  fence,
  readVersions,
  replaceDatabase,
  type ShownVersions,
  unfence,
} from '../../repositories/store-replacement.ts';
import { type RegisteredStore, storeRepository } from '../../repositories/stores.ts';
import { endKilledBackup } from '../backups/backup-job.ts';
import { addressOf, databaseNameOf, type StoreMaking } from './create-store.ts';
import { StoreError, storeNotFound } from './store-error.ts';
import { beginJob, type JobLease, takeOverJob } from './store-job.ts';

/** What putting another database in a store's place needs. */
export interface StoreRestoring extends StoreMaking {
  /** Told of each step before it begins; a test throws here to stop the work as a kill would. */
  readonly onStep?: (step: string) => void;
}

/** How long the old database takes no orders while the new one takes its place; after that it opens itself again. */
const FENCE_SECONDS = 30;
/** How old a fence may be for the change of place to happen behind it. */
const FENCED_MS = 15_000;
/** Above what a store whose database is lost can have counted to. */
const LOST: ShownVersions = { catalogue: 1_000_000_000, price: 1_000_000_000, pages: 1_000_000_000 };

/**
 * Replaces what is in a store by what `fill` puts into a new database and proves. The live database is not touched until the
 * new one stands; then it takes no more orders, the registry changes its address in one statement, and it is removed. Killed
 * at any step, the store has the one or the other, and `settleRestore` removes what is left over.
 */
export async function restoreStore(
  handle: string,
  fill: (database: StoreDatabase) => Promise<void>,
  restoring: StoreRestoring,
): Promise<RegisteredStore> {
  const { platform, provisioning, connect, sealer, now = () => new Date(), onStep = () => undefined } = restoring;
  const stores = storeRepository(platform);
  const known = await stores.find(handle);
  if (!known || known.purgingSince !== null) throw storeNotFound(handle);
  const lease = await hold(known, restoring);
  // Read again: until it was held, another restore may have put another database there.
  const store = (await stores.find(handle)) ?? known;
  const databaseName = databaseNameOf(handle, lease.job.id);
  const detail = { databaseName, replaced: store.databaseName };
  let swapped = false;
  const step = <Result>(name: string, work: () => Promise<Result>): Promise<Result> => {
    onStep(name);
    return lease.step(name, work, detail);
  };
  try {
    const address = await step('database', () => provisioning.create(databaseName));
    const fresh = openStoreDatabase(address, connect);
    try {
      await step('contents', () => fill(fresh));
      const live = await liveDatabase(store, restoring);
      try {
        const restored = await readVersions(fresh);
        await step('fence', async () => live && fence(live, FENCE_SECONDS));
        const fencedAt = now().getTime();
        const before = live ? await readVersions(live) : undefined;
        if (before && before.currency !== restored.currency)
          throw new ArchiveError(`The store sells in ${before.currency}, and the backup is in ${restored.currency}.`);
        await step('identity', () => adopt(fresh, { handle, above: before ?? LOST }));
        const sealed = address.token ? await sealer.seal(address.token, store.id) : null;
        const entry = {
          databaseName,
          databaseUrl: address.url,
          sealedToken: sealed?.text ?? null,
          tokenKeyId: sealed?.keyId ?? null,
          schemaVersion: storeMigrations.at(-1)?.name ?? '',
        };
        await step('swap', async () => {
          if (now().getTime() - fencedAt > FENCED_MS)
            throw new StoreError('store_busy', `The store "${handle}" took too long to close. Try again.`);
          if (!(await replaceDatabase(platform, lease.job, entry, now().toISOString()))) throw storeNotFound(handle);
        });
        swapped = true;
        onStep('after the swap');
        // Whoever still holds the old database open may read from it, and is told when he writes.
        if (live) await fence(live, null);
      } finally {
        live?.close();
      }
    } finally {
      fresh.close();
    }
    restoring.forget?.(await addressOf(store, sealer));
    await step('remove', () => provisioning.destroy(store.databaseName));
    onStep('finish');
    await lease.finish();
  } catch (error) {
    if (error instanceof Killed) throw error;
    // What cannot be tidied up now is tidied up once the job is given up.
    await settleRestore(lease, restoring).catch(() => undefined);
    if (!swapped) throw error;
  }
  const restored = await stores.find(handle);
  if (!restored) throw storeNotFound(handle);
  return restored;
}

/** Thrown by a test's `onStep` to leave everything as a killed process would. */
export class Killed extends Error {
  override readonly name = 'Killed';
}

/**
 * Ends a restore that was interrupted: of the two databases the one that the registry does not name goes, and the store takes
 * orders again. For `recoverStores`, and for the next restore of the store.
 */
export async function settleRestore(
  lease: JobLease,
  restoring: Pick<StoreRestoring, 'platform' | 'provisioning' | 'connect' | 'sealer'>,
): Promise<void> {
  const { handle, storeId, detail } = lease.job;
  const store = await storeRepository(restoring.platform).find(handle);
  await lease.step('settle', async () => {
    const mine = store?.id === storeId ? store : undefined;
    for (const name of [detail['databaseName'], detail['replaced']])
      if (typeof name === 'string' && name !== mine?.databaseName) await restoring.provisioning.destroy(name);
    const live = mine && (await liveDatabase(mine, restoring));
    try {
      if (live) await unfence(live);
    } finally {
      live?.close();
    }
  });
  await lease.finish();
}

/** The database a store has now, on a connection of its own; undefined when it is lost, which a restore is there for. */
async function liveDatabase(
  store: RegisteredStore,
  { provisioning, connect, sealer }: Pick<StoreRestoring, 'provisioning' | 'connect' | 'sealer'>,
): Promise<Database | undefined> {
  if (!(await provisioning.exists(store.databaseName))) return undefined;
  const database = openStoreDatabase(await addressOf(store, sealer), connect);
  try {
    await readVersions(database);
    return database;
  } catch (error) {
    database.close();
    const broken = error instanceof Error && /SQLITE_(CORRUPT|NOTADB)|malformed|not a database/i.test(error.message);
    if (broken) return undefined;
    throw error;
  }
}

async function hold(store: RegisteredStore, restoring: StoreRestoring): Promise<JobLease> {
  const { platform, now = () => new Date() } = restoring;
  const jobs = storeJobRepository(platform);
  const { id: storeId, handle } = store;
  for (let attempt = 1; attempt <= 2; attempt += 1) {
    const lease = await beginJob(jobs, { kind: 'restore', storeId, handle }, { now });
    if (lease) return lease;
    const other = await jobs.find(handle);
    if (await endKilledBackup(handle, restoring)) continue;
    const abandoned = other?.kind === 'restore' ? await takeOverJob(jobs, other, { now }) : undefined;
    if (!abandoned) break;
    await settleRestore(abandoned, restoring);
  }
  throw new StoreError(
    'store_busy',
    `Other work on the store "${handle}" is under way. If it was interrupted, try again in a minute.`,
  );
}
