import type { Client, InStatement, InValue, ResultSet } from '@libsql/client';

/** A value SQL gives back. */
export type SqlValue = ResultSet['rows'][number][string];
export type SqlRow = Record<string, SqlValue>;
/** Parameters of a statement: positional for `?`, named for `:name`. */
export type Arguments = InValue[] | Record<string, InValue>;
export type Statement = { sql: string; args?: Arguments };
/** What a statement of a batch answered: rows, or how many rows it changed. */
export type Written = Pick<ResultSet, 'rowsAffected'> & { readonly rows: SqlRow[] };

/** One libSQL database, on a file or behind HTTP. Every method sends one statement or one batch: never two in one string. */
export interface Database {
  /** All rows of one statement. */
  all(sql: string, args?: Arguments): Promise<SqlRow[]>;
  /** The first row, if any. */
  first(sql: string, args?: Arguments): Promise<SqlRow | undefined>;
  /** Runs one statement that writes; answers how many rows it changed. */
  run(sql: string, args?: Arguments): Promise<number>;
  /** Several reads in one round trip. */
  read(statements: Statement[]): Promise<SqlRow[][]>;
  /** Several writes in one transaction and one round trip: all or none. */
  write(statements: Statement[]): Promise<Written[]>;
  /** Runs a script of several statements, outside any transaction of ours; migrations only. */
  script(sql: string): Promise<void>;
  /**
   * Opens a view that stays as it is now while others write.
   */
  snapshot(): Promise<Snapshot>;
  close(): void;
}

/** A database as it was at one moment. Keep it open no longer than it is read: the server keeps what it shows for it. */
export interface Snapshot {
  /** All rows of one statement that reads. */
  all(sql: string, args?: Arguments): Promise<SqlRow[]>;
  close(): void;
}

declare const store: unique symbol;
declare const platform: unique symbol;
/** The database of one store. Only `openStoreDatabase` makes one, so a query cannot reach another store's. */
export type StoreDatabase = Database & { readonly [store]: true };
/** The registry of stores. Only `openPlatformDatabase` makes one. */
export type PlatformDatabase = Database & { readonly [platform]: true };

/** Wraps a client of either runtime in the one interface we use. */
export function wrapClient(client: Client): Database {
  const statement = ({ sql, args }: Statement): InStatement => ({ sql, args: args ?? [] });
  return {
    all: async (sql, args = []) => (await client.execute({ sql, args })).rows,
    first: async (sql, args = []) => (await client.execute({ sql, args })).rows[0],
    run: async (sql, args = []) => (await client.execute({ sql, args })).rowsAffected,
    read: async (statements) => (await client.batch(statements.map(statement), 'read')).map((result) => result.rows),
    write: async (statements) => client.batch(statements.map(statement), 'write'),
    script: async (sql) => client.executeMultiple(sql),
    async snapshot() {
      const transaction = await client.transaction('read');
      return {
        all: async (sql, args = []) => (await transaction.execute({ sql, args })).rows,
        close: () => transaction.close(),
      };
    },
    close: () => client.close(),
  };
}

/** Whether an error of any server means that somebody else is writing. */
export function isBusy(error: unknown): boolean {
  return error instanceof Error && /SQLITE_BUSY|database (?:table )?is locked/i.test(error.message);
}

/** Whether an error of any server is the abort one of our triggers raised with this word. */
export function isAbort(error: unknown, word: string): boolean {
  return error instanceof Error && error.message.includes(`vitrine:${word}`);
}

/** Whether an error of any server is a broken uniqueness of `table.column`. */
export function isDuplicate(error: unknown, column: string): boolean {
  return error instanceof Error && /UNIQUE constraint failed/i.test(error.message) && error.message.includes(column);
}
