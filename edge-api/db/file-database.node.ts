import Native from 'libsql';
import { type Arguments, type Database, isBusy, type Statement } from './database.ts';
import { filesClosing, letGo } from './let-go.node.ts';
import { type Connection, Statements, told } from './statements.node.ts';

/** How long a call waits for another process that is writing the same file. */
const PATIENCE_MS = 5000;
/** How much of it is waited inside the driver, where nothing else of this process runs. */
const DRIVER_WAIT_MS = 20;

const WRITES_AND_ANSWERS = /\breturning\b/i;

/** What one open file takes at most for pages it has read, in KiB; what it read last stays. */
export const CACHE_KIB = 1024;

const SETTINGS = `PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;
PRAGMA cache_size = -${CACHE_KIB};`;

/**
 * Opens a database file, which is made when it is missing, for many readers and one writer that waits. Each call is one
 * piece of work that nothing comes between. A file another process is writing keeps only its own callers waiting.
 */
export function openFile(path: string): Database {
  const connection: Connection = new Native(path, { timeout: DRIVER_WAIT_MS });
  const statements = new Statements(connection);
  let closed = false;
  let settled = false;

  const once = <Result>(work: () => Result): Result => {
    if (closed) throw new Error('This database was closed while somebody was using it.');
    if (!settled) connection.exec(SETTINGS);
    settled = true;
    return work();
  };
  const patiently = async <Result>(work: () => Result): Promise<Result> => {
    if (!settled) await filesClosing();
    for (const until = performance.now() + PATIENCE_MS; ; await new Promise((resolve) => setTimeout(resolve, 5))) {
      try {
        return once(work);
      } catch (error) {
        if (!isBusy(error) || performance.now() >= until) throw error;
      }
    }
  };
  /**
   * A transaction. What begins and ends it is not kept prepared: a statement that met somebody else's transaction stays half
   * way in the driver until it is run again or collected, and as long as it does nothing on this connection can be committed.
   */
  const together = (begin: string, batch: Statement[]) => () => {
    exec(begin);
    try {
      const results = batch.map(({ sql, args }) => statements.run(sql, args));
      exec('COMMIT');
      return results;
    } finally {
      // Whatever failed, the next call must not find itself inside a transaction.
      if (connection.inTransaction) connection.exec('ROLLBACK');
    }
  };
  const exec = (sql: string): void => {
    try {
      connection.exec(sql);
    } catch (error) {
      throw told(error);
    }
  };
  /** One statement that writes: in a transaction of its own as well, for the same reason. */
  const alone = (sql: string, args?: Arguments) =>
    together('BEGIN IMMEDIATE', [args === undefined ? { sql } : { sql, args }]);
  const rowsOf = (sql: string, args?: Arguments) =>
    patiently(WRITES_AND_ANSWERS.test(sql) ? () => alone(sql, args)()[0]!.rows : () => statements.run(sql, args).rows);

  return {
    all: rowsOf,
    first: async (sql, args) => (await rowsOf(sql, args))[0],
    run: (sql, args) => patiently(() => alone(sql, args)()[0]!.rowsAffected),
    read: async (batch) => (await patiently(together('BEGIN', batch))).map(({ rows }) => rows),
    write: (batch) => patiently(together('BEGIN IMMEDIATE', batch)),
    script: (sql) => patiently(() => statements.script(sql)),
    async snapshot() {
      const view: Connection = new Native(path, { timeout: PATIENCE_MS });
      const seen = new Statements(view);
      // What is seen is settled by the first reading, not by the beginning.
      for (const sql of ['PRAGMA query_only = ON', 'BEGIN', 'SELECT 1 FROM sqlite_schema']) seen.run(sql);
      return { all: async (sql, args) => seen.run(sql, args).rows, close: () => end(view, seen) };
    },
    close() {
      if (!closed) end(connection, statements);
      closed = true;
    },
  };
}

function end(connection: Connection, statements: Statements): void {
  if (!connection.open) return;
  if (connection.inTransaction) connection.exec('ROLLBACK');
  statements.forget();
  connection.close();
  letGo(statements.keeps);
}
