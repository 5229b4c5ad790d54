import { z } from 'zod';
import { type Database, isDuplicate } from '../db/database.ts';
import { json } from './columns.ts';
import { SEEN } from './page-writes.ts';

const StoredRendition = z.object({ format: z.string(), width: z.int(), bytes: z.int() });
/** A file that was made of a picture. */
export type StoredRendition = z.infer<typeof StoredRendition>;

const MediaRow = z.object({
  id: z.string(),
  digest: z.string(),
  name: z.string(),
  mime: z.string(),
  bytes: z.int(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  frames: z.int(),
  alt: z.string(),
  colour: z.string().nullable(),
  renditions: json(z.array(StoredRendition)),
  createdAt: z.int(),
});
/** A picture as it is kept; `createdAt` is epoch milliseconds. */
export type StoredMedia = z.infer<typeof MediaRow>;

const COLUMNS = `id, digest, name, mime, bytes, width, height, frames, alt, colour, renditions, created_at AS "createdAt"`;

/** Where a list goes on: behind the last of the page before. */
export interface MediaPosition {
  readonly createdAt: number;
  readonly id: string;
}

export interface MediaRepository {
  /** False when there is one of this digest. */
  add(media: Omit<StoredMedia, 'renditions'>): Promise<boolean>;
  find(id: string): Promise<StoredMedia | undefined>;
  findByDigest(digest: string): Promise<StoredMedia | undefined>;
  /** Those of these digests that there are. */
  findAll(digests: readonly string[]): Promise<StoredMedia[]>;
  /** Newest first; every one of the words is in its name. */
  list(page: { words: readonly string[]; limit: number; after?: MediaPosition | undefined }): Promise<StoredMedia[]>;
  change(id: string, change: { name: string; alt: string }): Promise<void>;
  /** What was removed, to remove its files. */
  remove(id: string): Promise<StoredMedia | undefined>;
  /** Notes a file that was made; false when its picture is gone. */
  noteRendition(digest: string, made: StoredRendition): Promise<boolean>;
  /** Bytes of all originals and what was made of them. */
  bytes(): Promise<number>;
}

export function mediaRepository(db: Database): MediaRepository {
  const first = async (sql: string, args: string[]) => {
    const row = await db.first(sql, args);
    return row && MediaRow.parse(row);
  };
  return {
    async add(media) {
      try {
        await db.run(
          `INSERT INTO media (id, digest, name, mime, bytes, width, height, frames, alt, colour, created_at)
           VALUES (:id, :digest, :name, :mime, :bytes, :width, :height, :frames, :alt, :colour, :createdAt)`,
          { ...media },
        );
        return true;
      } catch (error) {
        if (isDuplicate(error, 'media.digest')) return false;
        throw error;
      }
    },

    find: (id) => first(`SELECT ${COLUMNS} FROM media WHERE id = ?`, [id]),
    findByDigest: (digest) => first(`SELECT ${COLUMNS} FROM media WHERE digest = ?`, [digest]),

    async findAll(digests) {
      if (digests.length === 0) return [];
      const rows = await db.all(`SELECT ${COLUMNS} FROM media WHERE digest IN (SELECT value FROM json_each(?))`, [
        JSON.stringify(digests),
      ]);
      return rows.map((row) => MediaRow.parse(row));
    },

    async list({ words, limit, after }) {
      const named = words.map(() => `name LIKE ? ESCAPE '\\'`);
      const behind = after ? ['(created_at < ? OR (created_at = ? AND id < ?))'] : [];
      const where = [...named, ...behind].join(' AND ') || 'true';
      const rows = await db.all(
        `SELECT ${COLUMNS} FROM media WHERE ${where} ORDER BY created_at DESC, id DESC LIMIT ?`,
        [
          ...words.map((word) => `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`),
          ...(after ? [after.createdAt, after.createdAt, after.id] : []),
          limit,
        ],
      );
      return rows.map((row) => MediaRow.parse(row));
    },

    async change(id, { name, alt }) {
      await db.write([{ sql: 'UPDATE media SET name = ?, alt = ? WHERE id = ?', args: [name, alt, id] }, SEEN]);
    },

    async remove(id) {
      const [gone] = await db.write([{ sql: `DELETE FROM media WHERE id = ? RETURNING ${COLUMNS}`, args: [id] }, SEEN]);
      const [row] = gone?.rows ?? [];
      return row && MediaRow.parse(row);
    },

    async noteRendition(digest, made) {
      const changed = await db.run(
        `UPDATE media SET renditions = (
           SELECT json_group_array(json(value)) FROM (
             SELECT value FROM json_each(media.renditions)
               WHERE NOT (value ->> 'format' = :format AND value ->> 'width' = :width)
             UNION ALL SELECT json_object('format', :format, 'width', :width, 'bytes', :bytes)))
         WHERE digest = :digest`,
        { digest, ...made },
      );
      return changed > 0;
    },

    async bytes() {
      const row = await db.first(
        `SELECT coalesce(sum(bytes), 0) + (
           SELECT coalesce(sum(made.value ->> 'bytes'), 0) FROM media, json_each(media.renditions) made) AS bytes
         FROM media`,
      );
      return z.object({ bytes: z.int() }).parse(row).bytes;
    },
  };
}
