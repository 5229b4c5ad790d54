import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { foldCart, MAX_ENTRIES, tick, type CartEntry } from '../contract/cart-log.ts';
import { lineKey } from '../contract/cart-log.ts';
import { takeId } from '../contract/take-id.ts';
import { assertError, startApi, type Answer } from './api.test-support.ts';
import { sell, variantId } from './catalogue.test-support.ts';

const api = await startApi();
await api.store('ada', {}, sell({ handle: 'mug', variants: [{ price: 1250 }] }, { handle: 'cup' }));
await api.store('bob');

const mug = variantId('mug');
let clock = '';
const entry = (change: Partial<CartEntry> = {}): CartEntry => {
  clock = tick(clock, 1_700_000_000_000, 'test');
  return { id: crypto.randomUUID(), kind: 'add', variantId: mug, options: {}, quantity: 1, text: '', clock, ...change };
};
const open = async (store = 'ada') => (await api.post(`/v1/stores/${store}/cart-sessions`, {})).body;
const log = (cart: { cartId: string; token: string }, entries: unknown[] = [], more: object = {}): Promise<Answer> =>
  api.post(`/v1/stores/ada/carts/${cart.cartId}/log`, { token: cart.token, entries, ...more });

describe('carts over HTTP', () => {
  it('opens a cart, and the same cart again for its token', async () => {
    const cart = await open();
    assert.equal(cart.sync, null);
    assert.ok(cart.token.length >= 22);
    const again = await api.post('/v1/stores/ada/cart-sessions', { token: cart.token });
    assert.equal(again.body.cartId, cart.cartId);
    assert.equal(again.headers.get('cache-control'), 'no-store');
  });

  it('keeps only the hash of a token', async () => {
    const { cartId, token } = await open();
    const row = await api.inspect('ada', (db) => db.first('SELECT * FROM carts WHERE id = ?', [cartId]));
    assert.ok(!JSON.stringify(row).includes(token));
  });

  it('takes entries in once, however often they are handed in, and gives the log back', async () => {
    const cart = await open();
    const entries = [
      entry(),
      entry({ quantity: 2 }),
      entry({ kind: 'note', variantId: '', quantity: 0, text: 'Hi "there" ' }),
    ];
    const first = await log(cart, entries);
    assert.deepEqual(first.body.entries, entries);
    const again = await log(cart, [...entries, ...entries]);
    assert.deepEqual(again.body.entries, entries);
    const cold = await log(cart);
    assert.equal(foldCart(cold.body.entries).lines[0]?.quantity, 3);
    assert.equal(foldCart(cold.body.entries).note, 'Hi "there" ');
  });

  it('counts adds of two devices at once, each exactly once', async () => {
    const cart = await open();
    const entries = Array.from({ length: 20 }, () => entry());
    await Promise.all(entries.flatMap((one) => [log(cart, [one]), log(cart, [one])]));
    assert.equal(foldCart((await log(cart)).body.entries).count, 20);
  });

  it('never edits an entry: the same id with other content changes nothing', async () => {
    const cart = await open();
    const one = entry();
    await log(cart, [one]);
    const forged = await log(cart, [{ ...one, quantity: 99 }]);
    assert.deepEqual(forged.body.entries, [one]);
  });

  it('does not let one cart’s ids stand in the way of another’s', async () => {
    const [mine, theirs] = [await open(), await open()];
    const one = entry();
    await log(theirs, [one]);
    assert.deepEqual((await log(mine, [one])).body.entries, [one]);
    await log(theirs, [], { forget: [one.id] });
    assert.deepEqual((await log(mine)).body.entries, [one]);
  });

  it('forgets only what a later entry has replaced', async () => {
    const cart = await open();
    const [first, old, base, late] = [entry(), entry(), entry({ kind: 'set', quantity: 5 }), entry()];
    const all = [first, old, base, late];
    const { body } = await log(cart, all, { forget: all.map(({ id }) => id) });
    assert.deepEqual(body.entries, [first, base, late]);
  });

  it('tells nobody which carts exist', async () => {
    const cart = await open();
    const other = await open();
    const answers = await Promise.all([
      log({ cartId: cart.cartId, token: other.token }),
      log({ cartId: crypto.randomUUID(), token: cart.token }),
      log({ cartId: crypto.randomUUID(), token: 'x'.repeat(32) }),
      api.post(`/v1/stores/bob/carts/${cart.cartId}/log`, { token: cart.token, entries: [] }),
    ]);
    for (const answer of answers) {
      assertError(answer, 'cart_not_found', 404);
      assert.equal(answer.body.error.message, answers[0]?.body.error.message);
    }
    assertError(await api.post('/v1/stores/bob/cart-sessions', { token: cart.token }), 'cart_token_invalid', 403);
  });

  it('closes an expired cart, and moves the expiry on at most once an hour', async () => {
    const cart = await open();
    const hour = 3_600_000;
    const setExpiry = (at: number) =>
      api.inspect('ada', (db) => db.run('UPDATE carts SET expires_at = ? WHERE id = ?', [at, cart.cartId]));
    await setExpiry(cart.expiresAt - hour / 2);
    assert.equal((await log(cart)).body.expiresAt, cart.expiresAt - hour / 2);
    await setExpiry(cart.expiresAt - 2 * hour);
    assert.ok((await log(cart)).body.expiresAt >= cart.expiresAt);
    await setExpiry(Date.now() - 1);
    assertError(await log(cart), 'cart_not_found', 404);
    assertError(await api.post('/v1/stores/ada/cart-sessions', { token: cart.token }), 'cart_token_invalid', 403);
  });

  it('refuses more entries than a cart holds, and forgets by itself what no longer matters in a long log', async () => {
    const cart = await open();
    const all = Array.from({ length: MAX_ENTRIES }, () => entry());
    for (let i = 0; i < all.length; i += 500) await log(cart, all.slice(i, i + 500));
    assertError(await log(cart, [entry()]), 'cart_full', 409);
    assert.equal((await log(cart, [all[0]])).status, 200);
    const base = entry({ kind: 'set', quantity: 7 });
    assert.deepEqual((await log(cart, [base])).body.entries, [all[0], base]);
    assert.equal(foldCart((await log(cart, all.slice(5, 9))).body.entries).count, 7);
  });

  it('refuses what it cannot understand', async () => {
    const cart = await open();
    const path = `/v1/stores/ada/carts/${cart.cartId}/log`;
    for (const bad of [
      { ...entry(), id: 'x' },
      { ...entry(), kind: 'steal' },
      { ...entry(), quantity: 0 },
      { ...entry(), quantity: -1 },
      { ...entry(), quantity: 10_000 },
      { ...entry(), clock: 'now' },
      { ...entry(), clock: 'zzzzzzzzz-zzzz-z' },
      { ...entry(), variantId: '' },
      { ...entry(), options: { a: 1 } },
      { ...entry(), options: Object.fromEntries(Array.from({ length: 21 }, (_, i) => [`o${i}`, ''])) },
      { ...entry({ kind: 'note', quantity: 0 }), text: 'x' },
      entry({ kind: 'later', quantity: 2 }),
      entry({ kind: 'code', variantId: '', text: '' }),
      entry({ kind: 'code', variantId: '', text: 'x'.repeat(65) }),
      entry({ kind: 'code', text: 'SAVE' }),
    ])
      assertError(await log(cart, [bad]), 'invalid_request', 400);
    assertError(await api.post(path, { token: cart.token, entries: Array(501).fill(entry()) }), 'invalid_request', 400);
    assertError(
      await api.post('/v1/stores/ada/carts/x/log', { token: cart.token, entries: [] }),
      'invalid_request',
      400,
    );
    assertError(await api.post(path, '{"token":'), 'invalid_json', 400);
    assertError(await api.post(path, ''), 'invalid_json', 400);
    assertError(await api.post(path, '['.repeat(100_000)), 'invalid_json', 400);
    assertError(await api.post(path, JSON.stringify({ token: 'x'.repeat(300_000) })), 'body_too_large', 413);
    assert.deepEqual((await log(cart)).body.entries, []);
  });

  it('takes what was ordered out of the cart, once, under the id a browser would derive', async () => {
    const cart = await open();
    const engraved = { options: { engraving: 'A' } };
    await log(cart, [entry({ quantity: 3 }), entry(engraved), entry({ variantId: variantId('cup') })]);
    const order = {
      idempotencyKey: `cart-${cart.cartId}`,
      lines: [
        { variantId: mug, quantity: 3 },
        { variantId: mug, quantity: 1, ...engraved },
      ],
      email: 'ada@shop.example',
      shippingAddress: { name: 'Ada', line1: '1', city: 'Berlin', postcode: '10115', country: 'DE' },
      deliveryMethodId: 'standard',
      paymentMethodId: 'bank_transfer',
      expectedTotal: { amountMinor: 5000, currency: 'EUR' },
      cart: { cartId: cart.cartId, token: cart.token },
    };
    const placed = await api.post('/v1/stores/ada/checkouts', order);
    assert.equal(placed.status, 201);
    await api.post('/v1/stores/ada/checkouts', order);
    // The edge does it beside the answer; the browser does the same, and whichever comes second changes nothing.
    const takes = await Promise.all(
      order.lines.map(async ({ quantity, ...line }) =>
        entry({
          ...line,
          id: await takeId(placed.body.order.id, lineKey(mug, 'options' in line ? line.options : {})),
          kind: 'take',
          quantity,
        }),
      ),
    );
    await log(cart, takes);
    const { entries } = (await log(cart)).body;
    assert.deepEqual(
      foldCart(entries).lines.map(({ variantId, quantity }) => [variantId, quantity]),
      [[variantId('cup'), 1]],
    );
    assert.equal(entries.filter(({ kind }: CartEntry) => kind === 'take').length, 2);
  });

  it('leaves a cart alone whose token the order does not have, and places the order all the same', async () => {
    const cart = await open();
    await log(cart, [entry()]);
    const placed = await api.post('/v1/stores/ada/checkouts', {
      idempotencyKey: `theft-${cart.cartId}`,
      lines: [{ variantId: mug, quantity: 1 }],
      email: 'eve@shop.example',
      shippingAddress: { name: 'Eve', line1: '1', city: 'Berlin', postcode: '10115', country: 'DE' },
      deliveryMethodId: 'standard',
      paymentMethodId: 'bank_transfer',
      expectedTotal: { amountMinor: 1250, currency: 'EUR' },
      cart: { cartId: cart.cartId, token: 'x'.repeat(32) },
    });
    assert.equal(placed.status, 201);
    const work = await api.inspect('ada', (db) =>
      db.all("SELECT 1 FROM outbox WHERE kind = 'cart_take' AND payload LIKE ?", [`%${placed.body.order.id}%`]),
    );
    assert.deepEqual(work, []);
    assert.equal((await log(cart)).body.entries.length, 1);
  });
});

