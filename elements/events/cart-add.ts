import type { FoundBy } from './product-select.ts';

export interface VitrineCartAddDetail {
  readonly variantId: string;
  readonly quantity: number;
  readonly options: Readonly<Record<string, string>>;
  /** What is added, where it is known. */
  readonly title: string | undefined;
  /** Set when it is added from the results of a search. */
  readonly search?: FoundBy | undefined;
}

/**
 * A shopper is adding to the cart. Cancel it to keep the cart as it is. `promise` resolves once the units are kept,
 * rejects when they could not be, and stays pending when the event was cancelled.
 */
export class VitrineCartAddEvent extends Event {
  readonly detail: VitrineCartAddDetail;
  readonly promise: Promise<void>;

  constructor(detail: VitrineCartAddDetail, promise: Promise<void>) {
    super('vitrine-cart-add', { bubbles: true, composed: true, cancelable: true });
    this.detail = detail;
    this.promise = promise;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'vitrine-cart-add': VitrineCartAddEvent;
  }
}
