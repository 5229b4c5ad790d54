import { z } from '@hono/zod-openapi';
import { CLOCK_PATTERN, MAX_QUANTITY, type CartEntry as Entry } from './cart-log.ts';

export const LineOptions = z
  .record(z.string().min(1).max(60), z.string().max(500))
  .refine((options) => Object.keys(options).length <= 20, 'At most 20 options on a line.')
  .openapi('LineOptions');

/** One row of a cart's log; see `cart-log.ts`. */
export const CartEntry = z
  .object({
    id: z.uuid(),
    kind: z.enum(['add', 'set', 'take', 'note']),
    variantId: z.string().max(64),
    options: LineOptions,
    quantity: z.int().min(0).max(MAX_QUANTITY),
    text: z.string().max(2000),
    clock: z.string().regex(CLOCK_PATTERN),
  })
  .refine((e) => (e.kind === 'note') === (e.variantId === ''), {
    message: 'A line names its variant, a note does not.',
    path: ['variantId'],
  })
  .refine((e) => e.quantity > 0 || e.kind === 'set' || e.kind === 'note', {
    message: 'At least 1.',
    path: ['quantity'],
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

export const CartLog = z.object({ entries: z.array(CartEntry), expiresAt: z.int() }).openapi('CartLog');
export type CartLog = z.infer<typeof CartLog>;
