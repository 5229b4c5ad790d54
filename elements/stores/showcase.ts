import type { ProductSummary } from '../../edge-api/contract/products.ts';
import type { ProductSource } from '../../edge-api/contract/sections/parts.ts';
import type { ApiClient, ApiError } from '../client/api-client.ts';
import { findProducts } from '../client/search-client.ts';
import { Signal, type Observable } from '../internal/observable.ts';
import type { CatalogStore } from './catalog-store.ts';

/** Products that no list of the catalogue holds: what a search finds, or those picked by hand. */
export type ShowcaseSource = Extract<ProductSource, { from: 'search' | 'picked' }>;

export interface ShowcaseState {
  readonly status: 'loading' | 'ready' | 'failed';
  readonly products: readonly ProductSummary[];
  readonly error?: ApiError | undefined;
}

export interface Showcase extends Observable<ShowcaseState> {
  /** Asks again for what failed. */
  retry(): void;
}

/** What a showcase asks: its store's API, and the catalogue that remembers products. */
interface Asked {
  readonly client: ApiClient;
  readonly catalog: CatalogStore;
}

const LOADING: ShowcaseState = { status: 'loading', products: [] };

/** By client, so that sections that ask for the same share it. */
const showcases = new WeakMap<ApiClient, Map<string, Showcase>>();

/** What a search finds first, misspelled or not. */
function found(client: ApiClient, query: string, limit: number): Showcase {
  const state = new Signal(LOADING);
  const ask = (): void => {
    state.value = LOADING;
    findProducts(client, query, { limit, facets: false }).then(
      ({ products }) => (state.value = { status: 'ready', products }),
      (error: ApiError) => (state.value = { ...LOADING, status: 'failed', error }),
    );
  };
  ask();
  return Object.assign(state, { retry: ask });
}

/** Products by their handles, in this order. Those that are gone leave no gap; it fails when nothing is left and not all are gone. */
function picked(catalog: CatalogStore, handles: readonly string[]): Showcase {
  const state = new Signal(LOADING);
  const sources = handles.map((handle) => catalog.product(handle));
  const look = (): void => {
    const all = sources.map(({ value }) => value);
    if (all.some(({ status }) => status === 'loading')) {
      state.value = LOADING;
      return;
    }
    const products = all.flatMap(({ product }) => product ?? []);
    const error = products.length ? undefined : all.find(({ error }) => error && error.status !== 404)?.error;
    state.value = { status: error ? 'failed' : 'ready', products, error };
  };
  for (const source of sources) source.subscribe(look);
  look();
  return Object.assign(state, { retry: () => handles.forEach((handle) => catalog.retry(handle)) });
}

function knownOf(client: ApiClient): Map<string, Showcase> {
  let known = showcases.get(client);
  if (!known) showcases.set(client, (known = new Map()));
  return known;
}

const searchKey = (query: string, limit: number): string => JSON.stringify([query, limit]);

/** Says what a search finds, to a store that is not to ask. */
export function seedShowcase(
  client: ApiClient,
  { query }: Extract<ShowcaseSource, { from: 'search' }>,
  limit: number,
  products: readonly ProductSummary[],
): void {
  const state = new Signal<ShowcaseState>({ status: 'ready', products });
  knownOf(client).set(searchKey(query, limit), Object.assign(state, { retry: () => undefined }));
}

/** The products of a source, at most `limit`; asked for once. */
export function showcase({ client, catalog }: Asked, source: ShowcaseSource, limit: number): Showcase {
  const known = knownOf(client);
  const handles = source.from === 'picked' ? [...new Set(source.handles)].slice(0, limit) : [];
  const key = source.from === 'search' ? searchKey(source.query, limit) : JSON.stringify(handles);
  let asked = known.get(key);
  if (!asked) {
    asked = source.from === 'search' ? found(client, source.query, limit) : picked(catalog, handles);
    known.set(key, asked);
  }
  return asked;
}
