import type { Need } from '../../../sandbox/run/port.ts';
import type { NeedMemory } from '../../../sandbox/run/with-data.ts';
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
/** Characters kept of what blocks asked for. */
const NEEDS_CHARS = 2 ** 20;
/** Characters kept of what has failed a moment ago: settings that somebody chose, and lines of carts, are in it. */
const RESTING_CHARS = 2 ** 22;
/** Drawings of one store that are made at once, so that no store has all threads, and those that may wait; any more find it busy. */
const AT_ONCE = 4;
const MOST_WAITING = 20;

/** Drawings of one store: how many are being made, and who waits for a place. */
interface Line {
  made: number;
  readonly waiting: (() => void)[];
}

/** What a process remembers of the blocks of all its stores. Everything in it can be drawn again. */
export class BlockMemory {
  readonly drawn: SizedMemory<DrawnBlock>;
  /** Whether one request may wait for the work of another, which Workers forbid. */
  private readonly shares: boolean;
  private readonly needs = new SizedMemory<readonly Need[]>(NEEDS_CHARS);
  private readonly resting = new SizedMemory<number>(RESTING_CHARS);
  private readonly working = new Map<string, Promise<unknown>>();
  private readonly lines = new Map<string, Line>();

  constructor({ maxChars = BLOCK_MEMORY.process as number, shares = true } = {}) {
    this.drawn = new SizedMemory(maxChars);
    this.shares = shares;
  }

  /** What a block asked for when it was drawn in this way before, whatever the data were. */
  needsOf(key: string): NeedMemory {
    return {
      read: () => this.needs.get(key),
      write: (needs) => this.needs.set(key, needs, JSON.stringify(needs).length),
    };
  }

  /** Whether this has failed a moment ago. */
  rests(key: string, now: number): boolean {
    return (this.resting.get(key) ?? 0) > now;
  }

  rest(key: string, now: number): void {
    this.resting.set(key, now + REST_MS, 0);
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

  /**
   * Does work for a store when it has a place for it; undefined where too much waits for one already. Where requests may not wait for each
   * other nothing is counted: one that is given up there never says so, and its place would never be free again.
   */
  async within<Done>(storeId: string, work: () => Promise<Done>): Promise<Done | undefined> {
    if (!this.shares) return work();
    const line = this.lines.get(storeId) ?? { made: 0, waiting: [] };
    this.lines.set(storeId, line);
    if (line.made < AT_ONCE) line.made++;
    else if (line.waiting.length >= MOST_WAITING) return undefined;
    else await new Promise<void>((go) => line.waiting.push(go));
    try {
      return await work();
    } finally {
      // A place goes from hand to hand.
      const next = line.waiting.shift();
      if (next) next();
      else if (--line.made === 0) this.lines.delete(storeId);
    }
  }
}
