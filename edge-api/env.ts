import type { MailAddress } from './adapters/mail/port.ts';
import type { TursoSettings } from './adapters/provisioning/turso.ts';
import type { LimitName } from './adapters/rate-limits/port.ts';
import { KNOWN_BANK_SECRET, type SealingKey, Variables } from './env-variables.ts';
import type { Network } from './middleware/ip-address.ts';
import type { PlatformHosts } from './services/resolve-host.ts';

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

const INSTANT = ['INSTANT_APP_ID', 'INSTANT_API_URI', 'INSTANT_WEBSOCKET_URI', 'INSTANT_ADMIN_TOKEN'] as const;

const STRIPE = ['STRIPE_SECRET_KEY', 'STRIPE_PUBLISHABLE_KEY', 'STRIPE_WEBHOOK_SECRET'] as const;

const TURSO = ['TURSO_API_TOKEN', 'TURSO_ORGANIZATION', 'TURSO_GROUP', 'PLATFORM_DATABASE_URL', 'VITRINE_KEY'] as const;

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
      }
    | ({ readonly mode: 'turso' } & TursoSettings);
  /** The platform database where it is neither a file nor a namespace beside the stores'. */
  readonly platformDatabase: { readonly url: string; readonly token: string | null } | null;
  /** Days between the deletion of a store and its purge. */
  readonly graceDays: number;
  /** Most store databases kept open. */
  readonly openStores: number;
  /** What search may remember, in bytes; null for what suits the runtime. */
  readonly searchMemoryBytes: number | null;
  readonly publicUrl: string | null;
  /** The hosts that are the platform's own, read from PUBLIC_URL and BASE_DOMAIN. */
  readonly hosts: PlatformHosts;
  /** How domains of stores are proved and served. */
  readonly domains: {
    readonly dohUrl: string | null;
    /** Host names and addresses; null for the platform's own host. */
    readonly targets: readonly string[] | null;
    /** Null where a proxy gets certificates on demand. */
    readonly cloudflare: { readonly zoneId: string; readonly token: string; readonly method: 'http' | 'txt' } | null;
  };
  /** Proxies whose forwarded headers count; empty means that nobody's do. */
  readonly trustedProxies: readonly Network[];
  /** Limits that differ from the defaults, in requests a minute; null when nothing is limited. */
  readonly rateLimits: Readonly<Partial<Record<LimitName, number>>> | null;
  readonly sealingKey: SealingKey | null;
  readonly oldSealingKeys: readonly SealingKey[];
  /** A self-hosted InstantDB, or null for the embedded sync server. */
  readonly instant: {
    readonly appId: string;
    readonly apiUri: string;
    readonly websocketUri: string;
    readonly adminToken: string;
  } | null;
  /** What makes the vectors of search by meaning; null for nothing. */
  readonly embeddings:
    | { readonly provider: 'local' | 'workers-ai' }
    | { readonly provider: 'openai'; readonly apiKey: string; readonly baseUrl: string }
    | null;
  /** The model that writes sections; null where they are composed by rule alone. */
  readonly sections: {
    readonly model: string;
    readonly apiKey: string;
    /** OpenAI's when it is undefined. */
    readonly baseUrl: string | undefined;
    readonly api: 'chat' | 'responses';
  } | null;
  /** Who takes mails (null for the embedded mailbox), whom they are from, and whether `/dev/mail` shows them. */
  readonly mail: {
    readonly provider:
      | { readonly kind: 'smtp'; readonly url: string }
      | { readonly kind: 'resend'; readonly apiKey: string; readonly apiUrl: string }
      | null;
    readonly from: MailAddress | null;
    readonly dev: boolean;
  };
  /** Whether webhooks may go to http on this machine. */
  readonly webhooksToLocalhost: boolean;
  readonly payments: {
    /** For stores without keys of their own; null when there are none. */
    readonly stripe: {
      readonly secretKey: string;
      readonly publishableKey: string;
      readonly webhookSecrets: readonly string[];
    } | null;
    readonly stripeApiUrl: string | null;
    /** Null where there is no test bank; `url` is null where it is in this process. */
    readonly bank: { readonly url: string | null; readonly secret: string } | null;
  };
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  readonly logRequests: 'all' | 'errors' | 'none';
  readonly metricsToken: string | null;
  readonly shutdown: { readonly delayMs: number; readonly graceMs: number };
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
  if (given['DATABASE_MODE'] === 'turso') for (const name of TURSO) missing(name, 'DATABASE_MODE is turso');
  const instantGiven = INSTANT.filter((name) => given[name] !== undefined);
  if (instantGiven.length > 0)
    for (const name of INSTANT) missing(name, `${instantGiven[0]} is set, and the four belong together`);
  if (given['CLOUDFLARE_ZONE_ID'] !== undefined) missing('CLOUDFLARE_API_TOKEN', 'CLOUDFLARE_ZONE_ID is set');
  if (given['CLOUDFLARE_API_TOKEN'] !== undefined) missing('CLOUDFLARE_ZONE_ID', 'CLOUDFLARE_API_TOKEN is set');
  if (given['EMBEDDINGS'] === 'openai') missing('OPENAI_API_KEY', 'EMBEDDINGS is openai');
  if (given['SECTION_GENERATOR'] === 'openai') {
    missing('SECTION_MODEL', 'SECTION_GENERATOR is openai');
    if (given['SECTION_API_URL'] === undefined && given['OPENAI_API_KEY'] === undefined)
      missing('SECTION_API_KEY', 'SECTION_GENERATOR is openai');
  }
  for (const name of ['SMTP_URL', 'RESEND_API_KEY'])
    if (given[name] !== undefined) {
      missing('MAIL_FROM', `${name} is set`);
      // Otherwise whoever asks for somebody's mail under a host of his own would say where its link leads.
      if (given['BASE_DOMAIN'] === undefined) missing('PUBLIC_URL', `${name} is set, and mails carry links`);
    }
  if (given['VITRINE_OLD_KEYS'] !== undefined) missing('VITRINE_KEY', 'VITRINE_OLD_KEYS is set');
  const stripeGiven = STRIPE.filter((name) => given[name] !== undefined);
  if (stripeGiven.length > 0)
    for (const name of STRIPE) missing(name, `${stripeGiven[0]} is set, and the three belong together`);
  // Whoever knows the secret can say of any order that it was paid.
  const hasBank = given['TEST_BANK'] === '1' || given['TEST_BANK_URL'] !== undefined;
  const bankSecret = given['TEST_BANK_SECRET'] ?? KNOWN_BANK_SECRET;
  if (hasBank && bankSecret === KNOWN_BANK_SECRET && /^https:/i.test(String(given['PUBLIC_URL'])))
    faults.push({
      variable: 'TEST_BANK_SECRET',
      problem: 'is the one everybody knows, and PUBLIC_URL is https: set one of your own, or leave the test bank out',
    });
  if (faults.length > 0 || !parsed.success) throw new EnvironmentError(faults);

  const env = parsed.data;
  return {
    port: env.PORT,
    host: env.HOST,
    dataDir: env.DATA_DIR,
    database: databaseOf(env),
    platformDatabase:
      env.PLATFORM_DATABASE_URL === undefined
        ? null
        : { url: env.PLATFORM_DATABASE_URL, token: env.PLATFORM_DATABASE_TOKEN ?? null },
    graceDays: env.DELETE_GRACE_DAYS,
    openStores: env.OPEN_STORES,
    searchMemoryBytes: env.SEARCH_MEMORY_MB === undefined ? null : env.SEARCH_MEMORY_MB * 2 ** 20,
    publicUrl: env.PUBLIC_URL ?? null,
    hosts: {
      baseDomain: env.BASE_DOMAIN ?? null,
      publicHost: env.PUBLIC_URL === undefined ? null : new URL(env.PUBLIC_URL).hostname,
    },
    domains: {
      dohUrl: env.DOH_URL ?? null,
      targets: env.DOMAIN_TARGETS ?? null,
      cloudflare:
        env.CLOUDFLARE_ZONE_ID !== undefined && env.CLOUDFLARE_API_TOKEN !== undefined
          ? {
              zoneId: env.CLOUDFLARE_ZONE_ID,
              token: env.CLOUDFLARE_API_TOKEN,
              method: env.CLOUDFLARE_VALIDATION,
            }
          : null,
    },
    trustedProxies: env.TRUSTED_PROXIES ?? [],
    rateLimits: env.RATE_LIMITS === undefined ? {} : env.RATE_LIMITS,
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
    embeddings: embeddingsOf(env),
    sections: sectionsOf(env),
    mail: { provider: mailProviderOf(env), from: env.MAIL_FROM ?? null, dev: env.DEV_MAIL },
    webhooksToLocalhost: env.WEBHOOKS_TO_LOCALHOST,
    payments: paymentsOf(env),
    logLevel: env.LOG_LEVEL,
    logRequests: env.LOG_REQUESTS,
    metricsToken: env.METRICS_TOKEN ?? null,
    shutdown: { delayMs: env.SHUTDOWN_DELAY_MS, graceMs: env.SHUTDOWN_GRACE_MS },
  };
}

