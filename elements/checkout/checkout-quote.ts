import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Money } from '../../edge-api/contract/money.ts';
import type { Quote, RequestQuote } from '../../edge-api/contract/quotes.ts';
import type { ApiError } from '../client/api-client.ts';
import type { ShopClient } from '../client/shop-client.ts';
import type { CartState } from '../stores/cart-store.ts';
import type { CheckoutEntries } from './checkout-entries.ts';

/** The edge's prices for what is about to be ordered, delivered where and how the shopper chose. */
export class CheckoutQuote implements ReactiveController {
  /** The latest answer, also while the next is awaited. */
  quote: Quote | undefined;
  /** Why the latest request had no answer. */
  error: ApiError | undefined;

  /** Lines whose price is not what it was when they were first shown, with what that was. */
  readonly earlier = new Map<string, Money>();

  private readonly host: ReactiveControllerHost;
  private readonly first = new Map<string, Money>();
  private asked = '';
  private pending: { abort: AbortController; done: Promise<void> } | undefined;

  constructor(host: ReactiveControllerHost) {
    this.host = host;
    host.addController(this);
  }

  get busy(): boolean {
    return this.pending !== undefined;
  }

  /** Asks unless this was asked already; an answer to an earlier question is given up. */
  ask(client: Pick<ShopClient, 'quote'>, request: RequestQuote): void {
    const question = JSON.stringify(request);
    if (question === this.asked) return;
    this.asked = question;
    this.pending?.abort.abort();
    const abort = new AbortController();
    this.pending = { abort, done: this.fetch(client, request, abort) };
  }

  /** Makes the next `ask` a new question. */
  private forget(): void {
    this.asked = '';
    this.error = undefined;
    this.host.requestUpdate();
  }

  /** Asks once more, because the answer is out of date or failed; resolves as `settled` does. */
  async again(): Promise<Quote | undefined> {
    this.forget();
    // The host asks when it updates.
    await this.host.updateComplete;
    return this.settled();
  }

  /** Resolves with the answer to the latest question; undefined when there is none. */
  async settled(): Promise<Quote | undefined> {
    while (this.pending) await this.pending.done;
    return this.error ? undefined : this.quote;
  }

  /** Takes the prices that came with the refusal of an order: they know of it what no question says, such as whose it is. */
  told(quote: Quote): Quote {
    this.pending?.abort.abort();
    this.pending = undefined;
    this.take(quote);
    this.host.requestUpdate();
    return quote;
  }

  private take(quote: Quote): void {
    this.quote = quote;
    this.error = undefined;
    this.compare(quote);
  }

  hostDisconnected(): void {
    this.pending?.abort.abort();
    this.pending = undefined;
    this.asked = '';
  }

  private compare({ lines }: Quote): void {
    for (const { key, unitPrice, problem } of lines) {
      const before = this.first.get(key);
      if (!before || before.currency !== unitPrice.currency) this.first.set(key, unitPrice);
      else if (before.amountMinor !== unitPrice.amountMinor && !problem) this.earlier.set(key, before);
      else this.earlier.delete(key);
    }
  }

  private async fetch(client: Pick<ShopClient, 'quote'>, request: RequestQuote, abort: AbortController): Promise<void> {
    try {
      const quote = await client.quote(request, abort.signal);
      if (abort.signal.aborted) return;
      this.take(quote);
    } catch (error) {
      if (abort.signal.aborted) return;
      // The client rejects with nothing but `ApiError`.
      this.error = error as ApiError;
    }
    this.pending = undefined;
    this.host.requestUpdate();
  }
}

/** What prices are asked for: what is in the cart, delivered where and how the shopper chose, in their currency, with their codes. */
export function quoteRequest(
  { lines, currency }: Pick<CartState, 'lines' | 'currency'>,
  codes: readonly string[],
  { fields, place }: Pick<CheckoutEntries, 'fields' | 'place'>,
): RequestQuote {
  const { country, region, postcode } = place;
  const { deliveryMethodId } = fields;
  return {
    lines: lines.map(({ variantId, quantity, options }) => ({ variantId, quantity, options: { ...options } })),
    ...(country ? { country } : {}),
    ...(region ? { region } : {}),
    ...(postcode ? { postcode } : {}),
    ...(currency ? { currency } : {}),
    ...(codes.length ? { discountCodes: [...codes] } : {}),
    ...(deliveryMethodId ? { deliveryMethodId } : {}),
  };
}
