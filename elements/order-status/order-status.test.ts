import { expect, fixture, html } from '@open-wc/testing';
import type { Order } from '../../edge-api/contract/orders.ts';
import { darken, ShopStore } from '../cart/shop.test-support.ts';
import { DraftKeeper } from '../checkout/checkout-draft.ts';
import { inside, nextEvent, until } from '../internal/fixtures.test-support.ts';
import { offerOrders } from '../stores/order-news.ts';
import './order-status.ts';
import type { VitrineOrderStatus } from './order-status.ts';

const words = (element: Element): string => inside(element, '.frame').innerText;

describe('<vitrine-order-status>', () => {
  let store: ShopStore;
  let order: Order;

  async function place(changes: Partial<Order> = {}): Promise<void> {
    const lines = [{ variantId: 'mug', quantity: 2, options: { Engraving: 'For Ada' } }];
    ({ order } = await store.shop.client.placeOrder({
      idempotencyKey: 'a key that is long enough',
      lines,
      email: 'ada@example.com',
      phone: '',
      shippingAddress: {
        name: 'Ada Lovelace',
        line1: 'Way 1',
        line2: '',
        city: 'Berlin',
        region: '',
        postcode: '10117',
        country: 'DE',
      },
      deliveryMethodId: 'standard',
      paymentMethodId: 'bank_transfer',
      note: 'Ring twice',
      expectedTotal: store.shop.quote({ lines, country: 'DE', deliveryMethodId: 'standard' }).total,
    }));
    Object.assign(order, changes);
  }

  async function shown(template = html`<vitrine-order-status token=${order.token}></vitrine-order-status>`) {
    const element = await store.mount<VitrineOrderStatus>(template);
    await until(() => element.shadowRoot!.querySelector('article'));
    return element;
  }

  beforeEach(() => (store = new ShopStore()));

  it('is accessible', async () => {
    await place();
    const element = await shown();
    await expect(element).to.be.accessible();
    await darken(element);
    await expect(element).to.be.accessible();
  });

  it('shows number, state, lines, totals and address', async () => {
    await place();
    const element = await shown();
    for (const part of [
      'Order #1001',
      'Waiting for payment',
      'Stoneware mug',
      'Engraving: For Ada',
      '€39.80',
      '€44.70',
      'Germany',
      'Ring twice',
    ]) {
      expect(words(element)).to.contain(part);
    }
    expect(inside(element, '[aria-current="step"]').innerText).to.contain('Waiting for your payment');
  });

  it('copies what the bank asks for', async () => {
    await place();
    const element = await shown();
    let copied = '';
    const { clipboard } = navigator;
    Object.defineProperty(navigator, 'clipboard', {
      configurable: true,
      value: { writeText: async (text: string) => void (copied = text) },
    });
    inside(element, '[aria-label="Copy IBAN"]').click();
    await until(() => inside(element, '[aria-label="Copy IBAN"]').innerText === 'Copied');
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: clipboard });
    expect(copied).to.equal('DE89 3704 0044 0532 0130 00');
  });

  it('reads the token from the address of the page', async () => {
    await place();
    history.replaceState(null, '', `?my-order=${order.token}`);
    const element = await shown(html`<vitrine-order-status parameter="my-order"></vitrine-order-status>`);
    history.replaceState(null, '', location.pathname);
    expect(words(element)).to.contain('Order #1001');
  });

  it('says thank you, once, when the checkout of this tab has led here', async () => {
    await place();
    new DraftKeeper(store.handle).notePlaced(order.token);
    const element = await shown();
    expect(words(element)).to.contain('Thank you, Ada');
    document.dispatchEvent(new Event('visibilitychange'));
    await element.updateComplete;
    expect(words(element), 'asked for again').to.contain('Thank you, Ada');
    expect(words(await shown()), 'after a reload')
      .to.contain('Order #1001')
      .and.not.to.contain('Thank you');
    expect(sessionStorage.length).to.equal(0);
  });

  it('shows the order where the browser denies storage', async () => {
    await place();
    const denied = Object.getOwnPropertyDescriptor(window, 'sessionStorage')!;
    Object.defineProperty(window, 'sessionStorage', {
      configurable: true,
      get: () => {
        throw new DOMException('Denied.', 'SecurityError');
      },
    });
    try {
      new DraftKeeper(store.handle).notePlaced(order.token);
      expect(words(await shown())).to.contain('Order #1001');
    } finally {
      Object.defineProperty(window, 'sessionStorage', denied);
    }
  });

  it('says so when there is no such order, or no token at all', async () => {
    for (const token of ['nonsense', '']) {
      const element = await store.mount<VitrineOrderStatus>(
        html`<vitrine-order-status token=${token}></vitrine-order-status>`,
      );
      await until(() => words(element).includes('We can’t find this order'));
      await expect(element).to.be.accessible();
    }
  });

  it('says so when the shop is out of reach, tells the page, and asks again', async () => {
    await place();
    store.shop.down = true;
    const failing = nextEvent<HTMLElementEventMap['vitrine-error']>(document, 'vitrine-error');
    const element = await store.mount<VitrineOrderStatus>(
      html`<vitrine-order-status token=${order.token}></vitrine-order-status>`,
    );
    expect((await failing).detail.code).to.equal('network');
    await until(() => words(element).includes('Your order is safe.'));
    store.shop.down = false;
    inside(element, 'button').click();
    await until(() => words(element).includes('Order #1001'));
  });

  it('follows the order when someone looks again, and keeps it when the shop is out of reach', async () => {
    await place();
    const element = await shown();
    Object.assign(order, { paymentStatus: 'paid' });
    store.shop.orders.forEach((kept) => (kept.order = { ...kept.order, paymentStatus: 'paid' }));
    document.dispatchEvent(new Event('visibilitychange'));
    await until(() => words(element).includes('Being prepared'));
    store.shop.down = true;
    document.dispatchEvent(new Event('visibilitychange'));
    await new Promise((resolve) => setTimeout(resolve));
    expect(words(element)).to.contain('Order #1001');
  });

  it('shows parcels with their tracking, refunds, and what happened; a link that is none stays text', async () => {
    await place({
      fulfilmentStatus: 'fulfilled',
      paymentStatus: 'partially_refunded',
      fulfilments: [
        {
          id: 'f1',
          carrier: 'DHL',
          trackingNumber: 'X1',
          trackingUrl: 'https://track.example/X1',
          lines: [{ lineId: 'line-0', quantity: 1 }],
          createdAt: '2026-11-22T10:00:00.000Z',
          deliveredAt: null,
        },
        {
          id: 'f2',
          carrier: '',
          trackingNumber: '',
          trackingUrl: 'javascript:alert(1)',
          lines: [{ lineId: 'line-0', quantity: 1 }],
          createdAt: '2026-11-22T10:00:00.000Z',
          deliveredAt: '2026-11-23T10:00:00.000Z',
        },
      ],
      refunds: [
        {
          id: 'r',
          amount: { amountMinor: 500, currency: 'EUR' },
          reason: 'Dent',
          status: 'succeeded',
          createdAt: '2026-11-24T10:00:00.000Z',
        },
      ],
      timeline: [
        { at: '2026-11-21T10:00:00.000Z', type: 'placed', actor: 'shopper', detail: {} },
        { at: '2026-11-22T10:00:00.000Z', type: 'shipped', actor: 'merchant', detail: {} },
      ],
    });
    const element = await shown();
    const links = [...element.shadowRoot!.querySelectorAll<HTMLAnchorElement>('.tracking a')];
    expect(links.map(({ href, rel }) => [href, rel])).to.deep.equal([
      ['https://track.example/X1', 'noopener noreferrer'],
    ]);
    for (const part of ['Parcel 2', 'DHL', 'Delivered', '€5.00', 'Dent']) expect(words(element)).to.contain(part);
    inside(element, 'summary').click();
    expect(words(element)).to.contain('Order received');
    await expect(element).to.be.accessible();
  });

  it('says what was paid and what went back, and names a discount once, in its row', async () => {
    const eur = (amountMinor: number) => ({ amountMinor, currency: 'EUR' });
    await place({
      paymentStatus: 'paid',
      paid: eur(4470),
      due: eur(0),
      discounts: [
        { code: 'SPRING', title: 'Spring', kind: 'order', amount: eur(290) },
        { code: 'TEN', title: 'Ten per cent', kind: 'order', amount: eur(100) },
      ],
    });
    const element = await shown();
    expect(inside(element, '.card').innerText).to.contain('Paid · €44.70');
    expect(words(element).match(/spring/gi)).to.deep.equal(['SPRING']);
    expect(words(element)).to.contain('−€2.90').and.to.contain('Ten per cent · TEN');
    store.shop.orders.forEach(
      (kept) => (kept.order = { ...kept.order, paymentStatus: 'partially_refunded', refunded: eur(500) }),
    );
    document.dispatchEvent(new Event('visibilitychange'));
    await until(() => words(element).includes('You paid'));
    const card = inside(element, '.card').innerText.replace(/\s+/g, ' ');
    expect(card).to.contain('Paid €44.70 Paid back −€5.00 You paid €39.70');
    await expect(element).to.be.accessible();
  });

  it('offers to pay what waits for a provider, unless the page takes that over', async () => {
    await place({
      payable: true,
      reservedUntil: '2026-11-21T10:30:00.000Z',
      payment: { id: 'card', title: 'Card', instructions: '', provider: 'test' },
    });
    const element = await shown();
    expect(words(element)).to.contain('Pay €44.70 now').and.to.contain('Your items are kept');
    await expect(element).to.be.accessible();
    const asked = nextEvent<HTMLElementEventMap['vitrine-order-pay']>(document, 'vitrine-order-pay');
    document.addEventListener('vitrine-order-pay', (event) => event.preventDefault(), { once: true });
    inside(element, '.pay button').click();
    expect((await asked).detail.order.token).to.equal(order.token);
    expect(words(element)).to.contain('Pay €44.70 now');
  });

  it('follows the order as it changes, where the page is live, and no longer than it is there', async () => {
    await place();
    const heard = new Set<() => void>();
    const withdraw = offerOrders((_id, changed) => {
      heard.add(changed);
      return () => heard.delete(changed);
    });
    const element = await shown();
    await until(() => heard.size === 1);
    store.shop.orders.forEach((kept) => (kept.order = { ...kept.order, paymentStatus: 'paid' }));
    for (const changed of heard) changed();
    await until(() => words(element).includes('Being prepared'));
    element.remove();
    expect(heard.size).to.equal(0);
    withdraw();
  });

  it('asks for nothing once it is removed', async () => {
    await place();
    const element = await shown();
    let asked = 0;
    const { gate } = store.shop;
    Object.defineProperty(store.shop, 'gate', { get: () => (asked++, gate) });
    element.remove();
    document.dispatchEvent(new Event('visibilitychange'));
    await new Promise((resolve) => setTimeout(resolve));
    expect(asked).to.equal(0);
  });

  it('shows hostile text as text', async () => {
    const evil = '<img src=x onerror="window.pwned=1">';
    await place();
    store.shop.orders.forEach(
      (kept) =>
        (kept.order = {
          ...kept.order,
          note: evil,
          payment: { ...kept.order.payment, title: evil, instructions: `${evil}\nIBAN: ${evil}` },
        }),
    );
    const element = await shown();
    expect(words(element).split(evil)).to.have.length(5);
    expect('pwned' in window).to.equal(false);
  });

  it('waits, and does not throw, on a page without a store', async () => {
    const element = await fixture<VitrineOrderStatus>(html`<vitrine-order-status token="x"></vitrine-order-status>`);
    expect(element.matches(':state(loading)')).to.equal(true);
  });
});
