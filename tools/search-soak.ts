import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { type Databases, openDatabases } from '../edge-api/adapters/provisioning/compose.node.ts';
import { createStore } from '../edge-api/adapters/provisioning/create-store.ts';
import { readEnvironment } from '../edge-api/env.ts';
import { seededRandom, syntheticCatalogue } from '../edge-api/repositories/catalogue-synthetic.test-support.ts';
import type { SearchNews, SearchTask, SoakWork } from './search-soak-child.ts';
import { assertAsFresh } from './search-soak-fresh.ts';
import type { Soak } from './soak.ts';

const childFile = fileURLToPath(new URL('search-soak-child.ts', import.meta.url));
const STORE = 'soak';
/** Most memory of a process that imports, indexes and embeds, whatever it is given. */
const MOST_MIB = 700;
/** A search waits for writers of the same file at most this long. */
const SLOWEST_MS = 6000;

/** What the runs of one worker did. */
interface Tally {
  killed: number;
  answers: number;
  peakMiB: number;
  slowestMs: number;
}

/**
 * Catalogues written, indexed and embedded by processes that are killed, while another searches: everybody is answered, and in
 * the end the index and the vectors are those of a store nobody killed anything of. `SOAK_PRODUCTS` takes another size.
 */
export const searchSoak: Soak = {
  async open() {
    const folder = mkdtempSync(join(tmpdir(), 'vitrine-search-soak-'));
    const tally: Tally = { killed: 0, answers: 0, peakMiB: 0, slowestMs: 0 };
    return {
      async run(seed) {
        const data = join(folder, String(seed));
        mkdirSync(data);
        try {
          await runOne(seed, data, tally);
        } finally {
          rmSync(data, { recursive: true, force: true });
        }
      },
      told: () =>
        `${tally.killed} processes were killed, ${tally.answers} searches answered meanwhile (the slowest in ` +
        `${Math.round(tally.slowestMs)} ms), most memory of a process ${Math.round(tally.peakMiB)} MiB.`,
      close: async () => rmSync(folder, { recursive: true, force: true }),
    };
  },
};

async function runOne(seed: number, data: string, tally: Tally): Promise<void> {
  const random = seededRandom(seed);
  const products = Number(process.env['SOAK_PRODUCTS'] ?? 0) || 200 + Math.floor(random() * 800);
  const databases = await openDatabases(readEnvironment({ DATA_DIR: data }));
  let searching: Child | undefined;
  try {
    await createStore({ handle: STORE, name: 'Soak', currency: 'EUR', locale: 'en', plan: 'enterprise' }, databases);
    searching = startChild({ data, store: STORE, works: ['search'], csv: '', seed });
    for (let round = 0; round < 2; round += 1) {
      const csv = join(data, `${round}.csv`);
      // A product has 2.7 rows on average; another seed changes all of its words.
      await pipeline(
        Readable.from(syntheticCatalogue(Math.ceil(products * 2.7), seed * 2 + round)),
        createWriteStream(csv),
      );
      const write: SoakWork = round === 0 ? 'import' : random() < 0.5 ? 'import' : 'edit';
      const task = { data, store: STORE, csv, seed };
      await killSome({ ...task, works: [write, 'index', 'embed'] }, random, products, tally);
      tally.peakMiB = Math.max(tally.peakMiB, await finish({ ...task, works: [write, 'index', 'embed'] }));
      await assertWhole(databases, join(data, `fresh-${round}.db`));
    }
    const searched = await stopSearching(searching);
    tally.answers += searched.answers;
    tally.slowestMs = Math.max(tally.slowestMs, searched.slowestMs);
    assert.ok(searched.answers > 0, 'nothing was searched meanwhile');
    assert.ok(searched.slowestMs < SLOWEST_MS, `a search took ${Math.round(searched.slowestMs)} ms`);
    assert.ok(tally.peakMiB < MOST_MIB, `a process took ${Math.round(tally.peakMiB)} MiB`);
  } finally {
    // A broken promise leaves it searching.
    searching?.process.kill('SIGKILL');
    databases.close();
  }
}

