/** How long whoever takes a piece of work has it alone, in milliseconds; longer than any piece may take. */
export const LEASE_MS = 90_000;
/** Rounds of one drain: what a round makes due, such as the next event of an order, is done in the next. */
const MOST_ROUNDS = 20;

/** A queue in a database that several processes work on. */
export interface LeasedQueue<Unit extends { readonly id: string }> {
  due(now: number, limit: number): Promise<readonly Unit[]>;
  /** Takes a unit until a time, for one more try; false when somebody else has it. */
  take(id: string, now: number, until: number): Promise<boolean>;
  /** Does a unit and ends it. */
  perform(unit: Unit): Promise<void>;
  /** Puts a unit off that could not be done, or gives it up. */
  failed(unit: Unit, error: unknown): Promise<void>;
  /** Units with the same lane are done one after the other. */
  lane(unit: Unit): string;
}

/** How a queue is worked on. */
export interface Shift {
  readonly batch: number;
  /** Most units at a time. */
  readonly lanes: number;
  readonly now: () => number;
  /** Epoch milliseconds after which nothing new is begun. */
  readonly until: number;
  /** Whether the process is about to stop: nothing new is begun. */
  readonly leaving: () => boolean;
}

/**
 * Does what is due, each unit by itself, and answers how many were done. A unit is taken by one conditional UPDATE, so that of
 * two processes one has it; who dies with a unit loses it to the next when the lease is over.
 */
export async function workThrough<Unit extends { readonly id: string }>(
  queue: LeasedQueue<Unit>,
  { batch, lanes, now, until, leaving }: Shift,
): Promise<number> {
  const over = () => leaving() || now() >= until;
  async function one(unit: Unit): Promise<number> {
    if (over() || !(await queue.take(unit.id, now(), now() + LEASE_MS))) return 0;
    try {
      await queue.perform(unit);
      return 1;
    } catch (error) {
      await queue.failed(unit, error);
      return 0;
    }
  }
  async function inOrder(units: readonly Unit[]): Promise<number> {
    let done = 0;
    for (const unit of units) done += await one(unit);
    return done;
  }
  let done = 0;
  for (let round = 0; round < MOST_ROUNDS && !over(); round += 1) {
    const before = done;
    const waiting = byLane(await queue.due(now(), batch), queue.lane);
    const worker = async () => {
      for (let units = waiting.shift(); units; units = waiting.shift()) done += await inOrder(units);
    };
    await Promise.all(Array.from({ length: Math.min(lanes, waiting.length) }, worker));
    if (done === before) break;
  }
  return done;
}

function byLane<Unit>(units: readonly Unit[], lane: (unit: Unit) => string): Unit[][] {
  const lanes = new Map<string, Unit[]>();
  for (const unit of units) {
    const key = lane(unit);
    lanes.set(key, [...(lanes.get(key) ?? []), unit]);
  }
  return [...lanes.values()];
}

/** What went wrong, short enough to keep beside what it happened to. */
export const reasonOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ').slice(0, 300);
