import { z } from '@hono/zod-openapi';
import { Currency } from './money.ts';
import { plainText } from './plain-text.ts';

export const StoreStatus = z.enum(['active', 'trial', 'suspended', 'deleted']).openapi('StoreStatus');
export const StorePlan = z.enum(['basic', 'pro', 'enterprise']).openapi('StorePlan');

/** A store as whoever runs the platform sees it; where its data is, is nobody's business. Times are UTC, ISO 8601. */
export const PlatformStore = z
  .object({
    id: z.string(),
    handle: z.string(),
    name: z.string(),
    status: StoreStatus,
    plan: StorePlan,
    /** When its trial ends or ended; null for a store that is not tried. */
    trialEndsAt: z.string().nullable(),
    /** Id of the store this one is a preview of. */
    clonedFrom: z.string().nullable(),
    createdAt: z.string(),
    updatedAt: z.string(),
    /** Last use, to the minute or so; null when it was never used. */
    lastAccessedAt: z.string().nullable(),
    deletedAt: z.string().nullable(),
    /** When a deleted store's data goes; until then it can be resumed. */
    purgesAt: z.string().nullable(),
  })
  .openapi('PlatformStore');
export type PlatformStore = z.infer<typeof PlatformStore>;

export const PlatformStoreAnswer = z.object({ store: PlatformStore }).openapi('PlatformStoreAnswer');

/** `GET /v1/platform/stores`, by handle. */
export const ListPlatformStores = z.object({
  after: z.string().max(500).optional().openapi({ description: 'The `next` of the page before.' }),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  status: StoreStatus.optional(),
});
export type ListPlatformStores = z.infer<typeof ListPlatformStores>;

export const PlatformStoreList = z
  .object({
    stores: z.array(PlatformStore),
    /** The `after` of the next page; null on the last. */
    next: z.string().nullable(),
  })
  .openapi('PlatformStoreList');
export type PlatformStoreList = z.infer<typeof PlatformStoreList>;

const name = plainText(200).min(1);

/** `POST /v1/platform/stores`. */
export const NewPlatformStore = z
  .object({
    /** 1 to 63 of a to z, 0 to 9 and dashes: it becomes a host name and a part of addresses. */
    handle: z.string().min(1).max(63),
    name,
    currency: Currency,
    /** BCP 47. */
    locale: z.string().min(2).max(35),
    plan: StorePlan.default('basic'),
    /** Days it may be tried; without it the store is not on trial. */
    trialDays: z.int().min(1).max(365).optional(),
    /** Asking again with the same one answers the same store instead of refusing. */
    idempotencyKey: z
      .string()
      .regex(/^[\w-]{16,100}$/, '16 to 100 letters, digits, dashes and underscores')
      .optional(),
  })
  .openapi('NewPlatformStore');
export type NewPlatformStore = z.infer<typeof NewPlatformStore>;

/** `PATCH /v1/platform/stores/{store}`: what is not named stays. */
export const ChangePlatformStore = z
  .strictObject({
    name: name.optional(),
    plan: StorePlan.optional(),
    trialEndsAt: z.iso.datetime().nullable().optional(),
  })
  .refine((change) => Object.keys(change).length > 0, 'names nothing to change')
  .openapi('ChangePlatformStore');
export type ChangePlatformStore = z.infer<typeof ChangePlatformStore>;
