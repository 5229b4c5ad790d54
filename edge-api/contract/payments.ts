import { z } from '@hono/zod-openapi';
import { Money } from './money.ts';

/** What a browser does to go on with a payment. */
export const PaymentNext = z
  .discriminatedUnion('kind', [
    /** Nothing: it is done, under way, or made outside, as the order's instructions say. */
    z.object({ kind: z.literal('none') }),
    /** Goes to the provider's page, which sends the shopper back to the `returnUrl`. */
    z.object({ kind: z.literal('redirect'), url: z.string() }),
    /** Shows the provider's form. */
    z.object({
      kind: z.literal('element'),
      provider: z.literal('stripe'),
      clientSecret: z.string(),
      publishableKey: z.string(),
      account: z.string().optional(),
    }),
  ])
  .openapi('PaymentNext');
export type PaymentNext = z.infer<typeof PaymentNext>;

/** `POST …/orders/{token}/payment`. The amount is the order's; nothing of it can be asked for. */
export const BeginPayment = z
  .object({
    /** Where a provider's page sends the shopper back to: a page of an origin that may write to the store, or of the store itself. */
    returnUrl: z
      .url({ protocol: /^https?$/ })
      .max(2000)
      .optional(),
  })
  .openapi('BeginPayment');
export type BeginPayment = z.infer<typeof BeginPayment>;

/** How the payment of an order stands. */
export const PaymentState = z
  .object({
    /**
     * `manual`: to be paid outside, as the order's instructions say. `due`: to be begun, anew after a refusal. `pending`: the
     * shopper has to do something, see `next`. `processing`: nobody has to, wait. `paid`. `closed`: not payable any more.
     */
    status: z.enum(['manual', 'due', 'pending', 'processing', 'paid', 'closed']),
    /** What is still to be paid. */
    amount: Money,
    next: PaymentNext,
    /** Why the last try failed, in words for the shopper; null when it did not. */
    error: z.string().nullable(),
    /** Until when the goods wait for the payment: UTC, ISO 8601; null for as long as it takes. */
    payableUntil: z.string().nullable(),
  })
  .openapi('PaymentState');
export type PaymentState = z.infer<typeof PaymentState>;

export const PaymentAnswer = z.object({ payment: PaymentState }).openapi('PaymentAnswer');
export type PaymentAnswer = z.infer<typeof PaymentAnswer>;

/** A key of Stripe's, whatever its kind. */
const key = (example: string) =>
  z
    .string()
    .max(300)
    .regex(/^[a-z]{2}_[a-z]{4}_[A-Za-z0-9_]{8,}$/, { error: `must be a key such as ${example}` });

/** `PUT …/payment-providers/stripe`. */
export const SetStripe = z
  .object({
    secretKey: key('sk_live_…'),
    publishableKey: key('pk_live_…'),
    /** The signing secret of the webhook endpoint. While it is changed, the earlier one is good for a day. */
    webhookSecret: z
      .string()
      .max(300)
      .regex(/^whsec_[A-Za-z0-9+/=_-]{8,}$/, { error: 'must be a signing secret such as whsec_…' }),
  })
  .openapi('SetStripe');
export type SetStripe = z.infer<typeof SetStripe>;

/** What is told of keys: never the keys. */
export const StripeSettings = z
  .object({
    provider: z.literal('stripe'),
    /** Whether the store has keys of its own; else the installation's are used, if it has some. */
    configured: z.boolean(),
    live: z.boolean(),
    publishableKey: z.string().nullable(),
    /** The last four characters of the secret key. */
    secretKeyEnd: z.string().nullable(),
    webhookSecretEnd: z.string().nullable(),
    /** Where Stripe is to send its events. */
    webhookUrl: z.string(),
    updatedAt: z.string().nullable(),
  })
  .openapi('StripeSettings');
export type StripeSettings = z.infer<typeof StripeSettings>;

export const PaymentEventAnswer = z.object({ received: z.literal(true) }).openapi('PaymentEventAnswer');
