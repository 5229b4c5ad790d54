import { setTimeout as wait } from 'node:timers/promises';
import { engineFromBuild } from '../../sandbox/run/engine-file.node.ts';
import type { BlockRenderer } from '../../sandbox/run/port.ts';
import { threadPool } from '../../sandbox/run/thread-pool.node.ts';
import { median, quantile } from '../pages/median.ts';
import { ATTACKS } from './attacks.ts';
import { REQUEST } from './subject.ts';

/** How often an honest block is asked for. */
const EVERY_MS = 100;
const ATTACK_EVERY_MS = 1000;

/** Honest renders over some time. */
export interface Watched {
  readonly asked: number;
  /** Those that gave anything but their HTML. */
  readonly lost: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export interface Siege {
  readonly quiet: Watched;
  readonly attacked: Watched;
  /** Attacks, those that became what they should, and threads that had to be ended. */
  readonly attacks: number;
  readonly stopped: number;
  readonly ended: number;
}

/** Asks for an honest block at a steady pace, whether the last one was answered or not. */
async function watched(renderer: BlockRenderer, forMs: number): Promise<Watched> {
  const took: number[] = [];
  let lost = 0;
  const all: Promise<void>[] = [];
  const one = async (): Promise<void> => {
    const started = performance.now();
    const { status } = await renderer.render(REQUEST);
    took.push(performance.now() - started);
    if (status !== 'done') lost++;
  };
  for (const started = performance.now(); performance.now() - started < forMs; await wait(EVERY_MS)) all.push(one());
  await Promise.all(all);
  return { asked: took.length, lost, p50Ms: median(took), p99Ms: quantile(took, 0.99) };
}

/** Attacks once a second in turns; answers how many became what they should. */
async function attacking(renderer: BlockRenderer, count: number): Promise<number> {
  const all = Array.from({ length: count }, async (_, at) => {
    await wait(at * ATTACK_EVERY_MS);
    const { request, expected } = ATTACKS[at % ATTACKS.length]!;
    const result = await renderer.render(request);
    if (result.status === 'stopped' && result.stop.reason === expected) return true;
    console.error(`The attack of ${expected} became ${JSON.stringify(result).slice(0, 200)}`);
    return false;
  });
  return (await Promise.all(all)).filter(Boolean).length;
}

/** A pool of two threads, quiet and then attacked every second. */
export async function besieged(seconds: number): Promise<Siege> {
  const pool = threadPool(engineFromBuild(), { threads: 2, code: new URL('./hanging-thread.ts', import.meta.url) });
  try {
    await watched(pool, 2000);
    const quiet = await watched(pool, (seconds * 1000) / 2);
    const [attacked, stopped] = await Promise.all([watched(pool, seconds * 1000), attacking(pool, seconds)]);
    return { quiet, attacked, attacks: seconds, stopped, ended: pool.ended };
  } finally {
    await pool.close();
  }
}
