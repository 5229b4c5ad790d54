import { z } from 'zod';
import { minorDigits } from '../contract/minor-digits.ts';
import type { Database, StoreDatabase } from '../db/database.ts';
import { COLUMN_NAMES, type Field, GUARD_COLUMN, guardCell } from './catalogue-columns.ts';
import { json } from './columns.ts';
import { parseState, readState } from './state.ts';

/** Fields in the order of Shopify's own export; the options stand between. */
const BEFORE_OPTIONS = ['handle', 'title', 'body', 'vendor', 'type', 'tags', 'published'] as const;
const AFTER_OPTIONS = [
  ...([
    'sku',
    'grams',
    'tracker',
    'quantity',
    'policy',
    'fulfilment',
    'price',
    'compareAt',
    'requiresShipping',
  ] as const),
  ...([
    'taxable',
    'barcode',
    'imageSrc',
    'imagePosition',
    'imageAlt',
    'giftCard',
    'seoTitle',
    'seoDescription',
  ] as const),
  ...(['variantImage', 'weightUnit', 'taxCode', 'cost', 'status', 'collection'] as const),
];
/** Columns that few catalogues need: each group is written where any product has something to say in it. */
const WHERE_USED = [
  { fields: ['imageWidth', 'imageHeight'], used: 'FROM images WHERE width IS NOT NULL OR height IS NOT NULL' },
  { fields: ['imagePlaceholder'], used: 'FROM images WHERE placeholder IS NOT NULL' },
  { fields: ['unitTotal', 'unitTotalUnit', 'unitBase', 'unitBaseUnit'], used: 'FROM variants WHERE unit_total > 0' },
  { fields: ['restock'], used: 'FROM variants WHERE restock_on IS NOT NULL' },
  { fields: ['videoSrc', 'videoPosition', 'videoAlt', 'videoPoster'], used: 'FROM videos' },
] as const;
/** Numbers of our own making stay numbers to a spreadsheet: a stock of -3 is no formula. */
const NUMBERS: ReadonlySet<string> = new Set(
  (
    [
      ...(['quantity', 'grams', 'price', 'compareAt', 'cost', 'imagePosition', 'imageWidth', 'imageHeight'] as const),
      ...(['unitTotal', 'unitBase', 'videoPosition'] as const),
    ] as const
  ).map((field) => COLUMN_NAMES[field][0]),
);
const MIN_OPTIONS = 3;
const PAGE = 200;

const extra = json(z.record(z.string(), z.string()));
const texts = json(z.array(z.string()));

