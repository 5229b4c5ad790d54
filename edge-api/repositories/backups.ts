import { z } from 'zod';
import { ArchiveFiles, ArchiveParts, TableSum } from '../contract/archive.ts';
import type { PlatformDatabase } from '../db/database.ts';
import { json } from './columns.ts';

const COLUMNS = `id, store_id AS "storeId", handle, location, bytes, sha256, summary, note, created_at AS "createdAt"`;

/** What a restore of a backup has to find. */
const Summary = z.object({
  parts: ArchiveParts,
  /** Name of the last migration its store had run. */
  schema: z.string(),
  tables: z.record(z.string(), TableSum),
  files: ArchiveFiles.optional(),
});

const BackupRow = z.object({
  id: z.string(),
  storeId: z.string(),
  handle: z.string(),
  location: z.string(),
  bytes: z.int(),
  sha256: z.string(),
  summary: json(Summary),
  note: z.string(),
  createdAt: z.string(),
});
/** A backup as the registry knows it. Times are UTC, ISO 8601. */
export type StoredBackup = z.infer<typeof BackupRow>;

/** Which backups there are; their bytes are where the port for them keeps them. */
export interface BackupRepository {
  find(id: string): Promise<StoredBackup | undefined>;
  /** Newest first; null for those of every store, also of stores that are gone. */
  list(storeId: string | null): Promise<StoredBackup[]>;
  /** False when the store is gone, or is being erased. */
  add(backup: StoredBackup): Promise<boolean>;
  remove(id: string): Promise<boolean>;
  /** Forgets all backups of a store. */
  removeAll(storeId: string): Promise<void>;
}

export function backupRepository(platform: PlatformDatabase): BackupRepository {
  return {
    async find(id) {
      const row = await platform.first(`SELECT ${COLUMNS} FROM store_backups WHERE id = ?`, [id]);
      return row && BackupRow.parse(row);
    },
    async list(storeId) {
      const rows = await platform.all(
        `SELECT ${COLUMNS} FROM store_backups WHERE ? IS NULL OR store_id = ? ORDER BY id DESC`,
        [storeId, storeId],
      );
      return rows.map((row) => BackupRow.parse(row));
    },
    add: async ({ summary, ...backup }) =>
      (await platform.run(
        `INSERT INTO store_backups (id, store_id, handle, location, bytes, sha256, summary, note, created_at)
         SELECT :id, :storeId, :handle, :location, :bytes, :sha256, :summary, :note, :createdAt
         WHERE EXISTS (SELECT 1 FROM stores WHERE id = :storeId AND purging_since IS NULL)`,
        { ...backup, summary: JSON.stringify(summary) },
      )) > 0,
    remove: async (id) => (await platform.run('DELETE FROM store_backups WHERE id = ?', [id])) > 0,
    async removeAll(storeId) {
      await platform.run('DELETE FROM store_backups WHERE store_id = ?', [storeId]);
    },
  };
}
