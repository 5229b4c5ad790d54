/** Pages of sections that the server has drawn, in a real browser, while the shop changes. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page, type WebSocketRoute } from 'playwright-core';
import type { Section } from '../edge-api/contract/sections/section.ts';
import { styleHashes } from '../edge-api/pages/ssr/drawn-styles.ts';
import { builtDrawing } from '../edge-api/pages/ssr/drawing.test-support.ts';
import { sectionsOfPage } from '../edge-api/pages/ssr/served-page.ts';
import { browserLaunchOptions } from '../tools/test-browser.ts';

const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const branding = { accent: '#2f4f4f', logo: null, font: null, radiusPx: 4 };
const store = { handle: 'halden', name: 'Halden', currency: 'EUR', locale: 'en', branding };
const settings = { tone: 'plain', spacing: 'medium', width: 'normal' } as const;

const faq = (id: string, heading: string): Section => ({
  id,
  type: 'faq',
  variant: 'accordion',
  content: { heading, items: [{ question: `Why ${id}?`, answer: 'Because.' }], more: '/media/halden/a.svg' },
  settings,
  version: 1,
});
const FIRST = [faq('a', 'One'), faq('b', 'Two'), faq('c', 'Three')];

/** What the shop has now. */
let shown: readonly Section[] = FIRST;
let sheets = { store: '/store.css?v=1', own: '' };
let asked: string[] = [];
let browser: Browser;
let server: Server;
let address = '';

