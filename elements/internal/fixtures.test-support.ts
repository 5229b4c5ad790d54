import { ContextProvider } from '@lit/context';
import { html, LitElement, type TemplateResult } from 'lit';
import { fixture } from '@open-wc/testing';
import { foldCart, tick, type CartEntry } from '../../edge-api/contract/cart-log.ts';
import type { Money } from '../../edge-api/contract/money.ts';
import type { Image, Product, ProductList, ProductSummary, Swatch, Variant } from '../../edge-api/contract/products.ts';
import type { SearchAnswer, Suggestions } from '../../edge-api/contract/search.ts';
import type { StoreSummary } from '../../edge-api/contract/stores.ts';
import { createApiClient } from '../client/api-client.ts';
import { storeContext, type StoreContext } from '../store/context.ts';
import type { AddOptions, CartState, CartStore } from '../stores/cart-store.ts';
import { createCatalogStore } from '../stores/catalog-store.ts';
import { Signal } from './observable.ts';

/** What the test runner's fixture server answers; `hold` keeps an answer back until `release`, `cut` drops the connection. */
export interface Answer<T = unknown> {
  readonly status?: number;
  readonly body?: T;
  readonly hold?: string;
  readonly cut?: boolean;
}

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly body: string;
  readonly aborted: boolean;
}

const PIXEL =
  'data:image/svg+xml,%3Csvg xmlns="http://www.w3.org/2000/svg" width="4" height="5"%3E%3Crect width="4" height="5" fill="%23cbb"/%3E%3C/svg%3E';

export const eur = (amountMinor: number): Money => ({ amountMinor, currency: 'EUR' });

export const storeSummary: StoreSummary = {
  handle: 'fixture',
  name: 'Fixture & Daughters',
  currency: 'EUR',
  locale: 'en',
  branding: { accent: null, logo: null, font: null, radiusPx: null },
};

export function image(id: string, alt = `Picture ${id}`): Image {
  return { id, url: `${PIXEL}#${id}`, alt, width: 400, height: 500, sized: null, placeholder: null };
}

/** A product with one variant, as a list shows it. */
export function productSummary(handle: string, changes: Partial<ProductSummary> = {}): ProductSummary {
  return {
    id: `p-${handle}`,
    handle,
    title: `The ${handle}`,
    vendor: 'Halden',
    productType: 'Homeware',
    image: image(`i-${handle}`, `A ${handle}`),
    priceMin: eur(1990),
    priceMax: eur(1990),
    compareAtPrice: null,
    available: true,
    variantCount: 1,
    onlyVariantId: `v-${handle}`,
    ...changes,
  };
}

export function variant(id: string, options: string[], changes: Partial<Variant> = {}): Variant {
  return {
    id,
    title: options.join(' / '),
    sku: null,
    options,
    price: eur(1990),
    compareAtPrice: null,
    available: true,
    quantityAvailable: null,
    lowStock: false,
    backOrdered: false,
    backInStockOn: null,
    unitPrice: null,
    imageId: null,
    requiresShipping: true,
    ...changes,
  };
}

export const swatch = (label: string, color: string | null, imageId: string | null = null): Swatch => ({
  label,
  colors: color === null ? [] : [color],
  imageId,
});

/** A product of one variant, without options. */
export function simpleProduct(handle: string, changes: Partial<Product> = {}): Product {
  return {
    ...productSummary(handle),
    descriptionHtml: `<p>A good <strong>${handle}</strong>.</p>`,
    tags: [],
    collections: [],
    options: [],
    variants: [variant(`v-${handle}`, [])],
    images: [image(`i-${handle}`, `A ${handle}`)],
    videos: [],
    seoTitle: null,
    seoDescription: null,
    ...changes,
  };
}

/** A shirt in three colours and two sizes: Navy / L is sold out, Olive / L does not exist, Sand / M is on sale with 2 left. */
export function productWithOptions(handle = 'shirt', changes: Partial<Product> = {}): Product {
  const images = [image('front', 'Shirt, front'), image('back', 'Shirt, back'), image('sand', 'Shirt in sand')];
  return simpleProduct(handle, {
    title: 'Linen shirt',
    image: images[0]!,
    images,
    options: [
      {
        name: 'Color',
        values: ['Navy', 'Sand', 'Olive'],
        swatches: [swatch('Navy', '#1f2a44'), swatch('Sand', '#d3bd9a', 'sand'), swatch('Olive', '#6f7a52')],
      },
      { name: 'Size', values: ['M', 'L'], swatches: null },
    ],
    variants: [
      variant('navy-m', ['Navy', 'M'], { price: eur(5900) }),
      variant('navy-l', ['Navy', 'L'], { price: eur(5900), available: false, quantityAvailable: 0 }),
      variant('sand-m', ['Sand', 'M'], {
        price: eur(4900),
        compareAtPrice: eur(5900),
        quantityAvailable: 2,
        lowStock: true,
        imageId: 'sand',
      }),
      variant('sand-l', ['Sand', 'L'], { price: eur(5900), quantityAvailable: 40, imageId: 'sand' }),
      variant('olive-m', ['Olive', 'M'], { price: eur(6100) }),
    ],
    priceMin: eur(4900),
    priceMax: eur(6100),
    compareAtPrice: eur(5900),
    variantCount: 5,
    onlyVariantId: null,
    ...changes,
  });
}

/** A cart kept in memory, folding the real log: for elements that put things into a cart. */
class MemoryCart extends Signal<CartState> implements CartStore {
  readonly entries: CartEntry[] = [];
  /** When set, every change rejects with it, as when nothing can be kept. */
  failure: Error | undefined;
  private clock = '';

