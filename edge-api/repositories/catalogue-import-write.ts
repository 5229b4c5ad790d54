import { z } from 'zod';
import { hexOf } from '../contract/bytes-text.ts';
import { type Database, isDuplicate, type Statement } from '../db/database.ts';
import { handleOf } from './catalogue-import-cells.ts';
import { sanitiseDescription, textOfDescription } from './catalogue-import-html.ts';
import type { ImportedProduct } from './catalogue-imported.ts';
import { deriveProduct } from './catalogue-derived.ts';
import { measuredPictures } from './media-measures.ts';
import { readMetafields } from './catalogue-metafields.ts';
import { mergeProduct, nextId, type StoredImage, StoredVariant } from './catalogue-import-merge.ts';

/** A product to write. `partial` says that rows of it were left out, so that what they stand for must stay as it is. */
export interface ProductToWrite {
  readonly product: ImportedProduct;
  readonly partial: boolean;
  /** Lines of the file it was read from. */
  readonly lines: readonly number[];
}

/** How much a store may hold; null is without limit. */
export interface CatalogueLimits {
  readonly products: number | null;
  readonly storageBytes: number | null;
}

/** What a batch did. */
export interface Written {
  created: number;
  updated: number;
  unchanged: number;
  /** New products that would have gone over a limit. */
  refused: { readonly item: ProductToWrite; readonly limit: keyof CatalogueLimits; readonly used: number }[];
}

const ATTEMPTS = 25;

/** Raised when what is made of the same rows changes: then the same file is written once more. */
const FORMAT = 2;

/**
 * Writes products in one transaction: all of them with their versions, or none. Products whose rows are what they were at
 * the last import are not touched. If anybody else changes the catalogue meanwhile, it reads again and tries again, so that
 * two imports at once do not go over a limit either.
 */
export async function writeProducts(
  database: Database,
  batch: readonly ProductToWrite[],
  limits: CatalogueLimits,
): Promise<Written> {
  const hashes = await Promise.all(batch.map(({ product }) => contentHash(product)));
  const measure = await measuredPictures(
    database,
    batch.flatMap(({ product }) => product.images),
  );
  const measured = batch.map((item) => ({
    ...item,
    product: { ...item.product, images: item.product.images.map(measure) },
  }));
  for (let attempt = 1; ; attempt += 1) {
    const { statements, written } = await plan(database, measured, hashes, limits);
    if (statements.length === 0) return written;
    try {
      await database.write(statements);
      return written;
    } catch (error) {
      const raced = ['store_state.id', 'products.handle', 'collections.handle'].some((column) =>
        isDuplicate(error, column),
      );
      if (!raced || attempt === ATTEMPTS) throw error;
    }
  }
}

async function contentHash(product: ImportedProduct): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify([FORMAT, product]));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return hexOf(digest);
}

const Known = z.object({ id: z.string(), handle: z.string(), contentHash: z.string() });

