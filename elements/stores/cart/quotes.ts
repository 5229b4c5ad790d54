import type { CartLine } from '../../../edge-api/contract/cart-log.ts';
import { toJson } from '../../client/to-json.ts';
import type { ShopClient } from '../../client/shop-client.ts';
import type { ApiError } from '../../client/api-client.ts';
import type { CartState } from '../cart-store.ts';

/** Time the lines must rest before they are priced, in milliseconds. */
const SETTLE_MS = 120;
/** Lines in one request. */
const LINES_MAX = 200;

type Priced = Partial<Pick<CartState, 'quote' | 'quoting' | 'quoteFailed' | 'currency' | 'closed'>>;

/** What the shopper chose besides the lines. */
export interface Wishes {
  readonly codes?: readonly string[] | undefined;
  readonly currency?: string | undefined;
}

/** Asks the edge for prices of the lines as they are now. */
export interface Quotes {
  /** Prices these lines once they have settled; what is under way for earlier lines is given up. */
  update(lines: readonly CartLine[], wishes?: Wishes): void;
  /** Asks again if the last request failed or had to wait until the page is looked at. */
  retry(): void;
  stop(): void;
}

/** Keeps prices in step with the lines: latest wins. */
export function openQuotes(client: ShopClient, report: (priced: Priced) => void): Quotes {
  let wanted: readonly CartLine[] = [];
  let wished: Wishes = {};
  let priced = '';
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: AbortController | undefined;

  function stop(): void {
    clearTimeout(timer);
    running?.abort();
    running = undefined;
    priced = '';
  }

  async function ask(): Promise<void> {
    const { signal } = (running = new AbortController());
    try {
      const lines = wanted
        .slice(0, LINES_MAX)
        .map(({ variantId, quantity, options }) => ({ variantId, quantity, options: { ...options } }));
      const { codes, currency } = wished;
      const discountCodes = codes?.length ? { discountCodes: [...codes] } : {};
      const quote = await client.quote({ lines, ...discountCodes, ...(currency ? { currency } : {}) }, signal);
      if (!signal.aborted) report({ quote, quoting: false, quoteFailed: false, closed: false });
    } catch (error) {
      if (signal.aborted) return;
      priced = '';
      // The shop does not take it any more: back to its own.
      if (wished.currency && (error as ApiError).code === 'currency_unknown') return report({ currency: undefined });
      report({ quoting: false, quoteFailed: true, closed: !!(error as ApiError).closed });
    }
  }

  function update(lines: readonly CartLine[], wishes: Wishes = {}): void {
    wanted = lines;
    wished = wishes;
    const key = toJson([lines.map(({ key, quantity }) => [quantity, key]), wishes]);
    if (lines.length && key === priced) return;
    stop();
    if (!lines.length) return report({ quote: undefined, quoting: false, quoteFailed: false });
    // Nobody sees the prices of a hidden page; `retry` comes when it is shown.
    if (document.hidden) return;
    priced = key;
    report({ quoting: true });
    timer = setTimeout(ask, SETTLE_MS);
  }

  return { update, retry: () => update(wanted, wished), stop };
}
