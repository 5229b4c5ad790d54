import type { Database, PlatformDatabase } from '../db/database.ts';

/** What the registry believes of the schema of stores' databases; a hint, which a database that is opened corrects. */
export interface SchemaVersionRepository {
  /** Notes the last migration a store's database has run. Whoever puts another database in its place notes ''. */
  note(storeId: string, version: string): Promise<void>;
  /** Notes it for many at once. */
  noteAll(storeIds: readonly string[], version: string): Promise<void>;
  /** How many stores that are not deleted there are, and how many of them are known to be at this version. */
  count(version: string): Promise<{ stores: number; upToDate: number }>;
}

export function schemaVersionRepository(platform: PlatformDatabase): SchemaVersionRepository {
  const db: Database = platform;
  const noteAll = async (storeIds: readonly string[], version: string) => {
    if (storeIds.length === 0) return;
    await db.run(
      'UPDATE stores SET schema_version = ? WHERE schema_version <> ? AND id IN (SELECT value FROM json_each(?))',
      [version, version, JSON.stringify(storeIds)],
    );
  };
  return {
    note: (storeId, version) => noteAll([storeId], version),
    noteAll,
    async count(version) {
      const row = await db.first(
        `SELECT count(*) AS stores, coalesce(sum(schema_version = ?), 0) AS "upToDate"
         FROM stores WHERE status NOT IN ('creating', 'deleted')`,
        [version],
      );
      return { stores: Number(row?.['stores']), upToDate: Number(row?.['upToDate']) };
    },
  };
}
