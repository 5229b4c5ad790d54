/** Told when so much waits that another one would only make all of them late. */
export class TooMuchToDo extends Error {
  override readonly name = 'TooMuchToDo';
}

/**
 * Does expensive work once for all who ask for the same, and only some of it at a time. More than `waiting` throws
 * `TooMuchToDo` at once: who is turned away costs nothing.
 */
export class Turns {
  private readonly atOnce: number;
  private readonly waiting: number;
  private readonly underWay = new Map<string, Promise<unknown>>();
  private readonly queue: (() => void)[] = [];
  private running = 0;

  constructor({ atOnce, waiting }: { atOnce: number; waiting: number }) {
    this.atOnce = atOnce;
    this.waiting = waiting;
  }

  /** The work of this name that is under way, or else this. */
  async once<T>(name: string, work: () => Promise<T>): Promise<T> {
    // Whoever gives a name gives it to work of one kind.
    const known = this.underWay.get(name) as Promise<T> | undefined;
    if (known) return known;
    const begun = this.inTurn(work).finally(() => this.underWay.delete(name));
    this.underWay.set(name, begun);
    return begun;
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= this.atOnce) {
      if (this.queue.length >= this.waiting) throw new TooMuchToDo();
      await new Promise<void>((resolve) => this.queue.push(resolve));
    } else this.running += 1;
    try {
      return await work();
    } finally {
      // The place goes to the next in line, or is free.
      const next = this.queue.shift();
      if (next) next();
      else this.running -= 1;
    }
  }
}
