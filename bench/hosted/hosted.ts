import { throttling } from 'lighthouse/core/config/constants.js';
import { type Browser, chromium } from 'playwright-core';
import type { Bench, BenchReport } from '../../tools/bench.ts';
import type { TableRows } from '../../tools/table.ts';
import { freePort } from '../../tools/server-process.ts';
import { browserLaunchOptions } from '../../tools/test-browser.ts';
import { median, spread } from './figures.ts';
import { CATEGORIES, type Category, inspect, type Verdict } from './lighthouse.ts';
import { type Awaited, type Load, measure, type Throttle } from './measure.ts';
import { type MeasuredPage, PAGES } from './pages.ts';
import { openPeers } from './peers.ts';
import { openHostedShop } from './shop.ts';
import { StaticCopy } from './static-copy.ts';

type Check = BenchReport['checks'][number];

/** What is promised of every hosted page. */
const GOALS = { toStatic: 1.2, cls: 0, blockingMs: 50 } as const;
const LEAST: Record<Category, number> = { performance: 98, accessibility: 100, 'best-practices': 100, seo: 100 };
/** How often Lighthouse looks at a page that is too slow at first, for a busy moment of the machine; the median counts. */
const LOOKS = 3;

const { requestLatencyMs, downloadThroughputKbps, uploadThroughputKbps, cpuSlowdownMultiplier } =
  throttling.mobileSlow4G;
const THROTTLE: Throttle = {
  cpuSlowdown: cpuSlowdownMultiplier,
  latencyMs: requestLatencyMs,
  downKilobits: downloadThroughputKbps,
  upKilobits: uploadThroughputKbps,
};

/** A page in the race. */
interface Contestant {
  readonly title: string;
  readonly url: string;
  readonly awaited: Awaited | null;
}

/** The hosted page and its copy. */
interface Pair {
  readonly page: MeasuredPage;
  readonly hosted: Contestant;
  readonly copy: Contestant;
}

type Loads = ReadonlyMap<Contestant, readonly Load[]>;

