/** A shop's own pages as our elements draw them on the server: without scripts, and as scripts take over. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import type { Databases } from '../edge-api/adapters/provisioning/compose.node.ts';
import { keyRepository } from '../edge-api/repositories/keys.ts';
import { keyService } from '../edge-api/services/keys.ts';
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

/** A key that writes pages and blocks of a sample shop. */
async function keyOf({ stores, platform }: Databases): Promise<string> {
  const store = (await stores.find('halden'))!;
  const scopes = ['pages:write', 'blocks:read', 'blocks:write'] as const;
  const wish = { kind: 'secret', name: 'Pages', scopes: [...scopes], expiresAt: null, storeId: store.id } as const;
  return (await keyService(keyRepository(platform), Date.now).create(wish, null)).secret;
}

describe('a shop’s own pages, drawn on the server', { timeout: 60_000 }, () => {
  let shop: Shop;
  let base = '';
  let key = '';
  before(async () => {
    shop = await openShop({ BASE_DOMAIN: 'localhost' }, async (databases) => (key = await keyOf(databases)));
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

  async function send(method: string, path: string, body: unknown): Promise<{ page: { id: string } }> {
    const answer = await fetch(`${shop.url}/v1/admin/stores/halden${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    assert.ok(answer.ok, text);
    return JSON.parse(text) as { page: { id: string } };
  }
  async function publishPage(slug: string, sections: readonly object[]): Promise<void> {
    const { page } = await send('POST', '/pages', { type: 'landing', title: slug, slug });
    for (const section of sections) await send('POST', '/sections', { pageId: page.id, section });
    await send('POST', `/pages/${page.id}/publish`, {});
  }
  const hero = (heading: string) => ({ type: 'hero', variant: 'minimal', content: { heading } });
  const block = (name: string, settings = {}) => ({ type: 'block', content: { name, settings } });

  it('stand blocks between sections where the merchant put them, whole without scripts, and sell with them', async () => {
    const sections = [hero('Before'), block('small-extras'), hero('Between'), block('free-delivery', { from: 20_000 })];
    await publishPage('mixed', [...sections, hero('After')]);
    const context = await shop.browser.newContext({ javaScriptEnabled: false, viewport: SCREENS.phone, locale: 'en' });
    const plain = await context.newPage();
    await plain.goto(`${base}/pages/mixed`);
    const texts = ['Before', 'Small extras', 'Between', 'Free delivery from €200.00.', 'After'];
    const boxes = await Promise.all(texts.map((text) => plain.getByText(text, { exact: true }).boundingBox()));
    const tops = boxes.map((box) => box!.y);
    assert.deepEqual(
      tops,
      tops.toSorted((a, b) => a - b),
    );
    // Its own sheet: prices stand in the muted colour, and buttons that need a script are not there.
    const price = plain.locator('.extras .price').first();
    assert.match(await price.innerText(), /^€\d+\.00$/);
    assert.notEqual(
      await price.evaluate((element) => getComputedStyle(element).color),
      await plain
        .locator('.extras a')
        .first()
        .evaluate((element) => getComputedStyle(element).color),
    );
    assert.equal(await plain.locator('main').getByRole('button').count(), 0);
    await context.close();

    const { page, said } = await open('/pages/mixed', 'desk');
    const asked: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('/blocks/')) asked.push(request.method());
    });
    const drawn = await page.locator('.extras li').first().elementHandle();
    const element = await page.locator('vitrine-block[name=small-extras]').elementHandle();
    await page.waitForFunction((now) => now && 'renderRoot' in now, element);
    await element?.evaluate(async (now) => {
      await (now as unknown as { updateComplete: Promise<unknown> }).updateComplete;
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    });
    assert.deepEqual(await moved(page), []);
    await page.getByRole('button', { name: /^Add Skje/ }).click();
    await page.getByRole('button', { name: 'Cart, 1 item' }).waitFor();
    assert.equal(
      await page
        .locator('.extras li')
        .first()
        .evaluate((now, before) => now === before, drawn),
      true,
    );
    assert.deepEqual(asked, []);
    await page.getByText('Free delivery from').scrollIntoViewIfNeeded();
    // The shop knows what is missing, now that something is in the cart.
    await page.getByText(/^Only €\d+\.00 to go until delivery is free\.$/).waitFor();
    assert.deepEqual([...new Set(asked)], ['POST']);
    assert.deepEqual(said, []);
    await page.close();
  });

  it('show what a block drew last, or nothing, where it fails, and all else of the page; and what it draws once it is mended', async () => {
    const draws = (html: string) => ({ source: `export default ({ html }, settings) => html\`${html}\`` });
    const fails = draws('<p>${settings.nothing.at.all}</p>');
    const publish = (name: string) => send('POST', `/blocks/${name}/publish`, {});
    await send('POST', '/blocks', { name: 'shaky', ...draws('<p>It works.</p>') });
    await publish('shaky');
    await send('POST', '/blocks', { name: 'never', ...fails });
    await publish('never');
    await publishPage('shaky-page', [hero('Before'), block('shaky'), block('never'), block('nowhere'), hero('After')]);
    const { page: opened, said } = await open('/pages/shaky-page', 'desk');
    const works = opened.getByText('It works.', { exact: true });
    await works.waitFor();

    await send('PATCH', '/blocks/shaky', fails);
    await publish('shaky');
    const { page } = await open('/pages/shaky-page', 'desk');
    assert.equal(await page.getByText('It works.', { exact: true }).count(), 1);
    assert.deepEqual(await page.getByRole('heading', { level: 1 }).allInnerTexts(), ['Before']);
    assert.deepEqual(await page.locator('main').getByText('After').count(), 1);
    assert.equal(await page.locator('vitrine-section section').count(), 3);
    // Nobody is given it for long.
    const again = await page.reload({ waitUntil: 'domcontentloaded' });
    assert.equal(again?.headers()['cache-control'], 'private, no-cache, max-age=0');
    await page.close();

    assert.equal(await works.count(), 1);
    await send('PATCH', '/blocks/shaky', draws('<p>It works again.</p>'));
    await publish('shaky');
    await opened.getByText('It works again.').waitFor();
    assert.equal(await opened.getByText('After').count(), 1);
    assert.deepEqual(said, []);
    await opened.close();
  });
});
