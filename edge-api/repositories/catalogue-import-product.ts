import { minorDigits } from '../contract/minor-digits.ts';
import { type Columns, type Field, MAX_OPTIONS, type Row } from './catalogue-columns.ts';
import {
  CellProblem,
  parseFlag,
  parseImageUrl,
  parseMeasure,
  parseMinor,
  parseWhole,
  type ProblemCode,
  quoted,
  within,
} from './catalogue-import-cells.ts';

/** A row that was left out, and why. */
export interface Problem {
  readonly line: number;
  readonly column: string | null;
  readonly code: ProblemCode;
  readonly message: string;
  readonly handle: string | null;
}

export interface ImportedImage {
  readonly url: string;
  readonly alt: string;
  readonly position: number;
  readonly width: number | null;
  readonly height: number | null;
}

export interface ImportedVariant {
  readonly optionValues: readonly string[];
  readonly sku: string;
  readonly barcode: string;
  readonly priceMinor: number;
  readonly compareAtMinor: number | null;
  readonly costMinor: number | null;
  readonly tracker: string;
  readonly quantity: number;
  readonly policy: 'deny' | 'continue';
  readonly grams: number;
  readonly weightUnit: string;
  readonly requiresShipping: boolean;
  readonly taxable: boolean;
  readonly taxCode: string;
  readonly fulfilment: string;
  readonly imageUrl: string | null;
  readonly extra: Readonly<Record<string, string>>;
}

/** A product as its rows say it; equal rows make equal products. */
export interface ImportedProduct {
  readonly handle: string;
  readonly title: string;
  readonly bodyHtml: string;
  readonly vendor: string;
  readonly type: string;
  readonly tags: readonly string[];
  readonly status: 'active' | 'draft' | 'archived';
  readonly published: boolean;
  readonly giftCard: boolean;
  readonly seoTitle: string | null;
  readonly seoDescription: string | null;
  readonly options: readonly { readonly name: string; readonly linkedTo: string }[];
  readonly images: readonly ImportedImage[];
  readonly variants: readonly ImportedVariant[];
  readonly collections: readonly string[];
  readonly extra: Readonly<Record<string, string>>;
}

/** How the cells of a file are to be read. */
export interface ReadingContext {
  readonly columns: Columns;
  readonly currency: string;
  /** Whether 19,99 is an amount: where commas do not separate cells, they may separate decimals. */
  readonly decimalComma: boolean;
}

const MAX_VARIANTS = 2048;
const MAX_TAGS = 250;

/** Reads the rows of one handle as one product. Rows with a problem are left out; without its own row there is no product. */
export function readProduct(
  handle: string,
  rows: readonly Row[],
  context: ReadingContext,
): { product: ImportedProduct | undefined; problems: Problem[] } {
  const { columns } = context;
  const problems: Problem[] = [];
  const report = (row: Row, problem: CellProblem) =>
    problems.push({ line: row.line, column: problem.column, code: problem.code, message: problem.message, handle });
  const attempt = <Result>(row: Row, read: () => Result): Result | undefined => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof CellProblem)) throw error;
      report(row, error);
      return undefined;
    }
  };
  const leaveOut = (why: string) => {
    const reported = new Set(problems.map(({ line }) => line));
    for (const row of rows) {
      if (!reported.has(row.line)) report(row, new CellProblem('product_left_out', null, why));
    }
    return { product: undefined, problems };
  };

  const titled = rows.find((row) => columns.cell(row, 'title').trim() !== '');
  const [first] = rows;
  if (!first) return { product: undefined, problems };
  if (!titled) {
    report(first, new CellProblem('title_missing', columns.nameOf('title'), 'The product has no title.'));
    return leaveOut(`Line ${first.line} was to give the product's title.`);
  }

  const own = attempt(titled, () => {
    checkCells(titled, columns);
    return readOwnRow(titled, columns);
  });
  if (!own) return leaveOut(`The product's own row, line ${titled.line}, was left out.`);

  const options = readOptions(titled, rows, columns);
  const variants = new Map<string, { variant: ImportedVariant; line: number }>();
  const images = imageList();
  const collections = new Set<string>();
  const some = rows.some((row) => hasOptionValue(row, columns));

  for (const row of rows) {
    const read = attempt(row, () => {
      if (row !== titled) {
        checkCells(row, columns);
        checkTitle(row, own.title, titled.line, columns);
      }
      const variant = isVariantRow(row, row === titled, some, columns) ? readVariant(row, options, context) : undefined;
      const key = JSON.stringify(variant?.optionValues);
      const before = variant && variants.get(key);
      if (before) {
        throw new CellProblem(
          'option_combination_duplicate',
          columns.optionName(1, 'value'),
          `Line ${before.line} has the same options${variant.optionValues.length > 0 ? ` ${quoted(variant.optionValues.join(' / '))}` : ''}.`,
        );
      }
      if (variant && variants.size >= MAX_VARIANTS) {
        throw new CellProblem('too_many_variants', null, `A product has at most ${MAX_VARIANTS} variants.`);
      }
      const image = readImage(row, columns);
      return { key, variant, image, collection: columns.cell(row, 'collection').trim() };
    });
    if (!read) {
      if (row === titled) return leaveOut(`The product's own row, line ${titled.line}, was left out.`);
      continue;
    }
    if (read.variant) variants.set(read.key, { variant: read.variant, line: row.line });
    if (read.image) images.add(read.image);
    if (read.collection !== '') collections.add(read.collection);
  }
  if (variants.size === 0) return leaveOut("None of the product's variants could be read.");

  const list = [...variants.values()].map(({ variant }) => variant);
  // A variant's picture is a picture of the product too, even where no row of its own says so.
  for (const { imageUrl } of list)
    if (imageUrl !== null && !images.has(imageUrl))
      images.add({ url: imageUrl, alt: '', position: undefined, width: null, height: null });
  const product: ImportedProduct = {
    handle,
    ...own,
    options: options.map(({ name, linkedTo }) => ({ name, linkedTo })),
    images: images.all(),
    variants: list,
    collections: [...collections],
  };
  return { product, problems };
}

