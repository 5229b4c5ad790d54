import { monotonicFactory } from 'ulid';
import { type ListedRefund, PaymentError } from '../adapters/payments/port.ts';
import type { Statement } from '../db/database.ts';
import { isAutomatic, type PaymentRefund, type StoredPayment } from '../repositories/payment-rows.ts';
import { partKey, type FoundRefund, type NewRefund, type RefundRepository } from '../repositories/refunds.ts';
import { ApiError } from './errors.ts';
import type { FindProvider } from './payment-settlement.ts';

const nextId = monotonicFactory();
const ATTEMPTS = 6;

/** Money to send back. */
export interface RefundWish {
  readonly amountMinor: number;
  /** In words; the shopper sees it. */
  readonly reason: string;
  /** The same key again answers the same refunds. */
  readonly idempotencyKey: string;
  /** What belongs into the same transaction, such as the lines it is for; made for the id of the first refund. */
  readonly also?: (refundId: string, at: number) => Statement[];
}

export interface RefundService {
  /**
   * Sends money of an order back, and answers the refunds that does it: more than one where it was paid in parts. What the
   * provider did not confirm at once stays `pending`, and is asked about until it is over. Throws `refund_too_high`.
   */
  refund(orderId: string, wish: RefundWish): Promise<PaymentRefund[]>;
  /** Does what is left of one refund. Throws `PaymentError` where the provider gives no answer. */
  perform(refundId: string): Promise<PaymentRefund | undefined>;
  /** The same for all of a payment's that are not over. */
  performAllOf(paymentId: string): Promise<void>;
  /**
   * Writes down what went back of a payment without us, on the provider's own pages: each once. Throws `PaymentError` where
   * the provider gives no answer; and, when the others are written, where one is of another currency, or more than is left
   * beside what is under way here.
   */
  notice(payment: StoredPayment): Promise<void>;
}

export interface RefundDependencies {
  readonly refunds: RefundRepository;
  readonly provider: FindProvider;
  readonly now: () => number;
  readonly onTrouble: (what: string, error: unknown) => void;
}

/** How long after a provider was asked it is asked again how a refund stands, in milliseconds. */
const CHECK_MS = 60_000;

