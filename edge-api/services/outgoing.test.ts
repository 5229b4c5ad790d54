import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { Webhook } from 'standardwebhooks';
import { MailRefused } from '../adapters/mail/port.ts';
import { killedAt, OK, postOf, type Post } from '../outgoing.test-support.ts';
import { startApi } from '../routes/api.test-support.ts';
import { sell, variantId } from '../routes/catalogue.test-support.ts';
import { LEASE_MS } from './leased.ts';

const api = await startApi();
const HOUR = 3_600_000;
let shops = 0;
let shop: Post;
let orderId: string;
let handle: string;

/** Places an order, whose own events are put aside: each test writes the ones it is about. */
beforeEach(async () => {
  handle = `shop${(shops += 1)}`;
  await api.store(
    handle,
    { settings: { mail: { address: 'merchant@shop.example', orderPage: 'https://shop.example/order?t={token}' } } },
    sell({ handle: 'mug', title: 'Mug <b>big</b>', variants: [{ price: 1250, stock: 50 }] }),
  );
  const placed = await api.post(`/v1/stores/${handle}/checkouts`, {
    idempotencyKey: `order-of-${handle}-0000`,
    lines: [{ variantId: variantId('mug'), quantity: 2 }],
    email: 'ada@shop.example',
    shippingAddress: { name: 'Ada', line1: 'Street 1', city: 'Berlin', postcode: '10115', country: 'DE' },
    deliveryMethodId: 'standard',
    paymentMethodId: 'bank_transfer',
    expectedTotal: { amountMinor: 2500, currency: 'EUR' },
  });
  assert.equal(placed.status, 201, JSON.stringify(placed.body));
  orderId = placed.body.order.id;
  shop = await postOf(api, handle);
  await shop.use((services) => services.outbox.drain());
  await shop.settled();
  await shop.use(async (_services, database) => {
    await database.write([{ sql: 'DELETE FROM messages' }, { sql: 'DELETE FROM outbox' }]);
  });
  shop.mails.length = 0;
  shop.calls.length = 0;
});

const drain = () => shop.use((services) => services.outbox.drain());
const endpoint = (url = 'https://hooks.example.com/in', eventTypes: never[] = []) =>
  shop.use((services) => services.webhooks.add({ url, description: '', eventTypes }));
const deliveries = () => shop.use((services) => services.webhooks.deliveries({ limit: 50 }));
const messages = async () => (await shop.use((services) => services.mails.list({ limit: 50 }))).messages;
const subjects = () => shop.mails.map(({ to, subject }) => `${to}: ${subject}`).sort();

