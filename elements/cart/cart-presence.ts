import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { VitrineCartOpenEvent } from '../events/cart-open.ts';
import { Watch } from '../internal/watch.ts';
import type { StoreContext } from '../store/context.ts';
import { cartViewOf, type CartView } from '../stores/cart-view.ts';

/** One cart's part in the view that all elements of its store share: whether it is the one that shows, and which step. */
export class CartPresence implements ReactiveController {
  private readonly host: ReactiveControllerHost & HTMLElement;
  private readonly store: () => StoreContext | undefined;
  private readonly watch: Watch<CartView['value']>;
  private entered: { view: CartView; leave: () => void } | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement, store: () => StoreContext | undefined) {
    this.host = host;
    this.store = store;
    this.watch = new Watch(host, () => this.view);
    host.addController(this);
  }

  get view(): CartView | undefined {
    const store = this.store();
    return store && cartViewOf(store.cart);
  }

  /** Whether this cart is to be seen now. */
  get open(): boolean {
    return Boolean(this.watch.value?.open && this.view?.isPresentedBy(this.host));
  }

  get step(): 'cart' | 'checkout' {
    return (this.view?.isPresentedBy(this.host) && this.watch.value?.step) || 'cart';
  }

  /** Enters the view of the store the cart is in now. */
  enter(): void {
    const { view } = this;
    // An update that was under way when the element was removed must not bring it back.
    if (view === this.entered?.view || !this.host.isConnected) return;
    this.entered?.leave();
    this.entered = view && { view, leave: view.present(this.host) };
  }

  hostConnected(): void {
    document.addEventListener('vitrine-cart-open', this.handleRequest);
    // A cart that was moved enters the view again.
    this.host.requestUpdate();
  }

  hostDisconnected(): void {
    document.removeEventListener('vitrine-cart-open', this.handleRequest);
    this.entered?.leave();
    this.entered = undefined;
  }

  /** Opening is what the event does unless a listener, also one that hears it after us, prevents it. */
  private readonly handleRequest = (event: VitrineCartOpenEvent): void => {
    // A page may send an event of this name that carries nothing.
    const wanted = (event.detail as VitrineCartOpenEvent['detail'] | undefined)?.store;
    queueMicrotask(() => {
      if (!event.defaultPrevented && (!wanted || wanted === this.store()?.handle)) this.view?.open();
    });
  };
}
