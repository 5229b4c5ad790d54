/** Most searches that are remembered. */
const MOST = 8;

/** What somebody searched for on this device, the latest first. It never leaves the device. */
export interface RecentSearches {
  readonly all: readonly string[];
  add(query: string): void;
  remove(query: string): void;
  clear(): void;
}

/** A key to tell searches apart by: "Mug" and "mug" are one. */
const keyOf = (query: string): string => query.normalize('NFKC').toLowerCase();

/** Reads and keeps the recent searches of one store. Where nothing can be kept, as in a private window, there are none. */
export function recentSearches(store: string): RecentSearches {
  const place = `vitrine:${store}:searches`;

  function read(): string[] {
    try {
      const kept: unknown = JSON.parse(localStorage.getItem(place) ?? '[]');
      return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string').slice(0, MOST) : [];
    } catch {
      return [];
    }
  }

  function write(queries: readonly string[]): void {
    try {
      if (queries.length) localStorage.setItem(place, JSON.stringify([...queries]));
      else localStorage.removeItem(place);
    } catch {
      // Full, or forbidden: the search works all the same.
    }
  }

  const without = (query: string): string[] => read().filter((one) => keyOf(one) !== keyOf(query));

  return {
    // Read each time: another tab may have searched, or forgotten, in the meantime.
    get all() {
      return read();
    },
    add: (query) => query && write([query, ...without(query)].slice(0, MOST)),
    remove: (query) => write(without(query)),
    clear: () => write([]),
  };
}
