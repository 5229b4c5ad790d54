import { expect } from '@open-wc/testing';
import { sendMouse, setViewport } from '@web/test-runner-commands';
import { html } from 'lit';
import type { ProductSummary } from '../../edge-api/contract/products.ts';
import type { VitrineCartAddEvent } from '../events/cart-add.ts';
import type { VitrineErrorEvent } from '../events/error.ts';
import type { VitrineProductSelectEvent } from '../events/product-select.ts';
import {
  eur,
  FixtureStore,
  inside,
  nextEvent,
  productSummary,
  simpleProduct,
  storeSummary,
  until,
} from '../internal/fixtures.test-support.ts';
import './product-grid.ts';
import type { VitrineProductGrid } from './product-grid.ts';

const three = [
  productSummary('mug'),
  productSummary('shirt', { onlyVariantId: null, variantCount: 4, priceMax: eur(2990), compareAtPrice: eur(2490) }),
  productSummary('stool', { available: false }),
];
const down = { status: 503, body: { error: { code: 'store_unavailable', message: 'Away.', docs: '', requestId: '' } } };

const cards = (grid: Element): HTMLElement[] => [
  ...grid.shadowRoot!.querySelectorAll<HTMLElement>('.card:not(.waiting)'),
];
const buttonOf = (grid: Element, index: number): HTMLButtonElement => cards(grid)[index]!.querySelector('.add')!;
const chooseOf = (grid: Element, index: number): HTMLElement => cards(grid)[index]!.querySelector('.choose')!;
const said = (grid: Element): string => inside(grid, '[role=status]').textContent!.trim();

async function gridOf(
  products: readonly ProductSummary[],
  template = html`<vitrine-product-grid></vitrine-product-grid>`,
  store = new FixtureStore(),
): Promise<VitrineProductGrid> {
  await store.answerList(products);
  const grid = await store.mount<VitrineProductGrid>(template);
  await until(() => cards(grid).length === products.length && !grid.matches(':state(loading)'));
  return grid;
}

