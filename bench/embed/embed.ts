import { chromium } from 'playwright-core';
import { browserLaunchOptions } from '../../tools/test-browser.ts';
import type { BenchReport } from '../../tools/bench.ts';
import { products } from './catalogue.ts';
import { hostPage, prepare } from './contestants.ts';
import { measure, THROTTLE, type Sample } from './measure.ts';
import { BenchServer, served } from './server.ts';

const PORTS = { host: Number(process.env['BENCH_PORT'] ?? 8970), shop: Number(process.env['BENCH_PORT'] ?? 8970) + 1 };

/** What is promised, as ratios of the medians of one run. */
const GOALS = {
  recommendedToFloor: 1.15,
  oneLineToFloor: 1.8,
  recommendedToBuyButton: 0.35,
  blockingMs: 100,
  scriptBytes: 16_384,
};

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};

/** Time to 24 products with add-to-cart in a throttled browser: our two snippets, a bare Lit grid, and Shopify's Buy Button. */
export async function run({ runs = 5 }: { runs?: number }): Promise<BenchReport> {
  const host = new BenchServer();
  const shop = new BenchServer();
  const [hostOrigin, shopOrigin] = await Promise.all([host.listen(PORTS.host), shop.listen(PORTS.shop)]);
  const contestants = await prepare(shop, shopOrigin);
  for (const contestant of contestants)
    host.files.set(`/${contestant.name}`, served('text/html; charset=utf-8', hostPage(contestant)));
  host.files.set('/favicon.ico', served('image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg"/>'));

  const browser = await chromium.launch(await browserLaunchOptions());
  const samples = new Map<string, Sample[]>(contestants.map(({ name }) => [name, []]));
  try {
    // One round that does not count, so that none pays for the browser's own first steps; then interleaved, so that a
    // slow minute of the machine hits all alike.
    for (let round = 0; round <= runs; round++) {
      for (const { name, shows } of contestants) {
        const sample = await measure(browser, shop, `${hostOrigin}/${name}`, shows ?? products.length);
        if (sample.errors.length) console.warn(`${name}: ${sample.errors.join(' · ')}`);
        if (round) samples.get(name)!.push(sample);
      }
    }
  } finally {
    await browser.close();
    host.close();
    shop.close();
  }

  const of = (name: string, pick: (sample: Sample) => number): number => median(samples.get(name)!.map(pick));
  const visible = (name: string): number => of(name, ({ visibleMs }) => visibleMs);
  const fromStart = (name: string): number => of(name, ({ visibleFromStartMs }) => visibleFromStartMs);
  const ratio = (a: string, b: string, measureOf: (name: string) => number) => measureOf(a) / measureOf(b);
  const check = (name: string, value: number, goal: number, digits = 2) => ({
    name,
    value: Number(value.toFixed(digits)),
    goal,
    met: value <= goal,
  });
  const ours = ['recommended', 'one-line'];

  return {
    title: `24 products with add-to-cart, CPU ${THROTTLE.cpuSlowdown}× slower, ${THROTTLE.latencyMs} ms, ${THROTTLE.kilobitsPerSecond} kbit/s, medians of ${runs}`,
    rows: contestants.map(({ name, title }) => ({
      contestant: title,
      'visible ms': Math.round(visible(name)),
      'from start ms': Math.round(fromStart(name)),
      '× floor': Number(ratio(name, 'floor', visible).toFixed(2)),
      'from start × floor': Number(ratio(name, 'floor', fromStart).toFixed(2)),
      'script bytes br': of(name, ({ scriptBytes }) => scriptBytes),
      'API requests': of(name, ({ apiRequests }) => apiRequests),
      preflights: of(name, ({ preflights }) => preflights),
      'blocking ms': Math.round(of(name, ({ blockingMs }) => blockingMs)),
      CLS: Number(of(name, ({ cls }) => cls).toFixed(3)),
    })),
    checks: [
      check('recommended / floor', ratio('recommended', 'floor', visible), GOALS.recommendedToFloor),
      check('one line / floor', ratio('one-line', 'floor', visible), GOALS.oneLineToFloor),
      check('recommended / Buy Button', ratio('recommended', 'buy-button', visible), GOALS.recommendedToBuyButton),
      check(
        'recommended / Buy Button by ids',
        ratio('recommended', 'buy-button-ids', visible),
        GOALS.recommendedToBuyButton,
      ),
      ...ours.flatMap((name) => [
        check(
          `${name}: API requests`,
          of(name, ({ apiRequests }) => apiRequests),
          1,
          0,
        ),
        check(
          `${name}: preflights`,
          of(name, ({ preflights }) => preflights),
          0,
          0,
        ),
        check(
          `${name}: blocking ms`,
          of(name, ({ blockingMs }) => blockingMs),
          GOALS.blockingMs,
          0,
        ),
        check(
          `${name}: CLS`,
          of(name, ({ cls }) => cls),
          0,
          4,
        ),
        check(
          `${name}: script bytes`,
          of(name, ({ scriptBytes }) => scriptBytes),
          GOALS.scriptBytes,
          0,
        ),
      ]),
    ],
    samples: Object.fromEntries(samples),
  };
}
