import { z } from 'zod';
import type { ProductSort } from '../contract/products.ts';
import type { Database } from '../db/database.ts';
import { ON_SALE } from './product-filters.ts';
import { SORTS, SUMMARY_COLUMNS, SummaryRow } from './products.ts';

/** Where a page ended: the value of its sort key there, and the id that breaks ties. */
export interface SortPosition {
  readonly key: string | number;
  readonly id: string;
}

const SortKey = z.union([z.string(), z.int()]);
const Step = z.object({ row: z.int(), id: z.string(), key: SortKey });
/** One product in an order, without what it shows. */
export type Step = z.infer<typeof Step>;

const SortedRow = SummaryRow.extend({ row: z.int(), sortKey: SortKey });
export type SortedRow = z.infer<typeof SortedRow>;

/** An order of products: of a list, or that of a collection by the merchant's hand. */
export type Order = { readonly sort: ProductSort } | { readonly collection: string };

export interface SearchPagesRepository {
  /** The first `limit` of these products in an order, beyond a position. */
  among(rows: Iterable<number>, order: Order, after: SortPosition | undefined, limit: number): Promise<SortedRow[]>;
  /** Steps along an order over all products that may be on sale, read from its index alone. */
  walk(order: Order, after: SortPosition | undefined, limit: number): Promise<Step[]>;
  /** What these products show, in this order; those that are not on sale any more are left out. */
  summaries(rows: Iterable<number>): Promise<(SummaryRow & { row: number })[]>;
}

/** The columns an order goes by, and where they are from; `products p` is read by row id where the rows are given. */
function partsOf(order: Order, given: boolean) {
  if ('collection' in order)
    return {
      key: 'cp.position',
      id: 'cp.product_id',
      descending: false,
      from: given
        ? 'products p ON p.rowid = j.value JOIN collection_products cp ON cp.product_id = p.id'
        : 'collection_products cp CROSS JOIN products p ON p.id = cp.product_id',
      where: 'cp.collection_id = (SELECT id FROM collections WHERE handle = :collection)',
      args: { collection: order.collection },
    };
  const { key, descending } = SORTS[order.sort];
  const from = given ? 'products p ON p.rowid = j.value' : 'products p';
  return { key, id: 'p.id', descending, from, where: ON_SALE, args: {} };
}

function beyond({ key, id, descending }: { key: string; id: string; descending: boolean }, after?: SortPosition) {
  const past = descending ? '<' : '>';
  return {
    // The first half says nothing new, but it is the one an index with a collation can seek by.
    sql: after ? `AND ${key} ${past}= :afterKey AND (${key}, ${id}) ${past} (:afterKey, :afterId)` : '',
    args: after ? { afterKey: after.key, afterId: after.id } : {},
  };
}

const listed = (rows: Iterable<number>): string => `[${[...rows].join()}]`;

export function searchPagesRepository(db: Database): SearchPagesRepository {
  return {
    async among(rows, order, after, limit) {
      const parts = partsOf(order, true);
      const { key, id, from, where, descending } = parts;
      const direction = descending ? 'DESC' : 'ASC';
      const { sql, args } = beyond(parts, after);
      const found = await db.all(
        `SELECT ${SUMMARY_COLUMNS}, s.row, s.key AS "sortKey" FROM (
           SELECT p.rowid AS row, ${key} AS key, ${id} AS id FROM json_each(:rows) j CROSS JOIN ${from}
           WHERE ${where} AND ${ON_SALE} ${sql} ORDER BY ${key} ${direction}, ${id} ${direction} LIMIT :limit
         ) s CROSS JOIN products p ON p.rowid = s.row
         ORDER BY s.key COLLATE NOCASE ${direction}, s.id ${direction}`,
        { ...parts.args, ...args, rows: listed(rows), limit },
      );
      return found.map((row) => SortedRow.parse({ ...row }));
    },

    async walk(order, after, limit) {
      const parts = partsOf(order, false);
      const { key, id, from, where, descending } = parts;
      const direction = descending ? 'DESC' : 'ASC';
      const { sql, args } = beyond(parts, after);
      const steps = await db.all(
        `SELECT p.rowid AS row, ${id} AS id, ${key} AS key FROM ${from}
         WHERE ${where} ${sql} ORDER BY ${key} ${direction}, ${id} ${direction} LIMIT :limit`,
        { ...parts.args, ...args, limit },
      );
      return steps.map((row) => Step.parse({ ...row }));
    },

    async summaries(rows) {
      const found = await db.all(
        `SELECT ${SUMMARY_COLUMNS}, p.rowid AS row FROM json_each(?) j CROSS JOIN products p ON p.rowid = j.value
         WHERE ${ON_SALE} ORDER BY j.key`,
        [listed(rows)],
      );
      return found.map((row) => SummaryRow.extend({ row: z.int() }).parse({ ...row }));
    },
  };
}
