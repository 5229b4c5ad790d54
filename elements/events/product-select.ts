import type { ProductSummary } from '../../edge-api/contract/products.ts';

export interface VitrineProductSelectDetail {
  readonly product: ProductSummary;
}

/** A shopper chose a product of a list. Cancel it to show the product yourself. */
export class VitrineProductSelectEvent extends Event {
  readonly detail: VitrineProductSelectDetail;

  constructor(product: ProductSummary) {
    super('vitrine-product-select', { bubbles: true, composed: true, cancelable: true });
    this.detail = { product };
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'vitrine-product-select': VitrineProductSelectEvent;
  }
}
