import assert from 'node:assert/strict';
import type { Server } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { createAdaptorServer } from '@hono/node-server';
import { fakeStripe, signedEvent, stripeSignature } from '../adapters/payments/stripe/fake-stripe.test-support.ts';
import { openTestBank } from '../adapters/payments/test-bank/open.node.ts';
import { sealer } from '../adapters/provisioning/sealing.ts';
import { readEnvironment } from '../env.ts';
import { paymentPorts } from '../payment-ports.ts';
import { assertError, startApi } from './api.test-support.ts';
import { sell, variantId } from './catalogue.test-support.ts';

/** Serves something over HTTP on a free port of this machine. */
async function served(fetch: (request: Request) => Response | Promise<Response>): Promise<string> {
  const server = createAdaptorServer({ fetch }) as Server;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  assert.ok(typeof address === 'object' && address);
  return `http://127.0.0.1:${address.port}`;
}

const news: { url: string; body: string; headers: Record<string, string> }[] = [];
const bank = await openTestBank({
  folder: null,
  secret: 'bank-of-the-api-tests',
  send: async (url, body, headers) => {
    news.push({ url, body, headers });
    return true;
  },
});
const stripe = fakeStripe('sk_test_51Fake000');
const bankUrl = await served((request) => bank.fetch(request) ?? new Response(null, { status: 404 }));
const variables = {
  TEST_BANK_URL: bankUrl,
  TEST_BANK_SECRET: 'bank-of-the-api-tests',
  STRIPE_API_URL: await served((request) => stripe.fetch(request)),
  VITRINE_KEY: `k1:${'ab'.repeat(32)}`,
};
const environment = readEnvironment(variables);
const payments = paymentPorts(environment, { sealer: sealer(environment.sealingKey) });
const api = await startApi({ payments }, variables);
let keys = 0;

const STRIPE_PATH = '/v1/admin/stores/ada/payment-providers/stripe';
const KEYS = {
  secretKey: 'sk_test_51Fake000',
  publishableKey: 'pk_test_51Fake000',
  webhookSecret: 'whsec_theFirstOfAda',
};
let adminKey: string;
const admin = (method: string, body?: object, key = adminKey) =>
  api.call(STRIPE_PATH, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });

before(async () => {
  const settings = {
    paymentMethods: [
      { id: 'card', title: 'Card', provider: 'test' as const },
      { id: 'stripe', title: 'Card', provider: 'stripe' as const, mode: 'element' as const },
      { id: 'transfer', title: 'Bank transfer' },
    ],
  };
  for (const handle of ['ada', 'bob']) await api.store(handle, { settings }, sell({ handle: 'mug' }));
  adminKey = await api.key('ada', 'store:write', 'store:read');
});

const order = (method: string) => ({
  idempotencyKey: `payments-api-${String((keys += 1)).padStart(8, '0')}`,
  lines: [{ variantId: variantId('mug'), quantity: 1 }],
  email: 'ada@shop.example',
  shippingAddress: { name: 'Ada', line1: '1', city: 'Berlin', postcode: '10115', country: 'DE' },
  deliveryMethodId: 'standard',
  paymentMethodId: method,
  expectedTotal: { amountMinor: 1000, currency: 'EUR' },
});

async function place(method = 'card', store = 'ada'): Promise<{ id: string; token: string }> {
  const { body, status } = await api.post(`/v1/stores/${store}/checkouts`, order(method));
  assert.equal(status, 201, JSON.stringify(body));
  return body.order;
}

const begin = (token: string, body: object = {}, store = 'ada') =>
  api.post(`/v1/stores/${store}/orders/${token}/payment`, body);
const stateOf = async (token: string, store = 'ada') =>
  (await api.call(`/v1/stores/${store}/orders/${token}/payment`)).body.payment;
const send = (store: string, provider: string, body: string, headers: Record<string, string>) =>
  api.call(`/v1/stores/${store}/payment-events/${provider}`, { method: 'POST', body, headers });

/** Waits for what a request does beside its answer. */
async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 5000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 10)))
    if (await holds()) return;
  assert.fail(what);
}
const isPaid = (token: string) => async () =>
  (await api.call(`/v1/stores/ada/orders/${token}`)).body.order.paymentStatus === 'paid';

