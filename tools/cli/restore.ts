import { statSync } from 'node:fs';
import { read } from '../../edge-api/adapters/backups/folder.node.ts';
import type { Databases } from '../../edge-api/adapters/provisioning/compose.node.ts';
import { backupRepository } from '../../edge-api/repositories/backups.ts';
import type { ArchiveSource } from '../../edge-api/services/backups.ts';
import { ApiError } from '../../edge-api/services/errors.ts';
import { auditOf } from './audit.ts';
import { backupsOf } from './backups.ts';
import { type Command, given, UsageError, withDatabases } from './command.ts';

/** `vitrine restore` */
export const restoreCommand: Command = {
  name: 'restore',
  usage: 'BACKUP|FILE [--store HANDLE | --as HANDLE [--name NAME]]',
  summary: 'Puts a store back to what it was, or makes a new one of a backup or an archive.',
  help: [
    ['BACKUP|FILE', 'Id of a backup, or an archive that "store export" wrote.'],
    ['--store HANDLE', 'The store to put back; only with its own. A backup knows its store.'],
    ['--as HANDLE', 'The new store to make of it.'],
    ['--name NAME', 'Its name; the one in the archive when it is not given.'],
  ],
  options: { store: { type: 'string', short: 's' }, as: { type: 'string' }, name: { type: 'string' } },
  arguments: ['BACKUP|FILE'],
  async run([what = ''], options, output) {
    const [into, as] = [given(options, 'store'), given(options, 'as')];
    if (into !== undefined && as !== undefined) throw new UsageError('Either --store or --as, not both.');
    const source = sourceOf(what);
    const store = await withDatabases(async (databases) => {
      const backups = backupsOf(databases);
      const audit = auditOf(databases);
      const from = 'id' in source ? { backup: source.id } : { file: true };
      if (as !== undefined) {
        const made = await backups.restoreAs({ handle: as, name: given(options, 'name') }, source);
        await audit(made.id, 'store.create', { handle: as, ...from });
        return made;
      }
      const handle = into ?? (await ownerOf(databases, source));
      const restored = await backups.restore(handle, source);
      await audit(restored.id, 'backup.restore', from);
      return restored;
    });
    const text =
      as === undefined
        ? `The store "${store.handle}" is what it was; everything was read back and compared.`
        : `Made the store "${store.handle}"; everything was read back and compared.`;
    output.answer(text, { store: { id: store.id, handle: store.handle, name: store.name, status: store.status } });
    return 0;
  },
};

function sourceOf(what: string): ArchiveSource {
  if (/^[0-9A-HJKMNP-TV-Z]{26}$/.test(what)) return { id: what };
  try {
    if (statSync(what).isDirectory()) throw new UsageError(`${what} is a folder.`);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`"${what}" is neither the id of a backup nor a file.`, { cause: error });
  }
  return { open: async () => read(what) };
}

async function ownerOf({ platform, stores }: Databases, source: ArchiveSource): Promise<string> {
  if (!('id' in source)) throw new UsageError('A file needs --store or --as.');
  const backup = await backupRepository(platform).find(source.id);
  if (!backup) throw new ApiError('backup_not_found', `There is no backup "${source.id}".`);
  const store = await stores.find(backup.handle);
  if (store?.id !== backup.storeId)
    throw new UsageError(`The store of this backup is gone. Make a new one of it with --as ${backup.handle}.`);
  return backup.handle;
}
