import type { Browser } from 'playwright-core';
import { blockingAfter, type Task } from './figures.ts';

/** What a browser on a slow phone has: Lighthouse's own figures for a network that DevTools slows down. */
export interface Throttle {
  readonly cpuSlowdown: number;
  readonly latencyMs: number;
  readonly downKilobits: number;
  readonly upKilobits: number;
}

/** The screen that Lighthouse measures phones with. */
export const PHONE = { viewport: { width: 412, height: 823 }, deviceScaleFactor: 1.75, isMobile: true, hasTouch: true };

/** How long nothing may happen until a page counts as quiet: more than a request takes to be answered. */
const QUIET_MS = 1500;
/** When a page that never comes to rest is taken as it is. */
const MOST_MS = 45_000;

/** One load of a page, in milliseconds from the start of the navigation. */
export interface Load {
  readonly fcpMs: number;
  readonly lcpMs: number;
  /** Until all products that are waited for are there; null where none are. */
  readonly productsMs: number | null;
  readonly blockingMs: number;
  readonly cls: number;
  /** As they came over the wire, compressed. */
  readonly scriptBytes: number;
  readonly requests: number;
  /** What the page said that it should not have to. */
  readonly errors: readonly string[];
}

/** What is waited for: this many of something, anywhere in the page. */
export interface Awaited {
  readonly selector: string;
  readonly count: number;
}

interface Probe {
  tasks: Task[];
  shift: number;
  lcp: number;
  fcp: number;
  products: number | null;
  last: number;
}

/** Runs in the page before anything else. */
function watch(awaited: Awaited | null): void {
  const probe: Probe = { tasks: [], shift: 0, lcp: 0, fcp: 0, products: null, last: 0 };
  (window as unknown as { probe: Probe }).probe = probe;
  const on = (type: string, note: (entry: PerformanceEntry) => void) =>
    new PerformanceObserver((list) => {
      probe.last = performance.now();
      for (const entry of list.getEntries()) note(entry);
    }).observe({ type, buffered: true });
  on('longtask', ({ startTime: start, duration: ms }) => probe.tasks.push({ start, ms }));
  on('paint', ({ name, startTime }) => name === 'first-contentful-paint' && (probe.fcp = startTime));
  on('largest-contentful-paint', ({ startTime }) => (probe.lcp = startTime));
  on('resource', () => undefined);
  on('layout-shift', (entry) => {
    const { value, hadRecentInput } = entry as PerformanceEntry & { value: number; hadRecentInput: boolean };
    if (!hadRecentInput) probe.shift += value;
  });
  if (!awaited) return;
  /** A page, its frames, and the roots of elements whose names have a dash. */
  const count = (root: Document | ShadowRoot): number => {
    let found = 0;
    for (const one of root.querySelectorAll<HTMLElement>(awaited.selector)) if (one.offsetHeight > 0) found++;
    for (const one of root.querySelectorAll('[data-vitrine-served], vitrine-product-grid, vitrine-sections, iframe')) {
      const inner = one.shadowRoot ?? (one instanceof HTMLIFrameElement ? one.contentDocument : null);
      if (inner) found += count(inner);
    }
    return found;
  };
  const look = (): void => {
    if (count(document) < awaited.count) requestAnimationFrame(look);
    // The frame that shows them is done when the next task runs.
    else requestAnimationFrame(() => setTimeout(() => (probe.last = probe.products = performance.now())));
  };
  requestAnimationFrame(look);
}

/** Runs in the page: whether all that was waited for is there, and nothing has happened since for a while. */
function isQuiet({ quietMs, waits }: { quietMs: number; waits: boolean }): boolean {
  const { probe } = window as unknown as { probe: Probe };
  const isThere = document.readyState === 'complete' && probe.fcp > 0 && (!waits || probe.products !== null);
  return isThere && performance.now() - probe.last > quietMs;
}

/** Loads a page once in a browser profile of its own, slowed down or, without a throttle, only to warm up what serves it. */
export async function measure(
  browser: Browser,
  url: string,
  throttle: Throttle | null,
  awaited: Awaited | null = null,
): Promise<Load> {
  const context = await browser.newContext(PHONE);
  try {
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => void (message.type() === 'error' && errors.push(message.text())));
    const session = await context.newCDPSession(page);
    const scripts = new Set<string>();
    let [scriptBytes, requests] = [0, 0];
    session.on('Network.responseReceived', ({ requestId, type }) => void (type === 'Script' && scripts.add(requestId)));
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      requests++;
      if (scripts.has(requestId)) scriptBytes += encodedDataLength;
    });
    await session.send('Network.enable');
    if (throttle) {
      const { latencyMs, downKilobits, upKilobits, cpuSlowdown } = throttle;
      await session.send('Network.emulateNetworkConditions', {
        offline: false,
        latency: latencyMs,
        downloadThroughput: (downKilobits * 1000) / 8,
        uploadThroughput: (upKilobits * 1000) / 8,
      });
      await session.send('Emulation.setCPUThrottlingRate', { rate: cpuSlowdown });
    }
    await page.addInitScript(watch, awaited);
    await page.goto(url, { waitUntil: 'commit' });
    const quiet = { quietMs: throttle ? QUIET_MS : 300, waits: awaited !== null };
    await page.waitForFunction(isQuiet, quiet, { timeout: MOST_MS, polling: 200 }).catch((error: Error) => {
      if (error.name !== 'TimeoutError') throw error;
      errors.push(`It did not come to rest within ${MOST_MS / 1000} s.`);
    });
    const probe = await page.evaluate(() => (window as unknown as { probe: Probe }).probe);
    return {
      // What was never painted is late without end, not early.
      fcpMs: probe.fcp || Infinity,
      lcpMs: probe.lcp || Infinity,
      productsMs: probe.products,
      blockingMs: blockingAfter(probe.fcp, probe.tasks),
      cls: probe.shift,
      scriptBytes,
      requests,
      errors,
    };
  } finally {
    await context.close();
  }
}
