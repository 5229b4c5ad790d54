import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { startRenderingWorker } from '../../sandbox/run/worker.test-support.ts';
import { buildEngine } from '../../tools/build-sandbox.ts';
import { median, quantile } from '../pages/median.ts';
import { FUNCTION, HELPERS, REQUEST } from './subject.ts';
import { compared, type Rendered, type Turn, type Way } from './ways.ts';

/** Renders of one measured request, so that its journey weighs little. */
const TIMES: Readonly<Partial<Record<Way, number>>> = {
  sandbox: 12,
  'bare, a context each': 12,
  'bare, one context': 12,
  native: 60,
};
const WARM = 4;

async function bundle(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      minify: false,
      target: 'es2023',
      rollupOptions: { external: [/\.wasm$/, /native\.js$/] },
      lib: {
        entry: fileURLToPath(new URL('./worker-entry.ts', import.meta.url)),
        formats: ['es'],
        fileName: 'worker',
      },
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  return (output as { output: { code: string }[] }).output[0]!.code;
}

/** The ways in one Worker: nothing there makes code of text, so that the native one is a module of its own. */
async function startWays() {
  const [{ convertV4MiniflareOptions, Miniflare }, script, engine, bare] = await Promise.all([
    import('miniflare'),
    bundle(),
    readFile(new URL('../../dist/sandbox/engine.wasm', import.meta.url)),
    buildEngine({ bare: true }),
  ]);
  return new Miniflare(
    convertV4MiniflareOptions({
      name: 'ways',
      modules: [
        { type: 'ESModule', path: 'worker.js', contents: script },
        { type: 'CompiledWasm', path: 'engine.wasm', contents: engine },
        { type: 'CompiledWasm', path: 'bare.wasm', contents: bare.wasm as Uint8Array<ArrayBuffer> },
        {
          type: 'ESModule',
          path: 'native.js',
          contents: `export const draw = ${HELPERS};\nexport const block = ${FUNCTION};`,
        },
      ],
      compatibilityDate: '2026-10-01',
      host: '127.0.0.1',
      port: 0,
      cf: false,
      telemetry: { enabled: false },
    }),
  );
}

async function timed(ask: () => Promise<Response>): Promise<number> {
  const started = performance.now();
  const answer = await ask();
  const text = await answer.text();
  if (!answer.ok) throw new Error(text.slice(0, 500));
  return performance.now() - started;
}

/** Draws in all ways in turns inside of workerd, less what an empty request takes. */
export async function renderedOnWorkerd(turns: number): Promise<Rendered[]> {
  const worker = await startWays();
  const url = await worker.ready;
  const ask = (way: Way, times: number): Promise<number> =>
    timed(() => fetch(new URL(`?${new URLSearchParams({ way, times: `${times}` })}`, url)));
  const all: Turn[] = [];
  try {
    for (let turn = -WARM; turn < turns; turn++) {
      const took: Partial<Record<Way, { ms: number[]; cost: number }>> = {};
      for (const [way, times] of Object.entries(TIMES) as [Way, number][]) {
        const empty = await ask(way, 0);
        const ms = Math.max(0.001, (await ask(way, times)) - empty) / times;
        took[way] = { ms: [ms], cost: ms };
      }
      if (turn >= 0) all.push(took);
    }
  } finally {
    await worker.dispose();
  }
  return compared('workerd', all);
}

/** A Worker of its own behind HTTP, as a service binding asks it. */
export interface Bound {
  /** Milliseconds of the very first render, which boots the engine, and of others with all that crosses. */
  readonly firstMs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly rendersPerSecond: number;
}

export async function boundOnWorkerd(rounds: number): Promise<Bound> {
  const worker = await startRenderingWorker();
  const one = async (): Promise<number> => {
    const started = performance.now();
    const [result] = await worker.render([REQUEST]);
    if (result?.status !== 'done') throw new Error(JSON.stringify(result));
    return performance.now() - started;
  };
  try {
    const firstMs = await one();
    for (let round = 0; round < 20; round++) await one();
    const took: number[] = [];
    const started = performance.now();
    for (let round = 0; round < rounds; round++) took.push(await one());
    const rendersPerSecond = (rounds * 1000) / (performance.now() - started);
    return { firstMs, p50Ms: median(took), p99Ms: quantile(took, 0.99), rendersPerSecond };
  } finally {
    await worker.stop();
  }
}
