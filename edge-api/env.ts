import { z } from 'zod';
import { parseNetwork, type Network } from './middleware/ip-address.ts';

/** What is wrong with the environment: every fault at once, so that one start is enough to see them all. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
  readonly code = 'environment_invalid';
  readonly faults: readonly { readonly variable: string; readonly problem: string }[];

  constructor(faults: readonly { readonly variable: string; readonly problem: string }[]) {
    const width = Math.max(...faults.map(({ variable }) => variable.length));
    const lines = faults.map(({ variable, problem }) => `  ${variable.padEnd(width)}  ${problem}`);
    super(`The environment is not right:\n${lines.join('\n')}`);
    this.faults = faults;
  }
}

const http = (what: string) =>
  z.url({ protocol: /^https?$/, error: `must be ${what}, starting with http:// or https://` });
const withoutSlash = (url: string) => url.replace(/\/+$/, '');

/** A key `<id>:<64 hex digits>`: 256 bits under a name, so that keys can be changed without guessing which one sealed what. */
const SealingKey = z
  .string()
  .regex(
    /^[A-Za-z0-9_-]{1,32}:[0-9a-fA-F]{64}$/,
    'must be <key id>:<64 hex digits>, such as k1:$(openssl rand -hex 32)',
  )
  .transform((text) => {
    const [id = '', hex = ''] = text.split(':');
    return { id, hex };
  });

const Variables = z.object({
  /** Port the Node server listens on. */
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'must be a port number, 0 to 65535')
    .transform(Number)
    .refine((port) => port <= 65535, 'must be a port number, 0 to 65535')
    .prefault('8787'),
  /** Address the Node server listens on. */
  HOST: z.string().min(1).prefault('127.0.0.1'),
  /** Folder of every database file, in the file mode. */
  DATA_DIR: z.string().min(1).prefault('.data'),
  /** Where store databases are: files under DATA_DIR, or namespaces of a libSQL server. */
  DATABASE_MODE: z.enum(['file', 'sqld'], { error: 'must be file or sqld' }).prefault('file'),
  /** Address of the libSQL server, for DATABASE_MODE=sqld. */
  SQLD_URL: http('the address of the libSQL server').optional(),
  /** Address of its admin API, which creates and deletes namespaces. */
  SQLD_ADMIN_URL: http('the address of the libSQL admin API').optional(),
  /** Token the libSQL server asks for, if it does. */
  SQLD_AUTH_TOKEN: z.string().min(1).optional(),
  /** Address browsers reach this server under, when it is not the one they sent. */
  PUBLIC_URL: http('the address browsers use').transform(withoutSlash).optional(),
  /** Proxies that are believed what they say of their callers: addresses and networks, separated by commas. */
  TRUSTED_PROXIES: z
    .string()
    .transform((text, context) =>
      text.split(',').flatMap((part): Network[] => {
        const network = parseNetwork(part);
        if (network) return [network];
        const message = `must be addresses and networks such as 127.0.0.1,10.0.0.0/8,fd00::/8; "${part.trim()}" is neither`;
        context.addIssue({ code: 'custom', message });
        return [];
      }),
    )
    .optional(),
  /** Seals database tokens and vendor keys at rest. */
  VITRINE_KEY: SealingKey.optional(),
  /** Keys that sealed earlier, separated by commas; they only open. */
  VITRINE_OLD_KEYS: z
    .string()
    .transform((text) => text.split(',').map((key) => key.trim()))
    .pipe(z.array(SealingKey))
    .optional(),
  /** Self-hosted InstantDB; without these four the embedded sync server is used. */
  INSTANT_APP_ID: z.uuid({ error: 'must be a UUID' }).optional(),
  INSTANT_API_URI: http('the address of the InstantDB API').transform(withoutSlash).optional(),
  INSTANT_WEBSOCKET_URI: z
    .url({ protocol: /^wss?$/, error: 'must be the address of the InstantDB socket, starting with ws:// or wss://' })
    .optional(),
  INSTANT_ADMIN_TOKEN: z.string().min(1).optional(),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], { error: 'must be debug, info, warn, error or silent' })
    .prefault('info'),
});

