import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { processLog } from './adapters/process/logger.node.ts';
import type { RequestFacts } from './middleware/request-facts.ts';
import { requestLog, type LoggedRequests } from './request-log.ts';
import { createApp } from './app.ts';
import { startApi, testPorts } from './routes/api.test-support.ts';

const facts: RequestFacts = { requestId: 'r', method: 'GET', route: '/v1/stores/:store', status: 200, ms: 1 };
const linesOf = (which: LoggedRequests, ...changes: Partial<RequestFacts>[]) => {
  const lines: string[] = [];
  const note = requestLog((level, message) => lines.push(`${level} ${message}`), which);
  for (const change of changes) note({ ...facts, ...change });
  return lines;
};

describe('the log of requests', () => {
  it('says of each what became of it, as an error where we failed', () => {
    assert.deepEqual(linesOf('all', {}, { status: 404 }, { status: 503 }), [
      'info request',
      'info request',
      'error request',
    ]);
    assert.deepEqual(linesOf('errors', {}, { status: 429 }, { status: 500 }), ['info request', 'error request']);
    assert.deepEqual(linesOf('none', { status: 500 }), []);
  });

  it('leaves out what machines ask all the time, unless it fails', () => {
    const probes = ['/healthz', '/readyz', '/metrics'].map((route) => ({ route }));
    assert.deepEqual(linesOf('all', ...probes), []);
    assert.deepEqual(linesOf('all', { route: '/readyz', status: 503 }), ['error request']);
  });

  it('keeps lines in order, news together and warnings at once', () => {
    const written: string[] = [];
    const stream = { write: (text: string) => written.push(text) };
    const { log, flush } = processLog('info', stream, stream);
    log('info', 'one');
    log('info', 'two');
    assert.equal(written.length, 0);
    log('warn', 'three');
    log('info', 'four');
    flush();
    assert.deepEqual(
      written.map((text) => text.match(/"message":"\w+"/g)?.length),
      [2, 1, 1],
    );
    assert.deepEqual(
      [...written.join('').matchAll(/"message":"(\w+)"/g)].map(([, message]) => message),
      ['one', 'two', 'three', 'four'],
    );
  });

  it('knows the store and the route, and nothing of the path, the query or the person', async () => {
    const api = await startApi();
    await api.store('ada');
    const all: RequestFacts[] = [];
    const app = createApp(testPorts(api.databases));
    const env = { waitUntil: () => undefined, answered: (facts: RequestFacts) => void all.push(facts) };
    await app.request('http://shop.test/v1/stores/ada/orders/secret-token?email=ada@shop.example', {}, env);
    await app.request('http://shop.test/nowhere/secret-token', {}, env);
    assert.deepEqual(
      all.map(({ store, route, status }) => [store, route, status]),
      [
        ['ada', '/v1/stores/:store/orders/:token', 404],
        [undefined, 'other', 404],
      ],
    );
    assert.doesNotMatch(JSON.stringify(all), /secret|email/);
    assert.ok(all.every(({ requestId }) => requestId.length === 36));
  });
});
