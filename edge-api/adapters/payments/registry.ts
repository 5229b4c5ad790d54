import type { PaymentPorts } from '../../payment-ports.ts';
import { manualProvider } from './manual.ts';
import { PaymentError, type PaymentProvider } from './port.ts';
import { type StripeKeys, stripeProvider } from './stripe/stripe.ts';
import { testBankProvider } from './test-bank/provider.ts';

/** The keys of the store's own account at Stripe; null when it has none. Throws `PaymentError` when they cannot be opened. */
export type OwnKeys = () => Promise<StripeKeys | null>;

/**
 * Whether payments with a provider can begin, told without opening any key: `accounts` are the providers that the store keeps
 * keys of. Keys that do not open, or that the provider refuses, show only when a payment begins.
 */
export const providersReady =
  ({ bank, stripe, sealer }: PaymentPorts) =>
  (name: string, accounts: readonly string[]): boolean =>
    name === 'manual' ||
    (name === 'test' && bank !== null) ||
    (name === 'stripe' && (accounts.includes(name) ? sealer !== null : stripe !== null));

/** Finds who takes a store's money, by the name its payment methods give; each is made once. */
export function providersOf(
  ports: PaymentPorts,
  ownKeys: OwnKeys,
  now: () => number,
): (name: string) => Promise<PaymentProvider> {
  const made = new Map<string, PaymentProvider>();
  async function make(name: string): Promise<PaymentProvider> {
    if (name === 'manual') return manualProvider();
    if (name === 'test' && ports.bank) return testBankProvider({ ...ports.bank, now });
    if (name === 'stripe') {
      const keys = (await ownKeys()) ?? ports.stripe;
      if (keys) return stripeProvider(keys, { fetch: ports.fetch, now, apiUrl: ports.stripeApiUrl });
    }
    throw new PaymentError('misconfigured', `No payment provider "${name}" is set up for this store.`);
  }
  return async (name) => {
    const found = made.get(name) ?? (await make(name));
    made.set(name, found);
    return found;
  };
}
