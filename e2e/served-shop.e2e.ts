/** A shop's own pages as our elements draw them on the server: without scripts, and as scripts take over. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { openShop, type Shop } from './shop.test-support.ts';

const SCREENS = { phone: { width: 390, height: 844 }, desk: { width: 1280, height: 900 } };
/** How long style sheets and scripts of elements are held up, so that what is painted without them would be seen. */
const LATE_MS = 150;

const PICTURE = {
  contentType: 'image/svg+xml',
  body: '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="10"/>',
};

/** What a page notes of itself from its first moment on. */
interface Noted {
  /** Layout shifts: how much, and what moved. */
  moved: { value: number; nodes: string[] }[];
  first: Element | null;
}

describe('a shop’s own pages, drawn on the server', { timeout: 60_000 }, () => {
  let shop: Shop;
  let base = '';
  before(async () => {
    shop = await openShop({ BASE_DOMAIN: 'localhost' });
    base = `http://halden.localhost:${new URL(shop.url).port}`;
  });
  after(() => shop.close());

  it('lead to a cart without scripts: by cards, links and forms', async () => {
    const context = await shop.browser.newContext({ javaScriptEnabled: false, viewport: SCREENS.phone, locale: 'en' });
    const page = await context.newPage();
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    await page.route(/\.(?:jpg|png|webp|avif)|\/media\//, (route) => route.fulfill(PICTURE));

    await page.goto(`${base}/`);
    assert.equal(await page.locator('vitrine-product-grid .add').first().isVisible(), false);
    await page.locator('vitrine-product-grid .choose').first().click();
    await page.getByRole('navigation', { name: 'You are here' }).getByRole('link').nth(1).click();
    await page.waitForURL(/\/collections\//);
    await page.getByLabel('Sort by').selectOption('price-desc');
    await page.getByRole('button', { name: 'Sort' }).click();
    await page.waitForURL(/sort=price-desc/);
    const prices = await page.locator('vitrine-product-grid .price').allInnerTexts();
    const amounts = prices.map((text) => Number(/[\d,]+\.\d\d/.exec(text)?.[0].replace(',', '')));
    assert.deepEqual(
      amounts,
      [...amounts].sort((a, b) => b - a),
    );

    await page.goto(`${base}/products/fjord-vase`);
    assert.equal(await page.getByRole('heading', { level: 1 }).count(), 1);
    // One choice, one quantity and one button, whoever made them.
    assert.equal(await page.getByRole('button', { name: 'Add to cart' }).count(), 1);
    assert.deepEqual(
      await page
        .locator('.value, .stepper, .over')
        .evaluateAll((all) => all.filter((one) => one.checkVisibility()).length),
      0,
    );
    await page.getByRole('radio', { name: /^Moss \/ Small/ }).check();
    await page.getByRole('spinbutton', { name: 'Quantity' }).fill('2');
    await page.getByRole('button', { name: 'Add to cart' }).click();
    await page.waitForURL(/\/cart\?added/);
    assert.match(await page.locator('main').innerText(), /Fjord Vase[^]*Moss[^]*€96\.00/);

    // Whoever has a cart of forms goes on with it, scripts or not.
    await page.goto(`${base}/products/fjord-vase`);
    assert.equal(await page.locator('script[src], [data-vitrine-served], noscript').count(), 0);
    assert.equal(await page.getByRole('button', { name: 'Add to cart' }).count(), 1);
    assert.deepEqual(said, []);
    await context.close();
  });

  async function open(path: string, screen: keyof typeof SCREENS): Promise<{ page: Page; said: string[] }> {
    const page = await shop.browser.newPage({ viewport: SCREENS[screen], locale: 'en' });
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(error.message));
    await page.route(/\.(?:jpg|png|webp|avif)|\/media\//, (route) => route.fulfill(PICTURE));
    await page.route(/\/assets\/|\/vitrine\.js/, async (route) => {
      await new Promise((done) => setTimeout(done, LATE_MS));
      await route.continue();
    });
    await page.addInitScript(() => {
      const noted = window as unknown as Noted;
      noted.moved = [];
      const note = (list: PerformanceObserverEntryList): void => {
        for (const entry of list.getEntries()) {
          const { value, sources } = entry as unknown as { value: number; sources: { node: Node | null }[] };
          noted.moved.push({ value, nodes: sources.map(({ node }) => node?.nodeName ?? '') });
        }
      };
      new PerformanceObserver(note).observe({ type: 'layout-shift', buffered: true });
    });
    await page.goto(`${base}${path}`, { waitUntil: 'domcontentloaded' });
    return { page, said };
  }

  /** Resolves once an element that was drawn works, and says whether its nodes are those that were drawn. */
  const takenOver = (page: Page, tag: string, inner: string): Promise<boolean> =>
    page.evaluate(
      async ([wanted, within]) => {
        const [place] = document.querySelectorAll('[data-vitrine-served]');
        const element = place!.shadowRoot!.querySelector(wanted!)! as Element & { updateComplete?: Promise<unknown> };
        const first = element.shadowRoot!.querySelector(within!);
        const works = (): boolean => 'renderRoot' in element;
        while (!works()) await new Promise((done) => requestAnimationFrame(done));
        await element.updateComplete;
        await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
        return first !== null && first === element.shadowRoot!.querySelector(within!);
      },
      [tag, inner],
    );
  const moved = (page: Page) => page.evaluate(() => (window as unknown as Noted).moved);

  for (const [path, screen] of [
    ['/', 'desk'],
    ['/collections/ceramics?sort=price-asc', 'phone'],
    ['/search?q=lamp', 'desk'],
  ] as const)
    it(`show cards at ${path} that scripts take over as they are, on a ${screen}`, async () => {
      const { page, said } = await open(path, screen);
      assert.equal(await takenOver(page, 'vitrine-product-grid', 'li'), true);
      await page.locator('vitrine-cart-button:defined, vitrine-search:defined').nth(1).waitFor();
      assert.deepEqual(await moved(page), []);
      assert.deepEqual(said, []);
      await page.close();
    });

  it('show a product that scripts take over as it is, with the variant asked for, and put into the cart', async () => {
    const { variants } = (
      (await (await fetch(`${shop.url}/v1/stores/halden/products/fjord-vase`)).json()) as {
        product: { variants: { id: string; title: string }[] };
      }
    ).product;
    const wanted = variants.find(({ title }) => title === 'Moss / Small')!;
    const { page, said } = await open(`/products/fjord-vase?variant=${wanted.id}`, 'phone');
    assert.equal(await page.getByRole('button', { name: 'Add to cart' }).count(), 1);
    assert.equal(await takenOver(page, 'vitrine-product', '.layout'), true);
    assert.equal(await page.getByRole('radio', { name: 'Moss' }).isChecked(), true);
    assert.deepEqual(await moved(page), []);
    await page.getByRole('button', { name: 'Add to cart' }).click();
    await page.getByRole('button', { name: 'Cart, 1 item' }).waitFor();
    assert.deepEqual(said, []);
    await page.close();
  });
});