async function plan(
  database: Database,
  batch: readonly ProductToWrite[],
  hashes: readonly string[],
  limits: CatalogueLimits,
) {
  const handles = JSON.stringify(batch.map(({ product }) => product.handle));
  const [state, known] = await database.read([
    {
      sql: `SELECT catalogue_version AS version, (SELECT coalesce(max(position), 0) FROM products) AS position,
              (SELECT coalesce(max(position), 0) FROM collections) AS "collectionPosition",
              (SELECT count(*) FROM products) AS products,
              (SELECT c.page_count * s.page_size FROM pragma_page_count() c, pragma_page_size() s) AS "storageBytes"
            FROM store_state WHERE id = 1`,
    },
    {
      sql: `SELECT id, handle, content_hash AS "contentHash" FROM products
            WHERE handle IN (SELECT value FROM json_each(?))`,
      args: [handles],
    },
  ]);
  const at = z
    .object({
      version: z.int(),
      position: z.int(),
      collectionPosition: z.int(),
      products: z.int(),
      storageBytes: z.int(),
    })
    .parse(state?.[0], { error: () => 'The database is not a store: it has no state.' });
  const byHandle = new Map((known ?? []).map((row) => Known.parse(row)).map((row) => [row.handle, row]));

  const written: Written = { created: 0, updated: 0, unchanged: 0, refused: [] };
  let room = limits.products === null ? Infinity : limits.products - at.products;
  const full = limits.storageBytes !== null && at.storageBytes >= limits.storageBytes;
  const changed: { item: ProductToWrite; hash: string; id: string | undefined }[] = [];
  for (const [index, item] of batch.entries()) {
    const before = byHandle.get(item.product.handle);
    const hash = hashes[index] ?? '';
    if (before?.contentHash === hash) written.unchanged += 1;
    else if (!before && full) written.refused.push({ item, limit: 'storageBytes', used: at.storageBytes });
    else if (!before && (room -= 1) < 0) written.refused.push({ item, limit: 'products', used: limits.products ?? 0 });
    else changed.push({ item, hash, id: before?.id });
  }
  if (changed.length === 0) return { statements: [], written };

  const stored = await readStored(
    database,
    changed.flatMap(({ id }) => (id === undefined ? [] : [id])),
  );
  const collections = await readCollections(
    database,
    changed.flatMap(({ item }) => item.product.collections),
  );
  const rows = new Rows();
  const updates: Statement[] = [];
  const now = new Date().toISOString();
  let pricesChanged = false;
  let { position, collectionPosition } = at;

  for (const { item, hash, id: before } of changed) {
    const { product } = item;
    const id = before ?? nextId();
    const merged = mergeProduct(id, product, item.partial, stored.images.get(id) ?? [], stored.variants.get(id) ?? []);
    const descriptionHtml = sanitiseDescription(product.bodyHtml);
    const derived = deriveProduct(merged.images, merged.variants);
    const columns = {
      title: product.title,
      body_html: product.bodyHtml,
      description_html: descriptionHtml,
      description_text: textOfDescription(descriptionHtml),
      vendor: product.vendor,
      product_type: product.type,
      tags: JSON.stringify(product.tags),
      status: product.status,
      published: Number(product.published),
      ...derived,
      seo_title: product.seoTitle,
      seo_description: product.seoDescription,
      gift_card: Number(product.giftCard),
      extra: JSON.stringify(product.extra),
      content_hash: hash,
      updated_at: now,
    };
    if (before === undefined) {
      position += 1;
      rows.add('products', { id, handle: product.handle, ...columns, position, created_at: now });
      written.created += 1;
    } else {
      updates.push(update('products', columns, id));
      // Of videos those that are left out cannot be told from those that are gone.
      const videos = item.partial ? [] : ['videos'];
      for (const table of ['product_options', 'product_tags', 'product_metafields', ...videos]) {
        updates.push({ sql: `DELETE FROM ${table} WHERE product_id = ?`, args: [id] });
      }
      updates.push(...merged.updates);
      pricesChanged ||= merged.pricesChanged;
      written.updated += 1;
    }
    for (const [index, { name, linkedTo }] of product.options.entries()) {
      rows.add('product_options', { product_id: id, position: index + 1, name, linked_to: linkedTo });
    }
    for (const tag of product.tags) rows.add('product_tags', { tag, product_id: id });
    for (const { namespace, key, position: place, name, value } of readMetafields(product.extra)) {
      rows.add('product_metafields', { product_id: id, namespace, key, position: place, name, value });
    }
    for (const video of product.videos) rows.add('videos', { id: nextId(), product_id: id, ...video });
    for (const image of merged.newImages) rows.add('images', image);
    for (const variant of merged.newVariants) rows.add('variants', variant);
    for (const title of product.collections) {
      const handle = handleOf(title) || 'collection';
      let collection = collections.get(handle);
      if (collection === undefined) {
        collection = nextId();
        collections.set(handle, collection);
        collectionPosition += 1;
        rows.add('collections', { id: collection, handle, title, position: collectionPosition });
      }
      rows.add('collection_products', { collection_id: collection, product_id: id, position });
    }
  }

  return {
    written,
    statements: [
      guard(at.version),
      {
        sql: `UPDATE store_state SET catalogue_version = catalogue_version + 1, price_version = price_version + ? WHERE id = 1`,
        args: [Number(pricesChanged)],
      },
      // A variant that stays may show a picture that is new.
      ...rows.statements(['products', 'images']),
      ...updates,
      ...rows.statements([
        'product_options',
        'product_tags',
        'product_metafields',
        'videos',
        'variants',
        'collections',
        'collection_products',
      ]),
    ],
  };
}

