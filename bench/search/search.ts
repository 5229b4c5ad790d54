/**
 * Search: how good its answers are on judged queries beside others', then how long it takes over catalogues of several sizes.
 * `npm run bench search -- [--part quality|speed] [--judged <folder>] [--catalogues <folder>] [--sizes 1k,10k,100k] [--large]`
 */
import type { BenchOptions, BenchReport } from '../../tools/bench.ts';
import { qualityReport } from './quality-report.ts';
import { speedReport } from './speed.ts';

type Part = Omit<BenchReport, 'title' | 'rows'>;

export async function run(options: BenchOptions = {}): Promise<BenchReport> {
  if (options.part !== undefined && options.part !== 'quality' && options.part !== 'speed')
    throw new Error(`--part is quality or speed, not "${options.part}".`);
  const parts: Part[] = [];
  if (options.part !== 'speed') parts.push(await qualityReport(options));
  if (options.part !== 'quality') parts.push(await speedReport(options));
  return {
    title: 'the right product, and at once',
    rows: [],
    tables: parts.flatMap(({ tables }) => tables ?? []),
    notes: parts.flatMap(({ notes }) => notes ?? []),
    checks: parts.flatMap(({ checks }) => checks),
    samples: parts.map(({ samples }) => samples),
  };
}
