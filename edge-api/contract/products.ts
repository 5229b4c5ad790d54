import { z } from '@hono/zod-openapi';
import { checkFilters, ProductFilters } from './filters.ts';
import { AskedCurrency, Money } from './money.ts';
import { StoreSummary } from './stores.ts';

/** Handles name things in URLs: lower case letters, digits and dashes, Unicode letters allowed, at most 255 characters. */
export const Handle = z.string().min(1).max(255).openapi('Handle', { example: 'linen-shirt' });

export const Image = z
  .object({
    id: z.string(),
    url: z.string(),
    alt: z.string(),
    /** Pixels of the original; null when nobody has measured it. */
    width: z.int().nullable(),
    height: z.int().nullable(),
    /** Address of the picture at a width, with `{width}` in place of its pixels; null when it comes in one size only. */
    sized: z.string().nullable(),
    /** What stands in until the picture is there, as CSS draws a background: a colour, or `url(…)` of a picture of a few pixels. */
    placeholder: z.string().nullable(),
  })
  .openapi('Image');
export type Image = z.infer<typeof Image>;

/** A film among a product's pictures. */
export const Video = z
  .object({
    id: z.string(),
    alt: z.string(),
    /** How many of the product's images stand before it. */
    after: z.int(),
    /** Address of the picture shown until it plays; null when there is none. */
    poster: z.string().nullable(),
    /** Where it is: files to choose from, or a film of a service that is not asked for anything before a shopper plays it. */
    source: z.union([
      z.object({ kind: z.literal('file'), files: z.array(z.object({ url: z.string(), type: z.string() })) }),
      z.object({ kind: z.enum(['youtube', 'vimeo']), id: z.string() }),
    ]),
  })
  .openapi('Video');
export type Video = z.infer<typeof Video>;

/** How a value of an option about colour is drawn. */
export const Swatch = z
  .object({
    /** What the value is called, without the colour it may carry: "Navy" for "Navy #1f2a44". */
    label: z.string(),
    /** Colours as #rrggbb, side by side; empty when only a picture shows it. */
    colors: z.array(z.string()),
    /** Picture of the first variant with this value; null when it has none. */
    imageId: z.string().nullable(),
  })
  .openapi('Swatch');
export type Swatch = z.infer<typeof Swatch>;

export const ProductOption = z
  .object({
    name: z.string(),
    values: z.array(z.string()),
    /** One for each value, in their order; null when the option is not about colour, or a value of it can only be written. */
    swatches: z.array(Swatch).nullable(),
  })
  .openapi('ProductOption');
export type ProductOption = z.infer<typeof ProductOption>;

/** What a measure costs, such as 3.98 € for 100 ml. */
export const UnitPrice = z
  .object({
    price: Money,
    quantity: z.number(),
    /** Symbol of the unit, such as "ml", "kg" or "m²". */
    unit: z.string(),
  })
  .openapi('UnitPrice');
export type UnitPrice = z.infer<typeof UnitPrice>;

export const Variant = z
  .object({
    id: z.string(),
    /** Option values joined with " / ", empty for the only variant of a product without options. */
    title: z.string(),
    sku: z.string().nullable(),
    /** One value for each of the product's options, in their order. */
    options: z.array(z.string()),
    price: Money,
    compareAtPrice: Money.nullable(),
    available: z.boolean(),
    /** Units that can be bought now; null when stock is not tracked or may be back-ordered. */
    quantityAvailable: z.int().nullable(),
    /** Whether so few are left that the store wants it said. */
    lowStock: z.boolean(),
    /** Whether none is there and it can be bought all the same, to be sent later. */
    backOrdered: z.boolean(),
    /** Day new stock is expected, as 2026-12-03, for what is sold out or back-ordered; null when nobody knows. It may have passed. */
    backInStockOn: z.string().nullable(),
    unitPrice: UnitPrice.nullable(),
    imageId: z.string().nullable(),
    requiresShipping: z.boolean(),
  })
  .openapi('Variant');
export type Variant = z.infer<typeof Variant>;

/** What a card of the grid, a search result or a suggestion shows. */
export const ProductSummary = z
  .object({
    id: z.string(),
    handle: Handle,
    title: z.string(),
    vendor: z.string(),
    productType: z.string(),
    image: Image.nullable(),
    priceMin: Money,
    priceMax: Money,
    /** Compare-at price of the cheapest variant, when it is higher than its price. */
    compareAtPrice: Money.nullable(),
    available: z.boolean(),
    variantCount: z.int(),
    /** The only variant's id, so that a card can add it without asking; null when there is a choice. */
    onlyVariantId: z.string().nullable(),
  })
  .openapi('ProductSummary');
export type ProductSummary = z.infer<typeof ProductSummary>;

export const Product = ProductSummary.extend({
  /** Sanitised by the edge: safe to insert. */
  descriptionHtml: z.string(),
  tags: z.array(z.string()),
  collections: z.array(z.object({ handle: Handle, title: z.string() })),
  options: z.array(ProductOption),
  variants: z.array(Variant),
  images: z.array(Image),
  videos: z.array(Video),
  seoTitle: z.string().nullable(),
  seoDescription: z.string().nullable(),
}).openapi('Product');
export type Product = z.infer<typeof Product>;

export const ProductSort = z
  .enum(['featured', 'newest', 'price-asc', 'price-desc', 'title-asc', 'title-desc'])
  .openapi('ProductSort');
export type ProductSort = z.infer<typeof ProductSort>;

export const Limit = z.coerce.number().int().min(1).max(100).default(24);

/** Query of a single product. */
export const ReadProduct = z.object({ currency: AskedCurrency }).openapi('ReadProduct');

export const ListProducts = ProductFilters.extend({
  collection: Handle.optional(),
  q: z.string().max(200).optional(),
  sort: ProductSort.default('featured'),
  limit: Limit,
  currency: AskedCurrency,
  /** Opaque cursor: the `next` of the page before. */
  after: z.string().max(5000).optional(),
})
  .superRefine(checkFilters)
  .openapi('ListProducts');
export type ListProducts = z.infer<typeof ListProducts>;

export const ProductList = z
  .object({
    store: StoreSummary,
    products: z.array(ProductSummary),
    /** Cursor of the next page; null on the last. */
    next: z.string().nullable(),
  })
  .openapi('ProductList');
export type ProductList = z.infer<typeof ProductList>;

export const ProductAnswer = z.object({ store: StoreSummary, product: Product }).openapi('ProductAnswer');
export type ProductAnswer = z.infer<typeof ProductAnswer>;

export const Collection = z
  .object({
    handle: Handle,
    title: z.string(),
    descriptionHtml: z.string(),
    image: Image.nullable(),
    productCount: z.int(),
  })
  .openapi('Collection');
export type Collection = z.infer<typeof Collection>;

export const CollectionList = z.object({ collections: z.array(Collection) }).openapi('CollectionList');
export type CollectionList = z.infer<typeof CollectionList>;
