import { z } from 'zod';
import type { Database } from '../db/database.ts';
import { json } from './columns.ts';
import { ON_SALE } from './product-filters.ts';
import { parseState, readState, type StoreState } from './state.ts';
import { StoredImage } from './stored-image.ts';

const CollectionRow = z.object({
  handle: z.string(),
  title: z.string(),
  descriptionHtml: z.string(),
  image: json(StoredImage).nullable(),
  productCount: z.int(),
});
export type CollectionRow = z.infer<typeof CollectionRow>;

export interface CollectionRepository {
  list(): Promise<{ state: StoreState; rows: CollectionRow[] }>;
  /** One of them; undefined for a handle nobody has. */
  find(handle: string): Promise<{ state: StoreState; row: CollectionRow | undefined }>;
  /** Collections with something on sale whose title, or a word in it, begins like this. */
  named(beginning: string, most: number): Promise<{ handle: string; title: string }[]>;
}

const COLUMNS = `c.handle, c.title, c.description_html AS "descriptionHtml", c.image,
  (SELECT count(*) FROM collection_products cp JOIN products p ON p.id = cp.product_id
   WHERE cp.collection_id = c.id AND ${ON_SALE}) AS "productCount"`;

export function collectionRepository(db: Database): CollectionRepository {
  return {
    async list() {
      const [state, rows] = await db.read([
        readState,
        { sql: `SELECT ${COLUMNS} FROM collections c ORDER BY c.position, c.handle LIMIT 1000` },
      ]);
      return { state: parseState(state), rows: z.array(CollectionRow).parse(rows) };
    },

    async find(handle) {
      const [state, rows] = await db.read([
        readState,
        { sql: `SELECT ${COLUMNS} FROM collections c WHERE c.handle = ?`, args: [handle] },
      ]);
      return { state: parseState(state), row: z.array(CollectionRow).parse(rows)[0] };
    },

    async named(beginning, most) {
      if (beginning === '') return [];
      const pattern = beginning.replace(/[\\%_]/g, '\\$&');
      const rows = await db.all(
        `SELECT handle, title FROM collections c WHERE (title LIKE ? ESCAPE '\\' OR title LIKE ? ESCAPE '\\')
           AND EXISTS (SELECT 1 FROM collection_products cp JOIN products p ON p.id = cp.product_id
                       WHERE cp.collection_id = c.id AND ${ON_SALE})
         ORDER BY c.position, c.handle LIMIT ?`,
        [`${pattern}%`, `% ${pattern}%`, most],
      );
      return z.array(CollectionRow.pick({ handle: true, title: true })).parse(rows);
    },
  };
}
