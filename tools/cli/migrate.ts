import { storeMigrations } from '../../migrations/index.ts';
import { addressOf } from '../../edge-api/adapters/provisioning/create-store.ts';
import { storeNotFound } from '../../edge-api/adapters/provisioning/store-error.ts';
import type { Databases } from '../../edge-api/adapters/provisioning/compose.node.ts';
import { migrate, MigrationError } from '../../edge-api/db/migrate.ts';
import { openStoreDatabase } from '../../edge-api/db/open.ts';
import type { RegisteredStore } from '../../edge-api/repositories/stores.ts';
import { type Command, given, UsageError, withDatabases } from './command.ts';
import { progressOn } from './progress.ts';

interface Outcome {
  readonly store: string;
  readonly ran: readonly string[];
  readonly error: { readonly code: string; readonly message: string } | null;
}

/** `vitrine migrate` */
export const migrateCommand: Command = {
  name: 'migrate',
  usage: '[--all | --store HANDLE]',
  summary: 'Brings the platform and the stores up to date.',
  help: [
    ['--all', 'All stores; so it is when nothing is said.'],
    ['--store HANDLE', 'This store alone.'],
  ],
  options: { all: { type: 'boolean' }, store: { type: 'string', short: 's' } },
  arguments: [],
  async run(_args, options, output) {
    const only = given(options, 'store');
    if (only !== undefined && options['all']) throw new UsageError('Either --all or --store, not both.');
    const progress = progressOn(process.stderr, !output.json);
    // Opening the databases brings the platform's up to date.
    const outcomes = await withDatabases(async (databases) => {
      const stores = only === undefined ? await allStores(databases) : [await oneStore(databases, only)];
      const done: Outcome[] = [];
      for (const store of stores) {
        progress.show(done.length / stores.length, store.handle);
        const outcome = await upgrade(databases, store);
        done.push(outcome);
        if (!outcome.error) continue;
        progress.clear();
        output.note(`${outcome.store}: ${outcome.error.message} [${outcome.error.code}]`);
      }
      progress.clear();
      return done;
    });
    const failed = outcomes.filter(({ error }) => error !== null).length;
    const upgraded = outcomes.filter(({ ran }) => ran.length > 0).length;
    const text = `The platform and ${outcomes.length - failed} of ${outcomes.length} stores are up to date; ${upgraded} were upgraded just now.`;
    output.answer(text, { stores: outcomes });
    return failed > 0 ? 1 : 0;
  },
};

async function upgrade(databases: Databases, store: RegisteredStore): Promise<Outcome> {
  try {
    const database = openStoreDatabase(await addressOf(store, databases.sealer), databases.connect);
    try {
      return { store: store.handle, ran: await migrate(database, storeMigrations), error: null };
    } finally {
      database.close();
    }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const code = error instanceof MigrationError ? error.code : 'store_unavailable';
    return { store: store.handle, ran: [], error: { code, message } };
  }
}

async function oneStore({ stores }: Databases, handle: string): Promise<RegisteredStore> {
  const store = await stores.find(handle);
  if (!store) throw storeNotFound(handle);
  return store;
}

async function allStores({ stores }: Databases): Promise<RegisteredStore[]> {
  const all: RegisteredStore[] = [];
  for (;;) {
    const page = await stores.list({ after: all.at(-1)?.handle ?? '', limit: 500 });
    if (page.length === 0) return all.filter(({ status }) => status !== 'deleted');
    all.push(...page);
  }
}
