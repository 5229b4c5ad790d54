import { z } from 'zod';
import type { ProductSort } from '../contract/products.ts';
import type { Database, SqlRow, Statement } from '../db/database.ts';
import { flag, json } from './columns.ts';
import { filterConditions, ON_SALE, type ProductFilter } from './product-filters.ts';
import { parseState, readState, type StoreState } from './state.ts';
import { StoredImage } from './stored-image.ts';

/** Columns of a summary, from `products p`. */
export const SUMMARY_COLUMNS = `p.id, p.handle, p.title, p.vendor, p.product_type AS "productType", p.image,
  p.price_min_minor AS "priceMinMinor", p.price_max_minor AS "priceMaxMinor", p.compare_at_minor AS "compareAtMinor",
  p.available, p.variant_count AS "variantCount", p.only_variant_id AS "onlyVariantId"`;

/** Parses a row of `SUMMARY_COLUMNS`. */
export const SummaryRow = z.object({
  id: z.string(),
  handle: z.string(),
  title: z.string(),
  vendor: z.string(),
  productType: z.string(),
  image: json(StoredImage).nullable(),
  priceMinMinor: z.int(),
  priceMaxMinor: z.int(),
  compareAtMinor: z.int().nullable(),
  available: flag,
  variantCount: z.int(),
  onlyVariantId: z.string().nullable(),
});
export type SummaryRow = z.infer<typeof SummaryRow>;

const ListRow = SummaryRow.extend({ sortKey: z.union([z.string(), z.int()]) });

const DetailRow = SummaryRow.extend({
  descriptionHtml: z.string(),
  tags: json(z.array(z.string())),
  seoTitle: z.string().nullable(),
  seoDescription: z.string().nullable(),
});

const VariantRow = z.object({
  id: z.string(),
  optionValues: json(z.array(z.string())),
  sku: z.string(),
  priceMinor: z.int(),
  compareAtMinor: z.int().nullable(),
  tracked: flag,
  quantity: z.int(),
  policy: z.enum(['deny', 'continue']),
  unitTotal: z.number(),
  unitTotalUnit: z.string(),
  unitBase: z.number(),
  unitBaseUnit: z.string(),
  restockOn: z.string().nullable(),
  imageId: z.string().nullable(),
  requiresShipping: flag,
});
export type VariantRow = z.infer<typeof VariantRow>;

/** Columns of `VariantRow`, from `variants v`. */
export const VARIANT_COLUMNS = `v.id, v.option_values AS "optionValues", v.sku, v.price_minor AS "priceMinor",
  v.compare_at_minor AS "compareAtMinor", v.inventory_tracked AS tracked, v.inventory_quantity AS quantity,
  v.inventory_policy AS policy, v.unit_total AS "unitTotal", v.unit_total_unit AS "unitTotalUnit",
  v.unit_base AS "unitBase", v.unit_base_unit AS "unitBaseUnit", v.restock_on AS "restockOn", v.image_id AS "imageId", v.requires_shipping AS "requiresShipping"`;

const OptionRow = z.object({ name: z.string() });
const VideoRow = z.object({ id: z.string(), url: z.string(), poster: z.string(), alt: z.string(), after: z.int() });
const CollectionRow = z.object({ handle: z.string(), title: z.string() });

/** A product with all that belongs to it. */
export interface ProductDetail {
  readonly product: z.infer<typeof DetailRow>;
  readonly options: readonly z.infer<typeof OptionRow>[];
  readonly variants: readonly VariantRow[];
  readonly images: readonly StoredImage[];
  /** With the number of images before each. */
  readonly videos: readonly z.infer<typeof VideoRow>[];
  readonly collections: readonly z.infer<typeof CollectionRow>[];
}

export interface ListQuery {
  readonly collection?: string | undefined;
  readonly filter: ProductFilter;
  readonly sort: ProductSort;
  readonly limit: number;
  readonly after?: { readonly key: string | number; readonly id: string } | undefined;
}

export interface ProductRepository {
  /** One page, with one row more than `limit` if there is another; `collectionKnown` is false for a handle nobody has. */
  list(query: ListQuery): Promise<{ state: StoreState; rows: z.infer<typeof ListRow>[]; collectionKnown: boolean }>;
  /** What a list is made of besides its products. */
  about(list: Pick<ListQuery, 'collection'>): Promise<{ state: StoreState; collectionKnown: boolean }>;
  find(handle: string): Promise<{ state: StoreState; detail: ProductDetail | undefined }>;
}

/** What each sort of a list goes by, over `products p`; ties go by id, in the same direction. */
export const SORTS: Record<ProductSort, { key: string; descending: boolean }> = {
  featured: { key: 'p.position', descending: false },
  newest: { key: 'p.created_at', descending: true },
  'price-asc': { key: 'p.price_min_minor', descending: false },
  'price-desc': { key: 'p.price_min_minor', descending: true },
  'title-asc': { key: 'p.title COLLATE NOCASE', descending: false },
  'title-desc': { key: 'p.title COLLATE NOCASE', descending: true },
};

