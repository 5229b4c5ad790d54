import { expect } from '@open-wc/testing';
import { html } from 'lit';
import type { ShownBlock } from '../../edge-api/contract/blocks.ts';
import type { VitrineCartAddEvent } from '../events/cart-add.ts';
import type { VitrineErrorEvent } from '../events/error.ts';
import type { VitrineProductSelectEvent } from '../events/product-select.ts';
import {
  FixtureStore,
  inside,
  nextEvent,
  productWithOptions,
  simpleProduct,
  storeSummary,
  until,
  type Answer,
} from '../internal/fixtures.test-support.ts';
import './block.ts';
import type { VitrineBlock } from './block.ts';

const shown = (changes: Partial<ShownBlock> = {}): ShownBlock => ({
  name: 'offers',
  version: 1,
  html: '<h2>Offers</h2><p class="block-offers-a">Less <b>now</b></p>',
  css: '',
  readsCart: false,
  stale: false,
  warnings: [],
  ...changes,
});
const answer = (block: Partial<ShownBlock> = {}): Answer => ({ body: { store: storeSummary, block: shown(block) } });
const box = (element: Element): HTMLElement => inside(element, '.block');
const htmlOf = (element: Element): string =>
  box(element)
    .innerHTML.replace(/<!--.*?-->/g, '')
    .trim();
const ready = (element: VitrineBlock): Promise<unknown> =>
  until(() => element.shadowRoot?.querySelector('.block')?.firstElementChild);
const buy = (attributes: string): string =>
  `<button data-vitrine-action="add-to-cart" ${attributes} type="button">Buy</button>`;

