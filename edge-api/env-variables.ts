import { z } from 'zod';
import { readAddress } from './adapters/mail/port.ts';
import { LIMITS, type LimitName } from './adapters/rate-limits/port.ts';
import { parseIp, parseNetwork, type Network } from './middleware/ip-address.ts';
import { readTypedHost } from './services/host-names.ts';

const http = (what: string) =>
  z.url({ protocol: /^https?$/, error: `must be ${what}, starting with http:// or https://` });
const milliseconds = z
  .string()
  .regex(/^\d{1,6}$/, 'must be a number of milliseconds, at most 999999')
  .transform(Number);
const toggle = z
  .enum(['0', '1'], { error: 'must be 0 or 1' })
  .prefault('0')
  .transform((value) => value === '1');
/** What a test bank on one's own machine is opened with; no secret at all, as it stands here. */
export const KNOWN_BANK_SECRET = 'test-bank-secret';
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

/** Every variable: what it means, what it has to look like, and what it is when nobody says. */
export const Variables = z.object({
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
  /** Where store databases are: files under DATA_DIR, namespaces of a libSQL server, or databases at Turso. */
  DATABASE_MODE: z.enum(['file', 'sqld', 'turso'], { error: 'must be file, sqld or turso' }).prefault('file'),
  /** Address of the libSQL server, for DATABASE_MODE=sqld. */
  SQLD_URL: http('the address of the libSQL server').optional(),
  /** Address of its admin API, which creates and deletes namespaces. */
  SQLD_ADMIN_URL: http('the address of the libSQL admin API').optional(),
  /** Token the libSQL server asks for, if it does. */
  SQLD_AUTH_TOKEN: z.string().min(1).optional(),
  /** Token of Turso's Platform API, for DATABASE_MODE=turso. */
  TURSO_API_TOKEN: z.string().min(1).optional(),
  /** Slug of the organization at Turso. */
  TURSO_ORGANIZATION: z
    .string()
    .regex(/^[\w-]+$/, 'must be the slug of an organization')
    .optional(),
  /** Group its databases are made in; it has to be there. */
  TURSO_GROUP: z
    .string()
    .regex(/^[\w-]+$/, 'must be the name of a group')
    .optional(),
  /** How the names of our databases begin; every installation in an organization needs one of its own. */
  TURSO_DATABASE_PREFIX: z
    .string()
    .regex(/^[a-z0-9](?:[a-z0-9-]{0,14}[a-z0-9])?$/, 'must be 1 to 16 of a to z, 0 to 9 and dashes')
    .prefault('vitrine'),
  /** Database new stores are copied from, upgraded but without a store in it; without it they begin empty. */
  TURSO_TEMPLATE: z
    .string()
    .regex(/^[a-z0-9-]{1,64}$/, 'must be the name of a database')
    .optional(),
  /** How long the token of a database opens it: never, which means for ever, or such as 4w2d. */
  TURSO_TOKEN_EXPIRATION: z
    .string()
    .regex(/^(?:never|(?:\d+[wdhm])+)$/, 'must be never, or such as 4w2d')
    .prefault('never'),
  TURSO_API_URL: http("the address of Turso's Platform API").transform(withoutSlash).prefault('https://api.turso.tech'),
  /** Address of the platform database, such as libsql://platform-acme.turso.io; without it, a file or a namespace of SQLD_URL. */
  PLATFORM_DATABASE_URL: z
    .url({ protocol: /^(?:https?|libsql)$/, error: 'must start with libsql://, https:// or http://' })
    .optional(),
  PLATFORM_DATABASE_TOKEN: z.string().min(1).optional(),
  /** Most store databases the process keeps open, each with 3 file handles and 0.3 to 1.3 MiB of memory. */
  OPEN_STORES: z
    .string()
    .regex(/^[1-9]\d{0,5}$/, 'must be a number from 1 to 999999')
    .transform(Number)
    .prefault('512'),
  /** What search may remember of all stores together, in MiB; without it, what suits the runtime. */
  SEARCH_MEMORY_MB: z
    .string()
    .regex(/^\d{1,6}$/, 'must be a number of MiB, 0 to 999999')
    .transform(Number)
    .optional(),
  /** Days a deleted store can be brought back; then its data goes. */
  DELETE_GRACE_DAYS: z
    .string()
    .regex(/^\d{1,4}$/, 'must be a number of days, 0 to 9999')
    .transform(Number)
    .prefault('30'),
  /** Address browsers reach this server under, when it is not the one they sent. */
  PUBLIC_URL: http('the address browsers use').transform(withoutSlash).optional(),
  /** Stores answer at `<handle>.BASE_DOMAIN`, and hosts that are nobody's are refused. */
  BASE_DOMAIN: z
    .string()
    .transform((text, context) => {
      const name = readTypedHost(text);
      if (name !== undefined) return name;
      context.addIssue({
        code: 'custom',
        message: 'must be a host name without scheme, port and path, such as shop.example',
      });
      return z.NEVER;
    })
    .optional(),
  /** A resolver over HTTPS that answers JSON, for the proof of domains; without it Node asks the system's. */
  DOH_URL: z.url({ protocol: /^https?$/, error: 'must be the address of a resolver over HTTPS' }).optional(),
  /** Where the domains of stores have to point: a host name for a CNAME, IP addresses for A and AAAA; separated by commas. */
  DOMAIN_TARGETS: z
    .string()
    .transform((text, context) =>
      text.split(',').flatMap((part) => {
        const target = readTypedHost(part) ?? (parseIp(part.trim()) ? part.trim() : undefined);
        if (target !== undefined) return [target];
        const message = `must be host names and IP addresses; "${part.trim()}" is neither`;
        context.addIssue({ code: 'custom', message });
        return [];
      }),
    )
    .optional(),
  /** Cloudflare for SaaS: the zone whose custom hostnames the domains become; with a token that may edit its certificates. */
  CLOUDFLARE_ZONE_ID: z
    .string()
    .regex(/^[0-9a-f]{32}$/, 'must be the id of a zone, 32 hex digits')
    .optional(),
  CLOUDFLARE_API_TOKEN: z.string().min(1).optional(),
  /** How Cloudflare checks who controls a domain. */
  CLOUDFLARE_VALIDATION: z.enum(['http', 'txt'], { error: 'must be http or txt' }).prefault('http'),
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
  /** How often one may ask: `off`, or other figures a minute for some limits, such as `reads-address=5000,orders-store=500`. */
  RATE_LIMITS: z
    .string()
    .transform((text, context) => {
      if (text === 'off') return null;
      const limits: Partial<Record<LimitName, number>> = {};
      for (const part of text.split(',')) {
        const [, name = '', quota = ''] = /^([a-z-]+)=([1-9]\d{0,8})$/.exec(part.trim()) ?? [];
        if (Object.hasOwn(LIMITS, name)) limits[name as LimitName] = Number(quota);
        else
          context.addIssue({
            code: 'custom',
            message: `must be off, or figures such as reads-address=5000; "${part.trim()}" is none (${Object.keys(LIMITS).join(', ')})`,
          });
      }
      return limits;
    })
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
  /** What makes the vectors of search by meaning. */
  EMBEDDINGS: z
    .enum(['local', 'openai', 'workers-ai', 'off'], { error: 'must be local, openai, workers-ai or off' })
    .prefault('local'),
  /** Key of OpenAI's API, for EMBEDDINGS=openai. */
  OPENAI_API_KEY: z.string().min(1).optional(),
  /** Address of its API, or of another that is called the same way. */
  OPENAI_API_URL: http("the address of OpenAI's API").transform(withoutSlash).prefault('https://api.openai.com/v1'),
  /** What writes sections where a page is composed: rules, or a model behind any API that is called as OpenAI's is. */
  SECTION_GENERATOR: z.enum(['composer', 'openai'], { error: 'must be composer or openai' }).prefault('composer'),
  /** Name of the model, for SECTION_GENERATOR=openai. */
  SECTION_MODEL: z.string().min(1).max(200).optional(),
  /** Address of its API; OpenAI's when it is left out. */
  SECTION_API_URL: http('the address of an API').transform(withoutSlash).optional(),
  /** Its key. Left out, OPENAI_API_KEY where the API is OpenAI's, and none elsewhere. */
  SECTION_API_KEY: z.string().min(1).optional(),
  /** Which of OpenAI's two ways to ask it knows. */
  SECTION_API: z.enum(['chat', 'responses'], { error: 'must be chat or responses' }).prefault('chat'),
  /** Server that takes mails, such as smtp://user:password@mail.example:587 or smtps://…:465; not on Workers. */
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'must start with smtp:// or smtps://' }).optional(),
  /** Key of Resend's API, which takes mails on Node and Workers. */
  RESEND_API_KEY: z.string().min(1).optional(),
  RESEND_API_URL: http("the address of Resend's API").transform(withoutSlash).prefault('https://api.resend.com'),
  /** Whom mails are from: an address, or such as Shop <mail@shop.example>. */
  MAIL_FROM: z
    .string()
    .transform((text, context) => {
      const from = readAddress(text);
      if (from) return from;
      context.addIssue({ code: 'custom', message: 'must be an address, or such as Shop <mail@shop.example>' });
      return z.NEVER;
    })
    .optional(),
  /** 1 shows every store's mails at /dev/mail to whoever reaches this server: for a desk. */
  DEV_MAIL: toggle,
  /** 1 lets webhooks go to http on this very machine: for a desk. */
  WEBHOOKS_TO_LOCALHOST: toggle,
  /** Stripe's keys for every store that has none of its own: for installations of one merchant. */
  STRIPE_SECRET_KEY: z
    .string()
    .regex(/^(?:sk|rk)_/, 'must be a secret key, starting with sk_ or rk_')
    .optional(),
  STRIPE_PUBLISHABLE_KEY: z.string().regex(/^pk_/, 'must be a publishable key, starting with pk_').optional(),
  /** Signing secret of the webhook endpoint at Stripe; two, separated by a comma, while one is changed for the other. */
  STRIPE_WEBHOOK_SECRET: z
    .string()
    .transform((text) => text.split(',').map((secret) => secret.trim()))
    .pipe(
      z
        .array(z.string().regex(/^whsec_/, 'must be a signing secret, starting with whsec_'))
        .min(1)
        .max(2),
    )
    .optional(),
  /** Address of Stripe's API, for a stand-in such as stripe-mock. */
  STRIPE_API_URL: http("the address of Stripe's API").transform(withoutSlash).optional(),
  /** `1` opens the test bank in this process, at /dev/bank: money nobody has. For development and tests alone. */
  TEST_BANK: z.enum(['1', '0'], { error: 'must be 1 or 0' }).prefault('0'),
  /** Address of a test bank in another process. */
  TEST_BANK_URL: http('the address of the test bank').transform(withoutSlash).optional(),
  /** What opens its API, and signs what it sends. A shop at https needs one of its own. */
  TEST_BANK_SECRET: z.string().min(8, 'must have at least 8 characters').prefault(KNOWN_BANK_SECRET),
  /** Which requests get a line in the log: every one, those refused or failed, or none. */
  LOG_REQUESTS: z.enum(['all', 'errors', 'none'], { error: 'must be all, errors or none' }).prefault('all'),
  /** Bearer token that opens `/metrics`; without it only this machine may read them. */
  METRICS_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
  /** How long the Node server goes on accepting requests after it was asked to stop, while `/readyz` says it is going. */
  SHUTDOWN_DELAY_MS: milliseconds.prefault('0'),
  /** How long requests under way may take from then on. */
  SHUTDOWN_GRACE_MS: milliseconds.prefault('10000'),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], { error: 'must be debug, info, warn, error or silent' })
    .prefault('info'),
});

/** The variables, each checked by itself. */
export type Variables = z.infer<typeof Variables>;

/** A key that seals secrets: 256 bits as hex, and the id stored beside what it sealed. */
export type SealingKey = z.infer<typeof SealingKey>;