describe('an event', () => {
  it('becomes mails to shopper and merchant and a delivery to each endpoint that wants it, once', async () => {
    await endpoint();
    await shop.use((services) =>
      services.webhooks.add({ url: 'https://other.example.com/', description: '', eventTypes: ['stock.low'] }),
    );
    await shop.happen({ type: 'order.placed', orderId });
    await Promise.all([drain(), drain()]);
    await drain();
    assert.deepEqual(subjects(), [
      'ada@shop.example: Your order #1001 at Shop ' + handle,
      'merchant@shop.example: New order #1001: €25.00',
    ]);
    assert.equal(shop.calls.length, 1);
    const { type, data } = JSON.parse(shop.calls[0]!.body);
    assert.equal(type, 'order.placed');
    assert.equal(data.order.total.amountMinor, 2500);
    assert.equal(data.order.token, undefined, 'whoever reads a webhook must not be the shopper');
    assert.equal(await shop.use((services) => services.outbox.waiting()), 0);
  });

  it('is not lost when the process is killed at any write, and its repetitions have the same ids', async () => {
    await endpoint();
    let kills = 0;
    for (let nth = 1; ; nth += 1) {
      const before = kills;
      for (const when of ['before', 'after'] as const) {
        shop.mails.length = 0;
        shop.calls.length = 0;
        const [eventId] = await shop.happen({ type: 'order.placed', orderId });
        await shop
          .useThrough(
            (database) => killedAt(database, nth, when),
            (services) => services.outbox.drain(),
          )
          .catch((error: unknown) => {
            assert.match(String(error), /killed/);
            kills += 1;
          });
        // Another process goes on when the leases of the dead one are over.
        shop.ms += LEASE_MS + 1;
        await drain();
        const what = `killed ${when} write ${nth}`;
        assert.equal(new Set(shop.mails.map(({ messageId }) => messageId)).size, 2, what);
        assert.equal(new Set(shop.mails.map(({ idempotencyKey }) => idempotencyKey)).size, 2, what);
        assert.ok(shop.mails.length <= 4, `${what}: ${shop.mails.length} mails`);
        assert.deepEqual([...new Set(shop.calls.map(({ headers }) => headers['webhook-id']))], [eventId], what);
        assert.ok(shop.calls.length <= 2, `${what}: ${shop.calls.length} calls`);
        assert.equal((await messages()).filter((one) => one.eventId === eventId && one.status === 'sent').length, 2);
        assert.equal(await shop.use((services) => services.outbox.waiting()), 0, what);
      }
      if (kills === before) break;
    }
    assert.ok(kills >= 14, `${kills} kills`);
  });

  it('that cannot be told is a dead letter after its last try, and goes on its way again when asked to', async () => {
    await shop.use((_services, database) =>
      database.run(
        `INSERT INTO outbox (id, kind, payload, due_at) VALUES ('odd', 'event', '{"kind":"event","type":"?"}', 0)`,
      ),
    );
    for (let tries = 0; tries < 12; tries += 1) {
      assert.deepEqual(await shop.use((services) => services.outbox.deadLetters()), { deadLetters: [] });
      await drain();
      shop.ms += 2 * HOUR;
    }
    const { deadLetters } = await shop.use((services) => services.outbox.deadLetters());
    assert.equal(deadLetters[0]?.id, 'odd');
    assert.equal(deadLetters[0]?.attempts, 12);
    assert.match(deadLetters[0]?.error ?? '', /knows how to do/);
    assert.equal(await shop.use((services) => services.outbox.waiting()), 0);
    await shop.use((services) => services.outbox.revive('odd'));
    assert.equal(await shop.use((services) => services.outbox.waiting()), 1);
    await assert.rejects(
      shop.use((services) => services.outbox.revive('odd')),
      { code: 'message_not_found' },
    );
  });
});

