import { SizedMemory } from '../../sized-memory.ts';

/** What a drawing gave that visitors may see. */
export interface DrawnBlock {
  readonly html: string;
  readonly css: string;
  readonly readsCart: boolean;
}

/** Characters kept: by a server's process, and by one of a Worker's many isolates of 128 MB. */
export const BLOCK_MEMORY = { process: 32 * 2 ** 20, isolate: 8 * 2 ** 20 } as const;
/** How long a block that failed is not run again in the same way, in milliseconds. */
export const REST_MS = 30_000;
/** Failures that are remembered, and drawings of one store that may be under way; any more find it busy. */
const MOST_RESTING = 5000;
const MOST_UNDER_WAY = 24;

/** What a process remembers of the blocks of all its stores. Everything in it can be drawn again. */
export class BlockMemory {
  readonly drawn: SizedMemory<DrawnBlock>;
  /** Whether one request may wait for the work of another, which Workers forbid. */
  private readonly shares: boolean;
  private readonly resting = new Map<string, number>();
  private readonly working = new Map<string, Promise<unknown>>();
  private readonly underWay = new Map<string, number>();

  constructor({ maxChars = BLOCK_MEMORY.process as number, shares = true } = {}) {
    this.drawn = new SizedMemory(maxChars);
    this.shares = shares;
  }

  /** Whether this has failed a moment ago. */
  rests(key: string, now: number): boolean {
    return (this.resting.get(key) ?? 0) > now;
  }

  rest(key: string, now: number): void {
    this.resting.delete(key);
    this.resting.set(key, now + REST_MS);
    for (const oldest of this.resting.keys()) {
      if (this.resting.size <= MOST_RESTING) break;
      this.resting.delete(oldest);
    }
  }

  /** Whether somebody is at this work already, and may be waited for. */
  isUnderWay(key: string): boolean {
    return this.shares && this.working.has(key);
  }

  /** Does work that several callers want at once a single time, where callers may wait for each other. */
  once<Done>(key: string, work: () => Promise<Done>): Promise<Done> {
    if (!this.shares) return work();
    // A key names one kind of work, which answers one kind of thing.
    const running = this.working.get(key) as Promise<Done> | undefined;
    if (running) return running;
    const started = work().finally(() => this.working.delete(key));
    this.working.set(key, started);
    return started;
  }

  /** Does work for a store that has not too much under way; undefined where it has. */
  async within<Done>(storeId: string, work: () => Promise<Done>): Promise<Done | undefined> {
    const count = this.underWay.get(storeId) ?? 0;
    if (count >= MOST_UNDER_WAY) return undefined;
    this.underWay.set(storeId, count + 1);
    try {
      return await work();
    } finally {
      const left = (this.underWay.get(storeId) ?? 1) - 1;
      if (left > 0) this.underWay.set(storeId, left);
      else this.underWay.delete(storeId);
    }
  }
}
