import type { StoreDatabase } from './database.ts';
import { latestOf, type Migration } from './migrate.ts';
import { type Connect, type DatabaseAddress, openStoreDatabase } from './open.ts';
import { upToDate } from './up-to-date.ts';

/** A store's database for the length of one piece of work. */
export interface StoreLease {
  readonly database: StoreDatabase;
  /** Gives it back; a second call does nothing. */
  release(): void;
}

/** What the registry believes of a database's schema: a hint that saves a look into it, and never a proof. */
export interface SchemaHint {
  /** Name of the last migration it is known to have run. */
  readonly known: string;
  /** Told what it has run now, when that was not known. */
  note(version: string): void;
}

/** Hands out store databases that are up to date. */
export interface StorePool {
  lease(address: DatabaseAddress, hint?: SchemaHint): Promise<StoreLease>;
  /** Forgets a store: its database closes as soon as nobody works with it. */
  evict(address: DatabaseAddress): void;
  /** How many databases are open. */
  readonly size: number;
  /** How many were closed to make room for others. */
  readonly evictions: number;
  close(): void;
}

/** Most store databases a process keeps open; each takes up to 3 file handles and `CACHE_KIB` besides what it needs itself. */
export const MOST_OPEN = 512;

interface Entry {
  /** What opened it: with another, it is opened anew, as the old one may be worthless by then. */
  readonly token: string | null;
  readonly database: StoreDatabase;
  readonly ready: Promise<unknown>;
  users: number;
  evicted: boolean;
}

/**
 * Keeps up to `max` store databases open, the least recently used closes first; one that is in use never closes under its
 * user. A store is upgraded at its first use in this process. For processes that live on: Node.
 */
export function storePool({
  connect,
  migrations,
  max = MOST_OPEN,
}: {
  connect: Connect;
  migrations: readonly Migration[];
  max?: number;
}): StorePool {
  const entries = new Map<string, Entry>();
  let evictions = 0;

  const closeIfIdle = (entry: Entry) => {
    if (entry.evicted && entry.users === 0) entry.database.close();
  };
  const drop = (url: string, entry: Entry) => {
    if (entries.get(url) === entry) entries.delete(url);
    entry.evicted = true;
    closeIfIdle(entry);
  };
  const open = (address: DatabaseAddress, hint: SchemaHint | undefined): Entry => {
    const { database, ready } = upToDate(openStoreDatabase(address, connect), migrations, hint);
    const entry: Entry = { token: address.token ?? null, database, ready, users: 0, evicted: false };
    // A failed upgrade is tried again by the next lease.
    entry.ready.catch(() => drop(address.url, entry));
    return entry;
  };

  return {
    async lease(address, hint) {
      const { url } = address;
      const before = entries.get(url);
      if (before && before.token !== (address.token ?? null)) drop(url, before);
      const entry = entries.get(url) ?? open(address, hint);
      // Deleting first moves it to the end: the order of the map is the order of use.
      entries.delete(url);
      entries.set(url, entry);
      entry.users += 1;
      for (const [oldest, idle] of entries) {
        if (entries.size <= max) break;
        if (idle.users > 0) continue;
        evictions += 1;
        drop(oldest, idle);
      }
      let held = true;
      const release = () => {
        if (!held) return;
        held = false;
        entry.users -= 1;
        closeIfIdle(entry);
        if (entry.users > 0 || entries.size <= max || entry.evicted) return;
        evictions += 1;
        drop(url, entry);
      };
      try {
        await entry.ready;
      } catch (error) {
        release();
        throw error;
      }
      return { database: entry.database, release };
    },
    evict({ url }) {
      const entry = entries.get(url);
      if (entry) drop(url, entry);
    },
    get size() {
      return entries.size;
    },
    get evictions() {
      return evictions;
    },
    close() {
      for (const [url, entry] of entries) drop(url, entry);
    },
  };
}

/**
 * Opens a store's database anew for each lease and closes it after: on Workers a connection must not outlive its request.
 * Which stores are up to date is remembered, as that is only a fact.
 */
export function storesPerRequest({
  connect,
  migrations,
}: {
  connect: Connect;
  migrations: readonly Migration[];
}): StorePool {
  const upgraded = new Set<string>();
  const latest = latestOf(migrations);
  return {
    async lease(address, hint) {
      const known = upgraded.has(address.url) ? { known: latest, note: () => undefined } : hint;
      const { database, ready } = upToDate(openStoreDatabase(address, connect), migrations, known);
      try {
        await ready;
        upgraded.add(address.url);
      } catch (error) {
        database.close();
        throw error;
      }
      return { database, release: () => database.close() };
    },
    evict: ({ url }) => void upgraded.delete(url),
    size: 0,
    evictions: 0,
    close: () => upgraded.clear(),
  };
}
