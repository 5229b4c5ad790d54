import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Browser, mailedPath, PASSWORD, signInByLink, signUp } from './account.test-support.ts';
import { startApi } from './api.test-support.ts';
import { sell, variantId } from './catalogue.test-support.ts';

const api = await startApi();
await api.store('ada', {}, sell({ handle: 'mug', variants: [{ price: 1250 }] }));
await api.store('bob', {}, sell({ handle: 'hat' }));

let orders = 0;
const order = (store: string, product: string, email: string, total: number, more: object = {}) =>
  api.post(`/v1/stores/${store}/checkouts`, {
    idempotencyKey: `account-order-${String((orders += 1)).padStart(8, '0')}`,
    lines: [{ variantId: variantId(product), quantity: 1 }],
    email,
    shippingAddress: { name: 'Guest', line1: '1 Square', city: 'Berlin', postcode: '10115', country: 'DE' },
    deliveryMethodId: 'standard',
    paymentMethodId: 'bank_transfer',
    expectedTotal: { amountMinor: total, currency: 'EUR' },
    ...more,
  });
const customerOf = (email: string) =>
  api.inspect('ada', (db) => db.first('SELECT account_id AS account, name FROM customers WHERE email = ?', [email]));

describe('an account', () => {
  it('gets the orders its owner placed as a guest, once the e-mail is proved and not before', async () => {
    const email = 'guest@shop.example';
    assert.equal((await order('ada', 'mug', email, 1250)).status, 201);
    const browser = new Browser(api, 'ada');
    await browser.submit('/sign-up', { name: 'Grace Hopper', email, password: PASSWORD });
    const path = await mailedPath(api, 'ada', 'customer.verify_email', email);
    assert.equal((await customerOf(email))?.['account'], null);
    const refused = await browser.submit('/sign-in', { email, password: PASSWORD });
    assert.match(await refused.text(), /confirm your email first/);
    const token = new URLSearchParams(path.split('?')[1]).get('token')!;
    // Whoever reads the mail and did not choose the password has not asked for the account.
    const guessed = await browser.submit('/verify', { token, password: 'not the password' }, {}, path);
    assert.equal(guessed.status, 400);
    assert.equal((await customerOf(email))?.['account'], null);
    const proved = await browser.submit('/verify', { token, password: PASSWORD }, {}, path);
    assert.equal(proved.status, 303);
    assert.notEqual((await customerOf(email))?.['account'], null);
    const page = await (await browser.get('/orders')).text();
    assert.match(page, /#1001/);
    const [, detail = ''] = /href="[^"]*(\/orders\/[0-9A-Z]{26})"/.exec(page) ?? [];
    assert.match(await (await browser.get(detail)).text(), /10115 Berlin/);
  });

  it('is nobody’s in another store, with the same e-mail and the same cookie', async () => {
    const email = 'two@shop.example';
    const browser = new Browser(api, 'ada');
    await signUp(api, browser, 'ada', email);
    const other = new Browser(api, 'bob');
    const session = browser.cookies.get('vitrine_session_ada')!;
    for (const name of ['vitrine_session_ada', 'vitrine_session_bob']) other.cookies.set(name, session);
    assert.match((await other.get('')).headers.get('location') ?? '', /bob\/account\/sign-in$/);
    assert.match(await (await other.submit('/sign-in', { email, password: PASSWORD })).text(), /do not fit together/);
    assert.equal((await other.get(await mailedPath(api, 'ada', 'customer.verify_email', email))).status, 404);
  });

  it('is signed in under a new session each time, and never under one that was planted', async () => {
    const email = 'fixed@shop.example';
    const browser = new Browser(api, 'ada');
    await signUp(api, browser, 'ada', email);
    const first = browser.cookies.get('vitrine_session_ada')!;
    const planted = 'A'.repeat(32);
    const victim = new Browser(api, 'ada');
    victim.cookies.set('vitrine_session_ada', planted);
    assert.equal((await victim.submit('/sign-in', { email, password: PASSWORD })).status, 303);
    assert.notEqual(victim.cookies.get('vitrine_session_ada'), planted);
    const attacker = new Browser(api, 'ada');
    attacker.cookies.set('vitrine_session_ada', planted);
    assert.equal((await attacker.get('/profile')).status, 303);
    // Who signs in again where he is signed in leaves the old session behind, dead.
    browser.cookies.delete('vitrine_browser_ada');
    await browser.get('/mail-link');
    await browser.submit('/mail-link', { email });
    const path = await mailedPath(api, 'ada', 'customer.sign_in_link', email);
    const text = await (await browser.get(path)).text();
    const token = /name="token" value="([^"]*)"/.exec(text)![1]!;
    assert.equal((await browser.submit('/link', { token }, {}, path)).status, 303);
    const old = new Browser(api, 'ada');
    old.cookies.set('vitrine_session_ada', first);
    assert.equal((await old.get('/profile')).status, 303);
    assert.equal((await browser.get('/profile')).status, 200);
    // At rest there are only hashes.
    const kept = await api.inspect('ada', (db) => db.all('SELECT * FROM account_sessions'));
    assert.ok(!JSON.stringify(kept).includes(browser.cookies.get('vitrine_session_ada')!));
  });

  it('ends every session when its password changes, and knows the new one', async () => {
    const email = 'change@shop.example';
    const [here, there] = [new Browser(api, 'ada'), new Browser(api, 'ada')];
    await signUp(api, here, 'ada', email);
    await there.submit('/sign-in', { email, password: PASSWORD });
    assert.equal((await there.get('/profile')).status, 200);
    const next = 'another green teapot';
    const changed = await here.submit('/password', { current: PASSWORD, password: next }, {}, '/devices');
    assert.equal(changed.status, 303);
    assert.equal((await here.get('/profile')).status, 200);
    assert.equal((await there.get('/profile')).status, 303);
    assert.equal((await there.submit('/sign-in', { email, password: next })).status, 303);
  });
});

