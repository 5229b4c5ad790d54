import type { Product } from '../../edge-api/contract/products.ts';
import { ACTION, ACTIONS } from '../../sandbox/sanitize/allowed.ts';
import { VitrineCartOpenEvent } from '../events/cart-open.ts';
import { VitrineProductSelectEvent } from '../events/product-select.ts';
import { addToCart } from '../stores/add-to-cart.ts';
import type { StoreContext } from '../store/context.ts';

/** What stands in a block of where a product's page is, on every host. */
const PRODUCT_PAGE = /^\/products\/([^/?#]+)$/;
/** As part of an address, and of nothing else: a page's may begin with it. */
function asPart(handle: string): string {
  try {
    return encodeURIComponent(decodeURIComponent(handle));
  } catch {
    return encodeURIComponent(handle);
  }
}

/** Most units of one click, as the cart takes them at once. */
const MOST = 999;
/** How long a button says that it has added, in milliseconds. */
const SAY_MS = 2400;

/** How long what was pressed too early is still meant, in milliseconds. */
const EARLY_MS = 10_000;

/** What the element that a block is in does for its actions. */
export interface Hands {
  /** Shows a product in a dialog. */
  readonly open: (product: Product) => Promise<void>;
  /** Tells what became of adding. */
  readonly added: (title: string | undefined) => void;
  readonly failed: (error: unknown) => void;
}

const attribute = (element: Element, name: string): string => element.getAttribute(`data-vitrine-${name}`) ?? '';

/** What clicks in a block do: it says so in attributes, and its element does it. */
export class BlockActions {
  private readonly host: HTMLElement & { readonly productUrl: string };
  private readonly hands: Hands;
  private readonly handles = new WeakMap<Element, string>();
  private readonly timers = new Map<Element, ReturnType<typeof setTimeout>>();
  /** The link that is being followed as it is. */
  private following: Element | undefined;
  /** Pressed before the page had a store. */
  private early: { readonly actor: Element; readonly at: number } | undefined;

  constructor(host: HTMLElement & { readonly productUrl: string }, hands: Hands) {
    this.host = host;
    this.hands = hands;
  }

  /** Leads links to products' pages to where this page has them. */
  lead(block: ParentNode): void {
    const { productUrl } = this.host;
    for (const link of block.querySelectorAll('a[href]')) {
      const handle = this.handles.get(link) ?? PRODUCT_PAGE.exec(link.getAttribute('href')!)?.[1];
      if (handle === undefined) continue;
      this.handles.set(link, handle);
      link.setAttribute('href', productUrl ? productUrl.replace('{handle}', asPart(handle)) : `/products/${handle}`);
    }
  }

  /** What in a block something happened to, if anything is to be done for it. */
  private actorOf({ target }: Event): Element | undefined {
    const actor = target instanceof Element ? target.closest('a,button') : null;
    if (!actor) return undefined;
    return Object.hasOwn(ACTIONS, actor.getAttribute(ACTION) ?? '') || this.handles.has(actor) ? actor : undefined;
  }

  /** Handle of the product that an action is about. */
  private handleOf(actor: Element): string {
    const handle = this.handles.get(actor);
    try {
      return attribute(actor, 'product') || (handle ? decodeURIComponent(handle) : '');
    } catch {
      return '';
    }
  }

  /** Asks for a product that will probably be wanted. */
  warm(event: Event, store: StoreContext | undefined): void {
    const actor = this.actorOf(event);
    const handle = actor && !attribute(actor, 'variant') && this.handleOf(actor);
    if (handle) store?.catalog.product(handle);
  }

  handleClick(event: MouseEvent, store: StoreContext | undefined): void {
    const actor = this.actorOf(event);
    if (!actor || event.defaultPrevented || actor === this.following) return;
    const isLink = actor.hasAttribute('href');
    // Another tab, or a copy: a link does that by itself.
    if (isLink && (event.metaKey || event.ctrlKey || event.shiftKey || event.button || actor.hasAttribute('target')))
      return;
    event.preventDefault();
    if (store) void this.act(actor, store);
    else this.early = { actor, at: performance.now() };
  }

  /** Does what was pressed before there was a store. */
  catchUp(store: StoreContext): void {
    const { early } = this;
    this.early = undefined;
    if (early && performance.now() - early.at < EARLY_MS) void this.act(early.actor, store);
  }

  private async act(actor: Element, store: StoreContext): Promise<void> {
    if (actor.hasAttribute('data-vitrine-state') && actor.getAttribute('aria-busy')) return;
    try {
      const action = actor.getAttribute(ACTION);
      if (action === 'open-cart') this.host.dispatchEvent(new VitrineCartOpenEvent(store.handle));
      else if (action === 'add-to-cart') await this.add(actor, store);
      else await this.show(actor, store);
    } catch (error) {
      this.say(actor, undefined);
      this.hands.failed(error);
    }
  }

  private async add(actor: Element, store: StoreContext): Promise<void> {
    this.say(actor, 'busy');
    const named = attribute(actor, 'variant');
    const product = named ? undefined : await this.product(actor, store);
    const variantId = named || (product?.variants.length === 1 ? product.variants[0]!.id : '');
    if (!variantId) {
      this.say(actor, undefined);
      if (product) this.choose(actor, product);
      return;
    }
    const quantity = Math.min(MOST, Math.max(1, Number(attribute(actor, 'quantity')) || 1));
    const title = product?.title;
    const isAdded = await addToCart(this.host, store.cart, { variantId, quantity, options: {}, title });
    this.say(actor, isAdded ? 'added' : undefined);
    if (isAdded) this.hands.added(title);
  }

  private async show(actor: Element, store: StoreContext): Promise<void> {
    try {
      this.choose(actor, await this.product(actor, store));
    } catch (error) {
      // Its page may know more.
      if (!this.host.productUrl || !this.handles.has(actor)) throw error;
      this.follow(actor);
    }
  }

  private choose(actor: Element, product: Product): void {
    const { host, hands } = this;
    if (!host.isConnected || !host.dispatchEvent(new VitrineProductSelectEvent(product))) return;
    if (!host.productUrl) void hands.open(product).catch(hands.failed);
    else if (this.handles.has(actor)) this.follow(actor);
    else location.assign(host.productUrl.replace('{handle}', encodeURIComponent(product.handle)));
  }

  /** Clicks a link once more, for the browser or a router of the page to follow it. */
  private follow(link: Element): void {
    this.following = link;
    (link as HTMLElement).click();
    this.following = undefined;
  }

  /** The product that an action is about; asked for once more where that failed before. */
  private product(actor: Element, { catalog }: StoreContext): Promise<Product> {
    const handle = this.handleOf(actor);
    catalog.retry(handle);
    const source = catalog.product(handle);
    return new Promise((resolve, reject) => {
      let stop: (() => void) | undefined;
      const look = (): void => {
        const { status, product, error } = source.value;
        if (status === 'loading') return;
        stop?.();
        if (product) resolve(product);
        else reject(error);
      };
      stop = source.subscribe(look);
      look();
    });
  }

  /** Shows at the button what became of pressing it. */
  private say(actor: Element, state: 'busy' | 'added' | undefined): void {
    clearTimeout(this.timers.get(actor));
    this.timers.delete(actor);
    if (state) actor.setAttribute('data-vitrine-state', state);
    else actor.removeAttribute('data-vitrine-state');
    if (state === 'busy') actor.setAttribute('aria-busy', 'true');
    else actor.removeAttribute('aria-busy');
    if (state === 'added')
      this.timers.set(
        actor,
        setTimeout(() => this.say(actor, undefined), SAY_MS),
      );
  }

  /** Leaves nothing running. */
  stop(): void {
    for (const [actor] of this.timers) this.say(actor, undefined);
  }
}
