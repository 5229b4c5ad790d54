import { hexOf } from '../contract/bytes-text.ts';
import { PaymentError, type ProviderEvent } from '../adapters/payments/port.ts';
import type { PaymentEventRepository, ReceivedEvent } from '../repositories/payment-events.ts';
import type { PaymentRefund, StoredPayment } from '../repositories/payment-rows.ts';
import { isLive, type PaymentRepository } from '../repositories/payments.ts';
import type { RefundRepository } from '../repositories/refunds.ts';
import { growing, nextTry } from './back-off.ts';
import { ApiError } from './errors.ts';
import type { FindProvider, Settlement } from './payment-settlement.ts';
import type { RefundService } from './refunds.ts';

/** How often a payment is looked at that nobody tells of: soon at first, then every ten minutes, for some weeks. */
const PAYMENT_WAITS = growing(10_000, 2, 600_000, 5000);
const REFUND_WAITS = growing(10_000, 2, 3_600_000, 1000);
/** News that cannot be followed are given up: the payments they are about are looked at anyway. */
const EVENT_WAITS = growing(5000, 3, 3_600_000, 10);
/** After so many refusals a refund is over: a person has to look. */
const MOST_REFUSALS = 10;
/** How long whoever has received news has them alone, in milliseconds. */
const ALONE_MS = 15_000;

export interface RecoveryService {
  /**
   * Keeps what a provider has sent, once however often it comes, and answers the work that follows from it. Throws
   * `payment_event_invalid` where these bytes do not come from the provider.
   */
  receive(provider: string, rawBytes: Uint8Array, headers: Headers): Promise<() => Promise<void>>;
  /** Goes on with up to `limit` of each that a crash, a lost answer or lost news has left; answers how many it looked at. */
  recover(limit: number): Promise<number>;
  /** Looks at one payment now, whatever its state. */
  look(payment: StoredPayment): Promise<void>;
  /** How much is not over yet. */
  waiting(): Promise<number>;
}

export interface RecoveryDependencies {
  readonly payments: PaymentRepository;
  readonly refundRows: RefundRepository;
  readonly events: PaymentEventRepository;
  readonly settlement: Settlement;
  readonly refunds: RefundService;
  /** Asks a provider to begin a payment again, under the same id. */
  readonly start: (payment: StoredPayment) => Promise<StoredPayment>;
  readonly provider: FindProvider;
  readonly now: () => number;
  readonly onTrouble: (what: string, error: unknown) => void;
}

async function digestOf(bytes: Uint8Array): Promise<string> {
  return hexOf(new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes))));
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

