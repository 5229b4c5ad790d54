import type { Database } from './db/database.ts';

/** A database for the length of a piece of work, which is only opened when the work asks it something. */
export function opensWhenAsked(open: () => Promise<{ readonly database: Database; release(): void }>): {
  readonly database: Database;
  release(): void;
} {
  let opened: ReturnType<typeof open> | undefined;
  const ask =
    <Args extends unknown[], Result>(call: (database: Database, ...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> =>
      call((await (opened ??= open())).database, ...args);
  const release = () => void opened?.then((lease) => lease.release()).catch(() => undefined);
  return {
    database: {
      all: ask((database, sql, args) => database.all(sql, args)),
      first: ask((database, sql, args) => database.first(sql, args)),
      run: ask((database, sql, args) => database.run(sql, args)),
      read: ask((database, statements) => database.read(statements)),
      write: ask((database, statements) => database.write(statements)),
      script: ask((database, sql) => database.script(sql)),
      snapshot: ask((database) => database.snapshot()),
      close: release,
    },
    release,
  };
}
