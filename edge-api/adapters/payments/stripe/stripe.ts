import type { Stripe } from 'stripe';
import {
  PaymentError,
  PROVIDER_TIMEOUT_MS,
  type PaymentProvider,
  type PaymentStart,
  type ProviderPayment,
  type ProviderRefund,
  type StartedPayment,
} from '../port.ts';
import { toStripe } from './amounts.ts';
import {
  disputeOf,
  intentAsPayment,
  intentOfRefund,
  refundAsListed,
  refundAsOurs,
  sessionAsPayment,
} from './objects.ts';
import { verifyStripeEvent } from './webhooks.ts';

/** Keys of one account at Stripe. */
export interface StripeKeys {
  readonly secretKey: string;
  readonly publishableKey: string;
  /** Signing secrets of the webhook endpoint: two while one is changed for the other. */
  readonly webhookSecrets: readonly string[];
}

/** What the adapter needs of its surroundings. */
export interface StripeSurroundings {
  readonly fetch: typeof fetch;
  readonly now: () => number;
  /** Address of the API, for a stand-in; null for Stripe itself. */
  readonly apiUrl: string | null;
  /** How often a request that got no answer is sent again at once. */
  readonly retries?: number;
}

/** What a Checkout Session is told apart by from a PaymentIntent. */
const isSession = (ref: string): boolean => ref.startsWith('cs_');

