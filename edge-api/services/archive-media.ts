import type { MediaStorage } from '../adapters/media/port.ts';
import {
  ARCHIVE,
  type ArchiveEnd,
  type ArchiveFile,
  type ArchiveLine,
  type ArchivePiece,
} from '../contract/archive.ts';
import { hexOf } from '../contract/bytes-text.ts';
import { ArchiveError } from '../repositories/archive-error.ts';
import { originalName } from './media/addresses.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** Bytes of one piece: whole groups of three, so that no padding stands inside a file. */
const PIECE = 48 * 1024;

const sha256 = async (bytes: Bytes): Promise<string> =>
  hexOf(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));

function encode(bytes: Uint8Array): string {
  let text = '';
  // As many arguments as every runtime takes.
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}

/** Which tables and columns of a header the list of pictures is in; undefined where it is not. */
function listIn(line: ArchiveLine): { table: number; digest: number } | undefined {
  if (Array.isArray(line) || !('tables' in line) || 'end' in line) return undefined;
  const table = line.tables.findIndex(({ name }) => name === 'media');
  const digest = line.tables[table]?.columns.indexOf('digest') ?? -1;
  return digest < 0 ? undefined : { table, digest };
}

async function* linesOfFile(digest: string, bytes: Bytes): AsyncGenerator<ArchiveFile | ArchivePiece, void> {
  yield { file: digest, bytes: bytes.byteLength, sha256: await sha256(bytes) };
  for (let at = 0; at < bytes.byteLength; at += PIECE) yield { piece: encode(bytes.subarray(at, at + PIECE)) };
}

/**
 * A store's lines with the files of its pictures before the last: originals alone, the newest first, one in memory at a time. What was
 * removed meanwhile, and what is beyond the port's limits, is left out and counted.
 */
export async function* withMedia(
  lines: AsyncIterable<ArchiveLine>,
  storeId: string,
  storage: MediaStorage,
): AsyncGenerator<ArchiveLine, void> {
  const { mostArchived: most = { files: Infinity, bytes: Infinity } } = storage;
  const digests: string[] = [];
  let list: ReturnType<typeof listIn>;
  let end: ArchiveEnd | undefined;
  for await (const line of lines) {
    if (Array.isArray(line)) {
      if (line[0] === list?.table) digests.push(String(line[1 + list.digest]));
      yield line;
    } else if ('archive' in line) {
      list = listIn(line);
      yield { ...line, version: ARCHIVE.version };
    } else if ('end' in line) end = line;
  }
  // Not before all has been read of the database, which keeps for its reader what is written over.
  if (!end) return;
  const files = { count: 0, bytes: 0, left: 0 };
  for (const digest of digests.reverse()) {
    const isFull = files.count >= most.files || files.bytes >= most.bytes;
    const bytes = isFull ? undefined : await storage.get(storeId, originalName(digest));
    if (!bytes || files.bytes + bytes.byteLength > most.bytes) files.left += 1;
    else {
      files.count += 1;
      files.bytes += bytes.byteLength;
      yield* linesOfFile(digest, bytes);
    }
  }
  yield { ...end, files };
}

/** Puts files together from their lines, and sees that each is as it was. Throws `ArchiveError`. */
export class FileReader {
  private file: ArchiveFile | undefined;
  private bytes: Bytes = new Uint8Array();
  private length = 0;
  private readonly sums = { count: 0, bytes: 0 };

  /** The file that a line completes, if it does; every line of an archive is to be handed over. */
  async take(line: ArchiveLine): Promise<{ digest: string; bytes: Bytes } | undefined> {
    if (!Array.isArray(line) && 'piece' in line) this.add(line);
    else if (this.file) throw new ArchiveError('The archive has a picture that is not whole.');
    if (Array.isArray(line)) return undefined;
    if ('file' in line) {
      this.file = line;
      this.bytes = new Uint8Array(line.bytes);
      this.length = 0;
    } else if ('end' in line) this.close(line.files);
    return this.file && this.length === this.file.bytes ? this.finish(this.file) : undefined;
  }

  private add({ piece }: ArchivePiece): void {
    const text = atob(piece);
    if (!this.file || text.length === 0 || this.length + text.length > this.file.bytes)
      throw new ArchiveError('The archive has a piece of no picture.');
    for (let at = 0; at < text.length; at += 1) this.bytes[this.length + at] = text.charCodeAt(at);
    this.length += text.length;
  }

  private async finish({ file, sha256: expected }: ArchiveFile): Promise<{ digest: string; bytes: Bytes }> {
    const { bytes } = this;
    this.file = undefined;
    this.bytes = new Uint8Array();
    if ((await sha256(bytes)) !== expected) throw new ArchiveError('A picture of the archive is not as it was made.');
    this.sums.count += 1;
    this.sums.bytes += bytes.byteLength;
    return { digest: file, bytes };
  }

  private close(files: { count: number; bytes: number } | undefined): void {
    const { count, bytes } = files ?? { count: 0, bytes: 0 };
    if (count !== this.sums.count || bytes !== this.sums.bytes)
      throw new ArchiveError('The archive does not have all the pictures it says.');
  }
}

/** An archive's lines without its files, which `keep` is given one by one. */
export async function* takeMedia(
  lines: AsyncIterable<ArchiveLine>,
  keep: (digest: string, bytes: Bytes) => Promise<void>,
): AsyncGenerator<ArchiveLine, void> {
  const files = new FileReader();
  for await (const line of lines) {
    const whole = await files.take(line);
    if (whole) await keep(whole.digest, whole.bytes);
    if (Array.isArray(line) || 'archive' in line || 'end' in line) yield line;
  }
}
