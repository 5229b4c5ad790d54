import { readdirSync, readFileSync } from 'node:fs';
import type { BenchReport } from '../../tools/bench.ts';

/** The value that this share of the samples does not exceed. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Parts a measurement is cut into. */
const PARTS = 5;

/**
 * How many times a percentile of one side is the other's, in the middle one of five parts of a measurement whose sides took
 * turns: what disturbs the machine for a while spoils a part and not the result.
 */
export function timesAsMuch(samples: readonly number[], than: readonly number[], share: number): number {
  const part = (of: readonly number[], at: number) =>
    percentile(of.slice((of.length * at) / PARTS, (of.length * (at + 1)) / PARTS), share);
  return percentile(
    Array.from({ length: PARTS }, (_, at) => part(samples, at) / part(than, at)),
    0.5,
  );
}

/** Memory this process has for itself, in KiB: without the pages it shares with the file system's cache. */
export function privateKiB(): number {
  const text = readFileSync('/proc/self/status', 'utf8');
  return Number(/^RssAnon:\s+(\d+)/m.exec(text)?.[1]);
}

/** How many files this process has open. */
export const fileHandles = (): number => readdirSync('/proc/self/fd').length;

/** A promise that a figure is at most so much. */
export const ratio = (name: string, value: number, goal: number): BenchReport['checks'][number] => ({
  name,
  value: Math.round(value * 100) / 100,
  goal,
  met: value <= goal,
});
