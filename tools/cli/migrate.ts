import { storeMigrations } from '../../migrations/index.ts';
import {
  migrateStores,
  type StoreUpgrade,
  type UpgradeReport,
  upgradeStore,
} from '../../edge-api/adapters/provisioning/migrate-stores.ts';
import { storeNotFound } from '../../edge-api/adapters/provisioning/store-error.ts';
import { latestOf } from '../../edge-api/db/migrate.ts';
import { schemaVersionRepository } from '../../edge-api/repositories/schema-versions.ts';
import { type Command, given, UsageError, withDatabases } from './command.ts';
import { progressOn } from './progress.ts';

/** `vitrine migrate` */
export const migrateCommand: Command = {
  name: 'migrate',
  usage: '[--all [--parallel N] [--check] | --store HANDLE]',
  summary: 'Brings the platform and the stores up to date.',
  help: [
    ['--all', 'All stores; so it is when nothing is said. Interrupted, it goes on where it was.'],
    ['--parallel N', 'Stores worked on at a time, 4 when it is not given.'],
    ['--check', 'Looks into every store, also those that are known to be up to date.'],
    ['--store HANDLE', 'This store alone.'],
  ],
  options: {
    all: { type: 'boolean' },
    parallel: { type: 'string' },
    check: { type: 'boolean' },
    store: { type: 'string', short: 's' },
  },
  arguments: [],
  async run(_args, options, output) {
    const only = given(options, 'store');
    if (only !== undefined && (options['all'] || options['check'] || options['parallel']))
      throw new UsageError('Either --all or --store, not both.');
    const parallel = parallelOf(given(options, 'parallel'));
    const progress = progressOn(process.stderr, !output.json);
    const tell = ({ store, error }: StoreUpgrade, done: number, of: number) => {
      progress.show(of === 0 ? 1 : done / of, `${done} of ${of}  ${store}`);
      if (!error) return;
      progress.clear();
      output.note(`${store}: ${error.message} [${error.code}]`);
    };
    const started = performance.now();
    // Opening the databases brings the platform's up to date.
    const report = await withDatabases(async (databases): Promise<UpgradeReport> => {
      if (only === undefined)
        return migrateStores(databases, {
          migrations: storeMigrations,
          parallel,
          check: options['check'] === true,
          onStore: (upgrade, { done, of }) => tell(upgrade, done, of),
        });
      const store = await databases.stores.find(only);
      if (!store) throw storeNotFound(only);
      const upgrade = await upgradeStore(databases, store, storeMigrations);
      tell(upgrade, 1, 1);
      if (!upgrade.error) await schemaVersionRepository(databases.platform).note(store.id, latestOf(storeMigrations));
      const failed = upgrade.error ? [upgrade] : [];
      return { stores: 1, skipped: 0, upgraded: upgrade.ran.length > 0 ? 1 : 0, failed };
    });
    progress.clear();
    const { stores, upgraded, failed } = report;
    const seconds = (performance.now() - started) / 1000;
    const lines = [
      `The platform and ${stores - failed.length} of ${stores} stores are up to date; ${upgraded} were upgraded just now, in ${seconds.toFixed(1)} s.`,
    ];
    if (failed.length > 0) lines.push(`${failed.length} failed: ${summary(failed)}. Mend them and run it again.`);
    output.answer(lines.join('\n'), { ...report, seconds });
    return failed.length > 0 ? 1 : 0;
  },
};

function parallelOf(text: string | undefined): number {
  if (text === undefined) return 4;
  if (!/^[1-9]\d?$/.test(text)) throw new UsageError(`--parallel is a number from 1 to 99, not "${text}".`);
  return Number(text);
}

/** How many stores failed for which reason. */
function summary(failed: readonly StoreUpgrade[]): string {
  const byCode = new Map<string, number>();
  for (const { error } of failed) byCode.set(error?.code ?? '', (byCode.get(error?.code ?? '') ?? 0) + 1);
  return [...byCode].map(([code, count]) => `${count} × ${code}`).join(', ');
}
