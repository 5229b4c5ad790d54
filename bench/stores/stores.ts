/**
 * Ten thousand stores on this machine: how fast they are made, what a cold one costs, whether a request to any of them is as
 * quick as the same request to one, what they take of memory and file handles, and how fast a migration reaches them all.
 * `BENCH_STORES` takes another number.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { BenchReport } from '../../tools/bench.ts';
import { openDatabases } from '../../edge-api/adapters/provisioning/compose.node.ts';
import { CACHE_KIB } from '../../edge-api/db/file-database.node.ts';
import { MOST_OPEN } from '../../edge-api/db/pool.ts';
import { readEnvironment } from '../../edge-api/env.ts';
import { makeStores } from './make.ts';
import { percentile, ratio, timesAsMuch } from './measure.ts';
import { migrateAgain } from './migrate.ts';
import { shops } from './shops.ts';

const REQUESTS = 20_000;
/** File handles of the process itself and of the registry, besides those of stores. */
const OWN_HANDLES = 100;

/** A store's file, its journal and the journal's index. */
const HANDLES_A_STORE = 3;

/** What open stores take, measured in a process of its own, whose memory nothing else has been in. */
async function openOnes(dataDir: string): Promise<{ stores: number; kib: number; handles: number }> {
  const script = fileURLToPath(new URL('memory.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [script], {
    env: { ...process.env, DATA_DIR: dataDir },
  });
  // Our own script says it in these words.
  return JSON.parse(stdout) as { stores: number; kib: number; handles: number };
}

const ms = (value: number) => value.toFixed(3);

export async function run(): Promise<BenchReport> {
  const count = Number(process.env['BENCH_STORES'] ?? 10_000);
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-bench-stores-'));
  const databases = await openDatabases(readEnvironment({ DATA_DIR: folder }));
  try {
    const made = await makeStores(databases, count);
    const { handles } = made;
    const shop = shops(databases);

    const cold = await shop.coldAgainstWarm(handles, 500);
    const within = handles.slice(0, Math.min(MOST_OPEN, handles.length) - 12);
    shop.closeAll();
    const open = await openOnes(folder);
    const [one, warm] = await shop.compare([handles.slice(0, 1), within], REQUESTS);
    const [oneAgain, all] = await shop.compare([handles.slice(0, 1), handles], REQUESTS);
    const peak = { kib: shop.peakKiB(), handles: shop.peakHandles() };
    const migrated = await migrateAgain(databases);

    const p = (samples: readonly number[], share: number) => percentile(samples, share);
    return {
      title: `${count} stores of ${made.products} products`,
      rows: [
        { what: 'creation, stores/s', value: made.perSecond.toFixed(0), p99: '' },
        { what: 'cold store, first request, ms', value: ms(p(cold.cold, 0.5)), p99: ms(p(cold.cold, 0.99)) },
        { what: 'warm store, the same request, ms', value: ms(p(cold.warm, 0.5)), p99: ms(p(cold.warm, 0.99)) },
        { what: 'one store, ms', value: ms(p(one!, 0.5)), p99: ms(p(one!, 0.99)) },
        { what: `${within.length} stores, all open, ms`, value: ms(p(warm!, 0.5)), p99: ms(p(warm!, 0.99)) },
        { what: 'one store, again, ms', value: ms(p(oneAgain!, 0.5)), p99: ms(p(oneAgain!, 0.99)) },
        { what: `${count} stores, at most ${MOST_OPEN} open, ms`, value: ms(p(all!, 0.5)), p99: ms(p(all!, 0.99)) },
        { what: 'memory an open store, KiB', value: open.kib.toFixed(0), p99: '' },
        { what: 'file handles an open store', value: open.handles.toFixed(1), p99: '' },
        { what: 'memory of the process, most, MiB', value: (peak.kib / 1024).toFixed(0), p99: '' },
        { what: 'file handles, most', value: peak.handles, p99: '' },
        { what: 'migrate --all, stores/s', value: migrated.perSecond.toFixed(0), p99: '' },
      ],
      checks: [
        ratio(`p50 over ${within.length} open stores against one store`, timesAsMuch(warm!, one!, 0.5), 2),
        ratio(`p99 over ${within.length} open stores against one store`, timesAsMuch(warm!, one!, 0.99), 2),
        ratio(`p50 over ${count} stores against one store`, timesAsMuch(all!, oneAgain!, 0.5), 2),
        ratio(`p99 over ${count} stores against one store`, timesAsMuch(all!, oneAgain!, 0.99), 2),
        ratio('KiB of memory an open store', open.kib, CACHE_KIB),
        ratio('file handles', peak.handles, OWN_HANDLES + HANDLES_A_STORE * MOST_OPEN * 1.5),
      ],
      samples: { made: { ...made, handles: undefined }, cold, open, migrated, peak },
    };
  } finally {
    databases.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
