/** A fact of the catalogue that a column of Shopify's product CSV holds. */
export type Field =
  | 'handle'
  | 'title'
  | 'body'
  | 'vendor'
  | 'type'
  | 'tags'
  | 'published'
  | 'status'
  | 'giftCard'
  | 'seoTitle'
  | 'seoDescription'
  | 'collection'
  | 'sku'
  | 'barcode'
  | 'price'
  | 'compareAt'
  | 'cost'
  | 'tracker'
  | 'quantity'
  | 'policy'
  | 'fulfilment'
  | 'grams'
  | 'weightUnit'
  | 'requiresShipping'
  | 'taxable'
  | 'taxCode'
  | 'variantImage'
  | 'imageSrc'
  | 'imagePosition'
  | 'imageAlt'
  | 'imageWidth'
  | 'imageHeight'
  | 'imagePlaceholder'
  | 'unitTotal'
  | 'unitTotalUnit'
  | 'unitBase'
  | 'unitBaseUnit'
  | 'restock'
  | 'videoSrc'
  | 'videoPosition'
  | 'videoAlt'
  | 'videoPoster';

/** Names of each field's column: first the one that export writes, then the other ones Shopify has used. */
export const COLUMN_NAMES: Readonly<Record<Field, readonly [string, ...string[]]>> = {
  handle: ['Handle', 'URL handle'],
  title: ['Title'],
  body: ['Body (HTML)', 'Description', 'Body HTML', 'Body'],
  vendor: ['Vendor'],
  type: ['Type', 'Product type', 'Custom product type'],
  tags: ['Tags'],
  published: ['Published', 'Published on online store'],
  status: ['Status'],
  giftCard: ['Gift Card'],
  seoTitle: ['SEO Title'],
  seoDescription: ['SEO Description'],
  collection: ['Collection'],
  sku: ['Variant SKU', 'SKU'],
  barcode: ['Variant Barcode', 'Barcode', 'Barcodes'],
  price: ['Variant Price', 'Price'],
  compareAt: ['Variant Compare At Price', 'Compare-at price', 'Compare at price'],
  cost: ['Cost per item', 'Variant Cost'],
  tracker: ['Variant Inventory Tracker', 'Inventory tracker'],
  quantity: ['Variant Inventory Qty', 'Inventory quantity', 'Variant Inventory Quantity'],
  policy: ['Variant Inventory Policy', 'Continue selling when out of stock', 'Inventory policy'],
  fulfilment: ['Variant Fulfillment Service', 'Fulfillment service'],
  grams: ['Variant Grams', 'Weight value (grams)'],
  weightUnit: ['Variant Weight Unit', 'Weight unit for display'],
  requiresShipping: ['Variant Requires Shipping', 'Requires shipping'],
  taxable: ['Variant Taxable', 'Charge tax'],
  taxCode: ['Variant Tax Code', 'Tax code'],
  variantImage: ['Variant Image', 'Variant image URL'],
  imageSrc: ['Image Src', 'Product image URL'],
  imagePosition: ['Image Position'],
  imageAlt: ['Image Alt Text'],
  imageWidth: ['Image Width'],
  imageHeight: ['Image Height'],
  imagePlaceholder: ['Image Placeholder'],
  unitTotal: ['Unit Price Total Measure'],
  unitTotalUnit: ['Unit Price Total Measure Unit'],
  unitBase: ['Unit Price Base Measure'],
  unitBaseUnit: ['Unit Price Base Measure Unit'],
  restock: ['Variant Back In Stock On'],
  videoSrc: ['Video Src'],
  videoPosition: ['Video Position'],
  videoAlt: ['Video Alt Text'],
  videoPoster: ['Video Poster'],
};

/** Options that a product of Shopify's CSV may have. */
export const MAX_OPTIONS = 3;

/** Header of a column that says: this file is ours, and its cells are guarded. */
export const GUARD_COLUMN = 'Vitrine Export';

const GUARDED = /^'*[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/;

/** Makes a cell text to every spreadsheet: what would begin a formula gets an apostrophe before it. */
export const guardCell = (text: string): string => (GUARDED.test(text) ? `'${text}` : text);

/** Undoes `guardCell`. */
export const unguardCell = (text: string): string =>
  text.startsWith("'") && GUARDED.test(text.slice(1)) ? text.slice(1) : text;

