import { z } from 'zod';
import type { SqlRow, Statement } from '../db/database.ts';

/** What can be asked while a database is read: a database, or a snapshot of one. */
export interface Readable {
  all(sql: string, args?: (string | number | null)[]): Promise<SqlRow[]>;
}

/** A table whose rows are a store's data. Indexes, full-text tables and triggers follow from them. */
export interface DataTable {
  readonly name: string;
  readonly columns: readonly string[];
  /** Columns of its primary key, in order; its row id where it has none. */
  readonly key: readonly string[];
}

/**
 * Whether a preview of a store gets a table's rows: the catalogue, and nothing about people. A table that is not named here
 * is not copied, and a test asks for it.
 */
export const IN_PREVIEW: Readonly<Record<string, boolean>> = {
  store_state: true,
  products: true,
  product_options: true,
  product_tags: true,
  product_metafields: true,
  images: true,
  variants: true,
  videos: true,
  collections: true,
  collection_products: true,
  search_settings: true,
  discounts: true,
  discount_codes: true,
  pages: true,
  page_versions: true,
  sections: true,
  section_versions: true,
  redirects: true,
  authors: true,
  post_tags: true,
  themes: true,
  blocks: true,
  block_versions: true,
  media: true,
  // Who sends sections to a store sends none to its preview.
  section_senders: false,
  section_messages: false,
  section_removals: false,
  newsletter_subscribers: false,
  // What a block drew, and where it failed, follows from running it.
  block_outputs: false,
  block_failures: false,
  // Who used what.
  discount_redemptions: false,
  checkouts: false,
  carts: false,
  cart_entries: false,
  cart_tokens: false,
  cart_handovers: false,
  cart_ended_families: false,
  customers: false,
  customer_addresses: false,
  customer_consents: false,
  accounts: false,
  account_credentials: false,
  account_sessions: false,
  account_proofs: false,
  account_codes: false,
  account_tokens: false,
  account_passkeys: false,
  account_attempts: false,
  // A preview signs its own links.
  account_secret: false,
  orders: false,
  order_lines: false,
  payments: false,
  payment_events: false,
  // Another store's money must not come from a preview.
  payment_providers: false,
  disputes: false,
  // Movements name the orders that made them; the stock they led to is in the variants.
  stock_movements: false,
  order_events: false,
  fulfilments: false,
  fulfilment_lines: false,
  returns: false,
  return_lines: false,
  refunds: false,
  refund_lines: false,
  outbox: false,
  messages: false,
  mail_optouts: false,
  webhook_endpoints: false,
  webhook_events: false,
  webhook_deliveries: false,
};

/**
 * Tables that follow from the others: an archive leaves them out, a preview too, and a restored store makes them again
 * (`markAllChanged`).
 */
export const DERIVED: readonly string[] = [
  'search_state',
  'search_changes',
  'search_words',
  'search_terms',
  'meaning_state',
  'product_vectors',
  'product_vector_bits',
  'product_sales',
  'product_pairs',
  'product_popularity',
];

/** Statements that have all that is derived made again; none where the schema is older than that. */
export async function markAllChanged(database: Readable): Promise<Statement[]> {
  const derives = await database.all("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'search_changes'");
  if (derives.length === 0) return [];
  return [
    {
      sql: `INSERT OR REPLACE INTO search_changes (product, seq)
            SELECT p.rowid, s.seq + row_number() OVER (ORDER BY p.rowid) FROM products p, search_state s`,
    },
    { sql: 'UPDATE search_state SET seq = seq + (SELECT count(*) FROM products)' },
  ];
}

/** A name as SQL has it. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

const TableRow = z.object({ name: z.string() });
const ColumnRow = z.object({ tbl: z.string(), name: z.string(), pk: z.int() });
const ReferenceRow = z.object({ tbl: z.string(), parent: z.string() });

/** The tables that hold a store's data, each after those it refers to. */
export async function dataTables(database: Readable): Promise<DataTable[]> {
  const ours = `FROM pragma_table_list t WHERE t.schema = 'main' AND t.type = 'table'
    AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND t.name NOT LIKE 'libsql\\_%' ESCAPE '\\' AND t.name <> '_migrations'
    AND t.name NOT IN (${DERIVED.map((name) => `'${name}'`).join(', ')})`;
  const tables = (await database.all(`SELECT t.name ${ours} ORDER BY t.name`)).map((row) => TableRow.parse(row));
  const columns = (
    await database.all(
      `SELECT c.tbl, i.name, i.pk FROM (SELECT t.name AS tbl ${ours}) c, pragma_table_info(c.tbl) i ORDER BY c.tbl, i.cid`,
    )
  ).map((row) => ColumnRow.parse(row));
  const references = (
    await database.all(
      `SELECT c.tbl, f."table" AS parent FROM (SELECT t.name AS tbl ${ours}) c, pragma_foreign_key_list(c.tbl) f`,
    )
  ).map((row) => ReferenceRow.parse(row));

  const found = tables.map(({ name }): DataTable => {
    const mine = columns.filter(({ tbl }) => tbl === name);
    const key = mine.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk);
    return {
      name,
      columns: mine.map((column) => column.name),
      key: key.length > 0 ? key.map((column) => column.name) : ['rowid'],
    };
  });
  return inOrder(found, references);
}

/** Parents first, otherwise by name. */
function inOrder(tables: readonly DataTable[], references: readonly { tbl: string; parent: string }[]): DataTable[] {
  const ordered: DataTable[] = [];
  const waiting = new Map(tables.map((table) => [table.name, table]));
  while (waiting.size > 0) {
    const next = [...waiting.values()].find(({ name }) =>
      references.every(({ tbl, parent }) => tbl !== name || parent === name || !waiting.has(parent)),
    );
    if (!next) throw new Error(`The tables ${[...waiting.keys()].join(', ')} refer to each other in a circle.`);
    ordered.push(next);
    waiting.delete(next.name);
  }
  return ordered;
}
