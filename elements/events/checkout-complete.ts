import type { Order } from '../../edge-api/contract/orders.ts';

export interface VitrineCheckoutCompleteDetail {
  readonly order: Order;
}

/** An order was placed. Cancel it to stay on this page instead of showing the order. */
export class VitrineCheckoutCompleteEvent extends Event {
  readonly detail: VitrineCheckoutCompleteDetail;

  constructor(order: Order) {
    super('vitrine-checkout-complete', { bubbles: true, composed: true, cancelable: true });
    this.detail = { order };
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'vitrine-checkout-complete': VitrineCheckoutCompleteEvent;
  }
}