export function recoveryService({
  payments,
  refundRows,
  events,
  settlement,
  refunds,
  start,
  provider,
  now,
  onTrouble,
}: RecoveryDependencies): RecoveryService {
  /** What is left of a payment: it is learnt whether it was begun, made, and where nobody is to make it any more it is ended. */
  async function look(payment: StoredPayment): Promise<void> {
    const found = await payments.ofOrder(payment.orderId);
    if (!found || !isLive(payment) || payment.provider === 'manual') return;
    const over = found.order.status === 'cancelled';
    if (payment.providerRef === null && !payment.clientData.request) {
      // Nobody was ever asked for this money.
      if (over) await payments.ended(found.order, payment, { status: 'cancelled', error: '' }, now());
      return;
    }
    // The first answer may have been lost: asked again under the same id, the provider tells what it did.
    const begun = payment.providerRef === null ? await start(payment) : payment;
    const after = await settlement.settle(begun);
    if (over && isLive(after)) await settlement.withdraw(after);
  }

  async function paymentOf({
    provider: name,
    ref,
    paymentHint,
  }: Pick<ReceivedEvent, 'provider' | 'ref' | 'paymentHint'>): Promise<StoredPayment | undefined> {
    const byRef = await payments.findByRef(name, ref);
    const found = byRef ?? (paymentHint === null ? undefined : await payments.find(paymentHint));
    return found?.provider === name ? found : undefined;
  }

  /** The payment of a refund that is not known here. */
  async function paymentBehind({ provider: name, ref }: ReceivedEvent): Promise<StoredPayment | undefined> {
    const behind = await (await provider(name)).paymentBehind?.(ref);
    return behind && paymentOf({ provider: name, ref: behind.ref, paymentHint: behind.paymentId });
  }

  async function noteDispute({ provider: name, ref }: ReceivedEvent): Promise<void> {
    const dispute = await (await provider(name)).readDispute?.(ref);
    if (!dispute) return;
    const { paymentRef, paymentId } = dispute;
    const payment =
      (paymentRef === null ? undefined : await payments.findByRef(name, paymentRef)) ??
      (paymentId === null ? undefined : await payments.find(paymentId));
    if (payment?.provider === name) await events.noteDispute(name, payment, dispute, now());
  }

  async function follow(event: ReceivedEvent): Promise<void> {
    if (event.about === 'other') return;
    if (event.about === 'dispute') return noteDispute(event);
    const refund = event.about === 'refund' ? await refundRows.findByRef(event.ref) : undefined;
    if (refund) {
      await refunds.perform(refund.refund.id);
      return;
    }
    const payment = (await paymentOf(event)) ?? (event.about === 'refund' ? await paymentBehind(event) : undefined);
    if (!payment) return;
    await look(payment);
    await refunds.performAllOf(payment.id);
    const after = event.about === 'refund' ? await payments.find(payment.id) : undefined;
    if (after) await refunds.notice(after);
  }

  async function followOrPutOff(event: ReceivedEvent): Promise<void> {
    try {
      await follow(event);
      await events.done(event, now());
    } catch (error) {
      if (!(error instanceof PaymentError)) onTrouble('follow what a payment provider has sent', error);
      await events.putOff(event, nextTry(EVENT_WAITS, event.attempts + 1, now(), Math.random()), wordsOf(error));
    }
  }

  async function lookOrPutOff(payment: StoredPayment): Promise<void> {
    // Put off first: whoever dies here has not taken the payment along.
    await payments.putOff(payment.id, nextTry(PAYMENT_WAITS, payment.attempts + 1, now(), Math.random()), '');
    try {
      await look(payment);
      await refunds.performAllOf(payment.id);
    } catch (error) {
      onTrouble('ask how a payment stands', error);
    }
  }

  async function performOrPutOff(refund: PaymentRefund): Promise<void> {
    const tries = refund.attempts + 1;
    await refundRows.putOff(refund.id, nextTry(REFUND_WAITS, tries, now(), Math.random()), '');
    try {
      await refunds.perform(refund.id);
    } catch (error) {
      onTrouble('send money back', error);
      const refused = error instanceof PaymentError && error.kind === 'misconfigured';
      const found = refused && tries >= MOST_REFUSALS ? await refundRows.find(refund.id) : undefined;
      if (found) await refundRows.ended(found, { status: 'failed', ref: null, error: wordsOf(error) }, now());
    }
  }

  return {
    look,
    waiting: () => payments.waiting(),

    async receive(name, rawBytes, headers) {
      let event: ProviderEvent | undefined;
      try {
        event = await (await provider(name)).verifyWebhook(rawBytes, headers);
      } catch (error) {
        onTrouble('check what a payment provider has sent', error);
      }
      if (!event)
        throw new ApiError('payment_event_invalid', 'This does not come from the payment provider, or is too old.');
      const { eventId, type, about, ref, paymentId } = event;
      const received = { provider: name, eventId, type, about, ref, paymentHint: paymentId };
      const at = now();
      const isNew = await events.receive({ ...received, bodyDigest: await digestOf(rawBytes) }, at, at + ALONE_MS);
      return () => (isNew ? followOrPutOff({ ...received, attempts: 0 }) : Promise.resolve());
    },

    async recover(limit) {
      const [news, begun] = [await events.due(now(), limit), await payments.due(now(), limit)];
      for (const event of news) await followOrPutOff(event);
      for (const payment of begun) await lookOrPutOff(payment);
      // Read last: what was found above may have to go back.
      const back = await refundRows.due(now(), limit);
      for (const refund of back) await performOrPutOff(refund);
      return news.length + begun.length + back.length;
    },
  };
}
