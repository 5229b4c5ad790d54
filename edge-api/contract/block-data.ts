/**
 * What blocks are given as data: nothing that the public API would not tell everybody. Amounts are in the currency the block is shown
 * in. The engine adds `url` to products.
 */
import type { Money } from './money.ts';

export interface BlockImage {
  readonly url: string;
  /** Address at a width, with `{width}` in place of its pixels; left out where it comes in one size. */
  readonly sized?: string;
  /** Pixels of the original; null where nobody has measured it. */
  readonly width: number | null;
  readonly height: number | null;
  readonly alt: string;
}

/** What `products()` answers a list of. */
export interface BlockProduct {
  readonly id: string;
  readonly handle: string;
  readonly title: string;
  readonly vendor: string;
  readonly type: string;
  readonly tags: readonly string[];
  /** The same as `priceMin`. */
  readonly price: Money;
  readonly priceMin: Money;
  readonly priceMax: Money;
  /** What it cost before, where that was more. */
  readonly compareAt: Money | null;
  readonly available: boolean;
  /** The only variant’s id; null where there is a choice. */
  readonly variantId: string | null;
  readonly image: BlockImage | null;
  /** Plain text, its beginning in lists. */
  readonly description: string;
}

export interface BlockVariant {
  readonly id: string;
  readonly title: string;
  readonly options: readonly string[];
  readonly price: Money;
  readonly compareAt: Money | null;
  readonly available: boolean;
}

/** What `product()` answers. */
export interface BlockProductDetail extends BlockProduct {
  readonly images: readonly BlockImage[];
  readonly options: readonly { readonly name: string; readonly values: readonly string[] }[];
  readonly variants: readonly BlockVariant[];
  readonly collections: readonly { readonly handle: string; readonly title: string }[];
}

/** What `collections()` answers a list of. */
export interface BlockCollection {
  readonly handle: string;
  readonly title: string;
  readonly description: string;
  readonly image: BlockImage | null;
  readonly productCount: number;
}

export interface BlockCartLine {
  readonly handle: string;
  readonly variantId: string;
  readonly title: string;
  readonly variant: string;
  readonly quantity: number;
  readonly price: Money;
  readonly compareAt: Money | null;
  /** Of the line, after its discounts. */
  readonly total: Money;
  readonly image: BlockImage | null;
  /** Whether it can be bought as it is. */
  readonly available: boolean;
}

/** What `cart()` answers, priced by the shop. Amounts are null for an empty cart that nobody has priced. */
export interface BlockCart {
  readonly lines: readonly BlockCartLine[];
  /** Units of all lines. */
  readonly count: number;
  readonly subtotal: Money | null;
  readonly discount: Money | null;
  readonly total: Money | null;
  /** What is missing to ship for free; null where the shop has no such threshold. */
  readonly freeShippingRemaining: Money | null;
}
