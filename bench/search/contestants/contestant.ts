import type { StoreDatabase } from '../../../edge-api/db/database.ts';

/** What there is to search in of a product: the same for all contestants. */
export interface Document {
  readonly id: number;
  readonly handle: string;
  readonly title: string;
  readonly type: string;
  readonly vendor: string;
  readonly tags: string;
  /** SKUs, barcodes and option values. */
  readonly codes: string;
  readonly body: string;
}

/** A search engine with a catalogue in it. */
export interface Contestant {
  readonly name: string;
  /** Its configuration, for who reads the table. */
  readonly how: string;
  /** Handles of what it finds, best first. */
  find(q: string, limit: number): Promise<string[]> | string[];
  close?(): void;
}

/** Builds a search engine over documents. */
export type Entry = (documents: readonly Document[]) => Contestant | Promise<Contestant>;

/** The products on sale of an imported store, as plain text. */
export async function documentsOf(database: StoreDatabase): Promise<Document[]> {
  const rows = await database.all(
    `SELECT p.rowid AS id, handle, title, product_type AS type, vendor, variants_text AS codes, description_text AS body,
       (SELECT coalesce(group_concat(value, ' '), '') FROM json_each(p.tags)) AS tags
     FROM products p WHERE status = 'active' AND published = 1 ORDER BY p.rowid`,
  );
  // The columns above are what a document is.
  return rows.map((row) => ({ ...row })) as unknown as Document[];
}