const ProductRow = z.object({
  id: z.string(),
  position: z.int(),
  handle: z.string(),
  title: z.string(),
  body_html: z.string(),
  vendor: z.string(),
  product_type: z.string(),
  tags: texts,
  status: z.string(),
  published: z.int(),
  seo_title: z.string().nullable(),
  seo_description: z.string().nullable(),
  gift_card: z.int(),
  extra,
});
const OptionRow = z.object({ product_id: z.string(), name: z.string(), linked_to: z.string() });
const ImageRow = z.object({
  id: z.string(),
  product_id: z.string(),
  url: z.string(),
  alt: z.string(),
  position: z.int(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  placeholder: z.string().nullable(),
});
const VideoRow = z.object({
  product_id: z.string(),
  url: z.string(),
  poster: z.string(),
  alt: z.string(),
  position: z.int(),
});
const VariantRow = z.object({
  product_id: z.string(),
  option_values: texts,
  sku: z.string(),
  barcode: z.string(),
  price_minor: z.int(),
  compare_at_minor: z.int().nullable(),
  cost_minor: z.int().nullable(),
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
  image_url: z.string().nullable(),
  extra,
});
const CollectionRow = z.object({ product_id: z.string(), title: z.string() });
type ProductRow = z.infer<typeof ProductRow>;
type ImageRow = z.infer<typeof ImageRow>;
type VariantRow = z.infer<typeof VariantRow>;

interface ProductParts {
  readonly options: readonly z.infer<typeof OptionRow>[];
  readonly images: readonly ImageRow[];
  readonly videos: readonly z.infer<typeof VideoRow>[];
  readonly variants: readonly VariantRow[];
  readonly collections: readonly string[];
}

/**
 * Writes a store's catalogue as Shopify's product CSV, a page of products at a time. Importing it into an empty store of the
 * same currency makes the same catalogue. Cells a spreadsheet would run are guarded, and the import takes the guard off.
 */
export async function* exportCatalogue(database: StoreDatabase): AsyncGenerator<string, void> {
  const { currency } = parseState(await database.all(readState.sql));
  const columns = await readColumns(database);
  yield line(columns.map((name) => cell(name)));
  const amount = decimal(minorDigits(currency));
  let after = { position: -1, id: '' };
  for (;;) {
    const rows = await database.all(
      `SELECT id, position, handle, title, body_html, vendor, product_type, tags, status, published, seo_title,
         seo_description, gift_card, extra FROM products
       WHERE (position, id) > (?, ?) ORDER BY position, id LIMIT ?`,
      [after.position, after.id, PAGE],
    );
    const products = rows.map((row) => ProductRow.parse(row));
    const last = products.at(-1);
    if (!last) return;
    after = last;
    const parts = await readParts(database, products);
    let page = '';
    for (const product of products) {
      for (const values of productLines(product, parts(product.id), amount)) {
        page += line(columns.map((name) => cell(values.get(name) ?? '', NUMBERS.has(name))));
      }
    }
    yield page;
  }
}

async function readColumns(database: Database): Promise<string[]> {
  const [options, productExtra, variantExtra, ...used] = await database.read([
    { sql: 'SELECT coalesce(max(position), 0) AS count FROM product_options' },
    { sql: 'SELECT DISTINCT e.key AS name FROM products p, json_each(p.extra) e ORDER BY 1' },
    { sql: 'SELECT DISTINCT e.key AS name FROM variants v, json_each(v.extra) e ORDER BY 1' },
    ...WHERE_USED.map((group) => ({ sql: `SELECT EXISTS (SELECT 1 ${group.used}) AS used` })),
  ]);
  const name = (field: Field) => COLUMN_NAMES[field][0];
  const count = Math.max(MIN_OPTIONS, Number(options?.[0]?.['count'] ?? 0));
  const optionNames = Array.from({ length: count }, (_, index) =>
    ['Name', 'Value', 'Linked To'].map((part) => `Option${index + 1} ${part}`),
  ).flat();
  const groups = WHERE_USED.filter((_group, at) => used[at]?.[0]?.['used']).flatMap(({ fields }) => fields.map(name));
  const others = new Set(
    [...(productExtra ?? []), ...(variantExtra ?? [])].map((row) => z.string().parse(row['name'])),
  );
  return [...BEFORE_OPTIONS.map(name), ...optionNames, ...AFTER_OPTIONS.map(name), ...groups, ...others, GUARD_COLUMN];
}

async function readParts(database: Database, products: readonly ProductRow[]): Promise<(id: string) => ProductParts> {
  const args = [JSON.stringify(products.map(({ id }) => id))];
  const mine = 'IN (SELECT value FROM json_each(?))';
  const [options, images, variants, collections, videos] = await database.read([
    {
      sql: `SELECT product_id, name, linked_to FROM product_options WHERE product_id ${mine} ORDER BY product_id, position`,
      args,
    },
    {
      sql: `SELECT id, product_id, url, alt, position, width, height, placeholder FROM images WHERE product_id ${mine} ORDER BY position, id`,
      args,
    },
    {
      sql: `SELECT v.*, i.url AS image_url FROM variants v LEFT JOIN images i ON i.id = v.image_id
            WHERE v.product_id ${mine} ORDER BY v.position, v.id`,
      args,
    },
    {
      sql: `SELECT m.product_id, c.title FROM collection_products m JOIN collections c ON c.id = m.collection_id
            WHERE m.product_id ${mine} ORDER BY c.position, c.id`,
      args,
    },
    {
      sql: `SELECT product_id, url, poster, alt, position FROM videos WHERE product_id ${mine} ORDER BY position, id`,
      args,
    },
  ]);
  const byOption = group((options ?? []).map((row) => OptionRow.parse(row)));
  const byImage = group((images ?? []).map((row) => ImageRow.parse(row)));
  const byVideo = group((videos ?? []).map((row) => VideoRow.parse(row)));
  const byVariant = group((variants ?? []).map((row) => VariantRow.parse({ ...row })));
  const byCollection = group((collections ?? []).map((row) => CollectionRow.parse(row)));
  return (id) => ({
    options: byOption.get(id) ?? [],
    images: byImage.get(id) ?? [],
    videos: byVideo.get(id) ?? [],
    variants: byVariant.get(id) ?? [],
    collections: (byCollection.get(id) ?? []).map(({ title }) => title),
  });
}

function group<Item extends { product_id: string }>(items: readonly Item[]): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const mine = groups.get(item.product_id);
    if (mine) mine.push(item);
    else groups.set(item.product_id, [item]);
  }
  return groups;
}

