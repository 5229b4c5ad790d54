import { VitrineSearchEmptyEvent } from '../events/search-empty.ts';
import { VitrineSearchUpdateEvent } from '../events/search-update.ts';
import type { SearchRequest, SearchState } from '../stores/search-store.ts';

/** Tells the page what was searched, and what came of it, as far as that is known. */
export function tellSearch(
  element: EventTarget,
  { query, collection, filters, sort }: SearchRequest,
  found: SearchState | undefined,
  restored: boolean,
): void {
  const detail = {
    query,
    total: found?.total,
    matching: found?.matching,
    corrected: found?.corrected ?? null,
    didYouMean: found?.didYouMean ?? null,
    relaxed: found?.relaxed ?? false,
    collection: collection?.handle,
    filters,
    sort: sort || 'relevance',
    restored,
  };
  element.dispatchEvent(new VitrineSearchUpdateEvent(detail));
  if (detail.matching === 0) element.dispatchEvent(new VitrineSearchEmptyEvent(detail));
}
