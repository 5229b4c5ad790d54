import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { darken, settle, ShopStore } from '../cart/shop.test-support.ts';
import { ApiError } from '../client/api-client.ts';
import { inside, nextEvent, until } from '../internal/fixtures.test-support.ts';
import { takeNote } from '../order-status/just-placed.ts';
import './checkout.ts';
import type { VitrineCheckout } from './checkout.ts';

const ADDRESS = {
  email: 'ada@example.com',
  name: 'Ada Lovelace',
  line1: 'Unter den Linden 1',
  postcode: '10117',
  city: 'Berlin',
};

const field = <E extends HTMLElement = HTMLInputElement>(checkout: Element, name: string): E =>
  inside<E>(checkout, `#${name}`);

async function type(checkout: VitrineCheckout, values: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(values)) {
    const input = field(checkout, name);
    input.value = value;
    input.dispatchEvent(new Event(input.localName === 'select' ? 'change' : 'input', { bubbles: true }));
  }
  await checkout.updateComplete;
}

const words = (checkout: Element): string => inside(checkout, '.root').innerText;
const submit = (checkout: Element): void => inside(checkout, 'button.primary').click();
const press = (checkout: Element, label: string): void => {
  const found = [...checkout.shadowRoot!.querySelectorAll('button')].find((one) => one.innerText.trim() === label);
  if (!found) throw new Error(`No button "${label}" in: ${words(checkout)}`);
  found.click();
};

