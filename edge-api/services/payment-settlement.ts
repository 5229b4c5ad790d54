import { PaymentError, type PaymentProvider, type ProviderPayment } from '../adapters/payments/port.ts';
import { PAYMENT_EXPIRED } from '../contract/order-states.ts';
import type { PayableOrder, StoredPayment } from '../repositories/payment-rows.ts';
import { isLive, type PaymentRepository, type Written } from '../repositories/payments.ts';

/** How often a decision is made again because the order moved under it. */
const ATTEMPTS = 6;

/** Finds who takes a store's money, by name; throws `PaymentError` where nobody is set up. */
export type FindProvider = (name: string) => Promise<PaymentProvider>;

export interface SettlementDependencies {
  readonly payments: PaymentRepository;
  readonly provider: FindProvider;
  readonly storeId: string;
  readonly now: () => number;
}

export interface Settlement {
  /**
   * Asks the provider how a payment stands, and makes the order say so: paid once, or the money goes back once. Answers the
   * payment as it is then. Throws `PaymentError` where the provider gives no answer.
   */
  settle(payment: StoredPayment): Promise<StoredPayment>;
  /** The same, by what was read of the provider just now. */
  apply(paymentId: string, seen: ProviderPayment): Promise<void>;
  /** Ends a payment at the provider that nobody is to make any more. One that was made meanwhile is settled. */
  withdraw(payment: StoredPayment): Promise<void>;
}

/** What is not as we asked for it; undefined when all is. */
function mismatch(storeId: string, payment: StoredPayment, seen: ProviderPayment): Record<string, unknown> | undefined {
  const asked = {
    ref: payment.providerRef,
    paymentId: payment.id,
    orderId: payment.orderId,
    storeId,
    amountMinor: payment.amountMinor,
    capturedMinor: payment.amountMinor,
    currency: payment.currency,
  };
  const names = Object.keys(asked) as (keyof typeof asked)[];
  const wrong = names.filter((name) => seen[name] !== asked[name]);
  if (wrong.length === 0) return undefined;
  return Object.fromEntries(wrong.map((name) => [name, { asked: asked[name], seen: seen[name] }]));
}

export function settlement({ payments, provider, storeId, now }: SettlementDependencies): Settlement {
  /** A payment that the provider says was made. */
  async function made(order: PayableOrder, payment: StoredPayment, seen: ProviderPayment): Promise<Written> {
    const wrong = mismatch(storeId, payment, seen);
    if (wrong) {
      // Only what is certainly this payment's is sent back by itself; the rest is for a person to look at.
      const ids = seen.paymentId === payment.id && seen.orderId === payment.orderId && seen.storeId === storeId;
      const ours = ids && Number.isSafeInteger(seen.capturedMinor) && seen.capturedMinor > 0;
      const refund = ours
        ? { amountMinor: seen.capturedMinor, reason: 'Another amount was paid than was asked for.' }
        : null;
      return payments.mistaken(order, payment, { detail: wrong, refund }, now());
    }
    const back = (reason: string) =>
      payments.returned(order, payment, { amountMinor: payment.amountMinor, reason }, now());
    if (order.paidMinor + payment.amountMinor > order.totalMinor) return back('The order was paid already.');
    if (order.status === 'cancelled' && order.cancelReason !== PAYMENT_EXPIRED) return back('The order was cancelled.');
    const written = await payments.paid(order, payment, now());
    return written === 'out_of_stock' ? back('The payment came too late: what was ordered is sold.') : written;
  }

  async function applied(order: PayableOrder, payment: StoredPayment, seen: ProviderPayment): Promise<Written> {
    const { status, error } = seen;
    if (status === 'succeeded') return made(order, payment, seen);
    if (status === 'failed' || status === 'cancelled') return payments.ended(order, payment, { status, error }, now());
    return payments.goesOn(payment, { status, error }, now());
  }

  async function apply(paymentId: string, seen: ProviderPayment): Promise<void> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const payment = await payments.find(paymentId);
      if (!payment || !isLive(payment)) return;
      const found = await payments.ofOrder(payment.orderId);
      if (!found || (await applied(found.order, payment, seen)) === 'written') return;
    }
    throw new PaymentError('unreachable', 'The order keeps changing.');
  }

  async function settle(payment: StoredPayment): Promise<StoredPayment> {
    if (!isLive(payment) || payment.providerRef === null || payment.provider === 'manual') return payment;
    const seen = await (await provider(payment.provider)).read(payment.providerRef);
    if (!seen)
      throw new PaymentError('misconfigured', 'The provider does not know of this payment: it is of another account.');
    // A copy of a store has its payments too: what is under way there is the original's to end.
    if (seen.storeId !== storeId && seen.status !== 'succeeded')
      throw new PaymentError('misconfigured', 'The payment is of another store.');
    await apply(payment.id, seen);
    return (await payments.find(payment.id)) ?? payment;
  }

  return {
    settle,
    apply,
    async withdraw(payment) {
      if (payment.providerRef === null) return;
      const seen = await (await provider(payment.provider)).cancel(payment.providerRef);
      if (seen) await apply(payment.id, seen);
    },
  };
}
