import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { signBankBody } from './adapters/payments/test-bank/signature.ts';
import { sealer } from './adapters/provisioning/sealing.ts';
import { readEnvironment } from './env.ts';
import { serveBank } from './isolation/bank.test-support.ts';
import { forgeriesOf, type Forgery } from './isolation/forgeries.test-support.ts';
import { operationsOf, valueFor, type Document, type Values } from './isolation/openapi.test-support.ts';
import {
  each,
  goodsOf,
  honest,
  LIES,
  nextKey,
  QUERY,
  settings,
  worth,
  type Body,
} from './isolation/purchase.test-support.ts';
import { paymentPorts } from './payment-ports.ts';
import { assertError, onWorker, startApi, type Answer } from './routes/api.test-support.ts';
import { variantId } from './routes/catalogue.test-support.ts';

const SECRET = 'bank-of-the-tampering-tests';
const { bank, news, variables } = await serveBank(SECRET);
const environment = readEnvironment(variables);
const api = await startApi(
  { payments: paymentPorts(environment, { sealer: sealer(environment.sealingKey) }) },
  variables,
);
const document = (await (await api.request('/v1/openapi.json')).json()) as Document;
const operations = new Map(operationsOf(document).map((operation) => [operation.name, operation]));

/** Words of another shopper's that nobody else has. */
const VICTIM = 'victim@shop.example';
const CANARY = 'victim-canary-77c1e0';
let adminKey: string;
let bobsToken: string;
let victim: { id: string; token: string; key: string; cart: Session; draft: { id: string; token: string } };
let kept: string;
interface Session {
  readonly cartId: string;
  readonly token: string;
}

