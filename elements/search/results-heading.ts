import type { Text } from '../internal/strings.ts';
import type { SearchState } from '../stores/search-store.ts';
import type { english } from './search.strings.ts';

/** The line above the results, which is also what a screen reader is told. */
export function resultsHeading({ query, total, collection }: SearchState, text: Text<keyof typeof english>): string {
  if (collection) return collection.title;
  if (!query) return text('all', { count: total });
  return total ? text('found', { count: total, query }) : text('nothing', { query });
}
