import { z } from '@hono/zod-openapi';
import { CartToken } from './carts.ts';
import { Currency } from './money.ts';
import { RequestedLine } from './quotes.ts';

const text = (max: number) => z.string().max(max).optional();

/** What a shopper has typed and chosen so far, as typed: nothing here has to be right yet. */
export const CheckoutDraftFields = z
  .strictObject({
    email: text(254),
    phone: text(40),
    name: text(120),
    line1: text(200),
    line2: text(200),
    city: text(120),
    region: text(120),
    postcode: text(20),
    country: text(2),
    /** 'other' when the bill goes to the address below; the delivery address otherwise. */
    billing: z.enum(['', 'other']).optional(),
    billingName: text(120),
    billingLine1: text(200),
    billingLine2: text(200),
    billingCity: text(120),
    billingRegion: text(120),
    billingPostcode: text(20),
    billingCountry: text(2),
    deliveryMethodId: text(64),
    paymentMethodId: text(64),
    note: text(2000),
    /** Discount codes, one a line. */
    codes: text(650),
  })
  .openapi('CheckoutDraftFields');
export type CheckoutDraftFields = z.infer<typeof CheckoutDraftFields>;

/** Most characters of a draft's lines as JSON. */
const MOST_LINES = 20_000;

/** A change of a draft; what is left out stays as it is. */
const CheckoutDraftChange = z.object({
  fields: CheckoutDraftFields.optional(),
  /** What would be ordered: never a price. */
  lines: z
    .array(RequestedLine)
    .max(200)
    .refine((lines) => JSON.stringify(lines).length <= MOST_LINES, 'Too much written for these lines.')
    .optional(),
  /** The cart the lines are of. */
  cart: z.object({ cartId: z.uuid(), token: CartToken }).optional(),
  currency: Currency.optional(),
  /** BCP 47 tag of the language the shopper reads: mails are written in it. */
  locale: z
    .string()
    .regex(/^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}$/)
    .max(35)
    .optional(),
  /** Address of the page the checkout is on: a recovery mail leads back there. */
  page: z.string().max(1000).optional(),
  /** The words the shopper agreed to be reminded by; null takes it back. */
  consent: z
    .object({ text: z.string().trim().min(1).max(500) })
    .nullable()
    .optional(),
});

/** Secret that opens one draft. */
const DraftToken = z.string().min(16).max(200).openapi('CheckoutDraftToken');

/** `POST …/checkout-drafts`. */
export const StartCheckoutDraft = CheckoutDraftChange.openapi('StartCheckoutDraft');
export type StartCheckoutDraft = z.infer<typeof StartCheckoutDraft>;

/** `POST …/checkout-drafts/{checkoutId}`: changes fields, each by itself; changes nothing where nothing is named. */
export const ChangeCheckoutDraft = CheckoutDraftChange.extend({ token: DraftToken }).openapi('ChangeCheckoutDraft');
export type ChangeCheckoutDraft = z.infer<typeof ChangeCheckoutDraft>;

/** `POST …/checkout-drafts/recoveries`: what the link of a mail carries. */
export const RecoverCheckoutDraft = z.object({ recoveryToken: DraftToken }).openapi('RecoverCheckoutDraft');
export type RecoverCheckoutDraft = z.infer<typeof RecoverCheckoutDraft>;

export const CheckoutDraft = z
  .object({
    checkoutId: z.string(),
    status: z.enum(['open', 'completed', 'abandoned', 'expired']),
    /** Counts the changes: of two answers the higher one is the later. */
    version: z.int(),
    fields: CheckoutDraftFields,
    lines: z.array(RequestedLine),
    /** Whether the shopper has agreed to be reminded. */
    consent: z.boolean(),
    /** Epoch milliseconds; nothing of it is kept after that. */
    expiresAt: z.int(),
  })
  .openapi('CheckoutDraft');
export type CheckoutDraft = z.infer<typeof CheckoutDraft>;

export const CheckoutDraftAnswer = z.object({ draft: CheckoutDraft }).openapi('CheckoutDraftAnswer');
export type CheckoutDraftAnswer = z.infer<typeof CheckoutDraftAnswer>;

/** A draft with the secret that opens it from now on; any earlier one opens it no longer. */
export const OpenedCheckoutDraft = CheckoutDraftAnswer.extend({ token: z.string() }).openapi('OpenedCheckoutDraft');
export type OpenedCheckoutDraft = z.infer<typeof OpenedCheckoutDraft>;
