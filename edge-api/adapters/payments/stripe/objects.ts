import type { Stripe } from 'stripe';
import type { ListedRefund, ProviderDispute, ProviderPayment, ProviderRefund, ProviderStatus } from '../port.ts';
import { fromStripe } from './amounts.ts';

const INTENT_STATUS: Readonly<Record<string, ProviderStatus>> = {
  // Also where a card was refused: the shopper may try another with the same intent.
  requires_payment_method: 'pending',
  requires_confirmation: 'pending',
  // Such as 3-D Secure.
  requires_action: 'requires_action',
  processing: 'processing',
  requires_capture: 'processing',
  succeeded: 'succeeded',
  canceled: 'cancelled',
};

const idsOf = (metadata: Stripe.Metadata | null) => ({
  paymentId: metadata?.['payment_id'] ?? null,
  orderId: metadata?.['order_id'] ?? null,
  storeId: metadata?.['store_id'] ?? null,
});

/** A PaymentIntent as any payment. A state Stripe may come to have is waited out. */
export function intentAsPayment(intent: Stripe.PaymentIntent): ProviderPayment {
  const currency = intent.currency.toUpperCase();
  return {
    ref: intent.id,
    status: INTENT_STATUS[intent.status] ?? 'processing',
    amountMinor: fromStripe(intent.amount, currency),
    currency,
    capturedMinor: fromStripe(intent.amount_received, currency),
    ...idsOf(intent.metadata),
    error: intent.last_payment_error?.message ?? '',
  };
}

/** A Checkout Session, its PaymentIntent beside it once there is one. */
export function sessionAsPayment(session: Stripe.Checkout.Session): ProviderPayment {
  const currency = (session.currency ?? '').toUpperCase();
  const intent = typeof session.payment_intent === 'object' ? session.payment_intent : null;
  const paid = intent ? intentAsPayment(intent) : undefined;
  const status = sessionStatus(session, paid?.status);
  return {
    ref: session.id,
    status,
    amountMinor: fromStripe(session.amount_total ?? 0, currency),
    currency: status === 'succeeded' ? (paid?.currency ?? currency) : currency,
    capturedMinor:
      status === 'succeeded' ? (paid?.capturedMinor ?? fromStripe(session.amount_total ?? 0, currency)) : 0,
    ...idsOf(session.metadata),
    error: paid?.error ?? '',
  };
}

function sessionStatus(session: Stripe.Checkout.Session, paid: ProviderStatus | undefined): ProviderStatus {
  if (session.status === 'expired') return 'cancelled';
  if (session.status === 'open') return paid === 'requires_action' ? 'requires_action' : 'pending';
  if (session.payment_status === 'paid' || paid === 'succeeded') return 'succeeded';
  // Completed with a slow way to pay, that has failed since: the session takes no other.
  return paid === 'pending' || paid === 'cancelled' ? 'failed' : 'processing';
}

export function refundAsOurs(refund: Stripe.Refund): ProviderRefund {
  const { status } = refund;
  return {
    ref: refund.id,
    status: status === 'succeeded' ? 'succeeded' : status === 'failed' || status === 'canceled' ? 'failed' : 'pending',
    amountMinor: fromStripe(refund.amount, refund.currency.toUpperCase()),
    error: refund.failure_reason ?? '',
  };
}

export const refundAsListed = (refund: Stripe.Refund): ListedRefund => ({
  ...refundAsOurs(refund),
  currency: refund.currency.toUpperCase(),
  refundId: refund.metadata?.['refund_id'] ?? null,
});

/** The intent a refund is of, expanded beside it. */
export function intentOfRefund({
  payment_intent: intent,
}: Stripe.Refund): { ref: string; paymentId: string | null } | undefined {
  if (!intent) return undefined;
  if (typeof intent === 'string') return { ref: intent, paymentId: null };
  return { ref: intent.id, paymentId: idsOf(intent.metadata).paymentId };
}

const WON = new Set(['won', 'warning_closed', 'prevented']);

export function disputeOf(dispute: Stripe.Dispute): ProviderDispute {
  const { payment_intent: intent } = dispute;
  const currency = dispute.currency.toUpperCase();
  return {
    ref: dispute.id,
    paymentRef: typeof intent === 'object' ? (intent?.id ?? null) : intent,
    paymentId: typeof intent === 'object' ? idsOf(intent?.metadata ?? null).paymentId : null,
    status: dispute.status === 'lost' ? 'lost' : WON.has(dispute.status) ? 'won' : 'open',
    amountMinor: fromStripe(dispute.amount, currency),
    currency,
    reason: dispute.reason,
  };
}
