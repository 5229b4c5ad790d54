import { PaymentError, type ProviderPayment, type StartedPayment } from '../adapters/payments/port.ts';
import type { PaymentAnswer, PaymentNext, PaymentState } from '../contract/payments.ts';
import type { PayableOrder, StoredPayment } from '../repositories/payment-rows.ts';
import { type FoundPayment, isLive, type PaymentRepository } from '../repositories/payments.ts';
import { ApiError, orderNotFound } from './errors.ts';
import { orderNumber } from './orders.ts';
import type { FindProvider, Settlement } from './payment-settlement.ts';
import { sha256 } from './secrets.ts';

/** How often a payment is looked at anew while one is begun. */
const ATTEMPTS = 6;
/** A provider is asked at most this often because somebody looks at an order, in milliseconds. */
const LOOK_MS = 2000;
/** And at most this often for who comes back from it, in milliseconds. */
const BACK_LOOK_MS = 500;
/** When a payment that was begun is looked at first without anybody asking, in milliseconds. */
const FIRST_CHECK_MS = 10_000;

/** Where the shopper and the provider are sent. */
export interface BeginOptions {
  /** Checked by whoever knows the origins of the store. */
  readonly returnUrl: string;
  /** The webhook of the store for a provider. */
  readonly notifyUrl: (provider: string) => string;
}

export interface PaymentService {
  /** Begins the payment of an order, or goes on with the one under way. The amount is what the order is due. */
  begin(orderToken: string, options: BeginOptions): Promise<PaymentAnswer>;
  /** How the payment of an order stands; asks the provider now and then, and at once for who has just come `back` from it. */
  state(orderToken: string, at?: { readonly back: boolean }): Promise<PaymentAnswer>;
}

export interface PaymentDependencies {
  readonly payments: PaymentRepository;
  readonly settlement: Settlement;
  readonly provider: FindProvider;
  readonly storeId: string;
  readonly now: () => number;
  readonly onTrouble: (what: string, error: unknown) => void;
}

const NOTHING: PaymentNext = { kind: 'none' };
const due = ({ totalMinor, paidMinor }: PayableOrder): number => totalMinor - paidMinor;

const unavailable = (cause: unknown) =>
  new ApiError('payment_unavailable', 'The payment cannot be begun right now. Please try again in a moment.', {
    cause,
    retryAfterS: 5,
  });

/** Whether a further payment may begin: not of an order that is over, nor of one whose goods do not wait any more. */
const mayBegin = ({ status, reservedUntil }: PayableOrder, now: number): boolean =>
  status !== 'cancelled' && (reservedUntil === null || reservedUntil > now);

function statusOf({ order, payment }: FoundPayment, now: number): PaymentState['status'] {
  if (due(order) <= 0 && order.status !== 'cancelled') return 'paid';
  if (order.status === 'cancelled') return 'closed';
  if (payment?.provider === 'manual') return 'manual';
  if (payment && isLive(payment) && payment.providerRef !== null)
    return payment.status === 'processing' ? 'processing' : 'pending';
  return mayBegin(order, now) ? 'due' : 'closed';
}

/** What a shopper is told. */
function answerOf(found: FoundPayment, now: number): PaymentAnswer {
  const { order, payment } = found;
  const status = statusOf(found, now);
  return {
    payment: {
      status,
      amount: { amountMinor: Math.max(0, due(order)), currency: order.currency },
      next: status === 'pending' ? (payment?.clientData.next ?? NOTHING) : NOTHING,
      error: status === 'paid' || !payment?.error ? null : payment.error,
      payableUntil: order.reservedUntil === null ? null : new Date(order.reservedUntil).toISOString(),
    },
  };
}

