import assert from 'node:assert/strict';
import type { Browser, BrowserContext, Page } from 'playwright-core';

/** Looks at a page that is there, each way in which its sections are drawn. */
export interface PageLook {
  /** Rejects where a script ran that is none of ours, or where the page is not whole. */
  at(slug: string, sections: number): Promise<void>;
  close(): Promise<void>;
}

/** What a page holds that no merchant's text may make, through all shadow roots. */
interface Seen {
  readonly problems: string[];
  readonly sections: number;
  readonly empty: number;
  readonly ran: string[];
}

const SCREEN = { width: 1200, height: 900 };
/** Pictures that are not loaded; and what Chromium refuses a page that comes from no host. */
const PASSING = /^Failed to load resource|ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS/;
/** How long a page may take to show its sections. */
const PATIENCE_MS = 30_000;
const FILMS = ['https://www.youtube-nocookie.com', 'https://player.vimeo.com'];
const OWN_SCRIPTS = /^\/(?:assets\/[\w.-]+|vitrine)\.js$/;

/** Runs in the page, before everything else: what attackers' scripts call to be seen. */
function listen(): void {
  const ran: string[] = [];
  Object.defineProperty(window, 'ranHere', { value: ran });
  for (const name of ['alert', 'confirm', 'prompt', 'print', 'open'])
    Object.defineProperty(window, name, { value: (what: unknown) => void ran.push(`${name}(${String(what)})`) });
}

/** Runs in the page. */
function look(): Seen {
  const problems: string[] = [];
  let [sections, empty] = [0, 0];
  const isAddress = (name: string) => ['href', 'src', 'action', 'formaction', 'data', 'xlink:href'].includes(name);
  const check = (root: Document | ShadowRoot): void => {
    for (const element of root.querySelectorAll('*')) {
      const tag = element.localName;
      const markup = () => `${tag}: ${element.outerHTML.slice(0, 300)}`;
      if (/^(?:object|embed|base|frame|applet|math|foreignobject|animate|set|noscript|plaintext)$/.test(tag))
        problems.push(markup());
      if (tag === 'meta' && element.hasAttribute('http-equiv')) problems.push(markup());
      for (const { name, value } of element.attributes) {
        if (/^on/i.test(name) || name === 'srcdoc') problems.push(markup());
        if (isAddress(name) && /^[\s\p{Cc}]*(?:javascript|vbscript|data(?!:image\/|:,)):/iu.test(value))
          problems.push(markup());
      }
      // What stands in boxes in the place of an element is the same, under another name.
      const section = element.shadowRoot?.querySelector('section');
      if (section) {
        sections += 1;
        if (section.childElementCount === 0) empty += 1;
      }
      if (element.shadowRoot) check(element.shadowRoot);
    }
  };
  check(document);
  const { ranHere } = window as unknown as { ranHere: string[] };
  return { problems, sections, empty, ran: ranHere };
}

/** Listens to all that a page does: what fails it. */
async function listened(context: BrowserContext, host: string): Promise<{ page: Page; wrong: string[] }> {
  const page = await context.newPage();
  const wrong: string[] = [];
  await page.addInitScript(listen);
  page.on('pageerror', (error) => wrong.push(`error: ${error.stack ?? error.message}`));
  page.on('dialog', (dialog) => {
    wrong.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('console', (message) => {
    if (message.type() === 'error' && !PASSING.test(message.text())) wrong.push(message.text());
  });
  await page.route(
    (url) => url.origin !== host,
    (route) => {
      const request = route.request();
      const { origin } = new URL(request.url());
      const isPicture = ['image', 'media'].includes(request.resourceType());
      if (!isPicture && !FILMS.includes(origin)) wrong.push(`asked for ${request.resourceType()} ${request.url()}`);
      return route.abort();
    },
  );
  page.on('request', (request) => {
    const { origin, pathname } = new URL(request.url());
    if (request.resourceType() === 'script' && (origin !== host || !OWN_SCRIPTS.test(pathname)))
      wrong.push(`script ${request.url()}`);
  });
  return { page, wrong };
}

/** The page that a stranger's site would be: nothing keeps scripts from running in it. */
const strangersPage = (fragment: string, slug: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Stranger</title><link rel="icon" href="data:,">
  <script async src="/vitrine.js" data-store="halden"></script></head>
  <body><vitrine-sections page="${slug}"></vitrine-sections>${fragment}<footer id="end">End</footer></body></html>`;

/** `host` is the origin of the store's own pages. */
export async function lookAtPages(browser: Browser, host: string): Promise<PageLook> {
  const contexts: BrowserContext[] = [];
  async function newPage() {
    const context = await browser.newContext({ viewport: SCREEN, reducedMotion: 'reduce' });
    context.setDefaultTimeout(60_000);
    contexts.push(context);
    return listened(context, host);
  }
  const own = await newPage();
  const stranger = await newPage();
  const strangers = `${host}/strangers-page`;

  async function see({ page, wrong }: Awaited<ReturnType<typeof newPage>>, path: string, expected: number) {
    wrong.length = 0;
    const response = await page.goto(`${host}${path}`, { waitUntil: 'load' });
    assert.equal(response?.status(), 200, path);
    let seen = await page.evaluate(look);
    for (const until = Date.now() + PATIENCE_MS; seen.sections < expected && Date.now() < until;) {
      await page.waitForTimeout(50);
      seen = await page.evaluate(look);
    }
    assert.deepEqual(
      { ...seen, wrong, end: await page.locator('body > footer').count() },
      { problems: [], sections: expected, empty: 0, ran: [], wrong: [], end: 1 },
      path,
    );
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= SCREEN.width, `${path} is ${width} pixels wide`);
  }

  return {
    async at(slug, sections) {
      const path = `/pages/${slug}`;
      await see(own, path, sections);
      const markup = await own.page.evaluate(async (address) => {
        const answer = await fetch(address);
        return { status: answer.status, text: await answer.text() };
      }, `/v1/stores/halden/fragments/sections/${slug}`);
      assert.equal(markup.status, 200, 'the page as markup');
      const body = strangersPage(markup.text, slug);
      await stranger.page.route(strangers, (route) => route.fulfill({ contentType: 'text/html', body }));
      await see(stranger, '/strangers-page', sections * 2);
      await stranger.page.unroute(strangers);
    },
    async close() {
      for (const context of contexts) await context.close();
    },
  };
}
