import type { Stripe } from 'stripe';
import { z } from 'zod';
import type { ProviderEvent } from '../port.ts';

/** How far the clock of a signature may be from ours, in seconds: Stripe's own figure. */
const TOLERANCE_S = 300;

const Subject = z.object({
  id: z.string(),
  metadata: z.record(z.string(), z.string()).nullish(),
  payment_intent: z.string().nullish(),
});
const Event = z.object({
  id: z.string().min(1).max(255),
  type: z.string().max(100),
  data: z.object({ object: Subject }),
});

/**
 * Checks that these very bytes were signed with one of the secrets, and not long ago or hence; undefined when they were
 * not. Of what they say only ids are kept.
 */
export async function verifyStripeEvent(
  rawBytes: Uint8Array,
  headers: Headers,
  secrets: readonly string[],
  nowMs: number,
): Promise<ProviderEvent | undefined> {
  const header = headers.get('stripe-signature') ?? '';
  const signedS = Number(/(?:^|,)t=(\d{1,12})(?:,|$)/.exec(header)?.[1] ?? NaN);
  if (!(Math.abs(nowMs / 1000 - signedS) <= TOLERANCE_S)) return undefined;
  const { Stripe } = await import('stripe');
  const crypto = Stripe.createSubtleCryptoProvider();
  for (const secret of secrets) {
    const event = await Stripe.webhooks
      .constructEventAsync(rawBytes, header, secret, TOLERANCE_S, crypto, nowMs)
      .catch(() => undefined);
    if (event) return toldBy(event);
  }
  return undefined;
}

function toldBy(event: Stripe.Event): ProviderEvent | undefined {
  const parsed = Event.safeParse(event);
  if (!parsed.success) return undefined;
  const { id: eventId, type, data } = parsed.data;
  const { id, metadata, payment_intent: intent } = data.object;
  const paymentId = metadata?.['payment_id'] ?? null;
  if (type.startsWith('charge.dispute.')) return { eventId, type, about: 'dispute', ref: id, paymentId };
  if (type.startsWith('refund.') || type.startsWith('charge.refund.'))
    return { eventId, type, about: 'refund', ref: id, paymentId };
  // The charge is told of, and not which refund: those of its payment are looked at.
  if (type === 'charge.refunded') return { eventId, type, about: 'refund', ref: intent ?? id, paymentId };
  if (type.startsWith('charge.')) return { eventId, type, about: 'payment', ref: intent ?? id, paymentId };
  if (type.startsWith('payment_intent.') || type.startsWith('checkout.session.'))
    return { eventId, type, about: 'payment', ref: id, paymentId };
  return { eventId, type, about: 'other', ref: id, paymentId };
}
