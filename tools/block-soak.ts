import { isDeepStrictEqual } from 'node:util';
import { corpus, type HostileRow } from '../sandbox/escapes/corpora.test-support.ts';
import { HONEST, HOSTILE, staysAsItIs, withstand } from '../sandbox/escapes/run.test-support.ts';
import { engineFromBuild } from '../sandbox/run/engine-file.node.ts';
import { inProcess } from '../sandbox/run/in-process.ts';
import type { BlockRenderer } from '../sandbox/run/port.ts';
import { threadPool } from '../sandbox/run/thread-pool.node.ts';
import { startRenderingWorker, type RenderingWorker } from '../sandbox/run/worker.test-support.ts';
import type { Soak } from './soak.ts';

/** So many seeds in a row go through every program once. */
const PARTS = 10;
/** Renders that wake the threads. */
const BOOTING = 8;
/** Spoiled copies made of each. */
const COPIES = 2;

/** The same numbers for the same seed. */
function numbers(seed: number): (below: number) => number {
  let state = seed * 2_654_435_761;
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 1 | state) + 0x6d2b79f5) | 0;
    return (state >>> 0) % below;
  };
}

/** A program with a piece taken out, doubled, moved, or put in from another. */
function spoiled(text: string, other: string, below: (most: number) => number): string {
  const from = below(text.length + 1);
  const to = Math.min(text.length, from + below(40));
  const piece = text.slice(from, to);
  const rest = text.slice(0, from) + text.slice(to);
  const at = below(rest.length + 1);
  const start = below(other.length + 1);
  const options = [
    rest,
    text.slice(0, to) + piece + text.slice(to),
    rest.slice(0, at) + piece + rest.slice(at),
    text.slice(0, from) + other.slice(start, start + below(80)) + text.slice(from),
  ];
  return options[below(options.length)]!;
}

/** A machine with more to do may take long over anything once, and not again and again. */
async function unhurried(renderer: BlockRenderer, row: HostileRow, tries = 3): Promise<string> {
  try {
    return await withstand(renderer, row);
  } catch (error) {
    if (tries > 1 && error instanceof Error && /: took \d+ ms/.test(error.message))
      return unhurried(renderer, row, tries - 1);
    throw error;
  }
}

/** Renders on workerd, and tells where that is not to the letter what is rendered here. */
function onWorkerd(worker: RenderingWorker, here: BlockRenderer): BlockRenderer {
  return {
    render: async (request) => {
      const [there] = await worker.render([request]);
      const expected = JSON.parse(JSON.stringify(await here.render(request))) as unknown;
      if (!there || !isDeepStrictEqual(there, expected))
        throw new Error(`workerd says ${JSON.stringify(there)}, and Node ${JSON.stringify(expected)}`.slice(0, 900));
      return there;
    },
  };
}

/**
 * Hostile programs and spoiled copies of them, and harmless ones: all in ten seeds in a row, in this process; in the ten that follow in
 * threads, and in ten more on workerd.
 */
export const blockSoak: Soak = {
  open: async () => {
    const engine = engineFromBuild();
    const pool = threadPool(engine);
    const here = inProcess(engine);
    let worker: RenderingWorker | undefined;
    // Threads that boot are not yet rendering.
    await Promise.all(Array.from({ length: BOOTING }, () => pool.render(HONEST)));
    const renderers: Record<string, () => Promise<BlockRenderer>> = {
      'in process': async () => here,
      threads: async () => pool,
      workerd: async () => onWorkerd((worker ??= await startRenderingWorker()), here),
    };
    const rows = HOSTILE.flatMap(corpus);
    const benign = corpus('benign-controls').filter(({ kind }) => kind === 'js');
    const outcomes: Record<string, Record<string, number>> = {};

    return {
      run: async (seed) => {
        const below = numbers(seed);
        const names = Object.keys(renderers);
        const name = names[Math.floor((seed - 1) / PARTS) % names.length]!;
        const renderer = await renderers[name]!();
        const count = (outcome: string) => ((outcomes[name] ??= {})[outcome] = (outcomes[name][outcome] ?? 0) + 1);
        const isOfSeed = (_row: HostileRow, at: number): boolean => at % PARTS === seed % PARTS;
        for (const row of rows.filter(isOfSeed)) {
          count('rows');
          for (const outcome of (await unhurried(renderer, row)).split(', ')) count(outcome);
          // The rows about regular expressions are data of a form of their own.
          for (let copy = row.kind === 'redos-pair' ? COPIES : 0; copy < COPIES; copy++) {
            const payload = spoiled(row.payload, rows[below(rows.length)]!.payload, below);
            await unhurried(renderer, { ...row, id: `${row.id}+${copy}`, payload });
            count('spoiled copies');
          }
        }
        for (const row of benign.filter(isOfSeed)) {
          await staysAsItIs(renderer, row);
          count('harmless');
        }
      },
      told: () => `${JSON.stringify(outcomes)}; ${pool.ended} threads had to be ended.`,
      close: async () => {
        await Promise.all([pool.close(), worker?.stop()]);
      },
    };
  },
};
