import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { storeMigrations } from '../../migrations/index.ts';
import type { StoreDatabase } from '../db/database.ts';
import { migrate } from '../db/migrate.ts';
import { createNode, fileAddress } from '../db/open.node.ts';
import { openStoreDatabase } from '../db/open.ts';
import { importCatalogue, type ImportReport } from './catalogue-import.node.ts';
import type { Problem } from './catalogue-imported.ts';
import { textSource } from './catalogue-import-rows.node.ts';

let made = 0;

/** A store of its own in a folder, empty and up to date. */
export async function emptyStore(folder: string, currency = 'EUR'): Promise<StoreDatabase> {
  const database = openStoreDatabase(fileAddress(join(folder, `store-${(made += 1)}.db`)), createNode);
  await migrate(database, storeMigrations);
  await database.run(`INSERT INTO store_state (id, handle, name, currency) VALUES (1, 'test', 'Test', ?)`, [currency]);
  return database;
}

/** Imports a text and collects what was left out. */
export async function importText(
  database: StoreDatabase,
  csv: string,
): Promise<ImportReport & { rowsLeftOut: Problem[] }> {
  const rowsLeftOut: Problem[] = [];
  const report = await importCatalogue(database, textSource(csv), {
    onProblem: (problem) => rowsLeftOut.push(problem),
  });
  return { ...report, rowsLeftOut };
}

/** Writes rows as CSV, every cell quoted. */
export const csvOf = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\r\n');

/** Columns of small files. */
export const HEADER =
  'Handle,Title,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Variant SKU,Variant Price,Variant Inventory Tracker,Variant Inventory Qty,Image Src,Tags';

/** A product with variants, and one without. */
export const SHIRT = `${HEADER}
shirt,Shirt,Size,S,Colour,Red,S-R,10,shopify,3,https://cdn.example/1.jpg,"linen, summer"
shirt,,,S,,Blue,S-B,10,shopify,0,https://cdn.example/2.jpg,
shirt,,,M,,Red,M-R,12.50,shopify,0,,
mug,Mug,Title,Default Title,,,MUG,8,,0,,kitchen
`;

/** Rows as plain objects. */
export const rowsOf = async (database: StoreDatabase, sql: string) =>
  (await database.all(sql)).map((row) => ({ ...row }));

/** The versions of the catalogue and of its prices. */
export const versions = async (database: StoreDatabase) =>
  Object.values((await database.first('SELECT catalogue_version, price_version FROM store_state')) ?? {}).slice(0, 2);

/** Everything a catalogue is, without ids, times and versions: equal for equal catalogues. */
export async function contentsOf(database: StoreDatabase): Promise<unknown> {
  const tables = {
    products: `SELECT handle, title, body_html, description_html, description_text, vendor, product_type, tags, status, published,
      price_min_minor, price_max_minor, compare_at_minor, available, variant_count, only_variant_id IS NULL AS choice,
      json_remove(image, '$.id') AS image, position, seo_title, seo_description, gift_card, extra, content_hash, variants_text
      FROM products ORDER BY position, handle`,
    options: `SELECT p.handle, o.position, o.name, o.linked_to FROM product_options o JOIN products p ON p.id = o.product_id ORDER BY 1, 2`,
    images: `SELECT p.handle, i.url, i.alt, i.width, i.height, i.position, i.placeholder FROM images i JOIN products p ON p.id = i.product_id ORDER BY 1, 6, 2`,
    variants: `SELECT p.handle, v.position, v.option_values, v.sku, v.barcode, v.price_minor, v.compare_at_minor, v.cost_minor,
      v.inventory_tracked, v.inventory_tracker, v.inventory_quantity, v.inventory_policy, v.weight_grams, v.weight_unit,
      v.requires_shipping, v.taxable, v.tax_code, v.fulfilment_service, v.unit_total, v.unit_total_unit, v.unit_base, v.unit_base_unit, v.restock_on, i.url AS image, v.extra
      FROM variants v JOIN products p ON p.id = v.product_id LEFT JOIN images i ON i.id = v.image_id ORDER BY 1, 2`,
    videos: `SELECT p.handle, m.url, m.poster, m.alt, m.position FROM videos m JOIN products p ON p.id = m.product_id ORDER BY 1, 5, 2`,
    tags: `SELECT p.handle, t.tag FROM product_tags t JOIN products p ON p.id = t.product_id ORDER BY 1, 2`,
    collections: `SELECT handle, title, description_html, image, position FROM collections ORDER BY handle`,
    members: `SELECT c.handle AS collection, p.handle, m.position FROM collection_products m
      JOIN collections c ON c.id = m.collection_id JOIN products p ON p.id = m.product_id ORDER BY 1, 2`,
  };
  const names = Object.keys(tables);
  const results = await database.read(Object.values(tables).map((sql) => ({ sql })));
  return Object.fromEntries(names.map((name, index) => [name, (results[index] ?? []).map((row) => ({ ...row }))]));
}

/** Path of a file that is shared with this project but no part of it, or undefined where it is not present. */
export function sharedFile(path: string): string | undefined {
  const found = fileURLToPath(new URL(`../../../shared/${path}`, import.meta.url));
  return existsSync(found) ? found : undefined;
}

/** Payloads of a shared corpus of hostile inputs; empty where it is not present. */
export function corpus(name: string): string[] {
  const path = sharedFile(`corpora/${name}.jsonl`);
  if (path === undefined) return [];
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((text) => text !== '')
    .map((text): { payload: string; encoding?: string } => JSON.parse(text))
    .filter(({ encoding }) => encoding === undefined)
    .map(({ payload }) => payload);
}
