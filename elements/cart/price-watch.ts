import type { Money } from '../../edge-api/contract/money.ts';
import type { QuotedLine } from '../../edge-api/contract/quotes.ts';
import type { CartState } from '../stores/cart-store.ts';
import { readLocal, storagePrefix, writeLocal } from '../stores/cart/local.ts';

/** Something that is not as it was when the shopper last looked. `to` is missing for what cannot be had any more. */
export interface PriceChange {
  readonly key: string;
  readonly title: string;
  readonly from: Money;
  readonly to?: Money;
}

type Shown = Record<string, Money>;

/** Remembers the prices a shopper was shown, in this browser alone, and tells what has changed since. */
export class PriceWatch {
  private readonly key: string;
  private shown: Shown = {};

  constructor(store: string) {
    this.key = `${storagePrefix(store)}shown`;
    try {
      this.shown = (JSON.parse(readLocal(this.key) ?? '{}') ?? {}) as Shown;
    } catch {
      // Not ours to understand.
    }
  }

  /** What has changed; prices seen for the first time are remembered, those of lines that have gone forgotten. */
  changes({ quote, quoting, lines }: CartState): PriceChange[] {
    if (!quote || quoting) return [];
    const changes: PriceChange[] = [];
    const next: Shown = {};
    const inCart = new Set(lines.map(({ key }) => key));
    for (const line of quote.lines.filter(({ key }) => inCart.has(key))) {
      const before = this.shown[line.key];
      const change = before && this.compare(line, before);
      if (change) changes.push(change);
      if (change ? before : isSold(line)) next[line.key] = change ? before! : line.unitPrice;
    }
    this.remember(next);
    return changes;
  }

  /** The shopper has read it. */
  accept({ quote }: CartState): void {
    const sold = quote?.lines.filter(isSold) ?? [];
    this.remember(Object.fromEntries(sold.map(({ key, unitPrice }) => [key, unitPrice])));
  }

  private compare(line: QuotedLine, from: Money): PriceChange | undefined {
    const { key, title, unitPrice: to } = line;
    if (!isSold(line)) return { key, title, from };
    // Another currency is the shopper's own choice.
    return from.currency === to.currency && from.amountMinor !== to.amountMinor ? { key, title, from, to } : undefined;
  }

  private remember(next: Shown): void {
    const text = JSON.stringify(next);
    if (text === JSON.stringify(this.shown)) return;
    this.shown = next;
    writeLocal(this.key, text);
  }
}

const isSold = ({ problem }: QuotedLine): boolean =>
  problem?.code !== 'out_of_stock' && problem?.code !== 'variant_gone';
