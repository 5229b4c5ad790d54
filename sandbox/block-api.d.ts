/**
 * What a block is given. A block is a module with one function as its default export, which gives back HTML:
 *
 *     export default function ({ products, formatPrice, html }, settings) {
 *       return html`<ul>${products({ limit: 3 }).map((p) => html`<li>${p.title}: ${formatPrice(p.price)}</li>`)}</ul>`;
 *     }
 */

/** HTML made by `html` or a helper: it is put into other HTML as it is. */
export interface Html {
  toString(): string;
}

/** An amount in the smallest unit of its currency: 1250 is 12.50 €, and 1250 ¥. */
export interface Money {
  readonly amountMinor: number;
  /** ISO 4217, such as `EUR`. */
  readonly currency: string;
}

export interface BlockImage {
  readonly url: string;
  /** Address at a width, with `{width}` in place of its pixels; left out where it comes in one size. */
  readonly sized?: string;
  /** Pixels of the original; null where nobody has measured it. */
  readonly width: number | null;
  readonly height: number | null;
  readonly alt: string;
}

/** A product in a list. */
export interface BlockProduct {
  readonly id: string;
  readonly handle: string;
  readonly title: string;
  readonly vendor: string;
  readonly type: string;
  readonly tags: readonly string[];
  /** The least price of its variants. */
  readonly price: Money;
  readonly priceMin: Money;
  readonly priceMax: Money;
  /** What it cost before, where that was more. */
  readonly compareAt: Money | null;
  readonly available: boolean;
  /** The only variant’s id; null where there is a choice. */
  readonly variantId: string | null;
  readonly image: BlockImage | null;
  /** Plain text: in lists its beginning. */
  readonly description: string;
  /** Address of its page. */
  readonly url: string;
}

export interface BlockVariant {
  readonly id: string;
  /** Its options, with slashes between them. */
  readonly title: string;
  /** One value for each option of the product, in their order. */
  readonly options: readonly string[];
  readonly price: Money;
  readonly compareAt: Money | null;
  readonly available: boolean;
}

/** A product asked for by its handle. */
export interface BlockProductDetail extends BlockProduct {
  readonly images: readonly BlockImage[];
  readonly options: readonly { readonly name: string; readonly values: readonly string[] }[];
  readonly variants: readonly BlockVariant[];
  readonly collections: readonly { readonly handle: string; readonly title: string }[];
}

export interface BlockCollection {
  readonly handle: string;
  readonly title: string;
  readonly description: string;
  readonly image: BlockImage | null;
  readonly productCount: number;
  /** Address of its page. */
  readonly url: string;
}

export interface BlockCartLine {
  readonly handle: string;
  readonly variantId: string;
  readonly title: string;
  /** What was chosen of the product. */
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

/** The shopper’s cart. Amounts are null while it is empty. */
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

/** Values by id of their setting: as they are set where the block is shown, or their defaults. */
export interface SettingValues {
  readonly [id: string]: string | number | boolean;
}

export interface BlockApi {
  /**
   * The products of the shop, or of the collection with this handle.
   * @param query At most 50 products; 24 without a limit. An empty text counts as not given.
   */
  products(
    query?:
      | string
      | {
          collection?: string;
          search?: string;
          sort?: 'featured' | 'newest' | 'price-asc' | 'price-desc' | 'title-asc' | 'title-desc';
          limit?: number;
        },
  ): readonly BlockProduct[];

  /** One product with its variants, by its handle; null where there is none. */
  product(handle: string | { handle: string }): BlockProductDetail | null;

  /** The collections of the shop, at most 50. */
  collections(query?: { limit?: number }): readonly BlockCollection[];

  /** The shopper’s cart, priced by the shop. A block that reads it is drawn anew for each shopper. */
  cart(): BlockCart;

  /** What is set where the block is shown; also the second argument of a block. */
  readonly settings: SettingValues;

  /** Language of the visitor, such as `de` or `pt-BR`. */
  readonly locale: string;

  /** Currency that prices are in, such as `EUR`. */
  readonly currency: string;

  /** Goes before a template. Values are escaped; what `html` made, and lists, are put in; null, undefined, true and false are left out. */
  html(strings: TemplateStringsArray, ...values: unknown[]): Html;

  /** A text with `&`, `<`, `>` and quotes escaped. `html` does so by itself. */
  escapeHtml(value: unknown): string;

  /** A price as the visitor’s language writes it. A number is an amount in the smallest unit. */
  formatPrice(price: Money | number | null | undefined, currency?: string): string;

  /** A day as the visitor’s language writes it, in UTC; `weekday` gives the name of its day alone. */
  formatDate(date: Date | string | number, style?: 'short' | 'medium' | 'long' | 'full' | 'weekday'): string;

  /** The beginning of a text, cut at a word where there is one; 100 characters without a length. */
  truncate(text: string | null | undefined, length?: number, end?: string): string;

  /** The word for one or for many, with `{count}` put in: `pluralize(3, '{count} cup')` is `3 cups`. */
  pluralize(count: number, one: string, many?: string): string;

  /** A picture in the widths that screens need; nothing where there is none. Takes what has an image, too. */
  image(
    picture:
      BlockImage | { readonly url: string; readonly alt?: string } | { readonly image: BlockImage | null } | null,
    options?: { sizes?: string; alt?: string; widths?: readonly number[] },
  ): Html;

  /** Address of the page of a product, a collection, or a page of the shop. */
  url(to: string | { readonly handle: string }, kind?: 'product' | 'collection' | 'page'): string;

  /** A text of the block in the visitor’s language, by its key or from an object by language; `{name}` in it is filled in. */
  t(text: string | Readonly<Record<string, string>>, values?: Readonly<Record<string, unknown>>): string;
}

/** A block. */
export type Block = (api: BlockApi, settings: SettingValues) => Html | string | readonly (Html | string)[];
