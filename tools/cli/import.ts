import { createReadStream, statSync } from 'node:fs';
import { localEmbedder } from '../../edge-api/adapters/embeddings/local.ts';
import { storeNotFound } from '../../edge-api/adapters/provisioning/store-error.ts';
import type { Database } from '../../edge-api/db/database.ts';
import { readEnvironment } from '../../edge-api/env.ts';
import { importCatalogue } from '../../edge-api/repositories/catalogue-import.node.ts';
import type { Problem } from '../../edge-api/repositories/catalogue-imported.ts';
import { vectorRepository } from '../../edge-api/repositories/search-vectors.ts';
import { usageRepository } from '../../edge-api/repositories/usage.ts';
import { limitReached, limitsOf } from '../../edge-api/services/plans.ts';
import { textIndexOf } from '../../edge-api/text-index.ts';
import { embedProducts } from '../../edge-api/services/search/embed-products.ts';
import { type Command, required, UsageError, withDatabases } from './command.ts';
import { progressOn } from './progress.ts';

/** `vitrine import` */
export const importCommand: Command = {
  name: 'import',
  usage: 'FILE.csv --store HANDLE',
  summary: "Imports products from Shopify's product CSV.",
  help: [
    ['FILE.csv', 'The file as Shopify exports it, with old or new column names.'],
    ['--store HANDLE', 'The store to import into.'],
  ],
  options: { store: { type: 'string', short: 's' } },
  arguments: ['FILE.csv'],
  async run([path = ''], options, output) {
    const handle = required(options, 'store');
    const size = sizeOf(path);
    const problems: Problem[] = [];
    const progress = progressOn(process.stderr, !output.json);
    const started = performance.now();
    const report = await withDatabases(async (databases) => {
      const store = await databases.stores.find(handle);
      if (!store || store.status === 'deleted') throw storeNotFound(handle);
      const { database, release } = await databases.lease(store);
      try {
        const index = textIndexOf(database);
        const imported = await importCatalogue(database, () => createReadStream(path), {
          afterBatch: () => index.catchUp(),
          limits: limitsOf(store),
          sayLimit: (limit, used, allowed) => limitReached(limit, used, allowed).message,
          onProblem(problem) {
            if (output.json) return void problems.push(problem);
            progress.clear();
            output.note(describe(problem));
          },
          onProgress({ phase, bytes, rows, products }) {
            // The first reading only looks, and is a tenth of the work.
            const share = size === 0 ? 1 : phase === 'checking' ? (bytes / size) * 0.1 : 0.1 + (bytes / size) * 0.9;
            const what = phase === 'checking' ? `${rows} rows read` : `${products} products`;
            progress.show(share, what);
          },
        });
        const day = new Date().toISOString().slice(0, 10);
        await usageRepository(databases.platform).add([{ storeId: store.id, metric: 'imports', day, amount: 1 }]);
        await makeVectors(database);
        return imported;
      } finally {
        release();
        progress.clear();
      }
    });
    const seconds = (performance.now() - started) / 1000;
    const { created, updated, unchanged, leftOut, broken } = report;
    const lines = [
      `${count(report.rows, 'row')} in ${seconds.toFixed(1)} s: ${count(created, 'product')} new, ${updated} changed, ${unchanged} as before.`,
    ];
    if (broken) lines.push(`The file could not be read to its end (${broken.code}): ${broken.message}`);
    if (report.problems > 0) {
      const whole = leftOut > 0 ? `, and with them ${count(leftOut, 'product')}` : '';
      lines.push(`${count(report.problems, 'row')} left out${whole}. Mend them and import the file again.`);
    }
    output.answer(lines.join('\n'), { store: handle, ...report, seconds, problemRows: problems });
    return report.problems > 0 ? 1 : 0;
  },
};

/** Makes the vectors that need no account; others, and those of a store that has others, are up to the server. */
async function makeVectors(database: Database): Promise<void> {
  if (readEnvironment(process.env).embeddings?.provider !== 'local') return;
  const work = { vectors: vectorRepository(database), embedder: localEmbedder, now: Date.now };
  await embedProducts(work, { untilMs: Infinity, mayChangeModel: false });
}

function sizeOf(path: string): number {
  try {
    const stats = statSync(path);
    if (stats.isDirectory()) throw new UsageError(`${path} is a folder.`);
    return stats.size;
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

const describe = ({ line, column, code, message }: Problem): string =>
  `line ${line}${column === null ? '' : `, ${column}`}: ${message} [${code}]`;

const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`;
