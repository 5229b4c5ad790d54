import type { Databases } from '../../edge-api/adapters/provisioning/compose.node.ts';
import { storeNotFound } from '../../edge-api/adapters/provisioning/store-error.ts';
import type { StoredBackup } from '../../edge-api/repositories/backups.ts';
import type { Retention } from '../../edge-api/services/retention.ts';
import { auditOf } from './audit.ts';
import { backupsOf, lineOf, openStores, shownBackup } from './backups.ts';
import { type Command, given, type Options, UsageError, withDatabases } from './command.ts';
import { progressOn } from './progress.ts';

const BACKUP = ['BACKUP', 'Id of the backup, as "backup list" shows it.'] as const;

const make: Command = {
  name: 'backup',
  usage: '(--store HANDLE | --all) [--note TEXT] [--without-pictures] [--keep N] [--keep-days D]',
  summary: 'Backs up one store or all of them, while they go on selling.',
  help: [
    ['--store HANDLE', 'This store alone.'],
    ['--all', 'Every store that is not deleted.'],
    ['--note TEXT', 'What the backup is for.'],
    ['--without-pictures', 'Leaves the files of pictures out; their list stays in.'],
    ['--keep N', "Removes a store's older backups but the newest N."],
    ['--keep-days D', 'Keeps the newest of each of the last D days besides, today among them.'],
  ],
  options: {
    store: { type: 'string', short: 's' },
    all: { type: 'boolean' },
    note: { type: 'string' },
    'without-pictures': { type: 'boolean' },
    keep: { type: 'string' },
    'keep-days': { type: 'string' },
  },
  arguments: [],
  async run(_args, options, output) {
    const handle = given(options, 'store');
    if ((handle === undefined) === (options['all'] !== true)) throw new UsageError('Either --store or --all.');
    const keep = retentionOf(options);
    const progress = progressOn(process.stderr, !output.json);
    const made: StoredBackup[] = [];
    const removed: StoredBackup[] = [];
    const failed: { store: string; code: string; message: string }[] = [];
    await withDatabases(async (databases) => {
      const backups = backupsOf(databases);
      const audit = auditOf(databases);
      const handles = handle === undefined ? (await openStores(databases)).map((store) => store.handle) : [handle];
      for (const [index, store] of handles.entries()) {
        progress.show(index / handles.length, store);
        try {
          const backup = await backups.make(store, given(options, 'note'), {
            pictures: options['without-pictures'] !== true,
          });
          await audit(backup.storeId, 'backup.create', { backup: backup.id, bytes: backup.bytes });
          made.push(backup);
          const gone = keep ? await backups.prune(store, keep) : [];
          for (const { id, storeId } of gone) await audit(storeId, 'backup.remove', { backup: id });
          removed.push(...gone);
        } catch (error) {
          // One store that fails does not keep the next from its backup; a single one is told of as usual.
          if (handle !== undefined) throw error;
          progress.clear();
          const message = error instanceof Error ? error.message : String(error);
          const code = error instanceof Error && 'code' in error ? String(error.code) : 'internal';
          failed.push({ store, code, message });
          output.note(`${store}: ${message} [${code}]`);
        }
      }
      progress.clear();
    });
    const lines = [
      ...(handle === undefined ? [] : made.map(lineOf)),
      `${made.length} backed up, ${removed.length} older ones removed, ${failed.length} failed.`,
    ];
    output.answer(lines.join('\n'), { made: made.map(shownBackup), removed: removed.map(({ id }) => id), failed });
    return failed.length > 0 ? 1 : 0;
  },
};

function retentionOf(options: Options): Retention | undefined {
  const number = (name: string): number | undefined => {
    const text = given(options, name);
    if (text === undefined) return undefined;
    if (!/^\d{1,4}$/.test(text)) throw new UsageError(`--${name} is a number.`);
    return Number(text);
  };
  const [last, days] = [number('keep'), number('keep-days')];
  if (last === undefined && days === undefined) return undefined;
  if ((last ?? 1) < 1) throw new UsageError('--keep is at least 1: a backup that was just made is kept.');
  return { last: last ?? 1, days: days ?? 0 };
}

const list: Command = {
  name: 'backup list',
  usage: '[--store HANDLE]',
  summary: 'Lists backups, newest first; without a store those of all, also of stores that are gone.',
  help: [['--store HANDLE', 'This store alone.']],
  options: { store: { type: 'string', short: 's' } },
  arguments: [],
  async run(_args, options, output) {
    const handle = given(options, 'store');
    const found = await withDatabases(async (databases) => {
      const store = handle === undefined ? undefined : await databases.stores.find(handle);
      if (handle !== undefined && !store) throw storeNotFound(handle);
      return backupsOf(databases).list(store?.id ?? null);
    });
    output.answer(found.length > 0 ? found.map(lineOf).join('\n') : 'There is no backup.', {
      backups: found.map(shownBackup),
    });
    return 0;
  },
};

const verify: Command = {
  name: 'backup verify',
  usage: 'BACKUP',
  summary: 'Reads a backup whole and compares it with what was written down when it was made.',
  help: [BACKUP],
  options: {},
  arguments: ['BACKUP'],
  async run([id = ''], _options, output) {
    const { backup, tables } = await withDatabases((databases: Databases) => backupsOf(databases).verify(id, null));
    const rows = Object.values(tables).reduce((sum, table) => sum + table.rows, 0);
    const text = `The backup ${id} of "${backup.handle}" is whole: ${rows} rows in ${Object.keys(tables).length} tables.`;
    output.answer(text, { backup: shownBackup(backup), whole: true });
    return 0;
  },
};

const remove: Command = {
  name: 'backup remove',
  usage: 'BACKUP',
  summary: 'Removes a backup for good.',
  help: [BACKUP],
  options: {},
  arguments: ['BACKUP'],
  async run([id = ''], _options, output) {
    const backup = await withDatabases(async (databases) => {
      const gone = await backupsOf(databases).remove(id, null);
      await auditOf(databases)(gone.storeId, 'backup.remove', { backup: id });
      return gone;
    });
    output.answer(`The backup ${id} of "${backup.handle}" is gone.`, { removed: shownBackup(backup) });
    return 0;
  },
};

/** `vitrine backup …`; what has more words comes first. */
export const backupCommands: readonly Command[] = [list, verify, remove, make];
