import type { Databases } from '../../edge-api/adapters/provisioning/compose.node.ts';
import { type ApiKey, NewApiKey, NewPlatformKey, PlatformScope, StoreScope } from '../../edge-api/contract/keys.ts';
import { keyRepository } from '../../edge-api/repositories/keys.ts';
import { keyService } from '../../edge-api/services/keys.ts';
import { type Command, type ExitCode, given, givenAll, type Options, UsageError, withDatabases } from './command.ts';
import { COMMAND, findStore } from './owner.ts';
import { printableInLine } from './terminal.ts';

const OWNER = '(--store HANDLE | --platform)';
const OWNER_OPTIONS = { store: { type: 'string' }, platform: { type: 'boolean' } } as const;
const OWNER_HELP = [
  ['--store HANDLE', 'The store whose key it is.'],
  ['--platform', 'The platform, whose keys open every store.'],
] as const;
const DAY_MS = 86_400_000;

/** Whose keys are meant. */
async function ownerOf(options: Options, databases: Databases): Promise<{ storeId: string | null; called: string }> {
  const handle = given(options, 'store');
  if ((handle === undefined) === (options['platform'] !== true))
    throw new UsageError('Say whose keys: --store HANDLE, or --platform.');
  if (handle === undefined) return { storeId: null, called: 'the platform' };
  return { storeId: (await findStore(databases, handle)).id, called: `the store "${handle}"` };
}

const keysOf = ({ platform }: Databases) => keyService(keyRepository(platform), Date.now);

/** The time `90d` from now, or a time as it is written; null for none. */
function expiry(text: string | undefined): string | null {
  if (text === undefined) return null;
  const days = /^([1-9]\d{0,4})d$/.exec(text)?.[1];
  const at = days === undefined ? Date.parse(text) : Date.now() + Number(days) * DAY_MS;
  if (Number.isNaN(at) || (days === undefined && !/^\d{4}-\d\d-\d\d(?:T[\d:.]+Z)?$/.test(text)))
    throw new UsageError(
      `--expires is a number of days such as 90d, or a time in UTC such as 2027-01-31; "${text}" is neither.`,
    );
  return new Date(at).toISOString();
}

const create: Command = {
  name: 'key create',
  usage: `${OWNER} [--scope SCOPE…] [--name NAME] [--kind KIND] [--expires WHEN]`,
  summary: 'Makes a key for a program, and shows it this once.',
  help: [
    ...OWNER_HELP,
    [
      '--scope SCOPE',
      'What it may do; several times, or with commas. A publishable key has none, any other at least one.',
    ],
    ['', `Of a store: ${StoreScope.options.join(', ')}.`],
    ['', `Of the platform: ${PlatformScope.options.join(', ')}.`],
    ['--name NAME', 'What you call it, such as the program that has it; "Made by command" if not given.'],
    [
      '--kind KIND',
      'secret, or publishable: one that names the store in a page and is no secret. secret if not given.',
    ],
    ['--expires WHEN', 'A number of days such as 90d, or a time in UTC such as 2027-01-31; never if not given.'],
  ],
  options: {
    ...OWNER_OPTIONS,
    scope: { type: 'string', multiple: true },
    name: { type: 'string' },
    kind: { type: 'string' },
    expires: { type: 'string' },
  },
  arguments: [],
  async run(_args, options, output) {
    const scopes = givenAll(options, 'scope');
    const [name, expiresAt] = [given(options, 'name') ?? 'Made by command', expiry(given(options, 'expires'))];
    return withDatabases<ExitCode>(async (databases) => {
      const { storeId, called } = await ownerOf(options, databases);
      const kind = given(options, 'kind') ?? (storeId === null ? undefined : 'secret');
      if (storeId === null && kind !== undefined) throw new UsageError('--kind is for keys of a store.');
      const asked =
        storeId === null
          ? NewPlatformKey.transform((wish) => ({ ...wish, kind: 'platform' as const })).safeParse({
              name,
              scopes,
              expiresAt,
            })
          : NewApiKey.safeParse({ kind, name, scopes, expiresAt });
      if (!asked.success)
        throw new UsageError(asked.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'));
      const made = await keysOf(databases).create({ ...asked.data, storeId }, { actor: COMMAND, holder: null });
      output.note(`A key of ${called}. It is shown this once:`);
      output.answer(made.secret, made);
      return 0;
    });
  },
};

const state = ({ revokedAt, expiresAt }: ApiKey): string => {
  if (revokedAt !== null) return 'revoked';
  return expiresAt !== null && Date.parse(expiresAt) <= Date.now() ? 'expired' : 'open';
};

const list: Command = {
  name: 'key list',
  usage: OWNER,
  summary: 'Lists keys, never their secrets; those that ended more than 30 days ago are left out.',
  help: OWNER_HELP,
  options: OWNER_OPTIONS,
  arguments: [],
  run: (_args, options, output) =>
    withDatabases<ExitCode>(async (databases) => {
      const { storeId, called } = await ownerOf(options, databases);
      const keys: ApiKey[] = [];
      for (let after: string | null | undefined; after !== null;) {
        const page = await keysOf(databases).list(storeId, { limit: 200, after });
        keys.push(...page.keys);
        after = page.next;
      }
      const lines = keys.map((key) =>
        [
          key.id,
          key.kind.padEnd(11),
          `…${key.hint}`,
          state(key).padEnd(7),
          `used ${key.lastUsedAt?.slice(0, 16) ?? 'never'}`.padEnd(21),
          `${printableInLine(key.name)}  ${key.scopes.join(',')}`,
        ].join('  '),
      );
      output.answer(lines.length > 0 ? lines.join('\n') : `There is no key of ${called}.`, { keys });
      return 0;
    }),
};

const revoke: Command = {
  name: 'key revoke',
  usage: `ID ${OWNER}`,
  summary: 'Makes a key open nothing, at once.',
  help: [['ID', 'The id of the key, as "key list" shows it.'], ...OWNER_HELP],
  options: OWNER_OPTIONS,
  arguments: ['ID'],
  run: ([id = ''], options, output) =>
    withDatabases<ExitCode>(async (databases) => {
      const { storeId, called } = await ownerOf(options, databases);
      await keysOf(databases).revoke(id, storeId, COMMAND);
      output.answer(`The key ${id} of ${called} opens nothing any more.`, { key: { id, revoked: true } });
      return 0;
    }),
};

/** `vitrine key …` */
export const keyCommands: readonly Command[] = [create, list, revoke];
