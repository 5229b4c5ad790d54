import { LibsqlError } from '@libsql/client';
import Native from 'libsql';
import type { Arguments, SqlRow, SqlValue } from './database.ts';

/** One open connection to a file. */
export type Connection = InstanceType<typeof Native>;
/** What one statement did: rows when it reads, how many it changed when it writes. */
export interface Done {
  readonly rows: SqlRow[];
  readonly rowsAffected: number;
}

interface Prepared {
  readonly statement: ReturnType<Connection['prepare']>;
  /** Names of the columns; undefined for a statement that answers nothing. */
  columns: readonly string[] | undefined;
}

/** Most statements that one connection keeps prepared, or knows to have been asked once. */
const MOST = 64;
/** Calls after which a connection is one that is used a lot. */
const BUSY_AFTER = 24;

/**
 * Runs statements on one connection. One that is used a lot keeps prepared what is asked for again, since preparing takes
 * longer than most of ours run. Others keep nothing: see `letGo` for what a kept statement costs when its connection closes.
 */
export class Statements {
  private readonly connection: Connection;
  private calls = 0;
  /** Statements by their text, null when it was asked once; the order is that of use. */
  private readonly known = new Map<string, Prepared | null>();

  constructor(connection: Connection) {
    this.connection = connection;
  }

  /** Whether it keeps statements, or has kept some. */
  get keeps(): boolean {
    return this.calls > BUSY_AFTER;
  }

  run(sql: string, args: Arguments = []): Done {
    try {
      const prepared = this.prepare(sql);
      const { statement } = prepared;
      const values = Array.isArray(args) ? args.map(toSql) : namedToSql(args);
      if (!prepared.columns) return { rows: [], rowsAffected: statement.run(values).changes };
      // The driver's types know nothing of `raw`, which makes every row an array.
      const rows = statement.all(values) as unknown[][];
      // Another process may have added a column since it was prepared.
      if (rows[0] && rows[0].length !== prepared.columns.length) prepared.columns = namesOf(statement);
      const columns = prepared.columns;
      return { rows: rows.map((row) => rowOf(row, columns)), rowsAffected: 0 };
    } catch (error) {
      this.known.delete(sql);
      throw told(error);
    }
  }

  /** Runs a text of any number of statements. */
  script(sql: string): void {
    this.known.clear();
    try {
      this.connection.exec(sql);
    } catch (error) {
      throw told(error);
    }
  }

  /** Lets go of every statement, without which the connection does not close. */
  forget(): void {
    this.known.clear();
  }

  private prepare(sql: string): Prepared {
    this.calls += 1;
    if (!this.keeps) return prepare(this.connection, sql);
    const known = this.known.get(sql);
    const prepared = known ?? prepare(this.connection, sql);
    this.known.delete(sql);
    this.known.set(sql, known === undefined ? null : prepared);
    for (const oldest of this.known.keys()) {
      if (this.known.size <= MOST) break;
      this.known.delete(oldest);
    }
    return prepared;
  }
}

function prepare(connection: Connection, sql: string): Prepared {
  const statement = connection.prepare(sql);
  // A large integer must not lose its last digits on the way.
  statement.safeIntegers(true);
  try {
    statement.raw(true);
  } catch {
    // It answers no rows.
    return { statement, columns: undefined };
  }
  return { statement, columns: namesOf(statement) };
}

const namesOf = (statement: Prepared['statement']): string[] => statement.columns().map(({ name }) => name);

function rowOf(values: unknown[], columns: readonly string[]): SqlRow {
  const row: SqlRow = {};
  for (const [at, name] of columns.entries()) {
    // Of two columns with one name the first counts, as it does over HTTP.
    if (!(name in row)) row[name] = fromSql(values[at]);
  }
  return row;
}

function fromSql(value: unknown): SqlValue {
  if (typeof value === 'bigint') {
    const number = Number(value);
    if (Number.isSafeInteger(number)) return number;
    throw new RangeError('A database holds an integer that is too large for a number.');
  }
  if (value instanceof Uint8Array) return value.slice().buffer;
  // What is left is a text, a number, null, or an ArrayBuffer.
  return value as SqlValue;
}

function namedToSql(args: Exclude<Arguments, unknown[]>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(args).map(([name, value]) => [name.replace(/^[:@$]/, ''), toSql(value)]));
}

function toSql(value: Exclude<Arguments, unknown[]>[string]): unknown {
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new RangeError('A database takes no number that is not finite.');
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value instanceof ArrayBuffer) return Buffer.from(value);
  if (value instanceof Date) return value.valueOf();
  if (value === undefined) throw new TypeError('A database takes no value that is undefined.');
  return value;
}

/** The driver's error as the client over HTTP would tell it, so that nobody above has to know which one it was. */
export function told(error: unknown): unknown {
  if (!(error instanceof Native.SqliteError)) return error;
  return new LibsqlError(error.message, error.code, error.code, error.rawCode, error);
}
