import { z } from 'zod';
import { ArchiveEnd, ArchiveHeader, type ArchiveLine, type ArchiveValue, type TableSum } from '../contract/archive.ts';
import type { Database, Statement } from '../db/database.ts';
import { migrate, type Migration } from '../db/migrate.ts';
import { ArchiveError } from './archive-error.ts';
import { sumTables } from './archive-read.ts';
import { dataTables, type DataTable, markAllChanged, quoted } from './archive-tables.ts';
import { tableDigest, type TableDigest } from './table-digest.ts';

/** Characters and parameters written in one round trip; SQLite takes 32,766 parameters a statement. */
const BATCH_SIZE = 512 * 1024;
const MOST_PARAMETERS = 8_000;
/** Rows of one statement. */
const ROWS = 100;

/** What was loaded. */
export interface Loaded {
  readonly header: ArchiveHeader;
  readonly tables: Readonly<Record<string, TableSum>>;
}

/**
 * Fills a new, empty database from an archive: the schema the archive has, its rows, then everything that follows from
 * them, then the migrations that came after. Throws `ArchiveError` for an archive that is not as it was made; the database
 * is then worth nothing and goes.
 */
export async function loadArchive(
  database: Database,
  lines: AsyncIterable<ArchiveLine>,
  migrations: readonly Migration[],
): Promise<Loaded> {
  const source = lines[Symbol.asyncIterator]();
  try {
    const header = ArchiveHeader.parse((await source.next()).value);
    await migrate(database, schemaOf(header, migrations));
    const tables = matching(header, await dataTables(database));
    // Triggers would refuse old prices and move stock a second time.
    const triggers = await dropTriggers(database);
    for (const { name } of [...tables].reverse()) await database.run(`DELETE FROM ${quoted(name)}`);
    const end = await loadRows(database, source, tables);
    await database.write([
      ...triggers,
      ...(await fullTextTables(database)).map(rebuild),
      ...(await markAllChanged(database)),
    ]);
    await checkDatabase(database, tables, end);
    await migrate(database, migrations);
    await checkStructure(database);
    return { header, tables: end };
  } finally {
    await source.return?.(undefined);
  }
}

/** The migrations an archive's schema is made of; they must be the first of ours. */
export function schemaOf(header: ArchiveHeader, migrations: readonly Migration[]): readonly Migration[] {
  for (const [index, { name, checksum }] of header.migrations.entries()) {
    const ours = migrations[index];
    if (!ours)
      throw new ArchiveError(`The archive was made by a newer version: this one does not have the migration ${name}.`);
    if (ours.name !== name || ours.checksum !== checksum)
      throw new ArchiveError(`The archive has another schema than this version: its migration ${name} is not ours.`);
  }
  return migrations.slice(0, header.migrations.length);
}

function matching(header: ArchiveHeader, existing: readonly DataTable[]): DataTable[] {
  // Names from an archive never become SQL: they only choose among those the migrations made.
  const tables = header.tables.map(({ name, columns }) => {
    const table = existing.find((candidate) => candidate.name === name);
    if (!table || table.columns.join('\n') !== columns.join('\n'))
      throw new ArchiveError(`The archive's table ${name} is not as its migrations made it.`);
    return table;
  });
  const missing = existing.find(({ name }) => !tables.some((table) => table.name === name));
  if (new Set(tables).size < tables.length || (header.parts === 'all' && missing))
    throw new ArchiveError(`The archive does not have each table once.`);
  return tables;
}

async function dropTriggers(database: Database): Promise<Statement[]> {
  const rows = await database.all("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY rowid");
  const triggers = rows.map((row) => z.object({ name: z.string(), sql: z.string() }).parse(row));
  if (triggers.length > 0) await database.write(triggers.map(({ name }) => ({ sql: `DROP TRIGGER ${quoted(name)}` })));
  return triggers.map(({ sql }) => ({ sql }));
}

async function loadRows(
  database: Database,
  source: AsyncIterator<ArchiveLine>,
  tables: readonly DataTable[],
): Promise<Record<string, TableSum>> {
  const digests = tables.map(() => tableDigest());
  let table = 0;
  let waiting: ArchiveValue[][] = [];
  let size = 0;
  const flush = async () => {
    const { name, columns } = tables[table]!;
    if (waiting.length > 0)
      await database.write(insertAll(name, columns, waiting)).catch((error) => unfit(name, error));
    waiting = [];
    size = 0;
  };
  for (;;) {
    const { value, done } = await source.next();
    const line: ArchiveLine | undefined = done ? undefined : value;
    if (line === undefined) throw new ArchiveError('The archive was cut off: its last line is missing.');
    if (!Array.isArray(line)) {
      await flush();
      const end = ArchiveEnd.parse(line);
      if (!(await source.next()).done) throw new ArchiveError('The archive goes on after its last line.');
      return compare(tables, digests, end);
    }
    const [index, ...values] = line;
    if (index !== table) {
      await flush();
      if (index < table || index >= tables.length) throw new ArchiveError("The archive's rows are not in order.");
      table = index;
    }
    if (values.length !== tables[table]!.columns.length)
      throw new ArchiveError(`A row of ${tables[table]!.name} has ${values.length} values.`);
    await digests[table]!.add(values);
    waiting.push(values);
    for (const value of values) size += typeof value === 'string' ? value.length : 16;
    if (size >= BATCH_SIZE || waiting.length * values.length >= MOST_PARAMETERS) await flush();
  }
}

