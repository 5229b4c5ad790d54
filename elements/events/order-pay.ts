import type { Order } from '../../edge-api/contract/orders.ts';

export interface VitrineOrderPayDetail {
  readonly order: Order;
}

/** A shopper wants to pay an order that waits for its payment. Cancel it to take the payment elsewhere. */
export class VitrineOrderPayEvent extends Event {
  readonly detail: VitrineOrderPayDetail;

  constructor(order: Order) {
    super('vitrine-order-pay', { bubbles: true, composed: true, cancelable: true });
    this.detail = { order };
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'vitrine-order-pay': VitrineOrderPayEvent;
  }
}
