import { z } from 'zod';
import type { Database } from '../db/database.ts';
import { json } from './columns.ts';

const WordsRow = z.object({ id: z.string(), tags: json(z.array(z.string())), description: z.string() });
/** What lists of products leave out and blocks are given. */
export type ProductWords = z.infer<typeof WordsRow>;

/** Reads tags and the beginning of the description, as plain text, of products by id. */
export type ReadProductWords = (ids: readonly string[], mostCharacters: number) => Promise<ProductWords[]>;

export const productWords =
  (db: Database): ReadProductWords =>
  async (ids, most) => {
    if (ids.length === 0) return [];
    const rows = await db.all(
      `SELECT id, tags, substr(description_text, 1, ?) AS description FROM products
        WHERE id IN (SELECT value FROM json_each(?))`,
      [most, JSON.stringify(ids)],
    );
    return rows.map((row) => WordsRow.parse(row));
  };
