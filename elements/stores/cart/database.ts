import { limit } from './limit.ts';

/** How long IndexedDB may take before we do without, in milliseconds. */
const LIMIT_MS = 1000;

/** The cart's IndexedDB: `rows` of the journal by id, `kv` for the session and what the server last showed. */
export interface CartDatabase {
  /**
   * One transaction over both object stores, answering what `work`'s function says when it is complete; rejects within
   * about a second when the browser fails us in any way.
   */
  run<T>(mode: IDBTransactionMode, work: Work<T>): Promise<T>;
  /** As `run`, but waits as long as it takes and tells nobody: for clean-up that may come late. */
  later(work: (rows: IDBObjectStore) => void): void;
  close(): void;
}
type Work<T> = (rows: IDBObjectStore, kv: IDBObjectStore) => () => T;

function open(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore('rows', { keyPath: 'id' });
      request.result.createObjectStore('kv');
    };
    request.onsuccess = () => resolve(request.result);
    request.addEventListener('error', () => reject(request.error));
  });
}

/** Opens the database of one store at first use. Once it has failed to answer, later calls fail at once until it does. */
export function openCartDatabase(name: string): CartDatabase {
  let opening: Promise<IDBDatabase> | undefined;
  let broken = false;

  function database(): Promise<IDBDatabase> {
    return (opening ??= open(name).then((db) => {
      // Another tab wants to delete or upgrade it, or the browser took the connection away: open anew next time.
      db.addEventListener('versionchange', () => db.close());
      db.addEventListener('close', () => (opening = undefined));
      return db;
    }));
  }

  async function transact<T>(mode: IDBTransactionMode, work: Work<T>): Promise<T> {
    const db = await database();
    return new Promise((resolve, reject) => {
      const transaction = db.transaction(['rows', 'kv'], mode);
      const result = work(transaction.objectStore('rows'), transaction.objectStore('kv'));
      transaction.addEventListener('complete', () => resolve(result()));
      transaction.addEventListener('error', () => reject(transaction.error));
      transaction.addEventListener('abort', () => reject(transaction.error));
    });
  }

  return {
    async run<T>(mode: IDBTransactionMode, work: Work<T>): Promise<T> {
      if (broken) throw new Error('IndexedDB does not answer.');
      const attempt = () => {
        const done = transact<T>(mode, work);
        // An answer that comes late, after we gave up, shows that it works again.
        done.then(
          () => (broken = false),
          () => undefined,
        );
        return limit(done, LIMIT_MS);
      };
      try {
        return await attempt().catch((error: unknown) => {
          // Safari and frozen tabs lose connections; a fresh one usually works.
          if (!(error instanceof DOMException) || error.name !== 'InvalidStateError') throw error;
          opening = undefined;
          return attempt();
        });
      } catch (error) {
        broken = true;
        throw error;
      }
    },
    later(work) {
      if (!opening) return;
      transact('readwrite', (rows) => {
        work(rows);
        return () => undefined;
      }).catch(() => undefined);
    },
    close() {
      opening?.then((db) => db.close()).catch(() => undefined);
      opening = undefined;
      broken = false;
    },
  };
}
