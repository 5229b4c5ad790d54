import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { WebSocket } from 'ws';
import { createStore } from './adapters/provisioning/create-store.ts';
import { readEnvironment } from './env.ts';
import { startNode } from './node.ts';

const folder = mkdtempSync(join(tmpdir(), 'vitrine-hosts-'));
const server = await startNode(
  readEnvironment({
    DATA_DIR: folder,
    PORT: '0',
    LOG_LEVEL: 'silent',
    BASE_DOMAIN: 'shops.example',
    TRUSTED_PROXIES: '10.9.9.9',
  }),
);
const trusting = await startNode(
  readEnvironment({
    DATA_DIR: folder,
    PORT: '0',
    LOG_LEVEL: 'silent',
    BASE_DOMAIN: 'shops.example',
    TRUSTED_PROXIES: '127.0.0.1',
  }),
);
after(async () => {
  await Promise.all([server.close(), trusting.close()]);
  rmSync(folder, { recursive: true, force: true });
});
for (const handle of ['ada', 'bob'])
  await createStore({ handle, name: `Shop of ${handle}`, currency: 'EUR', locale: 'en' }, server.databases);
const bob = await server.databases.stores.find('bob');
assert.ok(bob);

/** Sends lines as they are, and answers all that comes back. */
const send = (to: { url: string }, ...lines: string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(to.url);
    const socket = connect(Number(port), hostname);
    let text = '';
    socket.setEncoding('latin1').on('data', (chunk: string) => (text += chunk));
    socket.once('error', reject).once('close', () => resolve(text));
    socket.write([...lines, 'Connection: close', '', ''].join('\r\n'), 'latin1');
  });
const PATH = '/v1/stores/ada';
const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);

describe('on a socket', () => {
  it('a host is its store’s, whatever its case, port and trailing dot', async () => {
    for (const host of ['ada.shops.example', 'ADA.shops.example:80', 'ada.shops.example.', 'shops.example:8787'])
      assert.match(await send(server, `GET ${PATH} HTTP/1.1`, `Host: ${host}`), /"Shop of ada"/, host);
  });

  it('two hosts in one request are none', async () => {
    for (const lines of [
      ['Host: bob.shops.example', 'Host: ada.shops.example'],
      ['Host: ada.shops.example', 'Host: bob.shops.example'],
      ['Host: ada.shops.example', 'host: ada.shops.example'],
      ['Host: ada.shops.example, bob.shops.example'],
      ['Host: ada.shops.example', ' Host: bob.shops.example'],
    ]) {
      const answer = await send(server, `GET ${PATH} HTTP/1.1`, ...lines);
      assert.ok([400, 404].includes(statusOf(answer)), `${lines.join(' | ')}: ${answer}`);
      assert.doesNotMatch(answer, /Shop of/);
    }
    const absolute = await send(server, `GET http://ada.shops.example${PATH} HTTP/1.1`, 'Host: bob.shops.example');
    assert.equal(statusOf(absolute), 400);
    assert.doesNotMatch(absolute, /Shop of/);
  });

  it('a host that is no host name is none', async () => {
    for (const host of [
      '',
      'ada.shops.example@bob.shops.example',
      'ada.shops.example:80@bob.shops.example',
      'ada.shops.example/..',
      'ada.shops.example?x',
      'ada.shops.example#x',
      'ada.shops.example\\x',
      'ada.shops.example:x',
      'ada.shops.example:',
      'ada%2eshops.example',
      'ada.shops.example\t.evil.test',
      '\u00e0da.shops.example',
      'ada.shops.example\u0000',
      '127.0.0.1',
    ]) {
      const answer = await send(server, `GET ${PATH} HTTP/1.1`, `Host: ${host}`);
      assert.ok([400, 404].includes(statusOf(answer)), `${JSON.stringify(host)}: ${answer}`);
      assert.doesNotMatch(answer, /Shop of|evil/);
    }
    assert.equal(statusOf(await send(server, `GET ${PATH} HTTP/1.1`)), 400);
    assert.doesNotMatch(await send(server, `GET ${PATH} HTTP/1.0`), /Shop of/);
  });

  it('a forwarded host counts from a proxy that is trusted, and from nobody else', async () => {
    const forwarded = ['Host: shops.example', 'X-Forwarded-Host: bob.shops.example', 'X-Forwarded-Proto: https'];
    assert.match(await send(server, `GET ${PATH} HTTP/1.1`, ...forwarded), /"Shop of ada"/);
    const answer = await send(trusting, `GET ${PATH} HTTP/1.1`, ...forwarded);
    assert.equal(statusOf(answer), 404);
    assert.match(answer, /"https:\/\/bob\.shops\.example\/docs\/errors\/store_not_found"/);
    const two = ['Host: shops.example', 'X-Forwarded-Host: ada.shops.example, bob.shops.example'];
    assert.match(await send(trusting, 'GET /v1/stores/bob HTTP/1.1', ...two), /"Shop of bob"/);
  });

  it('live carts and files answer at their own store’s host, and at the platform', async () => {
    const socketAt = (host: string) =>
      send(
        server,
        `GET /runtime/session?app_id=${bob.instantAppId} HTTP/1.1`,
        `Host: ${host}`,
        'Upgrade: websocket',
        'Connection: Upgrade',
        'Sec-WebSocket-Version: 13',
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      );
    const { port } = new URL(server.url);
    for (const Host of ['bob.shops.example', 'shops.example']) {
      const live = new WebSocket(`ws://127.0.0.1:${port}/runtime/session?app_id=${bob.instantAppId}`, {
        headers: { Host },
      });
      await once(live, 'open');
      live.terminate();
    }
    for (const host of ['ada.shops.example', 'evil.test', 'shops.example.evil.test'])
      assert.doesNotMatch(await socketAt(host), /101 Switching/, host);
    assert.equal(statusOf(await send(server, 'GET /demo/ HTTP/1.1', 'Host: shops.example')), 200);
    for (const path of ['/demo/', '/demo/plain.html', '/media/halden/boks-jar-large.svg', '/admin/query'])
      for (const host of ['ada.shops.example', 'evil.test'])
        assert.equal(statusOf(await send(server, `GET ${path} HTTP/1.1`, `Host: ${host}`)), 404, host + path);
    assert.equal(statusOf(await send(server, 'GET /healthz HTTP/1.1', 'Host: 127.0.0.1')), 200);
    assert.match(await send(server, 'GET / HTTP/1.1', 'Host: ada.shops.example'), /<h1><bdi>Shop of ada<\/bdi><\/h1>/);
  });
});
