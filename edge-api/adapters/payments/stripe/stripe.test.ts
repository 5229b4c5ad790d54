import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { PaymentError, type PaymentStart } from '../port.ts';
import { fromStripe, toStripe } from './amounts.ts';
import { fakeStripe, signedEvent, stripeSignature } from './fake-stripe.test-support.ts';
import { stripeProvider } from './stripe.ts';

const NOW = 1_763_750_000_000;
const SECRET = 'whsec_current';
const payment: PaymentStart = {
  paymentId: '01PAY',
  orderId: '01ORDER',
  storeId: '01STORE',
  amountMinor: 4200,
  currency: 'EUR',
  email: 'ada@shop.example',
  description: 'Order #1001',
  returnUrl: 'https://shop.example/thanks',
  notifyUrl: 'https://edge.example/v1/stores/ada/payment-events/stripe',
  mode: 'element',
};

function setUp(secretKey = 'sk_test_51Fake000') {
  const fake = fakeStripe();
  const provider = stripeProvider(
    { secretKey, publishableKey: 'pk_test_1', webhookSecrets: [SECRET, 'whsec_earlier'] },
    { fetch: fake.fetch, now: () => NOW, apiUrl: null, retries: 0 },
  );
  return { fake, provider };
}

const failing = (kind: string) => (error: unknown) => error instanceof PaymentError && error.kind === kind;

