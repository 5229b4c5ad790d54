import { expect, fixture } from '@open-wc/testing';
import { html } from 'lit';
import type { ProductList } from '../../edge-api/contract/products.ts';
import type { VitrineReadyEvent } from '../events/ready.ts';
import {
  FixtureStore,
  inside,
  nextEvent,
  productSummary,
  storeSummary,
  until,
} from '../internal/fixtures.test-support.ts';
import '../product-grid/product-grid.ts';
import type { VitrineProductGrid } from '../product-grid/product-grid.ts';
import './store.ts';
import type { VitrineStore } from './store.ts';
import { storeFor } from './stores.ts';

/** A handle nobody else in this file uses, so that no test meets the store of another. */
const freshHandle = (): string => `shop-${crypto.randomUUID()}`;

async function apiWith(title: string): Promise<{ api: string; fixtureStore: FixtureStore }> {
  const fixtureStore = new FixtureStore();
  const api = fixtureStore.context.client.base.replace(/\/v1\/.*/, '');
  const body: ProductList = {
    store: { ...storeSummary, name: title },
    products: [productSummary('x', { title })],
    next: null,
  };
  await fixtureStore.answer({ '/products': { body } });
  return { api, fixtureStore };
}

const titleOf = (grid: Element | null): string | undefined =>
  grid?.shadowRoot?.querySelector('.title')?.textContent?.trim();

describe('<vitrine-store>', () => {
  it('gives its store to what is inside, and another to what is inside another', async () => {
    const [ada, bob] = [await apiWith('Mug'), await apiWith('Hat')];
    const page = await fixture(
      html`<div>
        <vitrine-store handle=${freshHandle()} api=${ada.api}
          ><vitrine-product-grid></vitrine-product-grid
        ></vitrine-store>
        <vitrine-store handle=${freshHandle()} api=${bob.api}
          ><p><vitrine-product-grid></vitrine-product-grid></p
        ></vitrine-store>
      </div>`,
    );
    const [first, second] = page.querySelectorAll('vitrine-product-grid');
    await until(() => titleOf(first!) === 'Mug' && titleOf(second!) === 'Hat');
  });

  it('tells the page when its store has answered', async () => {
    const { api } = await apiWith('Mug');
    const heard = nextEvent<VitrineReadyEvent>(document, 'vitrine-ready');
    const store = await fixture<VitrineStore>(
      html`<vitrine-store handle=${freshHandle()} api=${api}
        ><vitrine-product-grid></vitrine-product-grid
      ></vitrine-store>`,
    );
    const event = await heard;
    expect(event.target).to.equal(store);
    expect(event.detail.store.name).to.equal('Mug');
  });

  it('takes a handle, a language and another store later', async () => {
    const [ada, bob] = [await apiWith('Mug'), await apiWith('Hat')];
    const store = await fixture<VitrineStore>(
      html`<vitrine-store api=${ada.api}><vitrine-product-grid></vitrine-product-grid></vitrine-store>`,
    );
    const grid = store.querySelector('vitrine-product-grid')!;
    expect(grid.matches(':state(loading)')).to.equal(true);
    store.setAttribute('handle', freshHandle());
    await until(() => titleOf(grid) === 'Mug');
    store.locale = 'de';
    await until(() => inside(grid, '.add').textContent!.includes('In den Warenkorb'));
    store.api = bob.api;
    await until(() => titleOf(grid) === 'Hat');
  });

  it('hands an element that moves to the store it moves into', async () => {
    const [ada, bob] = [await apiWith('Mug'), await apiWith('Hat')];
    const page = await fixture(
      html`<div>
        <vitrine-store handle=${freshHandle()} api=${ada.api}
          ><vitrine-product-grid></vitrine-product-grid
        ></vitrine-store>
        <vitrine-store handle=${freshHandle()} api=${bob.api}></vitrine-store>
      </div>`,
    );
    const grid = page.querySelector('vitrine-product-grid')!;
    await until(() => titleOf(grid) === 'Mug');
    page.querySelectorAll('vitrine-store')[1]!.append(grid);
    await until(() => titleOf(grid) === 'Hat');
  });

  it('shares one catalogue and one cart among all that name the same store', () => {
    const settings = { handle: freshHandle(), api: location.origin, locale: 'en' };
    const [english, german] = [storeFor(settings), storeFor({ ...settings, locale: 'de_DE' })];
    expect(english.cart).to.equal(german.cart);
    expect(english.catalog).to.equal(german.catalog);
    expect(german.locale).to.equal('de-DE');
    expect(storeFor({ ...settings, locale: '!' }).locale).to.equal('en');
    expect(storeFor({ ...settings, api: 'https://other.example' }).cart).to.not.equal(english.cart);
  });

  it('suspends the cart with the last element of the store, and not while one only moves', async () => {
    const { api } = await apiWith('Mug');
    const handle = freshHandle();
    const context = storeFor({ handle, api, locale: 'en' });
    let suspended = 0;
    const { suspend } = context.cart;
    Object.assign(context.cart, { suspend: () => (suspended++, suspend.call(context.cart)) });
    const page = await fixture(
      html`<div>
        <vitrine-store handle=${handle} api=${api} locale="en"
          ><vitrine-product-grid></vitrine-product-grid
        ></vitrine-store>
      </div>`,
    );
    const grid = page.querySelector('vitrine-product-grid')!;
    const parent = grid.parentElement!;
    await until(() => titleOf(grid) === 'Mug');
    grid.remove();
    parent.append(grid);
    await Promise.resolve();
    expect(suspended).to.equal(0);
    grid.remove();
    await until(() => suspended === 1);
    parent.append(grid);
    await grid.updateComplete;
    expect(titleOf(grid)).to.equal('Mug');
  });

  it('is defined once, whatever copy of the code comes second', async () => {
    const first = customElements.get('vitrine-product-grid');
    const copy = (await import(`../product-grid/product-grid.ts?copy=${crypto.randomUUID()}`)) as {
      VitrineProductGrid: typeof VitrineProductGrid;
    };
    expect(copy.VitrineProductGrid).to.not.equal(first);
    expect(customElements.get('vitrine-product-grid')).to.equal(first);
  });
});
