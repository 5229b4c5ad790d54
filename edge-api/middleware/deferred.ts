/** Work that goes on after an answer, with the store it needs. */
export interface Deferred {
  /** Notes what is to be begun once the answer is out. */
  defer(begin: () => Promise<unknown>): void;
  /**
   * Call it once the answer is made. Begins what was noted in the next turn, so that neither its time nor what it blocks
   * tells in the answer, and releases the lease when all of it has ended, well or not; at once where nothing was noted.
   */
  settle(lease: { release(): void }, waitUntil: (work: Promise<unknown>) => void): void;
}

const nextTurn = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

/** `onTrouble` is told of what failed. */
export function deferredWork(onTrouble: (error: unknown) => void): Deferred {
  const noted: (() => Promise<unknown>)[] = [];
  const begun = async () => {
    await nextTurn();
    const ended = await Promise.allSettled(noted.map(async (begin) => begin()));
    for (const end of ended) if (end.status === 'rejected') onTrouble(end.reason);
  };
  return {
    defer: (begin) => void noted.push(begin),
    settle(lease, waitUntil) {
      if (noted.length === 0) lease.release();
      else waitUntil(begun().finally(() => lease.release()));
    },
  };
}