describe('what a mail carries', () => {
  it('sets a password once, and what was tried with it a second time is refused', async () => {
    const email = 'reset@shop.example';
    const browser = new Browser(api, 'ada');
    await signUp(api, browser, 'ada', email);
    await browser.submit('/reset', { email });
    const path = await mailedPath(api, 'ada', 'customer.reset_password', email);
    const token = new URLSearchParams(path.split('?')[1]).get('token')!;
    // A scanner of mail opens every link: nothing comes of it.
    for (let round = 0; round < 3; round += 1) assert.equal((await new Browser(api, 'ada').get(path)).status, 200);
    const fields = { token, password: 'a third green teapot' };
    assert.equal((await new Browser(api, 'ada').submit('/reset/new', fields, {}, path)).status, 303);
    const again = { token, password: 'the thief’s own teapot' };
    assert.equal((await new Browser(api, 'ada').submit('/reset/new', again, {}, path)).status, 404);
    assert.equal((await browser.get('/profile')).status, 303);
  });

  it('signs in once, by its button and not by its link, and elsewhere only who knows whose it is', async () => {
    const email = 'link@shop.example';
    const browser = new Browser(api, 'ada');
    await browser.get('/mail-link');
    await browser.submit('/mail-link', { email });
    const path = await mailedPath(api, 'ada', 'customer.sign_in_link', email);
    for (let round = 0; round < 3; round += 1) await new Browser(api, 'ada').get(path);
    const elsewhere = new Browser(api, 'ada');
    const shown = await (await elsewhere.get(path)).text();
    assert.doesNotMatch(shown, /link@shop/);
    const token = /name="token" value="([^"]*)"/.exec(shown)![1]!;
    assert.equal((await elsewhere.submit('/link', { token }, {}, path)).status, 400);
    assert.equal((await elsewhere.submit('/link', { token, email: 'eve@shop.example' }, {}, path)).status, 400);
    const own = /name="token" value="([^"]*)"/.exec(await (await browser.get(path)).text())![1]!;
    assert.equal((await browser.submit('/link', { token: own }, {}, path)).status, 303);
    assert.equal((await browser.get('/profile')).status, 200);
    assert.equal((await browser.submit('/link', { token: own }, {}, '/mail-link')).status, 404);
    assert.equal((await elsewhere.submit('/link', { token, email }, {}, '/mail-link')).status, 404);
  });
});

