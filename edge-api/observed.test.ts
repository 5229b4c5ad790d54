import assert from 'node:assert/strict';
import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { createStore } from './adapters/provisioning/create-store.ts';
import { readEnvironment } from './env.ts';
import { startNode } from './node.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-observed-'));
const server = await startNode(readEnvironment({ DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'silent' }));
after(async () => {
  await server.close();
  rmSync(dataDir, { recursive: true, force: true });
});
await createStore({ handle: 'ada', name: 'Ada', currency: 'EUR', locale: 'en' }, server.databases);
const get = (path: string, headers: Record<string, string> = {}) => fetch(server.url + path, { headers });

/** The metrics as a program of this machine reads them. */
async function metrics(): Promise<(name: string) => number> {
  const response = await get('/metrics');
  assert.equal(response.status, 200);
  const lines = (await response.text()).split('\n');
  return (name) => {
    const line = lines.find((line) => line.startsWith(`${name} `) || line.startsWith(`${name}{`));
    assert.ok(line, `there is no ${name}`);
    return Number(line.split(' ').at(-1));
  };
}

describe('a Node server', () => {
  it('measures its requests, its stores, its live carts and itself', async () => {
    assert.equal((await get('/v1/stores/ada')).status, 200);
    const before = await metrics();
    assert.equal(before('vitrine_stores_open'), 1);
    assert.equal(before('vitrine_sync_connections'), 0);
    const session = await fetch(`${server.url}/v1/stores/ada/cart-sessions`, { method: 'POST', body: '{}' });
    const { sync } = (await session.json()) as { sync: { appId: string; websocketUri: string } };
    const socket = new WebSocket(`${sync.websocketUri}?app_id=${sync.appId}`);
    await new Promise((resolve) => socket.addEventListener('open', resolve));
    const now = await metrics();
    assert.equal(now('vitrine_sync_connections'), 1);
    assert.equal(now('vitrine_sync_apps'), 1);
    assert.equal(now('vitrine_outbox_waiting'), 0);
    for (const name of [
      'vitrine_http_requests_total',
      'vitrine_http_request_duration_seconds_count',
      'process_resident_memory_bytes',
      'process_cpu_seconds_total',
      'process_start_time_seconds',
    ])
      assert.ok(now(name) > 0, name);
    assert.ok(now('nodejs_eventloop_lag_seconds') >= 0);
    socket.close();
  });

  it('shows them to this machine, and not to whoever comes through a proxy', async () => {
    assert.equal((await get('/metrics', { 'x-forwarded-for': '203.0.113.7' })).status, 404);
    assert.equal((await get('/metrics', { via: '1.1 proxy' })).status, 404);
  });

  it('is ready when all it needs is there, and names what is not', async () => {
    const ready = (await (await get('/readyz')).json()) as { status: string; checks: Record<string, { ok: boolean }> };
    assert.equal(ready.status, 'ready');
    assert.deepEqual(Object.keys(ready.checks).sort(), [
      'accepting',
      'disk',
      'migrations',
      'registry',
      'store',
      'sync',
    ]);
    renameSync(dataDir, `${dataDir}-away`);
    try {
      let answer = await get('/readyz');
      // An answer holds for a moment.
      while (answer.status === 200) answer = await get('/readyz');
      assert.equal(answer.status, 503);
      const { checks } = (await answer.json()) as typeof ready;
      assert.equal(checks['disk']?.ok, false);
      assert.equal((await get('/healthz')).status, 200);
    } finally {
      renameSync(`${dataDir}-away`, dataDir);
    }
  });
});
