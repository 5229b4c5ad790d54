import type { TemplateResult } from 'lit';
import { foldCart, lineKey, tick, type CartEntry, type CartLine } from '../../edge-api/contract/cart-log.ts';
import type { Order, PlaceOrder } from '../../edge-api/contract/orders.ts';
import type { Quote, QuotedLine, RequestQuote } from '../../edge-api/contract/quotes.ts';
import type { Store } from '../../edge-api/contract/stores.ts';
import { ApiError } from '../client/api-client.ts';
import type { ShopClient } from '../client/shop-client.ts';
import { eur, FixtureStore, image, storeSummary } from '../internal/fixtures.test-support.ts';
import { Signal } from '../internal/observable.ts';
import { createCatalogStore } from '../stores/catalog-store.ts';
import type { AddOptions, CartActions, CartState, CartStore } from '../stores/cart-store.ts';

/** A variant as the shop's side of these tests sells it. */
export interface Sold {
  title: string;
  variantTitle?: string;
  priceMinor: number;
  compareAtMinor?: number;
  /** Units left; without it as many as anyone wants. */
  left?: number;
  image?: QuotedLine['image'];
}

export const shop: Store = {
  ...storeSummary,
  languages: ['en'],
  features: { search: true, liveCart: false },
  paymentMethods: [
    { id: 'bank_transfer', title: 'Bank transfer', description: 'Pay within 7 days.' },
    { id: 'cash_on_delivery', title: 'Cash on delivery', description: '' },
  ],
  checkout: { recoveryMails: true, marketingConsent: true },
  shipsTo: ['DE', 'AT', 'AE', 'US'],
  currencies: ['EUR'],
};

/** The edge's side of a shop: prices, stock and orders by the contract, with switches for what can go wrong. */
export class TestShop {
  readonly sold: Record<string, Sold> = {
    mug: { title: 'Stoneware mug', priceMinor: 1990, image: image('mug') },
    shirt: {
      title: 'Linen shirt',
      variantTitle: 'Navy / M',
      priceMinor: 4900,
      compareAtMinor: 5900,
      image: image('shirt'),
    },
    lamp: { title: 'Reading lamp', priceMinor: 12900, left: 3, image: image('lamp') },
  };
  store: Store = shop;
  /** Orders by the key that placed them. */
  readonly orders = new Map<string, { request: PlaceOrder; order: Order }>();
  /** Requests to place an order that came in, answered or not. */
  readonly tries: PlaceOrder[] = [];
  readonly quotes: RequestQuote[] = [];
  /** When set, nothing is reached. */
  down = false;
  /** When set, orders arrive and their answers are lost. */
  deaf = false;
  /** What the next order is refused with. */
  refusal: ApiError | undefined;
  /** How orders are paid here; without it they are paid outside. */
  payments: Pick<ShopClient, 'beginPayment' | 'payment'> | undefined;
  /** Answers wait for this. */
  gate: Promise<void> = Promise.resolve();

  readonly client: Pick<ShopClient, 'quote' | 'store' | 'placeOrder' | 'order' | 'beginPayment' | 'payment'> = {
    beginPayment: (...asked) => this.payments!.beginPayment(...asked),
    payment: (token) => this.payments!.payment(token),
    store: async () => {
      await this.reach();
      return { store: this.store };
    },
    quote: async (request) => {
      await this.reach();
      this.quotes.push(request);
      return this.quote(request);
    },
    placeOrder: async (request) => {
      await this.reach();
      this.tries.push(request);
      const order = this.place(request);
      if (this.deaf) throw new ApiError('timeout', 'The shop did not answer in time.');
      return { order };
    },
    order: async (token) => {
      await this.reach();
      const found = [...this.orders.values()].find(({ order }) => order.token === token);
      if (!found) throw new ApiError('order_not_found', 'There is no such order.', 404);
      return { order: found.order };
    },
  };

  private async reach(): Promise<void> {
    await this.gate;
    if (this.down) throw new ApiError('network', 'The shop could not be reached.');
  }