function checkCells(row: Row, columns: Columns): void {
  const more = row.cells.findIndex((cell, index) => index >= columns.count && cell.trim() !== '');
  if (more !== -1) {
    throw new CellProblem(
      'too_many_cells',
      null,
      `The row has ${row.cells.length} cells and the header ${columns.count}: is a quote missing?`,
    );
  }
  for (const position of columns.optionPositions) {
    if (position > MAX_OPTIONS && columns.option(row, position, 'value').trim() !== '') {
      const column = columns.optionName(position, 'value');
      throw new CellProblem('too_many_options', column, `A product has at most ${MAX_OPTIONS} options.`);
    }
  }
}

function checkTitle(row: Row, title: string, line: number, columns: Columns): void {
  const again = columns.cell(row, 'title');
  if (again.trim() === '' || again === title) return;
  throw new CellProblem(
    'handle_conflict',
    columns.nameOf('handle'),
    `Line ${line} gives this handle another title: two products cannot share a handle.`,
  );
}

function readOwnRow(row: Row, columns: Columns) {
  const cell = (field: Field, max: number) => within(columns.cell(row, field), max, columns.nameOf(field));
  const tags = [
    ...new Set(
      columns
        .cell(row, 'tags')
        .split(',')
        .map((tag) => tag.trim()),
    ),
  ].filter((tag) => tag !== '');
  if (tags.length > MAX_TAGS) {
    throw new CellProblem('too_many_tags', columns.nameOf('tags'), `A product has at most ${MAX_TAGS} tags.`);
  }
  const { status, listed } = readStatus(columns.cell(row, 'status'), columns.nameOf('status'));
  const seo = (field: Field) => cell(field, 2000) || null;
  return {
    title: cell('title', 1000),
    bodyHtml: cell('body', 500_000),
    vendor: cell('vendor', 255).trim(),
    type: cell('type', 255).trim(),
    tags: tags.map((tag) => within(tag, 255, columns.nameOf('tags'))),
    status,
    published: parseFlag(columns.cell(row, 'published'), columns.nameOf('published'), true) && listed,
    giftCard: parseFlag(columns.cell(row, 'giftCard'), columns.nameOf('giftCard'), false),
    seoTitle: seo('seoTitle'),
    seoDescription: seo('seoDescription'),
    extra: readExtra(row, columns, (ofVariant) => !ofVariant),
  };
}

function readStatus(text: string, column: string): { status: ImportedProduct['status']; listed: boolean } {
  const word = text.trim().toLowerCase();
  if (word === '' || word === 'active') return { status: 'active', listed: true };
  if (word === 'draft' || word === 'archived') return { status: word, listed: true };
  // Shopify's newest status: on sale for whoever has the address. We have no such state, and hiding it is the safe side.
  if (word === 'unlisted') return { status: 'active', listed: false };
  throw new CellProblem('status_unknown', column, `${quoted(text)} is not a status: active, draft or archived.`);
}

interface Option {
  readonly position: number;
  readonly name: string;
  readonly linkedTo: string;
}

const positionsOf = (columns: Columns) => columns.optionPositions.filter((position) => position <= MAX_OPTIONS);

const hasOptionValue = (row: Row, columns: Columns) =>
  positionsOf(columns).some((position) => columns.option(row, position, 'value').trim() !== '');

/** The options of a product; none where Shopify writes its placeholder "Title: Default Title". */
function readOptions(titled: Row, rows: readonly Row[], columns: Columns): Option[] {
  const used = positionsOf(columns).filter((position) =>
    rows.some((row) => columns.option(row, position, 'value').trim() !== ''),
  );
  const options = used.map((position) => {
    const first = (part: 'name' | 'linked to') =>
      [titled, ...rows].map((row) => columns.option(row, position, part).trim()).find((text) => text !== '') ?? '';
    return { position, name: first('name'), linkedTo: first('linked to') };
  });
  const [only] = options;
  const placeholder =
    options.length === 1 &&
    only !== undefined &&
    /^(?:title)?$/i.test(only.name) &&
    rows.every((row) => /^(?:default title)?$/i.test(columns.option(row, only.position, 'value').trim()));
  return placeholder ? [] : options;
}

