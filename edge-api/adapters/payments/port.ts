import type { PaymentNext } from '../../contract/payments.ts';

/** How a payment stands with its provider. The last three are final. */
export type ProviderStatus = 'pending' | 'requires_action' | 'processing' | 'succeeded' | 'failed' | 'cancelled';

/** What a provider is told of a payment. Asked again with the same `paymentId`, all of it must be the same. */
export interface PaymentStart {
  /** Ours; the idempotency key of everything that begins this payment. */
  readonly paymentId: string;
  readonly orderId: string;
  readonly storeId: string;
  readonly amountMinor: number;
  /** ISO 4217, upper case. */
  readonly currency: string;
  /** What the provider's page is filled in with; '' for nothing. */
  readonly email: string;
  readonly description: string;
  /** Where the provider's page sends the shopper back to. */
  readonly returnUrl: string;
  /** Where the provider tells of news, for one that has to be told. */
  readonly notifyUrl: string;
  /** Whether the shopper pays on the provider's page or in the page they are on. */
  readonly mode: 'redirect' | 'element';
}

/** A payment that has begun. */
export interface StartedPayment {
  /** The provider's own id. */
  readonly ref: string;
  readonly status: ProviderStatus;
  readonly next: PaymentNext;
}

/** A payment as its provider has it, which is the only thing ever believed. */
export interface ProviderPayment {
  readonly ref: string;
  readonly status: ProviderStatus;
  readonly amountMinor: number;
  /** ISO 4217, upper case. */
  readonly currency: string;
  /** What was really taken. */
  readonly capturedMinor: number;
  /** Our ids, as the provider was told them when the payment began; null when it knows none. */
  readonly paymentId: string | null;
  readonly orderId: string | null;
  readonly storeId: string | null;
  /** Why the last try failed, in words for the shopper; '' when it did not. */
  readonly error: string;
}

/** What a provider is told of money that goes back. */
export interface RefundStart {
  /** The provider's id of the payment. */
  readonly ref: string;
  /** Ours; the idempotency key. */
  readonly refundId: string;
  readonly amountMinor: number;
  readonly currency: string;
}

/** A refund as its provider has it. */
export interface ProviderRefund {
  readonly ref: string;
  readonly status: 'pending' | 'succeeded' | 'failed';
  readonly amountMinor: number;
  readonly error: string;
}

/** One of all the refunds of a payment, also of those that nobody made here. */
export interface ListedRefund extends ProviderRefund {
  /** ISO 4217, upper case. */
  readonly currency: string;
  /** Our id, where it was made here. */
  readonly refundId: string | null;
}

/** A payment that its payer contests with the bank. */
export interface ProviderDispute {
  readonly ref: string;
  /** The provider's id of the payment, and ours where it was told it. */
  readonly paymentRef: string | null;
  readonly paymentId: string | null;
  readonly status: 'open' | 'won' | 'lost';
  readonly amountMinor: number;
  readonly currency: string;
  readonly reason: string;
}

/** News whose signature was right. It says only what to look at: nothing else in it is believed. */
export interface ProviderEvent {
  /** The provider's id of the news: the same news again has the same. */
  readonly eventId: string;
  readonly type: string;
  readonly about: 'payment' | 'refund' | 'dispute' | 'other';
  /** The provider's id of the thing it is about. */
  readonly ref: string;
  /** Our id of the payment, where the news names one; a hint. */
  readonly paymentId: string | null;
}

/**
 * Why a provider did not do what it was asked: `declined` is an answer, and the shopper may try another way; after
 * `unreachable` nobody knows what was done, so the same is asked again later; `misconfigured` is for the merchant to mend.
 */
export type PaymentErrorKind = 'declined' | 'unreachable' | 'misconfigured';

export class PaymentError extends Error {
  override readonly name = 'PaymentError';
  readonly kind: PaymentErrorKind;

  constructor(kind: PaymentErrorKind, message: string, cause?: unknown) {
    super(message, cause === undefined ? {} : { cause });
    this.kind = kind;
  }
}

/** Somebody who takes money. Every call may be repeated with the same ids and does its work once. Throws `PaymentError`. */
export interface PaymentProvider {
  start(payment: PaymentStart): Promise<StartedPayment>;
  /** The payment as it stands; undefined when the provider knows of none. */
  read(ref: string): Promise<ProviderPayment | undefined>;
  /** Ends a payment nobody has made yet, and answers how it stands then: one that was made meanwhile is `succeeded`. */
  cancel(ref: string): Promise<ProviderPayment | undefined>;
  refund(refund: RefundStart): Promise<ProviderRefund>;
  readRefund(ref: string): Promise<ProviderRefund | undefined>;
  /** Every refund of a payment: merchants send money back on the provider's own pages too. Left out where there are no such pages. */
  refundsOf?(ref: string): Promise<readonly ListedRefund[]>;
  /** The payment a refund is of: the provider's id, and ours where it was told it. */
  paymentBehind?(refundRef: string): Promise<{ ref: string; paymentId: string | null } | undefined>;
  readDispute?(ref: string): Promise<ProviderDispute | undefined>;
  /** Checks that these very bytes come from the provider; undefined when they do not, or are too old. */
  verifyWebhook(rawBytes: Uint8Array, headers: Headers): Promise<ProviderEvent | undefined>;
}

/** Longest that a provider is waited for, in milliseconds. */
export const PROVIDER_TIMEOUT_MS = 10_000;
