import type { Bench, BenchReport } from '../../tools/bench.ts';
import type { Cached } from '../pages/cached.ts';
import { type Cold, heldInMemory, startedCold } from './cold.ts';
import { keptOnNode, keptOnWorkerd } from './kept.ts';
import { besieged, type Watched } from './siege.ts';
import { PRODUCTS } from './subject.ts';
import { throughput } from './threads.ts';
import { renderedOnNode, type Rendered, type Way } from './ways.ts';
import { boundOnWorkerd, renderedOnWorkerd } from './workerd.ts';

/** What a render may cost, in times of the same block in a context of its own of QuickJS as its package has it. */
const GOAL_BARE = 3;
/** What a block that was drawn before may take, in times of a file from the same server. */
const GOAL_KEPT = 1.3;
const ATTACKED_SECONDS = 20;
/** Requests for each measured run. */
const REQUESTS = 30;

const MIB = 2 ** 20;
const mib = (bytes: number): string => (bytes / MIB).toFixed(2);
const round = (value: number): number => Math.round(value * 100) / 100;
const atMost = (name: string, value: number, goal: number) => ({
  name,
  value: round(value),
  goal,
  met: value <= goal,
});

const renderedRow = ({ runtime, way, p50Ms, p99Ms, times }: Rendered) => ({
  runtime,
  way,
  'p50, ms': p50Ms.toFixed(2),
  'p99, ms': p99Ms.toFixed(2),
  'sandbox in times of it': way === 'sandbox' ? '' : times.toFixed(2),
});

const coldRows = ({ sandboxMs, compileMs, vmMs, nativeMs }: Cold) => [
  { way: 'sandbox', ms: sandboxMs.toFixed(1), 'of it, compiling': compileMs.toFixed(1), 'sandbox in times of it': '' },
  {
    way: 'node:vm',
    ms: vmMs.toFixed(1),
    'of it, compiling': '',
    'sandbox in times of it': (sandboxMs / vmMs).toFixed(1),
  },
  {
    way: 'native',
    ms: nativeMs.toFixed(1),
    'of it, compiling': '',
    'sandbox in times of it': (sandboxMs / nativeMs).toFixed(1),
  },
];

const keptRow = ({ runtime, bytes, pageMs, builtMs, builtRatio, fileMs, ratio, ratioP99 }: Cached) => ({
  runtime,
  bytes,
  'block, ms': pageMs.toFixed(2),
  'file from the same server, ms': builtMs.toFixed(2),
  'times it': builtRatio.toFixed(2),
  'bare file, ms': fileMs.toFixed(2),
  'times that': ratio.toFixed(2),
  'at p99': ratioP99.toFixed(2),
});

const watchedRow = (when: string, { asked, lost, p50Ms, p99Ms }: Watched) => ({
  when,
  'honest renders': asked,
  lost,
  'p50, ms': p50Ms.toFixed(1),
  'p99, ms': p99Ms.toFixed(1),
});

/** How often the render of another way goes into one in the sandbox. */
const timesOf = (rendered: readonly Rendered[], runtime: Rendered['runtime'], way: Way): number =>
  rendered.find((one) => one.runtime === runtime && one.way === way)!.times;

/**
 * Measures what it costs to run merchants' blocks in the sandbox: against the same function called natively, in `node:vm` and in QuickJS
 * as its package has it, cold and warm, on Node and on workerd; what is kept against files; and honest blocks under attack.
 */
export const run: Bench['run'] = async ({ runs = 30 }): Promise<BenchReport> => {
  const rendered = [...(await renderedOnNode(2 * runs)), ...(await renderedOnWorkerd(runs))];
  const cold = await startedCold(5);
  const held = await heldInMemory();
  const rates = await throughput(2, 2000);
  const bound = await boundOnWorkerd(4 * runs);
  const siege = await besieged(ATTACKED_SECONDS);
  const kept = [await keptOnNode(runs * REQUESTS), await keptOnWorkerd(runs * REQUESTS)];
  return {
    title: `A block of ${PRODUCTS} products`,
    rows: rendered.map(renderedRow),
    tables: [
      { title: 'The first render of a process on Node', rows: coldRows(cold) },
      {
        title: 'Memory of one instance that is held, in MiB',
        rows: [
          {
            'grows the process by': mib(held.sandboxRss),
            'a context of node:vm by': mib(held.vmRss),
            times: (held.sandboxRss / held.vmRss).toFixed(1),
            'wasm memory': mib(held.wasmBytes),
            'the block says it used': mib(held.usedBytes),
            'a render leaves behind': mib(held.leftRss),
          },
        ],
      },
      {
        title: 'Renders per second',
        rows: [
          ...rates.map(({ threads, rendersPerSecond }) => ({
            where: `pool of ${threads} ${threads === 1 ? 'thread' : 'threads'} on Node`,
            'renders/s': rendersPerSecond.toFixed(0),
            'first, ms': '',
            'p50, ms': '',
            'p99, ms': '',
          })),
          {
            where: 'Worker behind a binding, one after the other',
            'renders/s': bound.rendersPerSecond.toFixed(0),
            'first, ms': bound.firstMs.toFixed(0),
            'p50, ms': bound.p50Ms.toFixed(2),
            'p99, ms': bound.p99Ms.toFixed(2),
          },
        ],
      },
      {
        title:
          'A pool of two threads, attacked every second by each kind of block that is stopped, and by one that never answers',
        rows: [watchedRow('quiet', siege.quiet), watchedRow('attacked', siege.attacked)],
      },
      { title: 'The block as the shop answers it when it was drawn before, and files', rows: kept.map(keptRow) },
    ],
    notes: [
      'Each way has the same helpers and data, as text, and gives the same HTML; all but the one context and the native call keep one render from the next.',
      'On Node, times are of the process’s own time, with what its collector does after; on workerd from outside, less an empty request.',
      `${siege.stopped} of ${siege.attacks} attacks became what they should; ${siege.ended} of the pool’s threads had to be ended.`,
      'The file from the same server is of the build, of about as many bytes; the bare one of the block’s own, from a server that knows nothing else.',
      'On workerd a kept block costs one question to its database, a libSQL server beside it.',
    ],
    checks: [
      ...(['Node', 'workerd'] as const).map((runtime) =>
        atMost(
          `times a bare QuickJS context of its own, on ${runtime}`,
          timesOf(rendered, runtime, 'bare, a context each'),
          GOAL_BARE,
        ),
      ),
      atMost('times a file from the same server when kept, on Node', kept[0]!.builtRatio, GOAL_KEPT),
      atMost('honest renders lost under attack', siege.attacked.lost, 0),
      atMost('attacks that became anything else', siege.attacks - siege.stopped, 0),
    ],
    samples: { rendered, cold, held, rates, bound, siege, kept },
  };
};