describe('paying for an order', () => {
  it('leads to the bank’s page and back, and is paid once the bank says so', async () => {
    const { id, token } = await place();
    const { body, status } = await begin(token, { returnUrl: undefined });
    assert.equal(status, 200);
    assert.deepEqual([body.payment.status, body.payment.amount], ['pending', { amountMinor: 1000, currency: 'EUR' }]);
    const page = body.payment.next.url as string;
    assert.ok(page.startsWith(`${bankUrl}/dev/bank/pay/`));
    const form = new URLSearchParams({ decision: 'pay' });
    const back = await fetch(page, { method: 'POST', body: form, redirect: 'manual' });
    assert.equal(back.status, 303);
    await bank.bank.news.settled();
    const mine = news.filter(({ body }) => body.includes(id));
    assert.ok(mine.length > 0);
    assert.match(mine[0]!.url, /\/v1\/stores\/ada\/payment-events\/test$/);
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => send('ada', 'test', mine[0]!.body, mine[0]!.headers)),
    );
    assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]));
    await until('paid', isPaid(token));
    assert.equal((await stateOf(token)).status, 'paid');
    const seen = await api.inspect('ada', (db) =>
      db.all(
        `SELECT (SELECT count(*) FROM payment_events) AS events, (SELECT count(*) FROM order_events WHERE type = 'paid') AS paid`,
      ),
    );
    assert.deepEqual({ ...seen[0] }, { events: 1, paid: 1 });
  });

  it('charges the order’s amount, whatever the body says', async () => {
    const { id, token } = await place();
    const forged = { amount: 1, amountMinor: 1, currency: 'JPY', orderId: 'x', paymentId: 'x', status: 'paid' };
    assert.equal((await begin(token, forged)).body.payment.amount.amountMinor, 1000);
    const { amount, currency } = bank.bank.books().payments.find(({ order_id }) => order_id === id)!;
    assert.deepEqual([amount, currency], [1000, 'EUR']);
  });

  it('sends shoppers back to pages of the store’s own origins alone', async () => {
    const { token } = await place();
    for (const returnUrl of [
      'https://evil.example/',
      'https://shop.test.evil.example/',
      'https://user@evil.example/',
      'javascript:alert(1)',
      'data:text/html,x',
      '//evil.example',
      '/relative',
    ])
      assertError(await begin(token, { returnUrl }), 'invalid_request', 400);
    const fromPage = await api.call(`/v1/stores/ada/orders/${token}/payment`, {
      method: 'POST',
      headers: { origin: 'https://merchant.example' },
      body: JSON.stringify({ returnUrl: 'https://merchant.example/thanks' }),
    });
    assert.equal(fromPage.status, 200);
  });

  it('is for whoever holds the order’s token', async () => {
    const { token } = await place();
    assertError(await begin('nobody'), 'order_not_found', 404);
    assertError(await begin(token, {}, 'bob'), 'order_not_found', 404);
    assertError(await api.call('/v1/stores/ada/orders/nobody/payment'), 'order_not_found', 404);
    assert.equal((await begin((await place('transfer')).token)).body.payment.status, 'manual');
  });
});

describe('what comes as a provider’s news', () => {
  it('is refused when it is not, and when it is too long', async () => {
    assertError(await send('ada', 'test', '{}', {}), 'payment_event_invalid', 400);
    assertError(await send('bob', 'stripe', '{}', { 'stripe-signature': 'x' }), 'payment_event_invalid', 400);
    assertError(await send('ada', 'test', 'x'.repeat(262_145), {}), 'body_too_large', 413);
  });

  it('changes nothing in another store', async () => {
    const { id, token } = await place();
    const { body } = await begin(token);
    await bank.bank.decide(body.payment.next.url.split('/').at(-1), 'pay');
    await bank.bank.news.settled();
    const sent = news.find(({ body }) => body.includes(id))!;
    assert.equal((await send('bob', 'test', sent.body, sent.headers)).status, 200);
    assert.equal((await api.call(`/v1/stores/ada/orders/${token}`)).body.order.paymentStatus, 'pending');
    assert.deepEqual(await api.inspect('bob', (db) => db.all('SELECT * FROM payments')), []);
    await send('ada', 'test', sent.body, sent.headers);
    await until('paid', isPaid(token));
  });
});

