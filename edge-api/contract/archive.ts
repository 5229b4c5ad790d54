import { z } from 'zod';

/** Names an archive of ours, and the version of its form. */
export const ARCHIVE = { kind: 'vitrine-store-archive', version: 1 } as const;

/** What an archive holds: a whole store, or only what a preview of it needs. */
export const ArchiveParts = z.enum(['all', 'catalogue']);
export type ArchiveParts = z.infer<typeof ArchiveParts>;

/** The first line: whose it is, which schema it has, and its tables in the order of their rows. */
export const ArchiveHeader = z.object({
  archive: z.literal(ARCHIVE.kind),
  version: z.literal(ARCHIVE.version),
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

/** The last line; without it an archive was cut off. */
export const ArchiveEnd = z.object({ end: z.literal(true), tables: z.record(z.string(), TableSum) });
export type ArchiveEnd = z.infer<typeof ArchiveEnd>;

/** One line of an archive. */
export type ArchiveLine = ArchiveHeader | ArchiveRow | ArchiveEnd;
