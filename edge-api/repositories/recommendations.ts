import { z } from 'zod';
import type { Database, SqlRow } from '../db/database.ts';
import { json } from './columns.ts';
import { ON_SALE } from './product-filters.ts';
import { SUMMARY_COLUMNS, SummaryRow } from './products.ts';
import { parseState, readState, type StoreState } from './state.ts';

const texts = json(z.array(z.string()));

const CandidateRow = SummaryRow.extend({ row: z.int(), tags: texts, collections: texts });
/** A product on sale, with what likens it to others: `collections` are ids. */
export type Candidate = z.infer<typeof CandidateRow>;

const PairRow = z.object({
  row: z.int(),
  /** Weights of the pair, of each of its products and of all orders. */
  weight: z.number(),
  ownWeight: z.number(),
  otherWeight: z.number(),
  total: z.number(),
});
/** A product that was bought together with one that is asked about. */
export type Pair = z.infer<typeof PairRow>;

/** What is known of the products that are asked about. */
export interface Seeds {
  readonly state: StoreState;
  /** Those on sale, in the order they were named. */
  readonly products: readonly Candidate[];
  /** Rows of the merchant's picks for them, in the merchant's order. */
  readonly picks: readonly number[];
  readonly pairs: readonly Pair[];
}

/** Reads what recommendations are chosen from. */
export interface RecommendationRepository {
  /** Everything that follows from the handles alone, in one round trip. */
  seeds(handles: readonly string[]): Promise<Seeds>;
  /** These products, as far as they are on sale, in any order. */
  candidates(rows: readonly number[]): Promise<Candidate[]>;
  /** Products that share a type, a collection or a vendor with one, of about its price; those that can be bought first. */
  related(product: Candidate, most: number): Promise<number[]>;
  /** Products most bought, and products newest; each with those that can be bought first. */
  everywhere(most: number): Promise<{ popular: number[]; newest: number[] }>;
}

/** Least orders that two products must share before that says something. */
const SUPPORT = 2;
const MOST_PAIRS = 100;
/** Products that the most popular and the newest are chosen from. */
const LOOKED_AT = 200;

const CANDIDATE_COLUMNS = `${SUMMARY_COLUMNS}, p.rowid AS row, p.tags,
  (SELECT json_group_array(cp.collection_id) FROM collection_products cp WHERE cp.product_id = p.id) AS collections`;

const RowOnly = z.object({ row: z.int() });
const rowsOf = (rows: readonly SqlRow[] | undefined): number[] => (rows ?? []).map((row) => RowOnly.parse(row).row);
const candidatesOf = (rows: readonly SqlRow[] | undefined): Candidate[] =>
  (rows ?? []).map((row) => CandidateRow.parse(row));

export function recommendationRepository(db: Database): RecommendationRepository {
  return {
    async seeds(handles) {
      const args = [JSON.stringify(handles)];
      const [state, products, picks, pairs] = await db.read([
        readState,
        {
          sql: `SELECT ${CANDIDATE_COLUMNS} FROM json_each(?) h JOIN products p ON p.handle = h.value AND ${ON_SALE}
                ORDER BY h.key`,
          args,
        },
        {
          sql: `SELECT p.rowid AS row FROM search_settings s, json_each(s.settings, '$.recommendations') r,
                  json_each(r.value, '$.picks') k JOIN products p ON p.handle = k.value AND ${ON_SALE}
                WHERE r.value ->> 'product' IN (SELECT value FROM json_each(?)) ORDER BY k.key, r.key`,
          args,
        },
        {
          sql: `SELECT o.rowid AS row, x.weight, own.weight AS "ownWeight", other.weight AS "otherWeight", m.weight AS total
                FROM json_each(?) h JOIN products p ON p.handle = h.value
                JOIN product_pairs x ON x.product_id = p.id AND x.orders >= ${SUPPORT}
                JOIN products o ON o.id = x.other_id AND o.status = 'active' AND o.published = 1
                JOIN product_sales own ON own.product_id = x.product_id
                JOIN product_sales other ON other.product_id = x.other_id
                JOIN meaning_state m
                ORDER BY x.weight DESC LIMIT ${MOST_PAIRS}`,
          args,
        },
      ]);
      return {
        state: parseState(state),
        products: candidatesOf(products),
        picks: rowsOf(picks),
        pairs: (pairs ?? []).map((row) => PairRow.parse(row)),
      };
    },

    async candidates(rows) {
      return candidatesOf(
        await db.all(
          `SELECT ${CANDIDATE_COLUMNS} FROM json_each(?) r CROSS JOIN products p ON p.rowid = r.value AND ${ON_SALE}`,
          [JSON.stringify(rows)],
        ),
      );
    },

    async related({ id, productType, vendor, priceMinMinor }, most) {
      const nearest = (condition: string) =>
        `SELECT * FROM (SELECT p.rowid AS row FROM products p WHERE ${ON_SALE} AND ${condition} AND p.id <> :id
           ORDER BY p.available DESC, abs(p.price_min_minor - :price), p.id LIMIT :most)`;
      const price = { id, price: priceMinMinor, most };
      const found = await db.read([
        ...(productType ? [{ sql: nearest('p.product_type = :type'), args: { ...price, type: productType } }] : []),
        {
          sql: nearest(`p.id IN (SELECT c.product_id FROM collection_products mine
            JOIN collection_products c ON c.collection_id = mine.collection_id WHERE mine.product_id = :id)`),
          args: price,
        },
        ...(vendor ? [{ sql: nearest('p.vendor = :vendor'), args: { ...price, vendor } }] : []),
      ]);
      return found.flatMap(rowsOf);
    },

    async everywhere(most) {
      const [popular, recent] = await db.read([
        {
          sql: `SELECT p.rowid AS row FROM (SELECT product_id, score FROM product_popularity WHERE score > 0
                  ORDER BY score DESC, product_id LIMIT ${LOOKED_AT}) s
                JOIN products p ON p.id = s.product_id AND ${ON_SALE}
                ORDER BY p.available DESC, s.score DESC, p.id LIMIT ?`,
          args: [most],
        },
        {
          sql: `SELECT row, available FROM (SELECT p.rowid AS row, p.available, p.created_at, p.id FROM products p
                  WHERE ${ON_SALE} ORDER BY p.created_at DESC, p.id DESC LIMIT ${LOOKED_AT})
                ORDER BY available DESC, created_at DESC, id DESC LIMIT ?`,
          args: [most],
        },
      ]);
      const newest = rowsOf(recent);
      if (newest.length < most || recent?.some((row) => row['available'] === 1))
        return { popular: rowsOf(popular), newest };
      // A store whose newest products are all sold out, which is rare, is looked through.
      const older = await db.all(
        `SELECT p.rowid AS row FROM products p WHERE ${ON_SALE} AND p.available = 1
         ORDER BY p.created_at DESC, p.id DESC LIMIT ?`,
        [most],
      );
      return { popular: rowsOf(popular), newest: [...rowsOf(older), ...newest] };
    },
  };
}
