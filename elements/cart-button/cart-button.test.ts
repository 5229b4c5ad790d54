import { expect, fixture, html } from '@open-wc/testing';
import { ShopStore } from '../cart/shop.test-support.ts';
import { inside, nextEvent } from '../internal/fixtures.test-support.ts';
import { cartViewOf } from '../stores/cart-view.ts';
import './cart-button.ts';
import type { VitrineCartButton } from './cart-button.ts';

const button = (element: Element): HTMLElement => inside(element, '.button');

describe('<vitrine-cart-button>', () => {
  it('is accessible, and says how much is in the cart', async () => {
    const store = new ShopStore();
    const element = await store.mount<VitrineCartButton>(html`<vitrine-cart-button></vitrine-cart-button>`);
    expect(button(element).getAttribute('aria-label')).to.equal('Cart, empty');
    await store.cart.add('mug', { quantity: 3 });
    await element.updateComplete;
    expect(button(element).getAttribute('aria-label')).to.equal('Cart, 3 items');
    await expect(element).to.be.accessible();
  });

  it('shows the remembered count before the cart is loaded', async () => {
    const store = new ShopStore('en', 2);
    const element = await store.mount<VitrineCartButton>(html`<vitrine-cart-button></vitrine-cart-button>`);
    expect(inside(element, '.count').textContent).to.equal('2');
    expect(store.cart.value.status).to.equal('idle');
  });

  it('counts in the language of the store', async () => {
    const store = new ShopStore('ar', 2);
    const element = await store.mount<VitrineCartButton>(html`<vitrine-cart-button></vitrine-cart-button>`);
    await import('../locales/ar.ts');
    await new Promise((resolve) => setTimeout(resolve));
    await element.updateComplete;
    expect(button(element).getAttribute('aria-label')).to.equal('سلة التسوق، عدد المنتجات 2');
    expect(inside(element, '.root').dir).to.equal('rtl');
  });

  it('opens the cart of its store, unless the page says no', async () => {
    const store = new ShopStore();
    const element = await store.mount<VitrineCartButton>(html`<vitrine-cart-button></vitrine-cart-button>`);
    const view = cartViewOf(store.cart);
    element.addEventListener('vitrine-cart-open', (event) => event.preventDefault(), { once: true });
    button(element).click();
    expect(view.value.open).to.equal(false);
    const asked = nextEvent(document, 'vitrine-cart-open');
    button(element).click();
    expect((await asked).composed).to.equal(true);
    expect(view.value.open).to.equal(true);
  });

  it('is a link to the cart’s page where no cart can be shown', async () => {
    const store = new ShopStore();
    const element = await store.mount<VitrineCartButton>(
      html`<vitrine-cart-button href="#the-cart"></vitrine-cart-button>`,
    );
    button(element).click();
    expect(location.hash).to.equal('#the-cart');
    history.replaceState(null, '', location.pathname + location.search);
    const leave = cartViewOf(store.cart).present({});
    button(element).click();
    expect(location.hash).to.equal('');
    expect(cartViewOf(store.cart).value.open).to.equal(true);
    leave();
  });

  it('waits, and does not throw, on a page without a store', async () => {
    const element = await fixture<VitrineCartButton>(html`<vitrine-cart-button></vitrine-cart-button>`);
    button(element).click();
    expect(element.count).to.equal(0);
  });
});
