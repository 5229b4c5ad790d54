import type { StoreDatabase } from '../db/database.ts';
import { CatalogueFileError, type Columns, readHeader, type Row, unguardCell } from './catalogue-columns.ts';
import { CellProblem, handleOf, parseHandle, plainHandle } from './catalogue-import-cells.ts';
import { readProduct } from './catalogue-import-product.ts';
import type { ImportedImage, Problem, ReadingContext } from './catalogue-imported.ts';
import { type CatalogueSource, readCatalogueFile } from './catalogue-import-rows.node.ts';
import { type CatalogueLimits, type ProductToWrite, writeProducts } from './catalogue-import-write.ts';
import { parseState, readState } from './state.ts';

/** How far an import is. Bytes are counted in both readings of the file. */
export interface ImportProgress {
  readonly phase: 'checking' | 'importing';
  readonly bytes: number;
  readonly rows: number;
  readonly products: number;
}

export interface ImportOptions {
  /** Told of each row that was left out, as soon as it is known. */
  readonly onProblem?: (problem: Problem) => void;
  readonly onProgress?: (progress: ImportProgress) => void;
  /** Waited for after each transaction, such as to have its products found. */
  readonly afterBatch?: () => Promise<unknown>;
  /** What stands in for a picture until it is there, for those whose row says nothing of it; null when nobody knows. */
  readonly placeholderOf?: (url: string) => Promise<string | null>;
  /** How much the store may hold; without limit when it is left out. */
  readonly limits?: CatalogueLimits;
  /** What is said of a limit that is reached. */
  readonly sayLimit?: (limit: keyof CatalogueLimits, used: number, allowed: number) => string;
}

const UNLIMITED: CatalogueLimits = { products: null, storageBytes: null };

/** What an import did. */
export interface ImportReport {
  /** Rows below the header, empty ones not counted. */
  rows: number;
  created: number;
  updated: number;
  unchanged: number;
  /** Products of which nothing was imported. */
  leftOut: number;
  /** Rows that were left out; with 0 the whole file is in the store. */
  problems: number;
  /** Why the file could not be read to its end, or null; what came before is in the store. */
  broken: { readonly code: string; readonly line: number; readonly message: string } | null;
}

/** Products and rows of one transaction: long enough to be quick, short enough for a shop that sells meanwhile. */
const BATCH_PRODUCTS = 200;
const BATCH_ROWS = 1000;
/** Rows of one product; more would not fit in memory, and no product has them. */
const MAX_PRODUCT_ROWS = 5000;
/** Rows kept in memory because their product's other rows are elsewhere in the file. */
const MAX_SCATTERED_ROWS = 100_000;

/**
 * Imports Shopify's product CSV into a store. Rows that cannot be read are reported and left out, a product is never half
 * written, the same file again changes nothing, and an import that was interrupted can simply be run again. Throws
 * `CatalogueFileError`, with nothing written, when the file as a whole is not a catalogue.
 */
export async function importCatalogue(
  database: StoreDatabase,
  source: CatalogueSource,
  {
    onProblem,
    onProgress,
    afterBatch,
    placeholderOf,
    limits = UNLIMITED,
    sayLimit = defaultSaying,
  }: ImportOptions = {},
): Promise<ImportReport> {
  const { currency } = parseState(await database.all(readState.sql));
  const scattered = await findScattered(source, (bytes, rows) =>
    onProgress?.({ phase: 'checking', bytes, rows, products: 0 }),
  );

  const report: ImportReport = { rows: 0, created: 0, updated: 0, unchanged: 0, leftOut: 0, problems: 0, broken: null };
  let bytes = 0;
  const file = await readCatalogueFile(source, (read) => (bytes = read));
  const columns = readHeader(file.header);
  const context: ReadingContext = { columns, currency, decimalComma: file.delimiter !== ',' };
  const batch: ProductToWrite[] = [];
  let batchRows = 0;

  const tell = (problem: Problem) => {
    report.problems += 1;
    onProblem?.(problem);
  };
  const flush = async () => {
    if (batch.length === 0) return;
    const { created, updated, unchanged, refused } = await writeProducts(database, batch, limits);
    for (const { item, limit, used } of refused) {
      report.leftOut += 1;
      const { handle } = item.product;
      const message = sayLimit(limit, used, limits[limit] ?? used);
      for (const line of item.lines) tell({ line, column: null, code: 'limit_reached', message, handle });
    }
    report.created += created;
    report.updated += updated;
    report.unchanged += unchanged;
    batch.length = batchRows = 0;
    await afterBatch?.();
    onProgress?.({
      phase: 'importing',
      bytes,
      rows: report.rows,
      products: report.created + report.updated + report.unchanged,
    });
  };
  const finish = async (handle: string, rows: readonly Row[]) => {
    const { product, problems } = readProduct(handle, rows, context);
    for (const problem of problems) tell(problem);
    if (product) {
      const images = placeholderOf ? await withPlaceholders(product.images, placeholderOf) : product.images;
      const lines = rows.map(({ line }) => line);
      batch.push({ product: { ...product, images }, partial: problems.length > 0, lines });
    } else report.leftOut += 1;
    batchRows += rows.length;
    if (batch.length >= BATCH_PRODUCTS || batchRows >= BATCH_ROWS) await flush();
  };

  const waiting = new Map<string, Row[]>();
  let group: { handle: string; rows: Row[] } | undefined;
  try {
    for await (const raw of file.rows) {
      report.rows += 1;
      const row = columns.guarded ? { line: raw.line, cells: raw.cells.map(unguardCell) } : raw;
      const handle = handleOfRow(row, columns, tell);
      if (handle === undefined) continue;
      const later = scattered.has(handle);
      if (group && (later || group.handle !== handle)) {
        await finish(group.handle, group.rows);
        group = undefined;
      }
      const rows: Row[] = later ? (waiting.get(handle) ?? []) : (group?.rows ?? []);
      if (rows.length >= MAX_PRODUCT_ROWS) {
        const message = `A product has at most ${MAX_PRODUCT_ROWS} rows.`;
        tell({ line: row.line, column: columns.nameOf('handle'), code: 'too_many_variants', message, handle });
        continue;
      }
      rows.push(row);
      if (later) waiting.set(handle, rows);
      else group = { handle, rows };
    }
    if (group) await finish(group.handle, group.rows);
  } catch (error) {
    if (!(error instanceof CatalogueFileError)) throw error;
    // The product at the break may have more rows behind it, and so may those that wait: better none than half of one.
    for (const [handle, rows] of [...(group ? [[group.handle, group.rows] as const] : []), ...waiting]) {
      report.leftOut += 1;
      const message = `The file cannot be read from line ${error.line} on, and this product may go on there.`;
      for (const { line } of rows) tell({ line, column: null, code: 'product_left_out', message, handle });
    }
    waiting.clear();
    report.problems += 1;
    report.broken = { code: error.code, line: error.line, message: error.message };
  }
  for (const [handle, rows] of waiting) await finish(handle, rows);
  await flush();
  return report;
}

