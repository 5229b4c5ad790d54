/// <reference types="vite/client" />
import { productListPath } from '../elements/client/product-list-path.ts';
import type { cart as pageCart } from '../elements/core.ts';
import type { PageSetup, VitrineGlobal } from '../elements/store/page.ts';

/** By element without its prefix, or language after a colon: file names without folder and ending. Written by the build. */
declare const FILES: Readonly<Record<string, readonly string[]>>;
const files = FILES;
declare const VERSION: string;

interface Core {
  readonly cart: typeof pageCart;
}
type Call = (vitrine: VitrineGlobal) => void;

// Null as soon as this script has run; null from the start when an optimiser made a module of it.
const script = (document.currentScript ??
  document.querySelector('script[src*="vitrine.js"]')) as HTMLScriptElement | null;

const found = window.vitrine;
// An element with the id "vitrine" answers here too, so only what is ours counts.
const queue = Array.isArray(found) ? found : [];

if (script && !(found && 'setup' in found)) {
  const { store = '', locale = '', currency = '', theme = '', api } = script.dataset;
  const root = new URL('.', script.src);
  const preloaded: PageSetup['preloaded'] = new Map();
  const setup: PageSetup = {
    store,
    api: (api ?? root.origin).replace(/\/+$/, ''),
    locale,
    currency,
    theme,
    preloaded,
  };

  const asked = new Map<string, Promise<unknown>>();
  const ask = (file: string): Promise<unknown> => {
    let promise = asked.get(file);
    if (!promise) {
      const url = `${root.href}assets/${file}.js`;
      promise = import(/* @vite-ignore */ url);
      asked.set(file, promise);
      promise.catch(() => asked.delete(file));
    }
    return promise;
  };
  /** All files of an element at once: what they import from each other is then already on its way. */
  const load = (name: string): Promise<unknown> => Promise.all((files[name] ?? []).map(ask));

  const names = Object.keys(files).filter((name) => name[0] !== ':');
  const pending = new Set(names);
  let selector = '';
  const select = (): void => {
    selector = [...pending].map((name) => `vitrine-${name}`).join();
  };

  /** Asks for the data an element will ask for first, while its code is on its way. */
  const prefetch = (element: Element, name: string): void => {
    const value = (attribute: string): string => element.getAttribute(attribute) ?? '';
    const owner = element.closest('vitrine-store');
    const handle = owner ? owner.getAttribute('handle') : store;
    let path;
    if (name === 'product-grid') {
      path = productListPath({ collection: value('collection'), sort: value('sort'), limit: +value('limit') });
    } else if (name === 'product' && value('handle')) {
      path = `/products/${encodeURIComponent(value('handle'))}`;
    }
    if (!handle || !path) return;
    const url = `${owner?.getAttribute('api')?.replace(/\/+$/, '') ?? setup.api}/v1/stores/${encodeURIComponent(handle)}${path}`;
    if (preloaded.has(url)) return;
    const answer = fetch(url);
    // Whoever uses the answer hears of the failure.
    answer.catch(() => 0);
    preloaded.set(url, answer);
  };

  const take = (element: Element): Promise<unknown> | undefined => {
    const name = element.localName.slice(8);
    if (!pending.has(name)) return;
    prefetch(element, name);
    return load(name).then(
      () => {
        if (pending.delete(name)) select();
      },
      (error: unknown) => {
        // Once: it is asked for again when the next such element appears.
        if (pending.has(name)) console.warn(`[vitrine] Could not load <${element.localName}> (loader_chunk):`, error);
      },
    );
  };

  const look = (root: ParentNode): Promise<unknown>[] =>
    selector ? [...root.querySelectorAll(selector)].flatMap((element) => take(element) ?? []) : [];

  const observer = new MutationObserver((records) => {
    for (const { addedNodes } of records) {
      for (const node of addedNodes) {
        if (!(node instanceof Element)) continue;
        void take(node);
        if (node.firstElementChild) look(node);
      }
    }
  });

  const scan = (root: ParentNode): Promise<unknown>[] => {
    observer.observe(root, { childList: true, subtree: true });
    return look(root);
  };

  const core = (): Promise<Core> => load('store').then((modules) => (modules as [Core])[0]);
  const cart = {} as Record<string, unknown>;
  for (const name of ['add', 'set', 'setNote', 'get', 'open'] as const) {
    cart[name] = async (...args: unknown[]) => ((await core()).cart[name] as (...args: unknown[]) => unknown)(...args);
  }

  select();
  const vitrine: VitrineGlobal = {
    version: VERSION,
    ready: Promise.resolve()
      .then(() => first)
      .then(() => vitrine),
    cart: cart as unknown as VitrineGlobal['cart'],
    on(name, listener) {
      const type = `vitrine-${name}`;
      document.addEventListener(type, listener);
      return () => document.removeEventListener(type, listener);
    },
    scan,
    push: (...calls: Call[]) => calls.forEach((call) => call(vitrine)),
    setup,
  };
  window.vitrine = vitrine;

  const language = locale || document.documentElement.lang;
  if (document.querySelector(selector)) void load(`:${language.slice(0, 2).toLowerCase()}`).catch(() => 0);

  const parsed =
    document.readyState === 'loading'
      ? new Promise((done) => document.addEventListener('DOMContentLoaded', done, { once: true }))
      : 0;
  const first = Promise.all([...scan(document), parsed]).then(() => Promise.all(look(document)));

  vitrine.push(...queue);
}