describe('mails', () => {
  it('tell the shopper which goods may come back, and when they have', async () => {
    await shop.use(async (_services, database) => {
      const line = await database.first('SELECT id FROM order_lines WHERE order_id = ?', [orderId]);
      await database.write([
        {
          sql: `INSERT INTO returns (id, order_id, reason, created_at) VALUES ('back', ?, 'Too <big>', '2026-11-21T10:00:00.000Z')`,
          args: [orderId],
        },
        {
          sql: `INSERT INTO return_lines (return_id, line_id, quantity) VALUES ('back', ?, 1)`,
          args: [String(line?.['id'])],
        },
      ]);
    });
    await shop.happen(
      { type: 'return.requested', orderId, returnId: 'back' },
      { type: 'return.received', orderId, returnId: 'back' },
    );
    await drain();
    assert.deepEqual(subjects(), [
      'ada@shop.example: Your return for order #1001',
      'ada@shop.example: Your return for order #1001 has arrived',
    ]);
    for (const { text, html } of shop.mails) {
      assert.match(text, /1 × Mug <b>big<\/b>[^]*Too <big>/);
      assert.match(html, /Too &lt;big&gt;/);
    }
  });

  it('tell the merchant of a new customer where he wants to know, and of none he made himself', async () => {
    const customer = (id: string, account: string | null) =>
      shop.use(async (_services, database) => {
        await database.run(
          `INSERT INTO customers (id, email, created_at, account_id) VALUES (?, ?, '2026-11-21T10:00:00.000Z', ?)`,
          [id, `${id}@shop.example`, account],
        );
        await shop.happen({ type: 'customer.created', customerId: id, email: `${id}@shop.example` });
      });
    await customer('unasked', 'a1');
    await drain();
    assert.deepEqual(subjects(), []);
    const settings = { mail: { address: 'merchant@shop.example', alerts: ['new_customer'] } };
    await shop.use(async (_services, database) => {
      await database.run('UPDATE store_state SET settings = ?', [JSON.stringify(settings)]);
    });
    await customer('eve', 'a2');
    await customer('typed-in', null);
    await drain();
    assert.deepEqual(subjects(), ['merchant@shop.example: A new customer']);
    assert.match(shop.mails[0]?.text ?? '', /eve@shop\.example/);
  });

  it('are tried again ever later, given up after twelve tries, and sent once more when asked to', async () => {
    await shop.happen({ type: 'order.edited', orderId });
    shop.send = () => Promise.reject(new Error('451 try later'));
    const waits: number[] = [];
    for (let tries = 0; tries < 12; tries += 1) {
      await drain();
      const [mail] = await messages();
      if (mail?.nextTryAt) waits.push(Date.parse(mail.nextTryAt) - shop.ms);
      shop.ms += 5 * HOUR;
    }
    const [mail] = await messages();
    assert.equal(mail?.status, 'dead');
    assert.equal(mail.error, '451 try later');
    assert.equal(waits.length, 11);
    assert.ok(waits[0]! >= 4000 && waits[0]! <= 5000, `${waits}`);
    assert.ok(waits.at(-1)! >= 0.8 * 4 * HOUR && waits.at(-1)! <= 4 * HOUR, `${waits}`);
    shop.send = async () => undefined;
    await shop.use((services) => services.mails.resend(mail.id));
    await drain();
    assert.equal((await messages())[0]?.status, 'sent');
    assert.match(shop.mails[0]!.messageId, /^<\w+\.1@shops\.example>$/);
  });

  it('that are refused for good are not tried again', async () => {
    shop.send = () => Promise.reject(new MailRefused('550 no such user'));
    await shop.happen({ type: 'order.edited', orderId });
    await drain();
    assert.equal((await messages())[0]?.status, 'failed');
    shop.ms += 100 * HOUR;
    shop.send = () => assert.fail('tried again');
    await drain();
  });

  it('do not wait for a slow endpoint', async () => {
    await endpoint();
    let release = (_answer: typeof OK): void => undefined;
    const answered = new Promise<typeof OK>((resolve) => (release = resolve));
    shop.answer = () => answered;
    const sent = new Promise<void>((resolve) => {
      shop.send = async () => resolve();
    });
    await shop.happen({ type: 'order.edited', orderId });
    const done = drain();
    await sent;
    release(OK);
    await done;
    assert.equal((await deliveries()).deliveries[0]?.status, 'delivered');
  });

  it('with a link that opens an account keep it nowhere once they are sent', async () => {
    const link = 'https://shop.example/in?secret=xyzzy';
    await endpoint();
    await shop.happen({ type: 'customer.sign_in_link', email: 'ada@shop.example', link, locale: 'de' });
    await drain();
    assert.match(shop.mails[0]!.html, /xyzzy/);
    assert.match(shop.mails[0]!.subject, /anmelden/i);
    assert.equal(shop.calls.length, 0, 'no endpoint hears of it');
    const rows = await shop.use((_services, database) =>
      database.read([{ sql: 'SELECT * FROM messages' }, { sql: 'SELECT * FROM outbox' }]),
    );
    assert.doesNotMatch(JSON.stringify(rows), /xyzzy/);
    const [mail] = await messages();
    await assert.rejects(
      shop.use((services) => services.mails.resend(mail!.id)),
      { code: 'message_not_kept' },
    );
  });

  it('confirm an order that is paid at once when its money is there, and not before', async () => {
    await shop.use((_services, database) => database.run(`UPDATE payments SET provider = 'stripe'`));
    await shop.happen({ type: 'order.placed', orderId });
    await drain();
    assert.deepEqual(subjects(), []);
    await shop.use((_services, database) => database.run('UPDATE orders SET paid_minor = total_minor'));
    await shop.happen({ type: 'order.paid', orderId });
    await drain();
    assert.equal(shop.mails.length, 2);
    const confirmation = shop.mails.find(({ to }) => to === 'ada@shop.example')!;
    assert.match(confirmation.text, /and your payment/);
    assert.doesNotMatch(confirmation.text, /How to pay/);
  });

  it('lead to the order on the merchant’s page, or else on the store’s own', async () => {
    await shop.happen({ type: 'order.edited', orderId });
    await drain();
    assert.match(shop.mails[0]!.text, /https:\/\/shop\.example\/order\?t=[\w-]{20,}/);
    await shop.use((_services, database) =>
      database.run(`UPDATE store_state SET settings = json_remove(settings, '$.mail.orderPage')`),
    );
    await shop.happen({ type: 'order.edited', orderId });
    await drain();
    assert.match(shop.mails[1]!.text, new RegExp(`https://${handle}\\.shops\\.example/orders/[\\w-]{20,}`));
  });

  it('of a reminder carry a way out with one click, and end with it', async () => {
    const remind = async () => {
      const checkoutId = crypto.randomUUID();
      await shop.use((_services, database) =>
        database.run(
          `INSERT INTO checkouts (id, token_hash, email, consent, status, created_at, updated_at, expires_at)
           VALUES (?, ?, 'ada@shop.example', '{"at":"2026-01-01T00:00:00.000Z","text":"yes"}', 'abandoned', 1, 1, 99999999999999)`,
          [checkoutId, checkoutId],
        ),
      );
      const link = 'https://shop.example/checkout#vitrine_checkout=abc';
      await shop.happen({ type: 'checkout.abandoned', checkoutId, email: 'ada@shop.example', link });
      await drain();
      return checkoutId;
    };
    await remind();
    const { headers, html } = shop.mails[0]!;
    const url = headers['List-Unsubscribe']!.slice(1, -1);
    assert.equal(headers['List-Unsubscribe-Post'], 'List-Unsubscribe=One-Click');
    assert.ok(html.includes(url));
    assert.match(url, new RegExp(`^https://shops\\.example/unsubscribe/${handle}/[\\w-]+$`));
    assert.equal((await api.request(new URL(url).pathname)).status, 200);
    await remind();
    assert.equal(shop.mails.length, 2, 'who only looks is still reminded');
    const answer = await api.request(new URL(url).pathname, { method: 'POST', body: 'List-Unsubscribe=One-Click' });
    assert.equal(answer.status, 200);
    await remind();
    assert.equal(shop.mails.length, 2);
    await shop.happen({ type: 'order.edited', orderId });
    await drain();
    assert.equal(shop.mails.length, 3, 'of their own orders they still hear');
  });
});

