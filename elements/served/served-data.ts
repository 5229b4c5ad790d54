import type { Product, ProductList, ProductSummary } from '../../edge-api/contract/products.ts';
import type { ProductSource } from '../../edge-api/contract/sections/parts.ts';
import type { Section } from '../../edge-api/contract/sections/section.ts';
import type { StoreSummary } from '../../edge-api/contract/stores.ts';
import type { ProductListQuery } from '../client/product-list-path.ts';

/** Answers of the API that are known before anything is drawn. */
export interface Answers {
  readonly store: StoreSummary;
  readonly lists: readonly { readonly query: ProductListQuery; readonly page: ProductList }[];
  /** By handle; null for one that is not there. */
  readonly products: readonly { readonly handle: string; readonly product: Product | null }[];
  readonly searches: readonly {
    readonly source: Extract<ProductSource, { from: 'search' }>;
    readonly limit: number;
    readonly products: readonly ProductSummary[];
  }[];
}

/** What comes along with elements that the server has drawn, once, as JSON. */
export interface ServedData {
  readonly answers: Omit<Answers, 'lists'>;
  /** Lists of products by their path below the store. */
  readonly lists: readonly (Answers['lists'][number] & { readonly path: string })[];
  /** Whether its texts are of another language than the code's English. */
  readonly translated: boolean;
  /** By the number in `data-at` of the elements that were asked for: what is in none of their attributes. */
  readonly wanted: readonly {
    readonly sections?: readonly Section[];
    readonly section?: Section;
    readonly products?: readonly ProductSummary[];
  }[];
}