const INSTANT = ['INSTANT_APP_ID', 'INSTANT_API_URI', 'INSTANT_WEBSOCKET_URI', 'INSTANT_ADMIN_TOKEN'] as const;

/** A key that seals secrets: 256 bits as hex, and the id stored beside what it sealed. */
export type SealingKey = z.infer<typeof SealingKey>;

/** The environment, checked. */
export interface Environment {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  readonly database:
    | { readonly mode: 'file' }
    | {
        readonly mode: 'sqld';
        readonly url: string;
        readonly adminUrl: string | null;
        readonly authToken: string | null;
      };
  readonly publicUrl: string | null;
  /** Proxies whose forwarded headers count; empty means that nobody's do. */
  readonly trustedProxies: readonly Network[];
  readonly sealingKey: SealingKey | null;
  readonly oldSealingKeys: readonly SealingKey[];
  /** A self-hosted InstantDB, or null for the embedded sync server. */
  readonly instant: {
    readonly appId: string;
    readonly apiUri: string;
    readonly websocketUri: string;
    readonly adminToken: string;
  } | null;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
}

/** Checks the environment (`process.env` on Node, the bindings on Workers); throws one `EnvironmentError` that lists every fault. */
export function readEnvironment(source: Readonly<Record<string, unknown>>): Environment {
  // An empty variable is how a shell or a .env file says "not set".
  const given: Record<string, unknown> = {};
  for (const name of Object.keys(Variables.shape)) {
    const value = source[name];
    if (value !== undefined && value !== '') given[name] = typeof value === 'string' ? value.trim() : value;
  }
  const parsed = Variables.safeParse(given);
  const faults = (parsed.error?.issues ?? []).map(({ path, message }) => ({
    variable: String(path[0]),
    problem: message,
  }));
  const broken = new Set(faults.map(({ variable }) => variable));
  const missing = (name: string, why: string) => {
    if (given[name] === undefined && !broken.has(name)) faults.push({ variable: name, problem: `is missing: ${why}` });
  };

  if (given['DATABASE_MODE'] === 'sqld') missing('SQLD_URL', 'DATABASE_MODE is sqld');
  const instantGiven = INSTANT.filter((name) => given[name] !== undefined);
  if (instantGiven.length > 0)
    for (const name of INSTANT) missing(name, `${instantGiven[0]} is set, and the four belong together`);
  if (given['VITRINE_OLD_KEYS'] !== undefined) missing('VITRINE_KEY', 'VITRINE_OLD_KEYS is set');
  if (faults.length > 0 || !parsed.success) throw new EnvironmentError(faults);

  const env = parsed.data;
  return {
    port: env.PORT,
    host: env.HOST,
    dataDir: env.DATA_DIR,
    database:
      env.DATABASE_MODE === 'sqld' && env.SQLD_URL
        ? {
            mode: 'sqld',
            url: env.SQLD_URL,
            adminUrl: env.SQLD_ADMIN_URL ?? null,
            authToken: env.SQLD_AUTH_TOKEN ?? null,
          }
        : { mode: 'file' },
    publicUrl: env.PUBLIC_URL ?? null,
    trustedProxies: env.TRUSTED_PROXIES ?? [],
    sealingKey: env.VITRINE_KEY ?? null,
    oldSealingKeys: env.VITRINE_OLD_KEYS ?? [],
    instant:
      env.INSTANT_APP_ID && env.INSTANT_API_URI && env.INSTANT_WEBSOCKET_URI && env.INSTANT_ADMIN_TOKEN
        ? {
            appId: env.INSTANT_APP_ID,
            apiUri: env.INSTANT_API_URI,
            websocketUri: env.INSTANT_WEBSOCKET_URI,
            adminToken: env.INSTANT_ADMIN_TOKEN,
          }
        : null,
    logLevel: env.LOG_LEVEL,
  };
}
