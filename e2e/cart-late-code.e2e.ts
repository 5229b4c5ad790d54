import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { Device, type Site } from './cart-torture-device.ts';
import { startTortureServer, type TortureServer } from './cart-torture-server.ts';
import { buildTortureSite } from './cart-torture-site.ts';
import { launchTortureBrowser } from './cart-torture.ts';

const SOUND = { indexedDb: 'works', localStorage: 'works', broadcastChannel: 'works', locks: 'works' } as const;
const CODE = /\/assets\/cart-/;

describe('a cart whose code cannot be loaded', () => {
  let server: TortureServer;
  let site: Site;
  let browser: Browser;
  before(async () => {
    [server, site, browser] = await Promise.all([startTortureServer(), buildTortureSite(), launchTortureBrowser()]);
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  for (const localStorage of ['works', 'denied'] as const) {
    it(`keeps what is added and performs it once the code comes (localStorage ${localStorage})`, async () => {
      const device = await Device.open(browser, server, site, { ...SOUND, localStorage }, Math.random);
      await device.context.route(CODE, (route) => route.abort());
      const { page } = await device.openTab();
      await page.evaluate(() => torture.perform(['add', 'mug', { quantity: 2 }]));
      const offline = await page.evaluate(() => torture.state());
      assert.deepEqual([offline.status, offline.count], ['offline', 2]);
      await device.context.unroute(CODE);
      await page.waitForFunction(() => torture.state().status === 'ready' && torture.state().lines.length === 1);
      assert.equal((await page.evaluate(() => torture.state())).count, 2);
      await device.context.close();
    });
  }

  it('gives what was added to the next page when the first one is gone', async () => {
    const device = await Device.open(browser, server, site, SOUND, Math.random);
    await device.context.route(CODE, (route) => route.abort());
    const first = await device.openTab();
    await first.page.evaluate(() => torture.perform(['add', 'mug', { quantity: 2 }]));
    await device.closeTab(first);
    await device.context.unroute(CODE);
    const second = await device.openTab();
    await second.page.waitForFunction(() => torture.state().lines[0]?.quantity === 2);
    const session = await second.call('session');
    const third = await device.openTab();
    await third.call('load');
    assert.deepEqual(await third.call('session'), session);
    assert.equal((await third.call('state')).count, 2);
    await device.context.close();
  });
});
