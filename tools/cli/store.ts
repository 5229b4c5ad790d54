import { createStore, purgeStore, storeNotFound } from '../../edge-api/adapters/provisioning/create-store.ts';
import type { Databases } from '../../edge-api/adapters/provisioning/compose.node.ts';
import type { RegisteredStore, StoreStatus } from '../../edge-api/repositories/stores.ts';
import { parseState, readState } from '../../edge-api/repositories/state.ts';
import { type Command, type ExitCode, given, UsageError, withDatabases } from './command.ts';

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
  usage: 'HANDLE [--name NAME] [--currency CODE] [--locale TAG]',
  summary: 'Makes a store with a database of its own.',
  help: [
    HANDLE,
    ['--name NAME', 'Its name, as shoppers read it; the handle when it is not given.'],
    ['--currency CODE', 'ISO 4217 code of its prices, EUR when it is not given. It never changes.'],
    ['--locale TAG', 'Language of its texts, such as en or de-AT; en when it is not given.'],
  ],
  options: { name: { type: 'string' }, currency: { type: 'string' }, locale: { type: 'string' } },
  arguments: ['HANDLE'],
  async run([handle = ''], options, output) {
    const currency = (given(options, 'currency') ?? 'EUR').toUpperCase();
    const store = await withDatabases((databases) =>
      createStore(
        { handle, name: given(options, 'name') ?? handle, currency, locale: given(options, 'locale') ?? 'en' },
        databases,
      ),
    );
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
    const lines = all.map(({ handle, status, name }) => `${handle.padEnd(width)}  ${status.padEnd(9)}  ${name}`);
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
        output.answer(lines.map(([name, fact]) => `${name.padEnd(17)} ${String(fact)}`).join('\n'), { store: value });
        return 0;
      } finally {
        release();
      }
    }),
};

function statusCommand(verb: 'suspend' | 'resume', status: StoreStatus, summary: string): Command {
  return {
    name: `store ${verb}`,
    usage: 'HANDLE',
    summary,
    help: [HANDLE],
    options: {},
    arguments: ['HANDLE'],
    run: ([handle = ''], _options, output) =>
      withDatabases<ExitCode>(async (databases) => {
        const store = await find(databases, handle);
        await databases.stores.setStatus(store.id, status, new Date().toISOString());
        output.answer(`The store "${handle}" is ${status}.`, { store: { ...shown(store), status } });
        return 0;
      }),
  };
}

const remove: Command = {
  name: 'store delete',
  usage: 'HANDLE [--purge --yes]',
  summary: 'Takes a store offline; its data stays until it is purged.',
  help: [
    HANDLE,
    ['--purge', 'Removes its database too, for good: products, customers, orders.'],
    ['--yes', 'Says that you mean it; --purge asks for it.'],
  ],
  options: { purge: { type: 'boolean' }, yes: { type: 'boolean' } },
  arguments: ['HANDLE'],
  async run([handle = ''], options, output) {
    if (options['purge'] && !options['yes']) {
      throw new UsageError(`--purge removes all data of "${handle}" for good. Add --yes if you mean it.`);
    }
    await withDatabases(async (databases) => {
      const store = await find(databases, handle);
      if (options['purge']) await purgeStore(handle, databases);
      else await databases.stores.setStatus(store.id, 'deleted', new Date().toISOString());
    });
    const text = options['purge']
      ? `The store "${handle}" and all its data are gone.`
      : `The store "${handle}" is deleted. "store resume ${handle}" brings it back.`;
    output.answer(text, { store: { handle, status: 'deleted', purged: options['purge'] === true } });
    return 0;
  },
};

/** `vitrine store …` */
export const storeCommands: readonly Command[] = [
  create,
  list,
  show,
  statusCommand('suspend', 'suspended', 'Closes a store to shoppers; nothing is lost.'),
  statusCommand('resume', 'active', 'Opens a suspended or deleted store again.'),
  remove,
];