  quote({ lines, country, deliveryMethodId, discountCodes = [] }: RequestQuote): Quote {
    const quoted = lines.map(({ variantId, quantity, options }) => this.line(variantId, quantity, options));
    const subtotal = quoted.reduce((sum, line) => sum + line.total.amountMinor, 0);
    const served = country === undefined || this.store.shipsTo.includes(country);
    const free = subtotal >= 10_000;
    const methods = served
      ? [
          { id: 'standard', title: 'Standard', description: '2–4 working days', price: eur(free ? 0 : 490) },
          { id: 'express', title: 'Express', description: 'Tomorrow, if you order before noon', price: eur(1290) },
        ]
      : [];
    const method = methods.find(({ id }) => id === deliveryMethodId);
    const off = discountCodes.includes('SAVE10') ? Math.round(subtotal / 10) : 0;
    const total = subtotal - off + (method?.price.amountMinor ?? 0);
    return {
      currency: 'EUR',
      lines: quoted,
      subtotal: eur(subtotal),
      discount: eur(off),
      shipping: method?.price ?? null,
      tax: eur(Math.round((total * 19) / 119)),
      taxIncluded: true,
      total: eur(total),
      deliveryMethods: methods,
      deliveryMethodId: method?.id ?? null,
      freeShippingRemaining: eur(Math.max(0, 10_000 - subtotal)),
      problems: methods.length ? [] : [{ code: 'not_shippable', message: 'This shop does not deliver there.' }],
      discounts: off ? [{ code: 'SAVE10', title: 'Ten per cent off', kind: 'order', amount: eur(off) }] : [],
      rejectedCodes: discountCodes
        .filter((code) => code !== 'SAVE10')
        .map((code) => ({ code, reason: 'unknown', message: 'unknown' })),
      taxes: [{ title: 'VAT', rateBps: 1900, amount: eur(Math.round((total * 19) / 119)), included: true }],
      paymentMethods: this.store.paymentMethods.map((way) => ({ ...way, provider: 'manual', mode: 'redirect' })),
    };
  }

  private line(variantId: string, quantity: number, options: Readonly<Record<string, string>>): QuotedLine {
    const sold = this.sold[variantId];
    const left = sold ? (sold.left ?? null) : 0;
    const price = sold?.priceMinor ?? 0;
    const problem = !sold
      ? 'variant_gone'
      : left === 0
        ? 'out_of_stock'
        : left !== null && left < quantity
          ? 'not_enough_stock'
          : null;
    return {
      key: lineKey(variantId, options),
      variantId,
      quantity,
      options: { ...options },
      title: sold?.title ?? '',
      variantTitle: sold?.variantTitle ?? '',
      productHandle: variantId,
      sku: null,
      image: sold?.image ?? null,
      unitPrice: eur(price),
      compareAtPrice: sold?.compareAtMinor ? eur(sold.compareAtMinor) : null,
      total: eur(price * quantity),
      discount: eur(0),
      discountedTotal: eur(price * quantity),
      tax: eur(Math.round((price * quantity * 19) / 119)),
      quantityAvailable: left,
      problem: problem && { code: problem, message: problem },
    };
  }

  private place(request: PlaceOrder): Order {
    const { refusal } = this;
    this.refusal = undefined;
    if (refusal) throw refusal;
    const known = this.orders.get(request.idempotencyKey);
    if (known) {
      if (JSON.stringify(known.request) === JSON.stringify(request)) return known.order;
      throw new ApiError('idempotency_key_reused', 'This key has placed another order.', 409);
    }
    const { lines, shippingAddress, deliveryMethodId, discountCodes } = request;
    const quote = this.quote({ lines, country: shippingAddress.country, deliveryMethodId, discountCodes });
    if (quote.lines.some(({ problem }) => problem)) throw new ApiError('not_enough_stock', 'Some are gone.', 409);
    if (quote.total.amountMinor !== request.expectedTotal.amountMinor) {
      throw new ApiError('price_changed', 'The total is not what was shown.', 409);
    }
    const order = { ...orderOf(request, quote, this.orders.size), payable: this.payments !== undefined };
    this.orders.set(request.idempotencyKey, { request, order });
    return order;
  }
}