async function pageHtml(): Promise<{ html: string; policy: string }> {
  const drawing = await builtDrawing();
  const { html, styles } = drawing.renderElements({
    wanted: [sectionsOfPage(FIRST, 2, 'about-us')],
    answers: { store, lists: [], products: [], searches: [] },
    locale: 'en',
    assets: '/assets/',
    whole: true,
  });
  const links = [sheets.store, sheets.own].filter(Boolean).map((href) => `<link rel="stylesheet" href="${href}">`);
  return {
    html: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Halden</title><link rel="icon" href="data:,">
      ${links.join('')}<script type="module" src="/assets/${drawing.script}"></script>
      <script defer src="/vitrine.js" data-store="halden" data-locale="en"></script></head>
      <body><vitrine-cart-button></vitrine-cart-button>${html}<footer></footer></body></html>`,
    policy:
      `default-src 'none'; script-src 'self'; style-src 'self' ${(await styleHashes(styles)).join(' ')}; img-src 'self' data:;
      connect-src 'self' ws:; require-trusted-types-for 'script'; trusted-types lit-html vitrine`.replaceAll(
        /\s+/g,
        ' ',
      ),
  };
}

const API: Readonly<Record<string, () => object>> = {
  '/v1/stores/halden': () => ({ store }),
  '/v1/stores/halden/page-news': () => ({
    news: { websocketUri: `${address.replace('http', 'ws')}news`, appId: 'a', query: {} },
  }),
  '/v1/stores/halden/pages/about-us': () => ({
    store,
    page: { slug: 'about-us', type: 'about', title: 'About us', description: null, version: 2, sections: shown },
  }),
};

before(async () => {
  const first = await pageHtml();
  server = createServer(async (request, response) => {
    const path = request.url!.split('?', 1)[0]!;
    asked.push(`${request.method} ${path}`);
    const link = [sheets.store, sheets.own].filter(Boolean).map((href) => `<${href}>; rel=preload; as=style`);
    if (path === '/')
      response
        .writeHead(200, {
          'content-type': 'text/html',
          'content-security-policy': first.policy,
          link: [...link, '</vitrine.js>; rel=preload; as=script'].join(', '),
        })
        .end(first.html);
    else if (path === '/store.css' || path === '/own.css')
      response
        .writeHead(200, { 'content-type': 'text/css' })
        .end(`:root{--seen:"${request.url}"} footer{height:3000px}`);
    else if (API[path])
      response.writeHead(200, { 'content-type': 'application/json' }).end(
        // As the API says where the shop's own files are.
        JSON.stringify(API[path]()).replaceAll('"/media/', `"${address}media/`),
      );
    else {
      const file = await readFile(`${dist}${path.slice(1)}`).catch(() => null);
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

/** An open page that listens, and what tells it that something has changed. */
async function open(): Promise<{ page: Page; said: string[]; tell: () => void }> {
  shown = FIRST;
  sheets = { store: '/store.css?v=1', own: '' };
  asked = [];
  const page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(error.message));
  let line: WebSocketRoute | undefined;
  let heard = (): void => undefined;
  const listening = new Promise<void>((resolve) => (heard = resolve));
  await page.routeWebSocket(/\/news/, (socket) => {
    line = socket;
    socket.onMessage((message) => {
      const { op } = JSON.parse(String(message)) as { op: string };
      socket.send(JSON.stringify({ op: `${op}-ok` }));
      if (op === 'add-query') heard();
    });
  });
  const settled = page.waitForResponse(/\/pages\/about-us/);
  await page.goto(address);
  await listening;
  await settled;
  return { page, said, tell: () => line!.send(JSON.stringify({ op: 'refresh-ok' })) };
}

const headings = (page: Page) =>
  page.locator('vitrine-section [part=heading]').evaluateAll((all) => all.map((one) => one.textContent));
const awake = (page: Page) =>
  page.locator('vitrine-section').evaluateAll((all) => all.filter((one) => 'renderRoot' in one).length);

it('a drawn page shows what has changed in the same nodes, with its place, focus and open answers', async () => {
  const { page, said, tell } = await open();
  assert.deepEqual([await headings(page), await awake(page)], [['One', 'Two', 'Three'], 0]);
  const two = page.locator('vitrine-section').nth(1);
  await two.locator('summary').click();
  await two.locator('summary').evaluate((summary) => {
    (window as unknown as { before: unknown }).before = summary;
    scrollTo(0, 120);
  });
  const open0 = await two.locator('details').evaluate((details: HTMLDetailsElement) => details.open);

  shown = [FIRST[0]!, faq('new', 'New'), faq('b', 'Two, changed'), FIRST[2]!];
  tell();
  await page.locator('[part=heading]', { hasText: 'Two, changed' }).waitFor();
  assert.deepEqual(await headings(page), ['One', 'New', 'Two, changed', 'Three']);
  const kept = await page
    .locator('vitrine-section')
    .nth(2)
    .evaluate((section) => {
      const summary = section.shadowRoot!.querySelector('summary')!;
      return {
        same: summary === (window as unknown as { before: unknown }).before,
        focused: section.shadowRoot!.activeElement === summary,
        open: summary.closest('details')!.open,
      };
    });
  assert.deepEqual(kept, { same: true, focused: true, open: open0 });
  assert.ok((await page.evaluate(() => scrollY)) > 0);
  assert.equal(await awake(page), 2, 'what has not changed sleeps on');

  shown = [faq('b', 'Two, changed'), FIRST[0]!];
  tell();
  await page.waitForFunction(
    () =>
      document
        .querySelector('[data-vitrine-served]')!
        .shadowRoot!.querySelector('vitrine-sections')!
        .shadowRoot!.querySelectorAll('vitrine-section').length === 2,
  );
  assert.deepEqual(await headings(page), ['Two, changed', 'One']);
  assert.deepEqual(said, []);
  await page.close();
});

it('a drawn page asks for nothing of that before it is read, and stays asleep where nothing has changed', async () => {
  const { page, said } = await open();
  const at = (path: string) => asked.findIndex((one) => one.includes(path));
  assert.ok(at('/follow') > at('/vitrine.js') && at('/page-news') > at('/follow'));
  assert.equal(await awake(page), 0);
  assert.equal(at('/take-over'), -1);
  assert.deepEqual(said, []);
  await page.close();
});

it('a drawn page wears the theme that is published, and the merchant’s own CSS, without a reload', async () => {
  const { page, said, tell } = await open();
  sheets = { store: '/store.css?v=2', own: '/own.css?v=2' };
  tell();
  const hrefs = () =>
    page
      .locator('head link[rel=stylesheet]')
      .evaluateAll((all) => all.map((one) => one.getAttribute('href')?.replace(location.origin, '')));
  await page.waitForFunction(() =>
    getComputedStyle(document.documentElement).getPropertyValue('--seen').includes('own'),
  );
  await page.waitForFunction(() => document.head.querySelectorAll('link[rel=stylesheet]').length === 2);
  assert.deepEqual(await hrefs(), ['/store.css?v=2', '/own.css?v=2']);
  assert.equal(await page.evaluate(() => document.body.className), 'vitrine-shop');
  sheets = { store: '/store.css?v=3', own: '' };
  tell();
  await page.waitForFunction(() =>
    getComputedStyle(document.documentElement).getPropertyValue('--seen').includes('store.css?v=3'),
  );
  await page.waitForFunction(() => document.head.querySelectorAll('link[rel=stylesheet]').length === 1);
  assert.deepEqual(await hrefs(), ['/store.css?v=3']);
  assert.deepEqual(said, []);
  await page.close();
});
