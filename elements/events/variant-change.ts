import type { Product, Variant } from '../../edge-api/contract/products.ts';

export interface VitrineVariantChangeDetail {
  readonly product: Product;
  /** Undefined while the choice is incomplete or names a variant that does not exist. */
  readonly variant: Variant | undefined;
}

/** A shopper chose another variant of a product. */
export class VitrineVariantChangeEvent extends Event {
  readonly detail: VitrineVariantChangeDetail;

  constructor(product: Product, variant: Variant | undefined) {
    super('vitrine-variant-change', { bubbles: true, composed: true });
    this.detail = { product, variant };
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'vitrine-variant-change': VitrineVariantChangeEvent;
  }
}
