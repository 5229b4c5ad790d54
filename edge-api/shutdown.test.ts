import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { openDatabases } from './adapters/provisioning/compose.node.ts';
import { createStore } from './adapters/provisioning/create-store.ts';
import type { CartSession } from './contract/carts.ts';
import { readEnvironment } from './env.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-shutdown-'));
const children = new Set<ChildProcess>();
after(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(dataDir, { recursive: true, force: true });
});
const databases = await openDatabases(readEnvironment({ DATA_DIR: dataDir }));
await createStore({ handle: 'ada', name: 'Ada', currency: 'EUR', locale: 'en' }, databases);
databases.close();

/** A server in a process of its own. */
async function start(more: Record<string, string> = {}) {
  const child = spawn(process.execPath, [fileURLToPath(new URL('node.ts', import.meta.url))], {
    env: { ...process.env, DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'info', LOG_REQUESTS: 'all', ...more },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  let output = '';
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  const url = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk;
      const said = /serves on (\S+)/.exec(output)?.[1];
      if (said) resolve(said);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', () => reject(new Error(output)));
  });
  return { url, child, ended, output: () => output };
}

/** A request whose body is held back: under way for as long as we like. */
function slowRequest(url: string): { request: ClientRequest; finish(): Promise<{ status: number; body: string }> } {
  const request = httpRequest(`${url}/v1/stores/ada/cart-sessions`, {
    method: 'POST',
    agent: new Agent({ keepAlive: true }),
    headers: { 'content-type': 'application/json', 'transfer-encoding': 'chunked' },
  });
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    request.once('response', resolve);
    request.once('error', reject);
  });
  answered.catch(() => undefined);
  request.write('{');
  return {
    request,
    async finish() {
      request.end('}');
      const response = await answered;
      let body = '';
      for await (const chunk of response) body += String(chunk);
      return { status: response.statusCode ?? 0, body };
    },
  };
}

const get = (url: string) =>
  fetch(url, { headers: { connection: 'close' } }).then(
    async (response) => ({ status: response.status, text: await response.text() }),
    () => ({ status: 0, text: '' }),
  );
async function until<Value>(look: () => Promise<Value>, passes: (value: Value) => boolean): Promise<Value> {
  for (;;) {
    const value = await look();
    if (passes(value)) return value;
  }
}

describe('a server that is asked to stop', () => {
  it('says so first, finishes what is under way, lets shoppers go with 1001, and ends with 0', async () => {
    const server = await start({ SHUTDOWN_DELAY_MS: '1500' });
    const { body } = await slowRequest(server.url).finish();
    const { sync } = JSON.parse(body) as CartSession;
    assert.ok(sync);
    const socket = new WebSocket(`${sync.websocketUri}?app_id=${sync.appId}`);
    const closed = new Promise<number>((resolve) => socket.addEventListener('close', ({ code }) => resolve(code)));
    await new Promise((resolve) => socket.addEventListener('open', resolve));
    assert.equal((await get(`${server.url}/readyz`)).status, 200);
    const slow = slowRequest(server.url);
    await once(slow.request, 'socket');
    await new Promise((resolve) => slow.request.socket?.once('connect', resolve));

    server.child.kill('SIGTERM');
    const leaving = await until(
      () => get(`${server.url}/readyz`),
      ({ status }) => status !== 200,
    );
    assert.equal(leaving.status, 503);
    assert.equal(JSON.parse(leaving.text).checks.accepting.ok, false);
    assert.equal((await get(`${server.url}/v1/stores/ada`)).status, 200, 'and goes on answering meanwhile');
    await until(
      () => get(`${server.url}/healthz`),
      ({ status }) => status === 0,
    );
    assert.equal(await closed, 1001);
    const answer = await slow.finish();
    assert.equal(answer.status, 200);
    assert.match(answer.body, /"cartId"/);
    assert.equal(await server.ended, 0);

    const lines = server
      .output()
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter(({ message }) => message === 'request');
    const last = lines.at(-1);
    assert.equal(last?.['store'], 'ada');
    assert.equal(last?.['route'], '/v1/stores/:store/cart-sessions');
    assert.equal(last?.['status'], 200);
    assert.ok(Number(last?.['bytes']) > answer.body.length, 'the last line of the log is not lost');
    assert.ok(Number(last?.['ms']) > 500);
  });

  it('gives up on a request that takes too long, and says by its status that one was cut off', async () => {
    const server = await start({ SHUTDOWN_GRACE_MS: '100' });
    const slow = slowRequest(server.url);
    await once(slow.request, 'socket');
    await new Promise((resolve) => slow.request.socket?.once('connect', resolve));
    await get(`${server.url}/healthz`);
    server.child.kill('SIGTERM');
    assert.equal(await server.ended, 1);
    await assert.rejects(slow.finish());
  });

  it('ends at once when it is asked twice', async () => {
    const server = await start({ SHUTDOWN_GRACE_MS: '60000' });
    const slow = slowRequest(server.url);
    slow.request.on('error', () => undefined);
    await once(slow.request, 'socket');
    await new Promise((resolve) => slow.request.socket?.once('connect', resolve));
    await get(`${server.url}/healthz`);
    server.child.kill('SIGTERM');
    await until(
      () => get(`${server.url}/healthz`),
      ({ status }) => status === 0,
    );
    server.child.kill('SIGINT');
    assert.equal(await server.ended, 1);
  });
});
