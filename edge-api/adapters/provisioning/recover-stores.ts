import { type StoreJob, type StoreJobKind, storeJobRepository } from '../../repositories/store-jobs.ts';
import { storeRepository } from '../../repositories/stores.ts';
import { rollBack, type StoreMaking } from './create-store.ts';
import { purgeExpired, runPurge } from './purge-store.ts';
import { type JobLease, takeOverJob } from './store-job.ts';

/** Ends an interrupted job, by going on or by taking back; it finishes the lease. Throws when it has to be tried again. */
export type Recoverer = (lease: JobLease) => Promise<void>;

/** What recovering stores needs. */
export interface StoreRecovery extends StoreMaking {
  /** How jobs of other kinds than `create`, `clone` and `purge` are ended, or those in another way. */
  readonly recoverers?: Partial<Readonly<Record<StoreJobKind, Recoverer>>>;
  /** Days between the deletion of a store and its purge. */
  readonly graceDays: number;
}

/** What was found and done. */
export interface RecoveryReport {
  /** Interrupted jobs that were ended. */
  readonly recovered: readonly Pick<StoreJob, 'handle' | 'kind' | 'step'>[];
  /** Deleted stores whose grace had run out, now gone. */
  readonly purged: readonly string[];
  /** What could not be done now; the next run tries again. */
  readonly failed: readonly { readonly handle: string; readonly error: unknown }[];
}

const DAY_MS = 86_400_000;

/**
 * Ends what attempts that were killed have left: a store half made is taken back, a purge is carried on. Then it purges
 * deleted stores whose grace has run out. Safe to run at any time and by several processes at once.
 */
export async function recoverStores(recovery: StoreRecovery): Promise<RecoveryReport> {
  const { platform, provisioning, now = () => new Date() } = recovery;
  const jobs = storeJobRepository(platform);
  const back: Recoverer = (lease) => rollBack(lease, provisioning);
  const recoverers: Partial<Record<StoreJobKind, Recoverer>> = {
    create: back,
    clone: back,
    purge: async (lease) => void (await runPurge(lease, recovery)),
    ...recovery.recoverers,
  };
  const recovered: Pick<StoreJob, 'handle' | 'kind' | 'step'>[] = [];
  const purged: string[] = [];
  const failed: { handle: string; error: unknown }[] = [];

  await eachPage(
    (after) => jobs.listStale(now().toISOString(), { after }),
    async (job) => {
      const recover = recoverers[job.kind];
      if (!recover) throw new Error(`Nothing here ends a job of the kind "${job.kind}".`);
      const lease = await takeOverJob(jobs, job, { now });
      if (!lease) return;
      await recover(lease);
      recovered.push({ handle: job.handle, kind: job.kind, step: job.step });
    },
    failed,
  );
  const deletedBefore = new Date(now().getTime() - recovery.graceDays * DAY_MS).toISOString();
  const stores = storeRepository(platform);
  await eachPage(
    (after) => stores.listToPurge(deletedBefore, { after }),
    async (store) => {
      if (await purgeExpired(store, deletedBefore, recovery)) purged.push(store.handle);
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
