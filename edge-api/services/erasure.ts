import { eraseBackups } from '../adapters/backups/erase-backups.ts';
import { addressOf, type StoreMaking } from '../adapters/provisioning/create-store.ts';
import { purgeStore } from '../adapters/provisioning/purge-store.ts';
import { storeNotFound } from '../adapters/provisioning/store-error.ts';
import { openStoreDatabase } from '../db/open.ts';
import { mentionsOf } from '../repositories/mentions.ts';
import { type RegisteredStore, storeRepository } from '../repositories/stores.ts';
import { ApiError } from './errors.ts';
import { told } from './told.ts';

/** One thing that was looked for after a store was erased, and what of it was found. */
export interface Finding {
  /** Such as "database" or "media". */
  readonly what: string;
  /** What is still there, in words; empty is the proof. */
  readonly left: readonly string[];
}

/** What was looked for, and whether nothing was found. */
export interface ErasureProof {
  readonly storeId: string;
  readonly handle: string;
  readonly erased: boolean;
  readonly findings: readonly Finding[];
}

/** Erases a store that was deleted, without waiting for the end of its grace, and looks for all that was kept of it. */
export type EraseStore = (handle: string, how: { keepBackups: boolean }) => Promise<ErasureProof>;

export const eraseStore =
  (making: StoreMaking): EraseStore =>
  (handle, { keepBackups }) =>
    told(async () => {
      const store = await storeRepository(making.platform).find(handle);
      if (!store) throw storeNotFound(handle);
      // Two requests, so that one mistaken in the handle ends nothing.
      if (store.status !== 'deleted')
        throw new ApiError('store_invalid', `The store "${handle}" is not deleted. Delete it first.`);
      await purgeStore(handle, making, { keepBackups });
      return proveErased(store, making, { keepBackups });
    });

/** Tables whose rows outlive a store: who erased it has to stay known, and a repeated request must not make it again. */
const OUTLIVE = ['audit_log', 'store_requests'];

/**
 * Looks for everything that was kept of a store, which is given as the registry had it: its database, under its name and at
 * its address; its id in every table of the platform but the audit log; and what each eraser can see.
 */
export async function proveErased(
  store: RegisteredStore,
  { platform, provisioning, connect, sealer, erasers = [], storage }: StoreMaking,
  { keepBackups = false }: { keepBackups?: boolean } = {},
): Promise<ErasureProof> {
  const { id, handle, databaseName } = store;
  const findings: Finding[] = [
    { what: 'database', left: (await provisioning.exists(databaseName)) ? [databaseName] : [] },
    { what: 'its address', left: await answering() },
  ];
  const except = keepBackups ? [...OUTLIVE, 'store_backups'] : OUTLIVE;
  const mentions = await mentionsOf(platform, id, except);
  findings.push({ what: 'registry', left: mentions.map(({ table, rows }) => `${rows} in ${table}`) });
  const backups = storage && !keepBackups ? [eraseBackups(platform, storage)] : [];
  for (const { name, left } of [...erasers, ...backups])
    if (left) findings.push({ what: name, left: await left(store) });
  return { storeId: id, handle, erased: findings.every(({ left }) => left.length === 0), findings };

  async function answering(): Promise<string[]> {
    try {
      const database = openStoreDatabase(await addressOf(store, sealer), connect);
      await database.first('SELECT 1').finally(() => database.close());
      return [store.databaseUrl];
    } catch {
      return [];
    }
  }
}
