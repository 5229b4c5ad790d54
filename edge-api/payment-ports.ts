import type { Sealer } from './adapters/provisioning/sealing.ts';
import type { StripeKeys } from './adapters/payments/stripe/stripe.ts';
import type { Environment } from './env.ts';

/** How the test bank is reached. */
export interface BankPort {
  /** Its address; null for the one in this process. */
  readonly url: string | null;
  readonly secret: string;
  readonly fetch: (request: Request) => Promise<Response>;
}

/** What payments need of the runtime. */
export interface PaymentPorts {
  /** Seals the keys of stores; null where none can be kept. */
  readonly sealer: Sealer | null;
  /** Keys for stores that have none of their own. */
  readonly stripe: StripeKeys | null;
  readonly stripeApiUrl: string | null;
  /** Null outside of development and tests: nothing can be paid with money nobody has. */
  readonly bank: BankPort | null;
  readonly fetch: typeof fetch;
}

/** Nothing but what the merchant receives by hand. */
export const NO_PROVIDERS: PaymentPorts = { sealer: null, stripe: null, stripeApiUrl: null, bank: null, fetch };

/** What the environment says of payments. `embedded` is the bank of this process, where there is one. */
export function paymentPorts(
  { payments }: Environment,
  { sealer, embedded }: { sealer: Sealer; embedded?: BankPort | null },
): PaymentPorts {
  const { stripe, stripeApiUrl, bank } = payments;
  const far = bank?.url ? { url: bank.url, secret: bank.secret, fetch: (request: Request) => fetch(request) } : null;
  return { sealer, stripe, stripeApiUrl, bank: far ?? embedded ?? null, fetch: (...call) => fetch(...call) };
}