function embeddingsOf(env: Variables): Environment['embeddings'] {
  const { EMBEDDINGS: provider, OPENAI_API_KEY: apiKey, OPENAI_API_URL: baseUrl } = env;
  if (provider === 'off') return null;
  if (provider !== 'openai') return { provider };
  return apiKey === undefined ? null : { provider, apiKey, baseUrl };
}

function sectionsOf(env: Variables): Environment['sections'] {
  const { SECTION_GENERATOR, SECTION_MODEL: model, SECTION_API_URL: baseUrl, SECTION_API: api } = env;
  if (SECTION_GENERATOR !== 'openai' || model === undefined) return null;
  // The key of one API is never sent to another.
  const apiKey = env.SECTION_API_KEY ?? (baseUrl === undefined ? env.OPENAI_API_KEY : undefined) ?? '';
  return { model, apiKey, baseUrl, api };
}

function mailProviderOf(env: Variables): Environment['mail']['provider'] {
  if (env.RESEND_API_KEY !== undefined)
    return { kind: 'resend', apiKey: env.RESEND_API_KEY, apiUrl: env.RESEND_API_URL };
  return env.SMTP_URL === undefined ? null : { kind: 'smtp', url: env.SMTP_URL };
}

function paymentsOf(env: Variables): Environment['payments'] {
  const { STRIPE_SECRET_KEY: secretKey, STRIPE_PUBLISHABLE_KEY: publishableKey, STRIPE_WEBHOOK_SECRET: secrets } = env;
  const url = env.TEST_BANK_URL ?? null;
  return {
    stripe: secretKey && publishableKey && secrets ? { secretKey, publishableKey, webhookSecrets: secrets } : null,
    stripeApiUrl: env.STRIPE_API_URL ?? null,
    bank: url !== null || env.TEST_BANK === '1' ? { url, secret: env.TEST_BANK_SECRET } : null,
  };
}

function databaseOf(env: Variables): Environment['database'] {
  if (env.DATABASE_MODE === 'sqld' && env.SQLD_URL)
    return {
      mode: 'sqld',
      url: env.SQLD_URL,
      adminUrl: env.SQLD_ADMIN_URL ?? null,
      authToken: env.SQLD_AUTH_TOKEN ?? null,
    };
  if (env.DATABASE_MODE === 'turso' && env.TURSO_API_TOKEN && env.TURSO_ORGANIZATION && env.TURSO_GROUP)
    return {
      mode: 'turso',
      apiUrl: env.TURSO_API_URL,
      apiToken: env.TURSO_API_TOKEN,
      organization: env.TURSO_ORGANIZATION,
      group: env.TURSO_GROUP,
      prefix: env.TURSO_DATABASE_PREFIX,
      template: env.TURSO_TEMPLATE ?? null,
      tokenExpiration: env.TURSO_TOKEN_EXPIRATION,
    };
  return { mode: 'file' };
}
