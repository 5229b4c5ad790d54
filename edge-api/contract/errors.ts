import { z } from '@hono/zod-openapi';
import { Quote } from './quotes.ts';

/** Every code a caller may see, and its status. Each has a page at `docs/errors/<code>.md`; a test keeps the two in step. */
export const STATUS = {
  invalid_request: 400,
  invalid_json: 400,
  currency_unknown: 400,
  payment_event_invalid: 400,
  unauthorized: 401,
  customer_token_invalid: 401,
  limit_reached: 402,
  origin_not_allowed: 403,
  cart_token_invalid: 403,
  cart_code_invalid: 403,
  not_found: 404,
  store_not_found: 404,
  product_not_found: 404,
  collection_not_found: 404,
  cart_not_found: 404,
  order_not_found: 404,
  customer_not_found: 404,
  checkout_not_found: 404,
  key_not_found: 404,
  discount_not_found: 404,
  domain_not_found: 404,
  backup_not_found: 404,
  message_not_found: 404,
  webhook_not_found: 404,
  method_not_allowed: 405,
  idempotency_key_reused: 409,
  price_changed: 409,
  discount_used_up: 409,
  not_enough_stock: 409,
  illegal_move: 409,
  checkout_closed: 409,
  order_changed: 409,
  cart_full: 409,
  discount_code_taken: 409,
  settings_changed: 409,
  customer_exists: 409,
  message_not_kept: 409,
  store_exists: 409,
  store_being_created: 409,
  store_busy: 409,
  domain_taken: 409,
  search_settings_changed: 409,
  order_not_payable: 409,
  body_too_large: 413,
  address_too_long: 414,
  not_deliverable: 422,
  payment_keys_not_kept: 422,
  refund_too_high: 422,
  store_handle_invalid: 422,
  store_invalid: 422,
  domain_invalid: 422,
  domain_not_verified: 422,
  backup_invalid: 422,
  store_suspended: 423,
  trial_ended: 423,
  rate_limited: 429,
  internal: 500,
  store_unavailable: 503,
  payment_unavailable: 503,
  backups_unavailable: 503,
} as const;
export type ErrorCode = keyof typeof STATUS;

export const ErrorAnswer = z
  .object({
    error: z.object({
      code: z.string(),
      message: z.string(),
      /** Address of the page about this code. */
      docs: z.string(),
      requestId: z.string(),
      issues: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    }),
    /** What the lines cost now and what can be had, when an order was refused because of it. */
    quote: Quote.optional(),
  })
  .openapi('Error');
export type ErrorAnswer = z.infer<typeof ErrorAnswer>;
