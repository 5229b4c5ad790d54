import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { createApp } from '../app.ts';
import { assertError, onWorker, startApi, testPorts } from './api.test-support.ts';
import { sell } from './catalogue.test-support.ts';

const SHOP = 'https://shop.example';
const api = await startApi();
const keys: Record<string, string> = {};
before(async () => {
  for (const store of ['ada', 'bob']) {
    await api.store(store, {}, sell({ handle: 'mug' }));
    keys[store] = await api.key(store, 'store:write', 'keys:write');
  }
});
const bearer = (store: string, init: RequestInit = {}): RequestInit => ({
  ...init,
  headers: { authorization: `Bearer ${keys[store]}`, 'content-type': 'application/json' },
});
const setOrigins = (store: string, origins: string[]) =>
  api.call(`/v1/admin/stores/${store}/origins`, bearer(store, { method: 'PUT', body: JSON.stringify({ origins }) }));
const write = (store: string, origin?: string, path = 'cart-sessions') =>
  api.call(`/v1/stores/${store}/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain', ...(origin === undefined ? {} : { origin }) },
    body: '{}',
  });
const preflight = (store: string, origin: string, method: string) =>
  api.request(`/v1/stores/${store}/cart-sessions`, {
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': method, 'access-control-request-headers': 'content-type' },
  });
const cors = (headers: Headers) => ({
  origin: headers.get('access-control-allow-origin'),
  varies: /\borigin\b/i.test(headers.get('vary') ?? ''),
  credentials: headers.get('access-control-allow-credentials'),
});
const OPEN = { origin: '*', varies: false, credentials: null };
const CLOSED = { origin: null, varies: true, credentials: null };

describe('origins that may write', () => {
  test('without a list every origin may, and one answer serves them all', async () => {
    for (const origin of [SHOP, 'null', undefined]) {
      const answer = await write('bob', origin);
      assert.equal(answer.status, 200);
      assert.deepEqual(cors(answer.headers), OPEN);
    }
    assert.deepEqual(cors((await preflight('bob', SHOP, 'POST')).headers), OPEN);
  });

  test('with a list those on it may, each is named to itself, and all others are refused', async () => {
    const set = await setOrigins('ada', ['HTTPS://Shop.Example:443', SHOP, 'http://localhost:3000']);
    assert.deepEqual(set.body.origins, ['http://localhost:3000', SHOP]);
    assert.deepEqual((await api.call('/v1/admin/stores/ada/origins', bearer('ada'))).body, set.body);

    for (const origin of set.body.origins) {
      const answer = await write('ada', origin);
      assert.equal(answer.status, 200);
      assert.deepEqual(cors(answer.headers), { origin, varies: true, credentials: null });
      assert.deepEqual(cors((await preflight('ada', origin, 'POST')).headers), {
        origin,
        varies: true,
        credentials: null,
      });
    }
    const others = ['null', 'https://shop.example.evil.test', 'https://evil.test', 'http://shop.example'];
    others.push('https://SHOP.example', `${SHOP}:443`, `${SHOP}/`, `${SHOP}, ${SHOP}`, 'https://shop.example.', '*');
    // The server in front of workerd leaves an empty header out.
    if (!onWorker) others.push('');
    for (const origin of others) {
      for (const path of ['cart-sessions', 'quotes', 'checkouts', `carts/${crypto.randomUUID()}/log`]) {
        const answer = await write('ada', origin, path);
        assertError(answer, 'origin_not_allowed', 403);
        assert.deepEqual(cors(answer.headers), CLOSED, origin);
      }
      assert.deepEqual(cors((await preflight('ada', origin, 'POST')).headers), CLOSED, origin);
    }
    // A program is no page.
    assert.equal((await write('ada')).status, 200);
  });

  test('reading stays open to every origin', async () => {
    for (const origin of ['https://evil.test', 'null']) {
      const answer = await api.call('/v1/stores/ada/products', { headers: { origin } });
      assert.equal(answer.status, 200);
      assert.deepEqual(cors(answer.headers), OPEN);
      assert.deepEqual(cors((await preflight('ada', origin, 'GET')).headers), OPEN);
    }
  });

  test('the store’s own host needs no entry', { skip: onWorker && 'needs a host of its own' }, async () => {
    const hosts = { baseDomain: 'stores.test', publicHost: null };
    const app = createApp(testPorts(api.databases, { hosts }));
    const open = async (host: string, origin: string) => {
      const url = `https://${host}/v1/stores/ada/cart-sessions`;
      const init = { method: 'POST', headers: { origin }, body: '{}' };
      return (await app.request(url, init, { waitUntil: () => undefined })).status;
    };
    assert.equal(await open('ada.stores.test', 'https://ada.stores.test'), 200);
    assert.equal(await open('ada.stores.test', SHOP), 200);
    assert.equal(await open('ada.stores.test', 'https://evil.test'), 403);
    assert.equal(await open('stores.test', 'https://ada.stores.test'), 403);
    assert.equal(await open('stores.test', 'https://stores.test'), 403);
  });

  test('only origins can be set, and a change is written down', async () => {
    for (const origin of ['null', '*', 'https://*.example', 'https://shop.example/a', 'https://a@b.example', 'x'])
      assertError(await setOrigins('bob', [origin]), 'invalid_request', 400);
    const log = await api.databases.platform.all(`SELECT detail FROM audit_log WHERE action = 'origins.set'`);
    assert.deepEqual(
      log.map(({ detail }) => JSON.parse(String(detail))),
      [{ origins: ['http://localhost:3000', SHOP] }],
    );
  });
});

