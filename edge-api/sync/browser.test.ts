import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { test, type TestContext } from 'node:test';
import { chromium, type Page } from 'playwright-core';
import { build, type InlineConfig } from 'vite';
import { browserLaunchOptions } from '../../tools/test-browser.ts';
import { entry, openShop, type Shop, type Shopper } from './shop.test-support.ts';

/** The client as npm has it, as one script. */
async function bundledClient(): Promise<string> {
  const config: InlineConfig = {
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      minify: false,
      lib: { entry: fileURLToPath(import.meta.resolve('@instantdb/core')), formats: ['es'], fileName: 'client' },
    },
  };
  const built = await build(config);
  const [output] = Array.isArray(built) ? built : [built];
  if (!output || !('output' in output)) throw new Error('The client was not built.');
  return output.output[0].code;
}

/** A merchant's page on an origin of its own, with the client on it. */
async function merchantPage(t: TestContext): Promise<string> {
  const code = await bundledClient();
  const server = createServer((request, response) => {
    const isScript = request.url === '/client.js';
    response.writeHead(200, { 'content-type': isScript ? 'text/javascript' : 'text/html' });
    response.end(isScript ? code : '<!doctype html><title>Shop</title><link rel="icon" href="data:,">');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  // A server that listens on a port has an address with a port.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

interface Device {
  readonly page: Page;
  write(id: string): Promise<string>;
  count(): Promise<number>;
  waitFor(count: number): Promise<void>;
  errors: string[];
}

/** Opens the cart on a page, as a device that already knows the guest's token. */
async function openCart(page: Page, url: string, shop: Shop, shopper: Shopper, signIn = true): Promise<Device> {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  await page.goto(url);
  await page.evaluate(
    async ({ origin, appId, token, cartId, signIn }) => {
      const { init } = await import(/* @vite-ignore */ `${location.origin}/client.js`);
      const websocketURI = `${origin.replace('http', 'ws')}/runtime/session`;
      const db = init(
        { appId, apiURI: origin, websocketURI, devtool: false },
        undefined,
        undefined,
        undefined,
        EventSource,
      );
      if (signIn) await db.auth.signInWithToken(token);
      const cart = { db, cartId, ids: [] as string[] };
      Object.assign(globalThis, { cart });
      await new Promise<void>((resolve, reject) => {
        db.subscribeQuery(
          { carts: { $: { where: { id: cartId } }, entries: {} } },
          (result: { error?: { message: string }; data?: { carts: { entries: { id: string }[] }[] } }) => {
            if (result.error) return reject(new Error(result.error.message));
            cart.ids = (result.data?.carts[0]?.entries ?? []).map(({ id }) => id);
            resolve();
          },
        );
      });
    },
    { origin: shop.server.origin, appId: shop.appId, token: shopper.token, cartId: shopper.cartId, signIn },
  );
  const fields = Object.fromEntries(Object.entries(entry()).filter(([label]) => label !== 'id'));
  return {
    page,
    errors,
    write: (id) =>
      page.evaluate(
        async ({ id, fields }) => {
          const { db, cartId } = Reflect.get(globalThis, 'cart');
          const { status } = await db.transact(db.tx.entries[id].update({ ...fields, cartId }).link({ cart: cartId }));
          return String(status);
        },
        { id, fields },
      ),
    count: () => page.evaluate(() => Number(Reflect.get(globalThis, 'cart').ids.length)),
    waitFor: async (count) => {
      await page.waitForFunction((count) => Reflect.get(globalThis, 'cart').ids.length === count, count, {
        timeout: 15_000,
      });
    },
  };
}

test('in Chromium, on a page of another origin, the unmodified client', { timeout: 90_000 }, async (t) => {
  const browser = await chromium.launch(await browserLaunchOptions());
  t.after(() => browser.close());
  const url = await merchantPage(t);
  const shop = await openShop(t);
  const shopper = await shop.shopper();
  const [phone, desk] = await Promise.all(
    [await browser.newContext(), await browser.newContext()].map(async (context) =>
      openCart(await context.newPage(), url, shop, shopper),
    ),
  );
  const ids = Array.from({ length: 4 }, () => crypto.randomUUID());

  await t.test('shows on one device what another adds', async () => {
    assert.equal(await phone!.write(ids[0]!), 'synced');
    await desk!.waitFor(1);
  });

  await t.test('comes by events where WebSocket is broken, and hears of the same cart', async () => {
    const context = await browser.newContext();
    await context.addInitScript(() => {
      Object.assign(globalThis, {
        WebSocket: class extends WebSocket {
          constructor(address: string) {
            super(`${new URL(address).origin}/nowhere`);
          }
        },
      });
    });
    const tablet = await openCart(await context.newPage(), url, shop, shopper);
    await tablet.waitFor(1);
    assert.equal(await tablet.write(ids[1]!), 'synced');
    await Promise.all([phone!.waitFor(2), desk!.waitFor(2)]);
    await context.close();
  });

  await t.test('keeps what was added offline, even when the page closes, and hands it in once', async () => {
    const { page } = phone!;
    await page.context().setOffline(true);
    await page.waitForFunction(() => !navigator.onLine);
    assert.equal(await phone!.write(ids[2]!), 'enqueued');
    assert.equal(await desk!.count(), 2);
    // The client stores its queue a moment later, when the page is idle; the page must live that long.
    await page.evaluate(
      async ({ appId, id }) => {
        const stored = (): Promise<unknown> =>
          new Promise((resolve) => {
            const opening = indexedDB.open(`instant_${appId}_6`);
            opening.onsuccess = () => {
              const reading = opening.result.transaction('kv').objectStore('kv').get('pendingMutations');
              reading.onsuccess = () => resolve(reading.result);
            };
          });
        while (!JSON.stringify((await stored()) ?? '').includes(id))
          await new Promise((resolve) => setTimeout(resolve, 50));
      },
      { appId: shop.appId, id: ids[2]! },
    );
    const context = page.context();
    await page.close();
    await context.setOffline(false);
    const again = await openCart(await context.newPage(), url, shop, shopper, false);
    await Promise.all([again.waitFor(3), desk!.waitFor(3)]);
    assert.equal((await shop.server.sync.live.readEntries(shop.appId, shopper.cartId)).length, 3);
  });

  await t.test('says nothing on the console of the page', () => assert.deepEqual(desk!.errors, []));
});
