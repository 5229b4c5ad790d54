import { z } from 'zod';
import type { Database, SqlRow, Statement } from '../db/database.ts';
import { json } from './columns.ts';
import { StoreSettings } from './settings.ts';

/** The one row about the store itself; it travels with every page of the catalogue. */
export const readState: Statement = {
  sql: `SELECT catalogue_version AS "catalogueVersion", price_version AS "priceVersion",
               handle, name, currency, locale, settings
        FROM store_state WHERE id = 1`,
};

const StateRow = z.object({
  catalogueVersion: z.int(),
  priceVersion: z.int(),
  handle: z.string(),
  name: z.string(),
  currency: z.string(),
  locale: z.string(),
  settings: json(StoreSettings),
});
export type StoreState = z.infer<typeof StateRow>;

/** Parses the rows of `readState`. */
export const parseState = (rows: readonly SqlRow[] | undefined): StoreState => StateRow.parse(rows?.[0]);

export interface StateRepository {
  get(): Promise<StoreState>;
  /** The version that ETags carry: the cheapest question a store can be asked. */
  catalogueVersion(): Promise<number>;
  /** The same of pages, sections and themes. */
  pagesVersion(): Promise<number>;
  /** Another whenever anything has changed that a visitor could see. */
  stamp(): Promise<string>;
}

export function stateRepository(db: Database): StateRepository {
  return {
    get: async () => parseState(await db.all(readState.sql)),
    async catalogueVersion() {
      const row = await db.first('SELECT catalogue_version AS version FROM store_state WHERE id = 1');
      return z.int().parse(row?.['version']);
    },
    async pagesVersion() {
      const row = await db.first('SELECT pages_version AS version FROM store_state WHERE id = 1');
      return z.int().parse(row?.['version']);
    },
    async stamp() {
      const row = await db.first(
        `SELECT catalogue_version || '.' || price_version || '.' || pages_version AS stamp FROM store_state WHERE id = 1`,
      );
      return z.string().parse(row?.['stamp']);
    },
  };
}
