import { z } from '@hono/zod-openapi';
import { Country, DiscountCode } from './quotes.ts';
import { plainText } from './plain-text.ts';

const Minor = z.int().min(1).max(1_000_000_000_000);
const Ids = z.array(z.string().min(1).max(64)).max(500);

/** Goods: those of these products, of these collections, and these variants. All lists empty means everything. */
export const DiscountTargets = z
  .object({ products: Ids.default([]), collections: Ids.default([]), variants: Ids.default([]) })
  .openapi('DiscountTargets');
export type DiscountTargets = z.infer<typeof DiscountTargets>;

/** Hundredths of a percent, up to all of it. */
const Bps = z.int().min(1).max(10_000);
const Units = z.int().min(1).max(9999);

/** What a discount takes off. Fixed amounts are minor units of the store's own currency. */
export const DiscountValue = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('percentage'), bps: Bps }),
    z.object({
      type: z.literal('fixed'),
      amountMinor: Minor,
      /** Off every unit, rather than once. */
      each: z.boolean().default(false),
    }),
    z.object({
      type: z.literal('buy_get'),
      /** For so many units bought … */
      buy: z.object({ quantity: Units, targets: DiscountTargets.prefault({}) }),
      /** … so many others, the cheapest there are, … */
      get: z.object({ quantity: Units, targets: DiscountTargets.prefault({}) }),
      /** … cost so much less, … */
      bps: Bps.default(10_000),
      /** … at most so many times in an order; null without limit. */
      times: Units.nullable().default(null),
    }),
  ])
  .openapi('DiscountValue');
export type DiscountValue = z.infer<typeof DiscountValue>;

/** With what kinds of other discounts it may be together in an order; both sides must allow it. */
const Combines = z.object({
  line: z.boolean().default(false),
  order: z.boolean().default(false),
  shipping: z.boolean().default(false),
});

/** How a discount works. */
export const DiscountRule = z
  .object({
    value: DiscountValue,
    /** What a discount of kind `line` is on; nothing else has targets. */
    targets: DiscountTargets.prefault({}),
    /** What there must be of its targets, before discounts; of the whole order where it has none. */
    minimum: z
      .object({ subtotalMinor: Minor.nullable().default(null), quantity: Units.nullable().default(null) })
      .prefault({}),
    combines: Combines.prefault({}),
    /** Destinations of a discount on delivery; empty means everywhere. */
    countries: z.array(Country).max(300).default([]),
  })
  .openapi('DiscountRule');
export type DiscountRule = z.infer<typeof DiscountRule>;

export const DiscountKind = z.enum(['line', 'order', 'shipping']).openapi('DiscountKind');
export type DiscountKind = z.infer<typeof DiscountKind>;

const title = plainText(120).min(1).openapi({ example: 'Spring sale' });
const Time = z.iso.datetime().nullable();
const Limit = z.int().min(1).max(1_000_000_000).nullable();
const Codes = z.array(DiscountCode);

const fields = {
  title,
  kind: DiscountKind,
  /** Applies by itself; otherwise by one of its codes. */
  automatic: z.boolean(),
  active: z.boolean(),
  rule: DiscountRule,
  startsAt: Time,
  endsAt: Time,
  /** Orders that may use it, in all. */
  usageLimit: Limit,
  /** Orders of one customer that may use it, known by account or e-mail. */
  customerLimit: Limit,
};

const noTargets = ({ products, collections, variants }: DiscountTargets) =>
  products.length + collections.length + variants.length === 0;

