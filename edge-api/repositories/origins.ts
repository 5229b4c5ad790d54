import { z } from 'zod';
import type { PlatformDatabase } from '../db/database.ts';
import { type AuditEntry, auditStatement } from './audit.ts';
import { json } from './columns.ts';

const Row = z.object({ origins: json(z.array(z.string())) });

/** Which origins' pages may write to a store; none listed means every one. */
export interface OriginRepository {
  read(storeId: string): Promise<readonly string[]>;
  /** Those of the store that has this app of the sync server; undefined when no open store has it. */
  readOfApp(instantAppId: string): Promise<readonly string[] | undefined>;
  /** With an entry of the log, which is written in the same transaction. */
  write(storeId: string, origins: readonly string[], now: string, entry?: AuditEntry): Promise<void>;
}

export function originRepository(platform: PlatformDatabase): OriginRepository {
  return {
    async read(storeId) {
      const row = await platform.first('SELECT allowed_origins AS origins FROM stores WHERE id = ?', [storeId]);
      return Row.parse(row).origins;
    },
    async readOfApp(instantAppId) {
      const row = await platform.first(
        `SELECT allowed_origins AS origins FROM stores WHERE instant_app_id = ? AND status IN ('active', 'trial')`,
        [instantAppId],
      );
      return row && Row.parse(row).origins;
    },
    async write(storeId, origins, now, entry) {
      const update = {
        sql: 'UPDATE stores SET allowed_origins = ?, updated_at = ? WHERE id = ?',
        args: [JSON.stringify(origins), now, storeId],
      };
      await platform.write([update, ...(entry ? [auditStatement(entry)] : [])]);
    },
  };
}
