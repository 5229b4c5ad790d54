import { z } from 'zod';

/** Names an archive of ours, and the version of its form: 2 brings files of pictures along, 1 does not. */
export const ARCHIVE = { kind: 'vitrine-store-archive', plain: 1, version: 2 } as const;

/** No picture's file is larger: twice what may be uploaded. */
const MOST_FILE_BYTES = 40_000_000;

/** What an archive holds: a whole store, or only what a preview of it needs. */
export const ArchiveParts = z.enum(['all', 'catalogue']);
export type ArchiveParts = z.infer<typeof ArchiveParts>;

/** The first line: whose it is, which schema it has, and its tables in the order of their rows. */
export const ArchiveHeader = z.object({
  archive: z.literal(ARCHIVE.kind),
  version: z.union([z.literal(ARCHIVE.plain), z.literal(ARCHIVE.version)]),
  store: z.object({ id: z.string(), handle: z.string(), name: z.string(), currency: z.string(), locale: z.string() }),
  /** UTC, ISO 8601. */
  madeAt: z.string(),
  parts: ArchiveParts,
  migrations: z.array(z.object({ name: z.string(), checksum: z.string() })).min(1),
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()).min(1) })).min(1),
});
export type ArchiveHeader = z.infer<typeof ArchiveHeader>;

/** A value: what SQLite holds, with bytes and numbers that JSON has no word for in an object. */
export const ArchiveValue = z.union([
  z.string(),
  z.number(),
  z.null(),
  z.strictObject({ base64: z.base64() }),
  z.strictObject({ real: z.enum(['Infinity', '-Infinity']) }),
]);
export type ArchiveValue = z.infer<typeof ArchiveValue>;

/** A row: the index of its table in the header, then its values in the order of the columns. */
export const ArchiveRow = z.tuple([z.int().min(0)], ArchiveValue);
export type ArchiveRow = z.infer<typeof ArchiveRow>;

/** How many rows a table has, and their digest: equal for equal rows, wherever they are stored. */
export const TableSum = z.object({ rows: z.int().min(0), digest: z.string() });
export type TableSum = z.infer<typeof TableSum>;

/** The file of a picture, by the digest it has in the library; what is in it follows in pieces. */
export const ArchiveFile = z.strictObject({
  file: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.int().min(0).max(MOST_FILE_BYTES),
  /** SHA-256 of these bytes, hex. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type ArchiveFile = z.infer<typeof ArchiveFile>;
export const ArchivePiece = z.strictObject({ piece: z.base64() });
export type ArchivePiece = z.infer<typeof ArchivePiece>;

/** Files of pictures in an archive; `left` are those of its list that are not. */
export const ArchiveFiles = z.object({ count: z.int().min(0), bytes: z.int().min(0), left: z.int().min(0) });
export type ArchiveFiles = z.infer<typeof ArchiveFiles>;

/** The last line; without it an archive was cut off. */
export const ArchiveEnd = z.object({
  end: z.literal(true),
  tables: z.record(z.string(), TableSum),
  files: ArchiveFiles.optional(),
});
export type ArchiveEnd = z.infer<typeof ArchiveEnd>;

/** One line of an archive. */
export type ArchiveLine = ArchiveHeader | ArchiveRow | ArchiveEnd | ArchiveFile | ArchivePiece;
