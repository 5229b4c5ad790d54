/** First file of every page: what all elements stand on. The loader asks for it together with the elements' own files. */
import './store/store.ts';
import type { AddOptions, CartState } from './stores/cart-store.ts';
import { VitrineCartOpenEvent } from './events/cart-open.ts';
import { defaultStore } from './store/default-store.ts';
import { pageSetup } from './store/page.ts';

const NO_STORE = '[vitrine] The page names no store: add data-store to the script (loader_config).';

// Before any element asks for its store: those are defined by files that import this one's modules.
if (!defaultStore() && pageSetup() && !document.querySelector('vitrine-store[handle]')) {
  console.warn(NO_STORE);
}

const cartOf = () => {
  const store = defaultStore();
  if (!store) throw new Error(NO_STORE);
  return store.cart;
};

/** The calls of `window.vitrine.cart`, once the code is there. */
export const cart = {
  add: async (variantId: string, options?: AddOptions): Promise<void> => cartOf().add(variantId, options),
  set: async (key: string, quantity: number): Promise<void> => cartOf().set(key, quantity),
  setNote: async (text: string): Promise<void> => cartOf().setNote(text),
  get: async (): Promise<CartState> => {
    const store = cartOf();
    await store.load();
    return store.value;
  },
  open: async (): Promise<void> => {
    document.dispatchEvent(new VitrineCartOpenEvent(defaultStore()?.handle));
  },
};