describe('the pages of an account', () => {
  it('refuse forms that another site has sent, or that carry no token of this browser', async () => {
    const browser = new Browser(api, 'ada');
    await signInByLink(api, browser, 'ada', 'csrf@shop.example');
    const name = async () => (await customerOf('csrf@shop.example'))?.['name'];
    const own = /name="form_token" value="([^"]*)"/.exec(await (await browser.get('/profile')).text())![1]!;
    const path = `${browser.base}/profile`;
    for (const origin of ['https://evil.test', 'null', 'http://shop.test.evil.test'])
      await browser.post(path, { form_token: own, name: 'Mallory' }, { origin });
    for (const form_token of ['', 'x', own.slice(0, -1)]) await browser.post(path, { form_token, name: 'Mallory' });
    const elsewhere = /name="form_token" value="([^"]*)"/.exec(
      await (await new Browser(api, 'ada').get('/sign-in')).text(),
    )![1]!;
    await browser.post(path, { form_token: elsewhere, name: 'Mallory' });
    assert.equal(await name(), '');
    await browser.post(path, { form_token: own, name: 'Ada Lovelace' });
    assert.equal(await name(), 'Ada Lovelace');
  });

  it('are framed by nobody, kept by no cache, run no script but ours, and give no cookie to scripts', async () => {
    const response = await new Browser(api, 'ada').get('/sign-in');
    const { headers } = response;
    const policy = headers.get('content-security-policy') ?? '';
    for (const part of [`default-src 'none'`, `frame-ancestors 'none'`, `script-src 'self'`, `form-action 'self'`])
      assert.ok(policy.includes(part), part);
    assert.equal(headers.get('cache-control'), 'no-store');
    assert.equal(headers.get('x-frame-options'), 'DENY');
    for (const cookie of headers.getSetCookie()) assert.match(cookie, /HttpOnly.*SameSite=Lax|SameSite=Lax.*HttpOnly/i);
    assert.doesNotMatch(await response.text(), /<script(?![^>]*src=)|\son\w+=|\sstyle=/);
    const style = await new Browser(api, 'ada').get('/style.css');
    assert.equal(style.headers.getSetCookie().length, 0);
  });

  it('speak the reader’s language, and turn round for Arabic', async () => {
    const read = async (language: string) =>
      (await new Browser(api, 'ada', { 'accept-language': language }).get('/sign-in')).text();
    assert.match(await read('de-AT,de;q=0.9'), /<html lang="de" dir="ltr">[^]*Passwort vergessen/);
    assert.match(await read('ar'), /<html lang="ar" dir="rtl">/);
    assert.match(await read('xx'), /<html lang="en" dir="ltr">/);
    assert.match(await read('constructor'), /<html lang="en" dir="ltr">/);
  });

  it('keep addresses by the rules of their country, and never another’s', async () => {
    const browser = new Browser(api, 'ada');
    await signInByLink(api, browser, 'ada', 'home@shop.example');
    const good = { country: 'DE', name: 'Ada', line1: '1 Square', line2: '', city: 'Berlin', postcode: '10115' };
    const from = '/addresses/edit?country=DE';
    const refused = await browser.submit('/addresses', { ...good, postcode: '1' }, {}, from);
    assert.equal(refused.status, 400);
    assert.match(await refused.text(), /aria-invalid/);
    assert.equal((await browser.submit('/addresses', good, {}, from)).status, 303);
    const id = /addresses\/edit\?id=(\w+)/.exec(await (await browser.get('/addresses')).text())![1]!;
    const other = new Browser(api, 'ada');
    await signInByLink(api, other, 'ada', 'other@shop.example');
    await other.submit('/addresses', { ...good, id, city: 'Stolen' }, {}, from);
    await other.submit('/addresses/remove', { id }, {}, '/addresses/edit');
    assert.doesNotMatch(await (await other.get(`/addresses/edit?id=${id}`)).text(), /10115/);
    assert.match(await (await browser.get('/addresses')).text(), /Berlin/);
  });

  it('give their owner everything, erase it, and leave the shop its books', async () => {
    const email = 'erase@shop.example';
    // Told by mail to the merchant and to his systems, written on a line, in a cart, in a draft, and to a bank.
    const merchants = { settings: { mail: { address: 'shop@shop.example' } } };
    const change = {
      method: 'PATCH',
      body: JSON.stringify(merchants),
      headers: { 'content-type': 'application/json' },
    };
    const authorization = `Bearer ${await api.key('ada', 'store:write')}`;
    const headers = { ...change.headers, authorization };
    assert.equal((await api.call('/v1/admin/stores/ada/settings', { ...change, headers })).status, 200);
    const cart = (await api.post('/v1/stores/ada/cart-sessions', {})).body;
    const options = { engraving: 'For Mustermann' };
    const line = { id: crypto.randomUUID(), kind: 'add', variantId: variantId('mug'), options, quantity: 2, text: '' };
    const entry = { ...line, clock: '0loyw3v28-0000-test' };
    await api.post(`/v1/stores/ada/carts/${cart.cartId}/log`, { token: cart.token, entries: [entry] });
    const { body: placed } = await order('ada', 'mug', email, 1250, {
      lines: [{ variantId: variantId('mug'), quantity: 1, options }],
      shippingAddress: { name: 'Mustermann', line1: '1 Square', city: 'Berlin', postcode: '10115', country: 'DE' },
      billingAddress: { name: 'Mustermann', line1: '2 Square', city: 'Berlin', postcode: '10115', country: 'DE' },
      note: 'Ring at Mustermann',
      phone: '030 1234567',
      cart: { cartId: cart.cartId, token: cart.token },
    });
    await api.post('/v1/stores/ada/checkout-drafts', { fields: { email, name: 'Mustermann' } });
    await api.inspect('ada', (db) =>
      db.run(`UPDATE payments SET client_data = json_object('request', json_object('email', ?)) WHERE order_id = ?`, [
        email,
        placed.order.id,
      ]),
    );
    const browser = new Browser(api, 'ada');
    await signInByLink(api, browser, 'ada', email);
    await browser.submit('/profile', { name: 'Erika Mustermann', phone: '030 1234567' });
    await browser.submit('/preferences', { news: 'yes' });
    const file = await browser.submit('/data/export', {}, {}, '/data');
    assert.match(file.headers.get('content-disposition') ?? '', /attachment/);
    const text = await file.text();
    for (const part of [email, 'Erika Mustermann', '1 Square', 'marketing_email', '"user_agent"'])
      assert.ok(text.includes(part), part);
    assert.doesNotMatch(text, /"token"|token_hash|\$scrypt/);
    const unsure = await browser.submit('/data/delete', {}, {}, '/data');
    assert.equal(unsure.status, 400);
    assert.equal((await browser.submit('/data/delete', { sure: 'yes' }, {}, '/data')).status, 303);
    assert.equal((await browser.get('/profile')).status, 303);
    const left = await api.inspect('ada', async (db) => {
      const tables = await db.all(
        `SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'`,
      );
      const all = await Promise.all(tables.map(({ name }) => db.all(`SELECT * FROM "${String(name)}"`)));
      return JSON.stringify(all, (_, value: unknown) => (value instanceof ArrayBuffer ? null : value));
    });
    for (const part of [email, 'Erika', 'Mustermann', '030 1234567'])
      assert.ok(!left.includes(part), left.slice(Math.max(0, left.indexOf(part) - 300), left.indexOf(part) + 40));
    const books = await api.inspect('ada', (db) =>
      db.first(`SELECT total_minor AS total, shipping_address AS address FROM orders WHERE email LIKE 'erased-%'`),
    );
    assert.equal(books?.['total'], 1250);
    assert.equal(JSON.parse(String(books?.['address'])).country, 'DE');
  });
});
