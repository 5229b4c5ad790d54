/** Run by itself: imports a CSV of so many rows into a store of its own and indexes it; says how long both took. */
import { openDatabases } from '../../edge-api/adapters/provisioning/compose.node.ts';
import { readEnvironment } from '../../edge-api/env.ts';
import { importCatalogue } from '../../edge-api/repositories/catalogue-import.node.ts';
import { syntheticCatalogue } from '../../edge-api/repositories/catalogue-synthetic.test-support.ts';
import { peakMiB, taskOf } from './children.ts';
import { indexProducts } from './indexed.ts';
import { emptyData, STORE } from './store.ts';

export interface ImportTask {
  readonly data: string;
  readonly rows: number;
}

export interface Imported {
  readonly rows: number;
  readonly products: number;
  readonly importSeconds: number;
  readonly indexSeconds: number;
  readonly peakMiB: number;
}

const { data, rows } = taskOf<ImportTask>();
await emptyData(data);
const databases = await openDatabases(readEnvironment({ DATA_DIR: data }));
const { database, release } = await databases.lease((await databases.stores.find(STORE))!);
const started = performance.now();
const report = await importCatalogue(database, () => syntheticCatalogue(rows));
const imported = performance.now();
await indexProducts(database);
const answer: Imported = {
  rows: report.rows,
  products: report.created,
  importSeconds: (imported - started) / 1000,
  indexSeconds: (performance.now() - imported) / 1000,
  peakMiB: peakMiB(),
};
release();
databases.close();
console.log(JSON.stringify(answer));
