import type { CartLine } from '../../edge-api/contract/cart-log.ts';

export interface VitrineCartRemoveDetail {
  readonly line: CartLine;
}

/** A shopper is removing a line from the cart. Cancelable; `promise` as in `VitrineCartAddEvent`. */
export class VitrineCartRemoveEvent extends Event {
  readonly detail: VitrineCartRemoveDetail;
  readonly promise: Promise<void>;

  constructor(detail: VitrineCartRemoveDetail, promise: Promise<void>) {
    super('vitrine-cart-remove', { bubbles: true, composed: true, cancelable: true });
    this.detail = detail;
    this.promise = promise;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'vitrine-cart-remove': VitrineCartRemoveEvent;
  }
}
