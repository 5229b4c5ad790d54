import type { Product } from '../../edge-api/contract/products.ts';

export interface VitrineProductViewDetail {
  readonly product: Product;
}

/** A product is being shown in full. */
export class VitrineProductViewEvent extends Event {
  readonly detail: VitrineProductViewDetail;

  constructor(product: Product) {
    super('vitrine-product-view', { bubbles: true, composed: true });
    this.detail = { product };
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'vitrine-product-view': VitrineProductViewEvent;
  }
}
