import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';
import { createStore } from './adapters/provisioning/create-store.ts';
import type { CartSession } from './contract/carts.ts';
import type { OrderAnswer } from './contract/orders.ts';
import { readEnvironment } from './env.ts';
import { startNode } from './node.ts';
import { sell, variantId } from './routes/catalogue.test-support.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-node-'));
const environment = { DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'error' };
const children = new Set<ChildProcess>();
after(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(dataDir, { recursive: true, force: true });
});

/** A server in a process of its own, which can be killed. */
async function startProcess(more: Record<string, string> = {}): Promise<{ url: string; child: ChildProcess }> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('node.ts', import.meta.url))], {
    env: { ...process.env, ...environment, ...more },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  return new Promise((resolve, reject) => {
    let output = '';
    const read = (chunk: Buffer) => {
      output += chunk;
      const url = /serves on (\S+)/.exec(output)?.[1];
      if (url) resolve({ url, child });
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', () => reject(new Error(output)));
  });
}

const kill = (child: ChildProcess, signal: NodeJS.Signals) =>
  new Promise<number | null>((resolve) => {
    child.once('exit', resolve);
    child.kill(signal);
  });

const post = async <T>(url: string, body: unknown): Promise<T> => {
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
  const answer: unknown = await response.json();
  assert.ok(response.ok, JSON.stringify(answer));
  // The API's own tests check the shape.
  return answer as T;
};

/** A request whose path is sent as it is written. */
const raw = (url: string, path: string, headers: Record<string, string> = {}) =>
  new Promise<{ status: number; headers: Record<string, unknown>; body: Buffer }>((resolve, reject) => {
    const { hostname, port } = new URL(url);
    httpRequest({ hostname, port, path, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    })
      .once('error', reject)
      .end();
  });

const server = await startNode(readEnvironment(environment));
after(() => server.close());
await createStore({ handle: 'ada', name: 'Ada', currency: 'EUR', locale: 'en' }, server.databases);
const lease = await server.databases.lease((await server.databases.stores.find('ada'))!);
await sell(
  ...Array.from({ length: 24 }, (_, i) => ({ handle: `mug-${i}`, title: `Mug ${i}`, variants: [{ price: 1250 }] })),
)(lease.database);
lease.release();

describe('the Node server', () => {
  it('keeps what it makes to the user it runs as', async () => {
    const readable = readdirSync(dataDir, { recursive: true, encoding: 'utf8' }).filter(
      (name) => (statSync(join(dataDir, name)).mode & 0o077) !== 0,
    );
    assert.deepEqual(readable, []);
  });

  it('sends JSON compressed to whoever accepts it, and the same to whoever does not', async () => {
    const path = '/v1/stores/ada/products';
    const plain = await raw(server.url, path);
    const small = await raw(server.url, path, { 'accept-encoding': 'gzip, br;q=0.9' });
    assert.equal(small.headers['content-encoding'], 'br');
    assert.match(String(small.headers['vary']), /accept-encoding/);
    assert.deepEqual(brotliDecompressSync(small.body), plain.body);
    assert.ok(small.body.length < plain.body.length / 4);
    assert.equal(
      (await raw(server.url, path, { 'accept-encoding': 'br;q=0, gzip' })).headers['content-encoding'],
      'gzip',
    );
    const etag = String(small.headers['etag']);
    assert.equal((await raw(server.url, path, { 'if-none-match': etag, 'accept-encoding': 'br' })).status, 304);
  });

  it('serves files with their type, an ETag and compression, to every origin', async () => {
    const page = await raw(server.url, '/demo/', { 'accept-encoding': 'br' });
    assert.equal(page.status, 200);
    assert.equal(page.headers['content-type'], 'text/html; charset=utf-8');
    assert.match(brotliDecompressSync(page.body).toString(), /<html/);
    const again = await raw(server.url, '/demo/', {
      'accept-encoding': 'br',
      'if-none-match': String(page.headers['etag']),
    });
    assert.equal(again.status, 304);
    const start = await raw(server.url, '/');
    assert.deepEqual([start.status, start.headers['location']], [302, '/demo/']);
  });

  it('answers the part of a film that a player asks for', async () => {
    const path = '/media/halden/lys-lamp.mp4';
    const whole = await raw(server.url, path);
    assert.deepEqual([whole.headers['content-type'], whole.headers['accept-ranges']], ['video/mp4', 'bytes']);
    const part = await raw(server.url, path, { range: 'bytes=100-199' });
    assert.equal(part.status, 206);
    assert.equal(part.headers['content-range'], `bytes 100-199/${whole.body.length}`);
    assert.deepEqual(part.body, whole.body.subarray(100, 200));
    const other = await raw(server.url, path, { range: 'bytes=100-199', 'if-range': '"another"' });
    assert.deepEqual([other.status, other.body.length], [200, whole.body.length]);
    assert.equal((await raw(server.url, path, { range: 'bytes=99999999-' })).status, 416);
  });

  it('answers an empty module for a script that is gone, and keeps it nowhere', async () => {
    const gone = await raw(server.url, '/assets/old-hint-AbC123.js');
    assert.equal(gone.status, 200);
    assert.equal(gone.headers['cache-control'], 'no-store');
    assert.match(String(gone.headers['content-type']), /javascript/);
    assert.equal(gone.headers['access-control-allow-origin'], '*');
    assert.equal((await raw(server.url, '/assets/old.css')).status, 404);
  });

  it('serves nothing outside its folders', async () => {
    for (const path of [
      '/demo/../package.json',
      '/demo/..%2fpackage.json',
      '/demo/%2e%2e/package.json',
      '/demo/..%5cpackage.json',
      '/demo//etc/passwd',
      '/demo/%00',
      '/demo/%',
      '/media/../../package.json',
      '/media/..%2f..%2f..%2fpackage.json',
      '/media/halden/../../../package.json',
      '/assets/..%2fmanifest.json',
      '/demo/.git/config',
      '/vitrine.js/../../package.json',
      '/vitrine.jsx',
    ]) {
      const answer = await raw(server.url, path);
      assert.ok(answer.status === 404 || answer.status === 400, `${path} → ${answer.status}`);
      assert.doesNotMatch(answer.body.toString(), /"dependencies"|root:/);
    }
  });

  it('keeps cart and order through kill -9', async () => {
    const first = await startProcess();
    const base = `${first.url}/v1/stores/ada`;
    const { cartId, token } = await post<CartSession>(`${base}/cart-sessions`, {});
    const entry = {
      id: crypto.randomUUID(),
      kind: 'add',
      variantId: variantId('mug-0'),
      options: {},
      quantity: 2,
      text: '',
      clock: '0loyw3v28-0000-test',
    };
    await post(`${base}/carts/${cartId}/log`, { token, entries: [entry] });
    const { order } = await post<OrderAnswer>(`${base}/checkouts`, {
      idempotencyKey: 'kill-nine-0000000001',
      lines: [{ variantId: variantId('mug-1'), quantity: 1 }],
      email: 'ada@shop.example',
      shippingAddress: { name: 'Ada', line1: '1', city: 'Berlin', postcode: '10115', country: 'DE' },
      deliveryMethodId: 'standard',
      paymentMethodId: 'bank_transfer',
      expectedTotal: { amountMinor: 1250, currency: 'EUR' },
    });
    await kill(first.child, 'SIGKILL');

    const second = await startProcess();
    const { entries } = await post<{ entries: unknown[] }>(`${second.url}/v1/stores/ada/carts/${cartId}/log`, {
      token,
      entries: [],
    });
    assert.deepEqual(entries, [entry]);
    const read = (await (await fetch(`${second.url}/v1/stores/ada/orders/${order.token}`)).json()) as OrderAnswer;
    assert.deepEqual(read.order, order);
    assert.equal(await kill(second.child, 'SIGTERM'), 0);
  });

  it('refuses to start with a wrong environment, and names every fault', async () => {
    await assert.rejects(startProcess({ PORT: 'x', LOG_LEVEL: 'loud' }), /PORT[\s\S]*LOG_LEVEL/);
  });

  it('says all at once why it cannot start, when the port is taken and there is no place for the data', async () => {
    const { url, child } = await startProcess();
    const { port } = new URL(url);
    await assert.rejects(startProcess({ PORT: port, DATA_DIR: '/proc/x' }), ({ message }: Error) => {
      const [first, ...faults] = message.trim().split('\n');
      assert.equal(first, 'The environment is not right:');
      assert.deepEqual(faults.map((line) => line.trim().split(/ +/, 1)[0]).sort(), ['DATA_DIR', 'PORT']);
      return true;
    });
    await kill(child, 'SIGTERM');
  });
});
