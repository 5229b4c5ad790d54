import { z } from 'zod';
import type { Database, PlatformDatabase } from '../db/database.ts';
import type { StoreJob } from './store-jobs.ts';
import { dataTables, quoted } from './archive-tables.ts';

/** Where a store's database is, as the registry keeps it. */
export interface DatabaseEntry {
  readonly databaseName: string;
  readonly databaseUrl: string;
  readonly sealedToken: string | null;
  readonly tokenKeyId: string | null;
  /** The last migration it has run. */
  readonly schemaVersion: string;
}

/** Puts another database in a store's place, in one statement; false when the job is another's or the store is being erased. */
export async function replaceDatabase(
  platform: PlatformDatabase,
  { id, owner, storeId }: Pick<StoreJob, 'id' | 'owner' | 'storeId'>,
  entry: DatabaseEntry,
  now: string,
): Promise<boolean> {
  const changed = await platform.run(
    `UPDATE stores SET database_name = :databaseName, database_url = :databaseUrl, database_token = :sealedToken,
       token_key_id = :tokenKeyId, schema_version = :schemaVersion, updated_at = :now
     WHERE id = :storeId AND purging_since IS NULL
       AND EXISTS (SELECT 1 FROM store_jobs WHERE id = :id AND owner = :owner)`,
    { id, owner, storeId, now, ...entry },
  );
  return changed > 0;
}

const FENCE = 'vitrine_moved_';
/** What a fenced database says to whoever writes; see `isAbort`. */
export const MOVED = 'store_moved';

/**
 * Lets nobody write into a database any more: for some seconds, after which it opens itself again should whoever closed it
 * have been killed, or for good. What is written after this moment would be lost with the database.
 */
export async function fence(database: Database, seconds: number | null): Promise<void> {
  const tables = await dataTables(database);
  const row = await database.first('SELECT unixepoch() AS now');
  const until = z.int().parse(row?.['now']) + (seconds ?? 0);
  const only = seconds === null ? '' : `WHEN unixepoch() < ${until}`;
  const names = tables.flatMap(({ name }) =>
    ['INSERT', 'UPDATE', 'DELETE'].map((verb) => ({ table: name, verb, name: `${FENCE}${name}_${verb}` })),
  );
  await database.write(
    names.flatMap(({ table, verb, name }) => [
      { sql: `DROP TRIGGER IF EXISTS ${quoted(name)}` },
      {
        sql: `CREATE TRIGGER ${quoted(name)} BEFORE ${verb} ON ${quoted(table)} ${only}
          BEGIN SELECT RAISE(ABORT, 'vitrine:${MOVED}'); END`,
      },
    ]),
  );
}

/** Opens a fenced database again; fine when it is open. */
export async function unfence(database: Database): Promise<void> {
  const rows = await database.all(
    `SELECT name FROM sqlite_schema WHERE type = 'trigger' AND substr(name, 1, ${FENCE.length}) = ?`,
    [FENCE],
  );
  if (rows.length > 0) await database.write(rows.map(({ name }) => ({ sql: `DROP TRIGGER ${quoted(String(name))}` })));
}

const VersionRow = z.object({ catalogue: z.int(), price: z.int(), pages: z.int(), currency: z.string() });
/** How far a store has counted, and its currency. */
export type StoreVersions = z.infer<typeof VersionRow>;

export async function readVersions(database: Database): Promise<StoreVersions> {
  return VersionRow.parse({
    ...(await database.first(
      `SELECT catalogue_version AS catalogue, price_version AS price, pages_version AS pages, currency
       FROM store_state WHERE id = 1`,
    )),
  });
}

/** Versions that were shown before; none of what is left out. */
export type ShownVersions = Partial<Pick<StoreVersions, 'catalogue' | 'price' | 'pages'>>;

/** Makes restored data a store's own: its handle, and versions above every one that was ever shown under it. */
export async function adopt(
  database: Database,
  { handle, name, above }: { handle: string; name?: string; above: ShownVersions },
): Promise<void> {
  const { catalogue = 0, price = 0, pages = 0 } = above;
  await database.run(
    `UPDATE store_state SET handle = :handle, name = coalesce(:name, name),
       catalogue_version = max(catalogue_version, :catalogue) + 1, price_version = max(price_version, :price) + 1,
       pages_version = max(pages_version, :pages) + 1
     WHERE id = 1`,
    { handle, name: name ?? null, catalogue, price, pages },
  );
}

/** Takes out of a copy what belongs to the store it was copied from: open carts, work still to be done, whom it tells and mails. */
export async function forgetCarts(database: Database): Promise<void> {
  const tables = ['carts', 'outbox', 'messages', 'webhook_deliveries', 'webhook_events', 'webhook_endpoints'];
  await database.write(tables.map((table) => ({ sql: `DELETE FROM ${table}` })));
}