describe('paying with Stripe', () => {
  it('begins an intent for the form in the page, with our amount and our ids', async () => {
    const { fake, provider } = setUp();
    const started = await provider.start(payment);
    assert.match(started.ref, /^pi_/);
    assert.deepEqual(started.next, {
      kind: 'element',
      provider: 'stripe',
      clientSecret: fake.intents.get(started.ref).client_secret,
      publishableKey: 'pk_test_1',
    });
    const { fields, key } = fake.calls[0]!;
    assert.equal(key, '01PAY');
    assert.equal(fields['amount'], '4200');
    assert.equal(fields['currency'], 'eur');
    assert.equal(fields['automatic_payment_methods[enabled]'], 'true');
    assert.deepEqual(fake.intents.get(started.ref).metadata, {
      store_id: '01STORE',
      order_id: '01ORDER',
      payment_id: '01PAY',
    });
  });

  it('begins a session on Stripe’s own page, in the very currency of the order', async () => {
    const { fake, provider } = setUp();
    const started = await provider.start({ ...payment, mode: 'redirect' });
    assert.match(started.ref, /^cs_/);
    assert.equal(started.next.kind === 'redirect' && started.next.url, fake.sessions.get(started.ref).url);
    assert.equal(fake.calls[0]!.fields['adaptive_pricing[enabled]'], 'false');
    assert.equal(fake.sessions.get(started.ref).success_url, payment.returnUrl);
    assert.equal(fake.sessions.get(started.ref).intent_metadata.payment_id, '01PAY');
    assert.equal(fake.calls[0]!.fields['customer_email'], 'ada@shop.example');
  });

  it('fills Stripe’s own page in with nobody’s e-mail where it was told none', async () => {
    const { fake, provider } = setUp();
    await provider.start({ ...payment, email: '', mode: 'redirect' });
    assert.equal('customer_email' in fake.calls[0]!.fields, false);
  });

  for (const mode of ['element', 'redirect'] as const)
    it(`tells how a payment stands, from begun to paid (${mode})`, async () => {
      const { fake, provider } = setUp();
      const { ref } = await provider.start({ ...payment, mode });
      const stand = async () => (await provider.read(ref))!;
      assert.equal((await stand()).status, 'pending');
      fake.challenge(ref);
      assert.equal((await stand()).status, 'requires_action');
      fake.decline(ref);
      assert.equal((await stand()).status, 'pending');
      assert.equal((await stand()).error, 'Your card was declined.');
      fake.pay(ref);
      assert.deepEqual(await stand(), {
        ref,
        status: 'succeeded',
        amountMinor: 4200,
        currency: 'EUR',
        capturedMinor: 4200,
        paymentId: '01PAY',
        orderId: '01ORDER',
        storeId: '01STORE',
        error: 'Your card was declined.',
      });
    });

  it('begins one payment, however often it is asked and whatever is lost on the way', async () => {
    const { fake, provider } = setUp();
    fake.faults.push({ path: '/v1/payment_intents', how: 'lose the answer' });
    await assert.rejects(provider.start(payment), failing('unreachable'));
    const [one, two] = [await provider.start(payment), await provider.start(payment)];
    assert.equal(one.ref, two.ref);
    assert.equal(fake.intents.size, 1);
  });

  it('begins anew where Stripe keeps giving a failure of its own again', async () => {
    const { fake, provider } = setUp();
    fake.faults.push({ path: '/v1/payment_intents', how: 'fail' });
    await assert.rejects(provider.start(payment), failing('unreachable'));
    assert.match((await provider.start(payment)).ref, /^pi_/);
    assert.deepEqual([...new Set(fake.calls.map(({ key }) => key))], ['01PAY', '01PAY-again']);
  });

  it('says of each failure whose it is', async () => {
    const { fake, provider } = setUp();
    fake.faults.push({ path: '/v1/payment_intents', how: 'decline' });
    await assert.rejects(provider.start(payment), failing('declined'));
    await assert.rejects(provider.start({ ...payment, amountMinor: 1 }), failing('misconfigured'));
    await assert.rejects(setUp('sk_test_wrong').provider.start(payment), failing('misconfigured'));
    const away = stripeProvider(
      { secretKey: 'sk_test_51Fake000', publishableKey: 'pk_test_1', webhookSecrets: [] },
      { fetch: () => Promise.reject(new TypeError('no way there')), now: () => NOW, apiUrl: null, retries: 0 },
    );
    await assert.rejects(away.start(payment), failing('unreachable'));
    assert.equal(await provider.read('pi_nobody'), undefined);
  });

  for (const mode of ['element', 'redirect'] as const)
    it(`ends what nobody has paid, and tells of what was (${mode})`, async () => {
      const { fake, provider } = setUp();
      const open = await provider.start({ ...payment, mode });
      assert.equal((await provider.cancel(open.ref))?.status, 'cancelled');
      assert.equal((await provider.cancel(open.ref))?.status, 'cancelled');
      const paid = await provider.start({ ...payment, mode, paymentId: '02PAY' });
      fake.pay(paid.ref);
      assert.equal((await provider.cancel(paid.ref))?.status, 'succeeded');
    });

  for (const mode of ['element', 'redirect'] as const)
    it(`gives back a part once, whatever is lost on the way (${mode})`, async () => {
      const { fake, provider } = setUp();
      const { ref } = await provider.start({ ...payment, mode });
      fake.pay(ref);
      fake.faults.push({ path: '/v1/refunds', how: 'fail' });
      const refund = { ref, refundId: '01REFUND', amountMinor: 1200, currency: 'EUR' };
      await assert.rejects(provider.refund(refund), failing('unreachable'));
      const given = await provider.refund({ ...refund, refundId: '02REFUND' });
      assert.deepEqual(given, { ref: given.ref, status: 'succeeded', amountMinor: 1200, error: '' });
      assert.equal((await provider.refund({ ...refund, refundId: '02REFUND' })).ref, given.ref);
      assert.equal(fake.refunds.size, 1);
      assert.equal((await provider.readRefund(given.ref))?.status, 'succeeded');
      await assert.rejects(
        provider.refund({ ...refund, refundId: '03REFUND', amountMinor: 3100 }),
        failing('misconfigured'),
      );
    });

  it('tells of a dispute, and whose payment it is about', async () => {
    const { fake, provider } = setUp();
    const { ref } = await provider.start(payment);
    fake.disputes.set('dp_1', {
      id: 'dp_1',
      object: 'dispute',
      amount: 4200,
      currency: 'eur',
      payment_intent: ref,
      reason: 'fraudulent',
      status: 'needs_response',
    });
    const dispute = await provider.readDispute!('dp_1');
    assert.deepEqual(dispute, {
      ref: 'dp_1',
      paymentRef: ref,
      paymentId: '01PAY',
      status: 'open',
      amountMinor: 4200,
      currency: 'EUR',
      reason: 'fraudulent',
    });
    fake.disputes.get('dp_1').status = 'lost';
    assert.equal((await provider.readDispute!('dp_1'))?.status, 'lost');
  });
});

describe('amounts at Stripe', () => {
  const cases: [currency: string, ours: number, theirs: number][] = [
    ['EUR', 1999, 1999],
    ['HUF', 199900, 199900],
    ['TWD', 50000, 50000],
    ['ISK', 500, 50000],
    ['MGA', 500, 5],
    ['KWD', 5120, 5120],
    ['TND', 10, 10],
    ...'BIF CLP DJF GNF JPY KMF KRW PYG RWF VND VUV XAF XOF XPF'
      .split(' ')
      .map((currency): [string, number, number] => [currency, 500, 500]),
  ];
  for (const [currency, ours, theirs] of cases)
    it(`counts ${currency} as Stripe does, there and back`, () => {
      assert.equal(toStripe(ours, currency), theirs);
      assert.equal(fromStripe(theirs, currency), ours);
    });
  for (const [currency, amount] of [
    ['KWD', 5124],
    ['MGA', 501],
    ['CLF', 10_000],
    ['UGX', 500],
  ] as const)
    it(`refuses ${amount} ${currency}, which Stripe would charge otherwise or not at all`, () => {
      assert.throws(() => toStripe(amount, currency), failing('misconfigured'));
    });
});

