import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { postOf } from '../outgoing.test-support.ts';
import { assertError, onWorker, startApi } from './api.test-support.ts';
import { sell, variantId } from './catalogue.test-support.ts';

const api = await startApi({ devMail: async () => ['ada'] }, { DEV_MAIL: '1' });
let key: string;
let orderId: string;

const call = (method: string, path: string, body?: unknown) =>
  api.call(`/v1/admin/stores/ada${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

before(async () => {
  await api.store('ada', { settings: { mail: { address: 'merchant@shop.example' } } }, sell({ handle: 'mug' }));
  key = await api.key('ada', 'store:write', 'orders:write', 'webhooks:write');
  const placed = await api.post('/v1/stores/ada/checkouts', {
    idempotencyKey: 'order-of-ada-00000',
    lines: [{ variantId: variantId('mug'), quantity: 1 }],
    email: 'eve@shop.example',
    shippingAddress: { name: 'Eve', line1: 'Street 1', city: 'Berlin', postcode: '10115', country: 'DE' },
    deliveryMethodId: 'standard',
    paymentMethodId: 'bank_transfer',
    expectedTotal: { amountMinor: 1000, currency: 'EUR' },
  });
  assert.equal(placed.status, 201, JSON.stringify(placed.body));
  orderId = placed.body.order.id;
  const post = await postOf(api, 'ada');
  await post.happen({ type: 'order.edited', orderId });
  await post.use((services) => services.outbox.drain());
  await post.settled();
});

describe('mails of a store', () => {
  it('are listed without what they say, read one by one, and sent once more', async () => {
    const { body } = await call('GET', `/messages?orderId=${orderId}`);
    const mail = body.messages.find(({ kind }: { kind: string }) => kind === 'order_edited');
    assert.equal(mail.recipient, 'eve@shop.example');
    assert.equal(mail.status, 'sent');
    assert.equal(mail.html, undefined);
    const read = await call('GET', `/messages/${mail.id}`);
    assert.match(read.body.text, /Your order was changed/);
    const again = await call('POST', `/messages/${mail.id}/resend`);
    assert.equal(again.body.message.resends, 1);
    assertError(await call('GET', '/messages/01HZZZZZZZZZZZZZZZZZZZZZZZ'), 'message_not_found', 404);
  });

  it('that were given up as work are listed, and an unknown one is not retried', async () => {
    assert.deepEqual((await call('GET', '/dead-letters')).body, { deadLetters: [] });
    assertError(await call('POST', '/dead-letters/nothing/retry'), 'message_not_found', 404);
  });

  it('are shown to a developer: framed without scripts, and only where that is switched on', async () => {
    const list = await api.request('/dev/mail/ada');
    assert.equal(list.status, 200);
    const [, id] = /href="\/dev\/mail\/ada\/(\w+)"/.exec(await list.text()) ?? [];
    const view = await api.request(`/dev/mail/ada/${id}`);
    assert.match(await view.text(), /sandbox="allow-popups allow-popups-to-escape-sandbox"/);
    const html = await api.request(`/dev/mail/ada/${id}/html`);
    const policy = html.headers.get('content-security-policy') ?? '';
    assert.match(policy, /default-src 'none'.*sandbox/);
    assert.doesNotMatch(policy, /script-src|allow-scripts/);
    assert.equal(html.headers.get('x-frame-options'), 'SAMEORIGIN');
    assert.equal((await api.request('/dev/mail/nobody')).status, 404);
  });

  it('answer alike to a token that opens nothing', async () => {
    const page = await api.request('/unsubscribe/ada/aaaaaaaaaaaaaaaaaaaaaaaa');
    assert.equal(page.status, 200);
    assert.match(await page.text(), /<form method="post">/);
    const done = await api.request('/unsubscribe/ada/aaaaaaaaaaaaaaaaaaaaaaaa', { method: 'POST' });
    assert.equal(done.status, 200);
    assert.equal((await api.request('/unsubscribe/nobody/aaaaaaaaaaaaaaaaaaaaaaaa')).status, 404);
  });
});

describe('webhook endpoints', () => {
  it('are made with a secret that is shown once, changed, rotated, tested, replayed and removed', async () => {
    const wish = { url: 'https://hooks.invalid-shop.example.com/in', eventTypes: ['order.placed'] };
    const made = await call('POST', '/webhooks', wish);
    assert.equal(made.status, 201);
    assert.match(made.body.secret, /^whsec_[A-Za-z0-9+/]{43}=$/);
    const { id } = made.body.endpoint;
    assert.ok(!JSON.stringify((await call('GET', '/webhooks')).body).includes('whsec_'));
    assert.equal((await call('GET', `/webhooks/${id}`)).body.endpoint.url, wish.url);
    const changed = await call('PATCH', `/webhooks/${id}`, { description: 'Books', status: 'disabled' });
    assert.deepEqual([changed.body.endpoint.status, changed.body.endpoint.reason], ['disabled', 'merchant']);
    const rotated = await call('POST', `/webhooks/${id}/secret`, { keepHours: 2 });
    assert.notEqual(rotated.body.secret, made.body.secret);
    assert.ok(rotated.body.endpoint.previousSecretUntil);
    const ping = await call('POST', `/webhooks/${id}/ping`);
    assert.equal(ping.body.delivery.type, 'webhook.test');
    const { body } = await call('GET', `/webhook-deliveries?endpointId=${id}`);
    assert.equal(body.deliveries.length, 1);
    assert.equal((await call('POST', `/webhook-deliveries/${body.deliveries[0].id}/replay`)).status, 200);
    const replayed = await call('POST', `/webhooks/${id}/replay`, { since: '2026-01-01T00:00:00Z' });
    assert.equal(typeof replayed.body.queued, 'number');
    assert.equal((await call('DELETE', `/webhooks/${id}`)).status, 204);
    assertError(await call('GET', `/webhooks/${id}`), 'webhook_not_found', 404);
    assert.deepEqual((await call('GET', '/webhook-deliveries')).body.deliveries, []);
  });

  it('are refused where they lead inside, as far as the address tells', async () => {
    for (const url of [
      'http://hooks.example.com/',
      'https://127.0.0.1/',
      'https://[::1]/',
      'https://x.internal/',
      'nonsense',
    ])
      assertError(await call('POST', '/webhooks', { url }), 'invalid_request', 400);
    assertError(
      await call('POST', '/webhooks', { url: 'https://a.example.com/', eventTypes: ['customer.reset_password'] }),
      'invalid_request',
      400,
    );
  });
});

describe('the mailbox of a developer', { skip: onWorker }, () => {
  it('is not there where nobody asked for it', async () => {
    const { createApp } = await import('../app.ts');
    const { testPorts } = await import('./api.test-support.ts');
    const app = createApp(testPorts(api.databases));
    const answer = await app.request('http://shop.test/dev/mail/ada', {}, { waitUntil: () => undefined });
    assert.equal(answer.status, 404);
  });
});
