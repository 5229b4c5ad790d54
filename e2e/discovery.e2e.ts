import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { watchShifts } from './host-pages.test-support.ts';
import { openShop, type Shop } from './shop.test-support.ts';
import { expectUnits, settled, visit } from './visitor.test-support.ts';

const PHONE = { width: 390, height: 844 };
const shiftsOf = (page: Page): Promise<string[]> =>
  page.evaluate(() => (window as unknown as { shifts: string[] }).shifts);
const prepare = (context: BrowserContext): Promise<unknown> => context.addInitScript(watchShifts);

/** Titles of the cards that a grid, or the recommendations, show. */
async function titlesOf(element: Locator): Promise<string[]> {
  await element.locator('.card:not(.waiting)').first().waitFor();
  return (await element.locator('.title').allTextContents()).map((text) => text.trim());
}

/** Scrolls as a person with a wheel does, until an element is in sight. */
async function wheelTo(page: Page, element: Locator): Promise<void> {
  await page.mouse.move(200, 400);
  await page.waitForFunction(
    (node) => {
      scrollBy({ top: 120, behavior: 'instant' });
      const { top } = (node as Element).getBoundingClientRect();
      return top < innerHeight / 2 || Math.ceil(scrollY + innerHeight) >= document.documentElement.scrollHeight;
    },
    await element.elementHandle(),
    { polling: 'raf' },
  );
}

describe('finding the next product', () => {
  let shop: Shop;
  before(async () => {
    shop = await openShop();
  });
  after(() => shop.close());

  for (const size of [{ width: 1280, height: 900 }, PHONE]) {
    it(`recommends below a product without moving the page, ${size.width} wide`, { timeout: 60_000 }, async () => {
      const { page, context, complaints } = await visit(shop, 'product.html?handle=fjord-vase', { prepare, ...size });
      await settled(page);
      const [similar, viewed] = [page.locator('vitrine-recommendations').nth(0), page.locator('[kind=viewed]')];
      await wheelTo(page, similar);
      const titles = await titlesOf(similar);
      assert.equal(titles.length, 8);
      assert.ok(!titles.includes('Fjord Vase'));
      assert.equal(await viewed.isVisible(), false, 'nothing else was viewed yet');
      assert.deepEqual(await shiftsOf(page), []);

      await similar.getByRole('link', { name: titles[0]!, exact: true }).click();
      await page.waitForURL(/product\.html\?handle=(?!fjord)/);
      await settled(page);
      await wheelTo(page, viewed);
      assert.deepEqual(await titlesOf(viewed), ['Fjord Vase']);
      assert.deepEqual(await shiftsOf(page), []);
      assert.deepEqual(complaints, []);
      await context.close();
    });
  }

  it('says nothing to shoppers, and tells the page, when recommendations cannot be had', async () => {
    const { page, context } = await visit(shop, 'product.html?handle=fjord-vase', {
      prepare: async (c) => {
        await prepare(c);
        await c.addInitScript(() => {
          const errors: string[] = [];
          Object.assign(window, { told: errors });
          document.addEventListener('vitrine-error', (event) => errors.push(event.detail.code));
        });
        await c.route('**/v1/**/recommendations*', (route) => route.abort());
      },
    });
    await settled(page);
    const element = page.locator('vitrine-recommendations').first();
    await wheelTo(page, page.locator('footer'));
    await page.waitForFunction(() => (window as unknown as { told: string[] }).told.length > 0);
    await page.waitForFunction((node) => node?.matches(':state(empty)'), await element.elementHandle());
    assert.equal(await element.isVisible(), false);
    assert.deepEqual(await shiftsOf(page), []);
    await context.close();
  });

  it('recommends for what is in the cart, and tells the page what is chosen of it', { timeout: 60_000 }, async () => {
    const { page, context, complaints } = await visit(shop, 'plain.html');
    await settled(page);
    await page
      .locator('vitrine-product-grid')
      .first()
      .getByRole('button', { name: /^Add to cart: Skje/ })
      .click();
    await expectUnits(page, 1);
    await page.goto(`${shop.url}/demo/cart.html`);
    const element = page.locator('vitrine-recommendations');
    const titles = await titlesOf(element);
    assert.ok(titles.length > 0 && !titles.some((title) => title.startsWith('Skje')));
    const told = page.evaluate(
      () =>
        new Promise((resolve) => {
          document.addEventListener('vitrine-product-select', (event) => event.preventDefault());
          document.addEventListener('vitrine-recommendation-select', ({ detail }) =>
            resolve([detail.product.title, detail.position, detail.recommendedFor]),
          );
        }),
    );
    await element.getByRole('link', { name: titles[1]!, exact: true }).click();
    assert.deepEqual(await told, [titles[1], 1, ['skje-spoons']]);
    assert.deepEqual(complaints, []);
    await context.close();
  });

  it(
    'turns a carousel by finger, by wheel and by button, and comes to rest at a card',
    { timeout: 60_000 },
    async () => {
      const { page, context } = await visit(shop, 'layouts.html', PHONE);
      await settled(page);
      const row = page.locator('vitrine-product-grid[layout=carousel]');
      const next = row.getByRole('button', { name: 'Next products' });
      await next.waitFor();
      const list = row.locator('ul');
      const node = await list.elementHandle();
      assert.ok(node);
      /** Resolves with where the row rests, further on than before: at the start of a card, for as many frames. */
      const restsBeyond = async (before: number, frames = 12): Promise<number> => {
        const seen = { left: -1, frames: 0 };
        const memory = await page.evaluateHandle((seen) => seen, seen);
        const found = await page.waitForFunction(
          ({ node, memory, before, frames }) => {
            const starts = [...node.children].map((card) => (card as HTMLElement).offsetLeft);
            const left = node.scrollLeft;
            memory.frames = left === memory.left ? memory.frames + 1 : 0;
            memory.left = left;
            const isAtCard = starts.some((start) => Math.abs(start - starts[0]! - left) < 2);
            return left > before + 20 && isAtCard && memory.frames >= frames && left;
          },
          { node, memory, before, frames },
          { polling: 'raf' },
        );
        return Number(await found.jsonValue());
      };
      const box = await list.boundingBox();
      assert.ok(box);
      const point = { x: Math.round(box.x + 220), y: Math.round(box.y + 80) };
      const session = await context.newCDPSession(page);
      const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', by: number): Promise<unknown> =>
        session.send('Input.dispatchTouchEvent', {
          type,
          touchPoints: type === 'touchEnd' ? [] : [{ x: point.x - by, y: point.y }],
        });
      await session.send('Emulation.setTouchEmulationEnabled', { enabled: true });
      await touch('touchStart', 0);
      for (let by = 12; by <= 168; by += 12) {
        await touch('touchMove', by);
        await page.evaluate(() => new Promise(requestAnimationFrame));
      }
      await touch('touchEnd', 168);
      const swiped = await restsBeyond(0);
      await page.mouse.move(point.x, point.y);
      await page.mouse.wheel(160, 0);
      const wheeled = await restsBeyond(swiped);
      await next.click();
      const turned = await restsBeyond(wheeled);
      // And pressed while the wheel's scroll is still on its way.
      await node.evaluate((list) => {
        const button = (list.getRootNode() as ShadowRoot).querySelector<HTMLElement>('[aria-label="Next products"]');
        let frames = 0;
        list.addEventListener('scroll', () => (frames += 1) === 3 && button?.click());
      });
      await page.mouse.move(point.x, point.y);
      await page.mouse.wheel(160, 0);
      await restsBeyond(turned + 200);
      await context.close();
    },
  );
});
