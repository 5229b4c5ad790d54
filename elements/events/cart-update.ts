import type { CartLine } from '../../edge-api/contract/cart-log.ts';

export interface VitrineCartUpdateDetail {
  readonly line: CartLine;
  /** Units the line is about to have. */
  readonly quantity: number;
}

/** A shopper is changing the quantity of a line. Cancelable; `promise` as in `VitrineCartAddEvent`. */
export class VitrineCartUpdateEvent extends Event {
  readonly detail: VitrineCartUpdateDetail;
  readonly promise: Promise<void>;

  constructor(detail: VitrineCartUpdateDetail, promise: Promise<void>) {
    super('vitrine-cart-update', { bubbles: true, composed: true, cancelable: true });
    this.detail = detail;
    this.promise = promise;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'vitrine-cart-update': VitrineCartUpdateEvent;
  }
}
