import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openDatabases, type Databases } from '../edge-api/adapters/provisioning/compose.node.ts';
import { createStore } from '../edge-api/adapters/provisioning/create-store.ts';
import { purgeStore } from '../edge-api/adapters/provisioning/purge-store.ts';
import { strayDatabases } from '../edge-api/adapters/provisioning/recover-stores.ts';
import { readEnvironment } from '../edge-api/env.ts';
import { seededRandom } from '../edge-api/repositories/catalogue-synthetic.test-support.ts';
import type { RegisteredStore } from '../edge-api/repositories/stores.ts';
import type { Soak } from './soak.ts';
import type { ChildNews, ChildTask } from './store-soak-child.ts';
import { OPERATIONS, schemaFaults } from './store-soak-operations.ts';

const childFile = fileURLToPath(new URL('store-soak-child.ts', import.meta.url));
const HANDLES = ['ada', 'bob', 'cleo'];
/** Kills at a call fall within this many calls; a store takes about forty. */
const MOST_CALLS = 200;
const MOST_MS = 80;
const HOUR_MS = 3_600_000;

/** Processes that make, upgrade, delete and purge stores are killed; what they leave is recovered and has to be whole. */
export const storeSoak: Soak = {
  async open() {
    const folder = mkdtempSync(join(tmpdir(), 'vitrine-stores-'));
    const empty = join(folder, 'empty');
    (await openDatabases(readEnvironment({ DATA_DIR: empty }))).close();
    const children = new Children(folder);
    return {
      async run(seed) {
        const data = join(folder, String(seed));
        cpSync(empty, data, { recursive: true });
        for (const inner of ['stores', 'sync']) mkdirSync(join(data, inner));
        const databases = await openDatabases(readEnvironment({ DATA_DIR: data }));
        try {
          await runOne(seed, { data, databases, children });
        } finally {
          databases.close();
          rmSync(data, { recursive: true });
        }
      },
      told: () => `${children.killed} processes were killed.`,
      async close() {
        await children.close();
        rmSync(folder, { recursive: true, force: true });
      },
    };
  },
};

interface Shop {
  readonly data: string;
  readonly databases: Databases;
  readonly children: Children;
}

async function runOne(seed: number, shop: Shop): Promise<void> {
  const random = seededRandom(seed);
  const known = new Map<string, Belief>(HANDLES.map((handle) => [handle, 'gone']));
  // A recovery is killed as well: then it is the first thing the second process does, an hour later.
  for (let round = random() < 0.3 ? 2 : 1, first = true; round > 0; round -= 1, first = false) {
    const atCall = random() < 0.6;
    const task: ChildTask = {
      data: shop.data,
      seed: seed * 2 + round,
      killAt: atCall ? 1 + Math.floor(random() * (first ? MOST_CALLS : 30)) : null,
      handles: HANDLES,
      recoverMs: first ? null : HOUR_MS,
    };
    learn(known, await shop.children.kill(task, atCall ? null : random() * MOST_MS));
  }
  await OPERATIONS.recover({ ...shop.databases, data: shop.data }, '', { random, recoverMs: 2 * HOUR_MS });
  await check(shop, known);

  // Whatever was interrupted, its handle is as good as any other.
  const handle = HANDLES[Math.floor(random() * HANDLES.length)]!;
  if (await shop.databases.stores.find(handle)) await purgeStore(handle, shop.databases);
  await createStore({ handle, name: handle, currency: 'EUR', locale: 'en' }, shop.databases);
}

/** What has to be so after the recovery, as far as the killed processes have told. */
type Belief = 'there' | 'gone' | 'either';

/** Follows the news of a process; the last thing it had begun and not done may have happened or not. */
function learn(known: Map<string, Belief>, news: readonly ChildNews[]): void {
  for (const { event, operation, handle } of news) {
    if (operation === 'recover') {
      continue;
    } else if (event === 'begin') {
      if (operation === 'create' || operation === 'clone' || operation === 'purge' || operation === 'delete')
        known.set(handle, 'either');
    } else if (operation === 'create' || operation === 'clone') {
      // Refused, because there is one: which may be deleted, and past its grace.
      known.set(handle, event === 'done' ? 'there' : 'either');
    } else if (operation === 'purge') known.set(handle, 'gone');
    else if (operation === 'resume' && event === 'done') known.set(handle, 'there');
  }
}

