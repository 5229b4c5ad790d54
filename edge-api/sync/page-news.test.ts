import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WebSocket } from 'ws';
import { livePagesId } from '../contract/take-id.ts';
import { openShop, type Shop } from './shop.test-support.ts';

/** A page that waits for news, as `elements/stores/page-news.ts` does: nobody, on a line of its own. */
async function openPage(shop: Shop, id: string) {
  const socket = new WebSocket(`${shop.server.origin.replace('http', 'ws')}/runtime/session?app_id=${shop.appId}`);
  const heard: { op: string; [field: string]: unknown }[] = [];
  const waiting: ((message: { op: string }) => void)[] = [];
  socket.on('message', (data) => {
    // Our own server's words.
    const message = JSON.parse((data as Buffer).toString()) as (typeof heard)[number];
    heard.push(message);
    waiting.splice(0).forEach((tell) => tell(message));
  });
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  await new Promise((resolve) => socket.once('open', resolve));
  const say = (message: object) => socket.send(JSON.stringify(message));
  async function until(...ops: string[]): Promise<{ op: string; [field: string]: unknown }> {
    for (;;) {
      const at = heard.findIndex(({ op }) => ops.includes(op));
      if (at >= 0) return heard.splice(at, 1)[0]!;
      await new Promise<object>((resolve) => waiting.push(resolve));
    }
  }
  say({ op: 'init', 'app-id': shop.appId, lean: true });
  const begun = await until('init-ok');
  say({ op: 'add-query', q: { pages: { $: { where: { id } } }, $$ruleParams: { id } } });
  return { socket, say, until, begun, closed };
}

test('an open page hears of a change that the server tells, and is told no more than it needs', async (t) => {
  const shop = await openShop(t);
  const id = await livePagesId('halden');
  const page = await openPage(shop, id);
  assert.deepEqual(page.begun['attrs'], []);
  await page.until('add-query-ok');
  await shop.server.sync.live.putPages(shop.appId, { id, storeId: 'halden', version: 7 });
  const first = await page.until('refresh-ok');
  await shop.server.sync.live.putPages(shop.appId, { id, storeId: 'halden', version: 8 });
  const second = await page.until('refresh-ok');
  assert.notDeepEqual(first['computations'], second['computations']);
  assert.ok(JSON.stringify(second).length < 1500);
  page.socket.close();
});

test('nobody reads or writes the pages of a store he cannot name', async (t) => {
  const shop = await openShop(t);
  const id = await livePagesId('halden');
  await shop.server.sync.live.putPages(shop.appId, { id, storeId: 'halden', version: 7 });
  const page = await openPage(shop, await livePagesId('other'));
  assert.doesNotMatch(JSON.stringify(await page.until('add-query-ok')), /halden/);
  for (const q of [{ pages: {} }, { pages: {}, $$ruleParams: { id: null } }, { pages: {}, $$ruleParams: 'x' }]) {
    page.say({ op: 'add-query', q });
    const answer = await page.until('add-query-ok', 'error');
    assert.doesNotMatch(JSON.stringify(answer), /halden/);
  }
  const attr = await shop.server.sync.engine.use(
    shop.appId,
    (app) => app.model.etypes.get('pages')!.attrs.get('version')!.id,
  );
  page.say({ op: 'transact', 'tx-steps': [['add-triple', id, attr, 9]] });
  assert.equal((await page.until('error'))['type'], 'permission-denied');
  page.socket.close();
});

test('a page may stay, a silent stranger may not, and pages leave room for carts', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const shop = await openShop(t, { limits: { nobodies: 1 } });
  const id = await livePagesId('halden');
  const [stays, one] = [await openPage(shop, id), await openPage(shop, id)];
  await stays.until('add-query-ok');
  await one.until('add-query-ok');
  t.mock.timers.tick(31_000);
  await one.closed;
  assert.equal(stays.socket.readyState, WebSocket.OPEN);
  stays.socket.close();
});
