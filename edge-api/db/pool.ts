import type { StoreDatabase } from './database.ts';
import { migrate, type Migration } from './migrate.ts';
import { type Connect, type DatabaseAddress, openStoreDatabase } from './open.ts';

/** A store's database for the length of one piece of work. */
export interface StoreLease {
  readonly database: StoreDatabase;
  /** Gives it back; a second call does nothing. */
  release(): void;
}

/** Hands out store databases that are up to date. */
export interface StorePool {
  lease(address: DatabaseAddress): Promise<StoreLease>;
  /** Forgets a store: its database closes as soon as nobody works with it. */
  evict(address: DatabaseAddress): void;
  close(): void;
}

interface Entry {
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
  max = 256,
}: {
  connect: Connect;
  migrations: readonly Migration[];
  max?: number;
}): StorePool {
  const entries = new Map<string, Entry>();

  const closeIfIdle = (entry: Entry) => {
    if (entry.evicted && entry.users === 0) entry.database.close();
  };
  const drop = (url: string, entry: Entry) => {
    if (entries.get(url) === entry) entries.delete(url);
    entry.evicted = true;
    closeIfIdle(entry);
  };
  const open = (address: DatabaseAddress): Entry => {
    const database = openStoreDatabase(address, connect);
    const entry: Entry = { database, ready: migrate(database, migrations), users: 0, evicted: false };
    // A failed upgrade is tried again by the next lease.
    entry.ready.catch(() => drop(address.url, entry));
    return entry;
  };

  return {
    async lease(address) {
      const { url } = address;
      const entry = entries.get(url) ?? open(address);
      // Deleting first moves it to the end: the order of the map is the order of use.
      entries.delete(url);
      entries.set(url, entry);
      entry.users += 1;
      for (const [oldest, idle] of entries) {
        if (entries.size <= max) break;
        if (idle.users === 0) drop(oldest, idle);
      }
      let held = true;
      const release = () => {
        if (!held) return;
        held = false;
        entry.users -= 1;
        closeIfIdle(entry);
        if (entry.users === 0 && entries.size > max) drop(url, entry);
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
  return {
    async lease(address) {
      const database = openStoreDatabase(address, connect);
      try {
        if (!upgraded.has(address.url)) {
          await migrate(database, migrations);
          upgraded.add(address.url);
        }
      } catch (error) {
        database.close();
        throw error;
      }
      return { database, release: () => database.close() };
    },
    evict: ({ url }) => void upgraded.delete(url),
    close: () => upgraded.clear(),
  };
}