function orderOf(request: PlaceOrder, quote: Quote, index: number): Order {
  const payment = shop.paymentMethods.find(({ id }) => id === request.paymentMethodId)!;
  return {
    ...quote,
    id: `order-${index}`,
    number: `#${1001 + index}`,
    token: `token-of-order-${index}`,
    status: 'open',
    paymentStatus: 'pending',
    fulfilmentStatus: 'unfulfilled',
    placedAt: '2026-11-21T10:00:00.000Z',
    email: request.email,
    lines: quote.lines.map(({ compareAtPrice: _before, problem: _problem, quantityAvailable: _left, ...line }, at) => ({
      ...line,
      id: `line-${at}`,
      fulfilled: 0,
      returned: 0,
      refunded: 0,
      backordered: 0,
    })),
    shippingAddress: request.shippingAddress,
    billingAddress: request.billingAddress ?? request.shippingAddress,
    delivery: quote.deliveryMethods.find(({ id }) => id === quote.deliveryMethodId)!,
    payment: {
      id: payment.id,
      title: payment.title,
      provider: 'manual',
      instructions:
        'Please send the amount within 7 days.\nIBAN: DE89 3704 0044 0532 0130 00\nAccount holder: Halden GmbH',
    },
    note: request.note,
    payable: false,
    reservedUntil: null,
    cancelReason: null,
    locale: '',
    paid: eur(0),
    refunded: eur(0),
    due: quote.total,
    fulfilments: [],
    refunds: [],
    timeline: [{ at: '2026-11-21T10:00:00.000Z', type: 'placed', actor: 'shopper', detail: {} }],
  };
}

/** A cart in this page: the real fold over a log of its own, priced by the shop of the test. */
export class TestCart extends Signal<CartState> implements CartStore {
  readonly entries: CartEntry[] = [];
  /** When set, every change rejects, as where the browser keeps nothing. */
  failure: Error | undefined;
  private readonly shop: TestShop;
  private clock = '';
  private asked = 0;

  constructor(shop: TestShop, remembered = 0) {
    super({
      status: 'idle',
      count: remembered,
      lines: [],
      note: '',
      quote: undefined,
      quoting: false,
      quoteFailed: false,
    });
    this.shop = shop;
  }

  /** Switches what the cart says about its connection. */
  say(changes: Partial<CartState>): void {
    this.value = { ...this.value, ...changes };
  }

  load = (): Promise<void> => this.show();
  add = (variantId: string, { quantity = 1, options = {} }: AddOptions = {}): Promise<void> =>
    this.write({ kind: 'add', variantId, options, quantity, text: '' });
  setNote = (text: string): Promise<void> =>
    this.write({ kind: 'note', variantId: '', options: {}, quantity: 0, text });
  session = async (): Promise<undefined> => undefined;
  /** What only a cart in use can do, as far as elements ask for it. */
  more = async (): Promise<CartActions> => ({
    keepForLater: async (key, saved) => this.mark('later', this.lineOf(key), saved),
    setCode: async (code, entered) =>
      this.write({ kind: 'code', variantId: '', options: {}, quantity: Number(entered), text: code.toUpperCase() }),
    edit: async (key, options) => {
      const { variantId, options: before, quantity } = this.lineOf(key);
      await this.write({ kind: 'add', variantId, options, quantity, text: '' });
      await this.write({ kind: 'set', variantId, options: before, quantity: 0, text: '' });
      return lineKey(variantId, options);
    },
    setCurrency: (currency) => {
      this.value = { ...this.value, currency };
      void this.show();
    },
    dismiss: (one) => this.say({ news: (this.value.news ?? []).filter((news) => news !== one) }),
    handOver: async () => {
      if (this.failure) throw this.failure;
      return { code: 'code-of-the-test-0001', expiresAt: Date.now() + 600_000 };
    },
    takeOver: async (code, from) => void this.taken.push([code, from]),
    claim: async () => {},
    leave: async () => {},
    join: async () => {},
  });
  /** Codes that were used here, and the pages they came from. */
  readonly taken: [code: string, from: string | undefined][] = [];
  suspend = (): void => {};

