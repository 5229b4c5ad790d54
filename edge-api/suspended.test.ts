import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { createStore } from './adapters/provisioning/create-store.ts';
import type { CartSession } from './contract/carts.ts';
import { readEnvironment } from './env.ts';
import { startNode } from './node.ts';

/** How long a store that is closed may go on being served on Node; `docs/operations.md` promises it. */
const WITHIN_MS = 2000;

const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-suspended-'));
const server = await startNode(readEnvironment({ DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'silent' }));
after(async () => {
  await server.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** A shopper who watches his cart: what the sync server says to him, and when it lets him go. */
async function watch({ sync }: CartSession) {
  assert.ok(sync);
  const socket = new WebSocket(`${sync.websocketUri}?app_id=${sync.appId}`);
  const closed = new Promise<void>((resolve) => socket.addEventListener('close', () => resolve()));
  const answer = new Promise<Record<string, unknown>>((resolve) => {
    socket.addEventListener('message', ({ data }) => resolve(JSON.parse(String(data)) as Record<string, unknown>), {
      once: true,
    });
  });
  await new Promise((resolve) => socket.addEventListener('open', resolve));
  socket.send(
    JSON.stringify({
      op: 'init',
      'app-id': sync.appId,
      'refresh-token': sync.user.refreshToken,
      'client-event-id': '1',
    }),
  );
  return { closed, answer: await answer, socket };
}

const sessionOf = async (handle: string) => {
  const response = await fetch(`${server.url}/v1/stores/${handle}/cart-sessions`, { method: 'POST', body: '{}' });
  // The API's own tests check the shape.
  return (await response.json()) as CartSession;
};
const late = () =>
  new Promise<never>((_, reject) =>
    setTimeout(() => reject(new Error(`Still served after ${WITHIN_MS} ms.`)), WITHIN_MS).unref(),
  );

describe('a store that is closed', () => {
  const change: Record<string, string> = {
    suspended: `UPDATE stores SET status = 'suspended' WHERE handle = ?`,
    deleted: `UPDATE stores SET status = 'deleted' WHERE handle = ?`,
    'past its trial': `UPDATE stores SET status = 'trial', trial_ends_at = '2020-01-01T00:00:00.000Z' WHERE handle = ?`,
  };
  for (const [how, sql] of Object.entries(change))
    it(`because it is ${how}, lets its shoppers go and lets nobody in, while the next store is served`, async () => {
      const handle = `shop-${Object.keys(change).indexOf(how)}`;
      for (const name of [handle, `${handle}-next`])
        await createStore({ handle: name, name, currency: 'EUR', locale: 'en' }, server.databases);
      const session = await sessionOf(handle);
      const [shopper, neighbour] = [await watch(session), await watch(await sessionOf(`${handle}-next`))];
      assert.equal(shopper.answer['op'], 'init-ok');
      await server.databases.platform.run(sql, [handle]);
      await Promise.race([shopper.closed, late()]);

      const again = await watch(session);
      assert.equal(again.answer['op'], 'error');
      again.socket.close();
      assert.equal(neighbour.socket.readyState, WebSocket.OPEN);
      neighbour.socket.close();
      const verified = await fetch(`${server.url}/runtime/auth/verify_refresh_token`, {
        method: 'POST',
        body: JSON.stringify({ 'app-id': session.sync?.appId, 'refresh-token': session.token }),
      });
      assert.equal(verified.status, 400);

      // A trial that ended is refused at once, with an error of its own.
      if (how === 'past its trial') return;
      // What the registry said is believed for a moment, by every page of the store alike.
      const status = async () => (await fetch(`${server.url}/v1/stores/${handle}`)).status;
      const refused = async () => {
        while ((await status()) < 400);
      };
      await Promise.race([refused(), late()]);
    });
});
