import assert from 'node:assert/strict';
import type { Browser, CDPSession } from 'playwright-core';
import { sanitiseBlock, type SanitiseOptions } from '../sanitize/sanitise.ts';
import { lookForHarm, type CleanedItem, type SeenInPage, type Way } from './cleaned-page.test-support.ts';
import type { HostileRow } from './corpora.test-support.ts';

/** Lists of HTML and CSS that mean harm. */
export const HOSTILE_MARKUP = [
  'xss-html',
  'xss-mxss-svg',
  'css-injection',
  'trusted-types',
  'dom-clobbering',
  'html-leaks',
] as const;

const ORIGIN = 'https://shop.test';
const PLACE: SanitiseOptions = {
  prefix: 'block-hero-',
  scopeClass: 'block',
  pictures: ['/media/', 'https://media.example/halden/'],
};
/** No policy keeps anything from running but the one for texts that become HTML: what is held here holds by the cleaning alone. */
const POLICIES: Readonly<Record<Way, string>> = {
  policy: `require-trusted-types-for 'script'; trusted-types vitrine`,
  setHTML: '',
  light: '',
};
const PAGE = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title><link rel="icon" href="data:,"></head>
<body><main id="around"><h1>Shop</h1><p class="block-neighbour">Text</p><div class="blocks">Text</div><a href="#x">Link</a>
<button type="button">Buy</button></main></body></html>`;

export interface SeenOfPage extends SeenInPage {
  readonly asked: string[];
  /** Scripts that were read though none is there, dialogs, windows, downloads, and ways to another page. */
  readonly happened: string[];
}

const isOurs = (url: string): boolean => url === 'ours' || url.startsWith('playwright') || url.includes('__playwright');

/** A row as blocks would give it back, cleaned. */
export function cleanedOf({ kind, payload }: HostileRow): CleanedItem[] {
  const given =
    kind === 'css'
      ? [`<style>${payload}</style><p>a`, `<p style="${payload.replace(/"/g, '&quot;')}">a</p>`]
      : [payload];
  return given.flatMap((html) => {
    const cleaned = sanitiseBlock(html, PLACE);
    return cleaned.ok && (cleaned.html || cleaned.css) ? [cleaned] : [];
  });
}

/** A page of a browser that looks at what is put into it. */
export interface Looker {
  look(items: readonly CleanedItem[]): Promise<SeenOfPage>;
  close(): Promise<void>;
}

/** Opens a page; `isCleaned` says whether pictures of the shop are what one may ask for. */
export async function openLooker(browser: Browser, way: Way): Promise<Looker> {
  const context = await browser.newContext({ viewport: { width: 800, height: 600 } });
  const page = await context.newPage();
  const asked: string[] = [];
  const happened: string[] = [];
  await context.route('**/*', (route) => {
    const url = route.request().url();
    if (url === `${ORIGIN}/`) {
      const headers = { 'content-type': 'text/html', 'content-security-policy': POLICIES[way] };
      return route.fulfill({ body: PAGE, headers });
    }
    const isPicture =
      route.request().resourceType() === 'image' &&
      PLACE.pictures.some((place) => new URL(url).href.startsWith(new URL(place, ORIGIN).href));
    if (!isPicture) asked.push(`${route.request().resourceType()} ${url}`);
    return route.abort();
  });
  page.on('dialog', (dialog) => {
    happened.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('crash', () => happened.push('the page went down'));
  page.on('download', () => happened.push('a download'));
  page.on('pageerror', ({ message }) => happened.push(`error ${message}`));
  page.on('framenavigated', (frame) => happened.push(`went to ${frame.url()}`));
  context.on('page', (popup) => {
    happened.push('a window');
    void popup.close();
  });
  await page.addInitScript(lookForHarm);
  await page.goto(`${ORIGIN}/`);
  const devtools: CDPSession = await context.newCDPSession(page);
  devtools.on('Debugger.scriptParsed', ({ url, embedderName }) => {
    if (!isOurs(url)) happened.push(`a script ${url || embedderName || ''}`);
  });
  await devtools.send('Debugger.enable');
  happened.length = 0;
  return {
    async look(items) {
      const expression = `look(${JSON.stringify(items)}, '${way}')\n//# sourceURL=ours`;
      const { result, exceptionDetails } = await devtools.send('Runtime.evaluate', {
        expression,
        awaitPromise: true,
        returnByValue: true,
      });
      assert.equal(exceptionDetails, undefined, JSON.stringify(exceptionDetails));
      return { ...(result.value as SeenInPage), asked: asked.splice(0), happened: happened.splice(0) };
    },
    close: () => context.close(),
  };
}

const NOTHING: SeenOfPage = { ran: [], live: [], clobbered: [], changed: [], refused: [], asked: [], happened: [] };

/** Looks at cleaned rows in every way in which they get into a page; rejects where one of them did anything. */
export interface CleanedLook {
  /** Rows are looked at together, and one by one when something was seen. Answers how many had anything left to look at. */
  check(rows: readonly HostileRow[]): Promise<number>;
  close(): Promise<void>;
}

export async function openCleanedLook(browser: Browser): Promise<CleanedLook> {
  const lookers = await Promise.all((['policy', 'setHTML', 'light'] as const).map((way) => openLooker(browser, way)));
  return {
    async check(rows) {
      const left = rows.map((row) => ({ row, items: cleanedOf(row) })).filter(({ items }) => items.length > 0);
      for (const looker of lookers) {
        const seen = await looker.look(left.flatMap(({ items }) => items));
        if (JSON.stringify(seen) === JSON.stringify(NOTHING)) continue;
        for (const { row, items } of left)
          assert.deepEqual(await looker.look(items), NOTHING, `${row.id}: ${row.payload}`);
        assert.deepEqual(seen, NOTHING, 'together');
      }
      return left.length;
    },
    async close() {
      for (const looker of lookers) await looker.close();
    },
  };
}

/** How many of these rows do something where nobody cleans them: a run in which too few do, has seen nothing. */
export async function firedUncleaned(browser: Browser, rows: readonly HostileRow[]): Promise<number> {
  let fired = 0;
  const looker = await openLooker(browser, 'light');
  for (const { payload } of rows) {
    const { ran, live, asked, happened } = await looker.look([{ html: payload, css: '' }]);
    const waiting = live.filter((markup) => /\son\w+\s*=|javascript:/i.test(markup));
    if (ran.length + waiting.length + asked.length + happened.length > 0) fired++;
  }
  await looker.close();
  return fired;
}
