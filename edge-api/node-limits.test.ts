import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { WebSocket } from 'ws';
import { createStore } from './adapters/provisioning/create-store.ts';
import { testFolder } from './db/folder.test-support.ts';
import { readEnvironment } from './env.ts';
import { type NodeServer, startNode } from './node.ts';
import { keyRepository } from './repositories/keys.ts';
import { keyService } from './services/keys.ts';

const folder = testFolder();
let server: NodeServer;
let app: string;
before(async () => {
  const environment = {
    DATA_DIR: folder,
    PORT: '0',
    LOG_LEVEL: 'silent',
    TRUSTED_PROXIES: '127.0.0.1',
    RATE_LIMITS: 'reads-address=2,writes-address=1',
  };
  server = await startNode(readEnvironment(environment));
  const store = { handle: 'ada', name: 'Ada', currency: 'EUR', locale: 'en' };
  app = (await createStore(store, server.databases)).instantAppId;
});
after(() => server.close());

const by = (address: string): Record<string, string> => ({ 'x-forwarded-for': address });
const read = async (headers: Record<string, string>) =>
  (await fetch(`${server.url}/v1/stores/ada`, { headers })).status;
const connect = (headers: Record<string, string>) =>
  new Promise<boolean>((resolve) => {
    const url = `${server.url.replace('http', 'ws')}/runtime/session?app_id=${app}`;
    const socket = new WebSocket(url, { headers });
    socket.once('open', () => {
      socket.close();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

describe('behind a trusted proxy', () => {
  test('each caller is counted by himself, whatever he writes in front of his address', async () => {
    assert.deepEqual([await read(by('203.0.113.1')), await read(by('203.0.113.1'))], [200, 200]);
    assert.equal(await read(by('203.0.113.1')), 429);
    assert.equal(await read(by('198.51.100.9, 203.0.113.1')), 429);
    assert.equal(await read(by('203.0.113.2')), 200);
  });

  test('the addresses of one household’s network are one caller', async () => {
    assert.deepEqual([await read(by('2001:db8:1:2::1')), await read(by('2001:db8:1:2:a:b:c:d'))], [200, 200]);
    assert.equal(await read(by('2001:db8:1:2::3')), 429);
    assert.equal(await read(by('2001:db8:1:3::1')), 200);
  });

  test('lines to live carts count as writing', async () => {
    assert.equal(await connect(by('203.0.113.7')), true);
    assert.equal(await connect(by('203.0.113.7')), false);
    assert.equal(await connect(by('203.0.113.8')), true);
  });

  test('a process of this machine is not counted', async () => {
    for (let time = 0; time < 5; time++) assert.equal(await read({}), 200);
  });
});

describe('the use of a key', () => {
  test('is written down when the server stops, if not before', async () => {
    const keys = keyService(keyRepository(server.databases.platform), Date.now);
    const wish = { kind: 'platform', storeId: null, name: 'x', scopes: ['keys:write'], expiresAt: null } as const;
    const { key, secret } = await keys.create(wish, null);
    const authorization = `Bearer ${secret}`;
    assert.equal((await fetch(`${server.url}/v1/platform/keys`, { headers: { authorization } })).status, 200);
    const { platform } = server.databases;
    const { close } = platform;
    platform.close = () => undefined;
    await server.close();
    const row = await platform.first('SELECT last_used_at AS used FROM api_keys WHERE id = ?', [key.id]);
    close.call(platform);
    assert.match(String(row?.['used']), /^\d{4}-/);
  });
});
