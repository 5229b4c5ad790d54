import { type Database, isAbort } from '../db/database.ts';
import { demand } from './order-changes.ts';
import { SEEN } from './page-writes.ts';

/** Redirects that a store may have. */
const MOST_REDIRECTS = 10_000;

export interface NewRedirect {
  readonly path: string;
  readonly target: string | null;
  readonly status: 301 | 302 | 410;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** A store's redirects, for who sets them. */
export interface RedirectWriter {
  /**
   * Puts a redirect. Where it leads to a path that itself leads on for good, it leads there at once, as do those that led to its
   * path. `loop` where it would lead back, `full` where there are too many; nothing is written then.
   */
  put(redirect: NewRedirect): Promise<'written' | 'loop' | 'full'>;
  /** Whether it was there. */
  remove(path: string): Promise<boolean>;
}

/** A target's path, without query and fragment: what is found there leads on whatever they say. */
const pathOf = (target: string): string =>
  `substr(${target}, 1, min(instr(${target} || '?', '?'), instr(${target} || '#', '#')) - 1)`;

/** All paths that a target leads to, itself among them. */
const LEADS_TO = `WITH RECURSIVE way (path) AS (SELECT ${pathOf(':target')}
  UNION SELECT ${pathOf('r.target')} FROM redirects r JOIN way w ON r.path = w.path WHERE r.target IS NOT NULL)`;

export function redirectWriter(db: Database): RedirectWriter {
  return {
    async put({ path, target, status, at }) {
      const args = { path, target };
      try {
        await db.write([
          demand(
            'redirect_loop',
            `:target IS NULL OR NOT EXISTS (${LEADS_TO} SELECT 1 FROM way WHERE path = :path)`,
            args,
          ),
          {
            sql: `INSERT INTO redirects (path, target, status, origin, created_at)
                  SELECT :path, coalesce((SELECT target FROM redirects WHERE path = :target AND status = 301), :target),
                    :status, 'merchant', :at
                  WHERE true
                  ON CONFLICT (path) DO UPDATE SET target = excluded.target, status = excluded.status, origin = 'merchant',
                    created_at = excluded.created_at`,
            args: { ...args, status, at },
          },
          {
            sql: `UPDATE redirects SET target = (SELECT target FROM redirects WHERE path = :path)
                  WHERE target = :path AND (SELECT status FROM redirects WHERE path = :path) = 301`,
            args: { path },
          },
          demand('too_many_pages', '(SELECT count(*) FROM redirects) <= :most', { most: MOST_REDIRECTS }),
          SEEN,
        ]);
        return 'written';
      } catch (error) {
        if (isAbort(error, 'redirect_loop')) return 'loop';
        if (isAbort(error, 'too_many_pages')) return 'full';
        throw error;
      }
    },

    async remove(path) {
      const [removed] = await db.write([{ sql: 'DELETE FROM redirects WHERE path = ?', args: [path] }, SEEN]);
      return removed?.rowsAffected === 1;
    },
  };
}
