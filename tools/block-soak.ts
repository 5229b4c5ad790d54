import { corpus, type HostileRow } from '../sandbox/escapes/corpora.test-support.ts';
import { HOSTILE, withstand } from '../sandbox/escapes/run.test-support.ts';
import { engineFromBuild } from '../sandbox/run/engine-file.node.ts';
import { inProcess } from '../sandbox/run/in-process.ts';
import { threadPool } from '../sandbox/run/thread-pool.node.ts';
import type { Soak } from './soak.ts';

/** So many seeds in a row go through every hostile program once. */
const PARTS = 10;
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

/** Hostile programs and spoiled copies of them, in this process and in threads: all of the former in ten seeds in a row. */
export const blockSoak: Soak = {
  open: async () => {
    const engine = engineFromBuild();
    const pool = threadPool(engine);
    const renderers = [inProcess(engine), pool];
    const rows = HOSTILE.flatMap(corpus);
    const outcomes: Record<string, number> = {};
    return {
      run: async (seed) => {
        const below = numbers(seed);
        const renderer = renderers[seed % renderers.length]!;
        for (const row of rows.filter((_row, at) => at % PARTS === seed % PARTS)) {
          const copies = Array.from({ length: COPIES }, (_, copy): HostileRow => {
            const other = rows[below(rows.length)]!.payload;
            return { ...row, id: `${row.id}+${copy}`, payload: spoiled(row.payload, other, below) };
          });
          // The rows about regular expressions are data of a form of their own.
          for (const each of row.kind === 'redos-pair' ? [row] : [row, ...copies])
            for (const outcome of (await withstand(renderer, each)).split(', '))
              outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
        }
      },
      told: () => `${JSON.stringify(outcomes)}; ${pool.ended} threads had to be ended.`,
      close: () => pool.close(),
    };
  },
};
