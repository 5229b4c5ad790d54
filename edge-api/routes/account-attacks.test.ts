import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { corpus } from '../repositories/catalogue.test-support.ts';
import { returnAddress } from '../services/return-address.ts';
import { sha256 } from '../services/secrets.ts';
import { Browser, mailedPath, PASSWORD, signInByLink } from './account.test-support.ts';
import { assertError, startApi } from './api.test-support.ts';

const api = await startApi();
await api.store('ada');
await api.store('bob');
await api.store('listed');
await api.databases.platform.run(
  `UPDATE stores SET allowed_origins = '["https://shop.example"]' WHERE handle = 'listed'`,
);

const verifier = 'the-secret-that-only-the-page-knows';
const asking = async (more: Record<string, string> = {}) =>
  new URLSearchParams({
    origin: 'https://shop.example',
    state: 'the-state-of-this-page',
    challenge: await sha256(verifier),
    ...more,
  });
const tokens = (store: string, body: object, headers: Record<string, string> = {}) =>
  api.call(`/v1/stores/${store}/customer/tokens`, { method: 'POST', body: JSON.stringify(body), headers });
const ofShop = { origin: 'https://shop.example' };
/** The script that takes no press of a double click which began elsewhere: before the page is shown, and so not deferred. */
const UNHURRIED = /<script src="[^"]*\/unhurried\.js"><\/script>[^]*<body>/;

/** Codes as the page of a listed origin gets them, of somebody who is signed in. */
async function codesOf(email: string): Promise<() => Promise<string>> {
  const browser = new Browser(api, 'listed');
  await signInByLink(api, browser, 'listed', email);
  return async () => {
    const text = await (await browser.get(`/connect?${await asking()}`)).text();
    return /data-code="([^"]+)"/.exec(text)?.[1] ?? assert.fail(text);
  };
}

describe('whoever looks for accounts', () => {
  const body = async (response: Response) =>
    `${response.status} ${(await response.text()).replace(/[a-z]+@shop\.example|name="form_token" value="[^"]*"/g, '')}`;

  it('is told the same, to the byte, for an e-mail that has one and for one that has not', async () => {
    const [known, unknown] = ['known@shop.example', 'nobody@shop.example'];
    await new Browser(api, 'ada').submit('/sign-up', { name: 'Ada', email: known, password: PASSWORD });
    await mailedPath(api, 'ada', 'customer.verify_email', known);
    await signInByLink(api, new Browser(api, 'ada'), 'ada', known);
    const forms: [string, Record<string, string>][] = [
      ['/sign-in', { password: 'a wrong green teapot' }],
      ['/sign-up', { name: 'Ada', password: PASSWORD }],
      ['/mail-link', {}],
      ['/reset', {}],
    ];
    for (const [path, fields] of forms) {
      const answers = [];
      for (const email of [known, unknown]) {
        const response = await new Browser(api, 'ada').submit(path, { ...fields, email });
        const headers = [...response.headers].filter(([name]) => !/^(?:x-request-id|date|set-cookie)$/.test(name));
        answers.push(JSON.stringify(headers) + (await body(response)));
      }
      assert.equal(answers[0], answers[1], path);
    }
  });

  it('gets five guesses at a password and then has to wait, while its owner need not', async () => {
    const email = 'guessed@shop.example';
    const statuses: number[] = [];
    const browser = new Browser(api, 'ada');
    for (let guess = 0; guess < 10; guess += 1)
      statuses.push((await browser.submit('/sign-in', { email, password: `guess number ${guess}` })).status);
    assert.deepEqual(statuses, [400, 400, 400, 400, 400, 429, 429, 429, 429, 429]);
    const held = await browser.submit('/sign-in', { email, password: 'guess' });
    assert.ok(Number(held.headers.get('retry-after')) > 10);
    // Others are not held up by it, nor is the owner's way by mail.
    assert.equal((await browser.submit('/sign-in', { email: 'other@shop.example', password: 'guess' })).status, 400);
    await signInByLink(api, new Browser(api, 'ada'), 'ada', email);
  });
});

