/** Run by itself: makes a store of so many products, indexed, in a data folder; says how long each part took and what it takes on disk. */
import { openDatabases } from '../../edge-api/adapters/provisioning/compose.node.ts';
import type { StoreDatabase } from '../../edge-api/db/database.ts';
import { readEnvironment } from '../../edge-api/env.ts';
import { making } from './catalogue.ts';
import { peakMiB, taskOf } from './children.ts';
import { indexProducts, makeVectors } from './indexed.ts';
import { loadCatalogue } from './load.ts';
import { emptyData, STORE } from './store.ts';

export interface MakeTask {
  readonly data: string;
  readonly size: number;
  readonly vectors: boolean;
}

export interface Made {
  readonly loadSeconds: number;
  readonly indexSeconds: number;
  /** Null when no vectors were made. */
  readonly vectorSeconds: number | null;
  /** The most memory the process had. */
  readonly peakMiB: number;
  /** Bytes on disk, by what they are for. */
  readonly bytes: Readonly<Record<Part, number>>;
}

type Part = 'catalogue' | 'text index' | 'words' | 'changes' | 'vectors';
const PARTS: readonly [RegExp, Part][] = [
  [/^search_index/, 'text index'],
  [/^(search_words|search_terms)/, 'words'],
  [/^(search_|meaning_)/, 'changes'],
  [/^(sqlite_autoindex_)?product_vector/, 'vectors'],
];

/** Adds up the pages of tables and their indexes. */
async function bytesByPart(database: StoreDatabase): Promise<Made['bytes']> {
  const bytes: Record<Part, number> = {
    catalogue: 0,
    'text index': 0,
    words: 0,
    changes: 0,
    vectors: 0,
  };
  for (const { name, size } of await database.all('SELECT name, pgsize AS size FROM dbstat WHERE aggregate = TRUE'))
    bytes[PARTS.find(([start]) => start.test(String(name)))?.[1] ?? 'catalogue'] += Number(size);
  return bytes;
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

const { data, size, vectors } = taskOf<MakeTask>();
await emptyData(data);
const databases = await openDatabases(readEnvironment({ DATA_DIR: data }));
const { database, release } = await databases.lease((await databases.stores.find(STORE))!);
const made: Made = {
  loadSeconds: await seconds(() => loadCatalogue(database, making(size))),
  indexSeconds: await seconds(() => indexProducts(database)),
  vectorSeconds: vectors ? await seconds(() => makeVectors(database)) : null,
  peakMiB: peakMiB(),
  bytes: await bytesByPart(database),
};
release();
databases.close();
console.log(JSON.stringify(made));
