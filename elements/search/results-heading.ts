import type { Text } from '../internal/strings.ts';
import { hasFilters, type SearchState } from '../stores/search-store.ts';
import { valueLabel } from './filter-labels.ts';
import type { english } from './results.strings.ts';

/** What is said when nothing was found: whether it is for the words or for what narrows the search. */
export function nothingHeading({ query, collection, filters }: SearchState, text: Text<keyof typeof english>): string {
  const words = query || (collection?.title ?? '');
  return text(hasFilters(filters) ? (words ? 'nothingSo' : 'noneSo') : 'nothing', { query: words });
}

/** The line above the results, which is also what a screen reader is told. */
export function resultsHeading(state: SearchState, text: Text<keyof typeof english>): string {
  const { query, total, matching, collection, corrected, relaxed } = state;
  if (!total && (query || hasFilters(state.filters))) return nothingHeading(state, text);
  if (collection && !query) {
    // A page's address knows a collection by its handle alone.
    const title = valueLabel(state, 'collection', collection.handle);
    return `${title === collection.handle ? collection.title : title} · ${text('all', { count: total })}`;
  }
  if (!query) return text('all', { count: total });
  if (!relaxed) return text('found', { count: total, query: corrected ?? query });
  if (matching) return text('foundAndClose', { count: matching, query: corrected ?? query });
  return /\s/.test(query) ? text('relaxed') : text('closest', { query });
}