/** Loads all pages in turns, so that a slow minute of the machine hits all alike; a first round without throttle does not count. */
async function race(browser: Browser, contestants: readonly Contestant[], rounds: number): Promise<Loads> {
  const loads = new Map<Contestant, Load[]>(contestants.map((one) => [one, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const one of contestants) {
      const load = await measure(browser, one.url, round === 0 ? null : THROTTLE, one.awaited);
      if (load.errors.length && round < 2) console.warn(`${one.title}: ${load.errors.join(' · ')}`);
      if (round > 0) loads.get(one)!.push(load);
    }
    console.log(round === 0 ? 'All pages are warm.' : `Round ${round} of ${rounds} is done.`);
  }
  return loads;
}

const figures = (loads: Loads, one: Contestant) => {
  const of = (pick: (load: Load) => number): number[] => loads.get(one)!.map(pick);
  return {
    fcp: median(of(({ fcpMs }) => fcpMs)),
    lcp: median(of(({ lcpMs }) => lcpMs)),
    lcpSpread: spread(of(({ lcpMs }) => lcpMs)),
    products: one.awaited ? median(of(({ productsMs }) => productsMs ?? Infinity)) : null,
    blocking: median(of(({ blockingMs }) => blockingMs)),
    cls: Math.max(...of(({ cls }) => cls)),
    scripts: median(of(({ scriptBytes }) => scriptBytes)),
    requests: median(of(({ requests }) => requests)),
  };
};

const most = (name: string, value: number, goal: number, digits = 0): Check => ({
  name,
  value: Number(value.toFixed(digits)),
  goal,
  met: Number(value.toFixed(digits)) <= goal,
});

function pairRows(loads: Loads, pairs: readonly Pair[]): TableRows {
  return pairs.map(({ page, hosted, copy }) => {
    const [ours, still] = [figures(loads, hosted), figures(loads, copy)];
    return {
      page: page.name,
      'FCP ms': Math.round(ours.fcp),
      'static FCP ms': Math.round(still.fcp),
      '× FCP': (ours.fcp / still.fcp).toFixed(2),
      'LCP ms': Math.round(ours.lcp),
      'static LCP ms': Math.round(still.lcp),
      '× LCP': (ours.lcp / still.lcp).toFixed(2),
      'LCP spread': `${Math.round(Math.max(ours.lcpSpread, still.lcpSpread) * 100)} %`,
      'blocking ms': Math.round(ours.blocking),
      CLS: ours.cls.toFixed(4),
      'script bytes': ours.scripts,
      requests: ours.requests,
    };
  });
}

function pairChecks(loads: Loads, pairs: readonly Pair[]): Check[] {
  return pairs.flatMap(({ page: { name }, hosted, copy }) => {
    const [ours, still] = [figures(loads, hosted), figures(loads, copy)];
    return [
      most(`${name}: first contentful paint / static`, ours.fcp / still.fcp, GOALS.toStatic, 2),
      most(`${name}: largest contentful paint / static`, ours.lcp / still.lcp, GOALS.toStatic, 2),
      most(`${name}: CLS, the worst round`, ours.cls, GOALS.cls, 4),
      most(`${name}: total blocking ms`, ours.blocking, GOALS.blockingMs),
    ];
  });
}

function peerRows(loads: Loads, contestants: readonly Contestant[]): TableRows {
  return contestants.map((one) => {
    const { fcp, lcp, products, blocking, cls, scripts, requests } = figures(loads, one);
    return {
      contestant: one.title,
      'FCP ms': Math.round(fcp),
      'LCP ms': Math.round(lcp),
      'products ms': products === null ? '' : Math.round(products),
      'blocking ms': Math.round(blocking),
      CLS: cls.toFixed(4),
      'script bytes': scripts,
      requests,
    };
  });
}

/** Looks at a page; at one that is too slow twice more, and answers the look with the middle score of performance. */
async function verdictOn({ hosted, page }: Pair, port: number): Promise<Verdict> {
  const leftOut = new Set(Object.keys(page.leftOut ?? {}));
  const looks = [await inspect(hosted.url, port, leftOut)];
  const more = looks[0]!.scores.performance < LEAST.performance ? LOOKS - 1 : 0;
  for (let look = 0; look < more; look++) looks.push(await inspect(hosted.url, port, leftOut));
  const sorted = looks.toSorted((a, b) => a.scores.performance - b.scores.performance);
  return sorted[sorted.length >> 1]!;
}

type Verdicts = ReadonlyMap<Pair, Verdict>;

function verdictRows(verdicts: Verdicts): TableRows {
  return [...verdicts].map(([{ page }, { scores, whole, metrics }]) => ({
    page: page.name,
    ...Object.fromEntries(
      CATEGORIES.map((name) => [
        name,
        scores[name] === whole[name] ? scores[name] : `${scores[name]} (${whole[name]} with all audits)`,
      ]),
    ),
    'FCP ms': Math.round(metrics['fcpMs']!),
    'LCP ms': Math.round(metrics['lcpMs']!),
    'blocking ms': Math.round(metrics['blockingMs']!),
    CLS: Number(metrics['cls']!.toFixed(4)),
  }));
}

const verdictChecks = (verdicts: Verdicts): Check[] =>
  [...verdicts].flatMap(([{ page }, { scores }]) =>
    CATEGORIES.map((name) => ({
      name: `${page.name}: Lighthouse, ${name}`,
      value: scores[name],
      goal: LEAST[name],
      least: true,
      met: scores[name] >= LEAST[name],
    })),
  );

/** What Lighthouse found, one sentence for each audit of each page, and what was left out. */
function verdictNotes(verdicts: Verdicts): string[] {
  const found = [...verdicts].flatMap(([{ page }, { findings }]) =>
    findings.map(
      ({ category, audit, title, weight, found }) =>
        `  ${page.name} · ${category} · ${audit} (${weight > 0 ? `counts ${weight}` : 'advice'}): ${title}${found.map((line) => `\n      ${line}`).join('')}`,
    ),
  );
  const leftOut = PAGES.flatMap(({ name, leftOut = {} }) =>
    Object.entries(leftOut).map(([audit, why]) => `Left out of the score of ${name}: ${audit}, for ${why}.`),
  );
  return [...(found.length ? ['What Lighthouse found:', ...found] : ['Lighthouse found nothing.']), ...leftOut];
}

const NOTES = [
  'Static: the very answer of the page without its scripts and their data, from memory, compressed as the shop compresses it; style sheets and pictures are the same bytes.',
  'Each load is a first visit with an empty cache, on a screen of 412 × 823 at 1.75. Plain HTTP/1.1 on both sides: names below localhost count as secure.',
  'Buy Button: Shopify’s own script as npm has it, its API answered from this machine. Its grid stands in a frame, whose largest paint the browser does not report: compare "products ms".',
  'Peers that draw on their own servers (Shopify’s online store, Hydrogen on Oxygen) cannot run here.',
];

/** Hosted pages in a throttled browser, each beside the same page as static HTML, and what Lighthouse says of them. */
export const run: Bench['run'] = async ({ runs = Number(process.env['HOSTED_ROUNDS'] ?? 3), part }) => {
  const shop = await openHostedShop();
  const copies = new StaticCopy(shop.origin);
  const [copied, peers] = await Promise.all([copies.listen(), openPeers()]);
  const devtools = await freePort();
  const options = await browserLaunchOptions();
  const browser = await chromium.launch({
    ...options,
    args: [...(options.args ?? []), `--remote-debugging-port=${devtools}`],
  });
  try {
    const pairs: Pair[] = [];
    for (const page of PAGES) {
      await copies.take(page.path);
      const awaited = page.products ?? null;
      const hosted = { title: page.name, url: shop.origin + page.path, awaited };
      pairs.push({ page, hosted, copy: { title: `${page.name}, static`, url: copied + page.path, awaited } });
    }
    const racing = [...pairs.flatMap(({ hosted, copy }) => [hosted, copy]), ...peers.contestants];
    const loads = part === 'lighthouse' ? null : await race(browser, racing, runs);
    const verdicts = new Map<Pair, Verdict>();
    // Pictures are made when they are first asked for: Lighthouse is not to wait for that, nor for its work beside it.
    if (!loads) for (const { hosted } of pairs) await measure(browser, hosted.url, null);
    const failures: Check[] = [];
    for (const pair of part === 'throttled' ? [] : pairs) {
      const { name } = pair.page;
      try {
        verdicts.set(pair, await verdictOn(pair, devtools));
        console.log(`Lighthouse has looked at ${name}.`);
      } catch (error) {
        console.warn(`Lighthouse could not look at ${name}:`, error);
        failures.push({ name: `${name}: Lighthouse looks at it`, value: 0, goal: 1, least: true, met: false });
      }
    }
    const besides = pairs.filter(({ page }) => page.products).flatMap(({ hosted, copy }) => [hosted, copy]);
    return {
      title: `hosted pages, CPU ${THROTTLE.cpuSlowdown}× slower, ${THROTTLE.latencyMs} ms, ${Math.round(THROTTLE.downKilobits)} kbit/s, medians of ${runs}`,
      rows: loads ? pairRows(loads, pairs) : [],
      tables: [
        ...(loads
          ? [{ title: 'Lists of products, ours and embeds', rows: peerRows(loads, [...besides, ...peers.contestants]) }]
          : []),
        ...(verdicts.size
          ? [{ title: 'Lighthouse, phone, simulated slow 4G (from 0 to 100)', rows: verdictRows(verdicts) }]
          : []),
      ],
      notes: [...NOTES, ...(verdicts.size ? verdictNotes(verdicts) : [])],
      checks: [...(loads ? pairChecks(loads, pairs) : []), ...verdictChecks(verdicts), ...failures],
      samples: {
        loads: loads && Object.fromEntries([...loads].map(([{ title }, each]) => [title, each])),
        lighthouse: Object.fromEntries([...verdicts].map(([{ page }, verdict]) => [page.name, verdict])),
      },
    };
  } finally {
    await browser.close();
    peers.close();
    copies.close();
    await shop.close();
  }
};