describe('the keys of a store at Stripe', () => {
  it('are kept sealed and never told again, but for how they end', async () => {
    const { body, status } = await admin('PUT', KEYS);
    assert.equal(status, 200);
    assert.deepEqual(
      [body.configured, body.live, body.secretKeyEnd, body.webhookSecretEnd],
      [true, false, 'e000', 'fAda'],
    );
    assert.match(body.webhookUrl, /\/v1\/stores\/ada\/payment-events\/stripe$/);
    const told = JSON.stringify([body, (await admin('GET')).body]);
    const rows = JSON.stringify(await api.inspect('ada', (db) => db.all('SELECT * FROM payment_providers')));
    const audit = JSON.stringify(
      await api.databases.platform.all("SELECT * FROM audit_log WHERE action = 'payments.set'"),
    );
    for (const secret of [KEYS.secretKey, KEYS.webhookSecret])
      for (const text of [told, rows, audit]) assert.ok(!text.includes(secret), secret);
    assert.ok(audit.includes('e000'));
  });

  it('are for whoever may change the store, and look like keys', async () => {
    assertError(await admin('PUT', KEYS, await api.key('ada', 'store:read')), 'unauthorized', 401);
    assertError(await admin('PUT', KEYS, await api.key('bob', 'store:write')), 'unauthorized', 401);
    for (const wrong of [
      { secretKey: 'pk_test_51Fake000' },
      { publishableKey: 'sk_test_51Fake000' },
      { webhookSecret: '' },
    ])
      assertError(await admin('PUT', { ...KEYS, ...wrong }), 'invalid_request', 400);
  });

  it('take payments in the page: 3-D Secure, a refusal, then the money, told by signed events', async () => {
    const { token } = await place('stripe');
    const { body } = await begin(token);
    const { next } = body.payment;
    assert.deepEqual([next.kind, next.publishableKey], ['element', KEYS.publishableKey]);
    const intent = stripe.intents.get(next.clientSecret.split('_secret_')[0])!;
    assert.deepEqual([intent.amount, intent.currency], [1000, 'eur']);
    const tell = (type: string, secret = KEYS.webhookSecret) => {
      const event = signedEvent(type, structuredClone(intent), { secret, atMs: Date.now() });
      return send('ada', 'stripe', event.body, { 'stripe-signature': event.signature });
    };
    assertError(await tell('payment_intent.succeeded', 'whsec_guessed'), 'payment_event_invalid', 400);
    stripe.decline(intent.id);
    await tell('payment_intent.payment_failed');
    await until('declined', async () => (await stateOf(token)).error === 'Your card was declined.');
    stripe.pay(intent.id);
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => tell('payment_intent.succeeded')));
    assert.ok(answers.every(({ status }) => status === 200));
    await until('paid', isPaid(token));
    // Forged while it is right: news say only where to look.
    await tell('payment_intent.canceled');
    assert.equal((await stateOf(token)).status, 'paid');

    stripe.disputes.set('dp_1', {
      id: 'dp_1',
      object: 'dispute',
      amount: 1000,
      currency: 'eur',
      payment_intent: intent.id,
      reason: 'fraudulent',
      status: 'needs_response',
    });
    const disputed = () =>
      api.inspect('ada', async (db) => Number((await db.first('SELECT sum(disputed) AS n FROM orders'))?.['n']) > 0);
    for (const [status, flag] of [
      ['needs_response', true],
      ['won', false],
    ] as const) {
      const dispute = Object.assign(stripe.disputes.get('dp_1'), { status });
      const event = signedEvent('charge.dispute.updated', dispute, { secret: KEYS.webhookSecret, atMs: Date.now() });
      await send('ada', 'stripe', event.body, { 'stripe-signature': event.signature });
      await until(`dispute ${status}`, async () => (await disputed()) === flag);
    }
  });

  it('tell what the merchant sends back on Stripe’s own pages: each refund once, whatever tells of it', async () => {
    const { id, token } = await place('stripe');
    const { next } = (await begin(token)).body.payment;
    const intent = stripe.intents.get(next.clientSecret.split('_secret_')[0])!;
    stripe.pay(intent.id);
    const tell = (type: string, object: object, eventId?: string) => {
      const at = { secret: KEYS.webhookSecret, atMs: Date.now(), ...(eventId && { id: eventId }) };
      const event = signedEvent(type, object, at);
      return send('ada', 'stripe', event.body, { 'stripe-signature': event.signature });
    };
    const charge = (refunded: number) => ({
      id: `ch_${intent.id}`,
      object: 'charge',
      amount: 1000,
      amount_captured: 1000,
      amount_refunded: refunded,
      captured: true,
      currency: 'eur',
      metadata: intent.metadata,
      paid: true,
      payment_intent: intent.id,
      refunded: refunded === 1000,
      status: 'succeeded',
    });
    const order = async () => (await api.call(`/v1/stores/ada/orders/${token}`)).body.order;
    const rows = () =>
      api.inspect('ada', (db) =>
        db.all(
          'SELECT amount_minor AS amount, status, provider_ref AS ref FROM refunds WHERE order_id = ? ORDER BY id',
          [id],
        ),
      );
    const told = () =>
      api.inspect('ada', (db) =>
        db.all(`SELECT 1 FROM outbox WHERE payload ->> 'type' = 'refund.succeeded' AND payload ->> 'orderId' = ?`, [
          id,
        ]),
      );
    // Not even the payment was known here.
    const first = stripe.refundByHand(intent.id, 300);
    const answers = await Promise.all([
      ...[1, 2, 3].map((n) => tell('charge.refunded', charge(300), `evt_again_${n}`)),
      tell('refund.created', first),
      tell('refund.updated', first),
    ]);
    assert.ok(answers.every(({ status }) => status === 200));
    await until('a part went back', async () => (await order()).paymentStatus === 'partially_refunded');

    const key = await api.key('ada', 'orders:write');
    const ours = await api.call(`/v1/admin/stores/ada/orders/${id}/refunds`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ amountMinor: 200, reason: 'A chip.', idempotencyKey: 'refund-by-us-0001' }),
    });
    assert.ok(ours.status < 300, JSON.stringify(ours.body));
    // No id of ours is in it: the payment is asked for.
    await tell('refund.created', stripe.refundByHand(intent.id, 500));
    await until('all went back', async () => (await order()).paymentStatus === 'refunded');
    await tell('charge.refunded', charge(1000), 'evt_last');
    const seen = await rows();
    assert.deepEqual(
      seen.map(({ amount, status }) => [amount, status]),
      [
        [300, 'succeeded'],
        [200, 'succeeded'],
        [500, 'succeeded'],
      ],
    );
    assert.equal(new Set(seen.map(({ ref }) => ref)).size, 3);
    assert.deepEqual([(await order()).refunded.amountMinor, (await told()).length], [1000, 3]);
    const { timeline } = await order();
    assert.equal(timeline.filter(({ type }: { type: string }) => type === 'refunded').length, 3);
  });

  it('go on to believe the earlier webhook secret while it is changed, and no other store’s', async () => {
    assert.equal((await admin('PUT', { ...KEYS, webhookSecret: 'whsec_theSecondOfAda' })).status, 200);
    const body = signedEvent('customer.created', { id: 'cus_1' }, { secret: '', atMs: Date.now() }).body;
    const sent = (secret: string) =>
      send('ada', 'stripe', body, { 'stripe-signature': stripeSignature(body, secret, Date.now()) });
    for (const secret of [KEYS.webhookSecret, 'whsec_theSecondOfAda']) assert.equal((await sent(secret)).status, 200);
    assertError(await sent('whsec_theFirstOfBob'), 'payment_event_invalid', 400);
  });

  it('are gone when they are taken away, and then nothing is charged', async () => {
    const { token } = await place('stripe');
    assert.equal((await admin('DELETE')).body.configured, false);
    assertError(await begin(token), 'payment_unavailable', 503);
  });

  it('are what its way to pay needs to be offered and taken', async () => {
    const lines = [{ variantId: variantId('mug'), quantity: 1 }];
    const offered = async () =>
      (await api.post('/v1/stores/ada/quotes', { lines })).body.paymentMethods.map(({ id }: { id: string }) => id);
    assert.deepEqual(await offered(), ['card', 'transfer']);
    const refused = await api.post('/v1/stores/ada/checkouts', order('stripe'));
    assertError(refused, 'invalid_request', 400);
    assert.equal(refused.body.error.issues[0].path, 'paymentMethodId');
    await admin('PUT', KEYS);
    assert.deepEqual(await offered(), ['card', 'stripe', 'transfer']);
    await place('stripe');
  });
});
