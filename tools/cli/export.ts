import { once } from 'node:events';
import { createWriteStream, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Writable } from 'node:stream';
import { storeNotFound } from '../../edge-api/adapters/provisioning/store-error.ts';
import { exportCatalogue } from '../../edge-api/repositories/catalogue-export.ts';
import { type Command, given, required, UsageError, withDatabases } from './command.ts';

/** `vitrine export` */
export const exportCommand: Command = {
  name: 'export',
  usage: '--store HANDLE [--out FILE.csv]',
  summary: "Writes a store's products as Shopify's product CSV.",
  help: [
    ['--store HANDLE', 'The store to export.'],
    ['--out FILE.csv', 'The file to write; standard output when it is not given.'],
  ],
  options: { store: { type: 'string', short: 's' }, out: { type: 'string', short: 'o' } },
  arguments: [],
  async run(_args, options, output) {
    const handle = required(options, 'store');
    const out = given(options, 'out');
    if (output.json && out === undefined) throw new UsageError('--json needs --out: standard output cannot be both.');
    if (out !== undefined) checkFile(out);
    // Written beside it and renamed, so that a file of that name is always a whole one.
    const draft = out === undefined ? undefined : `${out}.part`;
    const bytes = await withDatabases(async ({ stores, lease }) => {
      const store = await stores.find(handle);
      if (!store) throw storeNotFound(handle);
      const { database, release } = await lease(store);
      try {
        return await write(exportCatalogue(database), draft === undefined ? process.stdout : createWriteStream(draft));
      } catch (error) {
        if (draft !== undefined) rmSync(draft, { force: true });
        throw error;
      } finally {
        release();
      }
    });
    if (draft === undefined || out === undefined) return 0;
    renameSync(draft, out);
    output.answer(`Wrote ${out} (${bytes} bytes).`, { store: handle, file: out, bytes });
    return 0;
  },
};

/** Refuses what no file can be written to, before anything is read. */
function checkFile(out: string): void {
  if (statSync(out, { throwIfNoEntry: false })?.isDirectory())
    throw new UsageError(`--out names a file, and ${out} is a folder.`);
  if (!statSync(dirname(out), { throwIfNoEntry: false })?.isDirectory())
    throw new UsageError(`--out names a file in a folder that exists, and ${dirname(out)} is none.`);
}

async function write(pieces: AsyncIterable<string>, stream: Writable): Promise<number> {
  let bytes = 0;
  let failed: Error | undefined;
  stream.once('error', (error) => (failed ??= error));
  for await (const piece of pieces) {
    if (failed) throw failed;
    bytes += Buffer.byteLength(piece);
    if (!stream.write(piece)) await Promise.race([once(stream, 'drain'), once(stream, 'close')]);
  }
  if (stream !== process.stdout) {
    stream.end();
    if (!failed) await once(stream, 'close');
  }
  if (failed) throw failed;
  return bytes;
}
