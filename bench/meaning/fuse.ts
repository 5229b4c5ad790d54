/** What keeps the first few ranks from counting for everything, as in the paper. */
const SMOOTHING = 60;

/**
 * Puts two rankings of row ids together, best first, by weighted reciprocal rank fusion: a row counts 1 / (60 + its rank) in
 * each ranking, and what it counts in the second is multiplied by `weight`. Only ranks matter, so scores of different kinds
 * need not be made comparable (Cormack, Clarke and Büttcher, "Reciprocal Rank Fusion outperforms Condorcet and individual
 * Rank Learning Methods", SIGIR 2009). With a weight of 0 the second only follows the first. Ties go to what the first
 * ranking has first.
 */
export function fuse(first: readonly number[], second: readonly number[], weight: number): number[] {
  const scores = new Map<number, number>();
  for (const [rank, row] of first.entries()) scores.set(row, 1 / (SMOOTHING + rank + 1));
  for (const [rank, row] of second.entries()) scores.set(row, (scores.get(row) ?? 0) + weight / (SMOOTHING + rank + 1));
  return [...scores].sort(([, a], [, b]) => b - a).map(([row]) => row);
}
