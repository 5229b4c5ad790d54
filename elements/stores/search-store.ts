import type { ProductSummary } from '../../edge-api/contract/products.ts';
import type { Facet, SearchAnswer } from '../../edge-api/contract/search.ts';
import type { ApiClient, ApiError } from '../client/api-client.ts';
import { findProducts } from '../client/search-client.ts';
import { Signal, type Observable } from '../internal/observable.ts';

/** Chosen values by facet name; ends of the price range as `price.min` and `price.max`, in minor units. */
export type Filters = Readonly<Record<string, readonly string[]>>;

/** A collection whose products are shown instead of those that match words. */
export interface CollectionRef {
  readonly handle: string;
  readonly title: string;
}

/** What is searched for. */
export interface SearchRequest {
  readonly query: string;
  readonly collection?: CollectionRef | undefined;
  readonly filters: Filters;
  /** Empty for the best first. */
  readonly sort: string;
  /** Whether the words are searched as they are spelled, right or wrong. */
  readonly exact?: boolean | undefined;
}

/** What a search found, growing page by page. `idle` until somebody searched. */
export interface SearchState extends SearchRequest {
  readonly status: 'idle' | 'loading' | 'ready' | 'more' | 'failed';
  readonly products: readonly ProductSummary[];
  readonly total: number;
  /** Those of them that have every word. */
  readonly matching: number;
  /** What the results can be narrowed by; undefined while nobody has asked. */
  readonly facets: readonly Facet[] | undefined;
  readonly relaxed: boolean;
  readonly corrected: string | null;
  readonly didYouMean: string | null;
  readonly hasMore: boolean;
  readonly error?: ApiError | undefined;
}

/** What a search box found. An answer never replaces that of a newer question. */
export interface SearchStore extends Observable<SearchState> {
  /** Searches anew; `atLeast` so many products, as when somebody comes back who had seen several pages. */
  search(request: SearchRequest, atLeast?: number): Promise<void>;
  /** Fetches the next page, or again what failed. */
  more(): Promise<void>;
  /** Fetches what the results can be narrowed by, unless that is here. */
  facets(): Promise<void>;
  /** Forgets the results. */
  clear(): void;
  /** Gives up every request; the store can be used again. */
  stop(): void;
}

/** How a search store asks, read at each search. */
export interface SearchWishes {
  /** Products at a time. */
  limit(): number;
  /** Whether what the results can be narrowed by is in sight. */
  facets(): boolean;
}

/** Most products an answer may hold. */
const MOST = 100;

/** A value as one of several in a filter: commas separate them. */
const escapeValue = (value: string): string => value.replace(/[\\,]/g, '\\$&');

/** The filters that are set, as names and texts of the API, such as "vendor" and "Kiln,Halden". */
export const writeFilters = (filters: Filters): [name: string, values: string][] =>
  Object.entries(filters).flatMap(([name, values]) =>
    values.length ? [[name, values.map(escapeValue).join(',')]] : [],
  );

/** Whether anything is chosen. */
export const hasFilters = (filters: Filters): boolean => writeFilters(filters).length > 0;

const NO_SEARCH: SearchState = {
  status: 'idle',
  query: '',
  filters: {},
  sort: '',
  products: [],
  total: 0,
  matching: 0,
  facets: undefined,
  relaxed: false,
  corrected: null,
  didYouMean: null,
  hasMore: false,
};

/** Makes the results of one search box. */
export function createSearchStore(client: ApiClient, wishes: SearchWishes): SearchStore {
  const results = new Signal<SearchState>(NO_SEARCH);
  let searching: AbortController | undefined;
  let counting: AbortController | undefined;
  let next: string | undefined;

  function ask(
    { query, filters, collection, sort, exact }: SearchRequest,
    signal: AbortSignal,
    page: { limit: number; facets: boolean; after?: string | undefined },
  ): Promise<SearchAnswer> {
    const chosen = writeFilters({ ...(collection && { collection: [collection.handle] }), ...filters });
    return findProducts(client, query, {
      ...page,
      sort,
      exact: !!exact,
      filters: Object.fromEntries(chosen.map(([name, values]) => [`filter.${name}`, values])),
      signal,
    });
  }

  /** Fetches the page after `after` on top of `before`, which is shown meanwhile. */
  async function fetchPage(before: SearchState, limit: number, after?: string): Promise<void> {
    searching?.abort();
    if (!after) counting?.abort();
    const mine = (searching = new AbortController());
    results.value = before;
    // With the values chosen their names are asked for, too: what is chosen is told by name.
    const facets = !after && (wishes.facets() || hasFilters(before.filters));
    try {
      const page = await ask(before, mine.signal, { limit, facets, after });
      if (mine.signal.aborted) return;
      const kept = after ? before.products : [];
      const shown = new Set(kept.map(({ id }) => id));
      next = page.next ?? undefined;
      results.value = {
        ...before,
        status: 'ready',
        products: [...kept, ...page.products.filter(({ id }) => !shown.has(id))],
        total: page.total,
        matching: page.matching,
        facets: after ? results.value.facets : facets ? page.facets : undefined,
        relaxed: page.relaxed,
        corrected: page.corrected,
        didYouMean: page.didYouMean,
        hasMore: page.next !== null,
      };
    } catch (error) {
      // The client rejects with `ApiError` and nothing else.
      if (!mine.signal.aborted) results.value = { ...before, status: 'failed', error: error as ApiError };
    }
  }

  return Object.assign(results, {
    // What was found before stays in sight, dimmed, until the answer is here: nothing jumps.
    search({ query, collection, filters, sort, exact }: SearchRequest, atLeast = 0) {
      next = undefined;
      const { error: _past, ...before } = results.value;
      return fetchPage(
        { ...before, status: 'loading', query: query.trim(), collection, filters, sort, exact, hasMore: false },
        Math.min(MOST, Math.max(wishes.limit(), atLeast)),
      );
    },
    async more() {
      const { error: _past, ...state } = results.value;
      const { status } = state;
      if (status === 'idle' || status === 'loading' || status === 'more' || (status === 'ready' && !next)) return;
      await fetchPage({ ...state, status: next ? 'more' : 'loading' }, wishes.limit(), next);
    },
    async facets() {
      const { status, facets } = results.value;
      // A search on its way brings them if they are wished for, and one that failed has none.
      if (facets || (status !== 'ready' && status !== 'more') || counting?.signal.aborted === false) return;
      const mine = (counting = new AbortController());
      try {
        const page = await ask(results.value, mine.signal, { limit: 1, facets: true });
        if (!mine.signal.aborted) results.value = { ...results.value, facets: page.facets };
      } catch (error) {
        if (mine.signal.aborted) return;
        // Results are worth more than what narrows them: it is asked for again with the next search.
        results.value = { ...results.value, facets: [] };
        throw error;
      } finally {
        mine.abort();
      }
    },
    clear() {
      this.stop();
      results.value = NO_SEARCH;
    },
    stop() {
      searching?.abort();
      counting?.abort();
      const { status } = results.value;
      if (status === 'loading' || status === 'more') results.value = NO_SEARCH;
    },
  });
}
