import { z } from 'zod';
import type { Database, Statement } from '../db/database.ts';
import { flag, json } from './columns.ts';
import { type AskedDiscounts, parseDiscounts, readDiscounts, type ReadDiscount } from './discounts-read.ts';
import { parseAccounts, readAccounts } from './payment-providers.ts';
import { ON_SALE } from './product-filters.ts';
import { parseState, readState, type StoreState } from './state.ts';
import { StoredImage } from './stored-image.ts';
import type { SqlRow } from '../db/database.ts';

const SoldVariantRow = z.object({
  id: z.string(),
  productId: z.string(),
  productHandle: z.string(),
  title: z.string(),
  optionValues: json(z.array(z.string())),
  sku: z.string(),
  image: json(StoredImage).nullable(),
  priceMinor: z.int(),
  compareAtMinor: z.int().nullable(),
  tracked: flag,
  quantity: z.int(),
  policy: z.enum(['deny', 'continue']),
  requiresShipping: flag,
  taxable: flag,
  taxCode: z.string(),
  weightGrams: z.number(),
  collectionIds: json(z.array(z.string())),
});
/** A variant that is on sale now, with what a line of a quote or an order shows. */
export type SoldVariant = z.infer<typeof SoldVariantRow>;

/** Reads the variants that are on sale among these. */
const readSoldVariants = (ids: readonly string[]): Statement => ({
  sql: `SELECT v.id, v.product_id AS "productId", p.handle AS "productHandle", p.title, v.option_values AS "optionValues",
          v.sku, v.price_minor AS "priceMinor", v.compare_at_minor AS "compareAtMinor", v.inventory_tracked AS tracked,
          v.inventory_quantity AS quantity, v.inventory_policy AS policy, v.requires_shipping AS "requiresShipping", v.taxable,
          v.tax_code AS "taxCode", v.weight_grams AS "weightGrams",
          (SELECT json_group_array(cp.collection_id) FROM collection_products cp WHERE cp.product_id = v.product_id) AS "collectionIds",
          coalesce(CASE WHEN i.id IS NOT NULL THEN
            json_object('id', i.id, 'url', i.url, 'alt', i.alt, 'width', i.width, 'height', i.height, 'placeholder', i.placeholder) END, p.image) AS image
        FROM variants v JOIN products p ON p.id = v.product_id LEFT JOIN images i ON i.id = v.image_id
        WHERE v.id IN (SELECT value FROM json_each(?)) AND ${ON_SALE}`,
  args: [JSON.stringify([...new Set(ids)])],
});

/** Parses the rows of `readSoldVariants`. */
const parseSoldVariants = (rows: readonly SqlRow[] | undefined): SoldVariant[] =>
  z.array(SoldVariantRow).parse(rows ?? []);

export interface QuoteRepository {
  /** The store's rules, the variants on sale among `variantIds`, the discounts to think of, and the providers it has keys of, at one moment. */
  read(
    variantIds: readonly string[],
    asked: AskedDiscounts,
  ): Promise<{ state: StoreState; variants: SoldVariant[]; discounts: ReadDiscount[]; accounts: string[] }>;
}

export function quoteRepository(db: Database): QuoteRepository {
  return {
    async read(variantIds, asked) {
      const [state, variants, discounts, accounts] = await db.read([
        readState,
        readSoldVariants(variantIds),
        readDiscounts(asked),
        readAccounts,
      ]);
      return {
        state: parseState(state),
        variants: parseSoldVariants(variants),
        discounts: parseDiscounts(discounts),
        accounts: parseAccounts(accounts),
      };
    },
  };
}
