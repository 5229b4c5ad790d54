export interface VitrineCartOpenDetail {
  /** Handle of the store whose cart is meant; undefined means whichever the page has. */
  readonly store: string | undefined;
}

/** Someone asks to see the cart; the page's `vitrine-cart` opens. Cancel it to show your own. */
export class VitrineCartOpenEvent extends Event {
  readonly detail: VitrineCartOpenDetail;

  constructor(store?: string) {
    super('vitrine-cart-open', { bubbles: true, composed: true, cancelable: true });
    this.detail = { store };
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'vitrine-cart-open': VitrineCartOpenEvent;
  }
}
