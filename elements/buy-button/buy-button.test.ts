import { expect } from '@open-wc/testing';
import { html } from 'lit';
import type { VitrineCartAddEvent } from '../events/cart-add.ts';
import {
  FixtureStore,
  inside,
  nextEvent,
  productWithOptions,
  simpleProduct,
  until,
  variant,
} from '../internal/fixtures.test-support.ts';
import './buy-button.ts';
import type { VitrineBuyButton } from './buy-button.ts';

const button = (element: Element): HTMLButtonElement => inside(element, 'button');
const label = (element: Element): string => inside(element, '.label').textContent!.trim();
const said = (element: Element): string => inside(element, '[role=status]').textContent!.trim();

describe('<vitrine-buy-button>', () => {
  it('passes axe ready, sold out and failed', async () => {
    const store = new FixtureStore();
    await store.answerProducts([
      simpleProduct('mug'),
      simpleProduct('gone', { available: false, variants: [variant('v-gone', [], { available: false })] }),
    ]);
    const element = await store.mount<VitrineBuyButton>(html`<vitrine-buy-button product="mug"></vitrine-buy-button>`);
    await expect(element).to.be.accessible();
    store.cart.failure = new Error('No room.');
    button(element).click();
    await until(() => element.matches(':state(failed)'));
    await expect(element).to.be.accessible();

    const gone = await store.mount<VitrineBuyButton>(html`<vitrine-buy-button product="gone"></vitrine-buy-button>`);
    await until(() => gone.matches(':state(sold-out)'));
    await expect(gone).to.be.accessible();
    button(gone).click();
    expect(store.cart.entries).to.have.length(0);
  });

  it('waits, and does not throw, on a page without a store', async () => {
    const element = document.createElement('vitrine-buy-button');
    document.body.append(element);
    await element.updateComplete;
    button(element).click();
    expect(button(element).getAttribute('aria-disabled')).to.equal('true');
    element.remove();
  });

  it('adds the variant it names without asking anything first', async () => {
    const store = new FixtureStore();
    const element = await store.mount<VitrineBuyButton>(
      html`<vitrine-buy-button variant-id="v-1" quantity="3">Take three</vitrine-buy-button>`,
    );
    const heard = nextEvent<VitrineCartAddEvent>(document, 'vitrine-cart-add');
    button(element).click();
    const event = await heard;
    await event.promise;
    expect(event.detail).to.deep.include({ variantId: 'v-1', quantity: 3 });
    expect(store.cart.value.lines.map(({ variantId, quantity }) => [variantId, quantity])).to.deep.equal([['v-1', 3]]);
    expect(await store.requests()).to.deep.equal([]);
    await until(() => said(element) === 'It is in your cart.');
  });

  it('adds the only variant of the product it names, and names the product', async () => {
    const store = new FixtureStore();
    await store.answerProducts([simpleProduct('mug')]);
    const element = await store.mount<VitrineBuyButton>(html`<vitrine-buy-button product="mug"></vitrine-buy-button>`);
    await until(() => store.context.summary.value);
    await element.updateComplete;
    button(element).click();
    await until(() => said(element) === 'The mug is in your cart.');
    expect(store.cart.value.count).to.equal(1);
  });

  it('lets the shopper choose where the product has a choice', async () => {
    const store = new FixtureStore();
    await store.answerProducts([productWithOptions('shirt')]);
    const element = await store.mount<VitrineBuyButton>(
      html`<vitrine-buy-button product="shirt"></vitrine-buy-button>`,
    );
    await until(() => label(element) === 'Choose options');
    button(element).click();
    const dialog = await until(() => element.shadowRoot!.querySelector('dialog'));
    expect(dialog.open).to.equal(true);
    dialog.close();
  });

  it('opens the cart after adding when asked to', async () => {
    const store = new FixtureStore();
    const element = await store.mount<VitrineBuyButton>(
      html`<vitrine-buy-button variant-id="v-1" open-cart></vitrine-buy-button>`,
    );
    const opened = nextEvent(document, 'vitrine-cart-open');
    button(element).click();
    await opened;
    expect(store.cart.value.count).to.equal(1);
  });

  it('adds once when clicked twice at once, and not at all when the page cancels', async () => {
    const store = new FixtureStore();
    const element = await store.mount<VitrineBuyButton>(
      html`<vitrine-buy-button variant-id="v-1"></vitrine-buy-button>`,
    );
    button(element).click();
    button(element).click();
    await until(() => element.matches(':state(added)'));
    expect(store.cart.value.count).to.equal(1);
    element.addEventListener('vitrine-cart-add', (event) => event.preventDefault());
    button(element).click();
    await until(() => !element.matches(':state(busy)'));
    expect(store.cart.value.count).to.equal(1);
  });

  it('keeps the label of the page and its width whatever it says', async () => {
    const store = new FixtureStore();
    const element = await store.mount<VitrineBuyButton>(
      html`<vitrine-buy-button variant-id="v-1">Put this lovely thing into my basket</vitrine-buy-button>`,
    );
    const width = element.getBoundingClientRect().width;
    button(element).click();
    await until(() => element.matches(':state(added)'));
    await element.updateComplete;
    expect(element.getBoundingClientRect().width).to.equal(width);
  });

  it('can be removed while it adds', async () => {
    const store = new FixtureStore();
    const element = await store.mount<VitrineBuyButton>(
      html`<vitrine-buy-button variant-id="v-1"></vitrine-buy-button>`,
    );
    const parent = element.parentElement!;
    button(element).click();
    element.remove();
    await until(() => store.cart.value.count === 1);
    parent.append(element);
    await element.updateComplete;
    expect(element.matches(':state(busy)')).to.equal(false);
  });
});
