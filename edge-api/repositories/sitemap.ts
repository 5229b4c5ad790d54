import { z } from 'zod';
import type { Database } from '../db/database.ts';
import { json } from './columns.ts';
import { ON_SALE } from './product-filters.ts';
import { StoredImage } from './stored-image.ts';

/** Where a product stands among all: those made later come later, so that what is added moves nothing. */
export interface ProductKey {
  readonly createdAt: string;
  readonly id: string;
}

const ProductRow = z.object({
  id: z.string(),
  createdAt: z.string(),
  handle: z.string(),
  updatedAt: z.string(),
  image: json(StoredImage).nullable(),
});
export type SitemapProduct = z.infer<typeof ProductRow>;

const Key = z.object({ createdAt: z.string(), id: z.string() });
const Count = z.object({ n: z.int() });

/** What sitemaps read. All of it goes by `products_by_created`, which knows what is on sale without reading it. */
export interface SitemapRepository {
  /** How many products are on sale. */
  products(): Promise<number>;
  /** The product that so many stand before; undefined where there are no more. */
  productAt(place: number): Promise<ProductKey | undefined>;
  /** Products after one, in order. */
  productsAfter(key: ProductKey | null, limit: number): Promise<SitemapProduct[]>;
  /** Collections with something on sale, after a handle, by handle. */
  collectionsAfter(handle: string, limit: number): Promise<string[]>;
}

export function sitemapRepository(db: Database): SitemapRepository {
  return {
    async products() {
      return Count.parse(await db.first(`SELECT count(*) AS n FROM products p WHERE ${ON_SALE}`)).n;
    },

    async productAt(place) {
      const row = await db.first(
        `SELECT p.created_at AS "createdAt", p.id FROM products p WHERE ${ON_SALE} ORDER BY p.created_at, p.id LIMIT 1 OFFSET ?`,
        [place],
      );
      return row && Key.parse(row);
    },

    async productsAfter(key, limit) {
      const rows = await db.all(
        `SELECT p.id, p.created_at AS "createdAt", p.handle, p.updated_at AS "updatedAt", p.image FROM products p
         WHERE ${ON_SALE} AND (p.created_at, p.id) > (?, ?) ORDER BY p.created_at, p.id LIMIT ?`,
        [key?.createdAt ?? '', key?.id ?? '', limit],
      );
      return z.array(ProductRow).parse(rows);
    },

    async collectionsAfter(handle, limit) {
      const rows = await db.all(
        `SELECT c.handle FROM collections c WHERE c.handle > ? AND EXISTS (
           SELECT 1 FROM collection_products cp JOIN products p ON p.id = cp.product_id
           WHERE cp.collection_id = c.id AND ${ON_SALE}) ORDER BY c.handle LIMIT ?`,
        [handle, limit],
      );
      return z
        .array(z.object({ handle: z.string() }))
        .parse(rows)
        .map((row) => row.handle);
    },
  };
}
