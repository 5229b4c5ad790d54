import { z } from 'zod';
import { type Database, isDuplicate, type SqlRow, type Statement } from '../db/database.ts';
import { json } from './columns.ts';
import { FIELDS, type IndexedDocument, type SearchedProduct } from './search-columns.ts';

/** How far a store's text index is. */
export interface IndexState {
  /** Names this database's index; a copy or a replacement has another. */
  readonly epoch: string;
  /** Number of the catalogue's last change. */
  readonly seq: number;
  /** Changes up to here are in the index. */
  readonly indexedSeq: number;
  /** The analysis it was made by. */
  readonly analysis: string;
  readonly documents: number;
  /** Products that changed since, counted up to `MOST_PENDING`. */
  readonly pending: number;
  /** Words in all products, by column. */
  readonly lengths: readonly number[];
}

/** Beyond this many, nobody wants to know how many wait. */
export const MOST_PENDING = 1000;

/** Joins a batch that a search makes anyway. */
export const readIndexState: Statement = {
  sql: `SELECT epoch, seq, indexed_seq AS "indexedSeq", analysis, documents, lengths,
          (SELECT count(*) FROM (SELECT 1 FROM search_changes c WHERE c.seq > s.indexed_seq LIMIT ${MOST_PENDING})) AS pending
        FROM search_state s WHERE id = 1`,
};

const IndexStateRow = z.object({
  epoch: z.string(),
  seq: z.int(),
  indexedSeq: z.int(),
  analysis: z.string(),
  documents: z.int(),
  pending: z.int(),
  lengths: json(z.array(z.number()).length(FIELDS.length)),
});

/** Parses the rows of `readIndexState`. */
export const parseIndexState = (rows: readonly SqlRow[] | undefined): IndexState => IndexStateRow.parse(rows?.[0]);

/** A product that changed: what of it is searched, unless it is gone or not on sale; and its terms in the index, if it is there. */
export interface ChangedProduct {
  readonly row: number;
  readonly seq: number;
  readonly product: SearchedProduct | null;
  readonly indexed: Readonly<Record<(typeof FIELDS)[number], string>> | null;
}

/** One batch to write: all of it or none. */
export interface IndexBatch {
  readonly from: number;
  readonly to: number;
  readonly analysis: string;
  /** Rows that leave the index, those that come back with other terms among them. */
  readonly gone: readonly number[];
  readonly documents: readonly { readonly row: number; readonly document: IndexedDocument }[];
  /** By how much each term's products change, in all and in titles. */
  readonly terms: ReadonlyMap<string, { documents: number; titles: number }>;
  readonly words: ReadonlyMap<string, { term: string; seen: number }>;
  readonly documentsDelta: number;
  readonly lengthsDelta: readonly number[];
}

export interface SearchIndexRepository {
  state(): Promise<IndexState>;
  /** The changes after `seq`, oldest first. */
  changes(seq: number, most: number): Promise<ChangedProduct[]>;
  /** Writes a batch; false when somebody else wrote first. */
  write(batch: IndexBatch): Promise<boolean>;
  /** Has everything analysed anew under another name; what is there serves until it is replaced. */
  startOver(analysis: string): Promise<void>;
}

const ChangeRow = z.object({
  row: z.int(),
  seq: z.int(),
  onSale: z.int().nullable(),
  title: z.string().nullable(),
  vendor: z.string().nullable(),
  productType: z.string().nullable(),
  tags: z.string().nullable(),
  collections: z.string().nullable(),
  variantsText: z.string().nullable(),
  descriptionText: z.string().nullable(),
  indexedTitle: z.string().nullable(),
  kind: z.string().nullable(),
  indexedVendor: z.string().nullable(),
  indexedTags: z.string().nullable(),
  codes: z.string().nullable(),
  body: z.string().nullable(),
});

function changeOf(row: z.infer<typeof ChangeRow>): ChangedProduct {
  const { title, vendor, productType, tags, collections, variantsText, descriptionText } = row;
  const { indexedTitle, kind, indexedVendor, indexedTags, codes, body } = row;
  return {
    row: row.row,
    seq: row.seq,
    product:
      row.onSale && title !== null
        ? {
            title,
            vendor: vendor ?? '',
            productType: productType ?? '',
            tags: z.array(z.string()).parse(JSON.parse(tags ?? '[]')),
            collections: z.array(z.string()).parse(JSON.parse(collections ?? '[]')),
            variantsText: variantsText ?? '',
            descriptionText: descriptionText ?? '',
          }
        : null,
    indexed:
      indexedTitle === null
        ? null
        : {
            title: indexedTitle,
            kind: kind ?? '',
            vendor: indexedVendor ?? '',
            tags: indexedTags ?? '',
            codes: codes ?? '',
            body: body ?? '',
          },
  };
}

