import type { Metric } from './contract/limits.ts';

/** Something a store did, so many times on a day. */
export interface Count {
  readonly storeId: string;
  readonly metric: Metric;
  /** UTC, YYYY-MM-DD. */
  readonly day: string;
  readonly amount: number;
}

/** Counts what stores do. */
export interface UsageSink {
  count(storeId: string, metric: Metric, amount?: number): void;
  /** Whether the store has used up its requests of this month, as far as is known here. */
  isSpent(storeId: string): boolean;
  /** Writes down what was counted, in the background, when it is time. Call it where something was counted. */
  settle(background: (work: Promise<unknown>) => void): void;
}

export interface UsageCounterOptions {
  /** Writes counts down, and answers those of their stores that have used up their requests of the month. */
  readonly write: (counts: readonly Count[]) => Promise<ReadonlySet<string>>;
  readonly everyMs: number;
  readonly now: () => number;
  /** Told why a write in the background failed. */
  readonly onTrouble: (error: unknown) => void;
}

/** Most counts kept: when the registry is away for long, new ones are counted and others are lost rather than memory. */
const MOST = 100_000;

/**
 * Counts in memory and writes everything in one statement every `everyMs`: no request waits for it, and a process or isolate
 * that ends without warning loses at most what it counted since. A write that failed is tried again with the next.
 */
export class UsageCounter implements UsageSink {
  private readonly counts = new Map<string, { -readonly [Name in keyof Count]: Count[Name] }>();
  private readonly spent = new Set<string>();
  private readonly write: UsageCounterOptions['write'];
  private readonly everyMs: number;
  private readonly now: () => number;
  private readonly onTrouble: (error: unknown) => void;
  private flushedAt: number;
  private flushing: Promise<void> | undefined;

  constructor({ write, everyMs, now, onTrouble }: UsageCounterOptions) {
    this.write = write;
    this.everyMs = everyMs;
    this.now = now;
    this.onTrouble = onTrouble;
    this.flushedAt = now();
  }

  count(storeId: string, metric: Metric, amount = 1): void {
    this.add({ storeId, metric, amount, day: new Date(this.now()).toISOString().slice(0, 10) });
  }

  isSpent(storeId: string): boolean {
    return this.spent.has(storeId);
  }

  settle(background: (work: Promise<unknown>) => void): void {
    if (this.counts.size === 0 || this.now() - this.flushedAt < this.everyMs) return;
    background(this.flush().catch(this.onTrouble));
  }

  /** Writes down all that was counted until now; one at a time. Rejects when it cannot, and keeps the counts. */
  async flush(): Promise<void> {
    while (this.flushing) await this.flushing.catch(() => undefined);
    this.flushing = this.writeAll();
    try {
      await this.flushing;
    } finally {
      this.flushing = undefined;
    }
  }

  private async writeAll(): Promise<void> {
    this.flushedAt = this.now();
    if (this.counts.size === 0) return;
    const taken = [...this.counts.values()];
    this.counts.clear();
    try {
      const spent = await this.write(taken);
      for (const { storeId } of taken)
        if (spent.has(storeId)) this.spent.add(storeId);
        else this.spent.delete(storeId);
    } catch (error) {
      for (const count of taken) this.add(count);
      throw error;
    }
  }

  private add(count: Count): void {
    const { storeId, metric, day, amount } = count;
    const key = `${day} ${metric} ${storeId}`;
    const kept = this.counts.get(key);
    if (kept) kept.amount += amount;
    else if (this.counts.size < MOST) this.counts.set(key, { ...count });
  }
}
