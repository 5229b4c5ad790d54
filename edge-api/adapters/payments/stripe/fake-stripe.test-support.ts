import { createHash, createHmac } from 'node:crypto';

type Fields = Record<string, string>;
// What Stripe answers is of many shapes; the tests say which.
// oxlint-disable-next-line typescript/no-explicit-any
type Thing = any;

/** Something the stand-in is to do wrong with the next POST whose path begins so. */
export interface Fault {
  readonly path: string;
  readonly how: 'lose the answer' | 'fail' | 'decline' | 'refuse the key' | 'never answer';
}

/** A stand-in for Stripe's API, as far as we use it: shapes after docs.stripe.com/api, version 2026-10-28. */
export interface FakeStripe {
  fetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response>;
  /** What was asked, in order. */
  readonly calls: { method: string; path: string; fields: Fields; key: string | null }[];
  readonly intents: Map<string, Thing>;
  readonly sessions: Map<string, Thing>;
  readonly refunds: Map<string, Thing>;
  readonly disputes: Map<string, Thing>;
  readonly faults: Fault[];
  /** What the shopper does on Stripe's side. */
  pay(ref: string, how?: { amount?: number; currency?: string }): void;
  decline(ref: string): void;
  challenge(ref: string): void;
  /** What the merchant does on Stripe's own pages; answers the refund. */
  refundByHand(ref: string, amount: number): Thing;
}

const PREFIX: Readonly<Record<string, string>> = {
  payment_intents: 'pi',
  'checkout/sessions': 'cs_test',
  refunds: 're',
};

const answer = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  Response.json(body, { status, headers: { 'request-id': 'req_test', ...headers } });
const failure = (status: number, type: string, message: string, more: object = {}, headers = {}) =>
  answer(status, { error: { type, message, ...more } }, headers);

const metadataOf = (fields: Fields, prefix = 'metadata'): Fields =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => {
      const inner = name.startsWith(`${prefix}[`) ? name.slice(prefix.length + 1, -1) : undefined;
      return inner === undefined ? [] : [[inner, value]];
    }),
  );

