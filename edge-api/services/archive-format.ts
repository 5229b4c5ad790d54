import { z } from 'zod';
import {
  ArchiveEnd,
  ArchiveFile,
  ArchiveHeader,
  type ArchiveLine,
  ArchivePiece,
  type ArchiveRow,
  ArchiveValue,
  ARCHIVE,
} from '../contract/archive.ts';
import { ArchiveError } from '../repositories/archive-error.ts';
import { tableDigest } from '../repositories/table-digest.ts';
import { FileReader } from './archive-media.ts';

/** Characters of one line at most: a product has kilobytes, so a longer one is not ours. */
const LONGEST = 16 * 1024 * 1024;
/** How deep a line's lists and objects may lie in each other; the header's columns lie deepest, in the fourth. */
const DEEPEST = 8;
/** A line that is neither the first nor a row. */
const OtherLine = z.union([ArchivePiece, ArchiveFile, ArchiveEnd]);
/** Characters compressed at a time. */
const PIECE = 64 * 1024;

/** An archive as bytes: gzip of lines of JSON. It is made as it is read, so that no store is too large. */
export function encodeArchive(lines: AsyncIterable<ArchiveLine>): ReadableStream<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  const iterator = lines[Symbol.asyncIterator]();
  const text = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      let piece = '';
      while (piece.length < PIECE) {
        const { value, done } = await iterator.next();
        if (done) {
          if (piece !== '') controller.enqueue(encoder.encode(piece));
          controller.close();
          return;
        }
        piece += `${JSON.stringify(value)}\n`;
      }
      controller.enqueue(encoder.encode(piece));
    },
    async cancel() {
      await iterator.return?.(undefined);
    },
  });
  return text.pipeThrough(new CompressionStream('gzip'));
}

/** Reads an archive's lines, each checked; throws `ArchiveError` where it is damaged or cut off. */
export async function* decodeArchive(
  bytes: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<ArchiveLine, void> {
  let first = true;
  for await (const text of linesOf(bytes)) {
    yield first ? parseHeader(text) : parseLine(text);
    first = false;
  }
  if (first) throw new ArchiveError('The archive is empty.');
}

/**
 * Reads an archive to its end and checks its sums, without a database; answers its first line. Throws `ArchiveError` for one
 * that is not as it was made.
 */
export async function checkArchive(
  lines: AsyncIterable<ArchiveLine>,
): Promise<{ header: ArchiveHeader; end: ArchiveEnd }> {
  let header: ArchiveHeader | undefined;
  let end: ArchiveEnd | undefined;
  const digests = new Map<number, ReturnType<typeof tableDigest>>();
  const files = new FileReader();
  for await (const line of lines) {
    if (end) throw new ArchiveError('The archive goes on after its last line.');
    if (Array.isArray(line)) {
      const [index, ...values] = line;
      let digest = digests.get(index);
      if (!digest) digests.set(index, (digest = tableDigest()));
      await digest.add(values);
    } else if ('end' in line) end = line;
    else if ('archive' in line) header = line;
    await files.take(line);
  }
  if (!header || !end) throw new ArchiveError('The archive was cut off: its last line is missing.');
  for (const [index, { name }] of header.tables.entries()) {
    const sum = await (digests.get(index) ?? tableDigest()).sum();
    if (sum.digest !== end.tables[name]?.digest || sum.rows !== end.tables[name].rows)
      throw new ArchiveError(`The archive's rows of ${name} are not those it was made with.`);
  }
  return { header, end };
}

async function* linesOf(bytes: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<string, void> {
  const reader = bytes.pipeThrough(new DecompressionStream('gzip')).getReader();
  const decoder = new TextDecoder('utf-8', { fatal: true });
  // Pieces of a line whose end has not come; each is looked through once, however long the line becomes.
  let rest: string[] = [];
  let length = 0;
  try {
    for (;;) {
      const { value, done } = await reader.read().catch(damaged);
      let text = '';
      try {
        text = done ? decoder.decode() : decoder.decode(value, { stream: true });
      } catch (error) {
        damaged(error);
      }
      const [first = '', ...others] = text.split('\n');
      rest.push(first);
      length += first.length;
      if (length > LONGEST) throw new ArchiveError('The archive has a line that is too long.');
      const last = others.pop();
      if (last !== undefined) {
        yield rest.join('');
        yield* others;
        rest = [last];
        length = last.length;
      }
      if (done) break;
    }
    if (length > 0) throw new ArchiveError('The archive was cut off in the middle of a line.');
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function damaged(cause: unknown): never {
  throw new ArchiveError('The archive is damaged: it does not unpack.', { cause });
}

function parseJson(text: string): unknown {
  if (isDeep(text)) throw new ArchiveError('The archive is damaged: a line is not one of ours.');
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ArchiveError('The archive is damaged: a line is not JSON.', { cause });
  }
}

/** Whether lists or objects lie deeper in each other than in any line of ours; to parse such a line takes gigabytes. */
function isDeep(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (char === '"') at = endOfText(text, at);
    else if (char === '[' || char === '{') {
      depth += 1;
      if (depth > DEEPEST) return true;
    } else if (char === ']' || char === '}') depth -= 1;
  }
  return false;
}

/** Where the text that begins at a quote ends: at the first quote before which stands an even number of backslashes. */
function endOfText(text: string, from: number): number {
  for (let end = from; ;) {
    end = text.indexOf('"', end + 1);
    if (end < 0) return text.length;
    let before = end - 1;
    while (text[before] === '\\') before -= 1;
    if ((end - before) % 2 === 1) return end;
  }
}

function parseHeader(text: string): ArchiveHeader {
  const value = parseJson(text);
  const version = typeof value === 'object' && value !== null && 'version' in value ? value.version : undefined;
  if (typeof version === 'number' && version > ARCHIVE.version)
    throw new ArchiveError(`The archive has the form ${version}, which only a newer version reads.`);
  const { success, data } = ArchiveHeader.safeParse(value);
  if (!success) throw new ArchiveError('This is not the archive of a store.');
  return data;
}

function parseLine(text: string): ArchiveLine {
  const value = parseJson(text);
  if (isRow(value)) return value;
  const { success, data } = OtherLine.safeParse(value);
  if (!success) throw new ArchiveError('The archive is damaged: a line is not one of ours.');
  return data;
}

/** As `ArchiveRow`; almost all values are texts and numbers, and asking the schema about each takes ten times as long. */
function isRow(value: unknown): value is ArchiveRow {
  return (
    Array.isArray(value) &&
    Number.isInteger(value[0]) &&
    value.every(
      (part) =>
        typeof part === 'string' || typeof part === 'number' || part === null || ArchiveValue.safeParse(part).success,
    )
  );
}
