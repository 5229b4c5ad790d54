import type { Text } from '../internal/strings.ts';
import type { SearchState } from '../stores/search-store.ts';
import { valueLabel } from './filter-labels.ts';
import type { english } from './results.strings.ts';

/** The line above the results, which is also what a screen reader is told. */
export function resultsHeading(state: SearchState, text: Text<keyof typeof english>): string {
  const { query, total, matching, collection, corrected, relaxed } = state;
  if (collection && !query) {
    // A page's address knows a collection by its handle alone.
    const title = valueLabel(state, 'collection', collection.handle);
    return `${title === collection.handle ? collection.title : title} · ${text('all', { count: total })}`;
  }
  if (!query) return text('all', { count: total });
  if (!total) return text('nothing', { query });
  if (!relaxed) return text('found', { count: total, query: corrected ?? query });
  if (matching) return text('foundAndClose', { count: matching, query: corrected ?? query });
  return /\s/.test(query) ? text('relaxed') : text('closest', { query });
}