export function fakeStripe(secretKey = 'sk_test_51Fake000'): FakeStripe {
  const [intents, sessions, refunds, disputes] = [new Map(), new Map(), new Map(), new Map()] as Map<
    string,
    Thing
  >[] as [Map<string, Thing>, Map<string, Thing>, Map<string, Thing>, Map<string, Thing>];
  const answered = new Map<string, { asked: string; status: number; body: unknown }>();
  const calls: FakeStripe['calls'] = [];
  const faults: Fault[] = [];
  let made = 0;
  const idOf = (kind: string) => `${PREFIX[kind]}_${String((made += 1)).padStart(14, '0')}`;

  const intent = (amount: number, currency: string, metadata: Fields, more: object = {}): Thing => {
    const id = idOf('payment_intents');
    const one = {
      id,
      object: 'payment_intent',
      amount,
      amount_capturable: 0,
      amount_received: 0,
      automatic_payment_methods: { allow_redirects: 'always', enabled: true },
      canceled_at: null,
      capture_method: 'automatic_async',
      client_secret: `${id}_secret_${'x'.repeat(20)}`,
      confirmation_method: 'automatic',
      created: 1_700_000_000,
      currency,
      last_payment_error: null,
      latest_charge: null,
      livemode: false,
      metadata,
      next_action: null,
      payment_method: null,
      status: 'requires_payment_method',
      ...more,
    };
    intents.set(id, one);
    return one;
  };

  const make: Record<string, (fields: Fields) => Thing> = {
    payment_intents: (fields) => intent(Number(fields['amount']), fields['currency'] ?? '', metadataOf(fields)),
    'checkout/sessions': (fields) => {
      const id = idOf('checkout/sessions');
      const one = {
        id,
        object: 'checkout.session',
        amount_subtotal: Number(fields['line_items[0][price_data][unit_amount]']),
        amount_total: Number(fields['line_items[0][price_data][unit_amount]']),
        client_reference_id: fields['client_reference_id'],
        currency: fields['line_items[0][price_data][currency]'],
        customer_email: fields['customer_email'],
        livemode: false,
        metadata: metadataOf(fields),
        mode: 'payment',
        payment_intent: null,
        payment_status: 'unpaid',
        status: 'open',
        ui_mode: 'hosted_page',
        url: `https://checkout.stripe.com/c/pay/${id}`,
        success_url: fields['success_url'],
        intent_metadata: metadataOf(fields, 'payment_intent_data[metadata]'),
      };
      sessions.set(id, one);
      return one;
    },
    refunds: (fields) => {
      const paid = intents.get(fields['payment_intent'] ?? '');
      const given = [...refunds.values()]
        .filter((refund) => refund.payment_intent === paid.id && refund.status !== 'failed')
        .reduce((sum, refund) => sum + refund.amount, 0);
      if (given + Number(fields['amount']) > paid.amount_received)
        throw failure(400, 'invalid_request_error', 'Refund amount is greater than unrefunded amount on charge');
      const id = idOf('refunds');
      const one = {
        id,
        object: 'refund',
        amount: Number(fields['amount']),
        currency: paid.currency,
        metadata: metadataOf(fields),
        payment_intent: paid.id,
        status: 'succeeded',
      };
      refunds.set(id, one);
      return one;
    },
  };

  const unexpected = (thing: Thing) =>
    failure(400, 'invalid_request_error', `You cannot do this: its status is ${thing.status}.`, {
      code: 'payment_intent_unexpected_state',
    });

  function move(kind: string, id: string, verb: string): Response {
    const thing = kind === 'checkout/sessions' ? sessions.get(id) : intents.get(id);
    if (!thing) return failure(404, 'invalid_request_error', `No such thing: '${id}'`, { code: 'resource_missing' });
    if (verb === 'expire') {
      if (thing.status !== 'open') return unexpected(thing);
      Object.assign(thing, { status: 'expired', url: null });
    } else {
      if (thing.status === 'succeeded' || thing.status === 'canceled') return unexpected(thing);
      thing.status = 'canceled';
    }
    return answer(200, thing);
  }

  function get(kind: string, id: string, expand: string | null): Response {
    const all: Record<string, Map<string, Thing>> = {
      payment_intents: intents,
      'checkout/sessions': sessions,
      refunds,
      disputes,
    };
    const thing = all[kind]?.get(id);
    if (!thing) return failure(404, 'invalid_request_error', `No such thing: '${id}'`, { code: 'resource_missing' });
    const expanded =
      (kind === 'refunds' && expand === null) || kind === 'payment_intents'
        ? thing
        : { ...thing, payment_intent: intents.get(thing.payment_intent) ?? thing.payment_intent };
    return answer(200, expanded);
  }

  function perform(method: string, path: string, fields: Fields, query: URLSearchParams): Response {
    const [, kind = '', id, verb] =
      /^\/v1\/(payment_intents|checkout\/sessions|refunds|disputes)(?:\/(\w+))?(?:\/(\w+))?$/.exec(path) ?? [];
    if (method === 'GET' && id === undefined)
      return answer(200, {
        object: 'list',
        has_more: false,
        data: [...refunds.values()].filter((refund) => refund.payment_intent === query.get('payment_intent')),
      });
    if (method === 'GET') return get(kind, id!, query.get('expand[0]'));
    if (verb !== undefined) return move(kind, id!, verb);
    try {
      return answer(200, make[kind]!(fields));
    } catch (error) {
      if (error instanceof Response) return error;
      throw error;
    }
  }

  async function handle(request: Request): Promise<Response> {
    const url = new URL(request.url);
    const text = await request.text();
    const fields = Object.fromEntries(new URLSearchParams(text));
    const key = request.headers.get('idempotency-key');
    calls.push({ method: request.method, path: url.pathname, fields, key });
    if (request.headers.get('authorization') !== `Bearer ${secretKey}`)
      return failure(401, 'invalid_request_error', 'Invalid API Key provided');
    const before = key === null || request.method !== 'POST' ? undefined : answered.get(key);
    if (before) {
      if (before.asked !== `${url.pathname} ${text}`)
        return failure(
          400,
          'idempotency_error',
          'Keys for idempotent requests can only be used with the same parameters',
        );
      return answer(before.status, before.body, { 'idempotent-replayed': 'true' });
    }
    const at = request.method === 'POST' ? faults.findIndex(({ path }) => url.pathname.startsWith(path)) : -1;
    const fault = at < 0 ? undefined : faults.splice(at, 1)[0]!.how;
    let given: Response;
    if (fault === 'never answer')
      return new Promise((_, failed) => request.signal.addEventListener('abort', () => failed(request.signal.reason)));
    if (fault === 'fail') given = failure(500, 'api_error', 'Something went wrong on our end');
    else if (fault === 'decline')
      given = failure(402, 'card_error', 'Your card was declined.', {
        code: 'card_declined',
        decline_code: 'generic_decline',
      });
    else if (fault === 'refuse the key') given = failure(403, 'invalid_request_error', 'This key may not do that');
    else given = perform(request.method, url.pathname, fields, url.searchParams);
    if (key !== null && request.method === 'POST')
      answered.set(key, { asked: `${url.pathname} ${text}`, status: given.status, body: await given.clone().json() });
    if (fault === 'lose the answer') throw new TypeError('The connection was closed.');
    return given;
  }

  const intentOf = (ref: string): Thing => {
    const session = sessions.get(ref);
    if (!session) return intents.get(ref);
    if (session.payment_intent === null)
      session.payment_intent = intent(session.amount_total, session.currency, session.intent_metadata).id;
    return intents.get(session.payment_intent);
  };

  return {
    fetch: (input, init) => handle(new Request(input, init)),
    calls,
    intents,
    sessions,
    refunds,
    disputes,
    faults,
    pay(ref, { amount, currency } = {}) {
      const paid = intentOf(ref);
      if (amount !== undefined) paid.amount = amount;
      Object.assign(paid, {
        status: 'succeeded',
        amount_received: paid.amount,
        latest_charge: `ch_${paid.id}`,
        ...(currency && { currency }),
      });
      const session = sessions.get(ref);
      if (session) Object.assign(session, { status: 'complete', payment_status: 'paid', url: null });
    },
    decline(ref) {
      Object.assign(intentOf(ref), {
        status: 'requires_payment_method',
        last_payment_error: { type: 'card_error', code: 'card_declined', message: 'Your card was declined.' },
      });
    },
    refundByHand(ref, amount) {
      const made = make['refunds']!({ payment_intent: intentOf(ref).id, amount: String(amount) });
      return made;
    },
    challenge(ref) {
      Object.assign(intentOf(ref), { status: 'requires_action', next_action: { type: 'use_stripe_sdk' } });
    },
  };
}

/** An event as Stripe sends it: its body, and the signature over these bytes. */
export function signedEvent(
  type: string,
  object: Thing,
  { secret, atMs, id }: { secret: string; atMs: number; id?: string },
): { body: string; signature: string } {
  const event = {
    id:
      id ??
      `evt_${createHash('sha256')
        .update(`${type} ${JSON.stringify(object)}`)
        .digest('hex')
        .slice(0, 24)}`,
    object: 'event',
    api_version: '2026-10-28.endive',
    created: Math.floor(atMs / 1000),
    data: { object },
    livemode: false,
    pending_webhooks: 1,
    request: { id: null, idempotency_key: null },
    type,
  };
  // Stripe's own bodies are indented like this.
  const body = JSON.stringify(event, null, 2);
  return { body, signature: stripeSignature(body, secret, atMs) };
}

export function stripeSignature(body: string, secret: string, atMs: number): string {
  const t = Math.floor(atMs / 1000);
  return `t=${t},v1=${createHmac('sha256', secret).update(`${t}.${body}`).digest('hex')}`;
}
