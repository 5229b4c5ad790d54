import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createApp } from '../app.ts';
import { startApi, testPorts } from '../routes/api.test-support.ts';

const api = await startApi();
await api.store('ada');
const fetchOver = (fail: () => never, log: string[] = []) => {
  const { stores, ...ports } = testPorts(api.databases, { log: (...line) => log.push(JSON.stringify(line)) });
  const app = createApp({ ...ports, stores: { ...stores, find: async () => fail(), ping: async () => fail() } });
  return (path: string) => Promise.resolve(app.request(path, {}, { waitUntil: () => undefined }));
};

describe('errors', () => {
  it('tells nobody what was not foreseen, and logs it whole under the request’s id', async () => {
    const log: string[] = [];
    const request = fetchOver(() => {
      throw new Error('the secret is xyzzy');
    }, log);
    const response = await request('/v1/stores/ada');
    const text = await response.text();
    assert.equal(response.status, 500);
    assert.doesNotMatch(text, /secret|xyzzy|at /);
    const { error } = JSON.parse(text) as { error: { code: string; requestId: string } };
    assert.equal(error.code, 'internal');
    assert.equal(response.headers.get('x-request-id'), error.requestId);
    assert.equal(response.headers.get('cache-control'), 'no-store');
    assert.ok(log.some((line) => line.includes('the secret is xyzzy') && line.includes(error.requestId)));
  });

  it('asks to come back when a database cannot be reached', async () => {
    for (const problem of [
      Object.assign(new Error('SQLITE_BUSY: database is locked'), { code: 'SQLITE_BUSY' }),
      Object.assign(new TypeError('fetch failed'), { cause: new Error('ECONNREFUSED') }),
      new Error('The database file stores/ada.db does not exist.'),
    ]) {
      const request = fetchOver(() => {
        throw problem;
      });
      for (const [path, says] of [
        ['/v1/stores/ada', /store_unavailable/],
        ['/readyz', /^{"status":"not_ready","checks":{"registry":{"ok":false,"ms":\d+}}}$/],
      ] as const) {
        const response = await request(path);
        assert.equal(response.status, 503);
        assert.equal(response.headers.get('retry-after'), '2');
        assert.match(await response.text(), says);
      }
    }
  });
});