describe('carts that are shared', () => {
  const at = (cart: { cartId: string }, what: string) => `/v1/stores/ada/carts/${cart.cartId}/${what}`;

  it('hands a cart over by a code, once, and to this store alone', async () => {
    const cart = await open();
    await log(cart, [entry()]);
    const made = await api.post(at(cart, 'handovers'), { token: cart.token });
    assert.equal(made.headers.get('cache-control'), 'no-store');
    const { code } = made.body;
    assertError(await api.post('/v1/stores/bob/cart-handovers', { code }), 'cart_code_invalid', 403);
    const taken = await api.post('/v1/stores/ada/cart-handovers', { code });
    assert.equal(taken.body.cartId, cart.cartId);
    assert.equal(foldCart((await log(taken.body)).body.entries).count, 1);
    assertError(await api.post('/v1/stores/ada/cart-handovers', { code }), 'cart_code_invalid', 403);
  });

  it('shares no cart between origins that the store does not list', async () => {
    const cart = await open();
    const asked = await api.request(at(cart, 'handovers'), {
      method: 'POST',
      headers: { origin: 'https://shop.example' },
      body: JSON.stringify({ token: cart.token, to: 'https://other.example' }),
    });
    assert.equal(asked.status, 403);
    assert.equal((await asked.json()).error.code, 'origin_not_allowed');
  });

  it('is claimed by nobody who is not signed in', async () => {
    const cart = await open();
    assertError(await api.post(at(cart, 'claim'), { token: cart.token }), 'customer_token_invalid', 401);
  });
});
