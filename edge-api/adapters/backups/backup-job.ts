import { backupRepository } from '../../repositories/backups.ts';
import { storeJobRepository } from '../../repositories/store-jobs.ts';
import type { RegisteredStore } from '../../repositories/stores.ts';
import type { StoreMaking } from '../provisioning/create-store.ts';
import { StoreError } from '../provisioning/store-error.ts';
import { beginJob, type JobLease, takeOverJob } from '../provisioning/store-job.ts';

/** What holding a store for a backup needs. */
export type BackupHolding = Pick<StoreMaking, 'platform' | 'storage' | 'now'>;

/** Where a backup of a store is kept. */
export const locationOf = (storeId: string, id: string): string => `${storeId}/${id}.ndjson.gz`;

/** Holds a store for a backup of this id: until it is settled, nobody purges it or puts it back. Throws `store_busy`. */
export async function beginBackup({ id: storeId, handle }: RegisteredStore, id: string, holding: BackupHolding) {
  const jobs = storeJobRepository(holding.platform);
  const how = holding.now ? { now: holding.now } : {};
  const begin = () => beginJob(jobs, { kind: 'backup', storeId, handle, detail: { backup: id } }, how);
  const lease = (await begin()) ?? ((await endKilledBackup(handle, holding)) ? await begin() : undefined);
  if (lease) return lease;
  throw new StoreError(
    'store_busy',
    `Other work on the store "${handle}" is under way. If it was interrupted, try again in a minute.`,
  );
}

/** Ends the backup of a store whose attempt was killed; false when there is none. */
export async function endKilledBackup(handle: string, holding: BackupHolding): Promise<boolean> {
  const jobs = storeJobRepository(holding.platform);
  const other = await jobs.find(handle);
  if (other?.kind !== 'backup') return false;
  const lease = await takeOverJob(jobs, other, holding.now ? { now: holding.now } : {});
  if (lease) await settleBackup(lease, holding);
  return lease !== undefined;
}

/** Removes what a backup wrote that was not listed, and lets its store go. */
export async function settleBackup(lease: JobLease, { platform, storage }: BackupHolding): Promise<void> {
  const { storeId, detail } = lease.job;
  const id = typeof detail['backup'] === 'string' ? detail['backup'] : '';
  if (storage && id !== '' && !(await backupRepository(platform).find(id)))
    await lease.step('settle', async () => {
      for (const name of await storage.list(storeId))
        if (name.startsWith(`${storeId}/${id}.`)) await storage.delete(name);
    });
  await lease.finish();
}
