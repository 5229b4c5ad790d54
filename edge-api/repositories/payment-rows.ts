import { z } from 'zod';
import { PaymentNext } from '../contract/payments.ts';
import { OrderStatus, PaymentStatus, RefundStatus } from '../contract/orders.ts';
import { json } from './columns.ts';

/** What a provider was told when a payment began, kept so that it is told the same again. */
const PaymentRequest = z.object({
  /** '' where the page the shopper pays from was not told it. */
  email: z.string(),
  description: z.string(),
  returnUrl: z.string(),
  notifyUrl: z.string(),
  mode: z.enum(['redirect', 'element']),
});
export type PaymentRequest = z.infer<typeof PaymentRequest>;

export const PaymentRow = z.object({
  id: z.string(),
  orderId: z.string(),
  provider: z.string(),
  method: z.string(),
  status: z.enum(['pending', 'requires_action', 'processing', 'succeeded', 'failed', 'cancelled']),
  amountMinor: z.int(),
  currency: z.string(),
  providerRef: z.string().nullable(),
  clientData: json(z.object({ request: PaymentRequest.optional(), next: PaymentNext.optional() })),
  capturedMinor: z.int(),
  refundedMinor: z.int(),
  attempts: z.int(),
  nextCheckAt: z.int().nullable(),
  error: z.string(),
  updatedAt: z.string(),
});
/** How long goods wait for money that the shopper has sent and that is on its way, as a direct debit is for days, in milliseconds. */
export const UNDER_WAY_MS = 14 * 86_400_000;

/** Payments that are not over. */
export const LIVE = `status IN ('pending', 'requires_action', 'processing')`;

/** A payment as it is kept. */
export type StoredPayment = z.infer<typeof PaymentRow>;

export const PAYMENT_COLUMNS = `id, order_id AS "orderId", provider, method, status, amount_minor AS "amountMinor", currency,
  provider_ref AS "providerRef", client_data AS "clientData", captured_minor AS "capturedMinor",
  refunded_minor AS "refundedMinor", attempts, next_check_at AS "nextCheckAt", error, updated_at AS "updatedAt"`;

export const OrderRow = z.object({
  id: z.string(),
  number: z.int(),
  status: OrderStatus,
  cancelReason: z.string().nullable(),
  paymentStatus: PaymentStatus,
  totalMinor: z.int(),
  paidMinor: z.int(),
  refundedMinor: z.int(),
  currency: z.string(),
  email: z.string(),
  payment: json(z.object({ id: z.string(), emailFromPage: z.boolean().default(false) })),
  reservedUntil: z.int().nullable(),
});
/** What of an order its payment is about. */
export type PayableOrder = z.infer<typeof OrderRow>;

export const ORDER_COLUMNS = `id, number, status, cancel_reason AS "cancelReason", payment_status AS "paymentStatus",
  total_minor AS "totalMinor", paid_minor AS "paidMinor", refunded_minor AS "refundedMinor", currency, email, payment,
  reserved_until AS "reservedUntil"`;

export const RefundRow = z.object({
  id: z.string(),
  orderId: z.string(),
  paymentId: z.string(),
  amountMinor: z.int(),
  reason: z.string(),
  status: RefundStatus,
  providerRef: z.string().nullable(),
  idempotencyKey: z.string(),
  attempts: z.int(),
  error: z.string(),
});
/** Money that goes back, as it is kept. */
export type PaymentRefund = z.infer<typeof RefundRow>;

export const REFUND_COLUMNS = `id, order_id AS "orderId", payment_id AS "paymentId", amount_minor AS "amountMinor", reason,
  status, provider_ref AS "providerRef", idempotency_key AS "idempotencyKey", attempts, error`;

/** Begins the keys of refunds nobody asked for: of money that came too late, twice or in another amount, and never was the order's. */
const AUTOMATIC = 'auto:';
export const automaticKey = (paymentId: string): string => `${AUTOMATIC}${paymentId}`;
/** The key of a refund that was made on the provider's own pages; `lost` where its money never was the order's. */
export const noticedKey = (provider: string, ref: string, lost: boolean): string =>
  `${lost ? AUTOMATIC : 'seen:'}${provider}:${ref}`;
export const isAutomatic = ({ idempotencyKey }: Pick<PaymentRefund, 'idempotencyKey'>): boolean =>
  idempotencyKey.startsWith(AUTOMATIC);
