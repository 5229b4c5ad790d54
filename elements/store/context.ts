import { createContext } from '@lit/context';
import type { StoreSummary } from '../../edge-api/contract/stores.ts';
import type { ApiClient } from '../client/api-client.ts';
import type { Observable } from '../internal/observable.ts';
import type { CartStore } from '../stores/cart-store.ts';
import type { CatalogStore } from '../stores/catalog-store.ts';

/** What a store gives to every element inside it. */
export interface StoreContext {
  /** Handle of the store, such as "acme". */
  readonly handle: string;
  /** BCP 47 tag that texts and money are shown in. */
  readonly locale: string;
  /** Colour scheme the merchant asked for: `light`, `dark` or `auto`; undefined follows the page. */
  readonly theme?: 'light' | 'dark' | 'auto' | undefined;
  /** Name, currency and branding; undefined until the first answer that carries them. */
  readonly summary: Observable<StoreSummary | undefined>;
  readonly client: ApiClient;
  readonly catalog: CatalogStore;
  readonly cart: CartStore;
}

/** Key under which elements find their store, by the community's context protocol. */
export const storeContext = createContext<StoreContext>(Symbol.for('vitrine-store'));
