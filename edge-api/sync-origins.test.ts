import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { WebSocket } from 'ws';
import { createStore } from './adapters/provisioning/create-store.ts';
import type { CartSession } from './contract/carts.ts';
import { testFolder } from './db/folder.test-support.ts';
import { readEnvironment } from './env.ts';
import { type NodeServer, startNode } from './node.ts';
import { originRepository } from './repositories/origins.ts';

const SHOP = 'https://shop.example';
const folder = testFolder();
let server: NodeServer;
const apps = new Map<string, string>();
before(async () => {
  const environment = { DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'silent', BASE_DOMAIN: 'stores.test' };
  server = await startNode(readEnvironment(environment));
  for (const handle of ['ada', 'bob']) {
    const store = await createStore({ handle, name: handle, currency: 'EUR', locale: 'en' }, server.databases);
    apps.set(handle, store.instantAppId);
    const origins = handle === 'ada' ? [SHOP] : [];
    await originRepository(server.databases.platform).write(store.id, origins, new Date().toISOString());
  }
});
after(() => server.close());

/** Whether a page of this origin gets a line to the live carts of a store. */
const connects = (handle: string, origin?: string, host = 'stores.test') =>
  reaches(`app_id=${apps.get(handle)}`, origin, host);
const reaches = (search: string, origin?: string, host = 'stores.test') =>
  new Promise<boolean>((resolve) => {
    const url = `${server.url.replace('http', 'ws')}/runtime/session?${search}`;
    const socket = new WebSocket(url, { headers: { host, ...(origin === undefined ? {} : { origin }) } });
    socket.once('open', () => {
      socket.close();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

/** What a page hears that introduces itself with an app. */
const introduces = (search: string, origin: string | undefined, app: string | undefined) =>
  new Promise<unknown>((resolve, reject) => {
    const headers = { host: 'stores.test', ...(origin === undefined ? {} : { origin }) };
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/runtime/session?${search}`, { headers });
    socket.once('open', () => socket.send(JSON.stringify({ op: 'init', 'app-id': app })));
    socket.once('message', (data: Buffer) => {
      socket.close();
      resolve((JSON.parse(String(data)) as { op: unknown }).op);
    });
    socket.once('error', reject);
  });

describe('lines to live carts', () => {
  test('open for every page of a store that lists no origin', async () => {
    for (const origin of [SHOP, 'https://evil.test', 'null', undefined])
      assert.equal(await connects('bob', origin), true, origin);
  });

  test('open for the listed pages alone, the store’s own host, and programs', async () => {
    assert.equal(await connects('ada', SHOP), true);
    assert.equal(await connects('ada'), true);
    assert.equal(await connects('ada', 'http://ada.stores.test', 'ada.stores.test'), true);
    const strangers = ['https://evil.test', 'null', 'http://shop.example', `${SHOP}:444`, 'http://bob.stores.test'];
    for (const origin of [...strangers, 'http://stores.test', 'http://ada.stores.test', 'nonsense'])
      assert.equal(await connects('ada', origin), false, origin);
    assert.equal(await connects('ada', 'https://evil.test', 'ada.stores.test'), false);
  });

  test('are for the app that the list was asked of, however its name is written', async () => {
    const [ada, bob] = [apps.get('ada'), apps.get('bob')];
    for (const search of [`app_id=${ada}?x`, `app_id=${ada}%3Fx`, `app%5Fid=${ada}`, `app_id=${crypto.randomUUID()}`])
      assert.equal(await reaches(search, 'https://evil.test'), false, search);
    // Of two names the first counts, for the list and for the line.
    assert.equal(await reaches(`app_id=${ada}&app_id=${bob}`, 'https://evil.test'), false);
    assert.equal(await introduces(`app_id=${bob}&app_id=${ada}`, 'https://evil.test', ada), 'error');
    // Whoever comes from no page gets to hear that there is no such app.
    assert.equal(await introduces(`app_id=${ada}?x`, undefined, ada), 'error');
    assert.equal(await introduces(`app_id=${ada}`, SHOP, ada), 'init-ok');
  });

  test('are 50 from one address, and as many as are asked for from the machine itself', async (t) => {
    const environment = { DATA_DIR: testFolder(), PORT: '0', LOG_LEVEL: 'silent' };
    const { url, close } = await startNode(readEnvironment(environment));
    t.after(close);
    const open = (headers: Record<string, string>) =>
      new Promise<WebSocket | undefined>((resolve) => {
        const socket = new WebSocket(`${url.replace('http', 'ws')}/runtime/session`, { headers });
        socket.once('open', () => resolve(socket));
        socket.once('error', () => resolve(undefined));
      });
    const many = async (headers: Record<string, string>) =>
      (await Promise.all(Array.from({ length: 60 }, () => open(headers)))).filter((socket) => socket !== undefined);
    const [behind, direct] = [await many({ 'x-forwarded-for': '203.0.113.1' }), await many({})];
    for (const socket of [...behind, ...direct]) socket.terminate();
    assert.deepEqual([behind.length, direct.length], [50, 60]);
  });

  test('are refused alike to the fallback without a socket', async () => {
    const status = (origin: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        const path = `/runtime/sse?app_id=${apps.get('ada')}`;
        const asked = request(server.url + path, { headers: { host: 'stores.test', origin } }, (response) => {
          response.destroy();
          resolve(response.statusCode);
        });
        asked.once('error', reject).end();
      });
    assert.equal(await status(SHOP), 200);
    assert.equal(await status('https://evil.test'), 403);
  });
});

describe('at a store’s own host, the app in a body', () => {
  const post = (host: string, path: string, body: unknown) =>
    new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
      const asked = request(server.url + path, { method: 'POST', headers: { host } }, (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (part: string) => (text += part));
        response.once('end', () => resolve({ status: response.statusCode, text }));
      });
      asked.once('error', reject).end(JSON.stringify(body));
    });
  const session = async (handle: string) => {
    const { text } = await post(`${handle}.stores.test`, `/v1/stores/${handle}/cart-sessions`, {});
    // The API's own tests check the shape.
    const { sync } = JSON.parse(text) as CartSession;
    assert.ok(sync);
    return { app: sync.appId, token: sync.user.refreshToken };
  };

  test('is that store’s, or nobody’s', async () => {
    const { app, token } = await session('bob');
    const body = { 'app-id': app, app_id: app, 'refresh-token': token, refresh_token: token };
    const unknown = crypto.randomUUID();
    for (const path of ['/runtime/auth/verify_refresh_token', '/runtime/signout']) {
      const other = await post('ada.stores.test', path, body);
      assert.equal(other.status, 400);
      assert.deepEqual(other, await post('ada.stores.test', path, { ...body, 'app-id': unknown, app_id: unknown }));
    }
    // Bob's guest is still signed in, and his own host and the platform say so.
    for (const host of ['bob.stores.test', 'stores.test'])
      assert.equal((await post(host, '/runtime/auth/verify_refresh_token', body)).status, 200);
    assert.equal((await post('bob.stores.test', '/runtime/signout', body)).status, 200);
    assert.equal((await post('stores.test', '/runtime/auth/verify_refresh_token', body)).status, 400);
  });

  test('is that of the session, where messages come by events', async () => {
    const { app } = await session('bob');
    const token = await new Promise<string>((resolve, reject) => {
      const asked = request(`${server.url}/runtime/sse?app_id=${app}`, { headers: { host: 'bob.stores.test' } });
      asked.once('response', (response) => {
        response.once('data', (part: Buffer) => {
          const first = JSON.parse(String(part).slice('data: '.length)) as { 'sse-token': string };
          resolve(first['sse-token']);
        });
      });
      asked.once('error', reject).end();
      after(() => asked.destroy());
    });
    const messages = { sse_token: token, messages: [] };
    assert.equal((await post('ada.stores.test', '/runtime/sse', messages)).status, 400);
    assert.equal((await post('bob.stores.test', '/runtime/sse', messages)).status, 200);
  });
});