/** Breaks the transaction when the catalogue is no longer the one that was read: the row it inserts can only be a duplicate. */
function guard(version: number): Statement {
  return {
    sql: `INSERT INTO store_state (id, handle, name, currency) SELECT id, handle, name, currency FROM store_state
          WHERE id = 1 AND catalogue_version <> ?`,
    args: [version],
  };
}

const StoredImageRow = z.object({
  id: z.string(),
  productId: z.string(),
  url: z.string(),
  position: z.int(),
  alt: z.string(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  placeholder: z.string().nullable(),
});

async function readStored(database: Database, ids: readonly string[]) {
  const images = new Map<string, StoredImage[]>();
  const variants = new Map<string, StoredVariant[]>();
  if (ids.length === 0) return { images, variants };
  const args = [JSON.stringify(ids)];
  const [imageRows, variantRows] = await database.read([
    {
      sql: `SELECT id, product_id AS "productId", url, position, alt, width, height, placeholder FROM images
            WHERE product_id IN (SELECT value FROM json_each(?)) ORDER BY position`,
      args,
    },
    {
      sql: `SELECT * FROM variants WHERE product_id IN (SELECT value FROM json_each(?)) ORDER BY position`,
      args,
    },
  ]);
  for (const row of imageRows ?? []) {
    const { productId, ...image } = StoredImageRow.parse({ ...row });
    images.set(productId, [...(images.get(productId) ?? []), image]);
  }
  for (const row of variantRows ?? []) {
    const variant = StoredVariant.parse({ ...row });
    variants.set(variant.product_id, [...(variants.get(variant.product_id) ?? []), variant]);
  }
  return { images, variants };
}

async function readCollections(database: Database, titles: readonly string[]): Promise<Map<string, string>> {
  if (titles.length === 0) return new Map();
  const rows = await database.all(
    'SELECT handle, id FROM collections WHERE handle IN (SELECT value FROM json_each(?))',
    [JSON.stringify([...new Set(titles.map((title) => handleOf(title) || 'collection'))])],
  );
  return new Map(rows.map((row) => [z.string().parse(row['handle']), z.string().parse(row['id'])]));
}

type Value = string | number | null;

function update(table: string, columns: Readonly<Record<string, Value>>, id: string): Statement {
  const names = Object.keys(columns);
  return {
    sql: `UPDATE ${table} SET ${names.map((name) => `${name} = ?`).join(', ')} WHERE id = ?`,
    args: [...Object.values(columns), id],
  };
}

/** New rows, collected by table and written many to a statement: preparing costs more than inserting. */
class Rows {
  private readonly tables = new Map<string, Readonly<Record<string, Value>>[]>();

  add(table: string, row: Readonly<Record<string, Value>>): void {
    const rows = this.tables.get(table);
    if (rows) rows.push(row);
    else this.tables.set(table, [row]);
  }

  statements(tables: readonly string[]): Statement[] {
    const statements: Statement[] = [];
    for (const table of tables) {
      const rows = this.tables.get(table) ?? [];
      const names = Object.keys(rows[0] ?? {});
      const conflict = ['collection_products', 'videos'].includes(table) ? ' ON CONFLICT DO NOTHING' : '';
      for (let start = 0; start < rows.length; start += 100) {
        const some = rows.slice(start, start + 100);
        const values = `(${names.map(() => '?').join(', ')})`;
        statements.push({
          sql: `INSERT INTO ${table} (${names.join(', ')}) VALUES ${some.map(() => values).join(', ')}${conflict}`,
          args: some.flatMap((row) => names.map((name) => row[name] ?? null)),
        });
      }
    }
    return statements;
  }
}
