import type { CartLine } from '../../edge-api/contract/cart-log.ts';

export interface VitrineCartSaveDetail {
  readonly line: CartLine;
  /** Whether the line is about to be kept for later, or to come back into the cart. */
  readonly saved: boolean;
}

/** A shopper keeps a line for later, or puts it back into the cart. Cancelable; `promise` as in `VitrineCartAddEvent`. */
export class VitrineCartSaveEvent extends Event {
  readonly detail: VitrineCartSaveDetail;
  readonly promise: Promise<void>;

  constructor(detail: VitrineCartSaveDetail, promise: Promise<void>) {
    super('vitrine-cart-save', { bubbles: true, composed: true, cancelable: true });
    this.detail = detail;
    this.promise = promise;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'vitrine-cart-save': VitrineCartSaveEvent;
  }
}
