import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { inProcessLimiter } from '../adapters/rate-limits/in-process.ts';
import { LIMITS } from '../adapters/rate-limits/port.ts';
import { createApp } from '../app.ts';
import { parseNetwork } from '../middleware/ip-address.ts';
import { assertError, onWorker, startApi, testPorts } from './api.test-support.ts';
import { sell } from './catalogue.test-support.ts';

const api = await startApi(
  { limiter: inProcessLimiter({ now: () => 1_700_000_000_000 }) },
  { PUBLIC_URL: 'http://shop.test' },
);
before(async () => {
  for (const store of ['ada', 'bob']) await api.store(store, {}, sell({ handle: 'mug' }));
});
const order = (store = 'ada') => api.post(`/v1/stores/${store}/checkouts`, {});

describe('limits of requests', () => {
  test('every answer says what is allowed, and pages may read it', async () => {
    const { headers } = await api.call('/v1/stores/ada/products', { headers: { origin: 'https://shop.example' } });
    const policy = headers.get('ratelimit-policy');
    assert.equal(policy, `"reads-address";q=${LIMITS['reads-address']};w=60, "reads-store";q=60000;w=60`);
    if (!onWorker)
      assert.match(headers.get('ratelimit') ?? '', /^"reads-address";r=\d+;t=\d+, "reads-store";r=\d+;t=\d+$/);
    const exposed = headers.get('access-control-expose-headers') ?? '';
    for (const name of ['ratelimit', 'ratelimit-policy', 'retry-after']) assert.ok(exposed.includes(name), name);
  });

  test('too many orders are refused, in whatever store, and reading goes on', async () => {
    for (let count = 0; count < LIMITS['orders-address']; count++)
      assertError(await order(count % 2 ? 'ada' : 'bob'), 'invalid_request', 400);
    const refused = await order();
    assertError(refused, 'rate_limited', 429);
    assert.ok(Number(refused.headers.get('retry-after')) >= 1);
    assert.match(refused.headers.get('ratelimit') ?? '', /^"orders-address";r=0;t=\d+$/);
    assert.equal(refused.headers.get('cache-control'), 'no-store');
    assert.equal((await api.call('/v1/stores/ada/products')).status, 200);
  });

  test('after too many keys that do not open, no wrong one is answered any more, and a good one still opens', async () => {
    const good = await api.key('ada', 'keys:read');
    const call = (key: string) =>
      api.call('/v1/admin/stores/ada/keys', { headers: { authorization: `Bearer ${key}` } });
    assert.equal((await call(good)).status, 200);
    let refusals = 0;
    // Cloudflare's counter is a little behind its callers.
    for (; refusals < LIMITS['refused-address'] + 10; refusals++) {
      const answer = await call('vsk_wrong');
      if (answer.status === 429) break;
      assertError(answer, 'unauthorized', 401);
      assert.equal(answer.headers.get('ratelimit'), null);
    }
    assert.ok(refusals >= LIMITS['refused-address'] && refusals <= LIMITS['refused-address'] + 1, `${refusals}`);
    assertError(await call('vsk_wrong'), 'rate_limited', 429);
    assert.equal((await call(good)).status, 200);
    // Without a key there is nothing to count, so nobody finds out more.
    assertError(await api.call('/v1/admin/stores/ada/keys'), 'unauthorized', 401);
  });

  test(
    'keys that are looked up for such an address are bounded',
    { skip: onWorker && 'it is the same app' },
    async () => {
      const good = await api.key('ada', 'keys:read');
      const limits = { 'refused-address': 1, 'tried-address': 3 };
      const app = createApp(testPorts(api.databases, { limiter: inProcessLimiter({ now: () => 0, limits }) }));
      const statuses: number[] = [];
      for (const key of ['wrong', good, 'wrong', good, good]) {
        const headers = { authorization: `Bearer ${key}` };
        const env = { waitUntil: () => undefined };
        statuses.push((await app.request('http://shop.test/v1/admin/stores/ada/keys', { headers }, env)).status);
      }
      assert.deepEqual(statuses, [401, 200, 429, 200, 429]);
    },
  );

  test('pictures that are drawn for sharing are bounded', { skip: onWorker && 'nothing draws there' }, async () => {
    const limiter = inProcessLimiter({ now: () => 0, limits: { 'writes-address': 2 } });
    const shareImages = { draw: async () => new Uint8Array(1) };
    const hosts = { baseDomain: 'shops.test', publicHost: null };
    const app = createApp(testPorts(api.databases, { limiter, shareImages, hosts }));
    const statuses: number[] = [];
    for (const name of ['shop/home', 'products/mug', 'shop/home']) {
      const picture = app.request(`http://ada.shops.test/share/${name}.png`, {}, { waitUntil: () => undefined });
      statuses.push((await picture).status);
    }
    assert.deepEqual(statuses, [200, 200, 429]);
    const page = await app.request('http://ada.shops.test/products/mug', {}, { waitUntil: () => undefined });
    assert.equal(page.status, 200);
  });

  test('what a page can have a browser send locks no program out', async () => {
    const good = await api.key('bob', 'keys:read');
    const tries = 2 * LIMITS['page-keys-address'] + 5;
    let refused = 0;
    for (let count = 0; count < tries; count++) {
      const { status } = await api.call('/v1/stores/bob?key=x');
      assert.ok(status === 401 || status === 429);
      if (status === 429) refused += 1;
      assertError(await api.call('/v1/admin/stores/bob/keys'), 'unauthorized', 401);
    }
    assert.ok(refused >= 1);
    const headers = { authorization: `Bearer ${good}` };
    const answer = await api.call('/v1/admin/stores/bob/keys', { headers });
    assert.equal(answer.status, 200);
    // Not even counted as such an address.
    assert.ok(!answer.headers.get('ratelimit-policy')?.includes('page-keys'));
  });
});

