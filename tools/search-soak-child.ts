/**
 * The processes of `npm run soak search`. Told as its only argument, as JSON, what to do with a store: write its catalogue and
 * derive what search needs, until it is done or dead; or search in it until its standard input ends. Lines of JSON say how far
 * it is.
 */
import { createReadStream, writeSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { localEmbedder } from '../edge-api/adapters/embeddings/local.ts';
import { queryVectors } from '../edge-api/adapters/embeddings/query-vectors.ts';
import { openDatabases } from '../edge-api/adapters/provisioning/compose.node.ts';
import { createApp } from '../edge-api/app.ts';
import type { StoreDatabase } from '../edge-api/db/database.ts';
import { readEnvironment } from '../edge-api/env.ts';
import type { Log } from '../edge-api/log.ts';
import { importCatalogue } from '../edge-api/repositories/catalogue-import.node.ts';
import { seededRandom } from '../edge-api/repositories/catalogue-synthetic.test-support.ts';
import { vectorRepository } from '../edge-api/repositories/search-vectors.ts';
import { testPorts } from '../edge-api/routes/api.test-support.ts';
import { SEARCH_MEMORY, SearchMemory } from '../edge-api/search-memory.ts';
import { embedProducts } from '../edge-api/services/search/embed-products.ts';
import { textIndexOf } from '../edge-api/text-index.ts';

export type SoakWork = 'import' | 'edit' | 'index' | 'embed' | 'search';

/** What a process is told. */
export interface SearchTask {
  readonly data: string;
  readonly store: string;
  readonly works: readonly SoakWork[];
  /** Path of the product CSV that `import` imports. */
  readonly csv: string;
  readonly seed: number;
  /** It kills itself at this call of the store's database; null leaves that to its parent. */
  readonly killAt?: number | null;
}

/** What a process tells. */
export type SearchNews =
  | { readonly event: 'begin' }
  | { readonly event: 'done'; readonly peakMiB: number }
  | { readonly event: 'searched'; readonly answers: number; readonly slowestMs: number };

/** Products of one edit's transaction, and how many there may be at most. */
const EDIT_ROWS = 500;
/** Turns an embedder takes before indexing has another, in milliseconds. */
const EMBED_MS = 100;

const say = (news: SearchNews) => void writeSync(1, `${JSON.stringify(news)}\n`);

/** Deletes some products, renames and hides others. Done twice it is as done once. */
async function editCatalogue(database: StoreDatabase, seed: number): Promise<void> {
  const last = Number((await database.first('SELECT max(rowid) AS last FROM products'))?.['last'] ?? 0);
  const which = seed % 5;
  for (let from = 0; from <= last; from += EDIT_ROWS) {
    const range = `rowid > ${from} AND rowid <= ${from + EDIT_ROWS}`;
    await database.write([
      { sql: `DELETE FROM products WHERE ${range} AND rowid % 7 = ${which}` },
      {
        sql: `UPDATE products SET title = title || ' renewed' WHERE ${range} AND rowid % 5 = ${which} AND title NOT LIKE '% renewed'`,
      },
      { sql: `UPDATE products SET status = 'draft' WHERE ${range} AND rowid % 11 = ${which} AND status = 'active'` },
      { sql: 'UPDATE store_state SET catalogue_version = catalogue_version + 1' },
    ]);
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
}

/** Derives while the catalogue is written, and until nothing is left of what was written. */
async function derive(database: StoreDatabase, works: readonly SoakWork[], writing: () => boolean): Promise<void> {
  const text = textIndexOf(database, Date.now);
  const work = { vectors: vectorRepository(database), embedder: localEmbedder, now: Date.now };
  for (let left = true; left;) {
    left = writing();
    if (works.includes('index') && (await text.step()) > 0) left = true;
    if (works.includes('embed') && !(await embedProducts(work, { untilMs: Date.now() + EMBED_MS }))) left = true;
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
}

/** The same database, whose caller dies before its call of that number: between any two transactions. */
function deadly(database: StoreDatabase, killAt: number): StoreDatabase {
  let calls = 0;
  return new Proxy(database, {
    get(target, name) {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== 'function') return method;
      return (...args: unknown[]): unknown => {
        calls += 1;
        if (calls === killAt) process.kill(process.pid, 'SIGKILL');
        return Reflect.apply(method, target, args);
      };
    },
  });
}

async function writeAndDerive({ data, store, works, csv, seed, killAt = null }: SearchTask): Promise<void> {
  const databases = await openDatabases(readEnvironment({ DATA_DIR: data }));
  const lease = await databases.lease((await databases.stores.find(store))!);
  const { release } = lease;
  const database = killAt === null ? lease.database : deadly(lease.database, killAt);
  // Otherwise the compiled code is kept when a process ends, which most of these do not.
  flushCompileCache();
  say({ event: 'begin' });
  let writing = works.includes('import') || works.includes('edit');
  const written = (async () => {
    if (works.includes('import')) await importCatalogue(database, () => createReadStream(csv));
    if (works.includes('edit')) await editCatalogue(database, seed);
  })().finally(() => (writing = false));
  await Promise.all([written, derive(database, works, () => writing)]);
  release();
  databases.close();
  say({ event: 'done', peakMiB: process.resourceUsage().maxRSS / 1024 });
}

/** Paths that shoppers ask for over the catalogue of the soak. */
function drawPath(random: () => number): string {
  const pick = (items: readonly string[]) => items[Math.floor(random() * items.length)]!;
  const words = () => Array.from({ length: 1 + Math.floor(random() * 3) }, () => pick(WORDS)).join(' ');
  return pick([
    `search?q=${encodeURIComponent(words())}`,
    `search?q=${encodeURIComponent(words())}&filter.available=true&sort=price-asc`,
    `search?q=&filter.type=${pick(WORDS)}`,
    `search/suggest?q=${words().slice(0, 4)}`,
  ]);
}
const WORDS = [
  'shirt',
  'lamp',
  'mug',
  'linen',
  'oak',
  'brass',
  'shrit',
  'washed',
  'renewed',
  'striped lamp',
  'SKU-7',
  'p-12',
];

/** Why an answer was none is told with the failure. */
const log: Log = (level, message, more) => level === 'error' && console.error(message, more);

async function searchAllTheWhile({ data, store, seed }: SearchTask): Promise<void> {
  const databases = await openDatabases(readEnvironment({ DATA_DIR: data }));
  const searchMemory = new SearchMemory({ maxBytes: SEARCH_MEMORY.node, shares: true });
  const app = createApp(testPorts(databases, { queries: queryVectors(localEmbedder), searchMemory, log }));
  const random = seededRandom(seed);
  const over = new AbortController();
  let [answers, slowestMs] = [0, 0];
  process.stdin.once('end', () => over.abort()).resume();
  say({ event: 'begin' });
  while (!over.signal.aborted) {
    const path = `/v1/stores/${store}/${drawPath(random)}`;
    const started = performance.now();
    const response = await app.request(`http://shop.test${path}`, undefined, { waitUntil: () => undefined });
    const body = await response.text();
    if (response.status !== 200) throw new Error(`${path} answered ${response.status}: ${body}`);
    slowestMs = Math.max(slowestMs, performance.now() - started);
    answers += 1;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  say({ event: 'searched', answers, slowestMs });
  databases.close();
}

if (import.meta.main) {
  const task = JSON.parse(process.argv[2]!) as SearchTask;
  await (task.works.includes('search') ? searchAllTheWhile(task) : writeAndDerive(task));
}
