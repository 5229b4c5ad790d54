import { z } from 'zod';
import type { Database } from '../db/database.ts';

const RedirectRow = z.object({
  path: z.string(),
  /** A path or an address; null where the page is gone. */
  target: z.string().nullable(),
  status: z.union([z.literal(301), z.literal(302), z.literal(410)]),
});
export type RedirectRow = z.infer<typeof RedirectRow>;

/** Paths that lead elsewhere, or nowhere any more, as visitors find them. */
export interface RedirectReader {
  /** The first of some ways of writing a path that is known; undefined when none is. */
  find(paths: readonly string[]): Promise<RedirectRow | undefined>;
}

export function redirectReader(db: Database): RedirectReader {
  return {
    async find(paths) {
      const rows = await db.all(
        'SELECT r.path, r.target, r.status FROM json_each(?) AS asked JOIN redirects r ON r.path = asked.value ORDER BY asked.key LIMIT 1',
        [JSON.stringify(paths)],
      );
      return rows[0] && RedirectRow.parse(rows[0]);
    },
  };
}
