import { seededRandom } from '../../edge-api/repositories/catalogue-synthetic.test-support.ts';

type Gains = ReadonlyMap<string, number>;

/** Discounted cumulative gain of the first `depth`, linear in the gain. Järvelin and Kekäläinen, ACM TOIS 20(4), 2002. */
function dcg(gains: readonly number[], depth: number): number {
  return gains.slice(0, depth).reduce((sum, gain, rank) => sum + gain / Math.log2(rank + 2), 0);
}

/**
 * nDCG at a depth. `strict` counts what nobody judged as wrong; `condensed` takes it out of the list first (Sakai, SIGIR 2007).
 * The ideal order is made of all that was judged.
 */
export function ndcg(found: readonly string[], gains: Gains, depth: number, unjudged: 'strict' | 'condensed'): number {
  const listed = unjudged === 'strict' ? found : found.filter((handle) => gains.has(handle));
  const ideal = dcg(
    [...gains.values()].sort((a, b) => b - a),
    depth,
  );
  if (ideal === 0) return 0;
  return (
    dcg(
      listed.map((handle) => gains.get(handle) ?? 0),
      depth,
    ) / ideal
  );
}

/** One over the rank of the first right product; 0 when none is listed. */
export function reciprocalRank(found: readonly string[], gains: Gains): number {
  const rank = found.findIndex((handle) => (gains.get(handle) ?? 0) > 0);
  return rank === -1 ? 0 : 1 / (rank + 1);
}

/** The share of the right products that are among the first `depth`. */
export function recall(found: readonly string[], gains: Gains, depth: number): number {
  const listed = new Set(found.slice(0, depth));
  const right = [...gains].filter(([, gain]) => gain > 0);
  return right.filter(([handle]) => listed.has(handle)).length / right.length;
}

/** Of the right products in the first ten of the clean query, the share still in the first ten; null when there were none. */
export function kept(clean: readonly string[], typed: readonly string[], gains: Gains): number | null {
  const before = clean.slice(0, 10).filter((handle) => (gains.get(handle) ?? 0) > 0);
  if (before.length === 0) return null;
  const now = new Set(typed.slice(0, 10));
  return before.filter((handle) => now.has(handle)).length / before.length;
}

export const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

/** How sure a mean difference is, by drawing the queries again. */
export interface Difference {
  readonly mean: number;
  /** Where 95 of 100 draws lie. */
  readonly low: number;
  readonly high: number;
  /** Share of the draws in which ours is ahead. */
  readonly ahead: number;
}

const DRAWS = 10_000;

/** Paired bootstrap over queries. Efron and Tibshirani 1993; for retrieval: Sakai, SIGIR 2006. */
export function bootstrap(ours: readonly number[], theirs: readonly number[], seed = 1): Difference {
  const random = seededRandom(seed);
  const differences = ours.map((value, at) => value - theirs[at]!);
  const count = differences.length;
  const draws = Array.from({ length: DRAWS }, () => {
    let sum = 0;
    for (let drawn = 0; drawn < count; drawn += 1) sum += differences[Math.floor(random() * count)]!;
    return sum / count;
  }).sort((a, b) => a - b);
  return {
    mean: mean(differences),
    low: draws[Math.floor(DRAWS * 0.025)]!,
    high: draws[Math.ceil(DRAWS * 0.975) - 1]!,
    ahead: draws.filter((difference) => difference > 0).length / DRAWS,
  };
}
