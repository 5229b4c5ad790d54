import { hydrate } from '@lit-labs/ssr-client';
import { render } from 'lit';
import type { ProductList, ProductAnswer } from '../../edge-api/contract/products.ts';
import type { Observable } from '../internal/observable.ts';
import { strings } from '../internal/strings.ts';
import type { StoreContext } from '../store/context.ts';
import type { VitrineGlobal } from '../store/page.ts';
import type { ServedData } from './served-data.ts';
import { rouse, type Hand, type ServedElement } from './asleep.ts';
import { placeOf, storeOf } from './place.ts';

const CODE: Readonly<Record<string, () => Promise<unknown>>> = {
  'vitrine-sections': () => import('../sections/sections.ts'),
  'vitrine-section': () => import('../section/section.ts'),
  'vitrine-showcase-products': () => import('../sections/showcase-products.ts'),
  'vitrine-product-grid': () => import('../product-grid/product-grid.ts'),
  'vitrine-product': () => import('../product/product.ts'),
  'vitrine-block': () => import('../block/block.ts'),
};

const hand: Hand = {
  hydrate: (value, root, options) => hydrate(value, root as unknown as HTMLElement, options),
  render: (value, root, options) => render(value, root as unknown as HTMLElement, options),
};

const settled = (source: Observable<{ readonly status: string }>): Promise<unknown> =>
  new Promise((done) => {
    const look = (): void => {
      if (source.value.status !== 'loading') done(source.subscribe(() => undefined)());
    };
    source.subscribe(look);
    look();
  });

/** Texts of the page's language, without which elements would begin in English. */
function spoken(locale: string, translated: boolean): Promise<unknown> | undefined {
  if (!translated) return undefined;
  return new Promise((done) => {
    const host = { locale, requestUpdate: () => done(0) } as unknown as Parameters<typeof strings>[0];
    if (strings(host, 'product-grid', { add: '' })('add')) done(0);
  });
}

/** Gives the store the answers that came with the page, so that nothing is asked for twice. */
async function fill(store: StoreContext, { answers, lists, translated }: ServedData): Promise<void> {
  const { preloaded } = (window.vitrine as VitrineGlobal).setup;
  const put = (path: string, body: unknown): void => {
    preloaded.set(store.client.base + path, Promise.resolve({ ok: true, status: 200, json: async () => body }));
  };
  const { products, searches } = answers;
  for (const { path, page } of lists) put(path, page satisfies ProductList);
  for (const { handle, product } of products)
    if (product)
      put(`/products/${encodeURIComponent(handle)}`, { store: answers.store, product } satisfies ProductAnswer);
  if (searches.length) {
    const { seedShowcase } = await import('../stores/showcase.ts');
    for (const { source, limit, products } of searches) seedShowcase(store.client, source, limit, products);
  }
  await Promise.all([
    spoken(store.locale, translated),
    ...lists.map(({ query }) => settled(store.catalog.list(query))),
    ...products.map(({ handle }) => settled(store.catalog.product(handle))),
  ]);
}

const filled = new Map<Element, Promise<ServedData | undefined>>();

function dataOf(element: Element): Promise<ServedData | undefined> {
  const found = placeOf(element);
  if (!found) return Promise.resolve(undefined);
  const { place, data } = found;
  let promise = filled.get(place);
  if (!promise) {
    const store = storeOf(place);
    filled.set(place, (promise = store ? fill(store, data).then(() => data) : Promise.resolve(undefined)));
  }
  return promise;
}

/** What an element was drawn from that is in none of its attributes. */
async function equip(element: ServedElement & ServedData['wanted'][number], data: ServedData): Promise<void> {
  const own = data.wanted[Number(element.dataset['at'] ?? NaN)];
  Object.assign(element, own);
  if (element.localName !== 'vitrine-section') return;
  const { viewOf } = await import('../section/section.ts');
  if (element.section) await viewOf(element.section.type);
  (element as unknown as { near: boolean }).near = true;
}

/** Lets a slow device answer whoever touches it, between the data and the nodes. */
const breath = (): Promise<unknown> => new Promise((done) => setTimeout(done));

/** Tells pictures of having come, or not, while nobody listened. */
function tellSettled(root: ShadowRoot): void {
  for (const image of root.querySelectorAll('img'))
    if (image.complete && image.currentSrc) image.dispatchEvent(new Event(image.naturalWidth ? 'load' : 'error'));
}

const taken = new WeakMap<Element, Promise<void>>();

/** Makes an element work that the server has drawn; what is around it must work already. */
export function takeOver(element: Element): Promise<void> {
  let promise = taken.get(element);
  if (!promise) {
    taken.set(
      element,
      (promise = (async () => {
        await CODE[element.localName]?.();
        const data = await dataOf(element);
        if (!data) return;
        await equip(element as ServedElement, data);
        await breath();
        await rouse(element as ServedElement, hand);
        tellSettled(element.shadowRoot!);
      })()),
    );
  }
  return promise;
}
