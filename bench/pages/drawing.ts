import { readFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { fileURLToPath } from 'node:url';
import { drawingFromBuild } from '../../edge-api/adapters/elements/from-build.node.ts';
import { median } from './median.ts';
import { orderOf } from './order.ts';
import { stringTemplate } from './string-template.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** Drawings of one measured run: enough for a clock, few enough for turns. */
const TIMES = 40;
/** Runs before anything is noted. */
const WARM = 6;

/** What the ways to make one page take, in milliseconds of one page, and in times of the string template in the same turn. */
export interface Drawn {
  readonly runtime: 'Node' | 'workerd';
  readonly page: 'to be taken over' | 'to stay as it is';
  readonly characters: number;
  readonly templateMs: number;
  readonly firstMs: number;
  readonly againMs: number;
  readonly firstRatio: number;
  readonly againRatio: number;
}

type Way = 'template' | 'first' | 'again';
/** Milliseconds that one page takes. */
type Measure = (way: Way) => Promise<number> | number;

const KINDS = [
  ['to be taken over', true],
  ['to stay as it is', false],
] as const;

async function compared(measure: Measure, runs: number) {
  const turns: Record<Way, number>[] = [];
  for (let run = -WARM; run < runs; run++) {
    const turn = { template: await measure('template'), first: await measure('first'), again: await measure('again') };
    if (run >= 0) turns.push(turn);
  }
  const of = (value: (turn: Record<Way, number>) => number) => median(turns.map(value));
  return {
    templateMs: of(({ template }) => template),
    firstMs: of(({ first }) => first),
    againMs: of(({ again }) => again),
    firstRatio: of(({ first, template }) => first / template),
    againRatio: of(({ again, template }) => again / template),
  };
}

/** On Node: this process's own time, so that what else the machine does is not in it. */
export async function drawnOnNode(runs: number): Promise<Drawn[]> {
  const drawing = await drawingFromBuild(ROOT, (error) => {
    throw error;
  })();
  if (!drawing) throw new Error('Build first: `npm run build`.');
  const all: Drawn[] = [];
  for (const [page, whole] of KINDS) {
    const order = orderOf(whole);
    const { html } = drawing.renderElements(order);
    let change = 0;
    // Another name each time, as after a change: nothing that was drawn before is of use.
    const named = () => ({ ...order.answers, store: { ...order.answers.store, name: `Halden ${change++}` } });
    const ways: Record<Way, () => unknown> = {
      template: stringTemplate(html),
      first: () => drawing.renderElements({ ...order, answers: named() }),
      again: () => drawing.renderElements(order),
    };
    const measure: Measure = (way) => {
      const before = process.cpuUsage();
      for (let time = 0; time < TIMES; time++) ways[way]();
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1000 / TIMES;
    };
    all.push({ runtime: 'Node', page, characters: html.length, ...(await compared(measure, runs)) });
  }
  return all;
}

const source = async (file: string) =>
  stripTypeScriptTypes(await readFile(new URL(file, import.meta.url), 'utf8'), { mode: 'strip' });

/** On workerd: from outside, as its clocks stand still while it computes; what an empty request takes is taken off. */
export async function drawnOnWorkerd(runs: number): Promise<Drawn[]> {
  const { convertV4MiniflareOptions, Miniflare } = await import('miniflare');
  const modules = [
    { type: 'ESModule' as const, path: 'worker-entry.ts', contents: await source('worker-entry.ts') },
    { type: 'ESModule' as const, path: 'string-template.ts', contents: await source('string-template.ts') },
    {
      type: 'ESModule' as const,
      path: 'vitrine-elements',
      contents: await readFile(`${ROOT}dist/server/elements.js`, 'utf8'),
    },
  ];
  const options = { modules, compatibilityDate: '2026-10-01', cf: false as const, telemetry: { enabled: false } };
  const worker = new Miniflare(convertV4MiniflareOptions({ ...options, host: '127.0.0.1', port: 0 }));
  const url = await worker.ready;
  const ask = async (way: string, times: number): Promise<number> => {
    const started = performance.now();
    const answer = await fetch(new URL(`/?way=${way}&times=${times}`, url));
    await answer.text();
    if (!answer.ok) throw new Error(`workerd answered ${answer.status}`);
    return performance.now() - started;
  };
  try {
    const all: Drawn[] = [];
    for (const [page, whole] of KINDS) {
      const body = JSON.stringify(orderOf(whole));
      const characters = Number(await (await fetch(url, { method: 'POST', body })).text());
      const measure: Measure = async (way) => {
        const empty = await ask(way, 0);
        return ((await ask(way, TIMES)) - empty) / TIMES;
      };
      all.push({ runtime: 'workerd', page, characters, ...(await compared(measure, runs)) });
    }
    return all;
  } finally {
    await worker.dispose();
  }
}
