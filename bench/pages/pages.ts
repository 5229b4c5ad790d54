import type { Bench, BenchReport } from '../../tools/bench.ts';
import { afterChanges, type Cached, type Changed, comparedToFile } from './cached.ts';
import { type Drawn, drawnOnNode, drawnOnWorkerd } from './drawing.ts';
import { untilOpenPage } from './open-page.ts';
import { PRODUCTS, SECTIONS } from './order.ts';
import { type Shop, shopOnNode, shopOnWorkerd } from './shops.ts';

/** What a page that is drawn on the server may cost, in times of a string template's. */
const GOAL_DRAWN = 4;
/** What a page that is kept may take, in times of a file of the same bytes. */
const GOAL_KEPT = 1.3;
/** How soon a change by API is on a page that is open. */
const GOAL_OPEN_MS = 1000;
const CHANGES = 20;
/** Requests for each measured run. */
const REQUESTS = 40;

interface Served {
  readonly cached: Cached;
  readonly changed: Changed;
  /** Milliseconds; null where the runtime has no sync server of its own. */
  readonly openMs: number | null;
}

async function served(open: () => Promise<Shop>, runs: number): Promise<Served> {
  const shop = await open();
  try {
    const cached = await comparedToFile(shop, runs * REQUESTS);
    const changed = await afterChanges(shop, CHANGES);
    return { cached, changed, openMs: shop.runtime === 'Node' ? await untilOpenPage(shop, CHANGES) : null };
  } finally {
    await shop.close();
  }
}

const drawnRow = (drawn: Drawn) => ({
  runtime: drawn.runtime,
  page: drawn.page,
  characters: drawn.characters,
  'string template, ms': drawn.templateMs.toFixed(2),
  'first time, ms': drawn.firstMs.toFixed(2),
  'again, ms': drawn.againMs.toFixed(2),
  'times at first': drawn.firstRatio.toFixed(1),
  'times again': drawn.againRatio.toFixed(1),
});

const servedRow = ({ cached, changed, openMs }: Served) => ({
  runtime: cached.runtime,
  bytes: cached.bytes,
  'page, ms': cached.pageMs.toFixed(2),
  'built file, ms': `${cached.builtMs.toFixed(2)} (${cached.builtBytes} bytes)`,
  'times it': cached.builtRatio.toFixed(2),
  'bare file, ms': cached.fileMs.toFixed(2),
  'times that': cached.ratio.toFixed(2),
  'at p99': cached.ratioP99.toFixed(2),
  'next request after a change, ms': changed.nextMs.toFixed(1),
  'that had not the change': `${changed.late} of ${CHANGES}`,
  'on an open page, ms': openMs === null ? '' : openMs.toFixed(0),
});

const round = (value: number): number => Math.round(value * 100) / 100;
const atMost = (name: string, value: number, goal: number) => ({
  name,
  value: round(value),
  goal,
  met: value <= goal,
});

/**
 * Measures pages that are drawn on the server against templates of strings, whole pages that are kept against files, and how soon
 * a change is in them, on Node and on workerd.
 */
export const run: Bench['run'] = async ({ runs = 25 }): Promise<BenchReport> => {
  const drawn = [...(await drawnOnNode(runs)), ...(await drawnOnWorkerd(runs))];
  const shops = [await served(shopOnNode, runs), await served(shopOnWorkerd, runs)];
  const first = (runtime: Drawn['runtime']) =>
    Math.max(...drawn.filter((one) => one.runtime === runtime).map(({ firstRatio }) => firstRatio));
  return {
    title: `A page of ${SECTIONS} sections and ${PRODUCTS} products`,
    rows: drawn.map(drawnRow),
    tables: [
      {
        title: 'The same page as a visitor without a cookie gets it, and files',
        rows: shops.map(servedRow),
      },
    ],
    notes: [
      'The template of strings makes the same bytes from values that are already worked out, escaped one by one.',
      'Drawing on Node is counted in time of the process, on workerd from outside less what an empty request takes.',
      'Pages and files are asked for in turns over one connection each, uncompressed; medians of milliseconds.',
      'The built file comes from the same server as the page, the bare one, of the page’s own bytes, from a server that knows nothing else.',
      'On workerd a kept page costs one question to its database, a libSQL server beside it.',
    ],
    checks: [
      ...(['Node', 'workerd'] as const).map((runtime) =>
        atMost(`times a string template at first, on ${runtime}`, first(runtime), GOAL_DRAWN),
      ),
      ...shops.map(({ cached }) =>
        atMost(`times a file from the same server, on ${cached.runtime}`, cached.builtRatio, GOAL_KEPT),
      ),
      ...shops.map(({ changed }) => atMost(`next requests without the change, on ${changed.runtime}`, changed.late, 0)),
      ...shops.flatMap(({ openMs }) =>
        openMs === null ? [] : [atMost('ms until a change is on an open page, on Node', openMs, GOAL_OPEN_MS)],
      ),
    ],
    samples: { drawn, shops },
  };
};