describe('webhooks', () => {
  const verify = (secret: string, index = -1) => {
    const { body, headers } = shop.calls.at(index)!;
    return new Webhook(secret).verify(body, headers);
  };

  it('are signed so that the specification’s own library verifies them, by two secrets while one is changed', async () => {
    const { endpoint: made, secret } = await endpoint();
    assert.match(secret, /^whsec_/);
    const stored = await shop.use((_services, database) => database.first('SELECT * FROM webhook_endpoints'));
    assert.ok(!JSON.stringify(stored).includes(secret.slice(6)), 'sealed');
    await shop.happen({ type: 'order.edited', orderId });
    await drain();
    verify(secret);
    const rotated = await shop.use((services) => services.webhooks.rotate(made.id, { keepHours: 1 }));
    await shop.happen({ type: 'order.edited', orderId });
    await drain();
    verify(secret);
    verify(rotated.secret);
    shop.ms += 0.9 * HOUR;
    await shop.use((services) => services.webhooks.ping(made.id));
    shop.ms += 0.2 * HOUR;
    await drain();
    assert.equal(shop.calls.at(-1)!.headers['webhook-signature']!.split(' ').length, 1);
  });

  it('are tried ten times as the specification suggests, then wait for somebody to send them once more', async () => {
    const { endpoint: made } = await endpoint();
    shop.answer = async () => ({ status: 500, snippet: 'no\u0000t now', retryAfterS: null });
    await shop.happen({ type: 'order.edited', orderId });
    for (let tries = 0; tries < 10; tries += 1) {
      await drain();
      shop.ms += 24 * HOUR;
    }
    await drain();
    const [delivery] = (await deliveries()).deliveries;
    assert.equal(delivery?.status, 'dead');
    assert.equal(delivery.attempts, 10);
    assert.equal(delivery.log.length, 10);
    assert.equal(delivery.log[0]?.status, 500);
    assert.equal(shop.calls.length, 10);
    shop.answer = async () => OK;
    await shop.use((services) => services.webhooks.replay(delivery.id));
    await drain();
    assert.equal((await deliveries()).deliveries[0]?.status, 'delivered');
    assert.equal(new Set(shop.calls.map(({ headers }) => headers['webhook-id'])).size, 1);
    const { queued } = await shop.use((services) =>
      services.webhooks.replaySince(made.id, new Date(shop.ms - 365 * 24 * HOUR).toISOString()),
    );
    assert.equal(queued, 1);
  });

  it('wait as long as an endpoint asks, and stop where it says it is gone', async () => {
    const { endpoint: made } = await endpoint();
    shop.answer = async () => ({ status: 503, snippet: '', retryAfterS: 7200 });
    await shop.happen({ type: 'order.edited', orderId });
    await drain();
    const [waiting] = (await deliveries()).deliveries;
    assert.ok(Date.parse(waiting!.nextTryAt!) >= shop.ms + 2 * HOUR);
    shop.ms += 3 * HOUR;
    shop.answer = async () => ({ status: 410, snippet: '', retryAfterS: null });
    await drain();
    await drain();
    assert.deepEqual(
      subjects().filter((subject) => subject.includes('webhook')),
      ['merchant@shop.example: A webhook endpoint was switched off'],
    );
    assert.match(shop.mails.at(-1)?.text ?? '', /https:\/\/hooks\.example\.com\/in/);
    const after = await shop.use((services) => services.webhooks.endpoint(made.id));
    assert.deepEqual([after.endpoint.status, after.endpoint.reason], ['disabled', 'gone']);
    await shop.happen({ type: 'order.cancelled', orderId });
    await drain();
    assert.equal(shop.calls.length, 2);
  });

  it('and mails are forgotten when they are old, and so is the work they came from', async () => {
    await endpoint();
    await shop.happen({ type: 'order.edited', orderId });
    await drain();
    const kept = () =>
      shop.use(async (services, database) => {
        await services.outbox.sweep();
        return database.first(`SELECT (SELECT count(*) FROM messages) AS messages, (SELECT count(*) FROM outbox) AS outbox,
          (SELECT count(*) FROM webhook_events) AS events, (SELECT count(*) FROM webhook_deliveries) AS deliveries`);
      });
    assert.deepEqual({ ...(await kept()) }, { messages: 1, outbox: 1, events: 1, deliveries: 1 });
    shop.ms += 31 * 24 * HOUR;
    assert.deepEqual({ ...(await kept()) }, { messages: 1, outbox: 0, events: 0, deliveries: 0 });
    shop.ms += 60 * 24 * HOUR;
    assert.deepEqual({ ...(await kept()) }, { messages: 0, outbox: 0, events: 0, deliveries: 0 });
  });

  it('about one order come in order, and an endpoint that fails holds no other back', async () => {
    await endpoint('https://bad.example.com/');
    await endpoint('https://good.example.com/');
    shop.answer = async ({ url }) => (url.includes('bad') ? { status: 500, snippet: '', retryAfterS: null } : OK);
    await shop.happen(
      { type: 'order.placed', orderId },
      { type: 'order.paid', orderId },
      { type: 'order.edited', orderId },
    );
    await drain();
    const heard = (host: string) =>
      shop.calls.filter(({ url }) => url.includes(host)).map(({ body }) => (JSON.parse(body) as { type: string }).type);
    assert.deepEqual(heard('good'), ['order.placed', 'order.paid', 'order.edited']);
    assert.deepEqual(heard('bad'), ['order.placed']);
    const waiting = (await deliveries()).deliveries.filter(({ status }) => status === 'pending');
    assert.deepEqual(waiting.map(({ waitsFor }) => waitsFor).sort(), [null, 'order.placed', 'order.placed']);
    shop.answer = async () => OK;
    shop.ms += HOUR;
    await drain();
    assert.deepEqual(heard('bad'), ['order.placed', 'order.placed', 'order.paid', 'order.edited']);
  });
});
