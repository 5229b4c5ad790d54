import vm from 'node:vm';
import { buildEngine } from '../../tools/build-sandbox.ts';
import { engineFromBuild } from '../../sandbox/run/engine-file.node.ts';
import { renderOnce } from '../../sandbox/run/in-process.ts';
import { median, quantile } from '../pages/median.ts';
import { BareQuickJs } from './bare.ts';
import { FUNCTION, HELPERS, REQUEST, TEXT } from './subject.ts';

/** How the same HTML is made. */
export const WAYS = ['sandbox', 'bare, a context each', 'bare, one context', 'node:vm', 'native'] as const;
export type Way = (typeof WAYS)[number];

/** What one render takes. */
export interface Rendered {
  readonly runtime: 'Node' | 'workerd';
  readonly way: Way;
  /** Milliseconds on the clock, with all that the machine did besides. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** The sandbox's time in times of this way's, in the median of turns; on Node in time of the process, which others do not lengthen. */
  readonly times: number;
}

/** Turns before anything is noted. */
const WARM = 15;

function sandboxed(): () => string {
  const engine = engineFromBuild();
  return () => {
    const result = renderOnce(engine, REQUEST);
    if (result.status !== 'done') throw new Error(JSON.stringify(result));
    return result.html;
  };
}

function inVm(): () => string {
  const [helpers, block] = [new vm.Script(HELPERS), new vm.Script(FUNCTION)];
  return () => {
    const context = vm.createContext({});
    return (helpers.runInContext(context) as (...given: unknown[]) => string)(block.runInContext(context), TEXT);
  };
}

function natively(): () => string {
  const draw = vm.runInThisContext(HELPERS) as (...given: unknown[]) => string;
  const block: unknown = vm.runInThisContext(FUNCTION);
  return () => draw(block, TEXT);
}

/** The ways on Node. All answer the same. */
export async function waysOnNode(): Promise<Record<Way, () => string>> {
  const { wasm } = await buildEngine({ bare: true });
  const bare = (): BareQuickJs => new BareQuickJs(new WebAssembly.Module(wasm as BufferSource));
  const fresh = bare();
  const ways = {
    sandbox: sandboxed(),
    'bare, a context each': () => fresh.fresh(),
    'bare, one context': bare().reused(),
    'node:vm': inVm(),
    native: natively(),
  };
  const [expected, ...others] = Object.values(ways).map((draw) => draw());
  if (others.some((html) => html !== expected)) throw new Error('The ways do not draw the same.');
  return ways;
}

/** What one way took in one turn, in milliseconds: each render on the clock, and what all of them cost together. */
export interface Took {
  readonly ms: readonly number[];
  readonly cost: number;
}
export type Turn = Readonly<Partial<Record<Way, Took>>>;

/** What turns of all ways come to. */
export function compared(runtime: Rendered['runtime'], turns: readonly Turn[]): Rendered[] {
  return WAYS.flatMap((way) => {
    const took = turns.flatMap((turn) => turn[way]?.ms ?? []);
    if (took.length === 0) return [];
    const times = median(turns.map((turn) => turn.sandbox!.cost / turn[way]!.cost));
    return [{ runtime, way, p50Ms: median(took), p99Ms: quantile(took, 0.99), times }];
  });
}

/** Renders of each way in each turn. */
const IN_TURN = 4;

function taken(draw: () => string): Took {
  const { user, system } = process.cpuUsage();
  const ms = Array.from({ length: IN_TURN }, () => {
    const started = performance.now();
    draw();
    return performance.now() - started;
  });
  const after = process.cpuUsage();
  return { ms, cost: (after.user + after.system - user - system) / 1000 };
}

/** Draws in all ways in turns, in this process. */
export async function renderedOnNode(turns: number): Promise<Rendered[]> {
  const ways = await waysOnNode();
  const all: Turn[] = [];
  for (let turn = -WARM; turn < turns; turn++) {
    const took = Object.fromEntries(WAYS.map((way) => [way, taken(ways[way])]));
    if (turn >= 0) all.push(took);
  }
  return compared('Node', all);
}
