import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type { Writable } from 'node:stream';
import { storeNotFound } from '../../edge-api/adapters/provisioning/store-error.ts';
import { exportCatalogue } from '../../edge-api/repositories/catalogue-export.ts';
import { type Command, given, required, UsageError, withDatabases } from './command.ts';
import { outFile } from './out-file.ts';

/** `vitrine export` */
export const exportCommand: Command = {
  name: 'export',
  usage: '--store HANDLE [--out FILE.csv [--force]]',
  summary: "Writes a store's products as Shopify's product CSV.",
  help: [
    ['--store HANDLE', 'The store to export.'],
    ['--out FILE.csv', 'The file to write; standard output when it is not given.'],
    ['--force', 'Writes over a file that is there.'],
  ],
  options: { store: { type: 'string', short: 's' }, out: { type: 'string', short: 'o' }, force: { type: 'boolean' } },
  arguments: [],
  async run(_args, options, output) {
    const handle = required(options, 'store');
    const out = given(options, 'out');
    if (output.json && out === undefined) throw new UsageError('--json needs --out: standard output cannot be both.');
    const file = out === undefined ? undefined : outFile(out, { force: options['force'] === true });
    const bytes = await withDatabases(async ({ stores, lease }) => {
      const store = await stores.find(handle);
      if (!store) throw storeNotFound(handle);
      const { database, release } = await lease(store);
      try {
        return await write(
          exportCatalogue(database),
          file ? createWriteStream(file.draft, { flags: 'wx' }) : process.stdout,
        );
      } catch (error) {
        file?.drop();
        throw error;
      } finally {
        release();
      }
    });
    if (!file) return 0;
    file.keep();
    output.answer(`Wrote ${out} (${bytes} bytes).`, { store: handle, file: out, bytes });
    return 0;
  },
};

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
