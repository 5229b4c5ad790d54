import type { ProductSummary } from '../../edge-api/contract/products.ts';

/** The search a product was found by. */
export interface FoundBy {
  readonly query: string;
  /** Place among the results, from 0. */
  readonly position: number;
}

export interface VitrineProductSelectDetail {
  readonly product: ProductSummary;
  /** Set when the product is a search result. */
  readonly search?: FoundBy | undefined;
}

/** A shopper chose a product of a list. Cancel it to show the product yourself. */
export class VitrineProductSelectEvent extends Event {
  readonly detail: VitrineProductSelectDetail;

  constructor(product: ProductSummary, search?: FoundBy) {
    super('vitrine-product-select', { bubbles: true, composed: true, cancelable: true });
    this.detail = search ? { product, search } : { product };
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'vitrine-product-select': VitrineProductSelectEvent;
  }
}
