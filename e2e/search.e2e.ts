import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { openShop, type Shop } from './shop.test-support.ts';
import { openTab, visit } from './visitor.test-support.ts';

/** Titles of all cards that the search of a page shows. */
const found = (page: Page): Promise<string[]> =>
  page.locator('vitrine-search .results .title').evaluateAll((titles) => titles.map((one) => one.textContent!.trim()));

/** Waits until the search shows so many products. */
async function shows(page: Page, count: number): Promise<string[]> {
  await page.waitForFunction((wanted) => {
    const search = document.querySelector('vitrine-search')!;
    const cards = search.shadowRoot?.querySelectorAll('.results .title');
    return cards?.length === wanted && !search.matches(':state(loading)');
  }, count);
  return found(page);
}

describe('search', () => {
  let shop: Shop;
  before(async () => {
    shop = await openShop();
  });
  after(() => shop.close());

  it('finds what was misspelled, narrows it, shares it, goes back, and opens it', { timeout: 90_000 }, async () => {
    const visitor = await visit(shop, 'search.html');
    const { page } = visitor;
    const requests: string[] = [];
    page.on('request', (request) => requests.push(new URL(request.url()).pathname));
    const searches = (): number => requests.filter((path) => path.endsWith('/search')).length;
    await page.evaluate(() => {
      const heard: string[] = [];
      Object.assign(window, { heard });
      for (const name of ['search-update', 'search-empty', 'suggestion-select', 'product-select', 'cart-add'])
        document.addEventListener(`vitrine-${name}`, (event) => {
          if ('detail' in event) heard.push(JSON.stringify([name, event.detail]));
        });
    });
    const search = page.locator('vitrine-search');

    await search.getByRole('combobox').click();
    await search.getByRole('combobox').pressSequentially('lmap', { delay: 10 });
    await search.getByRole('combobox').press('Enter');
    const all = await shows(page, 7);
    await search.getByText('Showing results for “lamp”.').waitFor();
    await search.getByRole('button', { name: 'Search instead for “lmap”' }).waitFor();
    assert.equal(new URL(page.url()).search, '?q=lmap');
    assert.equal(searches(), 1, 'one request brings results and what narrows them');
    assert.ok(requests.filter((path) => path.endsWith('/suggest')).length <= 4, 'a request a key at most');

    await search.getByRole('checkbox', { name: 'Lysverk 5' }).check();
    const lysverk = await shows(page, 5);
    assert.ok(lysverk.every((title) => all.includes(title)));
    await search.getByRole('checkbox', { name: /^Terracotta/ }).check();
    const [lamp] = await shows(page, 1);
    const shared = page.url();
    assert.equal(
      decodeURIComponent(new URL(shared).search),
      '?q=lmap&filter.vendor=Lysverk&filter.option.Colour=Terracotta',
    );

    const friend = await openTab(visitor, shared);
    assert.deepEqual(await shows(friend, 1), [lamp]);
    await friend.locator('vitrine-search').getByRole('button', { name: 'Remove Terracotta' }).click();
    await shows(friend, 5);
    await friend.goBack();
    await shows(friend, 1);
    await friend.close();

    await page.goBack();
    assert.deepEqual(await shows(page, 5), lysverk);
    await page.goBack();
    assert.deepEqual(await shows(page, 7), all);
    await page.goForward();
    await page.goForward();
    await shows(page, 1);

    const heard = await page.evaluate(() =>
      (window as unknown as { heard: string[] }).heard.map((one) => JSON.parse(one)),
    );
    assert.deepEqual(heard[0], [
      'search-update',
      {
        query: 'lmap',
        total: 7,
        matching: 7,
        corrected: 'lamp',
        didYouMean: null,
        relaxed: false,
        filters: {},
        sort: 'relevance',
        restored: false,
      },
    ]);
    assert.equal(heard.at(-1)![1].restored, true);

    await search.getByRole('link', { name: lamp! }).click();
    await page.waitForURL(/product\.html\?handle=/);
    await page.locator('vitrine-product').getByRole('heading', { name: lamp! }).waitFor();
    await page.goBack();
    assert.deepEqual(await shows(page, 1), [lamp]);

    // What was searched is remembered here, as it was meant, and can be forgotten.
    await page.goto(`${shop.url}/demo/search.html`);
    await search.getByRole('combobox').click();
    await search.getByRole('option', { name: 'lamp' }).waitFor();
    await search.getByRole('option', { name: 'Clear recent searches' }).click();
    assert.deepEqual(
      await page.evaluate(() => Object.keys(localStorage).filter((key) => key.endsWith(':searches'))),
      [],
    );
    assert.deepEqual(visitor.complaints, []);
    await visitor.context.close();
  });

  it(
    'takes a phone’s whole screen, narrows in a drawer, and is left by the button back',
    { timeout: 60_000 },
    async () => {
      const { page, context, complaints } = await visit(shop, 'plain.html', { width: 390, height: 780 });
      const queries: string[] = [];
      page.on('request', (request) => {
        const { pathname, searchParams } = new URL(request.url());
        if (pathname.endsWith('/search')) queries.push(searchParams.get('facets') ?? 'all');
      });
      const address = page.url();
      const search = page.locator('vitrine-search');
      await search.getByRole('combobox').click();
      const screen = search.getByRole('dialog', { name: 'Search' });
      await screen.waitFor();
      await screen.getByRole('combobox').pressSequentially('lamp');
      await screen.getByRole('combobox').press('Enter');
      await shows(page, 7);
      assert.deepEqual(queries, ['none'], 'nothing to narrow by is asked for until it is in sight');

      await screen.getByRole('button', { name: 'Filters' }).click();
      const drawer = search.getByRole('dialog', { name: 'Filters' });
      await drawer.getByRole('checkbox', { name: 'Lysverk 5' }).check();
      await drawer.getByRole('button', { name: 'Show 5 products' }).click();
      await shows(page, 5);
      await screen.getByRole('button', { name: 'Remove Lysverk' }).waitFor();
      assert.equal(page.url(), address, 'without url-state the address is the page’s');

      await page.goBack();
      await screen.waitFor({ state: 'hidden' });
      assert.equal(page.url(), address);
      assert.deepEqual(complaints, []);
      await context.close();
    },
  );

  for (const [width, height, where] of [
    [1280, 800, 'page'],
    [390, 780, 'screen'],
  ] as const) {
    it(`is scrolled to where it was, back from a product, ${width} pixels wide`, { timeout: 60_000 }, async () => {
      const { page, context, complaints } = await visit(shop, 'search.html?q=', { width, height });
      const search = page.locator('vitrine-search');
      const scrolled = (): Promise<number> =>
        page.evaluate((inside) => {
          const above = document.querySelector('vitrine-search')!.shadowRoot!.querySelector('.below');
          const scroller = inside ? above! : document.scrollingElement!;
          return Math.round(scroller.scrollTop);
        }, where === 'screen');
      const all = await shows(page, 24);
      await search.getByRole('button', { name: 'Show more' }).click();
      await page.waitForFunction(
        () => document.querySelector('vitrine-search')!.shadowRoot!.querySelectorAll('.results .title').length > 24,
      );
      const count = (await found(page)).length;
      const link = search.getByRole('link', { name: all.at(-1)!, exact: true });
      await link.scrollIntoViewIfNeeded();
      const before = await scrolled();
      assert.ok(before > 600, `it is far down: ${before}`);
      await link.click();
      await page.waitForURL(/product\.html\?handle=/);
      await page.goBack();
      await shows(page, count);
      await page.waitForFunction(
        ([top, inside]) => {
          const above = document.querySelector('vitrine-search')!.shadowRoot!.querySelector('.below');
          return Math.abs((inside ? above! : document.scrollingElement!).scrollTop - top) < 2;
        },
        [before, where === 'screen'] as const,
      );
      assert.deepEqual(complaints, []);
      await context.close();
    });
  }

  it('lives with a router that swaps pages', { timeout: 60_000 }, async () => {
    const { page, context, complaints } = await visit(shop, 'spa.html?view=shop');
    const search = page.locator('vitrine-search');
    const above = search.getByRole('dialog', { name: 'Search' });
    const results = above.getByRole('region').getByText(/products? for “mug”/);

    await search.getByRole('combobox').fill('mug');
    await search.getByRole('combobox').press('Enter');
    await results.waitFor();
    await page.waitForURL(/\?view=shop&q=mug$/);
    await page.keyboard.press('Escape');
    await page.waitForURL(/\?view=shop$/);
    await above.waitFor({ state: 'detached' });

    // This router draws its view anew at every step of the history: what is searched is in the address.
    await search.getByRole('combobox').fill('mug');
    await search.getByRole('combobox').press('Enter');
    await results.waitFor();
    await page.goBack();
    await page.waitForURL(/\?view=shop$/);
    await results.waitFor({ state: 'detached' });
    await page.goForward();
    await page.waitForURL(/\?view=shop&q=mug$/);
    await results.waitFor();
    await search.getByRole('button', { name: 'Close' }).click();
    await page.waitForURL(/\?view=shop$/);

    await page.getByRole('link', { name: 'Menu' }).click();
    await page.getByRole('heading', { name: 'Menu' }).waitFor();
    await page.goto(`${shop.url}/demo/spa.html?view=shop&q=mug&sort=price-desc`);
    await results.waitFor();
    await page.reload();
    await results.waitFor();
    assert.deepEqual(complaints, []);
    await context.close();
  });
});
