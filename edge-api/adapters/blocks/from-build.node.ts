import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BlockEngine } from '../../../sandbox/run/port.ts';
import { type PoolOptions, threadPool, type ThreadPool } from '../../../sandbox/run/thread-pool.node.ts';

/** An engine in threads of its own, which begins with the first block that is drawn. */
export interface BlocksFromBuild extends BlockEngine {
  /** Threads that had to be ended, since the start. */
  readonly ended: number;
  close(): Promise<void>;
}

const FAILED = {
  reason: 'engine_failed',
  message: 'The engine that blocks run in is missing: run `npm run build`.',
} as const;

/**
 * Runs blocks over the engine of the build at `root`, loaded when it is first needed. Without a build no block runs, `onTrouble` is told
 * once, and the next block tries again.
 */
export function blocksFromBuild(
  root: string,
  onTrouble: (error: unknown) => void,
  options: PoolOptions = {},
): BlocksFromBuild {
  let loading: Promise<ThreadPool | null> | undefined;
  let pool: ThreadPool | undefined;
  let isTold = false;
  let isClosed = false;

  async function load(): Promise<ThreadPool | null> {
    try {
      const module = await WebAssembly.compile(await readFile(join(root, 'dist/sandbox/engine.wasm')));
      pool = threadPool(module, options);
      if (isClosed) await pool.close();
      return pool;
    } catch (error) {
      loading = undefined;
      if (!isTold) onTrouble(error);
      isTold = true;
      return null;
    }
  }
  const loaded = (): Promise<ThreadPool | null> => (loading ??= load());

  return {
    get ended() {
      return pool?.ended ?? 0;
    },
    async render(request) {
      const threads = await loaded();
      if (threads) return threads.render(request);
      return { usage: { fuel: 0, memoryBytes: 0 }, console: [], status: 'stopped', stop: FAILED };
    },
    async clean(html, cleaning) {
      const threads = await loaded();
      return threads ? threads.clean(html, cleaning) : { ok: false, code: FAILED.reason, message: FAILED.message };
    },
    async close() {
      isClosed = true;
      await pool?.close();
    },
  };
}
