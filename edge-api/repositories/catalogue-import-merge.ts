import { monotonicFactory } from 'ulid';
import { z } from 'zod';
import type { Statement } from '../db/database.ts';
import type { ImportedImage, ImportedProduct, ImportedVariant } from './catalogue-imported.ts';

/** Ids that ascend in the order they are made; drawing each anew would cost more than writing its row. */
export const nextId = monotonicFactory();

/** A row of `images`. */
export type StoredImage = {
  readonly id: string;
  readonly url: string;
  readonly alt: string;
  readonly position: number;
  readonly width: number | null;
  readonly height: number | null;
  readonly placeholder: string | null;
};

/** A row of `variants`. */
export const StoredVariant = z.object({
  id: z.string(),
  product_id: z.string(),
  position: z.int(),
  option_values: z.string(),
  sku: z.string(),
  barcode: z.string(),
  price_minor: z.int(),
  compare_at_minor: z.int().nullable(),
  cost_minor: z.int().nullable(),
  inventory_tracked: z.int(),
  inventory_tracker: z.string(),
  inventory_quantity: z.int(),
  inventory_policy: z.string(),
  weight_grams: z.number(),
  weight_unit: z.string(),
  requires_shipping: z.int(),
  taxable: z.int(),
  tax_code: z.string(),
  fulfilment_service: z.string(),
  unit_total: z.number(),
  unit_total_unit: z.string(),
  unit_base: z.number(),
  unit_base_unit: z.string(),
  restock_on: z.string().nullable(),
  image_id: z.string().nullable(),
  extra: z.string(),
});
export type StoredVariant = z.infer<typeof StoredVariant>;

type ImageRow = StoredImage & { readonly product_id: string };

/** A product after an import: what stays, what is new, and the statements that bring the rest about. */
export interface MergedProduct {
  readonly images: readonly StoredImage[];
  readonly variants: readonly StoredVariant[];
  readonly newImages: readonly ImageRow[];
  readonly newVariants: readonly StoredVariant[];
  readonly updates: readonly Statement[];
  /** Whether an order for a variant that exists could now cost something else. */
  readonly pricesChanged: boolean;
}

/** Columns whose change can change what an order costs. */
const PRICED = ['price_minor', 'taxable', 'tax_code', 'requires_shipping', 'weight_grams'] as const;

/**
 * Brings stored images and variants to what was imported. A variant keeps its id while its options, its SKU or its being
 * the only one say that it is the same, so that carts and orders still find it.
 */
export function mergeProduct(
  productId: string,
  product: ImportedProduct,
  partial: boolean,
  storedImages: readonly StoredImage[],
  storedVariants: readonly StoredVariant[],
): MergedProduct {
  const updates: Statement[] = [];
  const newImages: ImageRow[] = [];
  const newVariants: StoredVariant[] = [];
  let pricesChanged = false;

  const sameImage = matchImages(product.images, storedImages);
  const images: StoredImage[] = product.images.map((image, index) => {
    const before = sameImage[index];
    const { url, alt, position } = image;
    // What was measured stays: the address says that it is the same picture.
    const [width, height] =
      image.width === null ? [before?.width ?? null, before?.height ?? null] : [image.width, image.height];
    const placeholder = image.placeholder ?? before?.placeholder ?? null;
    const row = { id: before?.id ?? nextId(), url, alt, position, width, height, placeholder };
    if (!before) newImages.push({ ...row, product_id: productId });
    else if (differs(before, row)) updates.push(change('images', before, row));
    return row;
  });
  const goneImages = without(storedImages, sameImage);
  if (partial) images.push(...goneImages);
  else updates.unshift(...goneImages.map(({ id }) => remove('images', id)));

  const imageIds = new Map([...images].reverse().map(({ url, id }) => [url, id]));
  const sameVariant = matchVariants(product.variants, storedVariants, partial);
  const variants: StoredVariant[] = product.variants.map((variant, index) => {
    const before = sameVariant[index];
    const row = variantRow(before?.id ?? nextId(), productId, index + 1, variant, imageIds);
    if (!before) newVariants.push(row);
    else if (differs(before, row)) {
      updates.push(change('variants', before, row));
      pricesChanged ||= PRICED.some((column) => before[column] !== row[column]);
    }
    return row;
  });
  const goneVariants = without(storedVariants, sameVariant);
  if (partial) variants.push(...goneVariants);
  else {
    updates.unshift(...goneVariants.map(({ id }) => remove('variants', id)));
    pricesChanged ||= goneVariants.length > 0;
  }
  return {
    images: [...images].sort((a, b) => a.position - b.position),
    variants,
    newImages,
    newVariants,
    updates,
    pricesChanged,
  };
}

