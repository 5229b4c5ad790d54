import { z } from '@hono/zod-openapi';
import { Currency } from './money.ts';

/** What every answer of the catalogue carries, so that a first paint needs one request. */
export const StoreSummary = z
  .object({
    handle: z.string(),
    name: z.string(),
    /** Of the amounts in the answer: the store's own, unless another was asked for. */
    currency: Currency,
    /** BCP 47 tag of the store's own language. */
    locale: z.string(),
    branding: z.object({
      /** Colour of buttons and links, as #rrggbb; null keeps the default. */
      accent: z.string().nullable(),
      /** Address of the logo, or null. */
      logo: z.string().nullable(),
      /** CSS font-family list, or null to take the host page's. */
      font: z.string().nullable(),
      /** Corner radius in CSS pixels, or null. */
      radiusPx: z.number().nullable(),
    }),
  })
  .openapi('StoreSummary');
export type StoreSummary = z.infer<typeof StoreSummary>;

/** Names one way to pay in a store's settings. */
export const PaymentMethodId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, 'An id is lower case letters, digits, dashes.')
  .openapi('PaymentMethodId', { example: 'bank_transfer' });
export type PaymentMethodId = z.infer<typeof PaymentMethodId>;

/** `GET /v1/stores/{store}`. */
export const Store = StoreSummary.extend({
  languages: z.array(z.string()),
  features: z.object({ search: z.boolean(), liveCart: z.boolean() }),
  paymentMethods: z.array(z.object({ id: PaymentMethodId, title: z.string(), description: z.string() })),
  /** What shoppers may agree to at the checkout. */
  checkout: z.object({ recoveryMails: z.boolean(), marketingConsent: z.boolean() }),
  /** ISO 3166-1 alpha-2 codes the store ships to; empty means everywhere. */
  shipsTo: z.array(z.string()),
  /** ISO 4217 codes a shopper may pay in; the store's own first. */
  currencies: z.array(Currency),
}).openapi('Store');
export type Store = z.infer<typeof Store>;

export const StoreAnswer = z.object({ store: Store }).openapi('StoreAnswer');
export type StoreAnswer = z.infer<typeof StoreAnswer>;
