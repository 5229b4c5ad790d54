import type { Database, Statement } from '../../edge-api/db/database.ts';
import { combinations, type MadeProduct, type Making } from './catalogue.ts';

/** Products of one transaction. */
const BATCH = 2000;
const AT = '2026-01-01T00:00:00.000Z';

/**
 * Writes a made catalogue straight into the tables, with their indexes and triggers taken away meanwhile: what they would
 * have done product by product is done once at the end. Memory holds one batch.
 */
export async function loadCatalogue(database: Database, made: Making): Promise<void> {
  const tables = `('products', 'variants', 'product_tags', 'product_options', 'collection_products')`;
  const set = await database.all(
    `SELECT type, name, sql FROM sqlite_schema WHERE type IN ('index', 'trigger') AND sql IS NOT NULL AND tbl_name IN ${tables}`,
  );
  for (const pragma of ['synchronous = OFF', 'cache_size = -65536']) await database.all(`PRAGMA ${pragma}`);
  for (const { type, name } of set) await database.run(`DROP ${String(type)} "${String(name)}"`);
  await database.write(collectionStatements(made.collections));
  for (let from = 0; from < made.size; from += BATCH) {
    const products = Array.from({ length: Math.min(BATCH, made.size - from) }, (_, at) => made.product(from + at + 1));
    await database.write(productStatements(products));
  }
  for (const { sql } of set) await database.run(String(sql));
  await database.write([
    { sql: 'DELETE FROM search_changes' },
    { sql: 'INSERT INTO search_changes (product, seq) SELECT rowid, rowid FROM products' },
    { sql: 'UPDATE search_state SET seq = (SELECT max(seq) FROM search_changes)' },
    { sql: 'UPDATE store_state SET catalogue_version = catalogue_version + 1, price_version = price_version + 1' },
  ]);
  // Other full-text indexes over the products follow by triggers, which were not there.
  const followers = await database.all(
    `SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%fts5%' AND sql LIKE '%content = ''products''%'`,
  );
  for (const { name } of followers)
    await database.run(`INSERT INTO "${String(name)}" ("${String(name)}") VALUES ('rebuild')`);
  await database.all('PRAGMA wal_checkpoint(TRUNCATE)');
  for (const pragma of ['synchronous = NORMAL', 'cache_size = -1024']) await database.all(`PRAGMA ${pragma}`);
}

const fromJson = (into: string, columns: number, rows: readonly unknown[]): Statement => ({
  sql: `INSERT INTO ${into} SELECT ${Array.from({ length: columns }, (_, at) => `value ->> ${at}`).join(', ')} FROM json_each(?)`,
  args: [JSON.stringify(rows)],
});

const collectionStatements = (count: number): Statement[] => [
  fromJson(
    'collections (id, handle, title, position)',
    4,
    Array.from({ length: count }, (_, at) => [`c-${at}`, `collection-${at}`, `Collection ${at}`, at]),
  ),
];

function productStatements(products: readonly MadeProduct[]): Statement[] {
  const id = ({ row }: MadeProduct) => `01BENCH${String(row).padStart(19, '0')}`;
  const variants = products.map((product) => combinations(product));
  return [
    fromJson(
      `products (rowid, id, handle, title, body_html, description_html, description_text, vendor, product_type, tags,
         price_min_minor, price_max_minor, available, variant_count, only_variant_id, position, variants_text, created_at, updated_at)`,
      19,
      products.map((product, at) => [
        product.row,
        id(product),
        product.handle,
        product.title,
        `<p>${product.text}</p>`,
        `<p>${product.text}</p>`,
        product.text,
        product.vendor,
        product.type,
        JSON.stringify(product.tags),
        product.cents,
        product.cents,
        Number(product.available),
        variants[at]!.length,
        variants[at]!.length === 1 ? `${id(product)}-0` : null,
        product.row,
        [...new Set(product.options.flatMap(({ values }) => values)), product.model].join(' '),
        new Date(1_700_000_000_000 + product.row * 37_000).toISOString(),
        AT,
      ]),
    ),
    fromJson(
      'product_options (product_id, position, name)',
      3,
      products.flatMap((product) => product.options.map(({ name }, at) => [id(product), at + 1, name])),
    ),
    fromJson(
      `variants (id, product_id, position, option_values, sku, price_minor, inventory_tracked, inventory_quantity)`,
      8,
      products.flatMap((product, at) =>
        variants[at]!.map((values, position) => [
          `${id(product)}-${position}`,
          id(product),
          position,
          JSON.stringify(values),
          `${product.model}-${product.row}-${position}`,
          product.cents,
          1,
          product.available ? 5 : 0,
        ]),
      ),
    ),
    fromJson(
      'product_tags (tag, product_id)',
      2,
      products.flatMap((product) => product.tags.map((tag) => [tag, id(product)])),
    ),
    fromJson(
      'collection_products (collection_id, product_id, position)',
      3,
      products.flatMap((product) => product.collections.map((at) => [`c-${at}`, id(product), product.row])),
    ),
  ];
}
