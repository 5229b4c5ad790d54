import { VitrineReadyEvent } from '../events/ready.ts';
import { pageSetup } from './page.ts';
import { StoreProvider } from './provider.ts';
import { storeFor, type PageStore } from './stores.ts';

let store: PageStore | undefined;
let provider: StoreProvider | undefined;

/** The store that the script tag names, for all elements outside a `<vitrine-store>`; undefined when it names none. */
export function defaultStore(): PageStore | undefined {
  const setup = pageSetup();
  if (store || !setup?.store) return store;
  const { store: handle, api, theme, preloaded } = setup;
  const locale = setup.locale || document.documentElement.lang || 'en';
  store = storeFor({ handle, api, locale, theme, preloaded });
  provider ??= new StoreProvider(document.documentElement, store);
  void store.answered.then((summary) => document.dispatchEvent(new VitrineReadyEvent(summary)));
  return store;
}
