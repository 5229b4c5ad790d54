import { engineFromBuild } from '../../sandbox/run/engine-file.node.ts';
import { threadPool } from '../../sandbox/run/thread-pool.node.ts';
import type { BlockRenderer } from '../../sandbox/run/port.ts';
import { REQUEST } from './subject.ts';

/** Renders asked for at once. */
const AT_ONCE = 6;

export interface Throughput {
  readonly threads: number;
  readonly rendersPerSecond: number;
}

/** How many renders a renderer ends with in so many milliseconds, with some always waiting. */
async function rateOf(renderer: BlockRenderer, forMs: number): Promise<number> {
  await Promise.all(Array.from({ length: AT_ONCE }, () => renderer.render(REQUEST)));
  const started = performance.now();
  let done = 0;
  const go = async (): Promise<void> => {
    while (performance.now() - started < forMs) {
      const { status } = await renderer.render(REQUEST);
      if (status === 'done') done++;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, go));
  return (done * 1000) / (performance.now() - started);
}

/** The pool with one thread and with two, in turns. */
export async function throughput(turns: number, forMs: number): Promise<Throughput[]> {
  const engine = engineFromBuild();
  const rates = new Map<number, number>();
  for (let turn = 0; turn < turns; turn++)
    for (const threads of [1, 2]) {
      const pool = threadPool(engine, { threads });
      rates.set(threads, Math.max(rates.get(threads) ?? 0, await rateOf(pool, forMs)));
      await pool.close();
    }
  return [...rates].map(([threads, rendersPerSecond]) => ({ threads, rendersPerSecond }));
}
