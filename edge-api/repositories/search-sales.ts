import { z } from 'zod';
import { type Database, isDuplicate, type Statement } from '../db/database.ts';
import { json } from './columns.ts';

const SalesStateRow = z.object({
  counted: z.int(),
  since: z.int().nullable(),
  weight: z.number(),
  heaviest: z.number(),
  scoredUpTo: z.string(),
});
/** What was counted of a store's orders: see `meaning_state`. */
export type SalesState = z.infer<typeof SalesStateRow>;

const OrderRow = z.object({ number: z.int(), placedAt: z.string(), products: json(z.array(z.string())) });
/** The products of one order, each once. */
export type CountedOrder = z.infer<typeof OrderRow>;

/** How much more a product, or a pair of them, was ordered. */
export interface Increase {
  readonly orders: number;
  readonly weight: number;
}

/** What a batch of orders adds. */
export interface SalesBatch {
  /** The last order that was counted before, and is now. */
  readonly from: number;
  readonly to: number;
  readonly since: number;
  /** Weight of the orders themselves. */
  readonly weight: number;
  readonly products: readonly (Increase & { readonly id: string })[];
  readonly pairs: readonly (Increase & { readonly id: string; readonly otherId: string })[];
}

const SoldRow = z.object({ id: z.string(), weight: z.number(), score: z.int().nullable() });
/** What a product's popularity is made of, and what is written of it; null is nothing. */
export type Sold = z.infer<typeof SoldRow>;

/** What sells, and what together; nothing about who bought it. */
export interface SalesRepository {
  state(): Promise<SalesState>;
  /**
   * Orders after a number that were not cancelled, in their order; `last` is the number of the last one looked at. The first
   * one that still waits for its shopper to pay ends the list: whether it is a sale is known within the time its goods wait.
   */
  ordersAfter(number: number, limit: number): Promise<{ orders: CountedOrder[]; last: number | null }>;
  /** Adds a batch in one transaction; answers false when somebody else has counted these orders meanwhile. */
  add(batch: SalesBatch): Promise<boolean>;
  /** What was sold of these products. */
  soldOf(ids: readonly string[]): Promise<Sold[]>;
  /** What was sold of the next products by id. */
  soldAfter(id: string, limit: number): Promise<Sold[]>;
  /** Writes scores, 0 to 255, and up to which product all were looked at. */
  score(scores: readonly { readonly id: string; readonly score: number }[], upTo: string): Promise<void>;
}

const SOLD = `SELECT s.product_id AS id, s.weight, p.score FROM product_sales s
  LEFT JOIN product_popularity p ON p.product_id = s.product_id`;

function addStatements({ from, to, since, weight, products, pairs }: SalesBatch): Statement[] {
  const list = JSON.stringify(products.map(({ id, orders, weight }) => [id, orders, weight]));
  return [
    {
      // Breaks the primary key, and with it the transaction, where another process was here first.
      sql: `INSERT INTO meaning_state (id) SELECT id FROM meaning_state WHERE counted <> ?`,
      args: [from],
    },
    {
      sql: `INSERT INTO product_sales (product_id, orders, weight)
            SELECT p.id, n.value ->> 1, n.value ->> 2 FROM json_each(?) n JOIN products p ON p.id = n.value ->> 0 WHERE true
            ON CONFLICT (product_id) DO UPDATE SET orders = orders + excluded.orders, weight = weight + excluded.weight`,
      args: [list],
    },
    {
      sql: `INSERT INTO product_pairs (product_id, other_id, orders, weight)
            SELECT p.id, o.id, n.value ->> 2, n.value ->> 3 FROM json_each(?) n
            JOIN products p ON p.id = n.value ->> 0 JOIN products o ON o.id = n.value ->> 1 WHERE true
            ON CONFLICT (product_id, other_id) DO UPDATE SET orders = orders + excluded.orders, weight = weight + excluded.weight`,
      args: [JSON.stringify(pairs.map(({ id, otherId, orders, weight }) => [id, otherId, orders, weight]))],
    },
    {
      sql: `UPDATE meaning_state SET counted = ?, since = coalesce(since, ?), weight = weight + ?,
              heaviest = max(heaviest, coalesce((SELECT max(s.weight) FROM json_each(?) n
                JOIN product_sales s ON s.product_id = n.value ->> 0), 0))`,
      args: [to, since, weight, list],
    },
    // Shoppers' caches hold what is recommended until the catalogue is another.
    ...(pairs.length > 0 ? [{ sql: 'UPDATE store_state SET catalogue_version = catalogue_version + 1' }] : []),
  ];
}

export function salesRepository(db: Database): SalesRepository {
  const sold = async (sql: string, args: (string | number)[]) =>
    (await db.all(`${SOLD} ${sql}`, args)).map((row) => SoldRow.parse(row));
  return {
    async state() {
      const row = await db.first(
        'SELECT counted, since, weight, heaviest, scored_up_to AS "scoredUpTo" FROM meaning_state WHERE id = 1',
      );
      return SalesStateRow.parse(row);
    },

    async ordersAfter(number, limit) {
      const rows = await db.all(
        `SELECT o.number, o.placed_at AS "placedAt", CASE WHEN o.status = 'cancelled' THEN '[]' ELSE
           (SELECT json_group_array(DISTINCT l.product_id) FROM order_lines l WHERE l.order_id = o.id) END AS products
         FROM orders o WHERE o.number > :after AND o.number < coalesce((SELECT min(w.number) FROM orders w
           WHERE w.reserved_until IS NOT NULL AND w.number > :after
             AND NOT EXISTS (SELECT 1 FROM payments p WHERE p.order_id = w.id AND p.status = 'processing')), o.number + 1) ORDER BY o.number LIMIT :limit`,
        { after: number, limit },
      );
      const orders = rows.map((row) => OrderRow.parse(row));
      return { orders: orders.filter(({ products }) => products.length > 0), last: orders.at(-1)?.number ?? null };
    },

    async add(batch) {
      try {
        await db.write(addStatements(batch));
        return true;
      } catch (error) {
        if (isDuplicate(error, 'meaning_state.id')) return false;
        throw error;
      }
    },

    soldOf: (ids) => sold('WHERE s.product_id IN (SELECT value FROM json_each(?))', [JSON.stringify(ids)]),
    soldAfter: (id, limit) => sold('WHERE s.product_id > ? ORDER BY s.product_id LIMIT ?', [id, limit]),

    async score(scores, upTo) {
      await db.write([
        {
          sql: `INSERT INTO product_popularity (product_id, score)
                SELECT p.id, n.value ->> 1 FROM json_each(?) n JOIN products p ON p.id = n.value ->> 0 WHERE true
                ON CONFLICT (product_id) DO UPDATE SET score = excluded.score`,
          args: [JSON.stringify(scores.map(({ id, score }) => [id, score]))],
        },
        { sql: 'UPDATE meaning_state SET scored_up_to = ?', args: [upTo] },
      ]);
    },
  };
}
