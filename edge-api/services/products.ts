import type {
  Collection,
  CollectionList,
  ListProducts,
  ProductAnswer,
  ProductList,
  ProductOption,
  Variant,
} from '../contract/products.ts';
import { videoSource } from '../contract/video-source.ts';
import type { CollectionRepository } from '../repositories/collections.ts';
import type { ProductFilter } from '../repositories/product-filters.ts';
import type { ProductRepository, VariantRow } from '../repositories/products.ts';
import type { SortPosition } from '../repositories/search-pages.ts';
import type { StoreState } from '../repositories/state.ts';
import { collectionNotFound, productNotFound } from './errors.ts';
import type { ReadFacts } from './search/facts.ts';
import { type Filter, needsFacts, readFilter } from './search/filter.ts';
import type { SortedPage, SortedQuery } from './search/pages.ts';
import type { RowSet } from './search/row-set.ts';
import { readSortedCursor, writeSortedCursor } from './search/sorted-cursor.ts';
import { shownImage } from './pictures.ts';
import { swatchesOf } from './swatches.ts';
import { unitPrice } from './unit-price.ts';
import { money, productSummary, storeSummary, type Versioned } from './summary.ts';

export interface ProductService {
  list(query: ListProducts): Promise<Versioned<ProductList>>;
  get(handle: string): Promise<Versioned<ProductAnswer>>;
  collections(): Promise<Versioned<CollectionList>>;
  /** Throws `collection_not_found`. */
  collection(handle: string): Promise<Versioned<Collection>>;
}

/** The part of a filter that the products' own columns and tags answer. */
const columnFilter = ({ values, ...rest }: Filter): ProductFilter => ({
  ...rest,
  vendors: values.get('vendor'),
  types: values.get('type'),
  tags: values.get('tag'),
});

/** Units of a variant that can be bought now; null without limit. */
export const quantityAvailable = (variant: Pick<VariantRow, 'tracked' | 'policy' | 'quantity'>): number | null =>
  variant.tracked && variant.policy === 'deny' ? Math.max(0, variant.quantity) : null;

function variantOf(row: VariantRow, state: StoreState): Variant {
  const units = quantityAvailable(row);
  const backOrdered = row.tracked && row.policy === 'continue' && row.quantity <= 0;
  return {
    id: row.id,
    title: row.optionValues.join(' / '),
    sku: row.sku || null,
    options: row.optionValues,
    price: money(row.priceMinor, state),
    compareAtPrice:
      row.compareAtMinor !== null && row.compareAtMinor > row.priceMinor ? money(row.compareAtMinor, state) : null,
    available: units !== 0,
    quantityAvailable: units,
    lowStock: units !== null && units > 0 && units <= state.settings.stock.lowAt,
    backOrdered,
    backInStockOn: units === 0 || backOrdered ? row.restockOn : null,
    unitPrice: unitPrice(row.priceMinor, row, state.currency),
    imageId: row.imageId,
    requiresShipping: row.requiresShipping,
  };
}

function optionOf(name: string, index: number, variants: readonly VariantRow[]): ProductOption {
  const values = [...new Set(variants.flatMap(({ optionValues }) => optionValues[index] ?? []))];
  const pictured = variants.filter(({ imageId }) => imageId !== null).reverse();
  const images = new Map(pictured.map(({ optionValues, imageId }) => [optionValues[index], imageId]));
  return { name, values, swatches: swatchesOf(name, values, (value) => images.get(value) ?? null) };
}

/** How products are chosen among that only facts of all of them tell apart. */
export interface Choosing {
  readonly facts: ReadFacts;
  readonly page: (query: SortedQuery) => Promise<SortedPage>;
  /** Products with every word of a text, or the closest where none has. */
  readonly matching: (text: string) => Promise<RowSet>;
}

export function productService(
  products: ProductRepository,
  collections: CollectionRepository,
  { facts, page: sortedPage, matching }: Choosing,
): ProductService {
  /** A list narrowed by words, options, collections or metafields, which no index of one table answers. */
  async function narrowed(
    { collection, sort, limit }: ListProducts,
    filter: Filter,
    text: string,
    after: SortPosition | undefined,
  ): Promise<Versioned<ProductList>> {
    const found = text === '' ? null : await matching(text);
    const [{ state, collectionKnown }, known] = await Promise.all([products.about({ collection }), facts()]);
    if (!collectionKnown) throw collectionNotFound(collection ?? '');
    const members =
      collection === undefined ? null : known.select({ values: new Map([['collection', [collection]]]) }, null).rows;
    const within = members && found ? members.and(found) : (members ?? found);
    const { rows } = known.select(filter, within);
    const order = collection !== undefined && sort === 'featured' ? { collection } : { sort };
    const page = await sortedPage({ facts: known, rows, order, after, limit });
    return {
      version: state.catalogueVersion,
      body: {
        store: storeSummary(state),
        products: page.rows.map((row) => productSummary(row, state)),
        next: page.next && writeSortedCursor(sort, page.next),
      },
    };
  }

  return {
    async list(query) {
      const { collection, sort, limit, q } = query;
      const after = query.after === undefined ? undefined : readSortedCursor(query.after, sort);
      const text = q?.trim() ?? '';
      const chosen = readFilter(query);
      if (text !== '' || needsFacts(chosen)) return narrowed(query, chosen, text, after);
      const filter = columnFilter(chosen);
      const page = await products.list({ collection, filter, sort, limit, after });
      if (!page.collectionKnown) throw collectionNotFound(collection ?? '');
      const shown = page.rows.slice(0, limit);
      const last = shown.at(-1);
      return {
        version: page.state.catalogueVersion,
        body: {
          store: storeSummary(page.state),
          products: shown.map((row) => productSummary(row, page.state)),
          next: last && page.rows.length > limit ? writeSortedCursor(sort, { key: last.sortKey, id: last.id }) : null,
        },
      };
    },

    async get(handle) {
      const { state, detail } = await products.find(handle);
      if (!detail) throw productNotFound(handle);
      const { product, options, variants, images, videos } = detail;
      return {
        version: state.catalogueVersion,
        body: {
          store: storeSummary(state),
          product: {
            ...productSummary(product, state),
            descriptionHtml: product.descriptionHtml,
            tags: product.tags,
            collections: [...detail.collections],
            options: options.map(({ name }, index) => optionOf(name, index, variants)),
            variants: variants.map((variant) => variantOf(variant, state)),
            images: images.map((image) => shownImage(image, state)),
            videos: videos.flatMap(({ url, poster, ...video }) => {
              const source = videoSource(url);
              return source ? [{ ...video, poster: poster || null, source }] : [];
            }),
            seoTitle: product.seoTitle,
            seoDescription: product.seoDescription,
          },
        },
      };
    },

    async collections() {
      const { state, rows } = await collections.list();
      return {
        version: state.catalogueVersion,
        body: { collections: rows.map((row) => ({ ...row, image: row.image && shownImage(row.image, state) })) },
      };
    },

    async collection(handle) {
      const { state, row } = await collections.find(handle);
      if (!row) throw collectionNotFound(handle);
      return { version: state.catalogueVersion, body: { ...row, image: row.image && shownImage(row.image, state) } };
    },
  };
}
