import { z } from 'zod';
import {
  PaymentError,
  PROVIDER_TIMEOUT_MS,
  type PaymentProvider,
  type ProviderPayment,
  type ProviderStatus,
} from '../port.ts';
import { BankPayment, BankRefund } from './ledger.ts';
import { isSignedByBank } from './signature.ts';

/** How the bank is reached. */
export interface BankLine {
  /** Address of the bank, without a slash at the end; null for the one in this process, which is where the shop is. */
  readonly url: string | null;
  readonly secret: string;
  readonly fetch: (request: Request) => Promise<Response>;
  readonly now: () => number;
}

const STATUS: Readonly<Record<BankPayment['status'], ProviderStatus>> = {
  open: 'pending',
  challenged: 'requires_action',
  succeeded: 'succeeded',
  failed: 'failed',
  cancelled: 'cancelled',
};

const Event = z.object({
  id: z.string().min(1).max(255),
  type: z.string().max(100),
  object: z.object({ id: z.string(), payment_id: z.string().optional() }),
});

const asPayment = (payment: BankPayment): ProviderPayment => ({
  ref: payment.id,
  status: STATUS[payment.status],
  amountMinor: payment.amount,
  currency: payment.currency,
  capturedMinor: payment.captured,
  paymentId: payment.payment_id,
  orderId: payment.order_id,
  storeId: payment.store_id,
  error: payment.error,
});

const asRefund = ({ id, status, amount }: BankRefund) => ({ ref: id, status, amountMinor: amount, error: '' });

/** Pays at the test bank. */
export function testBankProvider({ url, secret, fetch, now }: BankLine): PaymentProvider {
  /** Asks the bank; undefined when it does not know what was asked for. */
  async function ask<Body>(
    schema: z.ZodType<Body>,
    path: string,
    { body, key, origin }: { body?: object; key?: string; origin?: string } = {},
  ): Promise<Body | undefined> {
    let status: number;
    let answer: unknown;
    try {
      const response = await fetch(
        new Request(`${url ?? origin ?? 'http://localhost'}/dev/bank/v1${path}`, {
          method: body ? 'POST' : 'GET',
          headers: {
            authorization: `Bearer ${secret}`,
            'content-type': 'application/json',
            ...(key !== undefined && { 'idempotency-key': key }),
          },
          ...(body && { body: JSON.stringify(body) }),
          signal: AbortSignal.timeout(PROVIDER_TIMEOUT_MS),
        }),
      );
      status = response.status;
      answer = await response.json();
    } catch (error) {
      throw new PaymentError('unreachable', 'The test bank gave no answer.', error);
    }
    if (status === 404) return undefined;
    const parsed = schema.safeParse(answer);
    if (status < 300 && parsed.success) return parsed.data;
    throw new PaymentError(status >= 500 ? 'unreachable' : 'misconfigured', `The test bank answered ${status}.`);
  }

  const read = async (ref: string) => {
    const payment = await ask(BankPayment, `/payments/${encodeURIComponent(ref)}`);
    return payment && asPayment(payment);
  };

  return {
    async start({ paymentId, orderId, storeId, amountMinor, currency, description, returnUrl, notifyUrl }) {
      const payment = await ask(BankPayment, '/payments', {
        key: paymentId,
        origin: new URL(notifyUrl).origin,
        body: {
          amount: amountMinor,
          currency,
          payment_id: paymentId,
          order_id: orderId,
          store_id: storeId,
          description,
          return_url: returnUrl,
          notify_url: notifyUrl,
        },
      });
      if (!payment) throw new PaymentError('misconfigured', 'There is no test bank at this address.');
      return { ref: payment.id, status: STATUS[payment.status], next: { kind: 'redirect', url: payment.page } };
    },
    read,
    async cancel(ref) {
      const payment = await ask(BankPayment, `/payments/${encodeURIComponent(ref)}/cancel`, { body: {} });
      return payment && asPayment(payment);
    },
    async refund({ ref, refundId, amountMinor, currency }) {
      const body = { payment: ref, refund_id: refundId, amount: amountMinor, currency };
      const refund = await ask(BankRefund, '/refunds', { key: refundId, body });
      if (!refund) throw new PaymentError('misconfigured', 'The test bank knows of no such payment.');
      return asRefund(refund);
    },
    async readRefund(ref) {
      const refund = await ask(BankRefund, `/refunds/${encodeURIComponent(ref)}`);
      return refund && asRefund(refund);
    },
    async verifyWebhook(rawBytes, headers) {
      if (!(await isSignedByBank(rawBytes, headers.get('bank-signature') ?? '', secret, now()))) return undefined;
      const text = new TextDecoder().decode(rawBytes);
      const parsed = Event.safeParse(JSON.parse(text));
      if (!parsed.success) return undefined;
      const { id, type, object } = parsed.data;
      const about = type.startsWith('refund.') ? 'refund' : type.startsWith('payment.') ? 'payment' : 'other';
      return { eventId: id, type, about, ref: object.id, paymentId: object.payment_id ?? null };
    },
  };
}