describe('<vitrine-product-grid>', () => {
  describe('accessibility', () => {
    it('passes axe with products, a heading and a choice of order', async () => {
      const grid = await gridOf(three, html`<vitrine-product-grid heading="New in" sortable></vitrine-product-grid>`);
      await until(() => grid.shadowRoot!.querySelector('select'));
      await expect(grid).to.be.accessible();
    });

    it('passes axe while loading, empty, failed and dark', async () => {
      const store = new FixtureStore();
      await store.answer({ '/products': { hold: 'wait', body: { store: storeSummary, products: [], next: null } } });
      const grid = await store.mount<VitrineProductGrid>(
        html`<vitrine-product-grid theme="dark"></vitrine-product-grid>`,
      );
      await expect(grid).to.be.accessible();
      await store.release('wait');
      await until(() => grid.matches(':state(empty)'));
      await expect(grid).to.be.accessible();

      const other = new FixtureStore();
      await other.answer({ '/products': down });
      const failed = await other.mount<VitrineProductGrid>(html`<vitrine-product-grid></vitrine-product-grid>`);
      await until(() => failed.matches(':state(failed)'));
      await expect(failed).to.be.accessible();
    });

    it('says that a shop is closed, not that it could not be reached', async () => {
      const store = new FixtureStore();
      const error = { code: 'store_suspended', message: 'This store is closed for now.', docs: '', requestId: 'x' };
      await store.answer({ '/products': { status: 423, body: { error } } });
      const grid = await store.mount<VitrineProductGrid>(html`<vitrine-product-grid></vitrine-product-grid>`);
      await until(() => grid.matches(':state(failed)'));
      expect(grid.shadowRoot!.querySelector('[role=alert]')!.textContent).to.contain('This shop is closed for now.');
    });

    it('is a list whose buttons name their product', async () => {
      const grid = await gridOf(three);
      expect(inside(grid, 'ul').getAttribute('role')).to.equal('list');
      expect(buttonOf(grid, 0).getAttribute('aria-label')).to.equal('Add to cart: The mug');
      expect(buttonOf(grid, 1).getAttribute('aria-label')).to.equal('Choose options: The shirt');
    });
  });

  it('waits, and does not throw, on a page without a store', async () => {
    const grid = document.createElement('vitrine-product-grid');
    document.body.append(grid);
    await grid.updateComplete;
    expect(grid.matches(':state(loading)')).to.equal(true);
    grid.remove();
  });

  it('shows the price range, what it cost before, and what is sold out', async () => {
    const grid = await gridOf(three);
    const text = (index: number): string => cards(grid)[index]!.textContent!.replace(/\s+/g, ' ');
    expect(text(0)).to.contain('€19.90').and.not.contain('From');
    expect(text(1)).to.contain('From €19.90').and.contain('€24.90').and.contain('Sale');
    expect(text(2)).to.contain('Sold out');
    expect(buttonOf(grid, 2).disabled).to.equal(true);
  });

  it('holds as much room before the products arrive as they take', async () => {
    const store = new FixtureStore();
    const products = Array.from({ length: 6 }, (_, index) =>
      productSummary(`p${index}`, {
        title:
          index % 2
            ? 'Short'
            : 'A title that is far too long for one line of a card as narrow as these are, and for two',
        vendor: index % 3 ? 'Halden' : '',
        image: index ? productSummary('x').image : null,
      }),
    );
    await store.answer({ '/products': { hold: 'wait', body: { store: storeSummary, products, next: null } } });
    const grid = await store.mount<VitrineProductGrid>(html`<vitrine-product-grid limit="6"></vitrine-product-grid>`);
    const before = grid.getBoundingClientRect().height;
    await store.release('wait');
    await until(() => cards(grid).length === 6);
    expect(grid.getBoundingClientRect().height).to.equal(before);
    expect(before).to.be.greaterThan(400);
  });

  it('asks once for the products of one list, in the form the preload hint has', async () => {
    const store = new FixtureStore();
    await store.answerList(three);
    await store.mount(
      html`<div>
        <vitrine-product-grid collection="summer" sort="newest" limit="6"></vitrine-product-grid>
        <vitrine-product-grid collection="summer" sort="newest" limit="6"></vitrine-product-grid>
      </div>`,
    );
    await until(() => document.querySelectorAll('vitrine-product-grid:not(:state(loading))').length === 2);
    expect((await store.requests()).map(({ path }) => path)).to.deep.equal([
      '/products?collection=summer&sort=newest&limit=6',
    ]);
  });

  describe('adding', () => {
    it('adds the only variant at once, says so, and tells the page', async () => {
      const store = new FixtureStore();
      const grid = await gridOf(three, undefined, store);
      const heard = nextEvent<VitrineCartAddEvent>(document, 'vitrine-cart-add');
      buttonOf(grid, 0).click();
      const event = await heard;
      expect(event.detail).to.deep.include({ variantId: 'v-mug', quantity: 1, title: 'The mug' });
      await event.promise;
      await until(() => said(grid).includes('The mug'));
      expect(buttonOf(grid, 0).textContent!.trim()).to.equal('Added');
      expect(store.cart.value.count).to.equal(1);
    });

    it('adds nothing when the page cancels', async () => {
      const store = new FixtureStore();
      const grid = await gridOf(three, undefined, store);
      grid.addEventListener('vitrine-cart-add', (event) => event.preventDefault());
      buttonOf(grid, 0).click();
      await until(() => buttonOf(grid, 0).textContent!.trim() === 'Add to cart');
      expect(store.cart.entries).to.have.length(0);
    });

    it('says so, tells the page, and can try again when it could not be kept', async () => {
      const store = new FixtureStore();
      const grid = await gridOf(three, undefined, store);
      store.cart.failure = new Error('No room.');
      const failed = nextEvent<VitrineErrorEvent>(grid, 'vitrine-error');
      let promise: Promise<void> | undefined;
      grid.addEventListener('vitrine-cart-add', (event) => (promise = event.promise), { once: true });
      buttonOf(grid, 0).click();
      expect((await failed).detail.message).to.equal('No room.');
      expect(await promise!.catch((error: Error) => error.message)).to.equal('No room.');
      expect(said(grid)).to.contain('could not be added');
      store.cart.failure = undefined;
      buttonOf(grid, 0).click();
      await until(() => store.cart.value.count === 1);
    });
  });

  describe('choosing a product', () => {
    it('opens it in a dialog of the same store, and gives the focus back', async () => {
      const store = new FixtureStore();
      const grid = await gridOf(three, undefined, store);
      await store.answerProducts([simpleProduct('mug')]);
      chooseOf(grid, 0).focus();
      chooseOf(grid, 0).click();
      const dialog = await until(() => grid.shadowRoot!.querySelector('dialog'));
      expect(dialog.open).to.equal(true);
      await until(() => dialog.querySelector('vitrine-product')?.shadowRoot?.textContent?.includes('The mug'));
      dialog.close();
      await until(() => !grid.shadowRoot!.querySelector('dialog'));
      expect(grid.shadowRoot!.activeElement).to.equal(chooseOf(grid, 0));
    });

    it('closes the dialog by a press beside it, not on its edge, and not by a selection that ends outside', async () => {
      const store = new FixtureStore();
      const grid = await gridOf(three, undefined, store);
      await store.answerProducts([simpleProduct('mug')]);
      chooseOf(grid, 0).click();
      const dialog = await until(() => grid.shadowRoot!.querySelector('dialog'));
      const edge = Math.round(dialog.getBoundingClientRect().left) + 4;
      const click = async (from: number, to: number): Promise<void> => {
        await sendMouse({ type: 'move', position: [from, 300] });
        await sendMouse({ type: 'down' });
        await sendMouse({ type: 'move', position: [to, 300] });
        await sendMouse({ type: 'up' });
      };
      await click(edge, edge);
      expect(dialog.open, 'on its edge').to.equal(true);
      await click(edge, 3);
      expect(dialog.open, 'out of it').to.equal(true);
      await click(3, 3);
      await until(() => !dialog.open);
    });

    it('lays the button that closes the dialog whole on the picture of a phone', async () => {
      await setViewport({ width: 390, height: 760 });
      const store = new FixtureStore();
      const grid = await gridOf(three, undefined, store);
      await store.answerProducts([simpleProduct('mug')]);
      chooseOf(grid, 0).click();
      const dialog = await until(() => grid.shadowRoot!.querySelector('dialog'));
      const picture = await until(() => dialog.querySelector('vitrine-product')?.shadowRoot?.querySelector('.slide'));
      const [button, frame] = [inside(grid, '.close').getBoundingClientRect(), picture.getBoundingClientRect()];
      await setViewport({ width: 1024, height: 768 });
      expect(button.right).to.be.at.most(frame.right);
      expect(button.top).to.be.at.least(frame.top);
      dialog.close();
    });

    it('opens nothing when the page cancels, and names the product', async () => {
      const grid = await gridOf(three);
      const heard = nextEvent<VitrineProductSelectEvent>(document, 'vitrine-product-select');
      grid.addEventListener('vitrine-product-select', (event) => event.preventDefault());
      chooseOf(grid, 1).click();
      expect((await heard).detail.product.handle).to.equal('shirt');
      buttonOf(grid, 1).click();
      expect(grid.shadowRoot!.querySelector('dialog')).to.equal(null);
    });

    it('links to the page of the product where the merchant has one', async () => {
      const grid = await gridOf(
        [productSummary('crème brûlée')],
        html`<vitrine-product-grid product-url="/products/{handle}"></vitrine-product-grid>`,
      );
      expect(chooseOf(grid, 0).getAttribute('href')).to.equal('/products/cr%C3%A8me%20br%C3%BBl%C3%A9e');
      grid.addEventListener('vitrine-product-select', (event) => event.preventDefault());
      const click = new MouseEvent('click', { bubbles: true, cancelable: true });
      chooseOf(grid, 0).dispatchEvent(click);
      expect(click.defaultPrevented).to.equal(true);
    });
  });

  describe('more products', () => {
    async function long(template = html`<vitrine-product-grid limit="2"></vitrine-product-grid>`) {
      const store = new FixtureStore();
      const page = (handles: string[], next: string | null) => ({
        body: { store: storeSummary, products: handles.map((handle) => productSummary(handle)), next },
      });
      await store.answer({
        '/products?limit=2': page(['a', 'b'], 'two'),
        '/products?limit=2&after=two': page(['c', 'd'], 'three'),
        '/products?limit=2&after=three': page(['e'], null),
      });
      const grid = await store.mount<VitrineProductGrid>(template);
      await until(() => cards(grid).length === 2);
      return { store, grid };
    }
    const quiet = (grid: Element, index = 0): HTMLButtonElement =>
      grid.shadowRoot!.querySelectorAll<HTMLButtonElement>('.quiet')[index]!;

    it('come by a button, are announced, and take the focus when the button goes', async () => {
      const { grid } = await long();
      quiet(grid).click();
      await until(() => cards(grid).length === 4);
      await until(() => said(grid) === '4 products');
      quiet(grid).focus();
      quiet(grid).click();
      await until(() => cards(grid).length === 5);
      await until(() => grid.shadowRoot!.activeElement === chooseOf(grid, 4));
      expect(quiet(grid)).to.equal(undefined);
    });

    it('come page by page', async () => {
      const { grid } = await long(html`<vitrine-product-grid limit="2" paging="pages"></vitrine-product-grid>`);
      const titles = (): string[] => cards(grid).map((card) => card.querySelector('.title')!.textContent!.trim());
      await until(() => quiet(grid, 1));
      expect(quiet(grid, 0).disabled).to.equal(true);
      quiet(grid, 1).click();
      await until(() => titles()[0] === 'The c');
      quiet(grid, 1).click();
      await until(() => titles()[0] === 'The e');
      expect(quiet(grid, 1).disabled).to.equal(true);
      quiet(grid, 0).click();
      await until(() => titles()[0] === 'The c');
    });

    it('are not offered with paging="none"', async () => {
      const { grid } = await long(html`<vitrine-product-grid limit="2" paging="none"></vitrine-product-grid>`);
      expect(quiet(grid)).to.equal(undefined);
    });

    it('come in the order the shopper chose', async () => {
      const store = new FixtureStore();
      const grid = await gridOf(three, html`<vitrine-product-grid sortable></vitrine-product-grid>`, store);
      const select = await until(() => grid.shadowRoot!.querySelector('select'));
      select.value = 'price-asc';
      select.dispatchEvent(new Event('change'));
      await until(() => !grid.matches(':state(loading)') && cards(grid).length === 3);
      expect((await store.requests()).at(-1)!.path).to.equal('/products?sort=price-asc');
    });
  });

  describe('when the shop is away', () => {
    it('says so, tells the page once, and tries again by a button', async () => {
      const store = new FixtureStore();
      await store.answer({ '/products': down });
      const errors: string[] = [];
      const listen = (event: VitrineErrorEvent): void => void errors.push(event.detail.code);
      document.addEventListener('vitrine-error', listen);
      const grid = await store.mount<VitrineProductGrid>(
        html`<vitrine-product-grid><p slot="error">Come back tomorrow.</p></vitrine-product-grid>`,
      );
      await until(() => grid.matches(':state(failed)'));
      await grid.updateComplete;
      grid.requestUpdate();
      await grid.updateComplete;
      document.removeEventListener('vitrine-error', listen);
      expect(errors).to.deep.equal(['store_unavailable']);
      await store.answerList(three);
      inside(grid, '.quiet').click();
      await until(() => cards(grid).length === 3);
    });

    it('leaves nothing behind when removed before the answer', async () => {
      const store = new FixtureStore();
      await store.answer({ '/products': { hold: 'late', body: { store: storeSummary, products: three, next: null } } });
      const grid = await store.mount<VitrineProductGrid>(html`<vitrine-product-grid></vitrine-product-grid>`);
      const parent = grid.parentElement!;
      grid.remove();
      await store.release('late');
      await until(() => store.context.summary.value);
      expect(cards(grid)).to.have.length(0);
      parent.append(grid);
      await until(() => cards(grid).length === 3);
    });
  });

  it('speaks the language of its store, and writes from right to left where that does', async () => {
    const grid = await gridOf(three, undefined, new FixtureStore('ar'));
    await until(() => buttonOf(grid, 0).textContent!.includes('أضف'));
    const root = inside(grid, '.root');
    expect(root.dir).to.equal('rtl');
    expect(root.lang).to.equal('ar');
    expect(getComputedStyle(root).visibility).to.equal('visible');
    await expect(grid).to.be.accessible();
  });

  it('keeps its looks on a page that resets everything and shrinks its root', async () => {
    const style = document.createElement('style');
    style.textContent = 'html { font-size: 62.5% } * { all: unset !important; color: red !important }';
    document.head.append(style);
    try {
      const grid = await gridOf(three);
      expect(getComputedStyle(grid).display).to.equal('block');
      expect(getComputedStyle(inside(grid, 'ul')).display).to.equal('grid');
      expect(getComputedStyle(inside(grid, '.title')).fontSize).to.equal('15px');
      expect(getComputedStyle(inside(grid, '.title')).color).to.not.equal('rgb(255, 0, 0)');
    } finally {
      style.remove();
    }
  });
});
