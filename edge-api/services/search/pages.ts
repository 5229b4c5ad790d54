import type { Order, SearchPagesRepository, SortPosition } from '../../repositories/search-pages.ts';
import type { SummaryRow } from '../../repositories/products.ts';
import type { Facts } from './facts.ts';
import type { RowSet } from './row-set.ts';
import { SortKeys } from './sort-keys.ts';

/** When a page is made in which way; measured, and other than this only in tests. */
export const WAYS = {
  /** So few products are sorted by SQL alone. */
  few: 200,
  /** Where more than this part of all products is wanted, a few steps along the order meet enough of them. */
  dense: 1 / 8,
  /** Steps along an order's index before the products themselves are looked through. */
  steps: 1000,
  /** Products asked for by their row ids in one statement, at most. */
  among: 2000,
};
/** Steps read at once, at first and at most. */
const BATCH = { first: 100, most: 4000 };

export interface SortedQuery {
  readonly facts: Facts;
  /** What may be on the page, such as the rows of a selection. */
  readonly rows: RowSet;
  readonly order: Order;
  readonly after?: SortPosition | undefined;
  readonly limit: number;
}

/** One page in the order of (sort key, id); `next` goes on behind it. */
export interface SortedPage {
  readonly rows: readonly (SummaryRow & { readonly row: number })[];
  readonly next: SortPosition | null;
}

/**
 * Pages of any set of products in any order but relevance. A product whose key did not change is neither repeated nor
 * skipped from one page to the next, whatever happens to others: a page holds everything of the set between its two ends.
 * Few products are sorted by SQL; of many, memory says which come first and SQL sorts those; of very many, a few steps
 * along the order's index meet enough.
 */
export function sortedPages(
  repository: SearchPagesRepository,
  ways = WAYS,
): (query: SortedQuery) => Promise<SortedPage> {
  async function among(query: SortedQuery, rows: Iterable<number>, border?: number): Promise<SortedPage> {
    const { order, after, limit } = query;
    const found = await repository.among(rows, order, after, limit + 1);
    // What was priced anew since may lie beyond others that were not asked for.
    const sure =
      'sort' in order ? found.filter(({ sortKey }) => !SortKeys.isBeyond(order.sort, sortKey, border)) : found;
    const shown = sure.slice(0, limit);
    const last = shown.at(-1);
    const more = sure.length > limit || border !== undefined;
    return { rows: shown, next: last && more ? { key: last.sortKey, id: last.id } : null };
  }

  /** Goes along the order until the page is full; null after `most` steps without having filled it. */
  async function walk({ rows, order, after, limit }: SortedQuery, most: number): Promise<SortedPage | null> {
    const met: { row: number; id: string; key: string | number }[] = [];
    let at = after;
    for (let steps = 0, size = BATCH.first; met.length <= limit; size = Math.min(size * 4, BATCH.most)) {
      const batch = await repository.walk(order, at, size);
      for (const step of batch) if (rows.has(step.row)) met.push(step);
      at = batch.at(-1);
      steps += batch.length;
      if (batch.length < size) break;
      if (steps >= most && met.length <= limit) return null;
    }
    const shown = met.slice(0, limit);
    const last = shown.at(-1);
    return {
      rows: await repository.summaries(shown.map(({ row }) => row)),
      next: last && met.length > limit ? { key: last.key, id: last.id } : null,
    };
  }

  return async (query) => {
    const { facts, rows, order, after, limit } = query;
    if (rows.size <= ways.few) return among(query, rows.rows());
    if (rows.size > facts.maxRow * ways.dense) {
      const page = await walk(query, ways.steps);
      if (page) return page;
    }
    const first = 'sort' in order ? facts.firstBy(order.sort, rows, after?.key, limit + 1) : null;
    if (first && first.rows.length <= ways.among) {
      const page = await among(query, first.rows, first.border);
      // Everything that was asked for has gone elsewhere, or the page before ended among equals.
      if (page.rows.length > 0 || first.border === undefined) return page;
    }
    if (!first && rows.size <= ways.among) return among(query, rows.rows());
    return (await walk(query, Infinity))!;
  };
}