export function refundService({ refunds, provider, now, onTrouble }: RefundDependencies): RefundService {
  async function seenAt({ refund, payment }: FoundRefund) {
    const from = await provider(payment.provider);
    if (refund.providerRef !== null) return from.readRefund(refund.providerRef);
    const ref = payment.providerRef ?? (payment.provider === 'manual' ? payment.id : null);
    if (ref === null) throw new PaymentError('misconfigured', 'The provider has no such payment.');
    // What came in another currency than was asked for goes back in it.
    const currency = isAutomatic(refund) ? (await from.read(ref))?.currency : payment.currency;
    return from.refund({
      ref,
      refundId: refund.id,
      amountMinor: refund.amountMinor,
      currency: currency ?? payment.currency,
    });
  }

  async function perform(refundId: string): Promise<PaymentRefund | undefined> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const found = await refunds.find(refundId);
      if (!found || found.refund.status === 'failed') return found?.refund;
      // One that has succeeded may still come back; a merchant's own hand is believed.
      if (found.refund.status === 'succeeded' && found.payment.provider === 'manual') return found.refund;
      let seen: Awaited<ReturnType<typeof seenAt>>;
      try {
        seen = await seenAt(found);
      } catch (error) {
        if (!(error instanceof PaymentError) || error.kind !== 'declined') throw error;
        seen = { ref: '', status: 'failed', amountMinor: found.refund.amountMinor, error: error.message };
      }
      if (!seen) throw new PaymentError('misconfigured', 'The provider does not know of this refund.');
      if (seen.status === found.refund.status && seen.status !== 'pending') return found.refund;
      if (seen.status === 'pending') {
        await refunds.underWay(refundId, seen.ref, now() + CHECK_MS, now());
        return (await refunds.find(refundId))?.refund;
      }
      const { status, ref, error } = seen;
      if ((await refunds.ended(found, { status, ref: ref || null, error }, now())) === 'written')
        return (await refunds.find(refundId))?.refund;
    }
    throw new PaymentError('unreachable', 'The order keeps changing.');
  }

  /** Tries each at once; what fails is left to be tried again. */
  async function performNow(list: readonly PaymentRefund[]): Promise<void> {
    for (const { id, status } of list) {
      if (status !== 'pending') continue;
      try {
        await perform(id);
      } catch (error) {
        onTrouble('send money back', error);
      }
    }
  }

  /** The parts of the payments that make up an amount, newest payment first. */
  async function parts(orderId: string, { amountMinor, reason, idempotencyKey }: RefundWish): Promise<NewRefund[]> {
    const made: NewRefund[] = [];
    let left = amountMinor;
    for (const { paymentId, freeMinor } of await refunds.refundable(orderId)) {
      if (left === 0) break;
      const part = Math.min(left, freeMinor);
      left -= part;
      const key = partKey(idempotencyKey, made.length);
      made.push({ id: nextId(now()), paymentId, amountMinor: part, reason, idempotencyKey: key });
    }
    if (left > 0 || made.length === 0)
      throw new ApiError('refund_too_high', 'No more can go back than was paid and has not gone back yet.');
    return made;
  }

  function same(list: readonly PaymentRefund[], orderId: string, { amountMinor }: RefundWish): void {
    const sum = list.reduce((total, refund) => total + refund.amountMinor, 0);
    if (sum !== amountMinor || list.some((refund) => refund.orderId !== orderId))
      throw new ApiError('idempotency_key_reused', 'This key was used for another refund.');
  }

  /** Writes down one that went back without us. */
  async function note(payment: StoredPayment, { ref, amountMinor, currency }: ListedRefund, lost: boolean) {
    if (currency !== payment.currency || !Number.isSafeInteger(amountMinor) || amountMinor <= 0)
      throw new PaymentError('misconfigured', `What went back (${ref}) is not of the payment's currency.`);
    const id = nextId(now());
    const outcome = await refunds.notice(payment, { id, ref, amountMinor, lost }, now());
    if (outcome === 'too_high')
      throw new PaymentError('misconfigured', `More went back (${ref}) than is left beside what is under way.`);
    if (outcome === 'written') await perform(id);
  }

  return {
    async refund(orderId, wish) {
      for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
        const before = await refunds.ofKey(wish.idempotencyKey);
        if (before.length > 0) {
          same(before, orderId, wish);
          await performNow(before);
          return refunds.ofKey(wish.idempotencyKey);
        }
        const wanted = await parts(orderId, wish);
        const also = wish.also?.(wanted[0]!.id, now()) ?? [];
        const outcome = await refunds.begin(orderId, wanted, also, now());
        // What somebody else has sent back meanwhile is seen in the next round.
        if (outcome !== 'written') continue;
        await performNow(await refunds.ofKey(wish.idempotencyKey));
        return refunds.ofKey(wish.idempotencyKey);
      }
      throw new ApiError('refund_too_high', 'The order keeps changing. Please try again.');
    },
    perform,
    async notice(payment) {
      const { id: paymentId, providerRef, status } = payment;
      if (status !== 'succeeded' || providerRef === null) return;
      const seen = (await (await provider(payment.provider)).refundsOf?.(providerRef)) ?? [];
      // Read after the provider was asked: what is sent back here is written before the provider knows of it.
      const { known, lost } = await refunds.knownOf(paymentId);
      const wrong: PaymentError[] = [];
      for (const refund of seen) {
        if (refund.status === 'failed' || known.has(refund.ref) || known.has(refund.refundId ?? refund.ref)) continue;
        try {
          await note(payment, refund, lost);
        } catch (error) {
          // A provider that gives no answer about this one gives none about the next.
          if (!(error instanceof PaymentError) || error.kind !== 'misconfigured') throw error;
          onTrouble('note what a payment provider has sent back', error);
          wrong.push(error);
        }
      }
      if (wrong[0]) throw wrong[0];
    },
    async performAllOf(paymentId) {
      for (const { id } of await refunds.pendingOf(paymentId)) await perform(id);
    },
  };
}
