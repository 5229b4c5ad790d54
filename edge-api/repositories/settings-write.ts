import { z } from 'zod';
import type { Database } from '../db/database.ts';

const Row = z.object({ text: z.string(), currency: z.string() });

/** Settings as the merchant has written them. */
export interface SettingsRepository {
  /** The JSON as it is kept, and the store's own currency. */
  read(): Promise<z.infer<typeof Row>>;
  /**
   * Replaces `before`; false when it is no longer what is kept. What was priced and shown before is out of date from then on:
   * both versions move in the same statement.
   */
  replace(before: string, after: string): Promise<boolean>;
}

export function settingsRepository(db: Database): SettingsRepository {
  return {
    read: async () => Row.parse(await db.first('SELECT settings AS text, currency FROM store_state WHERE id = 1')),
    async replace(before, after) {
      const [written] = await db.write([
        {
          sql: `UPDATE store_state SET settings = ?, price_version = price_version + 1, catalogue_version = catalogue_version + 1
                WHERE id = 1 AND settings = ?`,
          args: [after, before],
        },
      ]);
      return written?.rowsAffected === 1;
    },
  };
}