/** Rows that the schema refuses were not made by it. */
function unfit(table: string, error: unknown): never {
  if (!(error instanceof Error) || !/constraint|cannot store|datatype/i.test(error.message)) throw error;
  throw new ArchiveError(`A row of ${table} does not fit its table.`, { cause: error });
}

async function compare(
  tables: readonly DataTable[],
  digests: readonly TableDigest[],
  end: ArchiveEnd,
): Promise<Record<string, TableSum>> {
  const sums: Record<string, TableSum> = {};
  for (const [index, { name }] of tables.entries()) sums[name] = await digests[index]!.sum();
  differ(tables, sums, end.tables, (name) => `The archive's rows of ${name} are not those it was made with.`);
  return sums;
}

function differ(
  tables: readonly DataTable[],
  found: Readonly<Record<string, TableSum>>,
  expected: Readonly<Record<string, TableSum>>,
  message: (name: string) => string,
): void {
  const wrong = tables.find(
    ({ name }) => found[name]?.digest !== expected[name]?.digest || found[name]?.rows !== expected[name]?.rows,
  );
  if (wrong) throw new ArchiveError(message(wrong.name));
}

function insertAll(name: string, columns: readonly string[], rows: readonly ArchiveValue[][]): Statement[] {
  const into = `INSERT INTO ${quoted(name)} (${columns.map(quoted).join(', ')}) VALUES`;
  const one = `(${columns.map(() => '?').join(', ')})`;
  const statements: Statement[] = [];
  for (let from = 0; from < rows.length; from += ROWS) {
    const some = rows.slice(from, from + ROWS);
    statements.push({ sql: `${into} ${some.map(() => one).join(', ')}`, args: some.flat().map(bound) });
  }
  return statements;
}

function bound(value: ArchiveValue): string | number | null | Uint8Array {
  if (typeof value !== 'object' || value === null) return value;
  if ('base64' in value) return Uint8Array.from(atob(value.base64), (char) => char.charCodeAt(0));
  // No number can be bound that is not finite, but SQLite reads this text as one.
  return value.real === 'Infinity' ? '9e999' : '-9e999';
}

const FullTextRow = z.object({ name: z.string() });

async function fullTextTables(database: Database): Promise<string[]> {
  const rows = await database.all(
    `SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL TABLE%USING fts5 %' OR sql LIKE 'CREATE VIRTUAL TABLE%USING fts5(%'`,
  );
  return rows.map((row) => FullTextRow.parse(row).name);
}

const rebuild = (name: string): Statement => ({
  sql: `INSERT INTO ${quoted(name)} (${quoted(name)}) VALUES ('rebuild')`,
});
// The second value makes it compare the index with the rows it was made from.
const checkIndex = (name: string): Statement => ({
  sql: `INSERT INTO ${quoted(name)} (${quoted(name)}, rank) VALUES ('integrity-check', 1)`,
});

/** Reads the new database back, and compares it with the archive. */
async function checkDatabase(
  database: Database,
  tables: readonly DataTable[],
  expected: Readonly<Record<string, TableSum>>,
): Promise<void> {
  differ(
    tables,
    await sumTables(database, tables),
    expected,
    (name) => `The restored rows of ${name} are not the archive's.`,
  );
}

/** Whether a database is whole: its pages, its references, its full-text indexes, and the one row about the store. */
export async function checkStructure(database: Database): Promise<void> {
  const problems = await database.all('PRAGMA integrity_check');
  if (problems.length !== 1 || problems[0]?.['integrity_check'] !== 'ok')
    throw new ArchiveError(`The database is not sound: ${JSON.stringify(problems.slice(0, 3))}`);
  const [orphan] = await database.all('PRAGMA foreign_key_check');
  if (orphan) throw new ArchiveError(`A row of ${String(orphan['table'])} refers to one that is not there.`);
  try {
    for (const name of await fullTextTables(database)) await database.write([checkIndex(name)]);
  } catch (error) {
    throw new ArchiveError('The index for search does not agree with the products.', { cause: error });
  }
  const state = await database.first('SELECT count(*) AS count FROM store_state');
  if (state?.['count'] !== 1) throw new ArchiveError('The archive has no row about the store itself.');
}
