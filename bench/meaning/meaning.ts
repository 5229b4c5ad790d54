/**
 * Meaning: what the local vectors find on judged queries, alone and beside words, and how like one another the products are
 * that they call alike; then how long the nearest take in stores of several sizes, and what recommendations take.
 * `npm run bench meaning -- [--part quality|speed] [--judged <folder>] [--catalogues <folder>] [--sizes 1k,10k,100k]`
 */
import type { BenchOptions, BenchReport } from '../../tools/bench.ts';
import { qualityTables } from './quality.ts';
import { speedTables } from './speed.ts';

export async function run(options: BenchOptions = {}): Promise<BenchReport> {
  const quality = options.part === 'speed' ? [] : await qualityTables(options);
  const speed = options.part === 'quality' ? [] : await speedTables((options.sizes ?? '1k,3k,10k,100k').split(','));
  return {
    title: 'what is alike',
    rows: [],
    tables: [...quality, ...speed],
    notes: [
      'nDCG@10 is strict (what nobody judged is wrong) / condensed (it is left out). Similar products: those near to a right',
      'product of a query should be right for it, too. Times are milliseconds of CPU, medians; recall is against every vector.',
    ],
    checks: [],
    samples: { quality, speed },
  };
}
