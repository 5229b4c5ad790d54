/** A value that tells its watchers when it changes: the shape of every store's state. */
export interface Observable<T> {
  readonly value: T;
  /** Calls `listener` after each change, until the function it answers is called. */
  subscribe(listener: () => void): () => void;
}

/** An `Observable` its owner can set. A listener that throws does not keep others from hearing. */
export class Signal<T> implements Observable<T> {
  private readonly listeners = new Set<() => void>();
  private current: T;

  constructor(initial: T) {
    this.current = initial;
  }

  get value(): T {
    return this.current;
  }

  set value(next: T) {
    if (Object.is(next, this.current)) return;
    this.current = next;
    for (const listener of [...this.listeners]) {
      try {
        listener();
      } catch (error) {
        queueMicrotask(() => console.error('[vitrine]', error));
      }
    }
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
