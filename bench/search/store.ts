import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { localEmbedder } from '../../edge-api/adapters/embeddings/local.ts';
import { queryVectors } from '../../edge-api/adapters/embeddings/query-vectors.ts';
import { openDatabases } from '../../edge-api/adapters/provisioning/compose.node.ts';
import { createStore } from '../../edge-api/adapters/provisioning/create-store.ts';
import { createApp } from '../../edge-api/app.ts';
import type { SearchAnswer } from '../../edge-api/contract/search.ts';
import type { StoreDatabase } from '../../edge-api/db/database.ts';
import { readEnvironment } from '../../edge-api/env.ts';
import { RenderedPages } from '../../edge-api/middleware/catalogue-cache.ts';
import { importCatalogue } from '../../edge-api/repositories/catalogue-import.node.ts';
import { testPorts } from '../../edge-api/routes/api.test-support.ts';
import { SEARCH_MEMORY, SearchMemory } from '../../edge-api/search-memory.ts';
import { storeMigrations } from '../../migrations/index.ts';
import { bringUpToDate } from './indexed.ts';

/** The one store of a bench's databases. */
export const STORE = 'bench';

/** Where databases wait for the next run. */
export const KEPT = join(tmpdir(), 'vitrine-bench-search');

/** A shop to search in, over files, through the API it has in production. */
export interface BenchStore {
  readonly database: StoreDatabase;
  readonly app: ReturnType<typeof createApp>;
  readonly searchMemory: SearchMemory;
  /** Path of the store in the API. */
  readonly path: string;
  /** Asks for a path below the store's. */
  fetch(path: string): Promise<Response>;
  /** The parsed answer. Throws for any answer but 200. */
  get(path: string): Promise<unknown>;
  /** Handles of what a query finds, best first. */
  find(q: string, limit: number): Promise<string[]>;
  close(): void;
}

/** Opens the store of a data folder; `derive` brings its index and vectors up to date first. */
export async function openStore(data: string, { derive = true } = {}): Promise<BenchStore> {
  const databases = await openDatabases(readEnvironment({ DATA_DIR: data }));
  const store = await databases.stores.find(STORE);
  if (!store) throw new Error(`There is no store "${STORE}" in ${data}.`);
  const lease = await databases.lease(store);
  if (derive) await bringUpToDate(lease.database);
  const searchMemory = new SearchMemory({ maxBytes: SEARCH_MEMORY.node, shares: true });
  const ports = testPorts(databases, {
    log: (level, message, more) => level === 'error' && console.error(message, more),
    // No answer is given twice from memory: what is measured is the work.
    rendered: new RenderedPages(0),
    // As a server has them that nobody configured.
    queries: queryVectors(localEmbedder),
    searchMemory,
  });
  const app = createApp(ports);
  const path = `/v1/stores/${STORE}`;
  const ask = async (below: string) =>
    app.request(`http://shop.test${path}${below}`, undefined, { waitUntil: () => undefined });
  async function get(below: string): Promise<unknown> {
    const response = await ask(below);
    if (response.status !== 200) throw new Error(`${below} answered ${response.status}: ${await response.text()}`);
    return response.json();
  }
  return {
    database: lease.database,
    app,
    searchMemory,
    path,
    fetch: ask,
    get,
    async find(q, limit) {
      // What our own route answers is what its contract says.
      const answer = (await get(`/search?q=${encodeURIComponent(q)}&limit=${limit}&facets=none`)) as SearchAnswer;
      return answer.products.map(({ handle }) => handle);
    },
    close() {
      lease.release();
      databases.close();
    },
  };
}

/** Makes a data folder with one empty store in it. */
export async function emptyData(data: string): Promise<void> {
  const databases = await openDatabases(readEnvironment({ DATA_DIR: data }));
  await createStore({ handle: STORE, name: 'Bench', currency: 'EUR', locale: 'en', plan: 'enterprise' }, databases);
  databases.close();
}

/**
 * A data folder with a catalogue in it, imported as a merchant would. It is kept, and found again by what the file and the
 * store's schema are; `fresh` imports again.
 */
export async function importedData(csv: string, { fresh = false } = {}): Promise<string> {
  const hash = createHash('sha256').update(readFileSync(csv)).update(JSON.stringify(storeMigrations));
  const data = join(KEPT, `${basename(csv, '.csv')}-${hash.digest('hex').slice(0, 16)}`);
  const done = join(data, 'imported');
  if (existsSync(done) && !fresh) return data;
  rmSync(data, { recursive: true, force: true });
  mkdirSync(data, { recursive: true });
  await emptyData(data);
  const databases = await openDatabases(readEnvironment({ DATA_DIR: data }));
  const lease = await databases.lease((await databases.stores.find(STORE))!);
  try {
    const report = await importCatalogue(lease.database, () => createReadStream(csv));
    if (report.broken) throw new Error(`${csv}: ${report.broken.message}`);
  } finally {
    lease.release();
    databases.close();
  }
  writeFileSync(done, '');
  return data;
}
