import { expect } from '@open-wc/testing';
import { html } from 'lit';
import { settle, ShopStore } from '../cart/shop.test-support.ts';
import { keepCustomer } from '../client/customer-client.ts';
import { inside, until } from '../internal/fixtures.test-support.ts';
import './checkout.ts';
import type { VitrineCheckout } from './checkout.ts';

const ADDRESS = { name: 'Ada', line1: 'Unter den Linden 1', postcode: '10117', city: 'Berlin', country: 'DE' };

describe('a saved address at the checkout', () => {
  let store: ShopStore;
  let opened: URL[];
  let mayOpen: boolean;
  let frame: HTMLIFrameElement;
  const { open } = window;

  beforeEach(async () => {
    store = new ShopStore();
    await store.cart.add('mug', { quantity: 1 });
    opened = [];
    mayOpen = true;
    frame = document.body.appendChild(document.createElement('iframe'));
    window.open = (url) => {
      opened.push(new URL(String(url), location.href));
      return mayOpen ? frame.contentWindow : null;
    };
  });
  afterEach(() => {
    window.open = open;
    frame.remove();
    keepCustomer(store.base, undefined);
    sessionStorage.clear();
  });

  const signIn = (...addressLabels: string[]): void =>
    keepCustomer(store.base, {
      token: 'vcs_0123456789abcdef',
      expiresAt: new Date(Date.now() + 600_000).toISOString(),
      customer: { firstName: 'Ada', maskedEmail: 'a•••@s•••.example', addressLabels },
    });
  async function shown(): Promise<VitrineCheckout> {
    const checkout = await store.mount<VitrineCheckout>(html`<vitrine-checkout></vitrine-checkout>`);
    await until(() => checkout.shadowRoot!.querySelector('form'));
    return checkout;
  }
  const button = (checkout: Element) => checkout.shadowRoot!.querySelector<HTMLButtonElement>('.saved');
  const value = (checkout: Element, name: string): string => inside<HTMLInputElement>(checkout, `#${name}`).value;
  /** Opens the window, and answers what is said of it to the page. */
  async function pressed(checkout: VitrineCheckout) {
    const before = opened.length;
    button(checkout)!.click();
    await until(() => opened.length > before);
    const state = opened.at(-1)!.searchParams.get('state');
    return (address: object, more: { origin?: string; source?: Window | null; state?: string; type?: string } = {}) => {
      const { origin = location.origin, source = frame.contentWindow } = more;
      const data = { type: more.type ?? 'vitrine-account-address', state: more.state ?? state, address };
      window.dispatchEvent(new MessageEvent('message', { data, origin, source }));
    };
  }

  it('asks whoever is signed in for no e-mail, and says where it writes to', async () => {
    signIn();
    const checkout = await shown();
    const email = inside<HTMLInputElement>(checkout, '#email');
    expect(email.getAttribute('aria-required')).to.equal('false');
    expect(inside(checkout, '#email-hint').innerText).to.contain('a•••@s•••.example');
    await expect(checkout).to.be.accessible();
    await until(() => inside(checkout, 'button.primary').innerText.includes('·'));
    inside(checkout, 'button.primary').click();
    await until(() => checkout.shadowRoot!.querySelector('#notice'));
    expect(inside(checkout, '#notice').innerText).to.contain('Full name').and.not.to.contain('Email');
  });

  it('is offered to who has one, on the shop’s own origin; guests see and load nothing of it', async () => {
    expect(button(await shown())).to.equal(null);
    signIn();
    expect(button(await shown())).to.equal(null);
    signIn('Berlin, DE');
    const checkout = await shown();
    await settle(checkout);
    await expect(checkout).to.be.accessible();
    await pressed(checkout);
    const [url] = opened;
    expect(url!.pathname).to.match(/\/stores\/[^/]+\/account\/connect$/);
    expect(url!.searchParams.get('ask')).to.equal('address');
    expect(url!.searchParams.get('origin')).to.equal(location.origin);
    expect(url!.searchParams.get('state')).to.match(/^\w{16,128}$/);
  });

  it('fills the form as if it were typed, when the window says so, and nobody else', async () => {
    signIn('Berlin, DE');
    const checkout = await shown();
    const say = await pressed(checkout);
    for (const lie of [
      { origin: 'https://evil.test' },
      { source: window },
      { source: null },
      { state: 'another' },
      { type: 'vitrine-account-code' },
    ])
      say({ ...ADDRESS, line1: 'Evil Street' }, lie);
    say({ ...ADDRESS, country: 'Germany' });
    say({ ...ADDRESS, line2: { toString: 'no text' } });
    await until(() => value(checkout, 'line1') === ADDRESS.line1);
    const names = ['name', 'line1', 'line2', 'postcode', 'city', 'country'];
    expect(names.map((name) => value(checkout, name))).to.deep.equal([
      'Ada',
      'Unter den Linden 1',
      '',
      '10117',
      'Berlin',
      'DE',
    ]);
    await until(() => checkout.shadowRoot!.activeElement?.id === 'name');
    // Once it is there, the window has said its word.
    say({ ...ADDRESS, line1: 'Evil Street' });
    await checkout.updateComplete;
    expect(value(checkout, 'line1')).to.equal(ADDRESS.line1);
  });

  it('says where the shop does not deliver, and leaves the form as it was', async () => {
    signIn('Tokyo, JP');
    const checkout = await shown();
    const say = await pressed(checkout);
    const before = value(checkout, 'country');
    say({ ...ADDRESS, country: 'JP' });
    await until(() => checkout.shadowRoot!.activeElement?.id === 'notice');
    expect(inside(checkout, '#notice').innerText).to.contain('Japan');
    expect([value(checkout, 'country'), value(checkout, 'line1')]).to.deep.equal([before, '']);
  });

  it('is not offered any more where no window may open', async () => {
    signIn('Berlin, DE');
    mayOpen = false;
    const checkout = await shown();
    await pressed(checkout);
    await until(() => button(checkout) === null);
    await until(() => checkout.shadowRoot!.activeElement?.id === 'name');
  });
});
