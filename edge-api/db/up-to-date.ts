import type { Database, StoreDatabase } from './database.ts';
import { latestOf, migrate, type Migration } from './migrate.ts';
import type { SchemaHint } from './pool.ts';

/** What a database says when a statement expects a schema that it does not have. */
const BEHIND = /no such (?:table|column)|has no column named/i;

/**
 * A store's database and the promise that it is up to date. A hint that says so is believed, which saves a round trip; when
 * a statement then fails because it was wrong, the database is upgraded and the statement runs again, once.
 */
export function upToDate(
  database: StoreDatabase,
  migrations: readonly Migration[],
  hint: SchemaHint | undefined,
): { readonly database: StoreDatabase; readonly ready: Promise<unknown> } {
  const latest = latestOf(migrations);
  const upgrade = async () => {
    const ran = await migrate(database, migrations);
    hint?.note(latest);
    return ran.length > 0;
  };
  if (hint?.known !== latest) return { database, ready: upgrade() };

  let late: Promise<boolean> | undefined;
  const trusting =
    <Args extends unknown[], Result>(call: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      try {
        return await call(...args);
      } catch (error) {
        if (!(error instanceof Error) || !BEHIND.test(error.message)) throw error;
        late ??= upgrade();
        if (!(await late)) throw error;
        return call(...args);
      }
    };
  const checked: Database = {
    ...database,
    all: trusting(database.all),
    first: trusting(database.first),
    run: trusting(database.run),
    read: trusting(database.read),
    write: trusting(database.write),
  };
  // It is the same store's database: only what a failure means has changed.
  return { database: checked as StoreDatabase, ready: Promise.resolve() };
}
