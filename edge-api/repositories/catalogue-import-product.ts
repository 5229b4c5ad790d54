import { type Columns, type Field, MAX_OPTIONS, type Row } from './catalogue-columns.ts';
import { CellProblem, parseFlag, quoted, within } from './catalogue-import-cells.ts';
import { imageList, readImage, readVideo, videoList } from './catalogue-import-image.ts';
import { hasOptionValue, isVariantRow, readExtra, readOptions, readVariant } from './catalogue-import-variant.ts';
import type { ImportedProduct, ImportedVariant, Problem, ReadingContext } from './catalogue-imported.ts';

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
  const videos = videoList();
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
      const video = readVideo(row, columns);
      return { key, variant, image, video, collection: columns.cell(row, 'collection').trim() };
    });
    if (!read) {
      if (row === titled) return leaveOut(`The product's own row, line ${titled.line}, was left out.`);
      continue;
    }
    if (read.variant) variants.set(read.key, { variant: read.variant, line: row.line });
    if (read.image) images.add(read.image);
    if (read.video) videos.add(read.video);
    if (read.collection !== '') collections.add(read.collection);
  }
  if (variants.size === 0) return leaveOut("None of the product's variants could be read.");

  const list = [...variants.values()].map(({ variant }) => variant);
  // A variant's picture is a picture of the product too, even where no row of its own says so.
  for (const { imageUrl } of list)
    if (imageUrl !== null && !images.has(imageUrl))
      images.add({ url: imageUrl, alt: '', position: undefined, width: null, height: null, placeholder: null });
  const product: ImportedProduct = {
    handle,
    ...own,
    options: options.map(({ name, linkedTo }) => ({ name, linkedTo })),
    images: images.all(),
    videos: videos.all(images.all()),
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
