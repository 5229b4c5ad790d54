import { z } from '@hono/zod-openapi';
import { LineOptions } from './carts.ts';
import { MAX_QUANTITY } from './cart-log.ts';
import { Currency, Money } from './money.ts';
import { Image } from './products.ts';
import { PaymentMethodId } from './stores.ts';

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

/** A code as a shopper types it; compared without regard to case, width and space around it. */
export const DiscountCode = z.string().trim().min(1).max(64).openapi('DiscountCode');

/** Codes a shopper has typed. */
export const DiscountCodes = z.array(DiscountCode).max(10);

export const RequestQuote = z
  .object({
    lines: z.array(RequestedLine).max(200),
    country: Country.optional(),
    /** State, province or prefecture of the destination, by its ISO 3166-2 code without the country (`CA` of `US-CA`) or by name. */
    region: z.string().trim().max(120).optional(),
    postcode: z.string().trim().max(20).optional(),
    deliveryMethodId: z.string().max(64).optional(),
    /** Currency to pay in, one of those of the store; its own when left out. */
    currency: Currency.optional(),
    discountCodes: DiscountCodes.default([]),
  })
  .openapi('RequestQuote');
/** A request as it may be made: codes and whatever else is optional may be left out. */
export type RequestQuote = Omit<z.infer<typeof RequestQuote>, 'discountCodes'> & {
  discountCodes?: string[] | undefined;
};

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
    /** What discounts of the line, and its part of those of the order, take off. */
    discount: Money,
    /** `total` without `discount`. */
    discountedTotal: Money,
    /** Its part of the quote's tax: contained in `discountedTotal` or on top, as `taxIncluded` says. */
    tax: Money,
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

/** A discount in effect. The sum of all `amount`s is the `discount` of the totals, to the last minor unit. */
export const AppliedDiscount = z
  .object({
    /** The code that brought it, as the merchant writes it; null for one that applies by itself. */
    code: z.string().nullable(),
    title: z.string(),
    kind: z.enum(['line', 'order', 'shipping']),
    amount: Money,
  })
  .openapi('AppliedDiscount');
export type AppliedDiscount = z.infer<typeof AppliedDiscount>;

/** One tax. The sum of all `amount`s is the `tax` of the totals. */
export const TaxLine = z
  .object({
    title: z.string(),
    /** Hundredths of a percent; may have two decimals, as 997.5 for 9.975 %. */
    rateBps: z.number(),
    amount: Money,
    /** Whether the prices contain it. */
    included: z.boolean(),
  })
  .openapi('TaxLine');
export type TaxLine = z.infer<typeof TaxLine>;

/** A code that has no effect, and why; the reason never tells what another customer did. */
export const RejectedCode = z
  .object({
    code: z.string(),
    reason: z.enum([
      'unknown',
      'expired',
      'used_up',
      'minimum_not_met',
      'no_matching_items',
      'no_matching_delivery',
      'not_combinable',
    ]),
    message: z.string(),
  })
  .openapi('RejectedCode');
export type RejectedCode = z.infer<typeof RejectedCode>;

/** A way to pay that this quote can be paid by. */
export const QuotedPaymentMethod = z
  .object({
    id: PaymentMethodId,
    title: z.string(),
    description: z.string(),
    /** Who takes the money: the merchant by hand, Stripe, or the bank that tests pay at. */
    provider: z.enum(['manual', 'stripe', 'test']),
    /** Where the shopper pays a provider: on its own page, or in the shop's page. */
    mode: z.enum(['redirect', 'element']),
  })
  .openapi('QuotedPaymentMethod');
export type QuotedPaymentMethod = z.infer<typeof QuotedPaymentMethod>;

/** `total = subtotal − discount + shipping (+ tax, unless it is included)`. */
export const Totals = z.object({
  /** The lines, before any discount. */
  subtotal: Money,
  /** What all discounts take off, those on delivery included. */
  discount: Money,
  /** Before discounts on delivery. Null until a delivery method is known; then part of the total. */
  shipping: Money.nullable(),
  /** Contained in the prices when `taxIncluded`, otherwise on top. */
  tax: Money,
  taxIncluded: z.boolean(),
  total: Money,
});

export const Quote = Totals.extend({
  currency: Currency,
  lines: z.array(QuotedLine),
  discounts: z.array(AppliedDiscount),
  rejectedCodes: z.array(RejectedCode),
  taxes: z.array(TaxLine),
  paymentMethods: z.array(QuotedPaymentMethod),
  deliveryMethods: z.array(DeliveryMethod),
  deliveryMethodId: z.string().nullable(),
  /** What is missing to ship for free; null when the store has no such threshold. */
  freeShippingRemaining: Money.nullable(),
  problems: z.array(QuoteProblem),
}).openapi('Quote');
export type Quote = z.infer<typeof Quote>;
