import type { CandidateRow } from '../../repositories/search-text.ts';
import { RowSet } from './row-set.ts';

/**
 * The order of results. The best candidates are scored; what is beyond them follows by age, the newest first. Which product
 * is a candidate depends on it and the two borders alone, not on other products: so a walk through the pages neither repeats nor skips one
 * while others come and go.
 */
export interface Borders {
  /** Products with every word in their titles are scored from this row on. */
  readonly titles: number;
  /** All others from this row on. */
  readonly others: number;
}

/** Where a page ended: behind a scored product, or behind a row of those that follow. */
export interface RankedPosition {
  /** Undefined behind the scored ones. */
  readonly score?: number | undefined;
  readonly row: number;
}

/** Most products that are scored. */
export const SCORED = 1000;

/** The row from which on there are `most` of a set, counted from its end; 0 when there are not so many. */
function borderOf(rows: RowSet, most: number): number {
  if (most <= 0) return Number.MAX_SAFE_INTEGER;
  if (rows.size <= most) return 0;
  const all = rows.rows();
  return all[all.length - most]!;
}

/** Sets the borders for a first page. `titles` is asked for only when there are too many to score all. */
export async function bordersFor(rows: RowSet, titles: () => Promise<RowSet>, most = SCORED): Promise<Borders> {
  if (rows.size <= most) return { titles: 0, others: 0 };
  const strong = rows.and(await titles());
  return {
    titles: borderOf(strong, most),
    others: borderOf(rows.minus(strong), most - Math.min(most, strong.size)),
  };
}

/** The candidates within borders, ascending. */
export async function candidatesWithin(rows: RowSet, borders: Borders, titles: () => Promise<RowSet>): Promise<RowSet> {
  if (borders.titles === 0 && borders.others === 0) return rows;
  const strong = rows.and(await titles());
  return from(strong, borders.titles).or(from(rows.minus(strong), borders.others));
}

function from(rows: RowSet, border: number): RowSet {
  if (border === 0) return rows;
  const all = rows.rows();
  let [low, high] = [0, all.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (all[middle]! < border) low = middle + 1;
    else high = middle;
  }
  return RowSet.of(all.slice(low));
}

export interface Ranked {
  readonly row: number;
  readonly position: RankedPosition;
}

/** The `limit` products after a position. */
export function pageAfter(
  scored: readonly { candidate: CandidateRow; score: number }[],
  beyond: RowSet,
  after: RankedPosition | undefined,
  limit: number,
): Ranked[] {
  const page: Ranked[] = [];
  if (!after || after.score !== undefined) {
    const best = scored
      .filter(
        ({ score, candidate: { row } }) => !after || score < after.score! || (score === after.score && row < after.row),
      )
      .sort((a, b) => b.score - a.score || b.candidate.row - a.candidate.row);
    for (const { candidate, score } of best.slice(0, limit))
      page.push({ row: candidate.row, position: { score, row: candidate.row } });
  }
  if (page.length === limit || beyond.size === 0) return page;
  const rest = beyond.rows();
  const start = after && after.score === undefined ? after.row : Number.MAX_SAFE_INTEGER;
  for (let at = rest.length - 1; at >= 0 && page.length < limit; at -= 1) {
    const row = rest[at]!;
    if (row < start) page.push({ row, position: { row } });
  }
  return page;
}
