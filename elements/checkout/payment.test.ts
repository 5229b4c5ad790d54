import { expect, html } from '@open-wc/testing';
import type { PaymentState } from '../../edge-api/contract/payments.ts';
import { darken, settle, ShopStore } from '../cart/shop.test-support.ts';
import { ApiError } from '../client/api-client.ts';
import { eur, inside, nextEvent, until } from '../internal/fixtures.test-support.ts';
import './checkout.ts';
import type { VitrineCheckout } from './checkout.ts';

declare global {
  interface Window {
    /** What Stripe does here; see `tools/fake-stripe.js`. */
    fakeStripe: {
      outcome: object;
      wallets: object | null;
      load: 'ready' | 'broken';
      asked: Record<string, unknown>[];
    };
  }
}

const state = (changes: Partial<PaymentState> = {}): PaymentState => ({
  status: 'pending',
  amount: eur(9370),
  next: { kind: 'none' },
  error: null,
  payableUntil: null,
  ...changes,
});
const form = {
  kind: 'element',
  provider: 'stripe',
  clientSecret: 'pi_1_secret_2',
  publishableKey: 'pk_test_1',
} as const;
const words = (checkout: Element): string => inside(checkout, '.root').innerText;
const press = (checkout: Element, label: string): void => {
  const found = [...checkout.shadowRoot!.querySelectorAll('button')].find((one) => one.innerText.trim() === label);
  if (!found) throw new Error(`No button "${label}" in: ${words(checkout)}`);
  found.click();
};

