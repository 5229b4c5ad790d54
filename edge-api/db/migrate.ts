import { type Database, isBusy, isDuplicate } from './database.ts';
import { splitScript } from './split-script.ts';

/** One numbered step of a schema; its text never changes once released. */
export interface Migration {
  readonly name: string;
  /** SHA-256 of the text, hex. */
  readonly checksum: string;
  readonly sql: string;
}

/** Why a database cannot be brought up to date; see `docs/errors/<code>.md`. */
export type MigrationErrorCode =
  'migration_edited' | 'migration_unknown' | 'migration_out_of_order' | 'migration_failed';

/** A database that this code must not touch, or a migration that failed and left nothing behind. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
  readonly code: MigrationErrorCode;
  readonly migration: string;

  constructor(code: MigrationErrorCode, migration: string, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
    this.migration = migration;
  }
}

const ATTEMPTS = 20;

/** Name of the last of these migrations: what a database that has run them all is said to have. */
export const latestOf = (migrations: readonly Migration[]): string => migrations.at(-1)?.name ?? '';

/**
 * Brings a database up to date and answers the names of the migrations it ran. Each runs whole or not at all, in one
 * transaction with its record. Safe to run twice, and by several processes at once: whoever comes second sees the record.
 */
export async function migrate(database: Database, migrations: readonly Migration[]): Promise<string[]> {
  const ran: string[] = [];
  for (let attempt = 1; ;) {
    const next = migrations[pendingFrom(await readApplied(database), migrations)];
    if (!next) return ran;
    try {
      // The record goes first: if another process has run this migration meanwhile, the transaction ends right here.
      await database.write([
        {
          sql: 'INSERT INTO _migrations (name, checksum, applied_at) VALUES (?, ?, ?)',
          args: [next.name, next.checksum, new Date().toISOString()],
        },
        ...splitScript(next.sql).map((sql) => ({ sql })),
      ]);
      ran.push(next.name);
    } catch (error) {
      if (!isDuplicate(error, '_migrations.name') && !isBusy(error)) throw failed(next, error);
      attempt += 1;
      if (attempt > ATTEMPTS) throw failed(next, error);
      await pause(attempt * 25);
    }
  }
}

/** Names of the migrations that are still to run; throws what `migrate` would throw before it changes anything. */
export async function pendingMigrations(database: Database, migrations: readonly Migration[]): Promise<string[]> {
  return migrations.slice(pendingFrom(await readApplied(database), migrations)).map(({ name }) => name);
}

interface Applied {
  readonly name: string;
  readonly checksum: string;
}

async function readApplied(database: Database): Promise<Applied[]> {
  const select = 'SELECT name, checksum FROM _migrations ORDER BY name';
  for (let attempt = 1; ; attempt += 1) {
    try {
      const rows = await database.all(select);
      return rows.map((row) => ({ name: String(row['name']), checksum: String(row['checksum']) }));
    } catch (error) {
      const missing = error instanceof Error && /no such table/i.test(error.message);
      if (attempt > ATTEMPTS || !(missing || isBusy(error))) throw error;
      if (missing) {
        await database
          .run(
            'CREATE TABLE IF NOT EXISTS _migrations (name TEXT PRIMARY KEY, checksum TEXT NOT NULL, applied_at TEXT NOT NULL) STRICT',
          )
          .catch((creating: unknown) => {
            if (!isBusy(creating)) throw creating;
          });
      } else await pause(attempt * 25);
    }
  }
}

/** Index of the first migration that has not run; what has run must be exactly the ones before it. */
function pendingFrom(applied: readonly Applied[], migrations: readonly Migration[]): number {
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const { name, checksum } of applied) {
    const migration = known.get(name);
    if (!migration) {
      throw new MigrationError(
        'migration_unknown',
        name,
        `The database has run the migration ${name}, which this version does not have. Use the version that made it, or a newer one.`,
      );
    }
    if (migration.checksum !== checksum) {
      throw new MigrationError(
        'migration_edited',
        name,
        `The migration ${name} was edited after the database had run it. Put its text back and write a new migration.`,
      );
    }
  }
  const ran = new Set(applied.map(({ name }) => name));
  const first = migrations.findIndex(({ name }) => !ran.has(name));
  const from = first === -1 ? migrations.length : first;
  const late = migrations.slice(from).find(({ name }) => ran.has(name));
  if (late) {
    const skipped = migrations[from]?.name ?? '';
    throw new MigrationError(
      'migration_out_of_order',
      skipped,
      `The migration ${skipped} comes before ${late.name}, which the database has run already. Give it a number after the last one.`,
    );
  }
  return from;
}

function failed({ name }: Migration, cause: unknown): MigrationError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new MigrationError(
    'migration_failed',
    name,
    `The migration ${name} failed and changed nothing: ${reason}`,
    cause,
  );
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
