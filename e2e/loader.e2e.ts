import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Route } from 'playwright-core';
import { openShop, type Shop } from './shop.test-support.ts';
import { visit } from './visitor.test-support.ts';

const GRID = '<vitrine-product-grid limit="4"></vitrine-product-grid>';

describe('the loader, on a page of another site', () => {
  let shop: Shop;
  let host: Server;
  before(async () => {
    shop = await openShop();
    // A merchant's site, with the one-line snippet; `?` is followed by more of its head.
    host = createServer(({ url = '' }, response) => {
      const snippet = `<script async src="${shop.url}/vitrine.js" data-store="halden" data-cfasync="false"></script>`;
      const head = decodeURIComponent(url.split('?')[1] ?? '');
      response.setHeader('content-type', 'text/html');
      response.end(`<!doctype html><html lang="en"><title>Host</title>${head}${snippet}<body>${GRID}</body></html>`);
    });
    await new Promise<void>((done) => host.listen(0, '127.0.0.1', done));
  });
  after(async () => {
    host.close();
    await shop.close();
  });
  const page = (head = ''): string =>
    `http://127.0.0.1:${(host.address() as AddressInfo).port}/?${encodeURIComponent(head)}`;

  test('an old script out of a cache gives way to a fresh one when its files are gone', async () => {
    const {
      context,
      page: tab,
      complaints,
    } = await visit(shop, page(), {
      prepare: async (context) => {
        // The script as it was before the last release: it names files that nobody has any more.
        await context.route(`${shop.url}/vitrine.js`, async (route: Route) => {
          const response = await route.fetch();
          const old = (await response.text()).replace(/(product-grid|core)-[\w-]{4}/g, '$1-0000');
          await route.fulfill({ response, body: old });
        });
      },
    });
    await tab.locator('vitrine-product-grid .card .add').first().waitFor();
    await tab.evaluate(async () => {
      const { vitrine } = window;
      if (vitrine && 'cart' in vitrine) await vitrine.cart.add('kept-by-the-fresh-script');
    });
    assert.deepEqual(complaints, []);
    await context.close();
  });

  test('stale preload hints cost nothing and say nothing', async () => {
    const hints = ['product-grid', 'core']
      .map((name) => `<link rel="modulepreload" href="${shop.url}/assets/${name}-000000.js">`)
      .join('');
    const { context, page: tab, complaints } = await visit(shop, page(hints));
    await tab.locator('vitrine-product-grid .card .add').first().waitFor();
    assert.equal(await tab.evaluate(() => Symbol.for('vitrine-renewed') in document), false);
    assert.deepEqual(complaints, []);
    await context.close();
  });

  for (const file of ['core', 'product-grid']) {
    test(`what could not be fetched, here ${file}, comes when the network is back`, async () => {
      let broken = true;
      const { context, page: tab } = await visit(shop, page(), {
        prepare: async (context) => {
          await context.route(new RegExp(`/assets/(~\\d+/)?${file}-`), (route) =>
            broken ? route.abort() : route.continue(),
          );
        },
      });
      await tab.waitForFunction(
        () => window.vitrine && 'ready' in window.vitrine && window.vitrine.ready.then(() => true),
      );
      assert.equal(await tab.locator('vitrine-product-grid:defined').count(), 0);
      broken = false;
      await tab.evaluate(() => dispatchEvent(new Event('online')));
      await tab.locator('vitrine-product-grid .card .add').first().waitFor();
      await context.close();
    });
  }

  test('asks for code and products side by side, once, and without a preflight', async () => {
    const asked: { method: string; path: string; at: number; done: number }[] = [];
    const { context, page: tab } = await visit(shop, page(), {
      prepare: async (context) => {
        context.on('request', (request) => {
          const { pathname } = new URL(request.url());
          if (request.url().startsWith(shop.url))
            asked.push({ method: request.method(), path: pathname, at: asked.length, done: 0 });
        });
        // Nothing is answered before all of it has been asked for.
        const waiting: (() => void)[] = [];
        await context.route(/\/(assets|v1)\//, async (route) => {
          await new Promise<void>((go) => {
            waiting.push(go);
            if (waiting.length === 3) for (const start of waiting) start();
          });
          await route.continue();
        });
      },
    });
    await tab.locator('vitrine-product-grid .card .add').first().waitFor();
    const paths = asked
      .map(({ path }) => path.replace(/-[\w-]{4}\.js/, '.js'))
      .filter((path) => !path.startsWith('/media/'));
    assert.deepEqual(paths.sort(), [
      '/assets/core.js',
      '/assets/product-grid.js',
      '/v1/stores/halden/products',
      '/vitrine.js',
    ]);
    assert.ok(asked.every(({ method }) => method === 'GET'));
    await context.close();
  });
});