/** What does not go together in a discount: path and sentence, or null. */
export function discountProblem({
  kind,
  rule,
  startsAt,
  endsAt,
}: {
  kind: DiscountKind;
  rule: DiscountRule;
  startsAt: string | null;
  endsAt: string | null;
}): { path: string; message: string } | null {
  if (kind !== 'line' && !noTargets(rule.targets))
    return { path: 'rule.targets', message: 'Only a discount of kind line has targets.' };
  if (kind !== 'line' && rule.value.type === 'buy_get')
    return { path: 'rule.value.type', message: 'Buy some, get others is a discount of kind line.' };
  if (kind !== 'line' && rule.value.type === 'fixed' && rule.value.each)
    return { path: 'rule.value.each', message: 'Only a discount of kind line is on each unit.' };
  if (kind !== 'shipping' && rule.countries.length > 0)
    return { path: 'rule.countries', message: 'Only a discount of kind shipping has countries.' };
  if (startsAt !== null && endsAt !== null && Date.parse(endsAt) <= Date.parse(startsAt))
    return { path: 'endsAt', message: 'It ends after it starts.' };
  return null;
}

/** `POST …/discounts`. */
export const NewDiscount = z
  .object({
    ...fields,
    automatic: fields.automatic.default(false),
    active: fields.active.default(true),
    startsAt: Time.default(null),
    endsAt: Time.default(null),
    usageLimit: Limit.default(null),
    customerLimit: Limit.default(null),
    /** Its first codes; one that applies by itself has none. */
    codes: Codes.max(100).default([]),
  })
  .openapi('NewDiscount');
export type NewDiscount = z.infer<typeof NewDiscount>;

/** `PATCH …/discounts/{discount}`: what is left out stays; a rule is given whole. */
export const ChangeDiscount = z
  .object(fields)
  .omit({ kind: true, automatic: true })
  .partial()
  .openapi('ChangeDiscount');
export type ChangeDiscount = z.infer<typeof ChangeDiscount>;

/** A discount as it is kept; times are UTC, ISO 8601. */
export const Discount = z
  .object({
    id: z.string(),
    ...fields,
    /** Orders that use it now; cancelled ones do not. */
    used: z.int(),
    /** How many codes bring it. */
    codeCount: z.int(),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .openapi('Discount');
export type Discount = z.infer<typeof Discount>;

export const DiscountAnswer = z.object({ discount: Discount }).openapi('DiscountAnswer');
export type DiscountAnswer = z.infer<typeof DiscountAnswer>;

const After = z
  .string()
  .regex(/^[0-9A-HJKMNP-TV-Z]{26}$/, 'must be the next of an earlier answer')
  .optional();

export const ListDiscounts = z
  .object({ limit: z.coerce.number().int().min(1).max(100).default(50), after: After })
  .openapi('ListDiscounts');
export type ListDiscounts = z.infer<typeof ListDiscounts>;

/** `GET …/discounts`: oldest first. */
export const DiscountList = z
  .object({
    discounts: z.array(Discount),
    /** What to give as `after` for newer ones; null when there are none. */
    next: z.string().nullable(),
  })
  .openapi('DiscountList');
export type DiscountList = z.infer<typeof DiscountList>;

export const DiscountCodeRow = z
  .object({
    id: z.string(),
    code: z.string(),
    usageLimit: z.int().nullable(),
    used: z.int(),
    createdAt: z.string(),
  })
  .openapi('DiscountCodeRow');
export type DiscountCodeRow = z.infer<typeof DiscountCodeRow>;

export const DiscountCodeList = z
  .object({ codes: z.array(DiscountCodeRow), next: z.string().nullable() })
  .openapi('DiscountCodeList');
export type DiscountCodeList = z.infer<typeof DiscountCodeList>;

/** `POST …/discounts/{discount}/codes`: adds codes, all or none. */
export const AddDiscountCodes = z
  .object({
    codes: Codes.min(1).max(1000),
    /** Orders that may use each of them; null without a limit of its own. */
    usageLimit: Limit.default(null),
  })
  .openapi('AddDiscountCodes');
export type AddDiscountCodes = z.infer<typeof AddDiscountCodes>;

/** What codes are compared by: without regard to case, width and space around them. */
export const codeKey = (code: string): string => code.normalize('NFKC').trim().toUpperCase();
