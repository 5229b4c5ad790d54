import { writeFileSync } from 'node:fs';
import type { Databases } from '../edge-api/adapters/provisioning/compose.node.ts';
import { createStore } from '../edge-api/adapters/provisioning/create-store.ts';
import { purgeStore } from '../edge-api/adapters/provisioning/purge-store.ts';
import { recoverStores } from '../edge-api/adapters/provisioning/recover-stores.ts';
import { StoreError } from '../edge-api/adapters/provisioning/store-error.ts';
import type { Database } from '../edge-api/db/database.ts';
import { migrate, type Migration } from '../edge-api/db/migrate.ts';
import { syncDatabasePath } from '../edge-api/sync/storage.node.ts';
import { cloneOnce, restoreOnce } from './store-soak-backups.ts';
import { storeMigrations } from '../migrations/index.ts';

/** Migrations of releases to come: each makes a table and fills it, so that half of one would show. */
const TO_COME: readonly Migration[] = [1, 2, 3, 4].map((number) => ({
  name: `9${String(number).padStart(3, '0')}_soak`,
  checksum: String(number),
  sql: `CREATE TABLE soak_${number} (n INTEGER NOT NULL) STRICT;
    INSERT INTO soak_${number} SELECT value FROM json_each('[${Array.from({ length: 200 }, (_, n) => n).join(',')}]');
    CREATE INDEX soak_${number}_n ON soak_${number} (n);
    DELETE FROM soak_${number} WHERE n >= 100;`,
}));

/** All migrations a store of the soak may have run. */
export const soakMigrations: readonly Migration[] = [...storeMigrations, ...TO_COME];

/** What is wrong with the schema of a store that was killed while it was upgraded: its records and its tables must agree. */
export async function schemaFaults(database: Database): Promise<string[]> {
  const applied = new Set((await database.all('SELECT name FROM _migrations')).map((row) => String(row['name'])));
  const faults = storeMigrations.filter(({ name }) => !applied.has(name)).map(({ name }) => `${name} has not run`);
  for (const [index, { name }] of TO_COME.entries()) {
    const table = `soak_${index + 1}`;
    const objects = await database.all('SELECT name FROM sqlite_schema WHERE tbl_name = ?', [table]);
    const rows = objects.length > 0 ? await database.first(`SELECT count(*) AS n FROM ${table}`) : { n: 0 };
    const seen = `${objects.length} objects, ${String(rows?.['n'])} rows`;
    if (seen !== (applied.has(name) ? '2 objects, 100 rows' : '0 objects, 0 rows')) faults.push(`${name}: ${seen}`);
  }
  return faults;
}

interface Chance {
  readonly random: () => number;
  readonly recoverMs: number;
}

/** Does something to the store of a handle; false when the store is not as that needs it. */
export type Operation = (databases: SoakDatabases, handle: string, chance: Chance) => Promise<boolean>;

/** The databases, and the folder they are in. */
export interface SoakDatabases extends Databases {
  readonly data: string;
}

const DAY_MS = 86_400_000;
const GRACE_DAYS = 30;

/** Refusals of work that does not fit the store as it is now are expected; everything else is a fault. */
async function unlessRefused(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if (error instanceof StoreError && error.code !== 'store_busy' && error.code !== 'store_being_created')
      return false;
    throw error;
  }
}

/** All that may be interrupted. What is added here is killed, recovered and checked like the rest. */
export const OPERATIONS = {
  async create(databases, handle) {
    let appId = '';
    const made = await unlessRefused(
      createStore({ handle, name: handle, currency: 'EUR', locale: 'en' }, databases).then((store) => {
        appId = store.instantAppId;
      }),
    );
    // The embedded sync server keeps its live carts in a file that has to go with it.
    if (made) writeFileSync(syncDatabasePath(databases.data, appId), 'carts');
    return made;
  },

  purge: (databases, handle) => unlessRefused(purgeStore(handle, databases)),

  async suspend({ stores }, handle) {
    const store = await stores.find(handle);
    return store !== undefined && stores.suspend(store.id, new Date().toISOString());
  },

  async resume({ stores }, handle) {
    const store = await stores.find(handle);
    return store !== undefined && stores.resume(store.id, new Date().toISOString());
  },

  /** Deletes a store, sometimes so long ago that its grace is over. */
  async delete({ stores }, handle, { random }) {
    const store = await stores.find(handle);
    const at = Date.now() - (random() < 0.5 ? GRACE_DAYS + 1 : 0) * DAY_MS;
    return store !== undefined && stores.markDeleted(store.id, new Date(at).toISOString());
  },

  async migrate(databases, handle, { random }) {
    const store = await databases.stores.find(handle);
    if (!store || store.status === 'deleted') return false;
    const database = databases.connect({ url: store.databaseUrl });
    try {
      const ran = await database.all('SELECT name FROM _migrations');
      const upTo = Math.min(soakMigrations.length, ran.length + 1 + Math.floor(random() * 2));
      return (await migrate(database, soakMigrations.slice(0, upTo))).length > 0;
    } finally {
      database.close();
    }
  },

  restore: (databases, handle) => restoreOnce(databases, handle, soakMigrations),

  clone: (databases, handle) => cloneOnce(databases, handle, soakMigrations),

  async recover(databases, _handle, { recoverMs }) {
    const { failed } = await recoverStores({
      ...databases,
      graceDays: GRACE_DAYS,
      now: () => new Date(Date.now() + recoverMs),
    });
    if (failed[0]) throw failed[0].error;
    return true;
  },
} as const satisfies Record<string, Operation>;

export type OperationName = keyof typeof OPERATIONS;
