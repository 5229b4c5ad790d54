import { z } from 'zod';
import {
  ARCHIVE,
  type ArchiveHeader,
  type ArchiveLine,
  type ArchiveParts,
  type ArchiveValue,
  type TableSum,
} from '../contract/archive.ts';
import type { Database, Snapshot, SqlValue } from '../db/database.ts';
import { dataTables, type DataTable, IN_PREVIEW, quoted, type Readable } from './archive-tables.ts';
import { tableDigest } from './table-digest.ts';

/** Characters a page of rows should come to: far below what a libSQL server answers at most. */
const PAGE_SIZE = 256 * 1024;
const [FIRST_PAGE, LARGEST_PAGE] = [20, 500];

const MigrationRow = z.object({ name: z.string(), checksum: z.string() });
const StateRow = z.object({ name: z.string(), currency: z.string(), locale: z.string() });

/**
 * Reads a store line by line as it is at one moment, however much is written meanwhile, and holds one page of rows at a
 * time. The database must have been opened for this alone; the caller closes it.
 */
export async function* readArchive(
  database: Database,
  store: { id: string; handle: string },
  { parts = 'all', madeAt }: { parts?: ArchiveParts; madeAt: string },
): AsyncGenerator<ArchiveLine, void> {
  const snapshot = await database.snapshot();
  try {
    const header = await readHeader(snapshot, store, parts, madeAt);
    yield header.line;
    const sums: Record<string, TableSum> = {};
    for (const [index, table] of header.tables.entries()) {
      const digest = tableDigest();
      for await (const row of readRows(snapshot, table)) {
        await digest.add(row);
        yield [index, ...row];
      }
      sums[table.name] = await digest.sum();
      await checkCount(snapshot, table, sums[table.name]!.rows);
    }
    yield { end: true, tables: sums };
  } finally {
    snapshot.close();
  }
}

/** The sums of a database's tables as it is now, to compare with those of an archive. */
export async function sumTables(database: Readable, tables: readonly DataTable[]): Promise<Record<string, TableSum>> {
  const sums: Record<string, TableSum> = {};
  for (const table of tables) {
    const digest = tableDigest();
    for await (const row of readRows(database, table)) await digest.add(row);
    sums[table.name] = await digest.sum();
  }
  return sums;
}

async function readHeader(
  snapshot: Snapshot,
  { id, handle }: { id: string; handle: string },
  parts: ArchiveParts,
  madeAt: string,
): Promise<{ line: ArchiveHeader; tables: DataTable[] }> {
  const migrations = await snapshot.all('SELECT name, checksum FROM _migrations ORDER BY name');
  const [state] = await snapshot.all('SELECT name, currency, locale FROM store_state WHERE id = 1');
  const tables = (await dataTables(snapshot)).filter(({ name }) => parts === 'all' || IN_PREVIEW[name]);
  return {
    tables,
    line: {
      archive: ARCHIVE.kind,
      version: ARCHIVE.plain,
      store: { id, handle, ...StateRow.parse(state) },
      madeAt,
      parts,
      migrations: migrations.map((row) => MigrationRow.parse(row)),
      tables: tables.map(({ name, columns }) => ({ name, columns: [...columns] })),
    },
  };
}

/** All rows of a table by its key, a page at a time. */
async function* readRows(database: Readable, { name, columns, key }: DataTable): AsyncGenerator<ArchiveValue[], void> {
  const keys = key.map(quoted).join(', ');
  // A row id that is no column is read besides, to know where to go on.
  const selected = [...columns, ...key.filter((column) => !columns.includes(column))];
  const select = `SELECT ${selected.map(quoted).join(', ')} FROM ${quoted(name)}`;
  const onwards = `WHERE (${keys}) > (${key.map(() => '?').join(', ')})`;
  let limit = FIRST_PAGE;
  let after: (string | number)[] | undefined;
  for (;;) {
    const rows = await database.all(`${select} ${after ? onwards : ''} ORDER BY ${keys} LIMIT ?`, [
      ...(after ?? []),
      limit,
    ]);
    let size = 0;
    for (const row of rows) {
      const values = columns.map((column) => archived(row[column]));
      size += sizeOf(values);
      yield values;
      after = key.map((column) => keyPart(archived(row[column]), name));
    }
    if (rows.length < limit) return;
    // Rows to come may be larger than these, so a page grows slowly.
    const fitting = Math.floor((PAGE_SIZE * rows.length) / Math.max(1, size));
    limit = Math.max(1, Math.min(fitting, limit * 4, LARGEST_PAGE));
  }
}

function keyPart(value: ArchiveValue | undefined, table: string): string | number {
  if (typeof value === 'string' || typeof value === 'number') return value;
  throw new Error(`The table ${table} has a row whose key is neither a text nor a number.`);
}

const sizeOf = (values: readonly ArchiveValue[]): number =>
  values.reduce<number>((sum, value) => sum + (typeof value === 'string' ? value.length : 16), 0);

function archived(value: SqlValue | undefined): ArchiveValue {
  if (typeof value === 'string' || value === null) return value;
  if (typeof value === 'number') {
    if (Number.isFinite(value)) return value;
    return { real: value > 0 ? 'Infinity' : '-Infinity' };
  }
  if (value instanceof ArrayBuffer) return { base64: encode(new Uint8Array(value)) };
  throw new Error(`A value of the type ${typeof value} cannot be archived.`);
}

function encode(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

/** A row that paging by key missed would be lost without a word. */
async function checkCount(snapshot: Snapshot, { name }: DataTable, rows: number): Promise<void> {
  const [count] = await snapshot.all(`SELECT count(*) AS count FROM ${quoted(name)}`);
  if (count?.['count'] !== rows)
    throw new Error(`The table ${name} has ${String(count?.['count'])} rows, of which ${rows} could be read.`);
}