  private lineOf(key: string): CartLine {
    const line = [...this.value.lines, ...(this.value.saved ?? [])].find((line) => line.key === key);
    if (!line) throw new Error(`No line ${key}.`);
    return line;
  }

  private mark(kind: 'later', { variantId, options }: CartLine, on: boolean): Promise<void> {
    return this.write({ kind, variantId, options, quantity: Number(on), text: '' });
  }

  async set(key: string, quantity: number): Promise<void> {
    const line = [...this.value.lines, ...(this.value.saved ?? [])].find((line) => line.key === key);
    if (line) await this.write({ kind: 'set', variantId: line.variantId, options: line.options, quantity, text: '' });
  }

  async take(_orderId: string, lines: readonly CartLine[]): Promise<void> {
    for (const { variantId, options, quantity } of lines) {
      await this.write({ kind: 'take', variantId, options, quantity, text: '' });
    }
  }

  private async write(entry: Omit<CartEntry, 'id' | 'clock'>): Promise<void> {
    if (this.failure) throw this.failure;
    this.clock = tick(this.clock, 0, 'test');
    this.entries.push({ ...entry, id: crypto.randomUUID(), clock: this.clock });
    void this.show();
  }

  private async show(): Promise<void> {
    const folded = foldCart(this.entries);
    const asked = (this.asked += 1);
    const status = this.value.status === 'offline' ? 'offline' : 'ready';
    this.value = { ...this.value, ...folded, status, quoting: true };
    try {
      const ask = (lines: readonly CartLine[]) =>
        this.shop.client.quote({
          lines: lines.map((line) => ({ ...line })),
          ...(folded.codes.length ? { discountCodes: [...folded.codes] } : {}),
          ...(this.value.currency ? { currency: this.value.currency } : {}),
        });
      const quote = await ask(folded.lines);
      const savedQuote = folded.saved.length ? await ask(folded.saved) : undefined;
      if (asked === this.asked) this.value = { ...this.value, quote, savedQuote, quoting: false, quoteFailed: false };
    } catch {
      if (asked === this.asked) this.value = { ...this.value, quoting: false, quoteFailed: true };
    }
  }
}

/** A page's store over a `TestShop`. */
export class ShopStore<Cart extends CartStore = TestCart> {
  readonly shop = new TestShop();
  readonly cart: Cart;
  private readonly fixture: FixtureStore;

  /** `cart` stands in for the one of this page, which is then the default of the type as well. */
  constructor(locale = 'en', remembered = 0, cart?: Cart) {
    this.cart = cart ?? (new TestCart(this.shop, remembered) as CartStore as Cart);
    this.fixture = new FixtureStore(locale);
    const client = { ...this.fixture.context.client, ...this.shop.client };
    Object.assign(this.fixture.context, {
      // A handle of its own, so that drafts of one test are not another's.
      handle: `shop-${crypto.randomUUID()}`,
      client,
      catalog: createCatalogStore(client, () => undefined),
      cart: this.cart,
    });
  }

  get handle(): string {
    return this.fixture.context.handle;
  }
  /** Where the store's API is said to be. */
  get base(): string {
    return this.fixture.context.client.base;
  }

  /** Renders elements inside this store and answers the first of them. */
  mount<E extends HTMLElement>(template: TemplateResult): Promise<E> {
    return this.fixture.mount<E>(template);
  }
}

/** Waits until nothing of an element moves or changes its colour any more. */
export async function settle(element: HTMLElement & { updateComplete: Promise<unknown> }): Promise<void> {
  await element.updateComplete;
  do await new Promise((resolve) => requestAnimationFrame(resolve));
  while (element.shadowRoot!.getAnimations().some(({ effect }) => effect?.getTiming().iterations !== Infinity));
}

/** Turns an element dark, on a dark page, and waits until its colours have settled. */
export async function darken(
  element: HTMLElement & { theme?: string | undefined; updateComplete: Promise<unknown> },
): Promise<void> {
  element.theme = 'dark';
  element.style.background = '#16181b';
  await settle(element);
}
