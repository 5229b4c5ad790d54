import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { build } from 'vite';
import { browserLaunchOptions } from '../../tools/test-browser.ts';
import { sanitiseBlock } from '../sanitize/sanitise.ts';
import type { CleaningPage } from './browser-page.test-support.ts';
import { corpus, hasCorpora } from './corpora.test-support.ts';

/** As strict as a page can be in which elements of ours work; `vitrine` is what DOMPurify needs. */
const strict = (policies: string): string =>
  `default-src 'none'; script-src 'self'; img-src 'self'; require-trusted-types-for 'script'; trusted-types ${policies}`;
const PLACE = { prefix: 'block-hero-', scopeClass: 'block', pictures: ['/media/'] };

/** Every so manieth row of a corpus that is HTML. */
const sample = (name: string, step: number): string[] =>
  corpus(name)
    .filter(({ kind }) => kind === 'html' || kind === 'svg')
    .filter((_, at) => at % step === 0)
    .map(({ payload }) => payload);

const rows = (): string[] => [
  ...sample('xss-html', 8),
  ...sample('xss-mxss-svg', 1),
  ...sample('html-leaks', 1),
  ...sample('dom-clobbering', 4),
  ...sample('css-injection', 4),
];

async function pageScript(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      target: 'es2022',
      rolldownOptions: { output: { codeSplitting: false } },
      lib: {
        entry: fileURLToPath(new URL('./browser-page.test-support.ts', import.meta.url)),
        formats: ['es'],
        fileName: 'page',
      },
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  return (output as { output: { code: string }[] }).output[0]!.code;
}

/** A page with the browser's cleaning, and what it asked for besides. */
interface Opened {
  readonly page: Page;
  readonly asked: string[];
  readonly ran: string[];
}

describe('what attackers wrote, given to the cleaning of a browser', { skip: !hasCorpora }, () => {
  let browser: Browser;
  let script: string;
  before(async () => {
    [browser, script] = await Promise.all([browserLaunchOptions().then((o) => chromium.launch(o)), pageScript()]);
  });
  after(() => browser.close());

  async function open(policy = ''): Promise<Opened> {
    const page = await browser.newPage();
    const asked: string[] = [];
    const ran: string[] = [];
    page.on('console', (message) => message.text().startsWith('ran ') && ran.push(message.text()));
    await page.route('**/*', (route) => {
      const { href, pathname } = new URL(route.request().url());
      if (href === 'https://shop.test/')
        return route.fulfill({
          contentType: 'text/html',
          headers: policy ? { 'content-security-policy': policy } : {},
          body: '<!doctype html><title>Host</title><body><script type="module" src="/page.js"></script>',
        });
      if (href === 'https://shop.test/page.js') return route.fulfill({ contentType: 'text/javascript', body: script });
      if (!pathname.startsWith('/media/')) asked.push(href);
      // An answer without content leaves the page where it is.
      return route.request().isNavigationRequest() ? route.fulfill({ status: 204 }) : route.abort();
    });
    await page.goto('https://shop.test/');
    await page.waitForFunction(() => 'cleaning' in window);
    return { page, asked, ran };
  }

  type Step<T> = (cleaning: CleaningPage, rows: readonly string[]) => T;
  const call = <T>(page: Page, step: Step<T>, given: readonly string[]): Promise<Awaited<T>> =>
    page.evaluate(`(${step})(window.cleaning, ${JSON.stringify(given).replaceAll('\u2028', '\\u2028')})`) as Promise<
      Awaited<T>
    >;
  /** Pictures fail and handlers run in tasks of their own. */
  const rest = (page: Page): Promise<void> =>
    page.evaluate(() => (window as unknown as { cleaning: CleaningPage }).cleaning.rest());

  it('does run and does ask where nobody cleans, or nothing below is worth anything', async () => {
    const { page, asked, ran } = await open();
    const loud = sample('xss-html', 2).filter(
      (row) => /\bon(?:error|load)\b/i.test(row) && !/<(?:meta|base)\b/i.test(row),
    );
    await call(page, (cleaning, given) => cleaning.raw(given), loud);
    await rest(page);
    assert.ok(ran.length > 10, `${ran.length} ran`);
    assert.ok(asked.length > 10, `${asked.length} were asked for`);
    await page.close();
  });

  for (const by of ['sanitizer', 'purify'] as const) {
    it(`runs nothing, asks for nothing and clobbers nothing, by ${by}`, async () => {
      const { page, asked, ran } = await open();
      const names = await page.evaluate(() => Object.keys(window).length);
      const step: Step<Promise<string[]>> =
        by === 'purify' ? (c, given) => c.cleaned(given, 'purify') : (c, given) => c.cleaned(given, 'sanitizer');
      assert.deepEqual(await call(page, step, rows()), []);
      await rest(page);
      assert.deepEqual([ran, asked], [[], []]);
      assert.equal(await page.evaluate(() => Object.keys(window).length), names);
      await page.close();
    });

    it(`makes no page’s policy report anything, nor of what our server leaves of it, by ${by}`, async () => {
      const { page, asked, ran } = await open(strict(by === 'purify' ? 'vitrine' : `'none'`));
      const step: Step<Promise<number>> =
        by === 'purify' ? (c, given) => c.walled(given, 'purify') : (c, given) => c.walled(given, 'sanitizer');
      await call(page, step, rows());
      const served = rows().flatMap((row) => {
        const cleaned = sanitiseBlock(row, PLACE);
        return cleaned.ok && cleaned.html ? [cleaned.html] : [];
      });
      assert.equal(await call(page, step, served), served.length);
      await rest(page);
      const reports = await page.evaluate(() => (window as unknown as { cleaning: CleaningPage }).cleaning.reports);
      assert.deepEqual([ran, reports, asked], [[], [], []]);
      await page.close();
    });
  }
});
