import { dominatedEntries, type CartEntry } from '../../../edge-api/contract/cart-log.ts';
import { toJson } from '../../client/to-json.ts';
import type { CartDatabase } from './database.ts';
import { readLocal, writeLocal } from './local.ts';

/** An intent that waits here until the server shows it back. */
export interface JournalRow extends CartEntry {
  /** Id of the cart it belongs to; empty while there is none. */
  readonly cart: string;
}

/** What a server showed of a cart, kept for the next visit and for the case that the cart is gone. */
export interface SeenLog {
  readonly cart: string;
  readonly entries: readonly CartEntry[];
}

/** Where intents wait, shared by the tabs of this origin: IndexedDB, else localStorage, else this page's memory. */
export interface Journal {
  /** Every row any tab has kept, wherever it could. */
  read(): Promise<JournalRow[]>;
  /** Keeps rows; resolves when that is done, as durably as this browser lets us. */
  keep(rows: readonly JournalRow[]): Promise<void>;
  drop(ids: readonly string[]): void;
  readSeen(): Promise<SeenLog | undefined>;
  /** Adds to what was seen of this cart, then drops rows that are in it. Never the other way round, so that a crash loses nothing. */
  settle(seen: SeenLog, ids: readonly string[]): Promise<void>;
}

/** Both logs in one, without what no longer matters. */
export function mergeLogs(...logs: Iterable<CartEntry>[]): CartEntry[] {
  const entries = new Map(logs.flatMap((log) => [...log].map((entry) => [entry.id, entry])));
  for (const { id } of dominatedEntries(entries.values())) entries.delete(id);
  return [...entries.values()];
}

/** Whether a value from storage or another tab can be a row; what is not is left alone, as another version's. */
export function isRow(value: unknown): value is JournalRow {
  const row = value as Partial<JournalRow> | null;
  return typeof row?.id === 'string' && typeof row.clock === 'string' && typeof row.cart === 'string' && !!row.options;
}

function parse(text: string | null | undefined): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}

/** Opens the journal of one store. */
export function openJournal(prefix: string, database: CartDatabase): Journal {
  const rowKey = `${prefix}row:`;
  const seenKey = `${prefix}seen`;

  function localRows(): unknown[] {
    try {
      const keys = Object.keys(localStorage).filter((key) => key.startsWith(rowKey));
      return keys.map((key) => parse(readLocal(key)));
    } catch {
      return [];
    }
  }

  const localSeen = () => (parse(readLocal(seenKey)) ?? undefined) as SeenLog | undefined;
  const join = (seen: SeenLog, known: SeenLog | undefined): SeenLog =>
    known?.cart === seen.cart ? { cart: seen.cart, entries: mergeLogs(known.entries, seen.entries) } : seen;

  function dropLocal(ids: readonly string[]): void {
    for (const id of ids) writeLocal(rowKey + id, null);
  }

  return {
    async read() {
      const stored = await database
        .run('readonly', (rows) => {
          const all: IDBRequest<unknown[]> = rows.getAll();
          return () => all.result;
        })
        .catch(() => []);
      return [...stored, ...localRows()].filter(isRow);
    },
    async keep(rows) {
      // At once, because the shopper may be leaving the page this very moment; IndexedDB takes its time.
      const written = rows.filter((row) => writeLocal(rowKey + row.id, toJson(row)));
      const stored = database
        .run('readwrite', (store) => {
          for (const row of rows) store.put(row);
          return () => undefined;
        })
        .then(
          () => dropLocal(rows.map(({ id }) => id)),
          () => undefined,
        );
      // If both fail, the page's own memory is all that is left.
      if (written.length < rows.length) await stored;
    },
    drop(ids) {
      dropLocal(ids);
      database.later((rows) => ids.forEach((id) => rows.delete(id)));
    },
    async readSeen() {
      const stored = await database
        .run('readonly', (_rows, kv) => {
          const seen: IDBRequest<SeenLog | undefined> = kv.get('seen');
          return () => seen.result;
        })
        .catch(() => undefined);
      const local = localSeen();
      return stored && local ? join(stored, local) : (stored ?? local);
    },
    async settle(seen, ids) {
      try {
        await database.run('readwrite', (rows, kv) => {
          const known: IDBRequest<SeenLog | undefined> = kv.get('seen');
          known.onsuccess = () => {
            kv.put(join(seen, known.result), 'seen');
            for (const id of ids) rows.delete(id);
          };
          return () => undefined;
        });
        writeLocal(seenKey, null);
        dropLocal(ids);
      } catch {
        writeLocal(seenKey, toJson(join(seen, localSeen())));
        this.drop(ids);
      }
    },
  };
}
