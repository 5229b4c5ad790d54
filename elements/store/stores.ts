import type { StoreSummary } from '../../edge-api/contract/stores.ts';
import { createApiClient, type Preloaded } from '../client/api-client.ts';
import { VitrineCartChangeEvent } from '../events/cart-change.ts';
import { Signal } from '../internal/observable.ts';
import { safeLocale } from '../internal/safe-locale.ts';
import { createCatalogStore } from '../stores/catalog-store.ts';
import { createCart } from '../stores/cart-facade.ts';
import type { CartStore } from '../stores/cart-store.ts';
import type { StoreContext } from './context.ts';

/** Which store, from where, and how it speaks and looks. */
export interface StoreSettings {
  readonly handle: string;
  /** Origin and path of the API, without a slash at the end. */
  readonly api: string;
  readonly locale: string;
  readonly theme?: string | undefined;
  readonly preloaded?: Preloaded | undefined;
}

/** A store with the promise of its first answer. */
export interface PageStore extends StoreContext {
  readonly answered: Promise<StoreSummary>;
}

/**
 * The store's summary. Every element of a store watches it for as long as it is in the page, so its watchers are how
 * the store knows whether anyone still needs its cart.
 */
class Summary extends Signal<StoreSummary | undefined> {
  private watchers = 0;
  private readonly onUse: (used: boolean) => void;

  constructor(onUse: (used: boolean) => void) {
    super(undefined);
    this.onUse = onUse;
  }

  override subscribe(listener: () => void): () => void {
    const stop = super.subscribe(listener);
    if (this.watchers++ === 0) this.onUse(true);
    let watching = true;
    return () => {
      stop();
      // In a microtask: an element that moves leaves and comes back at once.
      if (watching) queueMicrotask(() => --this.watchers === 0 && this.onUse(false));
      watching = false;
    };
  }
}

/** Tells the page about changes of a cart, from when someone uses the store until nobody does. */
function announce(handle: string, cart: CartStore): () => void {
  let last = cart.value;
  return cart.subscribe(() => {
    const { lines, count, status } = cart.value;
    const known = last.status !== 'idle' && last.status !== 'loading';
    if (known && lines !== last.lines && JSON.stringify(lines) !== JSON.stringify(last.lines)) {
      document.dispatchEvent(new VitrineCartChangeEvent({ store: handle, count, lines }));
    }
    if (status !== 'loading') last = cart.value;
  });
}

function openStore({ handle, api, preloaded }: StoreSettings): Omit<PageStore, 'locale' | 'theme'> {
  const client = createApiClient(api, handle, preloaded);
  const cart = createCart(handle, client);
  let resolve: (summary: StoreSummary) => void;
  const answered = new Promise<StoreSummary>((done) => (resolve = done));
  let silence: (() => void) | undefined;
  let wasActive = false;
  const summary = new Summary((used) => {
    silence?.();
    silence = undefined;
    if (used) {
      silence = announce(handle, cart);
      if (wasActive) void cart.load();
    } else {
      wasActive = cart.value.status !== 'idle';
      cart.suspend();
    }
  });
  const catalog = createCatalogStore(client, (next) => {
    // Answers repeat the summary; elements need to hear of it only when it says something new.
    if (JSON.stringify(next) !== JSON.stringify(summary.value)) summary.value = next;
    resolve(next);
  });
  return { handle, client, catalog, cart, summary, answered };
}

const isTheme = (theme: string | undefined): theme is 'light' | 'dark' | 'auto' =>
  /^(light|dark|auto)$/.test(theme ?? '');

const opened = new Map<string, Omit<PageStore, 'locale' | 'theme'>>();
const views = new Map<string, PageStore>();

/** The store of these settings. Elements anywhere in the page that name the same store share its catalogue and its cart. */
export function storeFor(settings: StoreSettings): PageStore {
  const { handle, api, theme } = settings;
  const locale = safeLocale(settings.locale.replace(/_/g, '-'));
  const key = `${api} ${handle}`;
  const viewKey = `${key} ${locale} ${theme}`;
  let view = views.get(viewKey);
  if (!view) {
    let store = opened.get(key);
    if (!store) opened.set(key, (store = openStore(settings)));
    views.set(viewKey, (view = { ...store, locale, theme: isTheme(theme) ? theme : undefined }));
  }
  return view;
}
