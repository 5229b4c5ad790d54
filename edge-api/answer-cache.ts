/** How long answers of the registry are believed, in milliseconds, counted from when they were asked for. */
export interface Belief {
  /** Up to here an answer is given without asking again. */
  readonly freshMs: number;
  /** Up to here it is given while it is asked again behind the caller's back. From here on a caller waits. */
  readonly staleMs: number;
  /** How long "there is none" is believed. */
  readonly missingMs: number;
  /** Up to here an old answer is better than none, when asking fails or takes longer than `patienceMs`. */
  readonly outageMs: number;
  readonly patienceMs: number;
  /** Keys never heard of that are asked for in a second, by all callers; more are refused, so that a sweep of names spares the registry. */
  readonly strangersPerSecond: number;
  /** Most answers kept, and most keys known to have none. */
  readonly maxKept: number;
  readonly maxMissing: number;
  /** Whether callers may wait for one another's question. On Workers they may not: it ends with the request that began it. */
  readonly shared: boolean;
}

/** Lets work go on after the answer; it must not reject. */
export type Background = (work: Promise<unknown>) => void;

/** Somebody who asks for a key that may be nobody's. */
export interface Stranger {
  /** Throws when he has asked for too many that nobody has. */
  refuse(): void;
  /** Counts one that nobody has. */
  miss(): Promise<void>;
}

/** Told when more unknown keys were asked for than the registry is asked about. */
export class TooManyStrangers extends Error {
  override readonly name = 'TooManyStrangers';
}

interface Kept<Value> {
  readonly value: Value;
  readonly askedAt: number;
  /** Until then a question in the background is taken to be under way. */
  askingUntil: number;
  /** Until then nobody asks: the last question has just failed. */
  restUntil: number;
}

interface Options<Value> {
  readonly ask: (key: string) => Promise<Value | undefined>;
  readonly belief: Belief;
  readonly now: () => number;
  /** Calls back after some milliseconds, unless what it returns is called before. */
  readonly after?: (ms: number, call: () => void) => () => void;
}

function realAfter(ms: number, call: () => void): () => void {
  const timer = setTimeout(call, ms);
  return () => clearTimeout(timer);
}

/** Remembers answers by key, bounded in number and age; what was used the longest ago leaves first. */
export class AnswerCache<Value> {
  private readonly kept = new Map<string, Kept<Value>>();
  /** Keys without an answer, and until when that is believed. */
  private readonly missing = new Map<string, number>();
  private readonly underWay = new Map<string, Promise<Value | undefined>>();
  private readonly options: Options<Value>;
  private strangers = { second: 0, count: 0 };
  /** Counts what was forgotten, so that an answer asked for before is not kept after. */
  private forgotten = 0;

  constructor(options: Options<Value>) {
    this.options = options;
  }

  /** Answers kept, and keys known to have none. */
  get size(): { kept: number; missing: number } {
    return { kept: this.kept.size, missing: this.missing.size };
  }

  /**
   * The answer for a key, or undefined when there is none. Rejects with what `ask` rejects with when there is nothing old
   * enough to fall back on, with `TooManyStrangers`, and with what the stranger throws: who asks for what is not in memory.
   */
  async get(key: string, background?: Background, stranger?: Stranger): Promise<Value | undefined> {
    const { belief } = this.options;
    const now = this.options.now();
    const known = this.kept.get(key);
    if (known) {
      const age = now - known.askedAt;
      if (age < belief.freshMs) return this.use(key, known);
      if (age < belief.staleMs && background) {
        if (now >= known.askingUntil && now >= known.restUntil) {
          known.askingUntil = now + belief.patienceMs;
          background(this.ask(key, known).catch(() => undefined));
        }
        return this.use(key, known);
      }
      if (age < belief.outageMs) return this.askOrFallBack(key, known);
      this.kept.delete(key);
    }
    const missingUntil = this.missing.get(key);
    if (missingUntil !== undefined) {
      if (missingUntil > now) return undefined;
      this.missing.delete(key);
    }
    if (known || this.underWay.has(key)) return this.ask(key, known);
    stranger?.refuse();
    this.countStranger(now);
    const value = await this.ask(key, known);
    if (value === undefined) await stranger?.miss();
    return value;
  }

  /** Forgets the answers of which this is true, and what was missing, so that the next caller asks anew. */
  forget(isIt: (value: Value) => boolean): void {
    this.forgotten += 1;
    this.missing.clear();
    this.underWay.clear();
    for (const [key, { value }] of this.kept) if (isIt(value)) this.kept.delete(key);
  }

  private use(key: string, known: Kept<Value>): Value {
    this.kept.delete(key);
    this.kept.set(key, known);
    return known.value;
  }

  private async askOrFallBack(key: string, known: Kept<Value>): Promise<Value | undefined> {
    const { belief, now, after = realAfter } = this.options;
    if (now() < known.restUntil) return this.use(key, known);
    const asked = this.ask(key, known);
    return new Promise((resolve) => {
      // What was true a moment ago is served until the registry is back.
      const fallBack = () => {
        known.restUntil = now() + belief.freshMs;
        resolve(this.use(key, known));
      };
      const stop = after(belief.patienceMs, fallBack);
      asked.then(resolve, fallBack).finally(stop);
    });
  }

  private ask(key: string, known: Kept<Value> | undefined): Promise<Value | undefined> {
    const { belief, ask, now } = this.options;
    const other = belief.shared ? this.underWay.get(key) : undefined;
    if (other) return other;
    const askedAt = now();
    const { forgotten } = this;
    const answer = ask(key).then(
      (value) => {
        if (forgotten === this.forgotten) this.keep(key, value, askedAt);
        return value;
      },
      (error: unknown) => {
        if (known) known.restUntil = now() + belief.freshMs;
        throw error;
      },
    );
    if (belief.shared) {
      this.underWay.set(key, answer);
      const done = () => {
        if (this.underWay.get(key) === answer) this.underWay.delete(key);
      };
      answer.then(done, done);
    }
    return answer;
  }

  private keep(key: string, value: Value | undefined, askedAt: number): void {
    const { belief } = this.options;
    const newer = this.kept.get(key);
    // An answer that was slow must not undo one that was asked for later.
    if (newer && newer.askedAt > askedAt) return;
    this.kept.delete(key);
    this.missing.delete(key);
    if (value === undefined) this.missing.set(key, askedAt + belief.missingMs);
    else this.kept.set(key, { value, askedAt, askingUntil: 0, restUntil: 0 });
    trim(this.kept, belief.maxKept);
    trim(this.missing, belief.maxMissing);
  }

  private countStranger(now: number): void {
    const second = Math.floor(now / 1000);
    if (this.strangers.second !== second) this.strangers = { second, count: 0 };
    this.strangers.count += 1;
    if (this.strangers.count > this.options.belief.strangersPerSecond)
      throw new TooManyStrangers('Too many unknown names were asked for.');
  }
}

function trim(map: Map<string, unknown>, most: number): void {
  for (const oldest of map.keys()) {
    if (map.size <= most) return;
    map.delete(oldest);
  }
}
