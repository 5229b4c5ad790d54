/** A shopper asks to see the cart. Cancelable: then it stays closed, and the page may show one of its own. */
export class VitrineCartOpenEvent extends Event {
  constructor() {
    super('vitrine-cart-open', { bubbles: true, composed: true, cancelable: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'vitrine-cart-open': VitrineCartOpenEvent;
  }
}
