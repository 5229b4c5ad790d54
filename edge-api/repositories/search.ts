import { z } from 'zod';
import type { Database, Statement } from '../db/database.ts';
import { filterConditions, ON_SALE, type ProductFilter } from './product-filters.ts';
import { SUMMARY_COLUMNS, SummaryRow } from './products.ts';
import { parseState, readState, type StoreState } from './state.ts';

/** Weights of title, vendor, product_type, tags, variants_text, description_text, in the order of the index. */
const BM25 = 'bm25(products_fts, 12.0, 4.0, 6.0, 3.0, 8.0, 1.0)';
/** Most values of one facet. */
const FACET_VALUES = 50;

const HitRow = SummaryRow.extend({ score: z.int() });
const FacetRow = z.object({
  name: z.enum(['total', 'vendor', 'type', 'available']),
  value: z.string(),
  count: z.int(),
});
const CollectionRow = z.object({ handle: z.string(), title: z.string() });

export interface SearchQuery {
  /** A MATCH expression; null finds everything, in the merchant's order. */
  readonly match: string | null;
  readonly filter: ProductFilter;
  readonly limit: number;
  readonly after?: { readonly key: string | number; readonly id: string } | undefined;
}

export interface SearchRepository {
  /** One page of hits (one more than `limit` if there is another), the total and the facets. */
  find(query: SearchQuery): Promise<{
    state: StoreState;
    hits: z.infer<typeof HitRow>[];
    total: number;
    facets: { name: 'vendor' | 'type' | 'available'; value: string; count: number }[];
  }>;
  /** What is shown while a query is typed: the best hits, and collections whose title has a word that starts like this. */
  suggest(query: { match: string; prefix: string; hits: number; collections: number }): Promise<{
    state: StoreState;
    hits: SummaryRow[];
    collections: z.infer<typeof CollectionRow>[];
  }>;
}

/** `hits(id, score)`: what matches, best first. Scores are whole numbers so that a cursor can carry them exactly. */
const hits = (match: string | null): string =>
  match === null
    ? `hits AS MATERIALIZED (SELECT rowid AS id, position AS score FROM products)`
    : `hits AS MATERIALIZED (SELECT rowid AS id, CAST(round(${BM25} * 1000000) AS INTEGER) AS score
         FROM products_fts WHERE products_fts MATCH :match)`;

function pageStatement({ match, filter, limit, after }: SearchQuery): Statement {
  const { vendor, type, available, rest, args } = filterConditions(filter);
  return {
    sql: `WITH ${hits(match)}
          SELECT ${SUMMARY_COLUMNS}, hits.score FROM hits JOIN products p ON p.rowid = hits.id
          WHERE ${ON_SALE} AND ${vendor} AND ${type} AND ${available} AND ${rest}
            ${after ? 'AND (hits.score, p.id) > (:afterKey, :afterId)' : ''}
          ORDER BY hits.score, p.id LIMIT :limit`,
    args: {
      ...args,
      limit: limit + 1,
      ...(match === null ? {} : { match }),
      ...(after ? { afterKey: after.key, afterId: after.id } : {}),
    },
  };
}

/** Total and facets in one pass. A facet counts under all filters but its own, so that its other values stay to choose. */
function countStatement({ match, filter }: SearchQuery): Statement {
  const { vendor, type, available, rest, args } = filterConditions(filter);
  const matched = match === null ? '1' : 'p.rowid IN (SELECT rowid FROM products_fts WHERE products_fts MATCH :match)';
  const facet = (name: string, column: string, others: string, some: string) =>
    `SELECT * FROM (SELECT '${name}' AS name, CAST(${column} AS TEXT) AS value, count(*) AS count FROM found
       WHERE ${others} AND ${some} GROUP BY ${column} ORDER BY count(*) DESC, ${column} LIMIT ${FACET_VALUES})`;
  return {
    sql: `WITH found AS MATERIALIZED (
            SELECT p.vendor, p.product_type, p.available, ${vendor} AS v, ${type} AS t, ${available} AS a
            FROM products p WHERE ${ON_SALE} AND ${rest} AND ${matched})
          SELECT 'total' AS name, '' AS value, count(*) AS count FROM found WHERE v AND t AND a
          UNION ALL ${facet('vendor', 'vendor', 't AND a', `vendor <> ''`)}
          UNION ALL ${facet('type', 'product_type', 'v AND a', `product_type <> ''`)}
          UNION ALL ${facet('available', 'available', 'v AND t', '1')}`,
    args: { ...args, ...(match === null ? {} : { match }) },
  };
}

export function searchRepository(db: Database): SearchRepository {
  return {
    async find(query) {
      const [state, page, counts] = await db.read([readState, pageStatement(query), countStatement(query)]);
      const facets: { name: 'vendor' | 'type' | 'available'; value: string; count: number }[] = [];
      let total = 0;
      for (const { name, value, count } of z.array(FacetRow).parse(counts)) {
        if (name === 'total') total = count;
        else facets.push({ name, value, count });
      }
      return { state: parseState(state), hits: z.array(HitRow).parse(page), total, facets };
    },

    async suggest({ match, prefix, hits: limit, collections }) {
      const pattern = prefix.replace(/[\\%_]/g, '\\$&');
      const [state, found, shelves] = await db.read([
        readState,
        pageStatement({ match, filter: {}, limit: limit - 1 }),
        {
          sql: `SELECT handle, title FROM collections
                WHERE title LIKE :start ESCAPE '\\' OR title LIKE :inside ESCAPE '\\'
                ORDER BY position, handle LIMIT :limit`,
          args: { start: `${pattern}%`, inside: `% ${pattern}%`, limit: collections },
        },
      ]);
      return {
        state: parseState(state),
        hits: z.array(SummaryRow).parse(found),
        collections: z.array(CollectionRow).parse(shelves),
      };
    },
  };
}
