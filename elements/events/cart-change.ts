import type { CartLine } from '../../edge-api/contract/cart-log.ts';

export interface VitrineCartChangeDetail {
  /** Handle of the store whose cart changed. */
  readonly store: string;
  /** Units in the cart. */
  readonly count: number;
  readonly lines: readonly CartLine[];
}

/** A cart changed, here or on another tab or device of the shopper. Sent at the document, once for each change. */
export class VitrineCartChangeEvent extends Event {
  readonly detail: VitrineCartChangeDetail;

  constructor(detail: VitrineCartChangeDetail) {
    super('vitrine-cart-change', { bubbles: true, composed: true });
    this.detail = detail;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'vitrine-cart-change': VitrineCartChangeEvent;
  }
}
