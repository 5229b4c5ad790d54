import { z } from 'zod';
import { PaymentError } from '../adapters/payments/port.ts';
import type { Sealer } from '../adapters/provisioning/sealing.ts';
import type { SetStripe, StripeSettings } from '../contract/payments.ts';
import type { PaymentProviderRepository, ProviderAccount } from '../repositories/payment-providers.ts';
import { ApiError, invalidRequest } from './errors.ts';

/** How long the earlier webhook secret is good after it was changed, in milliseconds. */
const ROTATION_MS = 86_400_000;

/** What is sealed of an account at Stripe. */
const Secrets = z.object({
  secretKey: z.string(),
  webhookSecret: z.string(),
  /** The secret before, and until when it is good, epoch milliseconds. */
  earlier: z.object({ webhookSecret: z.string(), until: z.int() }).nullable(),
});
type Secrets = z.infer<typeof Secrets>;

/** Keys of an account, opened. */
export interface OpenedStripeKeys {
  readonly secretKey: string;
  readonly publishableKey: string;
  readonly webhookSecrets: readonly string[];
}

export interface PaymentAccountService {
  /** What may be told of the store's account at Stripe. */
  get(webhookUrl: string): Promise<StripeSettings>;
  /** Keeps its keys, sealed. The webhook secret before them is good for another day. */
  set(keys: SetStripe, webhookUrl: string): Promise<StripeSettings>;
  remove(webhookUrl: string): Promise<StripeSettings>;
  /** The keys themselves; null when the store has none. Throws `PaymentError` when they do not open. */
  open(): Promise<OpenedStripeKeys | null>;
}

export interface PaymentAccountDependencies {
  readonly accounts: PaymentProviderRepository;
  readonly sealer: Sealer | null;
  readonly storeId: string;
  readonly now: () => number;
}

const PROVIDER = 'stripe';
const endOf = (secret: string): string => secret.slice(-4);

export function paymentAccountService({
  accounts,
  sealer,
  storeId,
  now,
}: PaymentAccountDependencies): PaymentAccountService {
  // What is sealed for one store opens for no other, wherever its database is copied to.
  const subject = `payments:${PROVIDER}:${storeId}`;

  async function opened(account: ProviderAccount): Promise<Secrets> {
    if (!sealer) throw new PaymentError('misconfigured', 'There is no key to open the keys of this store with.');
    try {
      const text = await sealer.open({ keyId: account.keyId, text: account.sealed }, subject);
      const secrets = Secrets.parse(JSON.parse(text));
      if (sealer.keyId !== null && account.keyId !== sealer.keyId) await reseal(account, secrets, sealer);
      return secrets;
    } catch (error) {
      throw new PaymentError('misconfigured', 'The keys of this store do not open.', error);
    }
  }

  /** Seals with the current key what an earlier one has sealed; nothing is lost when somebody else was quicker. */
  async function reseal(account: ProviderAccount, secrets: Secrets, by: Sealer): Promise<void> {
    const { keyId, text } = await by.seal(JSON.stringify(secrets), subject);
    await accounts.write(PROVIDER, { ...account, keyId, sealed: text }, account.sealed);
  }

  function told(account: ProviderAccount | undefined, webhookUrl: string): StripeSettings {
    return {
      provider: PROVIDER,
      configured: account !== undefined,
      live: account?.settings.live ?? false,
      publishableKey: account?.settings.publishableKey ?? null,
      secretKeyEnd: account?.settings.secretKeyEnd ?? null,
      webhookSecretEnd: account?.settings.webhookSecretEnd ?? null,
      webhookUrl,
      updatedAt: account?.updatedAt ?? null,
    };
  }

  /** The webhook secret that is replaced, while it is still good. */
  async function earlierThan(webhookSecret: string): Promise<Secrets['earlier']> {
    const before = await accounts.find(PROVIDER);
    const secrets = before && (await opened(before).catch(() => undefined));
    if (!secrets) return null;
    return secrets.webhookSecret === webhookSecret
      ? secrets.earlier
      : { webhookSecret: secrets.webhookSecret, until: now() + ROTATION_MS };
  }

  return {
    get: async (webhookUrl) => told(await accounts.find(PROVIDER), webhookUrl),

    async set({ secretKey, publishableKey, webhookSecret }, webhookUrl) {
      if (!sealer || sealer.keyId === null)
        throw new ApiError('payment_keys_not_kept', 'This installation has no VITRINE_KEY to seal keys with.');
      if (!/^[sr]k_/.test(secretKey)) throw invalidRequest('secretKey', 'It begins with sk_ or rk_.');
      if (!publishableKey.startsWith('pk_')) throw invalidRequest('publishableKey', 'It begins with pk_.');
      if (publishableKey.includes('_live_') !== secretKey.includes('_live_'))
        throw invalidRequest('publishableKey', 'Both keys are live, or neither is.');
      const secrets: Secrets = { secretKey, webhookSecret, earlier: await earlierThan(webhookSecret) };
      const { keyId, text } = await sealer.seal(JSON.stringify(secrets), subject);
      const account: ProviderAccount = {
        settings: {
          live: secretKey.includes('_live_'),
          publishableKey,
          secretKeyEnd: endOf(secretKey),
          webhookSecretEnd: endOf(webhookSecret),
        },
        sealed: text,
        keyId,
        updatedAt: new Date(now()).toISOString(),
      };
      await accounts.write(PROVIDER, account);
      return told(account, webhookUrl);
    },

    async remove(webhookUrl) {
      await accounts.remove(PROVIDER);
      return told(undefined, webhookUrl);
    },

    async open() {
      const account = await accounts.find(PROVIDER);
      if (!account) return null;
      const { secretKey, webhookSecret, earlier } = await opened(account);
      const still = earlier && earlier.until > now() ? [earlier.webhookSecret] : [];
      return {
        secretKey,
        publishableKey: account.settings.publishableKey,
        webhookSecrets: [webhookSecret, ...still],
      };
    },
  };
}
