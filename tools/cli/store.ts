import { createStore } from '../../edge-api/adapters/provisioning/create-store.ts';
import type { Databases } from '../../edge-api/adapters/provisioning/compose.node.ts';
import { proveErased } from '../../edge-api/services/erasure.ts';
import { purgeStore } from '../../edge-api/adapters/provisioning/purge-store.ts';
import { strayDatabases } from '../../edge-api/adapters/provisioning/recover-stores.ts';
import { StoreError, storeNotFound } from '../../edge-api/adapters/provisioning/store-error.ts';
import { readEnvironment } from '../../edge-api/env.ts';
import { recoverAndRecord } from '../../edge-api/recover.ts';
import { parseState, readState } from '../../edge-api/repositories/state.ts';
import { type RegisteredStore, StorePlan } from '../../edge-api/repositories/stores.ts';
import { auditOf } from './audit.ts';
import { type Command, type ExitCode, given, UsageError, withDatabases } from './command.ts';
import { COMMAND } from './owner.ts';
import { paymentHints } from './payment-hints.ts';
import { printableInLine } from './terminal.ts';

const HANDLE = ['HANDLE', "The store's handle: lower case letters, digits and dashes."] as const;

/** What is told of a store; its token, even sealed, is nobody's business. */
const shown = ({ sealedToken: _token, tokenKeyId: _key, ...store }: RegisteredStore) => store;

async function find({ stores }: Databases, handle: string): Promise<RegisteredStore> {
  const store = await stores.find(handle);
  if (!store) throw storeNotFound(handle);
  return store;
}

const create: Command = {
  name: 'store create',
  usage: 'HANDLE [--name NAME] [--currency CODE] [--locale TAG] [--plan PLAN] [--trial DAYS]',
  summary: 'Makes a store with a database of its own.',
  help: [
    HANDLE,
    ['--name NAME', 'Its name, as shoppers read it; the handle when it is not given.'],
    ['--currency CODE', 'ISO 4217 code of its prices, EUR when it is not given. It never changes.'],
    ['--locale TAG', 'Language of its texts, such as en or de-AT; en when it is not given.'],
    ['--plan PLAN', `${StorePlan.options.join(', ')}; basic when it is not given.`],
    ['--trial DAYS', 'Days it may be tried, 1 to 365; without it the store is not on trial.'],
  ],
  options: {
    name: { type: 'string' },
    currency: { type: 'string' },
    locale: { type: 'string' },
    plan: { type: 'string' },
    trial: { type: 'string' },
  },
  arguments: ['HANDLE'],
  async run([handle = ''], options, output) {
    const currency = (given(options, 'currency') ?? 'EUR').toUpperCase();
    const plan = StorePlan.safeParse(given(options, 'plan') ?? 'basic');
    if (!plan.success) throw new UsageError(`--plan is one of ${StorePlan.options.join(', ')}.`);
    const trial = given(options, 'trial');
    if (trial !== undefined && !/^\d{1,3}$/.test(trial)) throw new UsageError('--trial is a number of days, 1 to 365.');
    const wish = {
      handle,
      name: given(options, 'name') ?? handle,
      currency,
      locale: given(options, 'locale') ?? 'en',
      plan: plan.data,
      ...(trial === undefined ? {} : { trialDays: Number(trial) }),
    };
    const store = await withDatabases(async (databases) => {
      const made = await createStore(wish, databases);
      await auditOf(databases)(made.id, 'store.create', { handle, plan: made.plan, trialEndsAt: made.trialEndsAt });
      return made;
    });
    for (const hint of paymentHints(store.handle)) output.note(hint);
    output.answer(`Created the store "${store.handle}" (${currency}).`, { store: { ...shown(store), currency } });
    return 0;
  },
};

const list: Command = {
  name: 'store list',
  usage: '',
  summary: 'Lists all stores.',
  help: [],
  options: {},
  arguments: [],
  async run(_args, _options, output) {
    const all = await withDatabases(async ({ stores }) => {
      const found: RegisteredStore[] = [];
      for (;;) {
        const page = await stores.list({ after: found.at(-1)?.handle ?? '', limit: 500 });
        if (page.length === 0) return found;
        found.push(...page);
      }
    });
    const width = Math.max(0, ...all.map(({ handle }) => handle.length));
    const lines = all.map(
      ({ handle, status, name }) => `${handle.padEnd(width)}  ${status.padEnd(9)}  ${printableInLine(name)}`,
    );
    output.answer(lines.length > 0 ? lines.join('\n') : 'There is no store yet.', { stores: all.map(shown) });
    return 0;
  },
};

const show: Command = {
  name: 'store show',
  usage: 'HANDLE',
  summary: 'Shows one store and how much is in it.',
  help: [HANDLE],
  options: {},
  arguments: ['HANDLE'],
  run: ([handle = ''], _options, output) =>
    withDatabases<ExitCode>(async (databases) => {
      const store = await find(databases, handle);
      const { database, release } = await databases.lease(store);
      try {
        const state = parseState(await database.all(readState.sql));
        const counts = await database.first(`SELECT (SELECT count(*) FROM products) AS products,
          (SELECT count(*) FROM variants) AS variants, (SELECT count(*) FROM images) AS images,
          (SELECT count(*) FROM collections) AS collections, (SELECT count(*) FROM orders) AS orders`);
        const { currency, locale, catalogueVersion, settings } = state;
        const value = { ...shown(store), currency, locale, catalogueVersion, counts: { ...counts }, settings };
        const facts = {
          ...shown(store),
          currency,
          locale,
          catalogueVersion,
          ...counts,
          settings: undefined,
          limits: undefined,
        };
        const lines = Object.entries(facts).filter(([, fact]) => fact !== undefined && fact !== null);
        output.answer(lines.map(([name, fact]) => `${name.padEnd(17)} ${printableInLine(String(fact))}`).join('\n'), {
          store: value,
        });
        return 0;
      } finally {
        release();
      }
    }),
};