const withPlaceholders = (
  images: readonly ImportedImage[],
  placeholderOf: (url: string) => Promise<string | null>,
): Promise<ImportedImage[]> =>
  Promise.all(
    images.map(async (image) => ({ ...image, placeholder: image.placeholder ?? (await placeholderOf(image.url)) })),
  );

const defaultSaying = (limit: string, used: number, allowed: number): string =>
  `The limit "${limit}" is reached: ${used} of ${allowed}.`;

function handleOfRow(row: Row, columns: Columns, tell: (problem: Problem) => void): string | undefined {
  try {
    if (columns.has('handle')) return parseHandle(columns.cell(row, 'handle'), columns.nameOf('handle'));
    // Without the column every row is a product of its own, named by its title, as at Shopify.
    const made = handleOf(columns.cell(row, 'title'));
    if (made === '')
      throw new CellProblem('title_missing', columns.nameOf('title'), 'The row has neither a handle nor a title.');
    return made;
  } catch (error) {
    if (!(error instanceof CellProblem)) throw error;
    tell({ line: row.line, column: error.column, code: error.code, message: error.message, handle: null });
    return undefined;
  }
}

/** Reads the file once, and answers the handles whose rows are not all together. A file without sense throws here. */
async function findScattered(
  source: CatalogueSource,
  onRead: (bytes: number, rows: number) => void,
): Promise<ReadonlySet<string>> {
  let rows = 0;
  const file = await readCatalogueFile(source, (bytes) => onRead(bytes, rows));
  const columns = readHeader(file.header);
  const scattered = new Set<string>();
  // Hashes, so that a file of a million products fits; two that are taken for one only wait longer than they must.
  const done = new Set<number>();
  let last = '';
  let kept = 0;
  const unguard = columns.guarded ? unguardCell : (text: string) => text;
  const handleOfRaw = (row: Row) =>
    columns.has('handle')
      ? plainHandle(unguard(columns.cell(row, 'handle')))
      : handleOf(unguard(columns.cell(row, 'title')));
  try {
    for await (const row of file.rows) {
      rows += 1;
      const handle = handleOfRaw(row);
      if (handle !== last) {
        if (last !== '') done.add(hash(last));
        last = handle;
        if (done.has(hash(handle))) scattered.add(handle);
      }
      if (scattered.has(handle)) kept += 1;
      if (kept > MAX_SCATTERED_ROWS) {
        throw new CatalogueFileError(
          'file_scattered',
          row.line,
          'The rows of too many products are not together. Sort the file by handle and import it again.',
        );
      }
    }
  } catch (error) {
    // Where the file breaks off, the import that follows breaks off too, and says so.
    if (!(error instanceof CatalogueFileError) || error.code === 'file_scattered') throw error;
  }
  return scattered;
}

/** 53 bits of a text: two rounds of FNV-1a with different seeds. */
function hash(text: string): number {
  let low = 0x811c9dc5;
  let high = 0x01000193;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    low = Math.imul(low ^ code, 0x01000193);
    high = Math.imul(high ^ code, 0x85ebca6b);
  }
  return (low >>> 0) + ((high >>> 0) & 0x1fffff) * 0x1_0000_0000;
}
