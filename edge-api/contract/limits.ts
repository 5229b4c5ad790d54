import { z } from '@hono/zod-openapi';
import { Currency } from './money.ts';
import { StorePlan } from './platform.ts';

export type Plan = z.infer<typeof StorePlan>;

/** What a plan limits. Months are those of UTC. */
export const LimitName = z
  .enum([
    'products',
    'pages',
    'sections',
    'blocks',
    'ordersPerMonth',
    'storageBytes',
    'aiGenerationsPerMonth',
    'domains',
    'users',
    'keys',
    'requestsPerMonth',
  ])
  .openapi('LimitName');
export type LimitName = z.infer<typeof LimitName>;

const amount = z.int().min(0).max(Number.MAX_SAFE_INTEGER).nullable();

/** How much of each is allowed; null is without limit. */
export const Limits = z
  .strictObject({
    products: amount,
    pages: amount,
    sections: amount,
    blocks: amount,
    ordersPerMonth: amount,
    storageBytes: amount,
    aiGenerationsPerMonth: amount,
    domains: amount,
    users: amount,
    keys: amount,
    requestsPerMonth: amount,
  })
  .openapi('Limits');
export type Limits = z.infer<typeof Limits>;

/** Limits of one store that differ from its plan's. */
export const LimitOverrides = Limits.partial().openapi('LimitOverrides');
export type LimitOverrides = z.infer<typeof LimitOverrides>;

/** `GET` and `PUT /v1/platform/stores/{store}/limits`. */
export const PlanAndLimits = z
  .object({
    plan: StorePlan,
    /** What was set for this store alone. */
    overrides: LimitOverrides,
    /** What holds: the plan's limits, with the overrides in their place. */
    limits: Limits,
  })
  .openapi('PlanAndLimits');
export type PlanAndLimits = z.infer<typeof PlanAndLimits>;

/** `PUT /v1/platform/stores/{store}/limits`. What is left out stays as it is; overrides replace all earlier ones. */
export const ChangeLimits = z
  .strictObject({ plan: StorePlan.optional(), overrides: LimitOverrides.optional() })
  .openapi('ChangeLimits');
export type ChangeLimits = z.infer<typeof ChangeLimits>;

/** What is counted as it happens. */
export const Metric = z
  .enum(['requests', 'orders', 'imports', 'aiGenerations', 'sections', 'emails', 'embeddingTokens'])
  .openapi('Metric');
export type Metric = z.infer<typeof Metric>;

export const LimitUse = z
  .object({
    name: LimitName,
    used: z.int(),
    /** Null is without limit. */
    allowed: z.int().nullable(),
    /** What it is counted over: all there is, or this month. */
    period: z.enum(['now', 'month']),
    reached: z.boolean(),
  })
  .openapi('LimitUse');
export type LimitUse = z.infer<typeof LimitUse>;

const Counters = z.partialRecord(Metric, z.int());

/** `GET /v1/admin/stores/{store}/usage`. Counters are up to a minute behind. */
export const UsageAnswer = z
  .object({
    plan: StorePlan,
    /** The month of UTC that is meant, such as 2026-11. */
    month: z.string(),
    limits: z.array(LimitUse),
    counters: z.object({
      months: z.array(z.object({ month: z.string(), amounts: Counters })),
      days: z.array(z.object({ day: z.string(), amounts: Counters })),
    }),
  })
  .openapi('Usage');
export type UsageAnswer = z.infer<typeof UsageAnswer>;

export const BillingCycle = z.enum(['month', 'year']).openapi('BillingCycle');
export const SubscriptionStatus = z.enum(['trialing', 'active', 'past_due', 'cancelled']).openapi('SubscriptionStatus');

/** What a store pays the platform. Times are UTC, ISO 8601. */
export const Subscription = z
  .object({
    id: z.string(),
    plan: StorePlan,
    status: SubscriptionStatus,
    billingCycle: BillingCycle,
    amountMinor: z.int().min(0),
    currency: Currency,
    /** The payment provider's id of it, or null. */
    externalId: z.string().nullable(),
    periodStart: z.string(),
    periodEnd: z.string(),
    createdAt: z.string(),
  })
  .openapi('Subscription');
export type Subscription = z.infer<typeof Subscription>;

/** `PUT /v1/platform/stores/{store}/subscription`. */
export const PutSubscription = z
  .strictObject({
    plan: StorePlan,
    status: SubscriptionStatus.default('active'),
    billingCycle: BillingCycle.default('month'),
    amountMinor: z.int().min(0).max(1_000_000_000),
    currency: Currency,
    externalId: z.string().min(1).max(200).nullable().default(null),
    periodStart: z.iso.datetime(),
    periodEnd: z.iso.datetime(),
  })
  .openapi('PutSubscription');
export type PutSubscription = z.infer<typeof PutSubscription>;

/** `GET /v1/platform/stores/{store}/subscription`: newest first. */
export const SubscriptionList = z.object({ subscriptions: z.array(Subscription) }).openapi('SubscriptionList');
export type SubscriptionList = z.infer<typeof SubscriptionList>;