/** The rows of one product: its own with the first variant, then a row for each further variant, image or collection. */
function productLines(
  product: ProductRow,
  parts: ProductParts,
  amount: (minor: number) => string,
): Map<string, string>[] {
  const { options, images, videos, variants, collections } = parts;
  const count = Math.max(1, variants.length, images.length, videos.length, collections.length);
  return Array.from({ length: count }, (_, index) => {
    const values = new Map<string, string>();
    const set = (field: Field, value: string) => values.set(COLUMN_NAMES[field][0], value);
    set('handle', product.handle);
    if (index === 0) {
      for (const [name, value] of Object.entries(product.extra)) values.set(name, value);
      setProduct(product, set);
      for (const [at, { name, linked_to }] of options.entries()) {
        values.set(`Option${at + 1} Name`, name).set(`Option${at + 1} Linked To`, linked_to);
      }
      if (options.length === 0) values.set('Option1 Name', 'Title').set('Option1 Value', 'Default Title');
    }
    const variant = variants[index];
    if (variant) {
      for (const [name, value] of Object.entries(variant.extra)) values.set(name, value);
      for (const [at, value] of variant.option_values.entries()) values.set(`Option${at + 1} Value`, value);
      setVariant(variant, set, amount);
    }
    const image = images[index];
    if (image) {
      set('imageSrc', image.url);
      set('imagePosition', String(image.position));
      set('imageAlt', image.alt);
      set('imageWidth', image.width === null ? '' : String(image.width));
      set('imageHeight', image.height === null ? '' : String(image.height));
      set('imagePlaceholder', image.placeholder ?? '');
    }
    const video = videos[index];
    if (video) {
      set('videoSrc', video.url);
      set('videoPosition', String(video.position));
      set('videoAlt', video.alt);
      set('videoPoster', video.poster);
    }
    set('collection', collections[index] ?? '');
    return values;
  });
}

function setProduct(product: ProductRow, set: (field: Field, value: string) => void): void {
  set('title', product.title);
  set('body', product.body_html);
  set('vendor', product.vendor);
  set('type', product.product_type);
  set('tags', product.tags.join(', '));
  set('published', String(product.published === 1));
  set('status', product.status);
  set('giftCard', String(product.gift_card === 1));
  set('seoTitle', product.seo_title ?? '');
  set('seoDescription', product.seo_description ?? '');
}

function setVariant(
  variant: VariantRow,
  set: (field: Field, value: string) => void,
  amount: (minor: number) => string,
): void {
  set('sku', variant.sku);
  set('barcode', variant.barcode);
  set('price', amount(variant.price_minor));
  set('compareAt', variant.compare_at_minor === null ? '' : amount(variant.compare_at_minor));
  set('cost', variant.cost_minor === null ? '' : amount(variant.cost_minor));
  set('tracker', variant.inventory_tracker);
  set('quantity', String(variant.inventory_quantity));
  set('policy', variant.inventory_policy);
  set('grams', String(variant.weight_grams));
  set('weightUnit', variant.weight_unit);
  set('requiresShipping', String(variant.requires_shipping === 1));
  set('taxable', String(variant.taxable === 1));
  set('taxCode', variant.tax_code);
  set('fulfilment', variant.fulfilment_service);
  set('restock', variant.restock_on ?? '');
  set('variantImage', variant.image_url ?? '');
  if (variant.unit_total === 0) return;
  set('unitTotal', String(variant.unit_total));
  set('unitTotalUnit', variant.unit_total_unit);
  set('unitBase', variant.unit_base === 0 ? '' : String(variant.unit_base));
  set('unitBaseUnit', variant.unit_base_unit);
}

/** Writes minor units as a decimal, exactly. */
const decimal =
  (digits: number) =>
  (minor: number): string => {
    const text = String(minor).padStart(digits + 1, '0');
    return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
  };

function cell(text: string, number = false): string {
  const guarded = number ? text : guardCell(text);
  return /[",\r\n\t;]|^\s|\s$/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

const line = (cells: readonly string[]): string => `${cells.join(',')}\r\n`;