/** Stripe through its own library, over `fetch`, so that it runs on Workers too. The library is loaded when it is first needed. */
export function stripeProvider(keys: StripeKeys, surroundings: StripeSurroundings): PaymentProvider {
  let client: Promise<Stripe> | undefined;
  const stripe = () => (client ??= connect(keys.secretKey, surroundings));
  const ask = async <Result>(call: (api: Stripe) => Promise<Result>): Promise<Result> => {
    try {
      return await call(await stripe());
    } catch (error) {
      throw told(error);
    }
  };

  async function read(ref: string): Promise<ProviderPayment | undefined> {
    try {
      return await ask(async (api) =>
        isSession(ref)
          ? sessionAsPayment(await api.checkout.sessions.retrieve(ref, { expand: ['payment_intent'] }))
          : intentAsPayment(await api.paymentIntents.retrieve(ref)),
      );
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  return {
    start: (payment) =>
      ask(async (api) => {
        if (payment.mode === 'element') {
          const intent = await anew(payment.paymentId, (options) =>
            api.paymentIntents.create(intentOf(payment), options),
          );
          return startedIntent(intent, keys);
        }
        const session = await anew(payment.paymentId, (options) =>
          api.checkout.sessions.create(sessionOf(payment), options),
        );
        return startedSession(session);
      }),

    read,

    async cancel(ref) {
      try {
        await ask((api): Promise<unknown> =>
          isSession(ref) ? api.checkout.sessions.expire(ref) : api.paymentIntents.cancel(ref),
        );
      } catch (error) {
        // One that was paid or cancelled meanwhile cannot be cancelled: what it is, is read.
        if (!isRefusal(error)) throw error;
      }
      return read(ref);
    },

    refund: ({ ref, refundId, amountMinor, currency }) =>
      ask(async (api) => {
        const intent = await intentBehind(api, ref);
        // Stripe forgets keys after a day, and a failure of its own tells nothing: what it has made is looked for first.
        const { data } = await api.refunds.list({ payment_intent: intent, limit: 100 });
        const made = data.find(({ metadata }) => metadata?.['refund_id'] === refundId);
        const refund =
          made ??
          (await api.refunds.create(
            { payment_intent: intent, amount: toStripe(amountMinor, currency), metadata: { refund_id: refundId } },
            { idempotencyKey: refundId },
          ));
        return refundAsOurs(refund);
      }),

    async readRefund(ref): Promise<ProviderRefund | undefined> {
      try {
        return await ask(async (api) => refundAsOurs(await api.refunds.retrieve(ref)));
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },

    refundsOf: (ref) =>
      ask(async (api) => {
        const { data } = await api.refunds.list({ payment_intent: await intentBehind(api, ref), limit: 100 });
        return data.map(refundAsListed);
      }),

    async paymentBehind(refundRef) {
      try {
        return await ask(async (api) =>
          intentOfRefund(await api.refunds.retrieve(refundRef, { expand: ['payment_intent'] })),
        );
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },

    async readDispute(ref) {
      try {
        return await ask(async (api) => disputeOf(await api.disputes.retrieve(ref, { expand: ['payment_intent'] })));
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },

    verifyWebhook: (rawBytes, headers) => verifyStripeEvent(rawBytes, headers, keys.webhookSecrets, surroundings.now()),
  };
}

async function connect(secretKey: string, { fetch, apiUrl, retries = 1 }: StripeSurroundings): Promise<Stripe> {
  const { Stripe } = await import('stripe');
  const url = apiUrl === null ? undefined : new URL(apiUrl);
  return new Stripe(secretKey, {
    httpClient: Stripe.createFetchHttpClient((...call: Parameters<typeof globalThis.fetch>) => fetch(...call)),
    timeout: PROVIDER_TIMEOUT_MS,
    maxNetworkRetries: retries,
    telemetry: false,
    ...(url && {
      host: url.hostname,
      port: url.port || (url.protocol === 'http:' ? '80' : '443'),
      protocol: url.protocol === 'http:' ? ('http' as const) : ('https' as const),
    }),
  });
}

type Options = { readonly idempotencyKey: string };

/**
 * Begins a payment under our id. Stripe gives its first answer again for a day, also where that was a failure of its own: then
 * a second key begins anew. What the first may have made was never shown to anybody, so nobody can pay it.
 */
async function anew<Made>(id: string, create: (options: Options) => Promise<Made>): Promise<Made> {
  try {
    return await create({ idempotencyKey: id });
  } catch (error) {
    const { statusCode, headers } = partsOf(error);
    if (statusCode < 500 || headers['idempotent-replayed'] !== 'true') throw error;
    return create({ idempotencyKey: `${id}-again` });
  }
}

const metadataOf = ({ storeId, orderId, paymentId }: PaymentStart) => ({
  store_id: storeId,
  order_id: orderId,
  payment_id: paymentId,
});

const intentOf = (payment: PaymentStart): Stripe.PaymentIntentCreateParams => ({
  amount: toStripe(payment.amountMinor, payment.currency),
  currency: payment.currency.toLowerCase(),
  automatic_payment_methods: { enabled: true },
  description: payment.description,
  metadata: metadataOf(payment),
});

const sessionOf = (payment: PaymentStart): Stripe.Checkout.SessionCreateParams => ({
  mode: 'payment',
  line_items: [
    {
      quantity: 1,
      price_data: {
        currency: payment.currency.toLowerCase(),
        unit_amount: toStripe(payment.amountMinor, payment.currency),
        product_data: { name: payment.description },
      },
    },
  ],
  // Charged is what was shown, in the currency it was shown in.
  adaptive_pricing: { enabled: false },
  ...(payment.email && { customer_email: payment.email }),
  client_reference_id: payment.orderId,
  success_url: payment.returnUrl,
  cancel_url: payment.returnUrl,
  metadata: metadataOf(payment),
  payment_intent_data: { description: payment.description, metadata: metadataOf(payment) },
});

function startedIntent(intent: Stripe.PaymentIntent, { publishableKey }: StripeKeys): StartedPayment {
  const { ref, status } = intentAsPayment(intent);
  if (intent.client_secret === null) throw new PaymentError('misconfigured', 'Stripe gave no secret for the browser.');
  return {
    ref,
    status,
    next: { kind: 'element', provider: 'stripe', clientSecret: intent.client_secret, publishableKey },
  };
}

function startedSession(session: Stripe.Checkout.Session): StartedPayment {
  const { ref, status } = sessionAsPayment(session);
  // One that is over has no page any more.
  return { ref, status, next: session.url === null ? { kind: 'none' } : { kind: 'redirect', url: session.url } };
}

async function intentBehind(api: Stripe, ref: string): Promise<string> {
  if (!isSession(ref)) return ref;
  const { payment_intent: intent } = await api.checkout.sessions.retrieve(ref);
  if (intent === null) throw new PaymentError('declined', 'Nothing was paid there that could go back.');
  return typeof intent === 'string' ? intent : intent.id;
}

/** What an error of the library says, whatever copy of its classes it is of. */
function partsOf(error: unknown): { type: string; statusCode: number; code: string; headers: Record<string, string> } {
  const { type, statusCode, code, headers } = Object(error) as Record<string, unknown>;
  return {
    type: typeof type === 'string' ? type : '',
    statusCode: typeof statusCode === 'number' ? statusCode : 0,
    code: typeof code === 'string' ? code : '',
    headers: (headers ?? {}) as Record<string, string>,
  };
}

const REFUSALS = new Set(['StripeInvalidRequestError', 'StripeIdempotencyError']);
const BROKEN = new Set(['StripeAuthenticationError', 'StripePermissionError', ...REFUSALS]);

/** What the library threw, in our words. What is not known to be an answer may have been done. */
function told(error: unknown): PaymentError {
  if (error instanceof PaymentError) return error;
  const { type } = partsOf(error);
  const message = error instanceof Error ? error.message : String(error);
  if (type === 'StripeCardError') return new PaymentError('declined', message, error);
  return new PaymentError(BROKEN.has(type) ? 'misconfigured' : 'unreachable', `Stripe: ${message}`, error);
}

const causeOf = (error: unknown) => partsOf(error instanceof PaymentError ? error.cause : error);
const isRefusal = (error: unknown): boolean => REFUSALS.has(causeOf(error).type);
const isMissing = (error: unknown): boolean => causeOf(error).statusCode === 404;
