import type { CartLine } from '../../edge-api/contract/cart-log.ts';

export interface VitrineCheckoutStartDetail {
  /** Handle of the store. */
  readonly store: string;
  readonly lines: readonly CartLine[];
}

/** A shopper goes to the checkout. Cancel it to show your own. */
export class VitrineCheckoutStartEvent extends Event {
  readonly detail: VitrineCheckoutStartDetail;

  constructor(detail: VitrineCheckoutStartDetail) {
    super('vitrine-checkout-start', { bubbles: true, composed: true, cancelable: true });
    this.detail = detail;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'vitrine-checkout-start': VitrineCheckoutStartEvent;
  }
}
