import type { Database, Statement } from '../db/database.ts';

/** A product for tests; what is left out is as plain as can be. */
export interface TestProduct {
  readonly handle: string;
  readonly title?: string;
  readonly vendor?: string;
  readonly type?: string;
  readonly tags?: readonly string[];
  readonly description?: string;
  readonly position?: number;
  readonly createdAt?: string;
  readonly status?: 'active' | 'draft' | 'archived';
  readonly collections?: readonly string[];
  readonly variants?: readonly TestVariant[];
}

export interface TestVariant {
  readonly id?: string;
  readonly options?: readonly string[];
  readonly sku?: string;
  readonly price?: number;
  readonly compareAt?: number;
  /** Tracked units; left out for untracked. */
  readonly stock?: number;
  readonly policy?: 'deny' | 'continue';
  readonly requiresShipping?: boolean;
  readonly taxable?: boolean;
}

/** Ids in tests are names: `variantId('mug')` is the first variant of the product "mug". */
export const variantId = (handle: string, index = 0): string => `v-${handle}-${index}`;

function productStatements(product: TestProduct, index: number): Statement[] {
  const { handle, title = handle, vendor = '', type = '', tags = [], description = '', collections = [] } = product;
  const variants = product.variants ?? [{}];
  const id = `p-${handle}`;
  const prices = variants.map(({ price = 1000 }) => price);
  const available = variants.some(({ stock, policy }) => stock === undefined || policy === 'continue' || stock > 0);
  const cheapest = variants[prices.indexOf(Math.min(...prices))];
  const options = variants[0]?.options ?? [];
  return [
    {
      sql: `INSERT INTO products (id, handle, title, description_html, description_text, vendor, product_type, tags, status,
              price_min_minor, price_max_minor, compare_at_minor, available, variant_count, only_variant_id, position,
              variants_text, created_at, updated_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      args: [
        id,
        handle,
        title,
        `<p>${description}</p>`,
        description,
        vendor,
        type,
        JSON.stringify(tags),
        product.status ?? 'active',
        Math.min(...prices),
        Math.max(...prices),
        cheapest?.compareAt ?? null,
        Number(available),
        variants.length,
        variants.length === 1 ? (variants[0]?.id ?? variantId(handle)) : null,
        product.position ?? index,
        variants.map(({ sku = '', options = [] }) => [sku, ...options].join(' ')).join(' '),
        product.createdAt ?? `2026-01-01T00:00:${String(index % 60).padStart(2, '0')}.000Z`,
        '2026-01-01T00:00:00.000Z',
      ],
    },
    ...options.map((_, position) => ({
      sql: 'INSERT INTO product_options (product_id, position, name) VALUES (?, ?, ?)',
      args: [id, position + 1, `Option ${position + 1}`],
    })),
    ...variants.map((variant, position) => ({
      sql: `INSERT INTO variants (id, product_id, position, option_values, sku, price_minor, compare_at_minor, inventory_tracked,
              inventory_quantity, inventory_policy, requires_shipping, taxable) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      args: [
        variant.id ?? variantId(handle, position),
        id,
        position,
        JSON.stringify(variant.options ?? []),
        variant.sku ?? '',
        variant.price ?? 1000,
        variant.compareAt ?? null,
        Number(variant.stock !== undefined),
        variant.stock ?? 0,
        variant.policy ?? 'deny',
        Number(variant.requiresShipping ?? true),
        Number(variant.taxable ?? true),
      ],
    })),
    ...tags.map((tag) => ({ sql: 'INSERT INTO product_tags (tag, product_id) VALUES (?, ?)', args: [tag, id] })),
    ...collections.flatMap((collection, position) => [
      {
        sql: 'INSERT INTO collections (id, handle, title, position) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
        args: [`c-${collection}`, collection, `Collection ${collection}`, position],
      },
      {
        sql: 'INSERT INTO collection_products (collection_id, product_id, position) VALUES (?, ?, ?)',
        args: [`c-${collection}`, id, -index],
      },
    ]),
  ];
}

/** Writes products into a store, as its own database would hold them. */
export const sell =
  (...products: readonly TestProduct[]) =>
  async (db: Database): Promise<void> => {
    await db.write([
      ...products.flatMap(productStatements),
      { sql: 'UPDATE store_state SET catalogue_version = catalogue_version + 1, price_version = price_version + 1' },
    ]);
  };
