import type { StoreSummary } from '../../edge-api/contract/stores.ts';
import type { ApiClient, ApiError } from '../client/api-client.ts';
import { productListPath } from '../client/product-list-path.ts';
import { Signal, type Observable } from '../internal/observable.ts';
import { safeLocale } from '../internal/safe-locale.ts';
import type { Answers } from '../served/served-data.ts';
import type { StoreContext } from '../store/context.ts';
import type { CartState, CartStore } from '../stores/cart-store.ts';
import type { CatalogStore, ProductListState, ProductListStore, ProductState } from '../stores/catalog-store.ts';
import { seedShowcase } from '../stores/showcase.ts';

/** A value that never changes: nobody stays to watch it. */
class Fixed<T> extends Signal<T> {
  override subscribe(): () => void {
    return () => undefined;
  }
}

class FixedList extends Fixed<ProductListState> implements ProductListStore {
  async more(): Promise<void> {}
}

const GONE = { code: 'product_not_found', message: 'There is no such product.', status: 404 } as ApiError;
const NEVER = new Promise<never>(() => undefined);

/** Nothing is asked for on the server: what is not known stays on its way. */
const client = (): ApiClient => ({
  base: '',
  request: () => NEVER,
  store: () => NEVER,
  products: () => NEVER,
  product: () => NEVER,
});

function catalogOf({ lists, products }: Answers): CatalogStore {
  const byPath = new Map(
    lists.map(({ query, page }) => [
      productListPath(query),
      new FixedList({ status: 'ready', products: page.products, hasMore: page.next !== null }),
    ]),
  );
  const waiting = new FixedList({ status: 'loading', products: [], hasMore: false });
  const byHandle = new Map<string, Observable<ProductState>>(
    products.map(({ handle, product }) => [
      handle,
      new Fixed<ProductState>(product ? { status: 'ready', product } : { status: 'failed', error: GONE }),
    ]),
  );
  const unknown = new Fixed<ProductState>({ status: 'loading' });
  return {
    list: (query) => byPath.get(productListPath(query)) ?? waiting,
    product: (handle) => byHandle.get(handle) ?? unknown,
    store: () => NEVER,
    retry: () => undefined,
  };
}

/** A cart that nothing is known of. */
const cart = new Fixed<CartState>({
  status: 'idle',
  lines: [],
  count: 0,
} as unknown as CartState) as unknown as CartStore;

/** A store whose answers are all there: what elements find on the server in the place of the real one. */
export function seededStore(answers: Answers, locale: string, theme?: StoreContext['theme']): StoreContext {
  const own = client();
  for (const { source, limit, products } of answers.searches) seedShowcase(own, source, limit, products);
  return {
    handle: answers.store.handle,
    locale: safeLocale(locale),
    theme,
    summary: new Fixed<StoreSummary | undefined>(answers.store),
    client: own,
    catalog: catalogOf(answers),
    cart,
  };
}