describe('what was sent back on Stripe’s own pages', () => {
  it('is found by its payment, and its payment by it, also where that began on Stripe’s page', async () => {
    const { fake, provider } = setUp();
    const { ref } = await provider.start({ ...payment, mode: 'redirect' });
    fake.pay(ref);
    await provider.refund({ ref, refundId: '01REFUND', amountMinor: 200, currency: 'EUR' });
    const { id, payment_intent: intent } = fake.refundByHand(ref, 300);
    const listed = (await provider.refundsOf!(ref)).map(({ amountMinor, currency, refundId }) => [
      amountMinor,
      currency,
      refundId,
    ]);
    assert.deepEqual(listed, [
      [200, 'EUR', '01REFUND'],
      [300, 'EUR', null],
    ]);
    assert.deepEqual(await provider.paymentBehind!(id), { ref: intent, paymentId: '01PAY' });
    assert.equal(await provider.paymentBehind!('re_nobody'), undefined);
  });
});

describe('what Stripe sends', () => {
  const object = { id: 'pi_1', object: 'payment_intent', metadata: { payment_id: '01PAY' } };
  const verify = (body: string, signature: string | null) =>
    setUp().provider.verifyWebhook(
      new TextEncoder().encode(body),
      new Headers(signature === null ? {} : { 'stripe-signature': signature }),
    );
  const { body, signature } = signedEvent('payment_intent.succeeded', object, {
    secret: SECRET,
    atMs: NOW,
    id: 'evt_1',
  });

  it('is believed when one of two secrets signed these very bytes', async () => {
    const event = {
      eventId: 'evt_1',
      type: 'payment_intent.succeeded',
      about: 'payment',
      ref: 'pi_1',
      paymentId: '01PAY',
    };
    assert.deepEqual(await verify(body, signature), event);
    assert.deepEqual(await verify(body, stripeSignature(body, 'whsec_earlier', NOW)), event);
    assert.deepEqual(await verify(body, stripeSignature(body, SECRET, NOW - 299_000)), event);
  });

  const forged: [what: string, body: string, signature: string | null][] = [
    ['without a signature', body, null],
    ['with an empty one', body, ''],
    ['with one of another secret', body, stripeSignature(body, 'whsec_guessed', NOW)],
    ['with one of no secret', body, stripeSignature(body, '', NOW)],
    ['with one of the old scheme alone', body, signature.replace('v1=', 'v0=')],
    ['with a time that is not signed', body, signature.replace(/t=\d+/, `t=${NOW / 1000 + 1}`)],
    ['301 s old', body, stripeSignature(body, SECRET, NOW - 301_000)],
    ['from 301 s ahead', body, stripeSignature(body, SECRET, NOW + 301_000)],
    ['written anew', JSON.stringify(JSON.parse(body)), signature],
    ['changed in one place', body.replace('01PAY', '02PAY'), signature],
    ['with a byte more', `${body} `, signature],
    [
      'with a fresh time before the old one that was signed',
      body,
      `t=${NOW / 1000},${stripeSignature(body, SECRET, NOW - 400_000)}`,
    ],
    ['empty', '', signature],
    ['not JSON', 'x', stripeSignature('x', SECRET, NOW)],
    [
      'without an id',
      '{"type":"x","data":{"object":{}}}',
      stripeSignature('{"type":"x","data":{"object":{}}}', SECRET, NOW),
    ],
  ];
  for (const [what, body, signature] of forged)
    it(`is not believed ${what}`, async () => {
      assert.equal(await verify(body, signature).catch((error: unknown) => assert.fail(String(error))), undefined);
    });

  it('is sorted by what it is about', async () => {
    const about = async (type: string, more: object) => {
      const sent = signedEvent(type, { ...object, ...more }, { secret: SECRET, atMs: NOW });
      const event = await verify(sent.body, sent.signature);
      return `${event?.about} ${event?.ref}`;
    };
    assert.equal(await about('checkout.session.completed', { id: 'cs_1' }), 'payment cs_1');
    assert.equal(await about('charge.refunded', { id: 'ch_1', payment_intent: 'pi_7' }), 'refund pi_7');
    assert.equal(await about('refund.updated', { id: 're_1' }), 'refund re_1');
    assert.equal(await about('charge.dispute.created', { id: 'dp_1', payment_intent: 'pi_7' }), 'dispute dp_1');
    assert.equal(await about('customer.created', { id: 'cus_1' }), 'other cus_1');
  });
});
