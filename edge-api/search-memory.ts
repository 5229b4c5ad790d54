/** What a process remembers of one store's search. Everything in it follows from the store's database and can be read again. */
export interface SearchShelf {
  /** What is kept under a name for this state of the database; undefined when nothing is. */
  get<Kept>(epoch: string, name: string): Kept | undefined;
  /** Keeps something of about so many bytes. What was kept for another epoch of the store goes: its database was replaced. */
  set(epoch: string, name: string, kept: unknown, bytes: number): void;
  /** Does work that several callers want at once a single time, where callers may wait for each other. */
  once<Done>(name: string, work: () => Promise<Done>): Promise<Done>;
}

interface Entry {
  readonly kept: unknown;
  readonly bytes: number;
}

interface Store {
  epoch: string;
  readonly entries: Map<string, Entry>;
}

/** What it may take by default, in bytes: a Worker's isolate has 128 MiB for everything. */
export const SEARCH_MEMORY = { node: 256 * 2 ** 20, worker: 32 * 2 ** 20 } as const;

/** Bytes that an entry takes besides what it keeps. */
const OVERHEAD = 200;

/**
 * The memory of all stores' search in this process, bounded in bytes: what was not used for longest leaves first. The entry
 * used last always stays, however large, or a large store would be read anew for each request.
 */
export class SearchMemory {
  private readonly maxBytes: number;
  /** Whether one request may wait for the work of another, which Workers forbid; and so whether this process lives on. */
  readonly shares: boolean;
  /** Entries by `store name`, the least recently used first. */
  private readonly used = new Map<string, { store: Store; name: string }>();
  private readonly stores = new Map<string, Store>();
  private readonly working = new Map<string, Promise<unknown>>();
  private total = 0;

  constructor({ maxBytes, shares }: { maxBytes: number; shares: boolean }) {
    this.maxBytes = maxBytes;
    this.shares = shares;
  }

  /** Bytes kept now. */
  get bytes(): number {
    return this.total;
  }

  /** The part of one store. */
  of(storeId: string): SearchShelf {
    return {
      // What is under a name was put there by the code that asks for it.
      get: <Kept>(epoch: string, name: string) => this.get(storeId, epoch, name) as Kept | undefined,
      set: (epoch, name, kept, bytes) => this.set(storeId, epoch, name, { kept, bytes: bytes + OVERHEAD }),
      once: (name, work) => this.once(`${storeId} ${name}`, work),
    };
  }

  /** Forgets a store, whose database was replaced. */
  private forget(storeId: string): void {
    const store = this.stores.get(storeId);
    for (const name of [...(store?.entries.keys() ?? [])]) this.drop(storeId, name);
  }

  private get(storeId: string, epoch: string, name: string): unknown {
    const store = this.stores.get(storeId);
    const entry = store?.epoch === epoch ? store.entries.get(name) : undefined;
    if (!store || !entry) return undefined;
    this.touch(`${storeId} ${name}`, store, name);
    return entry.kept;
  }

  private set(storeId: string, epoch: string, name: string, entry: Entry): void {
    if (this.stores.get(storeId)?.epoch !== epoch) this.forget(storeId);
    this.drop(storeId, name);
    const store = this.stores.get(storeId) ?? { epoch, entries: new Map<string, Entry>() };
    this.stores.set(storeId, store);
    store.entries.set(name, entry);
    this.total += entry.bytes;
    this.touch(`${storeId} ${name}`, store, name);
    for (const [key, { name: oldest }] of this.used) {
      if (this.total <= this.maxBytes || this.used.size === 1) break;
      this.drop(key.slice(0, key.indexOf(' ')), oldest);
    }
  }

  private touch(key: string, store: Store, name: string): void {
    this.used.delete(key);
    this.used.set(key, { store, name });
  }

  private drop(storeId: string, name: string): void {
    const store = this.stores.get(storeId);
    const entry = store?.entries.get(name);
    if (!store || !entry) return;
    this.total -= entry.bytes;
    store.entries.delete(name);
    this.used.delete(`${storeId} ${name}`);
    if (store.entries.size === 0) this.stores.delete(storeId);
  }

  private once<Done>(key: string, work: () => Promise<Done>): Promise<Done> {
    if (!this.shares) return work();
    // A key names one kind of work, which answers one kind of thing.
    const running = this.working.get(key) as Promise<Done> | undefined;
    if (running) return running;
    const started = work().finally(() => this.working.delete(key));
    this.working.set(key, started);
    return started;
  }
}
