import { z } from 'zod';
import type { Database, SqlRow } from '../db/database.ts';
import { ON_SALE } from './product-filters.ts';
import { FIELDS, type Field } from './search-columns.ts';
import { type IndexState, parseIndexState, readIndexState } from './search-index.ts';
import { parseSettingsVersion, readSettingsVersion } from './search-settings.ts';
import { parseState, readState, type StoreState } from './state.ts';

/** What a search has to know before it begins, of one moment. */
export interface SearchMoment {
  readonly state: StoreState;
  readonly index: IndexState;
  /** Version of what the merchant steers search with. */
  readonly settingsVersion: number;
}

/** A product as scoring reads it. */
export interface CandidateRow {
  readonly row: number;
  readonly fields: Readonly<Record<Field, string>>;
}

const WordRow = z.object({ word: z.string(), term: z.string(), documents: z.int(), titles: z.int() });
export type WordRow = z.infer<typeof WordRow>;

/** A MATCH expression that `matching` or a caller made of quoted words alone. */
export interface TextQueries {
  moment(): Promise<SearchMoment>;
  /** In how many products each of these terms is; those in none are left out. */
  documents(terms: readonly string[]): Promise<Map<string, number>>;
  /** The most frequent words of the catalogue, in no order; nothing with digits, which nobody misspells into a word. */
  vocabulary(most: number): Promise<WordRow[]>;
  /** Product types that at least so many products on sale have. */
  types(least: number): Promise<string[]>;
  /** Words with this beginning in alphabetical order, rare ones too. */
  wordsStarting(prefix: string, most: number): Promise<WordRow[]>;
  /** Rows that match an expression, ascending. */
  rows(match: string): Promise<Uint32Array<ArrayBuffer>>;
  /** Those of these rows that match an expression, ascending. */
  rowsAmong(match: string, rows: readonly number[]): Promise<Uint32Array<ArrayBuffer>>;
  /** Rows that changed after `seq` as far as the index is; undefined when they are more than `most`. */
  changedRows(seq: number, most: number): Promise<number[] | undefined>;
  candidates(rows: readonly number[]): Promise<CandidateRow[]>;
  /** Those of these rows that are in the index, in their order. */
  indexed(rows: readonly number[]): Promise<number[]>;
  /** Rows of the products on sale among these handles, in their order. */
  rowsOfHandles(handles: readonly string[]): Promise<number[]>;
}

/** By hand: there are up to a thousand in a search, and the index has a text in every column. */
const candidateOf = (row: SqlRow): CandidateRow => ({
  row: Number(row['row']),
  fields: {
    title: String(row['title']),
    kind: String(row['kind']),
    vendor: String(row['vendor']),
    tags: String(row['tags']),
    codes: String(row['codes']),
    body: String(row['body']),
  },
});

/** Reads "3,17,20" into numbers without making a string of each. */
export function parseRows(list: string): Uint32Array<ArrayBuffer> {
  if (list === '') return new Uint32Array(0);
  let count = 1;
  for (let at = list.indexOf(','); at >= 0; at = list.indexOf(',', at + 1)) count += 1;
  const rows = new Uint32Array(count);
  let [value, index] = [0, 0];
  for (let at = 0; at < list.length; at += 1) {
    const code = list.charCodeAt(at);
    if (code === 44) {
      rows[index++] = value;
      value = 0;
    } else value = value * 10 + code - 48;
  }
  rows[index] = value;
  return rows;
}

const RowList = z.object({ list: z.string().nullable() });
const rowsOf = (row: unknown) => parseRows(RowList.parse(row).list ?? '');

export function textQueries(db: Database): TextQueries {
  const words = async (sql: string, args: (string | number)[]) =>
    (await db.all(sql, args)).map((row) => WordRow.parse(row));
  return {
    async moment() {
      const [state, index, settings] = await db.read([readState, readIndexState, readSettingsVersion]);
      return {
        state: parseState(state),
        index: parseIndexState(index),
        settingsVersion: parseSettingsVersion(settings),
      };
    },

    async documents(terms) {
      const rows = await db.all(
        'SELECT term, documents FROM search_terms WHERE documents > 0 AND term IN (SELECT value FROM json_each(?))',
        [JSON.stringify(terms)],
      );
      return new Map(rows.map((row) => [z.string().parse(row['term']), z.int().parse(row['documents'])]));
    },

    vocabulary: (most) =>
      words(
        `SELECT w.word, w.term, t.documents, t.titles FROM (SELECT term, documents, titles FROM search_terms
           WHERE documents > 0 AND term NOT GLOB '*[0-9]*' ORDER BY documents DESC LIMIT ?) t
         JOIN search_words w ON w.term = t.term`,
        [most],
      ),

    async types(least) {
      const rows = await db.all(
        `SELECT p.product_type AS type FROM products p WHERE ${ON_SALE} AND p.product_type <> ''
         GROUP BY p.product_type HAVING count(*) >= ?`,
        [least],
      );
      return rows.map((row) => z.object({ type: z.string() }).parse(row).type);
    },

    wordsStarting: (prefix, most) =>
      words(
        `SELECT w.word, w.term, t.documents, t.titles FROM search_words w JOIN search_terms t ON t.term = w.term
         WHERE w.word >= ? AND w.word < ? ORDER BY w.word LIMIT ?`,
        [prefix, `${prefix}\u{10FFFF}`, most],
      ),

    rows: async (match) =>
      rowsOf(
        await db.first('SELECT group_concat(rowid) AS list FROM search_index WHERE search_index MATCH ?', [match]),
      ),

    rowsAmong: async (match, rows) =>
      rowsOf(
        await db.first(
          `SELECT group_concat(rowid) AS list FROM (SELECT rowid FROM search_index WHERE search_index MATCH ?
             AND rowid IN (SELECT value FROM json_each(?)) ORDER BY rowid)`,
          [match, JSON.stringify(rows)],
        ),
      ),

    async changedRows(seq, most) {
      const rows = await db.all(
        `SELECT c.product AS row FROM search_changes c, search_state s
         WHERE c.seq > ? AND c.seq <= s.indexed_seq LIMIT ?`,
        [seq, most + 1],
      );
      return rows.length > most ? undefined : rows.map((row) => z.int().parse(row['row']));
    },

    async candidates(rows) {
      // The table behind the index (https://sqlite.org/fts5.html#fts5_data_structures): by its own row ids, without a detour.
      const found = await db.all(
        `SELECT id AS row, ${FIELDS.map((field, at) => `c${at} AS ${field}`).join(', ')} FROM search_index_content
         WHERE id IN (SELECT value FROM json_each(?))`,
        [JSON.stringify(rows)],
      );
      return found.map(candidateOf);
    },

    async indexed(rows) {
      const found = await db.all(
        'SELECT r.value AS row FROM json_each(?) r JOIN search_index_content i ON i.id = r.value ORDER BY r.key',
        [JSON.stringify(rows)],
      );
      return found.map((row) => z.int().parse(row['row']));
    },

    async rowsOfHandles(handles) {
      if (handles.length === 0) return [];
      const found = await db.all(
        `SELECT p.rowid AS row FROM json_each(?) h JOIN products p ON p.handle = h.value
         WHERE ${ON_SALE} ORDER BY h.key`,
        [JSON.stringify(handles)],
      );
      return found.map((row) => z.int().parse(row['row']));
    },
  };
}