const suspend: Command = {
  name: 'store suspend',
  usage: 'HANDLE',
  summary: 'Closes a store to shoppers; nothing is lost.',
  help: [HANDLE],
  options: {},
  arguments: ['HANDLE'],
  run: ([handle = ''], _options, output) =>
    withDatabases<ExitCode>(async (databases) => {
      const store = await find(databases, handle);
      if (store.status === 'deleted')
        throw new StoreError('store_invalid', `The store "${handle}" is deleted already.`);
      if (await databases.stores.suspend(store.id, new Date().toISOString()))
        await auditOf(databases)(store.id, 'store.suspend', {});
      const now = await find(databases, handle);
      output.answer(`The store "${handle}" is ${now.status}.`, { store: shown(now) });
      return 0;
    }),
};

const resume: Command = {
  name: 'store resume',
  usage: 'HANDLE',
  summary: 'Opens a suspended store, or brings a deleted one back to what it was.',
  help: [HANDLE],
  options: {},
  arguments: ['HANDLE'],
  run: ([handle = ''], _options, output) =>
    withDatabases<ExitCode>(async (databases) => {
      const store = await find(databases, handle);
      if (await databases.stores.resume(store.id, new Date().toISOString()))
        await auditOf(databases)(store.id, 'store.resume', { from: store.status });
      const now = await find(databases, handle);
      if (now.purgingSince !== null)
        throw new StoreError('store_busy', `The store "${handle}" is being deleted for good; there is no way back.`);
      output.answer(`The store "${handle}" is ${now.status}.`, { store: shown(now) });
      return 0;
    }),
};

const remove: Command = {
  name: 'store delete',
  usage: 'HANDLE [--purge --yes [--keep-backups]]',
  summary: 'Takes a store offline; its data stays for the time of grace, and "store resume" brings it back.',
  help: [
    HANDLE,
    [
      '--purge',
      'Removes it for good, at once: products, customers, orders, media, backups. Then it looks for all of it.',
    ],
    ['--keep-backups', 'Leaves its backups.'],
    ['--yes', 'Says that you mean it; --purge asks for it.'],
  ],
  options: { purge: { type: 'boolean' }, yes: { type: 'boolean' }, 'keep-backups': { type: 'boolean' } },
  arguments: ['HANDLE'],
  async run([handle = ''], options, output) {
    if (options['purge'] && !options['yes']) {
      throw new UsageError(`--purge removes all data of "${handle}" for good. Add --yes if you mean it.`);
    }
    const { graceDays } = readEnvironment(process.env);
    const keepBackups = options['keep-backups'] === true;
    const proof = await withDatabases(async (databases) => {
      const store = await find(databases, handle);
      const audit = auditOf(databases);
      if (options['purge']) {
        await purgeStore(handle, databases, { keepBackups });
        const found = await proveErased(store, databases, { keepBackups });
        await audit(store.id, 'store.purge', { handle, erased: found.erased, keepBackups });
        return found;
      }
      if (await databases.stores.markDeleted(store.id, new Date().toISOString()))
        await audit(store.id, 'store.delete', { graceDays });
      return undefined;
    });
    if (proof) {
      const lines = proof.findings.map(
        ({ what, left }) => `  ${what.padEnd(12)} ${left.length === 0 ? 'nothing found' : left.join(', ')}`,
      );
      const first = proof.erased
        ? `The store "${handle}" and all its data are gone. Looked for:`
        : `The store "${handle}" is gone, but not all of it:`;
      output.answer([first, ...lines].join('\n'), { store: { handle, status: 'deleted', purged: true }, proof });
      return proof.erased ? 0 : 1;
    }
    const text = `The store "${handle}" is deleted. For ${graceDays} days "store resume ${handle}" brings it back; then its data goes.`;
    output.answer(text, { store: { handle, status: 'deleted', purged: false } });
    return 0;
  },
};

const recover: Command = {
  name: 'store recover',
  usage: '',
  summary: 'Ends what was interrupted: takes back stores half made, carries on purges, purges what is past its grace.',
  help: [],
  options: {},
  arguments: [],
  run: (_args, _options, output) =>
    withDatabases<ExitCode>(async (databases) => {
      const { graceDays } = readEnvironment(process.env);
      const { recovered, purged, failed } = await recoverAndRecord({ ...databases, graceDays }, COMMAND);
      const stray = await strayDatabases(databases);
      const why = failed.map(({ handle, error }) => ({
        handle,
        message: error instanceof Error ? error.message : String(error),
      }));
      const lines = [
        `${recovered.length} interrupted, now ended; ${purged.length} past their grace, now gone; ${failed.length} failed.`,
        ...recovered.map(({ handle, kind, step }) => `  ${handle}: ${kind} had stopped at "${step}"`),
        ...why.map(({ handle, message }) => `  ${handle} failed: ${message}`),
        ...stray.map((name) => `  The database ${name} belongs to no store; look at it and remove it yourself.`),
      ];
      output.answer(lines.join('\n'), { recovered, purged, failed: why, stray });
      return failed.length > 0 ? 1 : 0;
    }),
};

/** `vitrine store …` */
export const storeCommands: readonly Command[] = [create, list, show, suspend, resume, remove, recover];