/** Starts processes, two of them at a time now and then, and has each killed at some moment of its work. */
async function killSome(task: SearchTask, random: () => number, products: number, tally: Tally): Promise<void> {
  for (let kills = 1 + Math.floor(random() * 4); kills > 0; kills -= 1) {
    const tasks = [task, ...(random() < 0.4 ? [{ ...task, works: ['index', 'embed'] as const }] : [])];
    const deaths = await Promise.all(
      tasks.map((task) => {
        // Between two transactions, of which a few hundred products need a few dozen; or at a moment that may be inside one.
        const atCall = random() < 0.6;
        const killAt = atCall ? 1 + Math.floor(random() * (10 + products / 8)) : null;
        return killAfter(startChild({ ...task, killAt }), atCall ? null : random() ** 1.5 * (150 + products * 0.8));
      }),
    );
    tally.killed += deaths.filter(Boolean).length;
  }
}

interface Child {
  readonly process: ChildProcess;
  readonly news: SearchNews[];
  readonly ended: Promise<{ code: number | null; signal: string | null; err: string }>;
  /** Fulfilled when it has begun, or has ended before. */
  readonly begun: Promise<unknown>;
}

function startChild(task: SearchTask): Child {
  const child = spawn(process.execPath, [childFile, JSON.stringify(task)], {
    stdio: ['pipe', 'pipe', 'pipe'],
    // Node keeps there the code it has compiled, which halves the start of all but the first.
    env: { PATH: process.env['PATH'], NODE_COMPILE_CACHE: join(task.data, '..', 'code') },
  });
  const news: SearchNews[] = [];
  let [err, rest] = ['', ''];
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const begun = new Promise((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop()!;
      for (const line of lines) news.push(JSON.parse(line) as SearchNews);
      if (news.length > 0) resolve(undefined);
    });
    child.once('close', resolve);
  });
  const ended = once(child, 'close').then(([code, signal]) => ({
    code: code as number | null,
    signal: signal as string | null,
    err,
  }));
  return { process: child, news, ended, begun };
}

/** Whether it died of the kill; false when it was done before. A process that fails by itself breaks a promise. */
async function killAfter(child: Child, ms: number | null): Promise<boolean> {
  await child.begun;
  const timer = ms === null ? undefined : setTimeout(() => child.process.kill('SIGKILL'), ms);
  const { code, signal, err } = await child.ended;
  clearTimeout(timer);
  assert.ok(signal === 'SIGKILL' || code === 0, `a process failed by itself with ${code}:\n${err}`);
  return signal === 'SIGKILL';
}

/** Lets a process do all that is left; answers the most memory it had, in MiB. */
async function finish(task: SearchTask): Promise<number> {
  const child = startChild(task);
  const { code, err } = await child.ended;
  assert.equal(code, 0, err);
  const last = child.news.at(-1);
  assert.ok(last?.event === 'done', 'a process ended before it was done');
  return last.peakMiB;
}

async function stopSearching(child: Child): Promise<{ answers: number; slowestMs: number }> {
  child.process.stdin!.end();
  const { code, err } = await child.ended;
  assert.equal(code, 0, `a search was not answered:\n${err}`);
  const last = child.news.at(-1);
  assert.ok(last?.event === 'searched');
  return last;
}

async function assertWhole(databases: Databases, copy: string): Promise<void> {
  const store = (await databases.stores.find(STORE))!;
  const { database, release } = await databases.lease(store);
  try {
    // By a connection of its own: one that was open while others wrote the index takes it for malformed (SQLite 3.45).
    const looking = databases.connect({ url: store.databaseUrl });
    const found = (await looking.first('PRAGMA integrity_check'))?.['integrity_check'];
    looking.close();
    assert.equal(found, 'ok');
    await assertAsFresh(database, copy);
  } finally {
    release();
  }
}