describe('a merchant’s page', () => {
  it('gets a token for a code, together with its own secret, once, at its own origin, for a minute', async () => {
    const code = await codesOf('page@shop.example');
    for (const [wish, headers] of [
      [{ verifier: `${verifier}x` }, ofShop],
      [{ verifier }, { origin: 'https://evil.test' }],
      [{ verifier }, { origin: 'null' }],
      [{ verifier }, {}],
    ] as const) {
      const each = await code();
      const refused = await tokens('listed', { code: each, ...wish }, headers);
      assert.match(refused.body.error.code, /^(?:customer_token_invalid|origin_not_allowed)$/);
    }
    const good = await code();
    const given = await tokens('listed', { code: good, verifier }, ofShop);
    assert.equal(given.status, 200);
    assert.match(given.body.token, /^vcs_/);
    assert.deepEqual(given.body.customer, { firstName: '', maskedEmail: 'p•••@s•••.example', addressLabels: [] });
    assertError(await tokens('listed', { code: good, verifier }, ofShop), 'customer_token_invalid', 401);
    const late = await code();
    await api.inspect('listed', (db) => db.run(`UPDATE account_codes SET expires_at = '2026-01-01T00:00:00.000Z'`));
    assertError(await tokens('listed', { code: late, verifier }, ofShop), 'customer_token_invalid', 401);
  });

  it('has a token that opens little, at one origin of one store, and ends with its session', async () => {
    const { token } = (
      await tokens('listed', { code: await (await codesOf('narrow@shop.example'))(), verifier }, ofShop)
    ).body;
    const read = (store: string, path: string, headers: Record<string, string> = {}) =>
      api.call(`/v1/stores/${store}/customer${path}`, { headers: { authorization: `Bearer ${token}`, ...headers } });
    assert.equal((await read('listed', '', ofShop)).body.maskedEmail, 'n•••@s•••.example');
    assert.deepEqual((await read('listed', '/orders', ofShop)).body, { orders: [], next: null });
    assertError(await read('listed', '', { origin: 'https://evil.test' }), 'customer_token_invalid', 401);
    for (const path of ['', '/orders']) assertError(await read('bob', path, ofShop), 'customer_token_invalid', 401);
    const cart = (await api.post('/v1/stores/listed/cart-sessions', {})).body;
    const claim = (headers: Record<string, string>) =>
      api.call(`/v1/stores/listed/carts/${cart.cartId}/claim`, {
        method: 'POST',
        body: JSON.stringify({ token: cart.token }),
        headers: { ...ofShop, ...headers },
      });
    assertError(await claim({}), 'customer_token_invalid', 401);
    assert.equal((await claim({ authorization: `Bearer ${token}` })).body.merged, true);
    // It is no key and no session.
    assertError(
      await api.call('/v1/admin/stores/listed/customers', { headers: { authorization: `Bearer ${token}` } }),
      'unauthorized',
      401,
    );
    const thief = new Browser(api, 'listed');
    thief.cookies.set('vitrine_session_listed', token);
    assert.equal((await thief.get('/profile')).status, 303);
    const renewed = await tokens('listed', { renew: true }, { ...ofShop, authorization: `Bearer ${token}` });
    assert.equal(renewed.status, 200);
    assertError(await read('listed', '', ofShop), 'customer_token_invalid', 401);
    const headers = { ...ofShop, authorization: `Bearer ${renewed.body.token}` };
    assert.equal((await api.call('/v1/stores/listed/customer', { headers })).status, 200);
    await api.call('/v1/stores/listed/customer/session', { method: 'DELETE', headers });
    assertError(await api.call('/v1/stores/listed/customer', { headers }), 'customer_token_invalid', 401);
  });

  it('is known by its origin, whole, and of others a store without a list asks the shopper first', async () => {
    const browser = new Browser(api, 'listed');
    await signInByLink(api, browser, 'listed', 'asked@shop.example');
    for (const origin of [
      'https://shop.example.evil.test',
      'https://evil.test',
      'http://shop.example',
      'https://shop.example:8443',
      'https://shop.example@evil.test',
      'null',
      '',
    ]) {
      const response = await browser.get(`/connect?${await asking({ origin })}`);
      assert.equal(response.status, 403, origin);
      assert.doesNotMatch(await response.text(), /data-code|vitrine_code/);
    }
    const other = new Browser(api, 'ada');
    await signInByLink(api, other, 'ada', 'asked@shop.example');
    const page = await other.get(`/connect?${await asking({ origin: 'https://evil.test' })}`);
    const text = await page.text();
    assert.match(text, /Continue on evil\.test\?/);
    assert.match(text, UNHURRIED);
    assert.doesNotMatch(text, /data-code/);
    // The window keeps hold of the page that opened it, and only then.
    assert.equal(page.headers.get('cross-origin-opener-policy'), 'unsafe-none');
    const form_token = /name="form_token" value="([^"]*)"/.exec(text)![1]!;
    const yes = { form_token, answer: 'yes', state: 'the-state-of-this-page' };
    // Asked for one page, then another asks in another window: the word for the first is not the second's.
    const trusted = { ...yes, asker: 'https://trusted.example' };
    assert.doesNotMatch(await (await other.post(`${other.base}/connect`, trusted)).text(), /data-code/);
    await other.get(`/connect?${await asking({ origin: 'https://evil.test' })}`);
    assert.match(text, /name="asker" value="https:\/\/evil\.test"/);
    const said = await other.post(`${other.base}/connect`, { ...yes, asker: 'https://evil.test' });
    assert.match(await said.text(), /data-origin="https:\/\/evil\.test"/);
  });

  it('gets the one saved address that the shopper chose for it, and no other page does', async () => {
    const browser = new Browser(api, 'listed');
    const street = 'Unter den Linden 1';
    const asks = async (more: Record<string, string> = {}) => {
      const asked = { ask: 'address', challenge: '', return_url: 'https://shop.example/', ...more };
      return browser.get(`/connect?${await asking(asked)}`);
    };
    // Whoever is signed out signs in first, and comes back here.
    assert.equal((await asks()).status, 303);
    await signInByLink(api, browser, 'listed', 'chooser@shop.example');
    const saved = { name: 'Ada', line1: street, postcode: '10117', city: 'Berlin', country: 'DE' };
    for (const line1 of [street, 'Secret Street 2'])
      await browser.submit('/addresses', { ...saved, line1 }, {}, '/addresses/edit?country=DE');

    for (const origin of ['https://evil.test', 'https://shop.example.evil.test', 'null', ''])
      assert.equal((await asks({ origin })).status, 403, origin);
    assert.equal((await asks({ state: 'short' })).status, 403);

    const page = await asks();
    assert.equal(page.headers.get('cross-origin-opener-policy'), 'unsafe-none');
    const text = await page.text();
    assert.match(text, /shop\.example gets the one address/);
    assert.match(text, UNHURRIED);
    assert.doesNotMatch(text, /data-address|data-code|vitrine_code/);
    const form_token = /name="form_token" value="([^"]*)"/.exec(text)![1]!;
    const ids = [...text.matchAll(/name="id"\s+value="(\w+)"/g)].map(([, id]) => id!);
    assert.equal(ids.length, 2);
    const id = ids.find((one) => text.split(`a-${one}"`)[1]!.trimStart().slice(0, 60).includes(street))!;
    const choose = async (fields: Record<string, string> = {}, headers = {}) => {
      const shown = { asker: 'https://shop.example', state: 'the-state-of-this-page' };
      const said = { form_token, ...shown, id, ...fields };
      const response = await browser.post(`${browser.base}/choose-address`, said, headers);
      return { status: response.status, text: await response.text() };
    };
    const given = await choose();
    assert.match(given.text, /data-origin="https:\/\/shop\.example"/);
    assert.match(given.text, /data-state="the-state-of-this-page"/);
    assert.ok(given.text.includes(street) && !given.text.includes('Secret Street'));
    // Each answer needs a question of its own: this one is over.
    assert.doesNotMatch((await choose()).text, /data-address/);
    for (const [fields, headers] of [
      [{ state: 'the-state-of-another' }, {}],
      [{ asker: 'https://other.example' }, {}],
      [{ id: '01J00000000000000000000000' }, {}],
      [{ form_token: 'guessed' }, {}],
      [{}, { origin: 'https://evil.test' }],
    ] as const) {
      await asks();
      const refused = await choose(fields, headers);
      assert.equal(refused.status, 303, JSON.stringify([fields, headers]));
      assert.doesNotMatch(refused.text, /data-address/);
    }
    // Nor does the way to an address lead to a code.
    await asks();
    const shown = { asker: 'https://shop.example', state: 'the-state-of-this-page' };
    const code = await browser.post(`${browser.base}/connect`, { form_token, answer: 'yes', ...shown });
    assert.doesNotMatch(await code.text(), /data-code/);
  });

  it('is led back to itself alone: no address that only looks like its own', () => {
    assert.equal(returnAddress('https://shop.example/a?b#c', 'https://shop.example'), 'https://shop.example/a?b#c');
    for (const address of ['//shop.example', 'https:/shop.example', 'https://shop.example\\@evil.test', 'javascript:x'])
      assert.equal(returnAddress(address, 'https://shop.example'), undefined, address);
    const rows = corpus('url-field');
    let taken = 0;
    for (const payload of rows) {
      const back = returnAddress(payload, 'https://shop.example');
      if (back === undefined) continue;
      taken += 1;
      assert.equal(new URL(back).origin, 'https://shop.example', payload);
      assert.match(back, /^https:\/\/shop\.example(?:[/?#]|$)/, payload);
    }
    assert.ok(taken <= rows.length / 4, `${taken} of ${rows.length}`);
  });
});

describe('the pages of an account at a store’s own host', () => {
  it('are that store’s alone, and give cookies that no other host can replace', async () => {
    const hosted = await startApi({}, { BASE_DOMAIN: 'shops.example', PUBLIC_URL: 'https://shops.example' });
    for (const store of ['ada', 'bob']) await hosted.store(store);
    const at = (host: string, path: string) => hosted.request(`http://${host}${path}`, { redirect: 'manual' });
    const page = await at('ada.shops.example', '/account/sign-in');
    assert.equal(page.status, 200);
    const [cookie = ''] = page.headers.getSetCookie();
    assert.match(cookie, /^__Host-vitrine_browser_ada=[^;]+;(?=.*Path=\/)(?=.*Secure)(?=.*HttpOnly)(?!.*Domain)/);
    assert.match(page.headers.get('strict-transport-security') ?? '', /max-age/);
    assert.match(
      await (await at('ada.shops.example', '/stores/ada/account/sign-in')).text(),
      /action="\/account\/sign-in"/,
    );
    for (const [host, path] of [
      ['ada.shops.example', '/stores/bob/account/sign-in'],
      ['shops.example', '/account/sign-in'],
      ['shops.example', '/stores/nobody/account/sign-in'],
      ['evil.test', '/account/sign-in'],
    ] as const)
      assert.equal((await at(host, path)).status, 404, host + path);
    assert.equal((await at('shops.example', '/stores/bob/account/sign-in')).status, 200);
  });
});
