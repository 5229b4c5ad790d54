import type { PlatformDatabase } from '../../db/database.ts';
import { latestOf, migrate, MigrationError, type Migration } from '../../db/migrate.ts';
import { type Connect, openStoreDatabase } from '../../db/open.ts';
import { schemaVersionRepository } from '../../repositories/schema-versions.ts';
import { type RegisteredStore, storeRepository } from '../../repositories/stores.ts';
import { addressOf } from './create-store.ts';
import type { Sealer } from './sealing.ts';

/** How one store fared. */
export interface StoreUpgrade {
  readonly store: string;
  /** Names of the migrations that ran just now. */
  readonly ran: readonly string[];
  readonly error: { readonly code: string; readonly message: string } | null;
}

/** How all of them fared. */
export interface UpgradeReport {
  readonly stores: number;
  /** Not opened: the registry knows them to be up to date. */
  readonly skipped: number;
  readonly upgraded: number;
  readonly failed: readonly StoreUpgrade[];
}

export interface UpgradeOptions {
  readonly migrations: readonly Migration[];
  /** Stores worked on at a time. */
  readonly parallel?: number;
  /** Opens every store, also those the registry knows to be up to date. */
  readonly check?: boolean;
  /** Told after each store. */
  readonly onStore?: (upgrade: StoreUpgrade, progress: { done: number; of: number }) => void;
}

/** Stores done before the registry is told, in one statement: what an interruption may do again. */
const NOTED_AT_ONCE = 50;

/**
 * Brings all stores that are not deleted up to date. A store that fails is reported and keeps no other from its turn.
 * Interrupted and run again, it goes on with the stores that are still behind.
 */
export async function migrateStores(
  databases: { readonly platform: PlatformDatabase; readonly connect: Connect; readonly sealer: Sealer },
  { migrations, parallel = 4, check = false, onStore }: UpgradeOptions,
): Promise<UpgradeReport> {
  const latest = latestOf(migrations);
  const schemas = schemaVersionRepository(databases.platform);
  const { stores, upToDate } = await schemas.count(latest);
  const of = check ? stores : stores - upToDate;
  let [done, upgraded] = [0, 0];
  const failed: StoreUpgrade[] = [];

  const queue = allStores(databases.platform, (store) => check || store.schemaVersion !== latest);
  const work = async () => {
    const ready: string[] = [];
    try {
      // One generator for all: each store is given to one of them.
      for (let next = await queue.next(); !next.done; next = await queue.next()) {
        const upgrade = await upgradeStore(databases, next.value, migrations);
        if (upgrade.error) failed.push(upgrade);
        else ready.push(next.value.id);
        if (upgrade.ran.length > 0) upgraded += 1;
        done += 1;
        onStore?.(upgrade, { done, of });
        if (ready.length >= NOTED_AT_ONCE) await schemas.noteAll(ready.splice(0), latest);
      }
    } finally {
      await schemas.noteAll(ready, latest);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, parallel) }, work));
  failed.sort((a, b) => (a.store < b.store ? -1 : 1));
  return { stores, skipped: stores - done, upgraded, failed };
}

/** Brings one store up to date; what goes wrong is told, not thrown. */
export async function upgradeStore(
  { connect, sealer }: { readonly connect: Connect; readonly sealer: Sealer },
  store: RegisteredStore,
  migrations: readonly Migration[],
): Promise<StoreUpgrade> {
  try {
    const database = openStoreDatabase(await addressOf(store, sealer), connect);
    try {
      return { store: store.handle, ran: await migrate(database, migrations), error: null };
    } finally {
      database.close();
    }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const code = error instanceof MigrationError ? error.code : 'store_unavailable';
    return { store: store.handle, ran: [], error: { code, message } };
  }
}

async function* allStores(
  platform: PlatformDatabase,
  wanted: (store: RegisteredStore) => boolean,
): AsyncGenerator<RegisteredStore, undefined> {
  const stores = storeRepository(platform);
  for (let after = ''; ;) {
    const page = await stores.list({ after, limit: 500 });
    for (const store of page) if (store.status !== 'deleted' && wanted(store)) yield store;
    const last = page.at(-1);
    if (!last) return undefined;
    after = last.handle;
  }
}
