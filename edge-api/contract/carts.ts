import { z } from '@hono/zod-openapi';
import { CLOCK_PATTERN, MAX_QUANTITY, type CartEntry as Entry } from './cart-log.ts';
import { Origin } from './origins.ts';

export const LineOptions = z
  .record(z.string().min(1).max(60), z.string().max(500))
  .refine((options) => Object.keys(options).length <= 20, 'At most 20 options on a line.')
  .openapi('LineOptions');

/** One row of a cart's log; see `cart-log.ts`. */
export const CartEntry = z
  .object({
    id: z.uuid(),
    kind: z.enum(['add', 'set', 'take', 'later', 'note', 'code']),
    variantId: z.string().max(64),
    options: LineOptions,
    quantity: z.int().min(0).max(MAX_QUANTITY),
    text: z.string().max(2000),
    clock: z.string().regex(CLOCK_PATTERN),
  })
  .refine((e) => (e.kind === 'note' || e.kind === 'code') === (e.variantId === ''), {
    message: 'A line names its variant, a note or a code does not.',
    path: ['variantId'],
  })
  .refine((e) => e.quantity > 0 || (e.kind !== 'add' && e.kind !== 'take'), {
    message: 'At least 1.',
    path: ['quantity'],
  })
  .refine((e) => e.quantity <= 1 || (e.kind !== 'later' && e.kind !== 'code'), {
    message: '1 for on, 0 for off.',
    path: ['quantity'],
  })
  .refine((e) => e.kind !== 'code' || (e.text.length > 0 && e.text.length <= 64), {
    message: 'A code has 1 to 64 characters.',
    path: ['text'],
  })
  .openapi('CartEntry') satisfies z.ZodType<Entry>;

/** Secret that opens one cart. Whoever has it can read and change that cart, and nothing else. */
export const CartToken = z.string().min(16).max(200).openapi('CartToken');

/** `POST …/cart-sessions`: without a token a new cart, with one the cart it opens, its expiry moved on. */
export const StartCartSession = z.object({ token: CartToken.optional() }).openapi('StartCartSession');
export type StartCartSession = z.infer<typeof StartCartSession>;

export const CartSession = z
  .object({
    cartId: z.uuid(),
    token: CartToken,
    /** Epoch milliseconds. */
    expiresAt: z.int(),
    /** Where the live cart is; null when the store has only the HTTP log. */
    sync: z
      .object({
        appId: z.uuid(),
        apiUri: z.string(),
        websocketUri: z.string(),
        /** The guest's InstantDB user, as `verify_refresh_token` would answer it, so that the client need not ask. */
        user: z.object({ id: z.uuid(), refreshToken: z.string() }),
      })
      .nullable(),
  })
  .openapi('CartSession');
export type CartSession = z.infer<typeof CartSession>;

/** `POST …/carts/{cartId}/log`: hands in entries (again, if need be) and answers the whole log. Harmless to repeat. */
export const SyncCartLog = z
  .object({ token: CartToken, entries: z.array(CartEntry).max(500), forget: z.array(z.uuid()).max(500).default([]) })
  .openapi('SyncCartLog');
export type SyncCartLog = z.infer<typeof SyncCartLog>;

/** `POST …/carts/{cartId}/claim`: makes the cart the signed-in customer's, or part of the one he has. */
export const ClaimCart = z.object({ token: CartToken }).openapi('ClaimCart');
export type ClaimCart = z.infer<typeof ClaimCart>;

export const ClaimedCart = z
  .object({
    session: CartSession,
    /** Whether what was in the cart is in the customer's now. Not so for a cart of another customer's, which is left alone. */
    merged: z.boolean(),
  })
  .openapi('ClaimedCart');
export type ClaimedCart = z.infer<typeof ClaimedCart>;

/** `POST …/carts/{cartId}/handovers`: asks for a code that opens the cart elsewhere, once and soon. */
export const HandOverCart = z
  .object({
    token: CartToken,
    /** For a page of another of the store's origins: the only one that may use the code. Left out for a link or QR code. */
    to: Origin.optional(),
  })
  .openapi('HandOverCart');
export type HandOverCart = z.infer<typeof HandOverCart>;

export const HandoverCode = z.string().min(16).max(64).openapi('HandoverCode');

export const CartHandover = z
  .object({
    code: HandoverCode,
    /** Epoch milliseconds. */
    expiresAt: z.int(),
  })
  .openapi('CartHandover');
export type CartHandover = z.infer<typeof CartHandover>;

/** `POST …/cart-handovers`: uses a code up. */
export const TakeOverCart = z
  .object({
    code: HandoverCode,
    /** The origin of the page that led here, as the browser names it; asked of codes made for a page of another origin. */
    from: Origin.optional(),
  })
  .openapi('TakeOverCart');
export type TakeOverCart = z.infer<typeof TakeOverCart>;

export const CartLog = z.object({ entries: z.array(CartEntry), expiresAt: z.int() }).openapi('CartLog');
export type CartLog = z.infer<typeof CartLog>;