async function check({ data, databases }: Shop, known: ReadonlyMap<string, Belief>): Promise<void> {
  assert.deepEqual(await databases.platform.all('SELECT * FROM store_jobs'), [], 'a job is left');
  const stores = await allStores(databases);
  for (const [handle, belief] of known) {
    if (belief === 'either') continue;
    assert.equal(stores.has(handle) ? 'there' : 'gone', belief, `what was told of "${handle}" is not so`);
  }
  const names = [...stores.values()].map(({ databaseName }) => databaseName).sort();
  const folder = join(data, 'stores');
  const files = readdirSync(folder, { recursive: true }).map((file) => String(file).replace(/\.db(-wal|-shm)?$/, ''));
  assert.deepEqual([...new Set(files)].sort(), names, 'the files are not those of the stores');
  assert.deepEqual(await strayDatabases(databases), []);
  const apps = new Set([...stores.values()].map(({ instantAppId }) => `${instantAppId}.db`));
  for (const file of readdirSync(join(data, 'sync'))) assert.ok(apps.has(file), 'live carts of no store are left');

  for (const { handle, databaseUrl, purgingSince, statusBefore, status } of stores.values()) {
    assert.equal(purgingSince, null, `the purge of "${handle}" was given up`);
    if (status !== 'suspended') assert.equal(statusBefore !== null, status === 'deleted', `the status of "${handle}"`);
    const database = databases.connect({ url: databaseUrl });
    try {
      assert.equal((await database.first('PRAGMA integrity_check'))?.['integrity_check'], 'ok');
      assert.deepEqual(await database.all('SELECT handle FROM store_state'), [{ handle }]);
      assert.deepEqual(await schemaFaults(database), []);
    } finally {
      database.close();
    }
  }
}

async function allStores({ stores }: Databases): Promise<Map<string, RegisteredStore>> {
  return new Map((await stores.list({ limit: 1000 })).map((store) => [store.handle, store]));
}

/** Processes to kill; the next one starts while the last one works. */
class Children {
  /** Where Node keeps the code it has compiled, which halves the start of all but the first. */
  private readonly code: string;
  private readonly passing: string;
  private next: ChildProcess | undefined;
  /** How many were killed while they worked. */
  killed = 0;

  constructor(folder: string) {
    this.code = join(folder, 'code');
    this.passing = join(folder, 'passing');
    mkdirSync(this.passing);
  }

  private start(): ChildProcess {
    return spawn(process.execPath, [childFile], {
      stdio: ['pipe', 'pipe', 'pipe'],
      // What it leaves in the folder of passing files goes with the soak.
      env: { PATH: process.env['PATH'], NODE_COMPILE_CACHE: this.code, TMPDIR: this.passing },
    });
  }

  /** Has a process work on a task until it kills itself, or is killed some time after it began; answers what it told. */
  async kill(task: ChildTask, afterMs: number | null): Promise<ChildNews[]> {
    const child = this.next ?? this.start();
    this.next = this.start();
    let [out, err] = ['', ''];
    let timer: NodeJS.Timeout | undefined;
    child.stderr!.setEncoding('utf8').on('data', (text: string) => (err += text));
    child.stdout!.setEncoding('utf8').on('data', (text: string) => {
      out += text;
      if (afterMs !== null && out.includes('"begin"')) timer ??= setTimeout(() => child.kill('SIGKILL'), afterMs);
    });
    child.stdin!.end(JSON.stringify(task));
    const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
    clearTimeout(timer);
    assert.equal(signal, 'SIGKILL', `the process ended by itself with ${code}:\n${err}`);
    this.killed += 1;
    const lines = out.split('\n').slice(1, -1);
    return lines.map((line) => JSON.parse(line) as ChildNews);
  }

  async close(): Promise<void> {
    if (!this.next) return;
    const gone = once(this.next, 'close');
    this.next.kill('SIGKILL');
    await gone;
  }
}