function listStatement({ collection, filter, sort, limit, after }: ListQuery): Statement {
  const { vendor, type, available, rest, args } = filterConditions(filter);
  const { descending, key: plainKey } = SORTS[sort];
  const inCollection = collection !== undefined;
  const byHand = inCollection && sort === 'featured';
  // The merchant's order of a collection is read from its own index, whatever the planner makes of its statistics.
  const [key, id, join] = byHand ? ['cp.position', 'cp.product_id', 'CROSS JOIN'] : [plainKey, 'p.id', 'JOIN'];
  const where = [ON_SALE, vendor, type, available, rest];
  if (inCollection) {
    where.push('cp.collection_id = (SELECT id FROM collections WHERE handle = :collection)');
    args['collection'] = collection;
  }
  if (after) {
    const past = descending ? '<' : '>';
    // The first half says nothing new, but it is the one an index with a collation can seek by.
    where.push(`${key} ${past}= :afterKey AND (${key}, ${id}) ${past} (:afterKey, :afterId)`);
    args['afterKey'] = after.key;
    args['afterId'] = after.id;
  }
  const direction = descending ? 'DESC' : 'ASC';
  return {
    sql: `SELECT ${SUMMARY_COLUMNS}, ${key} AS "sortKey"
          FROM ${inCollection ? `collection_products cp ${join} products p ON p.id = cp.product_id` : 'products p'}
          WHERE ${where.filter((condition) => condition !== '1').join(' AND ')}
          ORDER BY ${key} ${direction}, ${id} ${direction} LIMIT :limit`,
    args: { ...args, limit: limit + 1 },
  };
}

const rowsOf = <T>(schema: z.ZodType<T>, rows: readonly SqlRow[] | undefined): T[] => z.array(schema).parse(rows ?? []);

export function productRepository(db: Database): ProductRepository {
  return {
    async list(query) {
      const [state, rows, collections] = await db.read([
        readState,
        listStatement(query),
        { sql: 'SELECT 1 AS known FROM collections WHERE handle = ?', args: [query.collection ?? ''] },
      ]);
      return {
        state: parseState(state),
        rows: rowsOf(ListRow, rows),
        collectionKnown: query.collection === undefined || (collections?.length ?? 0) > 0,
      };
    },

    async about({ collection }) {
      const [state, collections] = await db.read([
        readState,
        { sql: 'SELECT 1 AS known FROM collections WHERE handle = ?', args: [collection ?? ''] },
      ]);
      return {
        state: parseState(state),
        collectionKnown: collection === undefined || (collections?.length ?? 0) > 0,
      };
    },

    async find(handle) {
      const args = [handle];
      const theProduct = `(SELECT p.id FROM products p WHERE p.handle = ? AND ${ON_SALE})`;
      const [state, products, options, variants, images, videos, collections] = await db.read([
        readState,
        {
          sql: `SELECT ${SUMMARY_COLUMNS}, p.description_html AS "descriptionHtml", p.tags,
                       p.seo_title AS "seoTitle", p.seo_description AS "seoDescription"
                FROM products p WHERE p.handle = ? AND ${ON_SALE}`,
          args,
        },
        { sql: `SELECT name FROM product_options WHERE product_id = ${theProduct} ORDER BY position`, args },
        {
          sql: `SELECT ${VARIANT_COLUMNS} FROM variants v WHERE v.product_id = ${theProduct} ORDER BY v.position, v.id`,
          args,
        },
        {
          sql: `SELECT id, url, alt, width, height, placeholder FROM images WHERE product_id = ${theProduct}
                ORDER BY position, id`,
          args,
        },
        {
          sql: `SELECT m.id, m.url, m.poster, m.alt, (SELECT count(*) FROM images i
                  WHERE i.product_id = m.product_id AND i.position < m.position) AS "after"
                FROM videos m WHERE m.product_id = ${theProduct} ORDER BY m.position, m.id`,
          args,
        },
        {
          sql: `SELECT c.handle, c.title FROM collection_products cp JOIN collections c ON c.id = cp.collection_id
                WHERE cp.product_id = ${theProduct} ORDER BY c.position, c.handle`,
          args,
        },
      ]);
      const product = rowsOf(DetailRow, products)[0];
      return {
        state: parseState(state),
        detail: product && {
          product,
          options: rowsOf(OptionRow, options),
          variants: rowsOf(VariantRow, variants),
          images: rowsOf(StoredImage, images),
          videos: rowsOf(VideoRow, videos),
          collections: rowsOf(CollectionRow, collections),
        },
      };
    },
  };
}
