import type { Product, ProductSummary } from '../../edge-api/contract/products.ts';
import type { Store, StoreSummary } from '../../edge-api/contract/stores.ts';
import type { ApiClient, ApiError } from '../client/api-client.ts';
import { pathAfter, productListPath, type ProductListQuery } from '../client/product-list-path.ts';
import { Signal, type Observable } from '../internal/observable.ts';

export type ListQuery = ProductListQuery;

/** A list of products, growing page by page. */
export interface ProductListState {
  readonly status: 'loading' | 'ready' | 'more' | 'failed';
  readonly products: readonly ProductSummary[];
  /** Whether there is another page. */
  readonly hasMore: boolean;
  readonly error?: ApiError;
}

export interface ProductState {
  readonly status: 'loading' | 'ready' | 'failed';
  readonly product?: Product;
  readonly error?: ApiError;
}

export interface ProductListStore extends Observable<ProductListState> {
  /** Fetches the next page, or again what failed. */
  more(): Promise<void>;
}

/** The catalogue of one store. Elements that ask for the same list or product share it, and its one request. */
export interface CatalogStore {
  list(query: ListQuery): ProductListStore;
  product(handle: string): Observable<ProductState>;
  /** What the store says of itself, such as how it is paid; asked once, and again after a failure. */
  store(): Promise<Store>;
  /** Forgets a product or a list that failed, so that asking again fetches again. */
  retry(handle: string): void;
}

class ProductListing extends Signal<ProductListState> implements ProductListStore {
  private readonly client: ApiClient;
  private readonly path: string;
  private readonly onSummary: (summary: StoreSummary) => void;
  private next: string | null = null;
  private busy: Promise<void> | undefined;

  constructor(client: ApiClient, path: string, onSummary: (summary: StoreSummary) => void) {
    super({ status: 'loading', products: [], hasMore: false });
    this.client = client;
    this.path = path;
    this.onSummary = onSummary;
    void this.more();
  }

  more(): Promise<void> {
    return (this.busy ??= this.fetchPage().finally(() => (this.busy = undefined)));
  }

  private async fetchPage(): Promise<void> {
    const { products } = this.value;
    if (products.length && !this.next) return;
    this.value = { status: products.length ? 'more' : 'loading', products, hasMore: this.next !== null };
    try {
      const { path, next } = this;
      const page = await this.client.products(next ? pathAfter(path, next) : path);
      const known = new Set(products.map(({ id }) => id));
      this.next = page.next;
      this.onSummary(page.store);
      this.value = {
        status: 'ready',
        products: [...products, ...page.products.filter(({ id }) => !known.has(id))],
        hasMore: page.next !== null,
      };
    } catch (error) {
      this.value = { status: 'failed', products, hasMore: this.next !== null, error: error as ApiError };
    }
  }
}

export function createCatalogStore(client: ApiClient, onSummary: (summary: StoreSummary) => void): CatalogStore {
  const lists = new Map<string, ProductListStore>();
  const products = new Map<string, Signal<ProductState>>();
  let asked: Promise<Store> | undefined;

  async function fetchProduct(handle: string, state: Signal<ProductState>): Promise<void> {
    try {
      const { store, product } = await client.product(handle);
      onSummary(store);
      state.value = { status: 'ready', product };
    } catch (error) {
      state.value = { status: 'failed', error: error as ApiError };
    }
  }

  return {
    list(query) {
      const key = productListPath(query);
      let list = lists.get(key);
      if (!list) lists.set(key, (list = new ProductListing(client, key, onSummary)));
      return list;
    },
    product(handle) {
      let state = products.get(handle);
      if (!state) {
        products.set(handle, (state = new Signal<ProductState>({ status: 'loading' })));
        void fetchProduct(handle, state);
      }
      return state;
    },
    store() {
      return (asked ??= client.store().then(
        ({ store }) => {
          const { handle, name, currency, locale, branding } = store;
          onSummary({ handle, name, currency, locale, branding });
          return store;
        },
        (error: unknown) => {
          asked = undefined;
          throw error;
        },
      ));
    },
    retry(handle) {
      const state = products.get(handle);
      if (state?.value.status !== 'failed') return;
      state.value = { status: 'loading' };
      void fetchProduct(handle, state);
    },
  };
}
