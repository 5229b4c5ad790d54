import type { ProductSummary } from '../../edge-api/contract/products.ts';
import type { Facet, SearchAnswer, Suggestions } from '../../edge-api/contract/search.ts';
import type { ApiClient, ApiError } from '../client/api-client.ts';
import { productListPath } from '../client/product-list-path.ts';
import { Signal, type Observable } from '../internal/observable.ts';

/** What the box offers while somebody types. */
export interface SuggestState {
  /** The text these suggestions belong to; empty when there is nothing to offer. */
  readonly query: string;
  readonly suggestions: Suggestions;
  /** Whether newer ones are on their way. */
  readonly loading: boolean;
}

/** Chosen values by facet name. */
export type Filters = Readonly<Record<string, readonly string[]>>;

/** A collection a suggestion led to. */
export interface CollectionRef {
  readonly handle: string;
  readonly title: string;
}

/** What a search found, growing page by page. `idle` until somebody searched. */
export interface SearchState {
  readonly status: 'idle' | 'loading' | 'ready' | 'more' | 'failed';
  readonly query: string;
  /** The collection looked into instead of a search by words. */
  readonly collection?: CollectionRef | undefined;
  readonly filters: Filters;
  readonly products: readonly ProductSummary[];
  readonly total: number;
  readonly facets: readonly Facet[];
  readonly hasMore: boolean;
  readonly error?: ApiError;
}

/** Suggestions and results of one search box. An answer never replaces that of a newer question. */
export interface SearchStore {
  readonly suggest: Observable<SuggestState>;
  readonly results: Observable<SearchState>;
  /** Offers suggestions for a text soon after the last keystroke; an empty text takes the offer back. */
  type(text: string): void;
  /** Takes back the suggestions and gives up the request for them. */
  dismiss(): void;
  search(query: string, filters?: Filters): Promise<void>;
  /** Shows the products of a collection as results. */
  browse(collection: CollectionRef): Promise<void>;
  /** Fetches the next page, or again what failed. */
  more(): Promise<void>;
  /** Forgets the results. */
  clear(): void;
  /** Gives up every request and timer; the store can be used again. */
  stop(): void;
}

/** Pause after a keystroke before asking, in milliseconds. */
const PAUSE_MS = 80;
/** How many texts' suggestions are remembered, so that going back a letter asks nobody. */
const REMEMBERED = 40;

type Page = Pick<SearchAnswer, 'products' | 'total' | 'facets' | 'next'>;

/** A value as one of several in a filter: commas separate them. */
const escaped = (value: string): string => value.replace(/[\\,]/g, '\\$&');

const NOTHING: Suggestions = { products: [], collections: [], queries: [] };
const NO_OFFER: SuggestState = { query: '', suggestions: NOTHING, loading: false };
const NO_SEARCH: SearchState = {
  status: 'idle',
  query: '',
  filters: {},
  products: [],
  total: 0,
  facets: [],
  hasMore: false,
};

/** Makes the store of one search box. `limit` is read at each search. */
export function createSearchStore(client: ApiClient, limit: () => number): SearchStore {
  const suggest = new Signal<SuggestState>(NO_OFFER);
  const results = new Signal<SearchState>(NO_SEARCH);
  const known = new Map<string, Suggestions>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asking: AbortController | undefined;
  let searching: AbortController | undefined;
  let next: string | undefined;

  function dismiss(): void {
    clearTimeout(timer);
    asking?.abort();
    suggest.value = NO_OFFER;
  }

  async function offer(query: string): Promise<void> {
    const mine = (asking = new AbortController());
    try {
      const suggestions = await client.suggest(query, mine.signal);
      if (mine.signal.aborted) return;
      known.set(query, suggestions);
      if (known.size > REMEMBERED) known.delete(known.keys().next().value!);
      suggest.value = { query, suggestions, loading: false };
    } catch {
      // Suggestions are a courtesy: without them the box still searches, and the search says what is wrong.
      if (!mine.signal.aborted) suggest.value = NO_OFFER;
    }
  }

  async function ask(before: SearchState, after: string | undefined, signal: AbortSignal): Promise<Page> {
    const { query, filters, collection, products } = before;
    if (collection) {
      const path = productListPath({ collection: collection.handle, limit: limit(), ...(after ? { after } : {}) });
      const page = await client.products(path);
      return { ...page, facets: [], total: products.length + page.products.length };
    }
    const chosen = Object.entries(filters).filter(([, values]) => values.length);
    return client.search(query, {
      limit: limit(),
      after,
      filters: Object.fromEntries(chosen.map(([name, values]) => [`filter.${name}`, values.map(escaped).join(',')])),
      signal,
    });
  }

  /** Fetches the page after `after` on top of `before`, which is shown meanwhile. */
  async function fetchPage(before: SearchState, after?: string): Promise<void> {
    searching?.abort();
    const mine = (searching = new AbortController());
    results.value = before;
    const kept = after ? before.products : [];
    try {
      const page = await ask({ ...before, products: kept }, after, mine.signal);
      if (mine.signal.aborted) return;
      const shown = new Set(kept.map(({ id }) => id));
      next = page.next ?? undefined;
      results.value = {
        ...before,
        status: 'ready',
        products: [...kept, ...page.products.filter(({ id }) => !shown.has(id))],
        total: page.total,
        facets: page.facets,
        hasMore: page.next !== null,
      };
    } catch (error) {
      // The client rejects with `ApiError` and nothing else.
      if (!mine.signal.aborted) results.value = { ...before, status: 'failed', error: error as ApiError };
    }
  }

  /** Begins anew. What was found before stays in sight, dimmed, until the answer is here: nothing jumps. */
  function begin(query: string, filters: Filters, collection?: CollectionRef): Promise<void> {
    dismiss();
    next = undefined;
    const { products, total, facets } = results.value;
    return fetchPage({ status: 'loading', query, collection, filters, products, total, facets, hasMore: false });
  }

  return {
    suggest,
    results,
    dismiss,
    type(text) {
      const query = text.trim();
      clearTimeout(timer);
      asking?.abort();
      const remembered = known.get(query);
      if (!query) suggest.value = NO_OFFER;
      else if (remembered) suggest.value = { query, suggestions: remembered, loading: false };
      else {
        suggest.value = { ...suggest.value, loading: true };
        timer = setTimeout(() => void offer(query), PAUSE_MS);
      }
    },
    search: (query, filters = {}) => begin(query.trim(), filters),
    browse: (collection) => begin('', {}, collection),
    async more() {
      const { status, error: _past, ...state } = results.value;
      if (status === 'idle' || status === 'loading' || status === 'more') return;
      if (status === 'ready' && !next) return;
      await fetchPage({ ...state, status: next ? 'more' : 'loading' }, next);
    },
    clear() {
      searching?.abort();
      results.value = NO_SEARCH;
    },
    stop() {
      dismiss();
      searching?.abort();
      const { status } = results.value;
      if (status === 'loading' || status === 'more') results.value = NO_SEARCH;
    },
  };
}
