import { z } from 'zod';
import type { Database, SqlRow } from '../db/database.ts';
import { flag, json } from './columns.ts';

/** How far the changes of a store have come. */
export const ChangeState = z.object({
  /** Tells this database from any other the store has had. */
  epoch: z.string(),
  seq: z.int(),
  collectionsSeq: z.int(),
  locale: z.string(),
});
export type ChangeState = z.infer<typeof ChangeState>;

const texts = json(z.array(z.string()));

/** What filters, facets and sorts need of a product, one row each however much belongs to it. */
const FactRow = z.object({
  row: z.int(),
  onSale: flag,
  available: flag,
  priceMinMinor: z.int(),
  priceMaxMinor: z.int(),
  popularity: z.int(),
  vendor: z.string(),
  type: z.string(),
  tags: texts,
  /** Ids. */
  collections: texts,
  options: texts,
  variants: json(z.array(z.tuple([z.array(z.string()), z.literal([0, 1])]))),
  metafields: json(z.array(z.tuple([z.string(), z.string(), z.string(), z.string()]))),
  position: z.int(),
  createdAt: z.string(),
  title: z.string(),
});
export type FactRow = z.infer<typeof FactRow>;

const CollectionName = z.object({ id: z.string(), handle: z.string(), title: z.string() });
export type CollectionName = z.infer<typeof CollectionName>;

export interface SearchFactsRepository {
  state(): Promise<ChangeState>;
  /** Products in the order of their row ids, beyond one; fewer than `limit` at the end. */
  page(after: number, limit: number): Promise<FactRow[]>;
  /** Products that changed beyond `seq`, oldest changes first, at most `limit`; those that are gone have no facts. `pending` counts all of them, up to `most`. */
  changed(
    seq: number,
    limit: number,
    most: number,
  ): Promise<{ changes: { row: number; seq: number }[]; facts: FactRow[]; pending: number }>;
  collections(): Promise<CollectionName[]>;
}

const list = (column: string, from: string) => `(SELECT json_group_array(${column}) FROM ${from})`;

const COLUMNS = `p.rowid AS row, p.status = 'active' AND p.published = 1 AS "onSale", p.available,
  p.price_min_minor AS "priceMinMinor", p.price_max_minor AS "priceMaxMinor",
  coalesce((SELECT score FROM product_popularity s WHERE s.product_id = p.id), 0) AS popularity,
  p.vendor, p.product_type AS type,
  ${list('t.tag', 'product_tags t WHERE t.product_id = p.id')} AS tags,
  ${list('c.collection_id', 'collection_products c WHERE c.product_id = p.id')} AS collections,
  ${list('o.name', '(SELECT name FROM product_options WHERE product_id = p.id ORDER BY position) o')} AS options,
  ${list(
    `json_array(json(v.option_values), v.inventory_tracked = 0 OR v.inventory_policy = 'continue' OR v.inventory_quantity > 0)`,
    'variants v WHERE v.product_id = p.id',
  )} AS variants,
  ${list('json_array(m.namespace, m.key, m.name, m.value)', 'product_metafields m WHERE m.product_id = p.id')} AS metafields,
  p.position, p.created_at AS "createdAt", p.title`;

const factsOf = (rows: readonly SqlRow[] | undefined): FactRow[] => (rows ?? []).map((row) => FactRow.parse(row));

export function searchFactsRepository(db: Database): SearchFactsRepository {
  return {
    async state() {
      const row = await db.first(
        `SELECT epoch, seq, collections_seq AS "collectionsSeq", (SELECT locale FROM store_state WHERE id = 1) AS locale
         FROM search_state WHERE id = 1`,
      );
      return ChangeState.parse({ ...row });
    },

    page: async (after, limit) =>
      factsOf(
        await db.all(`SELECT ${COLUMNS} FROM products p WHERE p.rowid > ? ORDER BY p.rowid LIMIT ?`, [after, limit]),
      ),

    async changed(seq, limit, most) {
      const some = 'SELECT product FROM search_changes WHERE seq > ? ORDER BY seq LIMIT ?';
      const [changes, facts, pending] = await db.read([
        {
          sql: 'SELECT product AS row, seq FROM search_changes WHERE seq > ? ORDER BY seq LIMIT ?',
          args: [seq, limit],
        },
        { sql: `SELECT ${COLUMNS} FROM products p WHERE p.rowid IN (${some})`, args: [seq, limit] },
        {
          sql: 'SELECT count(*) AS pending FROM (SELECT 1 FROM search_changes WHERE seq > ? LIMIT ?)',
          args: [seq, most],
        },
      ]);
      return {
        changes: z.array(z.object({ row: z.int(), seq: z.int() })).parse((changes ?? []).map((row) => ({ ...row }))),
        facts: factsOf(facts),
        pending: z.int().parse(pending?.[0]?.['pending']),
      };
    },

    collections: async () =>
      (await db.all('SELECT id, handle, title FROM collections ORDER BY position, handle')).map((row) =>
        CollectionName.parse({ ...row }),
      ),
  };
}
