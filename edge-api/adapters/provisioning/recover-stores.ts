import { type StoreJob, type StoreJobKind, storeJobRepository } from '../../repositories/store-jobs.ts';
import { storeRepository } from '../../repositories/stores.ts';
import { settleBackup } from '../backups/backup-job.ts';
import { rollBack, type StoreMaking } from './create-store.ts';
import { purgeExpired, runPurge } from './purge-store.ts';
import { settleRestore } from './restore-store.ts';
import { type JobLease, takeOverJob } from './store-job.ts';

/** What recovering stores needs. */
export interface StoreRecovery extends StoreMaking {
  /** Days between the deletion of a store and its purge. */
  readonly graceDays: number;
}

/** What was found and done. */
export interface RecoveryReport {
  /** Interrupted jobs that were ended. */
  readonly recovered: readonly Pick<StoreJob, 'storeId' | 'handle' | 'kind' | 'step'>[];
  /** Deleted stores whose grace had run out, now gone. */
  readonly purged: readonly { readonly storeId: string; readonly handle: string }[];
  /** What could not be done now; the next run tries again. */
  readonly failed: readonly { readonly handle: string; readonly error: unknown }[];
}

const DAY_MS = 86_400_000;
/** Before any deletion: only what is being purged already is purged. */
const NEVER = '';

/**
 * Ends what attempts that were killed have left: a store half made is taken back, a restore is settled,
 * a purge is carried on, half a backup is removed. Then it purges
 * deleted stores whose grace has run out. Safe to run at any time and by several processes at once.
 */
export async function recoverStores(recovery: StoreRecovery): Promise<RecoveryReport> {
  const { platform, provisioning, now = () => new Date() } = recovery;
  const jobs = storeJobRepository(platform);
  // Each goes on or takes back what was done, and finishes the lease; what throws is tried again by the next run.
  const back = (lease: JobLease) => rollBack(lease, provisioning);
  const recoverers: Readonly<Record<StoreJobKind, (lease: JobLease) => Promise<unknown>>> = {
    create: back,
    clone: back,
    restore: (lease) => settleRestore(lease, recovery),
    backup: (lease) => settleBackup(lease, recovery),
    // Killed before there was no way back, it has not begun, and the store may have been brought back since.
    purge: (lease) => runPurge(lease, recovery, NEVER),
  };
  const recovered: Pick<StoreJob, 'storeId' | 'handle' | 'kind' | 'step'>[] = [];
  const purged: { storeId: string; handle: string }[] = [];
  const failed: { handle: string; error: unknown }[] = [];

  await eachPage(
    (after) => jobs.listStale(now().toISOString(), { after }),
    async (job) => {
      const lease = await takeOverJob(jobs, job, { now });
      if (!lease) return;
      await recoverers[job.kind](lease);
      recovered.push({ storeId: job.storeId, handle: job.handle, kind: job.kind, step: job.step });
    },
    failed,
  );
  const deletedBefore = new Date(now().getTime() - recovery.graceDays * DAY_MS).toISOString();
  const stores = storeRepository(platform);
  await eachPage(
    (after) => stores.listToPurge(deletedBefore, { after }),
    async (store) => {
      if (await purgeExpired(store, deletedBefore, recovery)) purged.push({ storeId: store.id, handle: store.handle });
    },
    failed,
  );
  return { recovered, purged, failed };
}

/**
 * Databases that belong to no store and to no work on one. Nothing of ours leaves one behind, so they are only told of: who
 * put them there may want them. Empty where the place of the databases cannot list them.
 */
export async function strayDatabases({
  platform,
  provisioning,
}: Pick<StoreMaking, 'platform' | 'provisioning'>): Promise<readonly string[]> {
  // Listed first: what is made meanwhile is then in the registry before anybody looks for it there.
  const names = (await provisioning.list?.()) ?? [];
  return storeRepository(platform).withoutStore(names);
}

async function eachPage<Item extends { readonly handle: string }>(
  page: (after: string) => Promise<readonly Item[]>,
  work: (item: Item) => Promise<void>,
  failed: { handle: string; error: unknown }[],
): Promise<void> {
  for (let after = ''; ;) {
    const items = await page(after);
    for (const item of items) {
      await work(item).catch((error: unknown) => failed.push({ handle: item.handle, error }));
      after = item.handle;
    }
    if (items.length === 0) return;
  }
}