/** Why a file cannot be imported, or not to its end; explained in `docs/importing.md` too. */
export const FILE_ERROR_CODES = [
  'file_empty',
  'file_encoding',
  'file_broken',
  'file_scattered',
  'column_missing',
  'column_duplicate',
] as const;
export type CatalogueFileErrorCode = (typeof FILE_ERROR_CODES)[number];

/** A file that cannot be read as a catalogue, or not to its end. */
export class CatalogueFileError extends Error {
  override readonly name = 'CatalogueFileError';
  readonly code: CatalogueFileErrorCode;
  readonly line: number;

  constructor(code: CatalogueFileErrorCode, line: number, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
    this.line = line;
  }
}

/** A row of the file. `line` is where it begins, counted from 1. */
export interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Where each fact is in the rows of one file. */
export interface Columns {
  readonly count: number;
  readonly guarded: boolean;
  has(field: Field): boolean;
  /** A cell, '' where the file has none. */
  cell(row: Row, field: Field): string;
  option(row: Row, position: number, part: 'name' | 'value' | 'linked to'): string;
  /** Name of a field's column as this file has it. */
  nameOf(field: Field): string;
  optionName(position: number, part: 'name' | 'value' | 'linked to'): string;
  /** Positions of the options this file has columns for, Shopify's three and any more. */
  readonly optionPositions: readonly number[];
  /** Columns that we only carry. */
  readonly others: readonly { readonly name: string; readonly index: number; readonly ofVariant: boolean }[];
}

const plain = (name: string) => name.trim().replaceAll(/\s+/g, ' ').toLowerCase();
const FIELDS = new Map<string, Field>();
for (const [field, names] of Object.entries(COLUMN_NAMES)) {
  // Object.entries widens the keys of the record above to strings.
  for (const name of names) FIELDS.set(plain(name), field as Field);
}
const OPTION = /^option ?(\d{1,2}) (name|value|linked to)$/;
/** Columns we do not know that belong to a variant rather than to its product. */
const OF_VARIANT = /^variant |variant\.metafields|^(compare-at |compare at )?price \/|^unit price /i;

/** Understands a header, in Shopify's old names or its new ones. */
export function readHeader(header: Row): Columns {
  const fields = new Map<Field, number>();
  const options = new Map<string, number>();
  const others: { name: string; index: number; ofVariant: boolean }[] = [];
  const seen = new Map<string, string>();
  const guarded = header.cells.some((cell) => cell.trim() === GUARD_COLUMN);

  for (const [index, cell] of header.cells.entries()) {
    const name = guarded ? unguardCell(cell).trim() : cell.trim();
    if (name === '' || name === GUARD_COLUMN) continue;
    const field = FIELDS.get(plain(name));
    const option = OPTION.exec(plain(name));
    const identity = field ?? plain(name);
    const before = seen.get(identity);
    if (before !== undefined) {
      throw new CatalogueFileError(
        'column_duplicate',
        header.line,
        before === name ? `Two columns are called "${name}".` : `The columns "${before}" and "${name}" mean the same.`,
      );
    }
    seen.set(identity, name);
    if (field) fields.set(field, index);
    else if (option) options.set(`${Number(option[1])} ${option[2]}`, index);
    else others.push({ name, index, ofVariant: OF_VARIANT.test(name) });
  }
  for (const field of ['title', 'price'] as const) {
    if (fields.has(field)) continue;
    const names = COLUMN_NAMES[field].map((name) => `"${name}"`).join(' or ');
    throw new CatalogueFileError(
      'column_missing',
      header.line,
      `The file has no column ${names}. Its first line must name the columns.`,
    );
  }

  const at = ({ cells }: Row, index: number | undefined) => (index === undefined ? '' : (cells[index] ?? ''));
  const named = (index: number | undefined, otherwise: string) =>
    index === undefined ? otherwise : (header.cells[index] ?? '').trim();
  const positions = new Set([...options.keys()].map((key) => Number(key.split(' ')[0])));
  return {
    count: header.cells.length,
    guarded,
    has: (field) => fields.has(field),
    cell: (row, field) => at(row, fields.get(field)),
    option: (row, position, part) => at(row, options.get(`${position} ${part}`)),
    nameOf: (field) => named(fields.get(field), COLUMN_NAMES[field][0]),
    optionName: (position, part) => named(options.get(`${position} ${part}`), `Option${position} ${part}`),
    optionPositions: [...positions].sort((a, b) => a - b),
    others,
  };
}
