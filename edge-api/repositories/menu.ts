import { z } from 'zod';
import type { Database } from '../db/database.ts';
import { ON_SALE } from './product-filters.ts';

const CollectionRow = z.object({ handle: z.string(), title: z.string() });
const PageRow = z.object({ slug: z.string(), title: z.string() });

/** What a shop has that a visitor would look for in its menus. */
export interface MenuFacts {
  /** Collections with something on sale, in the merchant's order. */
  readonly collections: readonly z.infer<typeof CollectionRow>[];
  /** Live pages about the shop that search engines may know of. */
  readonly pages: readonly z.infer<typeof PageRow>[];
  readonly hasPosts: boolean;
}

export interface MenuRepository {
  read(most: { readonly collections: number; readonly pages: number }): Promise<MenuFacts>;
}

export function menuRepository(db: Database): MenuRepository {
  return {
    async read(most) {
      const [collections, pages, posts] = await db.read([
        {
          sql: `SELECT c.handle, c.title FROM collections c
            WHERE EXISTS (SELECT 1 FROM collection_products cp JOIN products p ON p.id = cp.product_id
                          WHERE cp.collection_id = c.id AND ${ON_SALE})
            ORDER BY c.position, c.handle LIMIT ?`,
          args: [most.collections],
        },
        {
          sql: `SELECT v.slug, v.title FROM pages p JOIN page_versions v ON v.page_id = p.id AND v.version = p.live_version
            WHERE p.type = 'about' AND coalesce(v.details ->> 'hidden', 0) = 0 ORDER BY p.published_at, p.id LIMIT ?`,
          args: [most.pages],
        },
        { sql: `SELECT 1 FROM pages WHERE type = 'post' AND live_version IS NOT NULL LIMIT 1` },
      ]);
      return {
        collections: z.array(CollectionRow).parse(collections),
        pages: z.array(PageRow).parse(pages),
        hasPosts: (posts?.length ?? 0) > 0,
      };
    },
  };
}
