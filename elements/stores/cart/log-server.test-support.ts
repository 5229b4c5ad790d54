import { dominatedEntries, type CartEntry } from '../../../edge-api/contract/cart-log.ts';
import type { CartSession } from '../../../edge-api/contract/carts.ts';
import type { Quote } from '../../../edge-api/contract/quotes.ts';
import { ApiError, createApiClient } from '../../client/api-client.ts';
import { shopClient, type ShopClient } from '../../client/shop-client.ts';

interface HeldCart {
  readonly token: string;
  readonly tokens: Set<string>;
  readonly entries: Map<string, CartEntry>;
}

/** The edge's side of carts, in memory, for tests of what a browser does; the real one is tortured in `e2e/`. */
export class LogServer {
  readonly carts = new Map<string, HeldCart>();
  readonly requests: string[] = [];
  /** Carts by the codes that open them, once. */
  readonly codes = new Map<string, string>();
  /** Whether requests arrive, and whether their answers do. */
  network: 'works' | 'down' | 'loses-answers' = 'works';
  readonly client: ShopClient;

  constructor() {
    this.client = {
      ...shopClient(createApiClient(location.origin, 'nowhere')),
      startCartSession: ({ token }) => this.answer('cart-sessions', () => this.start(token)),
      syncCartLog: (cartId, { token, entries, forget }) =>
        this.answer('log', () => ({ entries: this.sync(cartId, token, entries, forget), expiresAt: 0 })),
      handOverCart: (cartId) =>
        this.answer('handovers', () => {
          const code = crypto.randomUUID();
          this.codes.set(code, cartId);
          return { code, expiresAt: Date.now() + 600_000 };
        }),
      takeOverCart: ({ code }) => this.answer('cart-handovers', () => this.takeOver(code)),
      quote: ({ lines }) => this.answer('quotes', () => priced(lines.length)),
    };
  }

  /** The one cart there is. */
  only(): [id: string, cart: HeldCart] {
    const [first, ...more] = this.carts;
    if (!first || more.length) throw new Error(`There are ${this.carts.size} carts.`);
    return first;
  }

  private async answer<T>(what: string, work: () => T): Promise<T> {
    this.requests.push(what);
    // Like a network, never at once.
    await new Promise((resolve) => setTimeout(resolve, 5));
    const lost = new ApiError('network', 'The shop could not be reached.');
    if (this.network === 'down') throw lost;
    const result = work();
    if (this.network === 'loses-answers') throw lost;
    return result;
  }

  private start(token: string | undefined): CartSession {
    if (token !== undefined) {
      const known = [...this.carts].find(([, cart]) => cart.tokens.has(token));
      if (!known) throw new ApiError('cart_token_invalid', 'This token opens no cart.', 403);
      return sessionOf(known[0], token);
    }
    const cartId = crypto.randomUUID();
    const first = crypto.randomUUID();
    const cart = { token: first, tokens: new Set([first]), entries: new Map<string, CartEntry>() };
    this.carts.set(cartId, cart);
    return sessionOf(cartId, cart.token);
  }

  private takeOver(code: string): CartSession {
    const cartId = this.codes.get(code);
    this.codes.delete(code);
    if (!cartId) throw new ApiError('cart_code_invalid', 'This code opens no cart.', 403);
    const token = crypto.randomUUID();
    this.carts.get(cartId)!.tokens.add(token);
    return sessionOf(cartId, token);
  }

  private sync(cartId: string, token: string, entries: readonly CartEntry[], forget: readonly string[]): CartEntry[] {
    const cart = this.carts.get(cartId);
    if (!cart?.tokens.has(token)) throw new ApiError('cart_not_found', 'There is no such cart.', 404);
    for (const entry of entries) if (!cart.entries.has(entry.id)) cart.entries.set(entry.id, entry);
    for (const { id } of dominatedEntries(cart.entries.values())) if (forget.includes(id)) cart.entries.delete(id);
    return [...cart.entries.values()];
  }
}

const sessionOf = (cartId: string, token: string): CartSession => ({
  cartId,
  token,
  expiresAt: Date.now() + 1e9,
  sync: null,
});

function priced(lines: number): Quote {
  const money = (amountMinor: number) => ({ amountMinor, currency: 'EUR' });
  return {
    subtotal: money(lines),
    discount: money(0),
    shipping: null,
    tax: money(0),
    taxIncluded: true,
    total: money(lines),
    currency: 'EUR',
    lines: [],
    discounts: [],
    rejectedCodes: [],
    taxes: [],
    paymentMethods: [],
    deliveryMethods: [],
    deliveryMethodId: null,
    freeShippingRemaining: null,
    problems: [],
  };
}
