import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { auditOf } from './audit.ts';
import { backupsOf } from './backups.ts';
import { type Command, given, UsageError, withDatabases } from './command.ts';
import { outFile } from './out-file.ts';
import { printableInLine } from './terminal.ts';

const clone: Command = {
  name: 'store clone',
  usage: 'HANDLE NEW [--name NAME] [--with-orders]',
  summary: 'Makes a preview of a store: its catalogue and settings, in a database of its own.',
  help: [
    ['HANDLE', 'The store to copy; it goes on selling.'],
    ['NEW', 'Handle of the preview.'],
    ['--name NAME', 'Its name; the store\'s own and "(preview)" when it is not given.'],
    ['--with-orders', 'Copies customers and orders too; a preview needs neither.'],
  ],
  options: { name: { type: 'string' }, 'with-orders': { type: 'boolean' } },
  arguments: ['HANDLE', 'NEW'],
  async run([handle = '', copy = ''], options, output) {
    const withOrders = options['with-orders'] === true;
    const made = await withDatabases(async (databases) => {
      const store = await backupsOf(databases).clone(handle, {
        handle: copy,
        name: given(options, 'name'),
        withOrders,
      });
      await auditOf(databases)(store.id, 'store.clone', { handle: copy, clonedFrom: store.clonedFrom, withOrders });
      return store;
    });
    const left = withOrders ? 'with its customers and orders' : 'without its customers and orders';
    output.answer(`Made "${made.handle}" (${printableInLine(made.name)}) from "${handle}", ${left}.`, {
      store: { id: made.id, handle: made.handle, name: made.name, clonedFrom: made.clonedFrom },
    });
    return 0;
  },
};

const exportStore: Command = {
  name: 'store export',
  usage: 'HANDLE [--out FILE [--force]]',
  summary: 'Writes a whole store as an archive that "restore" reads.',
  help: [
    ['HANDLE', 'The store to export; it goes on selling.'],
    ['--out FILE', 'The file to write, such as acme.ndjson.gz; standard output when it is not given.'],
    ['--force', 'Writes over a file that is there.'],
  ],
  options: { out: { type: 'string', short: 'o' }, force: { type: 'boolean' } },
  arguments: ['HANDLE'],
  async run([handle = ''], options, output) {
    const out = given(options, 'out');
    if (output.json && out === undefined) throw new UsageError('--json needs --out: standard output cannot be both.');
    const file = out === undefined ? undefined : outFile(out, { force: options['force'] === true });
    let bytes = 0;
    await withDatabases(async (databases) => {
      const archive = await backupsOf(databases).export(handle);
      const counted = archive.pipeThrough(
        new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
          transform(piece, controller) {
            bytes += piece.byteLength;
            controller.enqueue(piece);
          },
        }),
      );
      // Node's own stream type and the platform's differ only in name.
      const readable = Readable.fromWeb(counted as ReadableStream);
      if (file) {
        // It holds what customers wrote.
        const writing = createWriteStream(file.draft, { flags: 'wx', mode: 0o600 });
        await pipeline(readable, writing).catch((error: unknown) => {
          file.drop();
          throw error;
        });
        file.keep();
      } else {
        await pipeline(readable, process.stdout, { end: false });
      }
      const store = await databases.stores.find(handle);
      await auditOf(databases)(store?.id ?? null, 'store.export', { bytes });
    });
    if (out !== undefined) output.answer(`Wrote ${out} (${bytes} bytes).`, { store: handle, file: out, bytes });
    return 0;
  },
};

/** `vitrine store clone` and `vitrine store export` */
export const copyCommands: readonly Command[] = [clone, exportStore];