export function paymentService({
  payments,
  settlement,
  provider,
  storeId,
  now,
  onTrouble,
}: PaymentDependencies): PaymentService {
  const starts = starter({ payments, settlement, provider, storeId, now });

  async function find(orderToken: string): Promise<FoundPayment> {
    const found = await payments.ofToken(await sha256(orderToken));
    if (!found) throw orderNotFound();
    return found;
  }

  /** Keeps what the provider will be told, once: the same payment is always begun with the same words. */
  async function prepare({ order, payment, state }: FoundPayment, options: BeginOptions): Promise<void> {
    if (!payment || payment.clientData.request) return;
    const method = state.settings.paymentMethods.find(({ id }) => id === payment.method);
    const request = {
      // The page that holds the order's token can have the provider's page opened, and read what it is filled in with.
      email: order.payment.emailFromPage ? order.email : '',
      description: `${state.name}: ${orderNumber(order, state)}`,
      returnUrl: options.returnUrl,
      notifyUrl: options.notifyUrl(payment.provider),
      mode: method?.mode ?? 'redirect',
    };
    await payments.keepRequest(payment.id, request, now() + FIRST_CHECK_MS, now());
  }

  /** A payment as it is after the provider was asked to begin it, or how it stands. */
  async function advance(payment: StoredPayment): Promise<StoredPayment> {
    try {
      return payment.providerRef === null ? await starts(payment) : await settlement.settle(payment);
    } catch (error) {
      if (!(error instanceof PaymentError)) throw error;
      const fresh = await payments.find(payment.id);
      // A twin request may have got the answer that was lost here; and what is begun can be gone on with unasked.
      if (fresh && (fresh.providerRef !== null || !isLive(fresh))) return fresh;
      onTrouble('begin a payment', error);
      throw unavailable(error);
    }
  }

  async function begin(orderToken: string, options: BeginOptions): Promise<PaymentAnswer> {
    let begun: string | undefined;
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const found = await find(orderToken);
      const { order, payment } = found;
      const status = statusOf(found, now());
      if (status === 'paid' || status === 'manual') return answerOf(found, now());
      if (status === 'closed')
        throw new ApiError(
          'order_not_payable',
          'This order is over, or its goods do not wait for the payment any more.',
        );
      if (!payment || !isLive(payment)) {
        // One that was begun here and failed at once is told as failed: the shopper decides whether to try again.
        if (begun !== undefined && payment?.id === begun) return answerOf(found, now());
        await payments.open(order, await howToPay(found), now());
        continue;
      }
      if (payment.amountMinor !== due(order) && (await replaced(found, payment))) continue;
      if (!payment.clientData.request) {
        await prepare(found, options);
        begun = payment.id;
        continue;
      }
      if (payment.providerRef === null) begun = payment.id;
      const after = await advance(payment);
      if (isLive(after)) return answerOf(await find(orderToken), now());
    }
    const found = await find(orderToken);
    if (statusOf(found, now()) === 'paid') return answerOf(found, now());
    throw unavailable(undefined);
  }

  /** Ends a payment of an amount that is not due any more, so that one of the right amount can begin. */
  async function replaced({ order }: FoundPayment, payment: StoredPayment): Promise<boolean> {
    try {
      const known = payment.clientData.request && payment.providerRef === null ? await starts(payment) : payment;
      if (known.providerRef === null) await payments.ended(order, payment, { status: 'cancelled', error: '' }, now());
      else await settlement.withdraw(known);
      return true;
    } catch (error) {
      if (!(error instanceof PaymentError)) throw error;
      onTrouble('end a payment', error);
      throw unavailable(error);
    }
  }

  async function howToPay({ order, payment, state }: FoundPayment) {
    const method = state.settings.paymentMethods.find(({ id }) => id === order.payment.id);
    return {
      provider: method?.provider ?? payment?.provider ?? 'manual',
      method: order.payment.id,
      amountMinor: due(order),
    };
  }

  return {
    begin,
    async state(orderToken, { back } = { back: false }) {
      const found = await find(orderToken);
      const { payment } = found;
      if (!payment || !isLive(payment) || payment.providerRef === null || payment.provider === 'manual')
        return answerOf(found, now());
      if (!(await payments.takeTurn(payment.id, now() - (back ? BACK_LOOK_MS : LOOK_MS), now())))
        return answerOf(found, now());
      try {
        await settlement.settle(payment);
      } catch (error) {
        onTrouble('ask how a payment stands', error);
      }
      return answerOf(await find(orderToken), now());
    },
  };
}

/** Asks a provider to begin a payment that has words to begin with, and keeps what it answers. */
export function starter({
  payments,
  settlement,
  provider,
  storeId,
  now,
}: Omit<PaymentDependencies, 'onTrouble'>): (payment: StoredPayment) => Promise<StoredPayment> {
  return async (payment) => {
    const { request } = payment.clientData;
    if (!request) return payment;
    let answer: StartedPayment;
    try {
      answer = await (
        await provider(payment.provider)
      ).start({
        ...request,
        paymentId: payment.id,
        orderId: payment.orderId,
        storeId,
        amountMinor: payment.amountMinor,
        currency: payment.currency,
      });
    } catch (error) {
      if (!(error instanceof PaymentError) || error.kind !== 'declined') throw error;
      await settlement.apply(payment.id, declined(payment, storeId, error.message));
      return (await payments.find(payment.id)) ?? payment;
    }
    await payments.started(payment, answer, now() + FIRST_CHECK_MS, now());
    const begun = (await payments.find(payment.id)) ?? payment;
    // One that is over already, or waits for its payer's bank, is read before anybody is told.
    return answer.status === 'pending' ? begun : settlement.settle(begun);
  };
}

/** A payment the provider declined before it had an id of its own. */
const declined = (payment: StoredPayment, storeId: string, error: string): ProviderPayment => ({
  ref: '',
  status: 'failed',
  amountMinor: payment.amountMinor,
  currency: payment.currency,
  capturedMinor: 0,
  paymentId: payment.id,
  orderId: payment.orderId,
  storeId,
  error,
});