function variantRow(
  id: string,
  productId: string,
  position: number,
  variant: ImportedVariant,
  imageIds: ReadonlyMap<string, string>,
): StoredVariant {
  return {
    id,
    product_id: productId,
    position,
    option_values: JSON.stringify(variant.optionValues),
    sku: variant.sku,
    barcode: variant.barcode,
    price_minor: variant.priceMinor,
    compare_at_minor: variant.compareAtMinor,
    cost_minor: variant.costMinor,
    inventory_tracked: variant.tracker === '' ? 0 : 1,
    inventory_tracker: variant.tracker,
    inventory_quantity: variant.quantity,
    inventory_policy: variant.policy,
    weight_grams: variant.grams,
    weight_unit: variant.weightUnit,
    requires_shipping: Number(variant.requiresShipping),
    taxable: Number(variant.taxable),
    tax_code: variant.taxCode,
    fulfilment_service: variant.fulfilment,
    unit_total: variant.unitTotal,
    unit_total_unit: variant.unitTotalUnit,
    unit_base: variant.unitBase,
    unit_base_unit: variant.unitBaseUnit,
    restock_on: variant.restockOn,
    image_id: variant.imageUrl === null ? null : (imageIds.get(variant.imageUrl) ?? null),
    extra: JSON.stringify(variant.extra),
  };
}

function matchImages(imported: readonly ImportedImage[], stored: readonly StoredImage[]): (StoredImage | undefined)[] {
  const free = new Set(stored);
  const take = (test: (image: StoredImage) => boolean) => {
    const found = [...free].find(test);
    if (found) free.delete(found);
    return found;
  };
  const exact = imported.map(({ url, position }) => take((image) => image.url === url && image.position === position));
  return imported.map(({ url }, index) => exact[index] ?? take((image) => image.url === url));
}

function matchVariants(
  imported: readonly ImportedVariant[],
  stored: readonly StoredVariant[],
  partial: boolean,
): (StoredVariant | undefined)[] {
  const byOptions = new Map(stored.map((variant) => [variant.option_values, variant]));
  const matched = imported.map(({ optionValues }) => byOptions.get(JSON.stringify(optionValues)));
  // Where rows were left out, a variant that seems gone may be one of theirs, and must not lend its id to another.
  if (partial) return matched;
  const free = new Set(without(stored, matched));
  const bySku = imported.map(({ sku }, index) => {
    if (matched[index] || sku === '') return matched[index];
    const found = [...free].find((variant) => variant.sku === sku);
    if (found) free.delete(found);
    return found;
  });
  const onlyOne = imported.length === 1 && stored.length === 1 && bySku[0] === undefined;
  return onlyOne ? [stored[0]] : bySku;
}

const without = <Item>(all: readonly Item[], some: readonly (Item | undefined)[]): Item[] => {
  const taken = new Set(some);
  return all.filter((item) => !taken.has(item));
};

const differs = (before: object, after: object): boolean => changedColumns(before, after).length > 0;

function changedColumns(before: object, after: object): [string, string | number | null][] {
  const old = new Map<string, unknown>(Object.entries(before));
  return Object.entries(after).filter(([name, value]) => old.get(name) !== value);
}

function change(table: string, before: { readonly id: string }, after: object): Statement {
  const changed = changedColumns(before, after);
  return {
    sql: `UPDATE ${table} SET ${changed.map(([name]) => `${name} = ?`).join(', ')} WHERE id = ?`,
    args: [...changed.map(([, value]) => value), before.id],
  };
}

const remove = (table: string, id: string): Statement => ({ sql: `DELETE FROM ${table} WHERE id = ?`, args: [id] });
