import { z } from 'zod';
import type { Database } from '../db/database.ts';

const SizeRow = z.object({
  products: z.int(),
  pages: z.int(),
  sections: z.int(),
  blocks: z.int(),
  orders: z.int(),
  bytes: z.int(),
});
/** How much a store's own database holds. */
export type StoreSize = z.infer<typeof SizeRow>;

export interface StoreSizeRepository {
  /** Its products, pages, sections, blocks, the orders placed since a time (UTC, ISO 8601), and the bytes of its database. */
  read(ordersSince: string): Promise<StoreSize>;
}

export function storeSizeRepository(db: Database): StoreSizeRepository {
  return {
    async read(ordersSince) {
      const row = await db.first(
        `SELECT (SELECT count(*) FROM products) AS products, (SELECT count(*) FROM pages) AS pages,
           (SELECT count(*) FROM sections) AS sections, (SELECT count(*) FROM blocks) AS blocks,
           (SELECT count(*) FROM orders WHERE placed_at >= ?) AS orders,
           (SELECT c.page_count * s.page_size FROM pragma_page_count() c, pragma_page_size() s) AS bytes`,
        [ordersSince],
      );
      return SizeRow.parse(row);
    },
  };
}