describe('<vitrine-checkout>', () => {
  let store: ShopStore;
  beforeEach(async () => {
    store = new ShopStore();
    await store.cart.add('mug', { quantity: 2 });
    await store.cart.add('shirt', { options: { Engraving: 'For Ada' } });
  });
  afterEach(() => sessionStorage.clear());

  /** A checkout with its prices, including those of the way of delivery it starts with. */
  async function ready(template = html`<vitrine-checkout></vitrine-checkout>`): Promise<VitrineCheckout> {
    const checkout = await store.mount<VitrineCheckout>(template);
    await until(() => checkout.shadowRoot!.querySelector('form'));
    await type(checkout, { country: 'DE' });
    await until(() => /Place order · /.test(words(checkout)));
    return checkout;
  }

  async function placed(checkout: VitrineCheckout): Promise<void> {
    await until(() => checkout.shadowRoot!.querySelector('vitrine-order-status')?.shadowRoot?.querySelector('article'));
  }

  describe('accessibility', () => {
    it('is accessible: empty form, with errors, on a dark page', async () => {
      const checkout = await ready();
      await settle(checkout);
      await expect(checkout).to.be.accessible();
      submit(checkout);
      await until(() => checkout.shadowRoot!.querySelector('.error'));
      await settle(checkout);
      await expect(checkout).to.be.accessible();
      await darken(checkout);
      await expect(checkout).to.be.accessible();
    });

    it('says beside each field what is missing, and starts at the first', async () => {
      const checkout = await ready();
      await type(checkout, { email: 'ada@example' });
      submit(checkout);
      await until(() => checkout.shadowRoot!.activeElement?.id === 'email');
      const email = field(checkout, 'email');
      expect(email.getAttribute('aria-invalid')).to.equal('true');
      const described = email
        .getAttribute('aria-describedby')!
        .split(' ')
        .map((id) => field(checkout, id).innerText);
      expect(described.join()).to.contain('does not look like an email');
      expect(inside(checkout, '[role="alert"]').innerText).to.contain('Email, Full name, Street and number, Postcode');
      expect(store.shop.tries).to.have.length(0);
      await type(checkout, { email: 'ada@example.com' });
      expect(email.getAttribute('aria-invalid')).to.equal('false');
    });

    it('says of fewer fields what is wrong as they are put right, and nothing once none is', async () => {
      const checkout = await ready();
      submit(checkout);
      await until(() => checkout.shadowRoot!.querySelector('#notice'));
      const { email, ...rest } = ADDRESS;
      await type(checkout, { email });
      await until(() => !inside(checkout, '#notice').innerText.includes('Email'));
      expect(inside(checkout, '#notice').innerText).to.contain('Please check 4 fields: Full name, Street and number');
      await type(checkout, rest);
      await until(() => !checkout.shadowRoot!.querySelector('#notice'));
    });

    it('can be filled and sent by keyboard alone', async () => {
      const checkout = await ready();
      field(checkout, 'email').focus();
      for (const text of ['ada@example.com', '', '', '', '', 'Ada Lovelace', 'Way 1', '', '10117', 'Berlin']) {
        if (text) await sendKeys({ type: text });
        await sendKeys({ press: 'Tab' });
      }
      await sendKeys({ press: 'ArrowDown' });
      await until(() => inside(checkout, '.grand').innerText.includes('€101.70'));
      await sendKeys({ press: 'Enter' });
      await placed(checkout);
      expect(store.shop.tries[0]!.deliveryMethodId).to.equal('express');
    });

    it('keeps the focus when what was pressed has done its work and goes', async () => {
      await store.cart.add('lamp', { quantity: 3 });
      const checkout = await ready();
      store.shop.sold['lamp']!.left = 1;
      await type(checkout, { country: 'AT' });
      await until(() => words(checkout).includes('Only 1 left.'));
      inside(checkout, '.notice button').focus();
      await sendKeys({ press: 'Enter' });
      await until(() => !words(checkout).includes('Only 1 left.'));
      expect(checkout.shadowRoot!.activeElement?.id).to.equal('review');

      store.shop.down = true;
      await type(checkout, { country: 'DE' });
      await until(() => checkout.shadowRoot!.querySelector('#prices'));
      store.shop.down = false;
      inside(checkout, '#prices button').focus();
      await sendKeys({ press: 'Enter' });
      await until(() => !checkout.shadowRoot!.querySelector('#prices'));
      expect(checkout.shadowRoot!.activeElement?.id).to.equal('review');
    });

    it('keeps the focus through trying again to reach the shop', async () => {
      store.shop.down = true;
      const checkout = await store.mount<VitrineCheckout>(html`<vitrine-checkout></vitrine-checkout>`);
      await until(() => words(checkout).includes('We can’t reach the shop just now.'));
      inside(checkout, '.notice button').focus();
      await sendKeys({ press: 'Enter' });
      await until(() => checkout.shadowRoot!.querySelector('.waiting') ?? checkout.shadowRoot!.activeElement);
      await until(() => checkout.shadowRoot!.activeElement?.localName === 'button');
      store.shop.down = false;
      await sendKeys({ press: 'Enter' });
      await until(() => checkout.shadowRoot!.querySelector('form'));
      expect(checkout.shadowRoot!.activeElement?.id).to.equal('review');
    });

    it('offers to fold the lines only where that does something', async () => {
      await store.cart.add('lamp', { quantity: 3 });
      const checkout = await ready();
      expect(checkout.shadowRoot!.querySelector('.fold')).not.to.equal(null);
      store.shop.sold['lamp']!.left = 1;
      await type(checkout, { country: 'AT' });
      await until(() => words(checkout).includes('Only 1 left.'));
      expect(checkout.shadowRoot!.querySelector('.fold')).to.equal(null);
    });

    it('tells browsers and keyboards what each field is', async () => {
      const checkout = await ready();
      const tokens = ['email', 'phone', 'country', 'name', 'line1', 'line2', 'postcode', 'city'].map((name) =>
        field(checkout, name).getAttribute('autocomplete'),
      );
      expect(tokens).to.deep.equal([
        'email',
        'tel',
        'shipping country',
        'shipping name',
        'shipping address-line1',
        'shipping address-line2',
        'shipping postal-code',
        'shipping address-level2',
      ]);
      expect([field(checkout, 'email').inputMode, field(checkout, 'phone').inputMode]).to.deep.equal(['email', 'tel']);
      for (const target of checkout.shadowRoot!.querySelectorAll<HTMLElement>(
        '.field :is(input, select, textarea), button, .choice',
      )) {
        if (target.checkVisibility()) expect(target.getBoundingClientRect().height).to.be.at.least(44);
      }
    });
  });

  describe('addresses', () => {
    const order = (checkout: Element): string[] =>
      [...checkout.shadowRoot!.querySelectorAll('.address input')].map(({ id }) => id);

    it('follow the country, and keep what was typed, where the focus is and what the browser filled in', async () => {
      const checkout = await ready();
      expect(order(checkout)).to.deep.equal(['name', 'line1', 'line2', 'postcode', 'city']);
      await type(checkout, { ...ADDRESS });
      const city = field(checkout, 'city');
      city.focus();
      await type(checkout, { country: 'US' });
      expect(order(checkout)).to.deep.equal(['name', 'line1', 'line2', 'city', 'region', 'postcode']);
      expect(field(checkout, 'city'), 'the same node').to.equal(city);
      expect(city.value).to.equal('Berlin');
      expect(inside(checkout, 'label[for="postcode"]').innerText.trim()).to.equal('ZIP code');
      expect(field(checkout, 'postcode').inputMode).to.equal('numeric');
      await type(checkout, { country: 'AE' });
      expect(order(checkout)).to.deep.equal(['name', 'line1', 'line2', 'region']);
      await type(checkout, { country: 'DE' });
      expect(field(checkout, 'postcode').value).to.equal('10117');
    });

    it('have their postcode put right when it is left, and checked when ordering, with a way to the field', async () => {
      const checkout = await ready();
      await type(checkout, { ...ADDRESS, postcode: ' d-10117' });
      field(checkout, 'postcode').dispatchEvent(new Event('change', { bubbles: true }));
      await until(() => field(checkout, 'postcode').value === '10117');
      await until(() => store.shop.quotes.at(-1)?.postcode === '10117');
      await type(checkout, { postcode: '1011' });
      submit(checkout);
      await until(() => checkout.shadowRoot!.activeElement?.id === 'postcode');
      expect(field(checkout, 'postcode-error').innerText).to.contain('no such postcode');
      const link = inside<HTMLAnchorElement>(checkout, '#notice a');
      expect(link.innerText).to.equal('Postcode');
      link.focus();
      link.click();
      await until(() => checkout.shadowRoot!.activeElement?.id === 'postcode');
      expect(store.shop.tries).to.have.length(0);
    });

    it('of the bill are the same until the shopper says otherwise', async () => {
      const checkout = await ready();
      await type(checkout, ADDRESS);
      expect(checkout.shadowRoot!.querySelector('#billingName')).to.equal(null);
      field(checkout, 'billing').click();
      await until(() => checkout.shadowRoot!.querySelector('#billingName'));
      expect(field(checkout, 'billingCity').getAttribute('autocomplete')).to.equal('billing address-level2');
      await type(checkout, { billingName: 'Eve', billingLine1: 'Way 2', billingPostcode: '1010', billingCity: 'Wien' });
      submit(checkout);
      await until(() => checkout.shadowRoot!.activeElement?.id === 'billingPostcode');
      await type(checkout, { billingCountry: 'AT' });
      submit(checkout);
      await placed(checkout);
      expect(store.shop.tries[0]!.billingAddress).to.deep.include({ name: 'Eve', postcode: '1010', country: 'AT' });
    });
  });

  describe('agreement and codes', () => {
    it('asks for consent without ticking it, and tells the edge which was given', async () => {
      const checkout = await ready();
      expect([field(checkout, 'reminder').checked, field(checkout, 'marketing').checked]).to.deep.equal([false, false]);
      await type(checkout, ADDRESS);
      field(checkout, 'marketing').click();
      submit(checkout);
      await placed(checkout);
      expect(store.shop.tries[0]!.consent).to.deep.equal({ marketing: true });
    });

    it('takes discount codes by the Enter key without ordering, and says what became of each', async () => {
      const checkout = await ready();
      await type(checkout, ADDRESS);
      field(checkout, 'code').focus();
      await sendKeys({ type: 'SAVE10' });
      await sendKeys({ press: 'Enter' });
      await until(() => words(checkout).includes('Applied'));
      await until(() => /Place order · €84\.82/.test(words(checkout)));
      await sendKeys({ type: 'nonsense' });
      await sendKeys({ press: 'Enter' });
      await until(() => words(checkout).includes('There is no such code.'));
      expect(store.shop.tries).to.have.length(0);
      await expect(checkout).to.be.accessible();
      await sendKeys({ type: 'other' });
      await sendKeys({ press: 'Enter' });
      await until(() => /\bother\b/i.test(words(checkout)) && !/nonsense/i.test(words(checkout)));
      submit(checkout);
      await placed(checkout);
      const [request] = store.shop.tries;
      expect(request!.discountCodes).to.deep.equal(['SAVE10']);
      expect(request!.expectedTotal.amountMinor).to.equal(8482);
    });

    it('goes on at the price without a code that this shopper has used up, as the refused order tells it', async () => {
      const checkout = await ready();
      await type(checkout, ADDRESS);
      field(checkout, 'code').focus();
      await sendKeys({ type: 'SAVE10' });
      await sendKeys({ press: 'Enter' });
      await until(() => /Place order · €84\.82/.test(words(checkout)));
      const { lines, deliveryMethodId } = store.shop.quotes.at(-1)!;
      const without = store.shop.quote({ lines, country: 'DE', deliveryMethodId });
      const rejectedCodes = [{ code: 'SAVE10', reason: 'used_up', message: '' }] as const;
      const quote = { ...without, rejectedCodes: [...rejectedCodes] };
      store.shop.refusal = new ApiError('discount_used_up', 'Used up.', 409, [], quote);
      submit(checkout);
      await until(() => inside(checkout, '.codes').innerText.includes('used'));
      const total = without.total.amountMinor;
      await until(() => words(checkout).includes(`Place order · €${total / 100}`));
      submit(checkout);
      await placed(checkout);
      const request = store.shop.tries.at(-1)!;
      expect([request.expectedTotal.amountMinor, request.discountCodes]).to.deep.equal([total, []]);
    });

    it('explains at its line that a price has changed', async () => {
      const checkout = await ready();
      store.shop.sold['mug']!.priceMinor = 2490;
      await type(checkout, { country: 'AT' });
      await until(() => words(checkout).includes('The price has changed from €19.90 to €24.90.'));
    });
  });

  describe('the order', () => {
    it('is placed once, taken out of the cart, told to the page, and shown', async () => {
      const checkout = await ready();
      await type(checkout, { ...ADDRESS, note: 'Ring twice' });
      const completing = nextEvent<HTMLElementEventMap['vitrine-checkout-complete']>(
        document,
        'vitrine-checkout-complete',
      );
      submit(checkout);
      submit(checkout);
      inside<HTMLFormElement>(checkout, 'form').requestSubmit();
      const { detail } = await completing;
      expect(detail.order.number).to.equal('#1001');
      await placed(checkout);
      expect(store.shop.orders.size).to.equal(1);
      expect(store.shop.tries).to.have.length(1);
      const [request] = store.shop.tries;
      expect(request!.expectedTotal).to.deep.equal({ amountMinor: 9370, currency: 'EUR' });
      expect(request!.shippingAddress).to.deep.include({ name: 'Ada Lovelace', country: 'DE', region: '' });
      expect(store.cart.value.lines).to.deep.equal([]);
      expect({ ...sessionStorage }).to.deep.equal({ [`vitrine:${store.handle}:order`]: detail.order.token });
    });

    it('is there again after a reload, until something else is to be ordered', async () => {
      const checkout = await ready();
      await type(checkout, ADDRESS);
      submit(checkout);
      await placed(checkout);
      checkout.remove();
      const again = await store.mount<VitrineCheckout>(html`<vitrine-checkout></vitrine-checkout>`);
      await placed(again);
      expect(inside(again, 'vitrine-order-status').shadowRoot!.querySelector('article')!.innerText).to.contain('#1001');
      await store.cart.add('mug', { quantity: 1 });
      await until(() => again.shadowRoot!.querySelector('form'));
    });

    it('carries the note of the cart, once', async () => {
      await store.cart.setNote('For my sister');
      const checkout = await ready();
      await until(() => field<HTMLTextAreaElement>(checkout, 'note').value === 'For my sister');
      await type(checkout, { ...ADDRESS, note: 'For my brother' });
      submit(checkout);
      await placed(checkout);
      expect(store.shop.tries[0]!.note).to.equal('For my brother');
      expect(store.cart.value.note).to.equal('');
    });

    it('leaves what to show to the page when the page says so', async () => {
      const checkout = await ready();
      await type(checkout, ADDRESS);
      checkout.addEventListener('vitrine-checkout-complete', (event) => event.preventDefault());
      const completing = nextEvent(document, 'vitrine-checkout-complete');
      submit(checkout);
      await completing;
      await until(() => words(checkout).includes('There is nothing in your cart yet.'));
      expect(checkout.shadowRoot!.querySelector('vitrine-order-status')).to.equal(null);
    });

    it('goes to the page of the order where there is one', async () => {
      const checkout = await ready(html`<vitrine-checkout order-url="#/orders/{token}"></vitrine-checkout>`);
      await type(checkout, ADDRESS);
      submit(checkout);
      await until(() => location.hash === '#/orders/token-of-order-0');
      expect(takeNote(store.handle, 'token-of-order-0'), 'noted for that page').to.equal(true);
      expect(sessionStorage.length).to.equal(0);
      history.replaceState(null, '', location.pathname + location.search);
    });

    it('asks again when prices changed, and shows the new ones', async () => {
      const checkout = await ready();
      await type(checkout, ADDRESS);
      store.shop.sold['mug']!.priceMinor = 2490;
      submit(checkout);
      await until(() => words(checkout).includes('The total is now €103.70.'));
      await until(() => inside(checkout, '.grand').innerText.includes('€103.70'));
      await until(() => checkout.shadowRoot!.activeElement?.id === 'notice');
      expect(store.shop.orders.size).to.equal(0);
      submit(checkout);
      await placed(checkout);
      expect(store.shop.orders.size).to.equal(1);
    });

    it('marks what has been bought by someone else, with one tap to go on', async () => {
      await store.cart.add('lamp', { quantity: 3 });
      const checkout = await ready();
      await type(checkout, ADDRESS);
      store.shop.sold['lamp']!.left = 1;
      submit(checkout);
      await until(() => words(checkout).includes('Only 1 left.'));
      expect(words(checkout)).to.contain('bought by someone else');
      press(checkout, 'Take 1');
      await until(() => !words(checkout).includes('Only 1 left.'));
      submit(checkout);
      await placed(checkout);
      expect(store.shop.tries.at(-1)!.lines.at(-1)!.quantity).to.equal(1);
    });

    it("shows the edge's own issues at their fields, as text", async () => {
      const checkout = await ready();
      await type(checkout, ADDRESS);
      store.shop.refusal = new ApiError('invalid_request', 'No.', 400, [
        { path: 'shippingAddress.postcode', message: '<b>No such</b> postcode.' },
      ]);
      submit(checkout);
      await until(() => checkout.shadowRoot!.activeElement?.id === 'postcode');
      expect(field(checkout, 'postcode-error').innerText).to.equal('<b>No such</b> postcode.');
    });

    it('tells of an order that another window has placed from here, and orders again only when asked again', async () => {
      const checkout = await ready();
      await type(checkout, ADDRESS);
      store.shop.refusal = new ApiError('checkout_closed', 'Done.', 409);
      submit(checkout);
      await until(() => words(checkout).includes('has been placed already, in another window'));
      expect(store.shop.orders.size).to.equal(0);
      submit(checkout);
      await placed(checkout);
      expect(store.shop.orders.size).to.equal(1);
    });

    it('goes on without a cart that ran out on the edge', async () => {
      const checkout = await ready();
      await type(checkout, ADDRESS);
      store.shop.refusal = new ApiError('cart_not_found', 'Gone.', 404);
      submit(checkout);
      await placed(checkout);
      expect(store.shop.orders.size).to.equal(1);
    });
  });

  describe('in bad weather', () => {
    it('keeps everything when the answer is lost, and never orders twice', async () => {
      const checkout = await ready();
      await type(checkout, ADDRESS);
      store.shop.deaf = true;
      submit(checkout);
      await until(() => words(checkout).includes('you will not order twice'));
      expect(field(checkout, 'name').value).to.equal('Ada Lovelace');
      store.shop.deaf = false;
      submit(checkout);
      await placed(checkout);
      expect(store.shop.tries).to.have.length(2);
      expect(store.shop.orders.size).to.equal(1);
      expect(words(checkout)).to.contain('had arrived after all');
    });

    it('tells the page when the browser keeps no change, and throws nothing into it', async () => {
      await store.cart.add('lamp', { quantity: 3 });
      const checkout = await ready();
      store.shop.sold['lamp']!.left = 1;
      await type(checkout, { country: 'AT' });
      await until(() => words(checkout).includes('Only 1 left.'));
      const failing = nextEvent<HTMLElementEventMap['vitrine-error']>(checkout, 'vitrine-error');
      store.cart.failure = new Error('Nothing is kept here.');
      press(checkout, 'Take 1');
      expect((await failing).detail.message).to.equal('Nothing is kept here.');
    });

    it('resumes after a reload, and finds the order that had no answer', async () => {
      const checkout = await ready();
      await type(checkout, ADDRESS);
      store.shop.deaf = true;
      submit(checkout);
      await until(() => words(checkout).includes('you will not order twice'));
      store.shop.deaf = false;
      // What a reload leaves: the tab's storage, and an element that has seen nothing.
      const parent = checkout.parentElement!;
      checkout.remove();
      const again = document.createElement('vitrine-checkout');
      parent.append(again);
      await until(() => again.shadowRoot?.querySelector('form'));
      expect(field(again, 'email').value).to.equal('ada@example.com');
      let answer = (): void => undefined;
      store.shop.gate = new Promise((resolve) => (answer = resolve));
      press(again, 'Look for my order');
      await until(() => inside(again, 'button.primary').innerText.includes('Looking for your order'));
      answer();
      await placed(again);
      expect(store.shop.orders.size).to.equal(1);
    });

    it('says kindly that the shop is out of reach, and asks again', async () => {
      store.shop.down = true;
      const checkout = await store.mount<VitrineCheckout>(html`<vitrine-checkout></vitrine-checkout>`);
      await until(() => words(checkout).includes('We can’t reach the shop just now.'));
      await expect(checkout).to.be.accessible();
      store.shop.down = false;
      press(checkout, 'Try again');
      await until(() => checkout.shadowRoot!.querySelector('form'));
    });

    it('says so when prices stay away, and does not guess them', async () => {
      const checkout = await ready();
      await type(checkout, ADDRESS);
      store.shop.down = true;
      await type(checkout, { country: 'AT' });
      await until(() => words(checkout).includes('can’t reach the shop for prices'));
      submit(checkout);
      await until(() => checkout.shadowRoot!.activeElement?.id === 'prices');
      expect(store.shop.tries).to.have.length(0);
      store.shop.down = false;
      press(checkout, 'Try again');
      await until(() => !words(checkout).includes('can’t reach the shop for prices'));
    });

    it('says where the shop does not deliver', async () => {
      store.shop.store = { ...store.shop.store, shipsTo: [] };
      const checkout = await store.mount<VitrineCheckout>(html`<vitrine-checkout></vitrine-checkout>`);
      await until(() => checkout.shadowRoot!.querySelector('form'));
      expect(field<HTMLSelectElement>(checkout, 'country').options.length).to.equal(251);
      store.shop.store = { ...store.shop.store, shipsTo: ['DE'] };
      await type(checkout, { country: 'FR' });
      await until(() => words(checkout).includes('We do not deliver to France yet.'));
    });

    it('waits, and does not throw, on a page without a store', async () => {
      const checkout = await fixture<VitrineCheckout>(html`<vitrine-checkout></vitrine-checkout>`);
      expect(words(checkout)).to.contain('Loading');
      checkout.remove();
    });

    it('removed while its prices are on their way, it asks for nothing and says nothing more', async () => {
      let answer = (): void => undefined;
      const checkout = await ready();
      store.shop.gate = new Promise((resolve) => (answer = resolve));
      await type(checkout, { country: 'AT' });
      checkout.remove();
      answer();
      await new Promise((resolve) => setTimeout(resolve));
      expect(checkout.isConnected).to.equal(false);
    });
  });

  it('lays the payment form of the page into its own place, in the page’s own tree', async () => {
    const checkout = await ready(
      html`<vitrine-checkout><div slot="payment" id="card">Card form</div></vitrine-checkout>`,
    );
    const slot = inside<HTMLSlotElement>(checkout, 'slot[name="payment"]');
    expect(slot.assignedElements()[0]).to.equal(document.querySelector('#card'));
    expect(document.querySelector('#card')!.getRootNode()).to.equal(document);
  });

  it('shows hostile names as text', async () => {
    const evil = '<img src=x onerror="window.pwned=1">';
    store.shop.sold['mug']!.title = evil;
    store.shop.store = {
      ...store.shop.store,
      paymentMethods: [{ id: 'bank_transfer', title: evil, description: evil }],
    };
    const checkout = await ready();
    expect(words(checkout)).to.contain(evil);
    expect('pwned' in window).to.equal(false);
  });
});
