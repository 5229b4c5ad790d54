import { readdirSync, readFileSync } from 'node:fs';
import type { BenchReport } from '../../tools/bench.ts';

/** The value that this share of the samples does not exceed. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
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