describe('keys in a page', () => {
  const make = async (store: string, wish: object) => {
    const init = bearer(store, { method: 'POST', body: JSON.stringify({ name: 'x', ...wish }) });
    return (await api.call(`/v1/admin/stores/${store}/keys`, init)).body;
  };
  const read = (key?: string, init?: RequestInit) =>
    api.call(`/v1/stores/bob/products${key === undefined ? '' : `?key=${encodeURIComponent(key)}`}`, init);

  test('a publishable key of the store opens what is open without one, and nothing else does', async () => {
    const { secret } = await make('bob', { kind: 'publishable' });
    const [with_, without] = [await read(secret), await read()];
    assert.equal(with_.status, 200);
    assert.deepEqual(with_.body, without.body);
    const other = await make('ada', { kind: 'publishable' });
    for (const wrong of ['', 'nonsense', other.secret, keys['bob']!, await api.key(null, 'stores:write')])
      assertError(await read(wrong), 'unauthorized', 401);
  });

  test('an answer is one and the same with a key and without, and no wrong key is ever answered from memory', async () => {
    const { secret } = await make('bob', { kind: 'publishable' });
    const [with_, without] = [await read(secret), await read()];
    assert.equal(with_.headers.get('etag'), without.headers.get('etag'));
    const etag = without.headers.get('etag')!;
    assert.equal((await read(secret, { headers: { 'if-none-match': etag } })).status, 304);
    assertError(await read(`${secret}x`, { headers: { 'if-none-match': etag } }), 'unauthorized', 401);
  });

  test('a revoked key is refused within five seconds', { skip: onWorker && 'the clock is not ours' }, async () => {
    let now = Date.now();
    const timed = await startApi({ now: () => now });
    await timed.store('cyd', {}, sell({ handle: 'mug' }));
    const key = await timed.key('cyd', 'keys:write');
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    const path = '/v1/admin/stores/cyd/keys';
    const body = JSON.stringify({ kind: 'publishable', name: 'x' });
    const made = (await timed.call(path, { method: 'POST', headers, body })).body;
    const read = () => timed.call(`/v1/stores/cyd/products?key=${made.secret}`);
    assert.equal((await read()).status, 200);
    await timed.request(`${path}/${made.key.id}`, { method: 'DELETE', headers });
    now += 5000;
    assertError(await read(), 'unauthorized', 401);
  });
});
