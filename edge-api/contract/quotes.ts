import { z } from '@hono/zod-openapi';
import { LineOptions } from './carts.ts';
import { MAX_QUANTITY } from './cart-log.ts';
import { Currency, Money } from './money.ts';
import { Image } from './products.ts';

export const RequestedLine = z
  .object({
    variantId: z.string().min(1).max(64),
    quantity: z.int().min(1).max(MAX_QUANTITY),
    options: LineOptions.default({}),
  })
  .openapi('RequestedLine');
export type RequestedLine = z.infer<typeof RequestedLine>;

/** ISO 3166-1 alpha-2. */
export const Country = z
  .string()
  .regex(/^[A-Z]{2}$/)
  .openapi('Country', { example: 'DE' });

export const RequestQuote = z
  .object({
    lines: z.array(RequestedLine).max(200),
    country: Country.optional(),
    deliveryMethodId: z.string().max(64).optional(),
  })
  .openapi('RequestQuote');
export type RequestQuote = z.infer<typeof RequestQuote>;

/** Why a line, or the quote, cannot be ordered as asked. */
export const QuoteProblem = z
  .object({
    code: z.enum(['variant_gone', 'out_of_stock', 'not_enough_stock', 'not_shippable', 'empty_cart']),
    message: z.string(),
  })
  .openapi('QuoteProblem');
export type QuoteProblem = z.infer<typeof QuoteProblem>;

export const QuotedLine = z
  .object({
    /** Identity of the line, as `lineKey` makes it. */
    key: z.string(),
    variantId: z.string(),
    quantity: z.int(),
    options: z.record(z.string(), z.string()),
    title: z.string(),
    variantTitle: z.string(),
    productHandle: z.string(),
    sku: z.string().nullable(),
    image: Image.nullable(),
    unitPrice: Money,
    compareAtPrice: Money.nullable(),
    total: Money,
    /** Units that can be bought now; null without limit. */
    quantityAvailable: z.int().nullable(),
    problem: QuoteProblem.nullable(),
  })
  .openapi('QuotedLine');
export type QuotedLine = z.infer<typeof QuotedLine>;

export const DeliveryMethod = z
  .object({ id: z.string(), title: z.string(), description: z.string(), price: Money })
  .openapi('DeliveryMethod');
export type DeliveryMethod = z.infer<typeof DeliveryMethod>;

export const Totals = z.object({
  subtotal: Money,
  discount: Money,
  /** Null until a delivery method is known; then part of the total. */
  shipping: Money.nullable(),
  /** Contained in the prices when `taxIncluded`, otherwise on top. */
  tax: Money,
  taxIncluded: z.boolean(),
  total: Money,
});

export const Quote = Totals.extend({
  currency: Currency,
  lines: z.array(QuotedLine),
  deliveryMethods: z.array(DeliveryMethod),
  deliveryMethodId: z.string().nullable(),
  /** What is missing to ship for free; null when the store has no such threshold. */
  freeShippingRemaining: Money.nullable(),
  problems: z.array(QuoteProblem),
}).openapi('Quote');
export type Quote = z.infer<typeof Quote>;
