import { CsvError, parse } from 'csv-parse';
import { CatalogueFileError, type Row } from './catalogue-columns.ts';

/** A catalogue's file; opened twice, as a first reading finds the products whose rows are not together. */
export type CatalogueSource = () => AsyncIterable<Uint8Array>;

/** A file that is a text already. */
export const textSource = (csv: string): CatalogueSource =>
  async function* () {
    yield new TextEncoder().encode(csv);
  };

/** The rows of a file and what separates their cells. */
export interface CatalogueFile {
  readonly delimiter: ',' | ';' | '\t';
  readonly header: Row;
  readonly rows: AsyncGenerator<Row, void>;
}

/** More than this in one row is a quote that was opened and never closed. */
const MAX_ROW_CHARACTERS = 2_000_000;

/** Reads a CSV file row by row, holding no more than a few at a time. Throws `CatalogueFileError` where it cannot go on. */
export async function readCatalogueFile(
  source: CatalogueSource,
  onBytes?: (bytes: number) => void,
): Promise<CatalogueFile> {
  const text = decode(source(), onBytes);
  const begin = await readBeginning(text);
  if (begin.trim() === '') throw new CatalogueFileError('file_empty', 1, 'The file is empty.');
  const delimiter = findDelimiter(begin);
  const rows = parseRows(rejoin(begin, text), delimiter);
  const first = await rows.next();
  if (first.done) throw new CatalogueFileError('file_empty', 1, 'The file has no header.');
  return { delimiter, header: first.value, rows };
}

async function* decode(
  chunks: AsyncIterable<Uint8Array>,
  onBytes?: (bytes: number) => void,
): AsyncGenerator<string, void> {
  let decoder: TextDecoder | undefined;
  let bytes = 0;
  const refuse = (cause: unknown) =>
    new CatalogueFileError(
      'file_encoding',
      0,
      `The file is not UTF-8 (near byte ${bytes}). Save it as "CSV UTF-8" and import it again.`,
      cause,
    );
  for await (const chunk of chunks) {
    decoder ??= new TextDecoder(encodingOf(chunk), { fatal: true });
    try {
      yield decoder.decode(chunk, { stream: true });
    } catch (error) {
      throw error instanceof TypeError ? refuse(error) : error;
    }
    bytes += chunk.length;
    onBytes?.(bytes);
  }
  try {
    yield decoder?.decode() ?? '';
  } catch (error) {
    throw refuse(error);
  }
}

/** Excel saves "Unicode text" as UTF-16 with a byte order mark; everything else has to be UTF-8. */
function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return 'utf-8';
}

async function readBeginning(text: AsyncGenerator<string, void>): Promise<string> {
  let begin = '';
  while (begin.length < 64 && !begin.includes('\n')) {
    const next = await text.next();
    if (next.done) break;
    begin += next.value;
  }
  return begin;
}

async function* rejoin(begin: string, rest: AsyncGenerator<string, void>): AsyncGenerator<string, void> {
  yield begin;
  yield* rest;
}

/** What separates the names of the header most often, outside of quotes. */
function findDelimiter(begin: string): CatalogueFile['delimiter'] {
  const [header = ''] = begin
    .replaceAll(/"(?:[^"]|"")*"/g, '')
    .trimStart()
    .split(/\r\n|\n|\r/);
  const count = (mark: string) => header.split(mark).length;
  return ([';', '\t'] as const).reduce<CatalogueFile['delimiter']>(
    (best, mark) => (count(mark) > count(best) ? mark : best),
    ',',
  );
}

async function* parseRows(text: AsyncIterable<string>, delimiter: string): AsyncGenerator<Row, void> {
  let rows: Row[] = [];
  let line = 1;
  const parser = parse({
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: MAX_ROW_CHARACTERS,
    // Taken here and not from the stream, which drops what it has read when an error comes after it.
    on_record(cells: string[]) {
      if (cells.some((cell) => cell !== '')) rows.push({ line, cells });
      line += 1;
      for (const cell of cells) line += newlines(cell);
      return null;
    },
  });
  const taken = (): Row[] => {
    const before = rows;
    rows = [];
    return before;
  };
  const refuse = (error: Error): CatalogueFileError => {
    if (error instanceof CatalogueFileError) return new CatalogueFileError(error.code, line, error.message, error);
    const code = error instanceof CsvError ? error.code : '';
    const reason =
      code === 'CSV_QUOTE_NOT_CLOSED' || code === 'CSV_MAX_RECORD_SIZE'
        ? 'a quote is opened there and not closed'
        : error.message;
    return new CatalogueFileError(
      'file_broken',
      line,
      `From line ${line} on the file cannot be read: ${reason}.`,
      error,
    );
  };
  let failed: Error | undefined;
  parser.on('error', (error) => (failed ??= error));
  parser.resume();

  const chunks = text[Symbol.asyncIterator]();
  try {
    for (;;) {
      const chunk = await chunks.next().catch((error: unknown) => {
        failed ??= error instanceof Error ? error : new Error(String(error));
        return undefined;
      });
      if (chunk && !failed) {
        await new Promise<void>((resolve) => {
          const done = () => resolve();
          if (chunk.done) parser.once('error', done).end(done);
          else parser.write(chunk.value, done);
        });
      }
      yield* taken();
      if (failed) throw refuse(failed);
      if (chunk?.done) return;
    }
  } finally {
    parser.destroy();
    await chunks.return?.();
  }
}

function newlines(cell: string): number {
  if (!cell.includes('\n') && !cell.includes('\r')) return 0;
  return cell.split(/\r\n|\n|\r/).length - 1;
}
