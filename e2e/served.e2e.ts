/** Pages whose elements the server has drawn, in a real browser: without scripts, and as scripts take over. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { SECTION_TYPES } from '../edge-api/contract/sections/section-types.ts';
import { styleHashes } from '../edge-api/pages/ssr/drawn-styles.ts';
import { builtDrawing } from '../edge-api/pages/ssr/drawing.test-support.ts';
import { needsOf } from '../edge-api/pages/ssr/needs.ts';
import { SHOWN_BLOCK } from '../tools/section-specimens.ts';
import { browserLaunchOptions } from '../tools/test-browser.ts';

const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="800" height="1000"/>';

const branding = { accent: '#2f4f4f', logo: null, font: null, radiusPx: 4 };
const store = { handle: 'halden', name: 'Halden', currency: 'EUR', locale: 'de', branding };
const money = { amountMinor: 1000, currency: 'EUR' };
const product = (number: number) => ({
  id: `p${number}`,
  handle: `thing-${number}`,
  title: `Thing ${number}`,
  vendor: 'Halden',
  productType: '',
  image: {
    id: `i${number}`,
    url: `/media/${number}.svg`,
    sized: null,
    alt: '',
    width: 800,
    height: 1000,
    placeholder: '#ccbbaa',
  },
  priceMin: money,
  priceMax: money,
  compareAtPrice: null,
  available: true,
  variantCount: 1,
  onlyVariantId: null,
});
const pageOf = (count: number) => ({
  store,
  products: Array.from({ length: count }, (_, index) => product(index)),
  next: null,
});
const sections = SECTION_TYPES.map(({ type, variants, example }, index) => ({
  id: `s${index}`,
  type,
  variant: Object.keys(variants)[0]!,
  content: example as Record<string, unknown>,
  settings: { tone: 'plain', spacing: 'medium', width: 'normal' } as const,
  version: 1,
  ...(type === 'block' && { shown: SHOWN_BLOCK }),
}));

let browser: Browser;
let server: Server;
let address = '';
const asked: string[] = [];

async function pageHtml(): Promise<{ html: string; policy: string }> {
  const drawing = await builtDrawing();
  const lists = needsOf(sections).lists.map((query) => ({ query, page: pageOf(query.limit ?? 8) }));
  const { html, styles } = drawing.renderElements({
    wanted: [
      { tag: 'vitrine-sections', attributes: { level: '1' }, sections },
      { tag: 'vitrine-product-grid', attributes: { limit: '24' } },
    ],
    answers: {
      store,
      lists: [...lists, { query: { limit: 24 }, page: pageOf(24) }],
      products: [],
      searches: [],
    },
    locale: 'de',
    assets: '/assets/',
    whole: true,
  });
  const hashes = (await styleHashes(styles)).join(' ');
  return {
    html: `<!doctype html><html lang="de"><head><meta charset="utf-8"><title>Halden</title><link rel="icon" href="data:,">
      <script type="module" src="/assets/${drawing.script}"></script>
      <script defer src="/vitrine.js" data-store="halden" data-locale="de"></script></head><body>${html}</body></html>`,
    policy: `default-src 'none'; script-src 'self'; style-src 'self' ${hashes}; img-src 'self' https: data:; connect-src 'self'; require-trusted-types-for 'script'; trusted-types lit-html vitrine`,
  };
}

before(async () => {
  const { html, policy } = await pageHtml();
  server = createServer(async (request, response) => {
    const path = request.url!.split('?', 1)[0]!;
    asked.push(request.url!);
    if (path === '/') {
      response.writeHead(200, { 'content-type': 'text/html', 'content-security-policy': policy }).end(html);
    } else if (/\.(svg|jpg)$/.test(path)) {
      response.writeHead(200, { 'content-type': 'image/svg+xml' }).end(PICTURE);
    } else {
      const file = await readFile(new URL(`.${path}`, `file://${dist.replace(/\/?$/, '/')}`)).catch(() => null);
      const type = path.endsWith('.css') ? 'text/css' : 'text/javascript';
      response.writeHead(file ? 200 : 404, { 'content-type': type }).end(file ?? '{}');
    }
  }).listen(0);
  await new Promise((done) => server.once('listening', done));
  address = `http://localhost:${(server.address() as AddressInfo).port}/`;
  browser = await chromium.launch(await browserLaunchOptions());
});

after(async () => {
  await browser.close();
  server.close();
});

async function open(javaScriptEnabled: boolean): Promise<{ page: Page; said: string[] }> {
  asked.length = 0;
  const page = await browser.newPage({ javaScriptEnabled, viewport: { width: 1200, height: 900 } });
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(error.message));
  await page.goto(address);
  return { page, said };
}

it('shows everything without scripts, with its styles and pictures where they belong', async () => {
  const { page, said } = await open(false);
  assert.equal(await page.locator('vitrine-section section').count(), SECTION_TYPES.length);
  assert.match(await page.locator('vitrine-product-grid[limit="24"]').locator('ul').innerText(), /Thing 3/);
  assert.equal(await page.locator('.primary').first().isVisible(), true);
  assert.deepEqual(said, []);
  await page.close();
});

it('takes over what is seen, in the very same nodes, with nothing asked for twice and nothing moved', async () => {
  const { page, said } = await open(true);
  await page.evaluate(() => {
    const shared = window as unknown as { moved: number; first: Element | null };
    shared.moved = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shared.moved += (entry as unknown as { value: number }).value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
  const grid = page.locator('vitrine-product-grid[limit="24"]');
  await grid.evaluate((element) => {
    (window as unknown as { first: unknown }).first = element.shadowRoot!.querySelector('li');
    element.scrollIntoView();
  });
  await page.waitForFunction(() => {
    const [place] = document.querySelectorAll('[data-vitrine-served]');
    return [...place!.shadowRoot!.children].some(
      (child) => child.localName === 'vitrine-product-grid' && 'renderRoot' in child,
    );
  });
  await grid.evaluate((element) => (element as unknown as { updateComplete: Promise<unknown> }).updateComplete);
  const seen = await grid.evaluate((element) => ({
    same: element.shadowRoot!.querySelector('li') === (window as unknown as { first: unknown }).first,
    moved: (window as unknown as { moved: number }).moved,
  }));
  assert.deepEqual(seen, { same: true, moved: 0 });
  const sleeping = await page
    .locator('vitrine-section')
    .evaluateAll((all) => all.filter((element) => !('renderRoot' in element)).length);
  assert.equal(sleeping, SECTION_TYPES.length);
  assert.deepEqual(said, []);
  assert.deepEqual(
    asked.filter((path) => path.startsWith('/v1/')),
    [],
  );
  await page.close();
});

it('does what was pressed before its script was here', async () => {
  const { page, said } = await open(true);
  await page.locator('vitrine-product-grid[limit="24"]').locator('.choose').first().click();
  await page.locator('dialog[open]').waitFor();
  assert.deepEqual(
    said.filter((text) => !text.includes('404') && !text.includes('product')),
    [],
  );
  await page.close();
});