describe('asking for stores that are not there', () => {
  const ask = (host: string) => api.request(`/v1/domains/ask?domain=${host}`);
  const preflight = (handle: string) =>
    api.request(`/v1/stores/${handle}/checkouts`, {
      method: 'OPTIONS',
      headers: { origin: 'https://shop.example', 'access-control-request-method': 'POST' },
    });
  const ways: Record<string, (name: string) => Promise<Response>> = {
    'a question about a certificate': (name) => ask(`${name}.example`),
    'a host': (name) => api.request(`http://${name}.example/`),
    'a file at a host': (name) => api.request(`http://${name}.example/media/x`),
    'a preflight': preflight,
    'a handle': (name) => api.request(`/v1/stores/${name}`),
  };

  test('is refused to an address that asked for too many, and stores that are known are still found', async () => {
    assert.equal((await api.call('/v1/stores/ada')).status, 200);
    let missing = 0;
    // Cloudflare's counter is a little behind its callers, and begins anew with a minute.
    for (; missing < 2 * LIMITS['misses-address'] + 10; missing++)
      if ((await ask(`sweep-${missing}.example`)).status !== 404) break;
    assert.ok(missing >= LIMITS['misses-address'], `${missing}`);
    if (!onWorker) assert.equal(missing, LIMITS['misses-address']);
    for (const [way, go] of Object.entries(ways)) {
      const answer = await go('never-heard-of');
      assert.equal(answer.status, 429, way);
      assert.ok(Number(answer.headers.get('retry-after')) >= 1, way);
      await answer.arrayBuffer();
    }
    assert.equal((await api.call('/v1/stores/ada')).status, 200);
  });

  test(
    'is no matter of the proxy that asks for certificates, nor of another address',
    { skip: onWorker && 'Cloudflare says who calls' },
    async () => {
      const { trustedForwarding } = await import('../middleware/client-address.ts');
      const network = parseNetwork('10.0.0.2');
      assert.ok(network);
      const callerOf = trustedForwarding([network]);
      const limiter = inProcessLimiter({ now: () => 0, limits: { 'misses-address': 2 } });
      const hosts = { baseDomain: 'shops.test', publicHost: null };
      const app = createApp(testPorts(api.databases, { limiter, hosts }));
      const statusesOf = async (path: string, headers: Record<string, string>) => {
        const statuses: number[] = [];
        for (let count = 0; count < 4; count++) {
          const caller = callerOf('10.0.0.2', new Headers(headers));
          const env = { waitUntil: () => undefined, caller };
          const answer = await app.request(`http://shops.test${path}${count}`, { headers }, env);
          statuses.push(answer.status);
        }
        return statuses;
      };
      const question = '/v1/domains/ask?domain=nobody.example&';
      assert.deepEqual(await statusesOf(question, { 'x-forwarded-for': '203.0.113.1' }), [404, 404, 429, 429]);
      assert.deepEqual(await statusesOf('/v1/stores/x', { 'x-forwarded-for': '203.0.113.1' }), [429, 429, 429, 429]);
      assert.deepEqual(await statusesOf(question, {}), [404, 404, 404, 404]);
      assert.deepEqual(await statusesOf('/v1/stores/x', { 'x-forwarded-for': '203.0.113.2' }), [404, 404, 429, 429]);
    },
  );
});

describe('whose requests are not counted', () => {
  test(
    'a process of this machine, unless a proxy speaks or another host is asked for',
    { skip: onWorker && 'Cloudflare says who calls' },
    async () => {
      const { trustedForwarding } = await import('../middleware/client-address.ts');
      const limiter = inProcessLimiter({ now: () => 0, limits: { 'reads-address': 1 } });
      const app = createApp(testPorts(api.databases, { limiter }));
      const callerOf = trustedForwarding([]);
      const read = async (headers: Record<string, string>) => {
        const caller = callerOf('127.0.0.1', new Headers({ host: 'localhost', ...headers }));
        const env = { waitUntil: () => undefined, caller };
        return (await app.request('http://shop.test/v1/stores/ada/products', { headers }, env)).status;
      };
      for (let count = 0; count < 5; count++) assert.equal(await read({}), 200);
      assert.equal(await read({ host: 'shop.test' }), 200);
      assert.equal(await read({ host: 'shop.test' }), 429);
      // Not trusted, so whatever it says, it is one caller.
      assert.equal(await read({ 'x-forwarded-for': '203.0.113.2' }), 429);
    },
  );
});