describe('<vitrine-block>', () => {
  let store: FixtureStore;
  let errors: string[];
  const note = (event: Event): void => void errors.push((event as VitrineErrorEvent).detail.code);
  beforeEach(() => {
    store = new FixtureStore();
    errors = [];
    document.addEventListener('vitrine-error', note);
  });
  afterEach(() => document.removeEventListener('vitrine-error', note));

  /** What was asked for, but for where news come from, which is asked for once the page is idle. */
  const blocksAsked = async () => (await store.requests()).filter(({ path }) => path.startsWith('/blocks/'));

  const mount = async (block: Partial<ShownBlock> = {}, productUrl = ''): Promise<VitrineBlock> => {
    await store.answer({ '/blocks/offers': answer(block) });
    const element = await store.mount<VitrineBlock>(
      html`<vitrine-block name="offers" product-url=${productUrl}></vitrine-block>`,
    );
    await ready(element);
    return element;
  };

  it('shows what the shop has drawn, byte for byte, with its sheet, and passes axe', async () => {
    const css = '.block .block-offers-a { color: rgb(10, 20, 30) }';
    const element = await mount({ css });
    expect(htmlOf(element)).to.equal(shown().html);
    expect(getComputedStyle(box(element).querySelector('p')!).color).to.equal('rgb(10, 20, 30)');
    expect(element.matches(':state(loading)')).to.equal(false);
    await expect(element).to.be.accessible();
    expect(errors).to.deep.equal([]);
  });

  it('lies over nothing of the page, whatever its sheet says of itself', async () => {
    const above = document.createElement('button');
    above.style.cssText = 'display: block; block-size: 60px; inline-size: 100px';
    for (const css of [
      '.block { contain: none; overflow: visible } .block a { position: absolute; inset: -3000px; z-index: 100 }',
      '.block { contain: none; position: absolute; inset: -3000px; z-index: 100 } .block a { display: block; block-size: 100% }',
      '.block a { display: block; scale: 100 }',
    ]) {
      const element = await mount({ css, html: '<p><a href="https://elsewhere.test/">Buy</a></p>' });
      element.style.cssText = 'display: block; margin-block-start: 20px';
      element.before(above);
      const { left, top } = above.getBoundingClientRect();
      expect(document.elementFromPoint(left + 20, top + 20), css).to.equal(above);
      element.remove();
    }
    above.remove();
  });

  it('leads no link to a product anywhere else, whatever its handle', async () => {
    const element = await mount(
      {
        html: '<p><a href="/products/javascript:alert(1)">a</a><a href="/products/كوب">b</a><a href="/products/a%20b">c</a></p>',
      },
      '{handle}',
    );
    const links = [...box(element).querySelectorAll('a')].map((link) => link.getAttribute('href'));
    expect(links).to.deep.equal(['javascript%3Aalert(1)', '%D9%83%D9%88%D8%A8', 'a%20b']);
  });

  it('asks with its settings in one order, and once for two alike', async () => {
    await store.answer({ '/blocks/offers': answer() });
    const element = await store.mount<HTMLElement>(html`
      <div>
        <vitrine-block name="offers" settings='{"title":"A","n":2}'></vitrine-block>
        <vitrine-block name="offers" .settings=${{ n: 2, title: 'A' }}></vitrine-block>
      </div>
    `);
    for (const block of element.querySelectorAll('vitrine-block')) await ready(block);
    const asked = await blocksAsked();
    expect(asked).to.have.length(1);
    const query = new URLSearchParams(asked[0]!.path.split('?')[1]);
    expect([query.get('settings'), query.get('locale')]).to.deep.equal(['{"n":2,"title":"A"}', 'en']);
  });

  for (const settings of ['{"title":', '[1]', '"a"', 'null'])
    it(`tells the page of settings that are no object, and shows the block with its own: ${settings}`, async () => {
      await store.answer({ '/blocks/offers': answer() });
      const element = await store.mount<VitrineBlock>(
        html`<vitrine-block name="offers" settings=${settings}></vitrine-block>`,
      );
      await ready(element);
      expect(errors).to.deep.equal(['invalid_request']);
      expect((await blocksAsked()).map(({ path }) => path)).to.deep.equal(['/blocks/offers?locale=en']);
    });

  it('leaves nothing but its room while loading, when it is gone, and when it is empty', async () => {
    await store.answer({ '/blocks/offers': { ...answer({ html: '' }), hold: 'it' } });
    const element = await store.mount<VitrineBlock>(
      html`<vitrine-block name="offers" style="--vitrine-block-min-height: 40px"></vitrine-block>`,
    );
    expect(element.matches(':state(loading)')).to.equal(true);
    expect(element.offsetHeight).to.equal(40);
    await store.release('it');
    await until(() => element.matches(':state(empty)'));
    expect(element.offsetHeight).to.equal(40);

    const gone = await store.mount<VitrineBlock>(html`<vitrine-block name="gone"></vitrine-block>`);
    await until(() => gone.matches(':state(failed)'));
    expect([gone.offsetHeight, gone.shadowRoot!.textContent!.trim()]).to.deep.equal([0, '']);
    expect(errors).to.deep.equal(['not_found']);
    const nameless = await store.mount<VitrineBlock>(html`<vitrine-block></vitrine-block>`);
    expect(nameless.offsetHeight).to.equal(0);
    await expect(gone).to.be.accessible();
  });

  it('comes once the shop can be reached again', async () => {
    await store.answer({ '/blocks/offers': { cut: true } });
    const element = await store.mount<VitrineBlock>(html`<vitrine-block name="offers"></vitrine-block>`);
    await until(() => element.matches(':state(failed)'));
    expect(errors).to.deep.equal(['network']);
    await store.answer({ '/blocks/offers': { ...answer(), cut: false } });
    dispatchEvent(new Event('online'));
    await ready(element);
    expect(element.matches(':state(failed)')).to.equal(false);
  });

  it('waits, and does not throw, on a page without a store', async () => {
    const element = document.createElement('vitrine-block');
    element.setAttribute('name', 'offers');
    document.body.append(element);
    await element.updateComplete;
    expect(element.matches(':state(loading)')).to.equal(true);
    element.remove();
  });

  it('shows nothing of what our server does not write, and tells the page', async () => {
    await store.answer({ '/blocks/offers': answer({ html: '<p onclick="x()">a</p>' }) });
    const element = await store.mount<VitrineBlock>(html`<vitrine-block name="offers"></vitrine-block>`);
    await until(() => element.matches(':state(failed)'));
    expect(htmlOf(element)).to.equal('');
    expect(errors).to.have.length(1);
  });

  it('asks with the cart where the block reads it, again when it changes, and takes the latest answer', async () => {
    await store.cart.add('v-1', { quantity: 2 });
    await store.answer({
      'GET /blocks/offers': answer({ html: '<p>empty</p>', readsCart: true }),
      'POST /blocks/offers': { ...answer({ html: '<p>first</p>', readsCart: true }), hold: 'slow' },
    });
    const element = await store.mount<VitrineBlock>(html`<vitrine-block name="offers"></vitrine-block>`);
    const posts = async () => (await store.requests()).filter(({ method }) => method === 'POST');
    await until(() => htmlOf(element) === '<p>empty</p>');
    for (;;) if ((await posts()).length) break;
    expect(JSON.parse((await posts())[0]!.body)).to.deep.equal({
      settings: {},
      locale: 'en',
      lines: [{ variantId: 'v-1', quantity: 2, options: {} }],
    });
    await store.answer({ 'POST /blocks/offers': answer({ html: '<p>second</p>', readsCart: true }) });
    await store.cart.add('v-2');
    await store.cart.add('v-3');
    await until(() => htmlOf(element) === '<p>second</p>');
    await store.release('slow');
    const asked = await posts();
    expect(asked).to.have.length(2);
    expect((JSON.parse(asked[1]!.body) as { lines: object[] }).lines).to.have.length(3);
    for (const { key } of store.cart.value.lines) await store.cart.set(key, 0);
    await until(() => htmlOf(element) === '<p>empty</p>');
  });

  it('leaves whoever uses it where they are when it is drawn anew', async () => {
    const markup = (words: string): string =>
      `<p>${words}</p><details><summary>More</summary><p>a</p></details><details><summary>Less</summary><p>b</p></details><a href="/a">a</a><a href="/a">a</a><button type="button">No</button>`;
    const element = await store.mount<VitrineBlock>(
      html`<vitrine-block .block=${shown({ html: markup('one') })}></vitrine-block>`,
    );
    await ready(element);
    box(element).querySelectorAll('details')[1]!.open = true;
    box(element).querySelectorAll('a')[1]!.focus();
    element.block = shown({ version: 2, html: markup('two') });
    await element.updateComplete;
    expect(box(element).querySelector('p')!.textContent).to.equal('two');
    expect(element.shadowRoot!.activeElement).to.equal(box(element).querySelectorAll('a')[1]);
    expect([...box(element).querySelectorAll('details')].map(({ open }) => open)).to.deep.equal([false, true]);
  });

  it('does not ask with the cart where the block does not read it', async () => {
    await store.cart.add('v-1');
    await mount();
    await store.cart.add('v-2');
    await new Promise(requestAnimationFrame);
    expect((await store.requests()).filter(({ method }) => method === 'POST')).to.deep.equal([]);
  });

  it('keeps its nodes where the block is the same, and exchanges them where it is another', async () => {
    const element = await store.mount<VitrineBlock>(html`<vitrine-block .block=${shown()}></vitrine-block>`);
    await ready(element);
    const first = box(element).firstElementChild;
    element.block = shown({ version: 2, css: '.block p { color: red }' });
    await element.updateComplete;
    expect(box(element).firstElementChild).to.equal(first);
    expect(getComputedStyle(box(element).querySelector('p')!).color).to.equal('rgb(255, 0, 0)');
    element.block = shown({ version: 3, html: '<p>Other</p>' });
    await element.updateComplete;
    expect(htmlOf(element)).to.equal('<p>Other</p>');
    expect(getComputedStyle(box(element).querySelector('p')!).color).not.to.equal('rgb(255, 0, 0)');
    expect(await store.requests()).to.deep.equal([]);
  });

  it('asks for nothing where its page has brought it, and shows what the page brings next', async () => {
    const element = await store.mount<VitrineBlock>(
      html`<vitrine-block name="offers" .block=${shown()}></vitrine-block>`,
    );
    await ready(element);
    element.block = shown({ version: 2, html: '<p>Next</p>' });
    await until(() => htmlOf(element) === '<p>Next</p>');
    expect(await store.requests()).to.deep.equal([]);
  });

  it('adds the named variant, as many as it says, and tells of it at the button and by voice', async () => {
    const element = await mount({
      html: buy('data-vitrine-product="mug" data-vitrine-variant="v-9" data-vitrine-quantity="3"'),
    });
    const heard = nextEvent<VitrineCartAddEvent>(document, 'vitrine-cart-add');
    const button = box(element).querySelector('button')!;
    button.click();
    button.click();
    const { detail, promise } = await heard;
    await promise;
    expect(detail).to.deep.include({ variantId: 'v-9', quantity: 3 });
    await until(() => button.dataset['vitrineState'] === 'added');
    await until(() => inside(element, '[role=status]').textContent === 'It is in your cart.');
    expect(store.cart.value.count).to.equal(3);
    await expect(element).to.be.accessible();
  });

  it('adds the only variant of the product it names, and names the product', async () => {
    await store.answerProducts([simpleProduct('mug')]);
    const element = await mount({ html: buy('data-vitrine-product="mug"') });
    box(element).querySelector('button')!.click();
    await until(() => inside(element, '[role=status]').textContent === 'The mug is in your cart.');
    expect(store.cart.value.lines.map(({ variantId }) => variantId)).to.deep.equal(['v-mug']);
  });

  it('lets the shopper choose where the product has a choice', async () => {
    await store.answerProducts([productWithOptions('shirt')]);
    const element = await mount({ html: buy('data-vitrine-product="shirt"') });
    box(element).querySelector('button')!.click();
    const dialog = await until(() => element.shadowRoot!.querySelector('dialog'));
    expect(dialog.open).to.equal(true);
    expect(store.cart.value.count).to.equal(0);
    dialog.close();
  });

  it('adds nothing where the page cancels, and says so where it does not work', async () => {
    const element = await mount({ html: buy('data-vitrine-product="mug" data-vitrine-variant="v-9"') });
    const button = box(element).querySelector('button')!;
    element.addEventListener('vitrine-cart-add', (event) => event.preventDefault(), { once: true });
    button.click();
    await until(() => !button.hasAttribute('aria-busy'));
    expect(store.cart.value.count).to.equal(0);
    store.cart.failure = new Error('No room.');
    button.click();
    const alert = await until(() => element.shadowRoot!.querySelector('[role=alert]'));
    expect(alert.textContent).to.equal('That did not work. Please try again.');
    expect(errors).to.deep.equal(['internal']);
    await expect(element).to.be.accessible();
  });

  it('opens the cart, by a link too', async () => {
    const element = await mount({ html: '<a data-vitrine-action="open-cart" href="#cart">Cart</a>' });
    const opened = nextEvent(document, 'vitrine-cart-open');
    box(element).querySelector('a')!.click();
    await opened;
    expect(location.hash).to.equal('');
  });

  it('shows a product by action and by link, unless the page cancels', async () => {
    await store.answerProducts([simpleProduct('mug')]);
    const element = await mount({
      html: '<button data-vitrine-action="show-product" data-vitrine-product="mug" type="button">See</button><a href="/products/mug">Mug</a><a href="/products/mug/more">Other</a>',
    });
    const handles: string[] = [];
    const cancel = (event: Event): void => {
      handles.push((event as VitrineProductSelectEvent).detail.product.handle);
      event.preventDefault();
    };
    element.addEventListener('vitrine-product-select', cancel);
    box(element).querySelector('button')!.click();
    await until(() => handles.length === 1);
    box(element).querySelector('a')!.click();
    await until(() => handles.length === 2);
    expect(handles).to.deep.equal(['mug', 'mug']);
    expect(element.shadowRoot!.querySelector('dialog')).to.equal(null);
    element.removeEventListener('vitrine-product-select', cancel);
    box(element).querySelector('a')!.click();
    (await until(() => element.shadowRoot!.querySelector('dialog'))).close();
  });

  it('leads links to products to where the page has them, and leaves others as they are', async () => {
    const markup =
      '<a href="/products/mug">a</a><a href="/collections/mugs">b</a><a href="https://a.test/products/x">c</a>';
    const element = await mount({ html: markup }, '/shop?p={handle}');
    const hrefs = [...box(element).querySelectorAll('a')].map((link) => link.getAttribute('href'));
    expect(hrefs).to.deep.equal(['/shop?p=mug', '/collections/mugs', 'https://a.test/products/x']);
    element.productUrl = '';
    await element.updateComplete;
    expect(box(element).querySelector('a')!.getAttribute('href')).to.equal('/products/mug');
  });

  it('does what was pressed before the page had a store', async () => {
    const element = document.createElement('vitrine-block');
    element.block = shown({ html: buy('data-vitrine-product="mug" data-vitrine-variant="v-9"') });
    document.body.append(element);
    await ready(element);
    box(element).querySelector('button')!.click();
    const host = await store.mount<HTMLElement>(html`<div></div>`);
    host.append(element);
    await until(() => store.cart.value.count === 1);
  });

  it('can be removed while it loads and while it adds', async () => {
    await store.answer({ '/blocks/offers': { ...answer(), hold: 'it' } });
    const element = await store.mount<VitrineBlock>(html`<vitrine-block name="offers"></vitrine-block>`);
    const parent = element.parentElement!;
    element.remove();
    await store.release('it');
    parent.append(element);
    await ready(element);
    expect(errors).to.deep.equal([]);
  });

  it('speaks the shop’s language and reads its way', async () => {
    store = new FixtureStore('ar');
    const element = await mount({ html: '<p>مرحبا</p>' });
    await until(() => inside(element, '.root').dir === 'rtl');
    expect(getComputedStyle(box(element).querySelector('p')!).direction).to.equal('rtl');
  });
});
