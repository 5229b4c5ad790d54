import type { CartLine } from '../../../edge-api/contract/cart-log.ts';
import type { ShopClient } from '../../client/shop-client.ts';
import type { CartState } from '../cart-store.ts';

/** Time the lines must rest before they are priced, in milliseconds. */
const SETTLE_MS = 120;
/** Lines in one request. */
const LINES_MAX = 200;

type Priced = Partial<Pick<CartState, 'quote' | 'quoting' | 'quoteFailed'>>;

/** Asks the edge for prices of the lines as they are now. */
export interface Quotes {
  /** Prices these lines once they have settled; what is under way for earlier lines is given up. */
  update(lines: readonly CartLine[]): void;
  /** Asks again if the last request failed or had to wait until the page is looked at. */
  retry(): void;
  stop(): void;
}

/** Keeps prices in step with the lines: latest wins. */
export function openQuotes(client: ShopClient, report: (priced: Priced) => void): Quotes {
  let wanted: readonly CartLine[] = [];
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
      const quote = await client.quote({ lines }, signal);
      if (!signal.aborted) report({ quote, quoting: false, quoteFailed: false });
    } catch {
      if (signal.aborted) return;
      priced = '';
      report({ quoting: false, quoteFailed: true });
    }
  }

  function update(lines: readonly CartLine[]): void {
    wanted = lines;
    const key = lines.map(({ key, quantity }) => `${quantity} ${key}`).join('\n');
    if (key && key === priced) return;
    stop();
    if (!key) return report({ quote: undefined, quoting: false, quoteFailed: false });
    // Nobody sees the prices of a hidden page; `retry` comes when it is shown.
    if (document.hidden) return;
    priced = key;
    report({ quoting: true });
    timer = setTimeout(ask, SETTLE_MS);
  }

  return { update, retry: () => update(wanted), stop };
}
