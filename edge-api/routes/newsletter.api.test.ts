import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { type Post, postOf } from '../outgoing.test-support.ts';
import { assertError, startApi } from './api.test-support.ts';

const api = await startApi({}, { BASE_DOMAIN: 'shops.example' });
const platform = 'http://shops.example';
let key: string;
let post: Post;

const ask = (email: string, more: object = {}) =>
  api.post(`${platform}/v1/stores/ada/newsletter`, {
    email,
    words: 'Once a month.',
    page: 'https://ada.example/?utm=1',
    ...more,
  });
const admin = (path: string, init: RequestInit = {}) =>
  api.request(`${platform}/v1/admin/stores/ada/newsletter${path}`, {
    ...init,
    headers: { authorization: `Bearer ${key}` },
  });
const subscribers = async () =>
  (await (await admin('/subscribers')).json()) as {
    subscribers: { email: string; status: string; page: string; unsubscribeUrl: string }[];
    next: string | null;
  };
const statusOf = async (email: string) =>
  (await subscribers()).subscribers.find((one) => one.email === email)?.status ?? null;

/** What the link mailed to an address opens. */
async function tokenFor(email: string): Promise<string> {
  await post.use((services) =>
    services.newsletter.ask({ email, words: '=1+1', page: '', locale: 'de', website: '' }, null),
  );
  await post.use((services) => services.outbox.drain());
  const mail = post.mails.find(({ to, subject }) => to === email && subject.startsWith('Möchtest'));
  const [, token] =
    /https:\/\/ada\.shops\.example\/newsletter\/confirm\/([\w-]{32})\?lang=de/.exec(mail?.text ?? '') ?? [];
  assert.ok(token, 'no mail with a link came');
  return token;
}
const press = (address: string) => api.request(address, { method: 'POST' });
const host = 'http://ada.shops.example';
const fill = (path: string, fields: Record<string, string>) =>
  api.request(`${host}${path}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
    body: new URLSearchParams(fields).toString(),
  });

before(async () => {
  await api.store('ada', { name: 'Ada’s' });
  key = await api.key('ada', 'customers:write');
  post = await postOf(api, 'ada');
});

describe('the newsletter', () => {
  it('answers the same to whoever asks, keeps what was agreed to, and confirms nothing by itself', async () => {
    const first = await ask('Eve@shop.example');
    const again = await ask('eve@shop.example');
    assert.deepEqual([first.status, first.body], [202, { status: 'confirmation_asked' }]);
    assert.deepEqual([again.status, again.body], [first.status, first.body]);
    const [eve] = (await subscribers()).subscribers;
    assert.deepEqual([eve?.email, eve?.status, eve?.page], ['eve@shop.example', 'pending', 'https://ada.example/']);
    assertError(await ask('nobody'), 'invalid_request', 400);
    assertError(await ask('eve@shop.example', { words: '' }), 'invalid_request', 400);
  });

  it('signs up nobody who fills in what people do not see', async () => {
    assert.equal((await ask('bot@shop.example', { website: 'https://spam.example' })).status, 202);
    assert.equal(await statusOf('bot@shop.example'), null);
  });

  it('is confirmed by the button behind the mail’s link and not by opening it, and ended with one click', async () => {
    const link = `${platform}/subscribe/ada/${await tokenFor('mia@shop.example')}?lang=de`;
    const opened = await api.request(link);
    assert.equal(opened.headers.get('referrer-policy'), 'no-referrer');
    assert.match(await opened.text(), /<html lang="de"[\s\S]*<form method="post">/);
    assert.equal(await statusOf('mia@shop.example'), 'pending');
    assert.equal((await press(link)).status, 200);
    assert.equal(await statusOf('mia@shop.example'), 'confirmed');
    assert.equal((await press(link)).status, 200, 'a second press is no failure');
    const { subscribers: all } = await post.use(({ newsletter }) => newsletter.list({ limit: 100 }));
    const way = new URL(all.find(({ email }) => email === 'mia@shop.example')?.unsubscribeUrl ?? '').href.replace(
      'https:',
      'http:',
    );
    assert.equal((await api.request(way)).status, 200);
    assert.equal(await statusOf('mia@shop.example'), 'confirmed');
    const click = await api.request(way, { method: 'POST', body: 'List-Unsubscribe=One-Click' });
    assert.equal(click.status, 200);
    assert.equal(await statusOf('mia@shop.example'), 'left');
    assert.equal((await press(link)).status, 404, 'an old link brings nobody back');
    assert.equal(await statusOf('mia@shop.example'), 'left');
  });

  it('is confirmed in the store’s own pages where it has some', async () => {
    const path = `/newsletter/confirm/${await tokenFor('own@shop.example')}`;
    assert.match(await (await api.request(`${host}${path}?lang=de`)).text(), /<form method="post">/);
    assert.equal(await statusOf('own@shop.example'), 'pending');
    assert.equal((await fill(path, {})).status, 200);
    assert.equal(await statusOf('own@shop.example'), 'confirmed');
    assert.equal((await fill('/newsletter/confirm/aaaaaaaaaaaaaaaaaaaaaaaa', {})).status, 404);
  });

  it('answers a link that confirms nothing like any other until its button is pressed', async () => {
    assert.equal((await api.request(`${platform}/subscribe/ada/aaaaaaaaaaaaaaaaaaaaaaaa`)).status, 200);
    assert.equal((await press(`${platform}/subscribe/ada/aaaaaaaaaaaaaaaaaaaaaaaa`)).status, 404);
  });

  it('takes a plain form on the store’s own host, and shows a wrong address again', async () => {
    assert.match(await (await api.request(`${host}/newsletter`)).text(), /action="\/newsletter"/);
    const sent = await fill('/newsletter', { email: 'plain@shop.example' });
    assert.deepEqual([sent.status, sent.headers.get('location')], [303, '/newsletter/thanks']);
    assert.equal(await statusOf('plain@shop.example'), 'pending');
    const wrong = await fill('/newsletter', { email: 'no address"><b>' });
    assert.equal(wrong.status, 422);
    assert.match(await wrong.text(), /aria-invalid="true"[\s\S]*id="email-error"/);
  });

  it('is handed to the merchant as a table without formulas, and forgotten on demand', async () => {
    await tokenFor('cell@shop.example');
    await ask('wide@shop.example', { words: '＝1+1', locale: 'de' });
    const table = await admin('/subscribers/export?status=pending');
    assert.match(table.headers.get('content-type') ?? '', /^text\/csv/);
    const text = await table.text();
    assert.match(text, /^email,status,/);
    assert.match(text, /^cell@shop\.example,pending,de,'=1\+1,/m);
    assert.match(text, /^wide@shop\.example,pending,de,'＝1\+1,/m);
    assert.doesNotMatch(text, /own@/);
    const erased = await admin('/subscribers/erase', { method: 'POST', body: '{"email":"EVE@shop.example"}' });
    assert.equal(erased.status, 204);
    assert.equal(await statusOf('eve@shop.example'), null);
  });
});
