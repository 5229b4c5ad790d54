/**
 * The script a merchant pastes. It finds Vitrine's elements in the page, now and later, and asks at once, side by side,
 * for their code and for the data they will show first; each round trip in a row would cost a phone half a second.
 */
import { productListPathOf } from '../elements/client/product-list-path.ts';
import type { cart as pageCart } from '../elements/core.ts';
import type { PageSetup, VitrineGlobal } from '../elements/store/page.ts';

/** Written by the build; see `loaderTable` in `tools/build.ts`. */
declare const CORE: string;
declare const FILES: Readonly<Record<string, string>>;
declare const VERSION: string;

interface Core {
  readonly cart: typeof pageCart;
}

const files = FILES;
const PREFIX = 'vitrine-';
const TIMEOUT_MS = 15_000;

// Null as soon as this script has run, and from the start when an optimiser made a module of it.
// An image or form of this name answers in its place: its address is not to load code from.
const own: unknown = document.currentScript;
const script =
  own instanceof HTMLScriptElement ? own : document.querySelector<HTMLScriptElement>('script[src*="vitrine.js"]');
const found = window.vitrine;
const trim = (address: string): string => address.replace(/\/+$/, '');

// An element with the id "vitrine" answers to this name too, so only what is ours counts.
if (script && !(found && 'version' in found && typeof found.version === 'string')) {
  const { store = '', locale = '', theme = '', api } = script.dataset;
  const root = new URL('.', script.src);
  const preloaded: PageSetup['preloaded'] = new Map();
  const setup: PageSetup = { store, api: trim(api ?? root.origin), locale, theme, preloaded };

  const asked = new Map<string, Promise<unknown>>();
  // A browser remembers for the life of the page that a file could not be imported, and with it all that import it: each
  // further try is for the same files by another path, which the server takes for the same.
  let failures = 0;
  const ask = (file: string): Promise<unknown> => {
    let promise = asked.get(file);
    if (!promise) {
      const url = `${root.href}assets/${failures ? `~${failures}/` : ''}${file}.js`;
      asked.set(file, (promise = import(/* @vite-ignore */ url)));
    }
    return promise;
  };
  /** All files of an element at once: what they import from each other is then already on its way. */
  const load = (name: string): Promise<unknown> =>
    Promise.all([
      ask(CORE),
      ...(files[name]?.split(' ').map((file, index) => ask(index ? file : `${name}-${file}`)) ?? []),
    ]);

  /** Elements whose code has not arrived; names of two letters are languages. */
  const pending = new Set(['store', ...Object.keys(files).filter((name) => name[2])]);
  let selector = '';
  const select = (): void => {
    selector = [...pending].map((name) => PREFIX + name).join();
  };

  /** Asks for the data an element will ask for first, while its code is on its way. */
  const prefetch = (element: Element, name: string): void => {
    const value = (attribute: string): string => element.getAttribute(attribute) ?? '';
    const owner = element.closest('vitrine-store');
    const handle = owner ? owner.getAttribute('handle') : store;
    const path =
      name === 'product-grid'
        ? productListPathOf((name) => element.getAttribute(name))
        : name === 'product' && value('handle') && `/products/${encodeURIComponent(value('handle'))}`;
    if (!handle || !path) return;
    const base = trim(owner?.getAttribute('api') ?? setup.api);
    const url = `${base}/v1/stores/${encodeURIComponent(handle)}${path}`;
    if (preloaded.has(url)) return;
    // Read at once: when the code arrives, the products are there without another wait.
    const answer = fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) }).then(async (response) => {
      const body: unknown = await response.json();
      return { ok: response.ok, status: response.status, json: async () => body };
    });
    // Whoever uses the answer hears of the failure.
    answer.catch(() => 0);
    preloaded.set(url, answer);
  };

  const retry = (): void => look(document);

  const take = (element: Element): void => {
    const tag = element.localName;
    const name = tag.slice(PREFIX.length);
    prefetch(element, name);
    load(name)
      .then(() => {
        pending.delete(name);
        select();
      })
      .catch((error: unknown) => {
        addEventListener('online', retry, { once: true });
        // One step on, for all that failed together.
        if (!asked.size) return;
        asked.clear();
        if (!failures++) {
          console.warn(`[vitrine] <${tag}> could not load, see ${root.origin}/docs/errors/loader_chunk`, error);
        }
      });
  };

  const look = (where: ParentNode): void => {
    if (selector) where.querySelectorAll(selector).forEach(take);
  };

  const observer = new MutationObserver((records) => {
    if (!selector) return;
    for (const { addedNodes } of records) {
      for (const node of addedNodes) {
        if (!(node instanceof Element)) continue;
        if (node.matches(selector)) take(node);
        if (node.firstElementChild) look(node);
      }
    }
  });

  const scan = (where: ParentNode): void => {
    observer.observe(where, { childList: true, subtree: true });
    look(where);
  };

  const cart: Record<string, unknown> = {};
  for (const name of ['add', 'set', 'setNote', 'get', 'open'] as const) {
    cart[name] = async (...args: unknown[]) => {
      const [core] = (await load('store')) as [Core];
      return (core.cart[name] as (...args: unknown[]) => unknown)(...args);
    };
  }

  const parsed = new Promise<unknown>((done) => {
    if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', done, { once: true });
    // In a task of its own: what waits for it is not to make this one longer.
    else setTimeout(done);
  });
  const vitrine: VitrineGlobal = {
    version: VERSION,
    ready: parsed.then(() => Promise.allSettled(asked.values())).then(() => vitrine),
    cart: cart as unknown as VitrineGlobal['cart'],
    on(name, listener) {
      document.addEventListener(PREFIX + name, listener);
      return () => document.removeEventListener(PREFIX + name, listener);
    },
    scan,
    push: (...calls) => calls.forEach((call) => call(vitrine)),
    setup,
  };
  window.vitrine = vitrine;

  select();
  scan(document);
  if (asked.size) {
    const language = locale || document.documentElement.lang || 'en';
    // Texts of the page's language travel with the code that shows them.
    const [name] = language.toLowerCase().split('-', 1) as [string];
    if (!name[2] && files[name]) load(name).catch(() => 0);
    // The first price that a browser writes takes it tens of milliseconds on a phone, so it writes one while it waits.
    parsed.then(() => (0).toLocaleString(language, { style: 'currency', currency: 'EUR' })).catch(() => 0);
  }

  // Room for what is not there yet, for pages that did not say how much; any rule of a page is stronger than this one.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(':where(vitrine-product-grid:not(:defined)){display:block;min-height:100vh}');
  document.adoptedStyleSheets.push(sheet);

  if (Array.isArray(found)) vitrine.push(...found);
}
