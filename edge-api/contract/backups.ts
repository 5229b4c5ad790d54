import { z } from '@hono/zod-openapi';
import { plainText } from './plain-text.ts';

/** A backup of a store. Times are UTC, ISO 8601. */
export const Backup = z
  .object({
    id: z.string(),
    note: z.string(),
    createdAt: z.string(),
    /** Length of the archive, in bytes. */
    bytes: z.int(),
    /** SHA-256 of the archive, hex. */
    sha256: z.string(),
    /** The last migration its store had run. */
    schema: z.string(),
    /** Rows by table. */
    rows: z.record(z.string(), z.int()),
    /** Files of pictures in it, and how many of the library are not; null where there is no place for pictures. */
    pictures: z.object({ count: z.int(), bytes: z.int(), left: z.int() }).nullable(),
  })
  .openapi('Backup');
export type Backup = z.infer<typeof Backup>;

/** `GET …/backups`: newest first. */
export const BackupList = z.object({ backups: z.array(Backup) }).openapi('BackupList');
export const BackupAnswer = z.object({ backup: Backup }).openapi('BackupAnswer');

/** `POST …/backups`. */
export const NewBackup = z
  .object({
    note: plainText(200).default(''),
    /** Takes along the files of pictures. */
    pictures: z.boolean().default(true),
  })
  .openapi('NewBackup');

/** `POST …/verify`: what was read back, and found to be as it was made. */
export const VerifiedBackup = z.object({ backup: Backup, whole: z.literal(true) }).openapi('VerifiedBackup');

/** `POST …/restore`. */
export const RestoredStore = z
  .object({ store: z.object({ handle: z.string() }), backup: z.object({ id: z.string() }) })
  .openapi('RestoredStore');

/** `POST /v1/platform/stores/{store}/clone`. */
export const NewClone = z
  .object({
    handle: z.string().max(100),
    /** The store's own name and "(preview)" when it is not given. */
    name: plainText(200).min(1).optional(),
    /** Copies customers and orders too; a preview needs neither. */
    withOrders: z.boolean().default(false),
  })
  .openapi('NewClone');

export const ClonedStore = z
  .object({ store: z.object({ handle: z.string(), name: z.string(), clonedFrom: z.string() }) })
  .openapi('ClonedStore');

/** `POST /v1/platform/stores/{store}/purge`. */
export const PurgeStore = z.object({ keepBackups: z.boolean().default(false) }).openapi('PurgeStore');

/** What was looked for after a store was erased, and what of it was found: nothing. */
export const ErasedStore = z
  .object({
    store: z.object({ id: z.string(), handle: z.string() }),
    erased: z.boolean(),
    findings: z.array(z.object({ what: z.string(), left: z.array(z.string()) })),
  })
  .openapi('ErasedStore');
