/**
 * The second wall on Node: blocks run in threads that are ended when a render takes longer than it may. The counters in the
 * engine stop every program we know of long before; this holds where they would not.
 */
import { Worker } from 'node:worker_threads';
import type { SanitisedBlock, SanitiseOptions } from '../sanitize/sanitise.ts';
import type { BlockEngine, CleanedBlock, Errand, RenderRequest, RenderResult, Stop, StopReason } from './port.ts';

export interface PoolOptions {
  readonly threads?: number;
  /** What one pass may take, in milliseconds, from when its thread begins with it. */
  readonly wallMs?: number;
  /** Renders that may wait for a thread; any more are refused as `busy`. */
  readonly waiting?: number;
  /** Where the code of a thread is; tests give one that never answers. */
  readonly code?: URL;
}

export interface ThreadPool extends BlockEngine {
  /** Threads that had to be ended, since the start. */
  readonly ended: number;
  close(): Promise<void>;
}

type Result = RenderResult | SanitisedBlock;

interface Job {
  readonly errand: Errand;
  readonly finish: (result: Result | Stop) => void;
}

interface Thread {
  readonly worker: Worker;
  job: Job | undefined;
  timer: NodeJS.Timeout | undefined;
  isReady: boolean;
}

const WALL_MS = 1000;
const WAITING = 200;
const CODE = new URL('./thread.node.ts', import.meta.url);

const stopped = (reason: StopReason, message: string): Stop => ({ reason, message });

class Pool implements ThreadPool {
  ended = 0;
  private readonly engine: WebAssembly.Module;
  private readonly options: Required<PoolOptions>;
  private readonly threads = new Set<Thread>();
  private readonly queue: Job[] = [];
  private isClosed = false;

  constructor(
    engine: WebAssembly.Module,
    { threads = 2, wallMs = WALL_MS, waiting = WAITING, code = CODE }: PoolOptions,
  ) {
    this.engine = engine;
    this.options = { threads, wallMs, waiting, code };
  }

  async render(request: RenderRequest): Promise<RenderResult> {
    const result = await this.done(request);
    // A thread answers an errand with a result of its kind.
    return 'reason' in result
      ? { usage: { fuel: 0, memoryBytes: 0 }, console: [], status: 'stopped', stop: result }
      : (result as RenderResult);
  }

  async clean(html: string, options: SanitiseOptions): Promise<CleanedBlock> {
    const result = await this.done({ clean: html, options });
    return 'reason' in result
      ? { ok: false, code: result.reason, message: result.message }
      : (result as SanitisedBlock);
  }

  private done(errand: Errand): Promise<Result | Stop> {
    if (this.isClosed || this.queue.length >= this.options.waiting)
      return Promise.resolve(stopped('busy', 'Too many blocks are being drawn.'));
    return new Promise((finish) => {
      this.queue.push({ errand, finish });
      this.next();
    });
  }

  /** Gives waiting renders to threads that have none, and starts threads up to the number. */
  private next(): void {
    for (const thread of this.threads) if (thread.isReady && !thread.job) this.give(thread);
    const starting = [...this.threads].filter(({ isReady }) => !isReady).length;
    if (this.queue.length > starting && this.threads.size < this.options.threads && !this.isClosed) this.start();
  }

  private start(): void {
    const worker = new Worker(this.options.code, {
      workerData: this.engine,
      env: {},
      execArgv: [],
      stdin: false,
      resourceLimits: { maxOldGenerationSizeMb: 128, stackSizeMb: 4 },
    });
    const thread: Thread = { worker, job: undefined, timer: undefined, isReady: false };
    this.threads.add(thread);
    worker.on('message', (message: 'ready' | Result) => {
      if (message === 'ready') thread.isReady = true;
      else this.settle(thread, message);
      if (!thread.job) worker.unref();
      this.next();
    });
    worker.once('error', () => this.lose(thread, stopped('engine_failed', 'The engine failed.')));
    worker.once('exit', () => this.lose(thread, stopped('engine_failed', 'The engine failed.')));
  }

  private give(thread: Thread): void {
    const job = this.queue.shift();
    if (!job) return;
    thread.job = job;
    thread.worker.ref();
    // What came while this process was at other work is read first.
    thread.timer = setTimeout(() => setImmediate(() => this.late(thread, job)), this.options.wallMs);
    try {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread is no window
      thread.worker.postMessage(job.errand);
    } catch {
      this.settle(thread, stopped('input_too_large', 'The data for the block are no plain data.'));
    }
  }

  private settle(thread: Thread, result: Result | Stop): void {
    clearTimeout(thread.timer);
    const { job } = thread;
    thread.job = undefined;
    job?.finish(result);
  }

  private late(thread: Thread, job: Job): void {
    if (thread.job !== job) return;
    this.lose(thread, stopped('out_of_time', `The block took longer than ${this.options.wallMs} ms.`));
  }

  /** Ends a thread; what it was at gets this result, and another takes its place when there is work. */
  private lose(thread: Thread, result: Stop): void {
    if (!this.threads.delete(thread)) return;
    this.ended++;
    void thread.worker.terminate();
    this.settle(thread, result);
    // A thread that never came up would be started again for ever: what waits for it is told.
    if (!thread.isReady) this.queue.shift()?.finish(result);
    this.next();
  }

  async close(): Promise<void> {
    this.isClosed = true;
    for (const job of this.queue.splice(0)) job.finish(stopped('busy', 'The shop is stopping.'));
    const threads = [...this.threads];
    this.threads.clear();
    for (const thread of threads) this.settle(thread, stopped('busy', 'The shop is stopping.'));
    await Promise.all(threads.map(({ worker }) => worker.terminate()));
  }
}

/** A pool of threads over a compiled engine. Threads start with the first renders and do not keep a process alive. */
export const threadPool = (engine: WebAssembly.Module, options: PoolOptions = {}): ThreadPool =>
  new Pool(engine, options);
