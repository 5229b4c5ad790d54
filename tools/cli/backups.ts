import type { Databases } from '../../edge-api/adapters/provisioning/compose.node.ts';
import { backupRepository, type StoredBackup } from '../../edge-api/repositories/backups.ts';
import type { RegisteredStore } from '../../edge-api/repositories/stores.ts';
import { type BackupService, backupService } from '../../edge-api/services/backups.ts';
import { printableInLine } from './terminal.ts';

/** The backups of these databases. */
export const backupsOf = (databases: Databases): BackupService =>
  backupService({ storage: null, ...databases, backups: backupRepository(databases.platform) });

/** Every store that is not deleted, by handle. */
export async function openStores({ stores }: Databases): Promise<RegisteredStore[]> {
  const all: RegisteredStore[] = [];
  for (let after = ''; ;) {
    const page = await stores.list({ after, limit: 500 });
    const last = page.at(-1);
    if (!last) return all.filter(({ status }) => status !== 'deleted');
    all.push(...page);
    after = last.handle;
  }
}

/** A backup in one line. */
export const lineOf = ({ id, handle, createdAt, bytes, note }: StoredBackup): string =>
  `${id}  ${createdAt.slice(0, 19)}Z  ${sizeOf(bytes).padStart(9)}  ${handle}${note === '' ? '' : `  ${printableInLine(note)}`}`;

const sizeOf = (bytes: number): string =>
  bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;

/** What programs are told of a backup; where its bytes are is nobody's business. */
export const shownBackup = ({ location: _location, ...backup }: StoredBackup) => backup;
