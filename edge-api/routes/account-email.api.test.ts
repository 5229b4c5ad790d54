import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Browser, mailedPath, PASSWORD, signInByLink, signUp } from './account.test-support.ts';
import { startApi } from './api.test-support.ts';
import { sell, variantId } from './catalogue.test-support.ts';

const api = await startApi();
await api.store('ada', {}, sell({ handle: 'mug', variants: [{ price: 1250 }] }));

const CHANGE = 'customer.change_email';
const ask = (browser: Browser, email: string, more: Record<string, string> = {}) =>
  browser.submit('/email', { email, ...more });
const tokenOf = (path: string) => new URLSearchParams(path.split('?')[1]).get('token')!;
const confirm = (browser: Browser, path: string) =>
  browser.submit('/email/confirm', { token: tokenOf(path) }, {}, '/email');
const isIn = async (browser: Browser) => (await browser.get('/profile')).status === 200;
const all = (sql: string, ...args: string[]) => api.inspect('ada', (db) => db.all(sql, args));
const mailsTo = async (email: string) =>
  (
    await all(
      `SELECT kind AS it FROM messages WHERE recipient = ?1
       UNION ALL SELECT json_extract(payload, '$.type') FROM outbox WHERE done_at IS NULL AND json_extract(payload, '$.email') = ?1`,
      email,
    )
  ).map(({ it }) => String(it).replace('customer.', ''));

describe('another e-mail', () => {
  it('is the account’s once its link is confirmed where one is signed in; others are signed out, and the old one is told', async () => {
    const [old, next] = ['old@shop.example', 'new@shop.example'];
    const placed = await api.post('/v1/stores/ada/checkouts', {
      idempotencyKey: 'email-change-order-1',
      lines: [{ variantId: variantId('mug'), quantity: 1 }],
      email: next,
      shippingAddress: { name: 'Guest', line1: '1 Square', city: 'Berlin', postcode: '10115', country: 'DE' },
      deliveryMethodId: 'standard',
      paymentMethodId: 'bank_transfer',
      expectedTotal: { amountMinor: 1250, currency: 'EUR' },
    });
    assert.equal(placed.status, 201);
    const [here, there] = [new Browser(api, 'ada'), new Browser(api, 'ada')];
    for (const browser of [here, there]) await signInByLink(api, browser, 'ada', old);
    // A link to the old mailbox that must not outlive the change.
    await here.submit('/reset', { email: old }, {}, '/devices');
    const reset = await mailedPath(api, 'ada', 'customer.reset_password', old);

    assert.equal((await ask(here, next)).status, 200);
    const path = await mailedPath(api, 'ada', CHANGE, next);
    // Reading the link changes nothing, wherever it is read; without a session, or in another's, it does nothing at all.
    const stranger = new Browser(api, 'ada');
    const read = await stranger.get(path);
    assert.doesNotMatch(await read.text(), /new@shop|<form/);
    await signInByLink(api, stranger, 'ada', 'stranger@shop.example');
    assert.equal((await stranger.get(path)).status, 404);
    assert.equal((await confirm(stranger, path)).status, 404);
    assert.match(await (await here.get(path)).text(), /new@shop\.example/);
    assert.match(await (await here.get('/profile')).text(), /old@shop\.example/);

    assert.equal((await confirm(here, path)).status, 303);
    assert.match(await (await here.get('/profile')).text(), /new@shop\.example/);
    assert.match(await (await here.get('/orders')).text(), /#1001/);
    assert.equal(await isIn(there), false);
    assert.equal((await confirm(here, path)).status, 404);
    await signInByLink(api, there, 'ada', next);
    assert.match(await (await there.get('/orders')).text(), /#1001/);
    const used = { token: tokenOf(reset), password: 'the old mailbox’s teapot' };
    assert.equal((await new Browser(api, 'ada').submit('/reset/new', used, {}, reset)).status, 404);
    assert.equal((await mailsTo(old)).filter((kind) => kind === 'email_changed').length, 1);
    assert.equal((await all('SELECT 1 FROM customers WHERE email IN (?, ?)', old, next)).length, 1);
  });

  it('that is taken gets the same answer, and its owner a way in instead of a change', async () => {
    const [mine, taken, free] = ['mine@shop.example', 'taken@shop.example', 'free@shop.example'];
    await signInByLink(api, new Browser(api, 'ada'), 'ada', taken);
    const browser = new Browser(api, 'ada');
    await signInByLink(api, browser, 'ada', mine);
    const answers = [];
    for (const email of [taken, free]) {
      const answer = await ask(browser, email);
      answers.push(`${answer.status} ${(await answer.text()).replaceAll(email, '')}`);
    }
    assert.equal(answers[0], answers[1]);
    await mailedPath(api, 'ada', CHANGE, free);
    assert.deepEqual(
      (await mailsTo(taken)).filter((kind) => kind === 'change_email'),
      [],
    );
    // Somebody else proves the address between the mail and its confirmation: it stays theirs.
    const path = await mailedPath(api, 'ada', CHANGE, free);
    await signInByLink(api, new Browser(api, 'ada'), 'ada', free);
    assert.equal((await confirm(browser, path)).status, 404);
    assert.match(await (await browser.get('/profile')).text(), /mine@shop\.example/);
    assert.deepEqual(
      (await mailsTo(mine)).filter((kind) => kind === 'email_changed'),
      [],
    );
  });

  it('needs the password where the sign-in is not fresh, and is forgotten when the session that asked has ended', async () => {
    const [email, next] = ['sure@shop.example', 'surer@shop.example'];
    const [here, there] = [new Browser(api, 'ada'), new Browser(api, 'ada')];
    await signUp(api, here, 'ada', email);
    await there.submit('/sign-in', { email, password: PASSWORD });
    await all(`UPDATE account_sessions SET created_at = '2026-01-01T00:00:00.000Z'
               WHERE account_id = (SELECT id FROM accounts WHERE email = '${email}') RETURNING id`);
    for (const current of ['', 'not the password']) assert.equal((await ask(here, next, { current })).status, 400);
    assert.deepEqual(await mailsTo(next), []);
    assert.equal((await ask(here, next, { current: PASSWORD })).status, 200);
    const path = await mailedPath(api, 'ada', CHANGE, next);
    await there.submit('/devices/end-others', {}, {}, '/devices');
    assert.equal(await isIn(here), false);
    assert.equal((await confirm(there, path)).status, 404);
    for (const wrong of ['no e-mail', email]) assert.equal((await ask(there, wrong)).status, 400);
  });
});
