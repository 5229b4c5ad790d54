import { storeJobRepository } from '../../repositories/store-jobs.ts';
import { type RegisteredStore, storeRepository } from '../../repositories/stores.ts';
import { endKilledBackup } from '../backups/backup-job.ts';
import { eraseBackups } from '../backups/erase-backups.ts';
import type { StoreMaking } from './create-store.ts';
import { StoreError, storeNotFound } from './store-error.ts';
import { beginJob, type JobLease, takeOverJob } from './store-job.ts';

/** What ending a store needs. */
export type StorePurging = Pick<StoreMaking, 'platform' | 'provisioning' | 'erasers' | 'storage' | 'now'>;

/**
 * Removes a store for good, data and all, and proves that its database is gone. Killed at any step, it is carried on by the
 * next call or by `recoverStores`; from its first step on there is no way back.
 */
export async function purgeStore(
  handle: string,
  purging: StorePurging,
  { keepBackups = false }: { keepBackups?: boolean } = {},
): Promise<void> {
  const store = await storeRepository(purging.platform).find(handle);
  if (!store) throw storeNotFound(handle);
  const lease = await hold(store, purging, keepBackups);
  if (!lease) {
    throw new StoreError(
      'store_busy',
      `Other work on the store "${handle}" is under way. If it was interrupted, try again in a minute.`,
    );
  }
  await runPurge(lease, purging);
}

/** Purges a deleted store if its grace ended before a time, or its purge was begun; false when it was not purged. */
export async function purgeExpired(
  store: RegisteredStore,
  deletedBefore: string,
  purging: StorePurging,
): Promise<boolean> {
  const lease = await hold(store, purging);
  return lease !== undefined && runPurge(lease, purging, deletedBefore);
}

/**
 * Goes through the steps of a purge, each of which may have been done before. With `deletedBefore`, a store that was brought
 * back meanwhile stays: then it answers false.
 */
export async function runPurge(
  lease: JobLease,
  { platform, provisioning, erasers = [], storage, now = () => new Date() }: StorePurging,
  deletedBefore?: string,
): Promise<boolean> {
  const stores = storeRepository(platform);
  const { storeId, handle, detail } = lease.job;
  const begun = await lease.step('close', () => stores.beginPurge(storeId, now().toISOString(), deletedBefore));
  const store = await stores.find(handle);
  if (!begun || !store) {
    await lease.finish();
    return false;
  }
  // Whoever carries a purge on does as whoever began it was asked to.
  const backups = storage && detail['keepBackups'] !== true ? [eraseBackups(platform, storage)] : [];
  for (const { name, erase } of [...erasers, ...backups]) await lease.step(`erase ${name}`, () => erase(store));
  await lease.step('erase database', async () => {
    await provisioning.destroy(store.databaseName);
    if (await provisioning.exists(store.databaseName)) throw new Error(`The database of "${handle}" is still there.`);
  });
  await lease.renew();
  if (!(await stores.forget(lease.job))) await lease.renew();
  return true;
}

async function hold(
  { id, handle }: RegisteredStore,
  { platform, storage = null, now = () => new Date() }: StorePurging,
  keepBackups = false,
): Promise<JobLease | undefined> {
  const jobs = storeJobRepository(platform);
  const begin = () => beginJob(jobs, { kind: 'purge', storeId: id, handle, detail: { keepBackups } }, { now });
  const lease =
    (await begin()) ?? ((await endKilledBackup(handle, { platform, storage, now })) ? await begin() : undefined);
  if (lease) return lease;
  const other = await jobs.find(handle);
  return other?.kind === 'purge' ? takeOverJob(jobs, other, { now }) : undefined;
}