/** Whether a row tells of a variant: by its option values, or, in a product without options, its own row. */
function isVariantRow(row: Row, own: boolean, someHaveOptions: boolean, columns: Columns): boolean {
  if (hasOptionValue(row, columns)) return true;
  const priced = columns.cell(row, 'price').trim() !== '' || columns.cell(row, 'sku').trim() !== '';
  if (own) return priced || !someHaveOptions;
  if (!priced) return false;
  throw new CellProblem(
    'option_value_missing',
    columns.optionName(1, 'value'),
    'The row has a price or a SKU, but no option that tells which variant it is.',
  );
}

function readVariant(
  row: Row,
  options: readonly Option[],
  { columns, currency, decimalComma }: ReadingContext,
): ImportedVariant {
  const cell = (field: Field, max = 255) => within(columns.cell(row, field).trim(), max, columns.nameOf(field));
  const amount = (field: Field) =>
    parseMinor(columns.cell(row, field), minorDigits(currency), columns.nameOf(field), decimalComma);
  const optionValues = options.map(({ position, name }) => {
    const value = columns.option(row, position, 'value').trim();
    if (name === '') {
      throw new CellProblem(
        'option_name_missing',
        columns.optionName(position, 'name'),
        `Option ${position} has values and no name.`,
      );
    }
    if (value === '') {
      throw new CellProblem(
        'option_value_missing',
        columns.optionName(position, 'value'),
        `The variant has no value for ${quoted(name)}.`,
      );
    }
    return within(value, 255, columns.optionName(position, 'value'));
  });
  const priceMinor = amount('price');
  if (priceMinor === undefined)
    throw new CellProblem('price_missing', columns.nameOf('price'), 'The variant has no price.');
  const imageUrl = columns.cell(row, 'variantImage').trim();
  const flag = (field: Field) => parseFlag(columns.cell(row, field), columns.nameOf(field), true);
  return {
    optionValues,
    sku: cell('sku'),
    barcode: cell('barcode'),
    priceMinor,
    compareAtMinor: amount('compareAt') ?? null,
    costMinor: amount('cost') ?? null,
    tracker: cell('tracker'),
    quantity: parseWhole(columns.cell(row, 'quantity'), columns.nameOf('quantity')),
    policy: readPolicy(columns.cell(row, 'policy'), columns.nameOf('policy')),
    grams: parseMeasure(columns.cell(row, 'grams'), columns.nameOf('grams'), decimalComma),
    weightUnit: cell('weightUnit'),
    requiresShipping: flag('requiresShipping'),
    taxable: flag('taxable'),
    taxCode: cell('taxCode'),
    fulfilment: cell('fulfilment') || 'manual',
    imageUrl: imageUrl === '' ? null : parseImageUrl(imageUrl, columns.nameOf('variantImage')),
    extra: readExtra(row, columns, (ofVariant) => ofVariant || columns.cell(row, 'title').trim() === ''),
  };
}

/** `deny` and `continue` in the old column; the new one asks whether to go on selling. */
function readPolicy(text: string, column: string): ImportedVariant['policy'] {
  const word = text.trim().toLowerCase();
  if (['', 'deny', 'false', 'no', '0'].includes(word)) return 'deny';
  if (['continue', 'true', 'yes', '1'].includes(word)) return 'continue';
  throw new CellProblem('policy_unknown', column, `${quoted(text)} is neither deny nor continue.`);
}

function readExtra(row: Row, columns: Columns, wanted: (ofVariant: boolean) => boolean): Record<string, string> {
  const entries = columns.others
    .filter(({ ofVariant, index }) => wanted(ofVariant) && (row.cells[index] ?? '') !== '')
    .map(({ name, index }) => [name, row.cells[index] ?? ''] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

type FoundImage = Omit<ImportedImage, 'position'> & { readonly position: number | undefined };

function readImage(row: Row, columns: Columns): FoundImage | undefined {
  const src = columns.cell(row, 'imageSrc').trim();
  if (src === '') return undefined;
  const url = parseImageUrl(src, columns.nameOf('imageSrc'));
  const whole = (field: Field) => parseWhole(columns.cell(row, field), columns.nameOf(field)) || undefined;
  const alt = within(columns.cell(row, 'imageAlt'), 2000, columns.nameOf('imageAlt'));
  return {
    url,
    alt,
    position: whole('imagePosition'),
    width: whole('imageWidth') ?? null,
    height: whole('imageHeight') ?? null,
  };
}

/** Images in the order of their positions; one without a position comes after those before it, and only once. */
function imageList() {
  const images = new Map<string, ImportedImage>();
  const urls = new Set<string>();
  let last = 0;
  return {
    has: (url: string) => urls.has(url),
    add(image: FoundImage) {
      if (image.position === undefined && urls.has(image.url)) return;
      const position = image.position ?? last + 1;
      const key = `${position} ${image.url}`;
      if (!images.has(key)) images.set(key, { ...image, position });
      urls.add(image.url);
      last = Math.max(last, position);
    },
    all: () => [...images.values()].sort((a, b) => a.position - b.position),
  };
}