const at = (path: string, store = 'ada') => `/v1/stores/${store}${path}`;
const merchant = (method: string, path: string, body?: unknown) =>
  api.call(`/v1/admin/stores/ada${path}`, {
    method,
    headers: { authorization: `Bearer ${adminKey}`, ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
const schemaOf = (name: string) => {
  const body = operations.get(name)?.body;
  assert.ok(body, `${name} takes a body`);
  return body;
};

/** Refused or answered, never an accident, and nothing of another's. */
function seen(what: string, answer: Answer): Answer {
  assert.ok(answer.status < 500, `${what} answers ${answer.status}: ${JSON.stringify(answer.body)}`);
  const text = JSON.stringify([answer.body ?? '', [...answer.headers]]);
  for (const secret of [CANARY, victim.id, victim.token, victim.cart.token, victim.draft.token])
    assert.ok(!text.includes(secret), `${what} shows ${secret}`);
  return answer;
}

const stored = () =>
  api.inspect('ada', async (db) => {
    const rows = await Promise.all([
      db.all('SELECT * FROM orders WHERE id = ?', [victim.id]),
      db.all('SELECT * FROM order_lines WHERE order_id = ?', [victim.id]),
      db.all('SELECT * FROM payments WHERE order_id = ?', [victim.id]),
      db.all('SELECT * FROM refunds WHERE order_id = ?', [victim.id]),
      db.all('SELECT * FROM checkouts WHERE id = ?', [victim.draft.id]),
      db.all('SELECT * FROM cart_entries WHERE cart_id = ?', [victim.cart.cartId]),
    ]);
    return JSON.stringify(rows);
  });

/** What was charged, for whom, and what each order is to cost by the rules. */
const placed = new Map<string, { amountMinor: number; currency: string }>();
const chargesOf = (orderId: string) => bank.books().charges.filter(({ order_id }) => order_id === orderId);

/** Pays an order at the bank, and holds what it says and what was taken against the rules. */
async function payFor(what: string, body: Partial<Body>, order: { id: string; token: string }, forged: unknown = {}) {
  const total = worth(body);
  placed.set(order.id, total);
  const begun = seen(what, await api.post(at(`/orders/${order.token}/payment`), JSON.stringify(forged)));
  if (begun.status !== 200) return begun;
  assert.deepEqual(begun.body.payment.amount, total, what);
  await bank.decide(begun.body.payment.next.url.split('/').at(-1), 'pay');
  // Asked again, the shop looks at the bank.
  await api.post(at(`/orders/${order.token}/payment`), {});
  const { body: after } = await api.call(at(`/orders/${order.token}`));
  const paid = [after.order.paymentStatus, after.order.total, after.order.paid, after.order.due.amountMinor];
  assert.deepEqual(paid, ['paid', total, total, 0], what);
  const taken = chargesOf(order.id).map(({ captured, currency }) => ({ amountMinor: captured, currency }));
  assert.deepEqual(taken, [total], what);
  return begun;
}

/** Places and pays as a client that believes every quote would. */
async function buy(what: string, body: Partial<Body>, path = at('/checkouts'), headers: Record<string, string> = {}) {
  const send = (sent: unknown) =>
    api.call(path, {
      method: 'POST',
      body: JSON.stringify(sent),
      headers: { 'content-type': 'text/plain', ...headers },
    });
  let answer = seen(what, await send(body));
  if (answer.body.error?.code === 'price_changed' && !what.startsWith('expectedTotal')) {
    const { total } = answer.body.quote;
    assert.deepEqual(total, worth(body), what);
    answer = seen(what, await send({ ...body, expectedTotal: total }));
  }
  if (answer.status !== 201) return answer;
  const { order } = answer.body;
  assert.deepEqual(order.total, worth(body), what);
  assert.deepEqual([order.status, order.paymentStatus, order.paid.amountMinor], ['open', 'pending', 0], what);
  await payFor(what, body, order);
  return answer;
}

/** Values of the other shopper's, and of another store's, that somebody might try under a name. */
const others = (name: string): readonly unknown[] => {
  if (/currency/i.test(name)) return ['JPY', 'USD', 'eur', 'XXX', 'EUR\u200b'];
  if (/cartId/.test(name)) return [victim.cart.cartId, crypto.randomUUID()];
  if (/token|code$/i.test(name)) return [victim.id, victim.token.toLowerCase(), `${victim.token}x`, bobsToken];
  if (/variantId/.test(name)) return [variantId('bobs'), variantId('hat'), variantId('draft'), 'p-mug'];
  if (/idempotencyKey/.test(name)) return [victim.key];
  if (/checkoutId/.test(name)) return [victim.draft.id, crypto.randomUUID(), victim.id];
  if (/MethodId/.test(name)) return ['courier', 'pickup', 'manual', 'bank_transfer', 'test'];
  if (/email/.test(name)) return [VICTIM];
  if (/lineId/.test(name)) return [victim.id, '0'];
  if (/discountCodes|codes/.test(name)) return ['ten', ' TEN ', 'ＴＥＮ', 'TEN\nTEN', 'TE%', 'EXPIRED', 'OTHERS'];
  return [];
};

before(async () => {
  for (const handle of ['ada', 'bob']) await api.store(handle, { settings }, goodsOf(handle));
  adminKey = await api.key('ada', 'discounts:write', 'orders:write');
  const percent = (bps: number) => ({ value: { type: 'percentage', bps } });
  for (const discount of [
    { codes: ['TEN'], rule: percent(1000) },
    { codes: ['EXPIRED'], rule: percent(9000), endsAt: '2020-01-01T00:00:00.000Z' },
  ]) {
    const made = await merchant('POST', '/discounts', { title: 'Some', kind: 'order', ...discount });
    assert.equal(made.status, 201, JSON.stringify(made.body));
  }
  const key = nextKey();
  const cart = (await api.post(at('/cart-sessions'), {})).body as Session;
  const theirs = {
    email: VICTIM,
    note: CANARY,
    shippingAddress: { ...honest().shippingAddress, name: CANARY },
    discountCodes: [],
    expectedTotal: { amountMinor: 2990, currency: 'EUR' },
  };
  const { order } = (await api.post(at('/checkouts'), { ...honest(theirs), idempotencyKey: key, cart })).body;
  const fields = { email: theirs.email, name: CANARY };
  const { draft, token } = (await api.post(at('/checkout-drafts'), { fields, lines: honest().lines })).body;
  victim = { id: order.id, token: order.token, key, cart, draft: { id: draft.checkoutId, token } };
  const bobs = honest({ discountCodes: [], expectedTotal: { amountMinor: 2990, currency: 'EUR' } });
  bobsToken = (await api.post(at('/checkouts', 'bob'), bobs)).body.order.token;
  kept = await stored();
});

describe('an honest purchase', () => {
  it('costs what the rules say, so that what follows says something', async () => {
    const { status, body } = await buy('honest', honest());
    assert.equal(status, 201, JSON.stringify(body));
    assert.equal((await buy('in yen', honest({ currency: 'JPY' }))).status, 201);
  });
});

describe('a forged quote', () => {
  it('is priced by the rules or refused, whichever field lies', async () => {
    const { lines, deliveryMethodId, discountCodes } = honest();
    const body = { lines, deliveryMethodId, discountCodes, country: 'DE', currency: 'EUR' };
    const forgeries = forgeriesOf(document, schemaOf('POST /v1/stores/{store}/quotes'), body, others);
    assert.ok(forgeries.length > 80);
    let answered = 0;
    await each(forgeries, async ({ what, body: forged }) => {
      const answer = seen(what, await api.post(at('/quotes'), JSON.stringify(forged)));
      if (answer.status !== 200) return assert.equal(answer.status, 400, what);
      answered += 1;
      const sent = forged as Partial<Body>;
      const chosen = answer.body.deliveryMethodId === sent.deliveryMethodId ? sent : { ...sent, deliveryMethodId: '' };
      assert.deepEqual(answer.body.total, worth(chosen), what);
    });
    assert.ok(answered > (onWorker ? 0 : 10), `${answered} quotes`);
  });
});

describe('a forged order', () => {
  it('costs what its goods cost, is charged so, or is refused, whichever field lies', async () => {
    const cart = (await api.post(at('/cart-sessions'), {})).body as Session;
    const full = honest({
      cart: { cartId: cart.cartId, token: cart.token },
      billingAddress: honest().shippingAddress,
      currency: 'EUR',
      locale: 'en',
      consent: { marketing: false },
    });
    const forgeries: Forgery[] = forgeriesOf(document, schemaOf('POST /v1/stores/{store}/checkouts'), full, others);
    assert.ok(forgeries.length > 250, `${forgeries.length}`);
    let bought = 0;
    await each(forgeries, async ({ what, path: [field], body }) => {
      const own = field === 'idempotencyKey' || typeof body !== 'object' || body === null || Array.isArray(body);
      const answer = await buy(what, (own ? body : { ...body, idempotencyKey: nextKey() }) as Partial<Body>);
      if (answer.status === 201) bought += 1;
      else assert.ok(answer.status === 400 || answer.status === 409, `${what} answers ${answer.status}`);
      if (field === 'expectedTotal' && answer.status === 201)
        assert.deepEqual((body as Body).expectedTotal.amountMinor, 2740, what);
    });
    assert.ok(bought > (onWorker ? 2 : 20), `${bought} orders`);
  });

  it('is no other for lying headers, queries and repeated names', async () => {
    for (const headers of LIES)
      assert.equal((await buy(JSON.stringify(headers), honest(), at('/checkouts'), headers)).status, 201);
    assert.equal((await buy('a query', honest(), at(`/checkouts?${QUERY}`))).status, 201);
    for (const [first, second] of [
      [1, 2],
      [2, 1],
    ]) {
      const text = JSON.stringify(honest()).replace('"quantity":2', `"quantity":${first},"quantity":${second}`);
      const answer = await api.post(at('/checkouts'), text);
      if (answer.status !== 201) assertError(answer, 'price_changed', 409);
      else await payFor('twice a name', honest(), answer.body.order);
    }
  });

  it('begins a payment of its own amount, whatever the body says', async () => {
    const forgeries = forgeriesOf(document, schemaOf('POST /v1/stores/{store}/orders/{token}/payment'), {}, others);
    await each(forgeries, async ({ what, body: forged }) => {
      const body = honest();
      const { order } = (await api.post(at('/checkouts'), body)).body;
      const begun = await payFor(what, body, order, forged);
      if (begun.status !== 200) assert.equal(begun.status, 400, what);
    });
  });

  it('is nobody’s under anything but its own token', async () => {
    const { token, id } = victim;
    const near = [
      id,
      token.slice(0, -1),
      `${token}x`,
      `${token}%00`,
      token.toUpperCase(),
      bobsToken,
      '__proto__',
      '..',
    ];
    for (const path of near.map((one) => `/orders/${one}`))
      for (const [method, end] of [
        ['GET', ''],
        ['GET', '/payment'],
        ['POST', '/payment'],
      ] as const) {
        const answer = await api.request(at(path + end), { method, ...(method === 'POST' ? { body: '{}' } : {}) });
        assert.ok([400, 404, 405].includes(answer.status), `${method} ${path}${end} answers ${answer.status}`);
        assert.ok(!(await answer.text()).includes(CANARY));
      }
  });
});

describe('a forged refund', () => {
  it('gives back no more than was taken, of its own order alone', async () => {
    const body = honest();
    const { id } = (await buy('to refund', body)).body.order;
    const forgeries = forgeriesOf(
      document,
      schemaOf('POST /v1/admin/stores/{store}/orders/{orderId}/refunds'),
      { idempotencyKey: nextKey(), amountMinor: 10, reason: '' },
      others,
    );
    await each(forgeries, async ({ what, path, body: forged }) => {
      const sent = path[0] === 'idempotencyKey' ? forged : { ...(forged as object), idempotencyKey: nextKey() };
      seen(what, await merchant('POST', `/orders/${id}/refunds`, path.length === 0 ? forged : sent));
    });
    const back = bank.books().refunds.filter(({ order_id }) => order_id === id);
    const sum = back.reduce((total, { amount }) => total + amount, 0);
    const { order } = (await merchant('GET', `/orders/${id}`)).body;
    assert.ok(sum > 0 && sum <= 2740, `${sum}`);
    assert.equal(order.refunded.amountMinor, sum);
    assert.equal(bank.books().refunds.length, back.length);
  });
});

describe('forged news of a bank', () => {
  const tell = (path: string, body: string, headers: Record<string, string>) =>
    api.request(path, { method: 'POST', body, headers });

  it('change nothing: what is paid is asked of the bank', async () => {
    const body = honest();
    const { order } = (await api.post(at('/checkouts'), body)).body;
    const { payment } = (await api.post(at(`/orders/${order.token}/payment`), {})).body;
    const open = bank.find(payment.next.url.split('/').at(-1))!;
    const lie = (change: object) =>
      JSON.stringify({
        id: `bev_${nextKey()}`,
        type: 'payment.succeeded',
        created: Date.now(),
        object: { ...open, status: 'succeeded', captured: open.amount, ...change },
      });
    const signed = async (text: string, secret = SECRET, atMs = Date.now()) => ({
      'bank-signature': await signBankBody(text, secret, atMs),
    });
    const lies = [
      {},
      { amount: 1, captured: 1 },
      { currency: 'JPY' },
      { order_id: victim.id },
      { payment_id: victim.id },
      { store_id: 'bob' },
      { id: 'bank_0' },
      { id: 1 },
    ];
    const texts = [...lies.map(lie), '{}', '[]', 'null', '"x"', '{"id":1}'];
    for (const text of onWorker ? texts.slice(0, 4) : texts) {
      // By somebody who knows the secret, by others, too late, of other bytes.
      const answers = [
        await tell(at('/payment-events/test'), text, await signed(text)),
        await tell(at('/payment-events/test'), text, await signed(text, 'guessed')),
        await tell(at('/payment-events/test'), text, await signed(text, SECRET, Date.now() - 600_000)),
        await tell(at('/payment-events/test'), `${text} `, await signed(text)),
        await tell(at('/payment-events/manual'), text, await signed(text)),
        await tell(at('/payment-events/__proto__'), text, await signed(text)),
        await tell(at('/payment-events/test', 'bob'), text, await signed(text)),
      ];
      assert.deepEqual([...new Set(answers.slice(1, 6).map(({ status }) => status))], [400], text);
      assert.ok(answers.every(({ status }) => status < 500));
    }
    const { body: still } = await api.post(at(`/orders/${order.token}/payment`), {});
    assert.equal(still.payment.status, 'pending');
    await payFor('after the lies', body, order);
    // What was told once is told again, last first, and by way of the other store.
    for (const { path, body: text, headers } of [...news].reverse()) {
      await tell(path, text, headers);
      await tell(at('/payment-events/test', 'bob'), text, headers);
      await tell(path, JSON.stringify(JSON.parse(text)), headers);
      if (path !== news[0]!.path) break;
    }
    assert.equal(chargesOf(order.id).length, 1);
  });
});

describe('every other way in that takes a body', () => {
  const doors = [...operations.values()].filter(
    ({ door, path, body }) =>
      door === 'public' && body && path.includes('{store}') && !/quotes$|checkouts$|payment$/.test(path),
  );

  it('shows and changes nothing of another shopper’s, whatever is sent', async () => {
    const cart = (await api.post(at('/cart-sessions'), {})).body as Session;
    const { draft, token } = (await api.post(at('/checkout-drafts'), {})).body;
    assert.ok(doors.length > 7);
    for (const { name, path, body } of doors) {
      const known: Readonly<Record<string, unknown>> = {
        cartId: cart.cartId,
        checkoutId: draft.checkoutId,
        token: path.includes('draft') ? token : cart.token,
        variantId: variantId('mug'),
        clock: '0loyw3v28-0000-test',
        locale: 'en',
      };
      const own: Values = (field) =>
        Object.hasOwn(known, field)
          ? known[field]
          : /(?:Token|code|verifier|Id)$/.test(field)
            ? 'nobodys'.repeat(5)
            : undefined;
      const paths = [known, { cartId: victim.cart.cartId, checkoutId: victim.draft.id }].map((ids) =>
        at(
          path.slice('/v1/stores/{store}'.length).replace(/\{(\w+)\}/g, (_, id: string) => String(ids[id as 'cartId'])),
        ),
      );
      const honestly = valueFor(document, '', body!, own);
      await each(forgeriesOf(document, body!, honestly, others), async ({ what, body: forged }) => {
        for (const to of new Set(paths)) seen(`${name}, ${what}`, await api.post(to, JSON.stringify(forged)));
      });
    }
  });
});

describe('whatever was tried', () => {
  it('has left what is somebody else’s as it was, and nobody was charged twice or unasked', async () => {
    assert.equal(await stored(), kept);
    const { charges } = bank.books();
    assert.equal(new Set(charges.map(({ order_id }) => order_id)).size, charges.length);
    for (const { order_id, captured, currency } of charges)
      assert.deepEqual({ amountMinor: captured, currency }, placed.get(order_id));
  });
});
