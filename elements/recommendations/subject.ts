import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { Watch } from '../internal/watch.ts';
import { withoutHistory } from '../internal/without-history.ts';
import type { StoreContext } from '../store/context.ts';
import type { CartState } from '../stores/cart-store.ts';
import type { Wish } from '../stores/recommendations.ts';
import { viewedProducts } from '../stores/viewed-products.ts';
import { nearestProduct } from './nearest-product.ts';

/** How many of the products viewed last tell what a shopper likes. */
const RECENT = 10;

/** What an element's attributes say about what its recommendations are for. */
export interface Asked {
  readonly kind: Wish['kind'];
  readonly handle: string;
  readonly cart: boolean;
  /** Whether it is time to ask, so that it is worth loading the cart. */
  readonly near: boolean;
}

type About = Pick<Wish, 'handle' | 'handles'>;

/** Products in the cart, each once; undefined while it is not known which they are. */
function inCart(cart: CartState): readonly string[] | undefined {
  if (!cart.count) return [];
  if (cart.quoteFailed && !cart.quote) return [];
  const handles = cart.quote?.lines.map(({ productHandle }) => productHandle).filter(Boolean);
  return handles?.length ? [...new Set(handles)] : undefined;
}

/** Finds out what recommendations are for, and follows it: a product, the cart, or what was viewed. */
export class Subject implements ReactiveController {
  /** Whether there will be something to ask for, so that room is worth holding. */
  expected = false;
  private readonly host: ReactiveControllerHost & Element;
  private readonly store: () => StoreContext | undefined;
  private readonly cart: Watch<CartState>;
  private readonly viewed: Watch<readonly string[]>;
  /** What had been viewed when it was last asked for, and for what: looking at another product reorders nothing in sight. */
  private seen: { readonly about: string; readonly handles: readonly string[] } | undefined;

  constructor(
    host: ReactiveControllerHost & Element & { readonly for: string },
    store: () => StoreContext | undefined,
  ) {
    this.host = host;
    this.store = store;
    this.cart = new Watch(host, () => (host.for === 'cart' ? store()?.cart : undefined));
    this.viewed = new Watch(host, () => {
      const handle = store()?.handle;
      return handle === undefined ? undefined : viewedProducts(handle);
    });
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('vitrine-product-view', this.look);
  }

  hostDisconnected(): void {
    document.removeEventListener('vitrine-product-view', this.look);
    this.seen = undefined;
  }

  private readonly look = (): void => this.host.requestUpdate();

  /** What to ask about; undefined when there is nothing, or it is not known yet. */
  find(asked: Asked): About | undefined {
    const about = this.store() && this.about(asked);
    this.expected = about !== undefined && about !== 'nothing';
    return typeof about === 'object' ? about : undefined;
  }

  private about({ kind, handle, cart, near }: Asked): About | 'nothing' | 'later' {
    const product = handle || (cart ? undefined : nearestProduct(this.host));
    // A page that shows a product has not said yet which.
    if (product === '') return 'nothing';
    const others = cart ? this.cartHandles(near) : [];
    if (others === undefined) return 'later';
    if (cart && !others.length) return 'nothing';
    if (kind === 'viewed') {
      const handles = this.viewedBut(product ? [product] : others);
      return handles.length ? { handles } : 'nothing';
    }
    if (product) return { handle: product };
    return { handles: cart ? others : this.viewedBut([]).slice(0, RECENT) };
  }

  private cartHandles(near: boolean): readonly string[] | undefined {
    const store = this.store();
    if (!store) return undefined;
    const state = this.cart.value ?? store.cart.value;
    if (near && state.status === 'idle') void store.cart.load();
    return inCart(state);
  }

  private viewedBut(excluded: readonly string[]): readonly string[] {
    const all = withoutHistory(this.host) ? [] : (this.viewed.value ?? []);
    const about = excluded.join();
    if (this.seen?.about !== about || !this.seen.handles.length || !all.length) {
      this.seen = { about, handles: all.filter((handle) => !excluded.includes(handle)) };
    }
    return this.seen.handles;
  }
}