describe('paying at the checkout', () => {
  let store: ShopStore;
  /** What the edge says of the payment, one answer after the other; the last one stays. */
  let answers: (PaymentState | ApiError)[];
  let begun: string[];
  let looked: number;

  beforeEach(async () => {
    store = new ShopStore();
    window.fakeStripe = { outcome: {}, wallets: null, load: 'ready', asked: [] };
    answers = [];
    begun = [];
    looked = 0;
    const answer = async () => {
      const next = answers.length > 1 ? answers.shift()! : answers[0]!;
      if (next instanceof Error) throw next;
      return { payment: next };
    };
    store.shop.payments = {
      beginPayment: (_token, { returnUrl }) => {
        begun.push(returnUrl!);
        return answer();
      },
      payment: () => {
        looked += 1;
        return answer();
      },
    };
    await store.cart.add('mug', { quantity: 2 });
    await store.cart.add('shirt');
  });
  afterEach(() => {
    sessionStorage.clear();
    history.replaceState(null, '', location.pathname);
  });

  /** A checkout that has placed its order. */
  async function placed(...states: (PaymentState | ApiError)[]): Promise<VitrineCheckout> {
    answers = states;
    const checkout = await store.mount<VitrineCheckout>(html`<vitrine-checkout></vitrine-checkout>`);
    await until(() => checkout.shadowRoot!.querySelector('form'));
    const values = {
      country: 'DE',
      email: 'ada@example.com',
      name: 'Ada',
      line1: 'Way 1',
      postcode: '10117',
      city: 'B',
    };
    for (const [name, value] of Object.entries(values)) {
      const input = inside<HTMLInputElement>(checkout, `#${name}`);
      input.value = value;
      input.dispatchEvent(new Event(input.localName === 'select' ? 'change' : 'input', { bubbles: true }));
    }
    await until(() => /Place order · /.test(words(checkout)));
    inside(checkout, 'button.primary').click();
    await until(() => checkout.shadowRoot!.querySelector('.payment-step, vitrine-order-status'));
    return checkout;
  }
  /** The same page, loaded again. */
  async function again(...states: PaymentState[]): Promise<VitrineCheckout> {
    answers = states;
    return store.mount<VitrineCheckout>(html`<vitrine-checkout></vitrine-checkout>`);
  }
  const shown = (checkout: Element, text: string) => until(() => words(checkout).includes(text));
  const orderShown = (checkout: Element) => until(() => checkout.shadowRoot!.querySelector('vitrine-order-status'));

  it('waits for the bank, and is complete only when the money is there', async () => {
    const completed: string[] = [];
    document.addEventListener('vitrine-checkout-complete', ({ detail }) => completed.push(detail.order.number), {
      once: true,
    });
    const checkout = await placed(state({ status: 'processing' }), state({ status: 'paid' }));
    await shown(checkout, 'Your payment is on its way.');
    expect(completed).to.deep.equal([]);
    await orderShown(checkout);
    expect(completed).to.deep.equal(['#1001']);
    expect(sessionStorage.getItem(`vitrine:${store.handle}:paying`)).to.equal(null);
  });

  it('says honestly what became of it after a reload: not finished, declined, closed, out of reach', async () => {
    const due = { kind: 'redirect', url: '#bank' } as const;
    await placed(state({ status: 'processing' }));
    const left = await again(state({ next: due }));
    await shown(left, 'Your payment was not finished.');
    await expect(left).to.be.accessible();
    const declined = await again(state({ status: 'due', error: 'Your card has no money.' }));
    await shown(declined, 'The payment did not go through.');
    expect(words(declined)).to.contain('Your card has no money.').and.to.contain('€93.70');
    await settle(declined);
    await expect(declined).to.be.accessible();
    await darken(declined);
    await expect(declined).to.be.accessible();
    expect(store.shop.tries).to.have.length(1);
    const closed = await again(state({ status: 'closed' }));
    await shown(closed, 'This order was not paid in time');
    press(closed, 'Put the items back into the cart');
    await until(() => store.cart.value.count === 3);
  });

  it('goes to the provider’s page, and begins again there only when the shopper says so', async () => {
    const checkout = await placed(state({ next: { kind: 'redirect', url: '#bank-1' } }));
    await until(() => location.hash === '#bank-1');
    expect(new URL(begun[0]!).searchParams.get('vitrine_order')).to.equal('token-of-order-0');
    history.replaceState(null, '', `${location.pathname}?vitrine_order=token-of-order-0&payment_intent=pi_1`);
    const back = await again(
      state({ status: 'due', error: 'Declined.' }),
      state({ next: { kind: 'redirect', url: '#bank-2' } }),
    );
    await shown(back, 'Declined.');
    expect(location.search, 'the address keeps no secret').to.equal('');
    expect(begun).to.have.length(1);
    press(back, 'Try again');
    await until(() => location.hash === '#bank-2');
    checkout.remove();
  });

  it('keeps the order safe while the shop is out of reach', async () => {
    const checkout = await placed(new ApiError('network', 'No.'), state({ status: 'paid' }));
    await shown(checkout, 'Your order is safe; nothing is paid twice.');
    press(checkout, 'Try again');
    await orderShown(checkout);
    expect(store.shop.tries).to.have.length(1);
  });

  describe('by Stripe’s form', () => {
    it('loads Stripe only when it is needed, puts its form into the page itself, and pays', async () => {
      expect(document.querySelector('script[src*="stripe"]')).to.equal(null);
      const checkout = await placed(state({ next: form }));
      await until(() =>
        [...checkout.shadowRoot!.querySelectorAll('button')].some((b) => b.innerText.includes('Pay €93.70')),
      );
      expect(document.querySelector('script[src^="https://js.stripe.com/"]')).not.to.equal(null);
      expect(checkout.querySelector('[slot="payment"]')!.textContent).to.contain('Card number');
      const [asked] = window.fakeStripe.asked;
      const settings = asked!['settings'] as {
        clientSecret: string;
        appearance: { variables: Record<string, string> };
      };
      expect(settings.clientSecret).to.equal(form.clientSecret);
      expect(settings.appearance.variables['colorPrimary']).to.match(/^rgb\(\d+, \d+, \d+\)$/);
      expect(window.fakeStripe.asked.filter(({ call }) => call === 'mount').every(({ inPage }) => inPage)).to.equal(
        true,
      );
      await expect(checkout).to.be.accessible();
      answers = [state({ status: 'paid' })];
      const completing = nextEvent(document, 'vitrine-checkout-complete');
      press(checkout, 'Pay €93.70');
      await completing;
      await orderShown(checkout);
      expect(window.fakeStripe.asked.find(({ call }) => call === 'confirmPayment')).to.deep.include({
        redirect: 'if_required',
      });
      expect(checkout.querySelector('[slot="payment"]')).to.equal(null);
    });

    it('shows Stripe’s words for a declined card, and pays at the next try', async () => {
      const checkout = await placed(state({ next: form }));
      await shown(checkout, 'Pay €93.70');
      window.fakeStripe.outcome = { error: { message: 'Your card was declined.' } };
      press(checkout, 'Pay €93.70');
      await shown(checkout, 'Your card was declined.');
      expect(looked).to.equal(0);
      window.fakeStripe.outcome = {};
      answers = [state({ status: 'paid' })];
      press(checkout, 'Pay €93.70');
      await orderShown(checkout);
      expect(begun).to.have.length(1);
    });

    it('offers wallets where there are some, and can load its form again', async () => {
      Object.assign(window.fakeStripe, { wallets: { applePay: true }, load: 'broken' });
      const checkout = await placed(state({ next: form }));
      await shown(checkout, 'The payment form did not load.');
      window.fakeStripe.load = 'ready';
      press(checkout, 'Try again');
      await shown(checkout, 'Pay €93.70');
      const wallet = checkout.querySelector<HTMLElement>('[slot="payment"] button')!;
      expect(wallet.checkVisibility()).to.equal(true);
      answers = [state({ status: 'paid' })];
      wallet.click();
      await orderShown(checkout);
    });
  });
});
