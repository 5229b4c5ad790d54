import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { countHeld, held, HOST_PAGES, type Held } from './host-pages.test-support.ts';
import { openShop, type Shop } from './shop.test-support.ts';
import { expectUnits, settled, visit } from './visitor.test-support.ts';

/** Longest that goodbyes may take, such as a socket's closing handshake. */
const GOODBYE_MS = 10_000;

describe('a good guest', () => {
  let shop: Shop;
  before(async () => {
    shop = await openShop();
  });
  after(() => shop.close());

  it('leaves no listener, timer, channel or socket behind after twenty mounts', { timeout: 90_000 }, async () => {
    const { page, context, complaints } = await visit(shop, 'react.html', {
      prepare: (c) => c.addInitScript(countHeld),
    });
    await settled(page);
    const shown = page.getByRole('checkbox', { name: 'Show the shop' });
    const button = page.locator('vitrine-cart-button');
    // With a cart, so that its sync, its socket and its channel take part.
    await page
      .locator('vitrine-product-grid')
      .getByRole('button', { name: /^Add to cart: Bue/ })
      .click();
    await expectUnits(page, 1);
    await page.waitForFunction(() => (window as unknown as { held: () => Held }).held().sockets === 1);

    const host = page.locator('.bar');
    const away = async (): Promise<void> => {
      await shown.uncheck();
      await host.evaluate((bar) => bar.querySelector('vitrine-cart-button')?.remove());
      await page.waitForFunction(
        () => !document.querySelector('vitrine-product-grid, vitrine-cart, vitrine-cart-button'),
      );
    };
    const back = async (): Promise<void> => {
      await host.evaluate((bar) => bar.append(document.createElement('vitrine-cart-button')));
      await shown.check();
      await settled(page);
      await button.getByRole('button').waitFor();
    };
    const quiet = async (): Promise<Awaited<ReturnType<typeof held>>> => {
      const until = Date.now() + GOODBYE_MS;
      let now = await held(page);
      while ((now.sockets || now.intervals || now.channels || now.timeouts) && Date.now() < until) {
        await page.waitForTimeout(100);
        now = await held(page);
      }
      return now;
    };

    await away();
    const first = await quiet();
    for (let i = 0; i < 20; i++) {
      await back();
      await away();
    }
    const last = await quiet();
    assert.deepEqual({ ...last, names: [] }, { ...first, names: [] }, `left behind: ${last.names.join(', ')}`);
    assert.deepEqual(
      { sockets: last.sockets, intervals: last.intervals, timeouts: last.timeouts, channels: last.channels },
      { sockets: 0, intervals: 0, timeouts: 0, channels: 0 },
    );
    await back();
    await expectUnits(page, 1);
    assert.deepEqual(complaints, []);
    await context.close();
  });

  it('is harmless when its script is there twice', async () => {
    const { page, context, complaints } = await visit(shop, 'plain.html', {
      prepare: (c) =>
        c.addInitScript(() => {
          document.addEventListener('DOMContentLoaded', () => {
            for (const wait of [0, 300]) {
              setTimeout(() => {
                const again = document.createElement('script');
                again.src = `/vitrine.js?again=${wait}`;
                again.dataset['store'] = 'halden';
                document.head.append(again);
              }, wait);
            }
          });
        }),
    });
    await settled(page);
    await page.waitForFunction(() => document.querySelectorAll('script[src*="again"]').length === 2);
    await page.waitForLoadState('networkidle');
    await page
      .locator('vitrine-product-grid')
      .getByRole('button', { name: /^Add to cart: Skje/ })
      .first()
      .click();
    await expectUnits(page, 1);
    assert.deepEqual(complaints, []);
    await context.close();
  });

  for (const { name, path, ownText } of HOST_PAGES) {
    it(`says so kindly on the ${name} page when the API is down, and leaves the page whole`, async () => {
      const { page, context, complaints } = await visit(shop, path, {
        prepare: (c) => c.route('**/v1/**', (route) => route.abort()),
      });
      await page.getByText(ownText).first().waitFor();
      const failed = page.locator(':is(vitrine-product-grid, vitrine-product, vitrine-search):state(failed)').first();
      await failed.waitFor();
      await failed
        .getByText(/could not be|did not work just now|تعذّر تحميل/)
        .first()
        .waitFor();
      await failed
        .getByRole('button', { name: /Try again|إعادة المحاولة/ })
        .first()
        .waitFor();
      // The browser itself reports requests that failed; nothing else may complain.
      assert.deepEqual(
        complaints.filter((text) => !/Failed to load resource|net::ERR_FAILED/.test(text)),
        [],
      );
      await context.close();
    });
  }

  it('comes back by itself at the press of "Try again"', async () => {
    let down = true;
    const { page, context } = await visit(shop, 'plain.html', {
      prepare: (c) => c.route('**/v1/**', (route) => (down ? route.abort() : route.continue())),
    });
    const grid = page.locator('vitrine-product-grid').first();
    await grid.getByRole('button', { name: 'Try again' }).waitFor();
    down = false;
    await grid.getByRole('button', { name: 'Try again' }).click();
    await grid.getByText('Fjord Vase').first().waitFor();
    await context.close();
  });

  it('lives in a page of another origin with one request to the API and no preflight', async () => {
    const api = shop.url.replace('127.0.0.1', 'localhost');
    const host = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      response.end(
        `<!doctype html><html lang="en"><head><title>Elsewhere</title><link rel="icon" href="data:,"><script async src="${api}/vitrine.js" data-store="halden"></script></head><body><h1>Elsewhere</h1><vitrine-cart-button></vitrine-cart-button><vitrine-product-grid limit="12"></vitrine-product-grid><vitrine-cart></vitrine-cart></body></html>`,
      );
    });
    await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
    const { port } = host.address() as AddressInfo;
    try {
      const { page, context, complaints } = await visit(shop, 'about:blank');
      const session = await context.newCDPSession(page);
      const asked: string[] = [];
      session.on('Network.requestWillBeSent', ({ request, type }) => {
        if (request.url.includes('/v1/') || type === 'Preflight')
          asked.push(`${request.method} ${new URL(request.url).pathname}`);
      });
      await session.send('Network.enable');
      await page.goto(`http://127.0.0.1:${port}/`);
      await settled(page);
      await page.waitForLoadState('networkidle');
      assert.deepEqual(asked, ['GET /v1/stores/halden/products']);
      const picture = page.locator('vitrine-product-grid').getByRole('img').first();
      assert.ok(await picture.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0));

      await page
        .locator('vitrine-product-grid')
        .getByRole('button', { name: /^Add to cart: Skje/ })
        .click();
      await expectUnits(page, 1);
      await page.reload();
      await expectUnits(page, 1);
      assert.deepEqual(
        asked.filter((request) => request.startsWith('OPTIONS')),
        [],
      );
      assert.deepEqual(complaints, []);
      await context.close();
    } finally {
      host.close();
    }
  });
});
