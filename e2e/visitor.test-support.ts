import type { BrowserContext, Page } from 'playwright-core';
import type { Shop } from './shop.test-support.ts';

/** A page in a browser of its own, with everything it complained about. */
export interface Visit {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Errors of the console and of scripts, in order. */
  readonly complaints: string[];
}

/** Notes every complaint of a page. */
function listen(page: Page, complaints: string[]): void {
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => complaints.push(`script: ${error.message}`));
}

/** Opens a browser context, prepares it, and opens a page of the demo in it; `path` may also be a whole address. */
export async function visit(
  shop: Shop,
  path: string,
  {
    prepare,
    width = 1280,
    height = 900,
  }: { prepare?: (context: BrowserContext) => Promise<unknown>; width?: number; height?: number } = {},
): Promise<Visit> {
  const context = await shop.browser.newContext({ viewport: { width, height }, reducedMotion: 'reduce' });
  context.setDefaultTimeout(15_000);
  await prepare?.(context);
  const page = await context.newPage();
  const complaints: string[] = [];
  listen(page, complaints);
  await page.goto(new URL(path, `${shop.url}/demo/`).href);
  return { context, page, complaints };
}

/** Another tab of the same visitor. */
export async function openTab({ context, complaints }: Visit, address: string): Promise<Page> {
  const page = await context.newPage();
  listen(page, complaints);
  await page.goto(address);
  return page;
}

/** Waits until every element of ours is defined and has drawn what it shows. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => window.vitrine !== undefined && 'ready' in window.vitrine);
  await page.evaluate(async () => {
    const { vitrine } = window;
    if (vitrine && 'ready' in vitrine) await vitrine.ready;
  });
  await page.waitForFunction(() =>
    [...document.querySelectorAll('vitrine-product-grid, vitrine-product, vitrine-block')].every(
      (element) => element.matches(':state(failed)') || !element.matches(':state(loading)'),
    ),
  );
}

/** Waits until the cart button of a page shows so many units. */
export async function expectUnits(page: Page, units: number, button = 'vitrine-cart-button'): Promise<void> {
  await page.waitForFunction(
    ([selector, wanted]) => {
      const root = document.querySelector(selector)?.shadowRoot;
      return (
        root?.querySelector('[part=button]') && Number(root.querySelector('[part=count]')?.textContent ?? 0) === wanted
      );
    },
    [button, units] as const,
  );
}