export function searchIndexRepository(db: Database): SearchIndexRepository {
  return {
    state: async () => parseIndexState(await db.all(readIndexState.sql)),

    async changes(seq, most) {
      const rows = await db.all(
        `SELECT c.product AS row, c.seq, p.status = 'active' AND p.published = 1 AS "onSale",
                p.title, p.vendor, p.product_type AS "productType", p.tags, p.variants_text AS "variantsText",
                (SELECT json_group_array(o.title) FROM (SELECT c.title FROM collection_products cp JOIN collections c ON c.id = cp.collection_id
                   WHERE cp.product_id = p.id ORDER BY c.position LIMIT 20) o) AS collections,
                p.description_text AS "descriptionText",
                i.title AS "indexedTitle", i.kind, i.vendor AS "indexedVendor", i.tags AS "indexedTags", i.codes, i.body
         FROM (SELECT product, seq FROM search_changes WHERE seq > ? ORDER BY seq LIMIT ?) c
         LEFT JOIN products p ON p.rowid = c.product LEFT JOIN search_index i ON i.rowid = c.product
         ORDER BY c.seq`,
        [seq, most],
      );
      return rows.map((row) => changeOf(ChangeRow.parse(row)));
    },

    async write(batch) {
      try {
        await db.write(statementsOf(batch));
        return true;
      } catch (error) {
        if (isDuplicate(error, 'search_state.id')) return false;
        throw error;
      }
    },

    async startOver(analysis) {
      await db.run('UPDATE search_state SET analysis = ?, indexed_seq = 0 WHERE id = 1 AND analysis <> ?', [
        analysis,
        analysis,
      ]);
    },
  };
}

function statementsOf(batch: IndexBatch): Statement[] {
  const { from, to, analysis, documentsDelta, lengthsDelta } = batch;
  const statements: Statement[] = [
    {
      // Breaks the transaction when another indexer was faster: the row it inserts can only be a duplicate.
      sql: `INSERT INTO search_state (id, epoch) SELECT id, epoch FROM search_state
            WHERE id = 1 AND (indexed_seq <> ? OR analysis <> ?)`,
      args: [from, analysis],
    },
    {
      sql: `UPDATE search_state SET indexed_seq = ?, documents = documents + ?, lengths =
              (SELECT json_group_array(l.value + d.value) FROM json_each(lengths) l JOIN json_each(?) d ON d.key = l.key)`,
      args: [to, documentsDelta, JSON.stringify(lengthsDelta)],
    },
  ];
  // Pages that were kept for the catalogue as it is did not know of these yet.
  if (batch.gone.length + batch.documents.length > 0)
    statements.push({ sql: 'UPDATE store_state SET catalogue_version = catalogue_version + 1 WHERE id = 1' });
  if (batch.gone.length > 0)
    statements.push({
      sql: 'DELETE FROM search_index WHERE rowid IN (SELECT value FROM json_each(?))',
      args: [JSON.stringify(batch.gone)],
    });
  if (batch.documents.length > 0)
    statements.push({
      sql: `INSERT INTO search_index (rowid, ${FIELDS.join(', ')})
            SELECT value ->> 0, ${FIELDS.map((_, at) => `value ->> ${at + 1}`).join(', ')} FROM json_each(?)`,
      args: [
        JSON.stringify(batch.documents.map(({ row, document }) => [row, ...FIELDS.map((f) => document.fields[f])])),
      ],
    });
  if (batch.terms.size > 0)
    statements.push(
      {
        sql: `INSERT INTO search_terms (term, documents, titles)
              SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?) WHERE true
              ON CONFLICT (term) DO UPDATE SET documents = documents + excluded.documents, titles = titles + excluded.titles`,
        args: [JSON.stringify([...batch.terms].map(([term, delta]) => [term, delta.documents, delta.titles]))],
      },
      ...leavingTerms(batch),
    );
  if (batch.words.size > 0)
    statements.push({
      sql: `INSERT INTO search_words (word, term, seen)
            SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?) WHERE true
            ON CONFLICT (word) DO UPDATE SET seen = seen + excluded.seen, term = excluded.term`,
      args: [JSON.stringify([...batch.words].map(([word, { term, seen }]) => [word, term, seen]))],
    });
  return statements;
}

/** Forgets terms that no product has any more, and the words they stood for: they may not be suggested again. */
function leavingTerms({ terms }: IndexBatch): Statement[] {
  const fewer = JSON.stringify([...terms].filter(([, { documents }]) => documents < 0).map(([term]) => term));
  if (fewer === '[]') return [];
  return [
    {
      sql: `DELETE FROM search_words WHERE term IN (SELECT t.term FROM search_terms t
              WHERE t.documents <= 0 AND t.term IN (SELECT value FROM json_each(?)))`,
      args: [fewer],
    },
    {
      sql: 'DELETE FROM search_terms WHERE documents <= 0 AND term IN (SELECT value FROM json_each(?))',
      args: [fewer],
    },
  ];
}
