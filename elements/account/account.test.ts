import { expect } from '@open-wc/testing';
import { html } from 'lit';
import type { GivenToken, OrderSummary } from '../../edge-api/contract/customers.ts';
import { keepCustomer, keptCustomer } from '../client/customer-client.ts';
import type { VitrineAccountChangeEvent } from '../events/account-change.ts';
import { eur, FixtureStore, inside, nextEvent, until } from '../internal/fixtures.test-support.ts';
import './account.ts';
import type { VitrineAccount } from './account.ts';

const customer = { firstName: 'Ada', maskedEmail: 'a•••@s•••.example', addressLabels: [] };
const given = (minutes = 14): GivenToken => ({
  token: 'vcs_0123456789abcdef',
  expiresAt: new Date(Date.now() + minutes * 60_000).toISOString(),
  customer,
});
const order = (number: string, changes: Partial<OrderSummary> = {}): OrderSummary => ({
  number,
  placedAt: '2026-11-20T10:00:00.000Z',
  status: 'open',
  paymentStatus: 'paid',
  fulfilmentStatus: 'fulfilled',
  items: 2,
  total: eur(2990),
  ...changes,
});
const ORDERS = 'GET /customer/orders';
const TOKENS = 'POST /customer/tokens';
const template = html`<vitrine-account></vitrine-account>`;
const words = (element: Element): string => inside(element, '.frame').innerText;

describe('<vitrine-account>', () => {
  let store: FixtureStore;
  let opened: URL | undefined;
  let frame: HTMLIFrameElement;
  const { open } = window;

  async function newStore(): Promise<FixtureStore> {
    const made = new FixtureStore();
    await made.answer({
      [ORDERS]: { body: { orders: [order('#1002'), order('#1001', { status: 'cancelled' })], next: null } },
      [TOKENS]: { body: given() },
      'DELETE /customer/session': { status: 204 },
    });
    return made;
  }

  beforeEach(async () => {
    store = await newStore();
    opened = undefined;
    frame = document.body.appendChild(document.createElement('iframe'));
    window.open = (url) => {
      opened = new URL(String(url), location.href);
      return frame.contentWindow;
    };
  });
  afterEach(() => {
    window.open = open;
    frame.remove();
    keepCustomer(store.context.client.base, undefined);
  });

  /** An account whose store has answered whether somebody is signed in. */
  async function shown(): Promise<VitrineAccount> {
    const element = await store.mount<VitrineAccount>(template);
    await until(() => element.shadowRoot!.querySelector('h2'));
    return element;
  }
  async function signedIn(): Promise<VitrineAccount> {
    keepCustomer(store.context.client.base, given());
    const element = await shown();
    await until(() => element.shadowRoot!.querySelector('.orders'));
    return element;
  }
  const post = (data: object, more: { origin?: string; source?: Window | null } = {}) =>
    window.dispatchEvent(
      new MessageEvent('message', { data, origin: location.origin, source: frame.contentWindow, ...more }),
    );

  it('is accessible, signed out and signed in', async () => {
    const element = await shown();
    await expect(element).to.be.accessible();
    store = await newStore();
    await expect(await signedIn()).to.be.accessible();
  });

  it('waits, and does not throw, on a page without a store', async () => {
    const element = document.createElement('vitrine-account');
    document.body.append(element);
    await element.updateComplete;
    expect(element.matches(':state(loading)')).to.equal(true);
    element.remove();
  });

  it('greets who has signed in on an earlier page of this tab, with the recent orders', async () => {
    const element = await signedIn();
    const text = words(element);
    for (const part of ['Hello, Ada', 'a•••@s•••.example', 'Order #1002', 'Sent', 'Cancelled', '€29.90'])
      expect(text).to.contain(part);
    expect(element.matches(':state(signed-in)')).to.equal(true);
    const link = inside<HTMLAnchorElement>(element, 'nav a');
    expect(link.pathname).to.match(/\/stores\/fixture\/account\/orders$/);
    expect(link.rel).to.contain('noopener');
  });

  it('signs in by the code its own window sends, and by no other message', async () => {
    const element = await shown();
    inside(element, 'button').click();
    await until(() => opened);
    const state = opened!.searchParams.get('state')!;
    expect(opened!.pathname).to.match(/\/stores\/fixture\/account\/connect$/);
    expect(opened!.searchParams.get('origin')).to.equal(location.origin);
    const message = { type: 'vitrine-account-code', code: 'the-code-of-the-window', state };
    post(message, { origin: 'https://evil.test' });
    post(message, { source: window });
    post({ ...message, state: 'another-state-of-another' });
    post({ ...message, type: 'something-else' });
    post({ ...message, code: { toString: () => 'the-code' } });
    const change = nextEvent<VitrineAccountChangeEvent>(element, 'vitrine-account-change');
    post(message);
    expect((await change).detail).to.deep.equal({ store: 'fixture', signedIn: true, firstName: 'Ada' });
    const tries = (await store.requests()).filter(({ path }) => path === '/customer/tokens');
    expect(tries.length).to.equal(1);
    const body = JSON.parse(tries[0]!.body) as { code: string; verifier: string };
    expect(body.code).to.equal('the-code-of-the-window');
    expect(body.verifier).not.to.equal(opened!.searchParams.get('challenge'));
    expect(opened!.href).not.to.contain(body.verifier);
  });

  it('says so when the code is refused, and lets the shopper try again', async () => {
    await store.answer({
      [TOKENS]: { status: 401, body: { error: { code: 'customer_token_invalid', message: 'x' } } },
    });
    const element = await shown();
    inside(element, 'button').click();
    await until(() => opened);
    post({ type: 'vitrine-account-code', code: 'a-code-that-is-old', state: opened!.searchParams.get('state') });
    await until(() => element.shadowRoot!.querySelector('[role=alert]'));
    expect(inside(element, 'button').innerText).to.equal('Sign in');
  });

  it('signs out here and at the shop', async () => {
    const element = await signedIn();
    const change = nextEvent<VitrineAccountChangeEvent>(element, 'vitrine-account-change');
    inside(element, '.sign-out').click();
    expect((await change).detail.signedIn).to.equal(false);
    await until(() => element.shadowRoot!.querySelector('.sign-in'));
    expect(keptCustomer(store.context.client.base)).to.equal(undefined);
    await until(() => element.shadowRoot!.activeElement?.localName === 'h2');
    expect((await store.requests()).some(({ method }) => method === 'DELETE')).to.equal(true);
  });

  it('is signed out once the shop no longer knows its token', async () => {
    const refused = { status: 401, body: { error: { code: 'customer_token_invalid', message: 'x' } } };
    await store.answer({ [TOKENS]: refused, [ORDERS]: refused });
    keepCustomer(store.context.client.base, given());
    const element = await shown();
    await until(() => element.shadowRoot!.querySelector('.sign-in'));
    expect(keptCustomer(store.context.client.base)).to.equal(undefined);
  });

  it('keeps what it shows when the orders cannot be had, and asks again', async () => {
    await store.answer({ [ORDERS]: { cut: true } });
    keepCustomer(store.context.client.base, given());
    const element = await shown();
    const again = await until(() => element.shadowRoot!.querySelector<HTMLElement>('.secondary'));
    expect(words(element)).to.contain('Hello, Ada');
    await store.answer({ [ORDERS]: { body: { orders: [], next: null } } });
    again.click();
    await until(() => words(element).includes('No orders yet.'));
  });
});
