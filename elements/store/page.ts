import type { Preloaded } from '../client/api-client.ts';
import type { AddOptions, CartState } from '../stores/cart-store.ts';

/** What the script tag says, and what the loader already asked for. */
export interface PageSetup {
  /** Handle of the store of all elements outside a `<vitrine-store>`. */
  readonly store: string;
  /** Origin and path of the API, without a slash at the end. */
  readonly api: string;
  readonly locale: string;
  readonly theme: string;
  readonly preloaded: Preloaded;
}

/** The cart of the page's own store, for scripts of the page. */
export interface PageCart {
  add(variantId: string, options?: AddOptions): Promise<void>;
  set(key: string, quantity: number): Promise<void>;
  setNote(text: string): Promise<void>;
  /** What is in it now. */
  get(): Promise<CartState>;
  /** Opens the cart drawer of the page, if it has one. */
  open(): Promise<void>;
}

/** `window.vitrine`, the only global. */
export interface VitrineGlobal {
  readonly version: string;
  /** Resolves when the elements that the page held at first work. */
  readonly ready: Promise<VitrineGlobal>;
  readonly cart: PageCart;
  /** Listens to an event of any element, `on('cart-change', …)` for `vitrine-cart-change`; call the answer to stop. */
  on(name: string, listener: (event: Event) => void): () => void;
  /** Looks for elements in a shadow root, which the loader cannot see by itself, now and as it changes. */
  scan(root: ParentNode): void;
  /** Runs a function with this object; before the script has arrived, an array in its place keeps it. */
  push(...calls: ((vitrine: VitrineGlobal) => void)[]): void;
  /** For the elements. */
  readonly setup: PageSetup;
}

declare global {
  interface Window {
    vitrine?: VitrineGlobal | ((vitrine: VitrineGlobal) => void)[];
  }
}

/** What the loader left for the elements; undefined on a page without it. */
export function pageSetup(): PageSetup | undefined {
  const { vitrine } = window;
  // An element with the id "vitrine" answers to this name too, but has no version.
  return vitrine && 'version' in vitrine && typeof vitrine.version === 'string' ? vitrine.setup : undefined;
}
