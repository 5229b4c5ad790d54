import type { Browser } from 'playwright-core';
import type { BenchServer } from './server.ts';

/** A slow phone on a slow network, as Lighthouse simulates it. */
export const THROTTLE = { cpuSlowdown: 4, latencyMs: 562, kilobitsPerSecond: 1500 } as const;

/** How long a page is watched after its products are there. */
const AFTERWARDS_MS = 2500;

/** One page load. */
export interface Sample {
  /** From the end of the page's HTML to 24 products with a button each. */
  readonly visibleMs: number;
  /** The same from the start of the navigation. */
  readonly visibleFromStartMs: number;
  readonly scriptBytes: number;
  readonly apiRequests: number;
  readonly preflights: number;
  readonly blockingMs: number;
  readonly cls: number;
  readonly scripts: readonly string[];
  readonly errors: readonly string[];
}

interface Probe {
  visible?: number;
  tasks: number[];
  shift: number;
}

/** Runs in the page before anything else: looks, frame by frame, for the buttons of 24 products. */
function watch(wanted: number): void {
  const probe: Probe = { tasks: [], shift: 0 };
  (window as unknown as { probe: Probe }).probe = probe;
  new PerformanceObserver((list) => probe.tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
    type: 'longtask',
    buffered: true,
  });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[]) {
      if (!entry.hadRecentInput) probe.shift += entry.value;
    }
  }).observe({ type: 'layout-shift', buffered: true });
  const buttons = (): number => {
    const shop = document.getElementById('shop');
    const inner = shop?.firstElementChild?.shadowRoot ?? shop?.querySelector('iframe')?.contentDocument;
    const found = inner?.querySelectorAll<HTMLElement>('[data-add], .add, .shopify-buy__btn');
    return [...(found ?? [])].filter(({ offsetHeight }) => offsetHeight > 0).length;
  };
  const look = (): void => {
    if (buttons() < wanted) requestAnimationFrame(look);
    // The frame that shows them is done when the next task runs.
    else requestAnimationFrame(() => setTimeout(() => (probe.visible = performance.now())));
  };
  requestAnimationFrame(look);
}

/** Loads a page once, in a browser profile of its own, throttled. */
export async function measure(browser: Browser, shop: BenchServer, url: string, wanted: number): Promise<Sample> {
  const context = await browser.newContext({ viewport: { width: 1100, height: 800 } });
  try {
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => void (message.type() === 'error' && errors.push(message.text())));
    const session = await context.newCDPSession(page);
    const throughput = (THROTTLE.kilobitsPerSecond * 1000) / 8;
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: THROTTLE.latencyMs,
      downloadThroughput: throughput,
      uploadThroughput: throughput,
    });
    await session.send('Emulation.setCPUThrottlingRate', { rate: THROTTLE.cpuSlowdown });
    await page.addInitScript(watch, wanted);
    shop.begin();
    await page.goto(url, { waitUntil: 'commit' });
    await page.waitForFunction(() => (window as unknown as { probe: Probe }).probe.visible, null, {
      timeout: 60_000,
      polling: 250,
    });
    // Pictures and whatever an embed does afterwards still count for blocking and shifts.
    await page.waitForTimeout(AFTERWARDS_MS);
    const probe = await page.evaluate(() => {
      const { visible, tasks, shift } = (window as unknown as { probe: Required<Probe> }).probe;
      const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
      return { visible, tasks, shift, responseEnd: navigation!.responseEnd };
    });
    const { scriptBytes, apiRequests, preflights, scripts } = shop.tally;
    return {
      visibleMs: probe.visible - probe.responseEnd,
      visibleFromStartMs: probe.visible,
      scriptBytes,
      apiRequests,
      preflights,
      blockingMs: probe.tasks.reduce((sum, duration) => sum + Math.max(0, duration - 50), 0),
      cls: probe.shift,
      scripts,
      errors,
    };
  } finally {
    await context.close();
  }
}
