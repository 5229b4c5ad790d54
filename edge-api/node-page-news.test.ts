import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { WebSocket } from 'ws';
import { createStore } from './adapters/provisioning/create-store.ts';
import type { PageNewsAnswer } from './contract/page-news.ts';
import { testFolder } from './db/folder.test-support.ts';
import { readEnvironment } from './env.ts';
import { type NodeServer, startNode } from './node.ts';
import { keyRepository } from './repositories/keys.ts';
import { keyService } from './services/keys.ts';

const folder = testFolder();
let server: NodeServer;
let key: string;
before(async () => {
  server = await startNode(readEnvironment({ DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'silent' }));
  const { databases } = server;
  const { id: storeId } = await createStore({ handle: 'ada', name: 'Ada', currency: 'EUR', locale: 'en' }, databases);
  const wish = { kind: 'secret' as const, storeId, name: 'x', scopes: ['pages:write'], expiresAt: null };
  key = (await keyService(keyRepository(databases.platform), Date.now).create(wish, null)).secret;
});
after(() => server.close());

/** Listens as an open page does; what it answers resolves with the next news. */
async function listen(): Promise<{ next: () => Promise<void>; close: () => void }> {
  const answer = await fetch(`${server.url}/v1/stores/ada/page-news`);
  // The API's own tests check the shape.
  const { news } = (await answer.json()) as PageNewsAnswer;
  assert.ok(news);
  const socket = new WebSocket(`${news.websocketUri}?app_id=${news.appId}`);
  const say = (message: object) => socket.send(JSON.stringify(message));
  let hear: (() => void) | undefined;
  const begun = new Promise<void>((resolve, reject) => {
    socket.on('open', () => say({ op: 'init', 'app-id': news.appId, lean: true }));
    socket.on('message', (data) => {
      // Our own server's words.
      const { op } = JSON.parse((data as Buffer).toString()) as { op: string };
      if (op === 'init-ok') say({ op: 'add-query', q: news.query });
      if (op === 'add-query-ok') resolve();
      if (op === 'refresh-ok') hear?.();
      if (op === 'error') reject(new Error((data as Buffer).toString()));
    });
  });
  await begun;
  return { next: () => new Promise((resolve) => (hear = resolve)), close: () => socket.close() };
}

test('a page that is open hears of a change by API at once, and reads it then', async () => {
  const page = await listen();
  const heard = page.next();
  const section = { type: 'hero', content: { heading: 'New' } };
  const changed = await fetch(`${server.url}/v1/admin/stores/ada/sections/hello`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${key}` },
    body: JSON.stringify({ section }),
  });
  assert.equal(changed.status, 201);
  await changed.body?.cancel();
  await heard;
  assert.match(await (await fetch(`${server.url}/v1/stores/ada/sections/hello`)).text(), /"heading":"New"/);
  page.close();
});