  constructor() {
    super({ status: 'idle', count: 0, lines: [], note: '', quote: undefined, quoting: false, quoteFailed: false });
  }

  async load(): Promise<void> {
    this.write();
  }
  async add(variantId: string, { quantity = 1, options = {} }: AddOptions = {}): Promise<void> {
    this.write({ kind: 'add', variantId, options, quantity, text: '' });
  }
  async set(key: string, quantity: number): Promise<void> {
    const line = this.value.lines.find((line) => line.key === key);
    if (line) this.write({ kind: 'set', variantId: line.variantId, options: line.options, quantity, text: '' });
  }
  async setNote(text: string): Promise<void> {
    this.write({ kind: 'note', variantId: '', options: {}, quantity: 0, text });
  }
  async session(): Promise<undefined> {}
  async join(): Promise<void> {}
  async take(): Promise<void> {}
  suspend(): void {}

  private write(entry?: Omit<CartEntry, 'id' | 'clock'>): void {
    if (this.failure) throw this.failure;
    this.clock = tick(this.clock, 0, 'test');
    if (entry) this.entries.push({ ...entry, id: crypto.randomUUID(), clock: this.clock });
    this.value = { ...this.value, status: 'ready', ...foldCart(this.entries) };
  }
}

/** A store whose API is the fixture server: tell it what to answer, then mount elements in it. */
export class FixtureStore {
  private readonly base = `${location.origin}/fixture-api/${crypto.randomUUID()}`;
  private readonly summary = new Signal<StoreSummary | undefined>(undefined);
  readonly cart = new MemoryCart();
  readonly context: StoreContext;

  constructor(locale = 'en') {
    const client = createApiClient(this.base, storeSummary.handle);
    this.context = {
      handle: storeSummary.handle,
      locale,
      client,
      summary: this.summary,
      catalog: createCatalogStore(client, (summary) => (this.summary.value = summary)),
      cart: this.cart,
    };
  }

  /** Sets answers by path below the store, such as "/products/mug" or, for one query only, "/search?q=mug". */
  async answer(answers: Record<string, Answer>): Promise<void> {
    const byRequest = Object.fromEntries(
      Object.entries(answers).map(([path, answer]) => [/^[A-Z]+ /.test(path) ? path : `GET ${path}`, answer]),
    );
    await fetch(`${this.base}/!answers`, { method: 'POST', body: JSON.stringify(byRequest) });
  }

  answerProducts(products: readonly Product[]): Promise<void> {
    return this.answer(
      Object.fromEntries(
        products.map((product) => [
          `/products/${encodeURIComponent(product.handle)}`,
          { body: { store: storeSummary, product } },
        ]),
      ),
    );
  }

  answerList(products: readonly ProductSummary[], next: string | null = null): Promise<void> {
    const body: ProductList = { store: storeSummary, products: [...products], next };
    return this.answer({ '/products': { body } });
  }

  answerSuggestions(query: string, suggestions: Partial<Suggestions>, rest: Omit<Answer, 'body'> = {}): Promise<void> {
    const body: Suggestions = { products: [], collections: [], queries: [], didYouMean: null, ...suggestions };
    return this.answer({ [`/search/suggest?${new URLSearchParams({ q: query })}`]: { ...rest, body } });
  }

  answerSearch(
    products: readonly ProductSummary[],
    changes: Partial<SearchAnswer> = {},
    path = '/search',
  ): Promise<void> {
    const body: SearchAnswer = {
      store: storeSummary,
      products: [...products],
      total: products.length,
      matching: changes.relaxed ? 0 : (changes.total ?? products.length),
      relaxed: false,
      corrected: null,
      didYouMean: null,
      facets: [],
      tookMs: 1,
      next: null,
      ...changes,
    };
    return this.answer({ [path]: { body } });
  }

  async release(hold: string): Promise<void> {
    await fetch(`${this.base}/!release/${hold}`, { method: 'POST' });
  }

  async requests(): Promise<SeenRequest[]> {
    return (await fetch(`${this.base}/!requests`)).json() as Promise<SeenRequest[]>;
  }

  /** Renders elements inside this store and answers the first of them. */
  async mount<E extends HTMLElement>(template: TemplateResult): Promise<E> {
    const host = await fixture<FixtureStoreElement>(
      html`<fixture-store .context=${this.context}>${template}</fixture-store>`,
    );
    const element = host.firstElementChild as E & { updateComplete?: Promise<unknown> };
    await element.updateComplete;
    return element;
  }
}

class FixtureStoreElement extends LitElement {
  private readonly provider = new ContextProvider(this, { context: storeContext });

  set context(context: StoreContext) {
    this.provider.setValue(context);
  }

  override createRenderRoot(): HTMLElement {
    return this;
  }
}
customElements.define('fixture-store', FixtureStoreElement);

/** Resolves with the next event of this name seen at `target`. */
export function nextEvent<E extends Event>(target: EventTarget, name: string): Promise<E> {
  return new Promise((resolve) => target.addEventListener(name, (event) => resolve(event as E), { once: true }));
}

/** Resolves once `condition` holds, looking again after each task; the test's own time limit ends a vain wait. */
export async function until<T>(condition: () => T | undefined | null | false): Promise<T> {
  for (;;) {
    const value = condition();
    if (value) return value;
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}

/** The nodes of an element's shadow root that match, by selector. */
export function inside<E extends Element = HTMLElement>(host: Element, selector: string): E {
  const found = host.shadowRoot?.querySelector<E>(selector);
  if (!found) throw new Error(`<${host.localName}> shows no ${selector}.`);
  return found;
}
