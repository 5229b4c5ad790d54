import { z } from 'zod';
import { SearchSettings } from '../contract/search-settings.ts';
import type { Database, SqlRow, Statement } from '../db/database.ts';
import { json } from './columns.ts';

/** The version of what a merchant steers search with: cheap, to join a batch that a search makes anyway. */
export const readSettingsVersion: Statement = {
  sql: 'SELECT version AS "settingsVersion" FROM search_settings WHERE id = 1',
};

/** Parses the rows of `readSettingsVersion`. */
export const parseSettingsVersion = (rows: readonly SqlRow[] | undefined): number =>
  z.int().parse(rows?.[0]?.['settingsVersion']);

const Row = z.object({ version: z.int(), updatedAt: z.string().nullable(), settings: json(SearchSettings) });
/** Settings with the number of their last change; the time is UTC, ISO 8601, and null before the first. */
export type StoredSearchSettings = z.infer<typeof Row>;

/** How a merchant steers search. */
export interface SearchSettingsRepository {
  read(): Promise<StoredSearchSettings>;
  /**
   * Replaces all of it, unless the version there is not the one given; answers the new version, or undefined when nothing
   * was written. Whatever shows a catalogue is told by its version, in the same transaction.
   */
  write(settings: SearchSettings, from: number, now: string): Promise<number | undefined>;
  /** Those of these handles that no product has. */
  unknownHandles(handles: readonly string[]): Promise<Set<string>>;
}

export function searchSettingsRepository(db: Database): SearchSettingsRepository {
  return {
    async read() {
      const row = await db.first(
        `SELECT version, settings, updated_at AS "updatedAt" FROM search_settings WHERE id = 1`,
      );
      return Row.parse(row);
    },

    async write(settings, from, now) {
      const [written] = await db.write([
        {
          sql: `UPDATE search_settings SET version = version + 1, settings = ?, updated_at = ?
                WHERE id = 1 AND version = ?`,
          args: [JSON.stringify(settings), now, from],
        },
        { sql: 'UPDATE store_state SET catalogue_version = catalogue_version + 1 WHERE id = 1 AND changes() > 0' },
      ]);
      return written?.rowsAffected ? from + 1 : undefined;
    },

    async unknownHandles(handles) {
      const rows = await db.all(
        `SELECT DISTINCT h.value AS handle FROM json_each(?) h
         WHERE NOT EXISTS (SELECT 1 FROM products p WHERE p.handle = h.value)`,
        [JSON.stringify(handles)],
      );
      return new Set(rows.map((row) => z.object({ handle: z.string() }).parse(row).handle));
    },
  };
}
