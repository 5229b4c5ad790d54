import { z } from '@hono/zod-openapi';
import { plainText } from './plain-text.ts';

/** What a secret key of a store may be allowed. `write` of a thing includes reading it. */
export const StoreScope = z
  .enum([
    'store:read',
    'store:write',
    'catalogue:read',
    'catalogue:write',
    'search:read',
    'search:write',
    'pages:read',
    'pages:write',
    'blocks:read',
    'blocks:write',
    'orders:read',
    'orders:write',
    'customers:read',
    'customers:write',
    'discounts:read',
    'discounts:write',
    'webhooks:read',
    'webhooks:write',
    'domains:read',
    'domains:write',
    'keys:read',
    'keys:write',
    'themes:read',
    'themes:write',
    'media:read',
    'media:write',
    'backups:read',
    'backups:write',
    'audit:read',
  ])
  .openapi('StoreScope');
export type StoreScope = z.infer<typeof StoreScope>;

/** What a key of the platform may be allowed. With `stores:write` it may do to any store what that store's own keys may. */
export const PlatformScope = z
  .enum(['stores:read', 'stores:write', 'keys:write', 'audit:read'])
  .openapi('PlatformScope');
export type PlatformScope = z.infer<typeof PlatformScope>;

export const KeyKind = z.enum(['publishable', 'secret', 'platform']).openapi('KeyKind');
export type KeyKind = z.infer<typeof KeyKind>;

/** A key as it is listed: never its secret. Times are UTC, ISO 8601. */
export const ApiKey = z
  .object({
    id: z.string(),
    kind: KeyKind,
    name: z.string(),
    /** The last four characters of the key. */
    hint: z.string(),
    scopes: z.array(z.string()),
    createdAt: z.string(),
    expiresAt: z.string().nullable(),
    revokedAt: z.string().nullable(),
    lastUsedAt: z.string().nullable(),
  })
  .openapi('ApiKey');
export type ApiKey = z.infer<typeof ApiKey>;

/** `GET …/keys`: oldest first. Keys that were revoked, or have expired, more than 30 days ago are left out. */
export const ApiKeyList = z
  .object({
    keys: z.array(ApiKey),
    /** What to give as `after` for newer keys; null when there are none. */
    next: z.string().nullable(),
  })
  .openapi('ApiKeyList');
export type ApiKeyList = z.infer<typeof ApiKeyList>;

export const ListApiKeys = z
  .object({
    limit: z.coerce.number().int().min(1).max(200).default(50),
    after: z
      .string()
      .regex(/^[0-9A-HJKMNP-TV-Z]{26}$/, 'must be the next of an earlier answer')
      .optional(),
  })
  .openapi('ListApiKeys');
export type ListApiKeys = z.infer<typeof ListApiKeys>;

const name = plainText(120).min(1);
const expiresAt = z.iso.datetime().nullable().default(null);

/** `POST …/keys` of a store. A publishable key has no scopes: it names the store, and is no secret. */
export const NewApiKey = z
  .object({
    kind: z.enum(['publishable', 'secret']).default('secret'),
    name,
    scopes: z.array(StoreScope).max(50).default([]),
    expiresAt,
  })
  .refine(({ kind, scopes }) => (kind === 'secret') === scopes.length > 0, {
    path: ['scopes'],
    error: 'a secret key has scopes, a publishable one has none',
  })
  .openapi('NewApiKey');
export type NewApiKey = z.infer<typeof NewApiKey>;

/** `POST /v1/platform/keys`. */
export const NewPlatformKey = z
  .object({ name, scopes: z.array(PlatformScope).min(1).max(50), expiresAt })
  .openapi('NewPlatformKey');
export type NewPlatformKey = z.infer<typeof NewPlatformKey>;

/** The only answer that carries a key's secret. */
export const CreatedApiKey = z.object({ key: ApiKey, secret: z.string() }).openapi('CreatedApiKey');
export type CreatedApiKey = z.infer<typeof CreatedApiKey>;
