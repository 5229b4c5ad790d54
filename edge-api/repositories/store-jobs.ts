import { z } from 'zod';
import type { PlatformDatabase } from '../db/database.ts';
import { json } from './columns.ts';

/** Work on a store that takes several steps. `create` and `clone` make a store, the others need one. */
export const StoreJobKind = z.enum(['create', 'restore', 'clone', 'purge', 'backup']);
export type StoreJobKind = z.infer<typeof StoreJobKind>;

const COLUMNS = `id, store_id AS "storeId", handle, kind, step, detail, owner, held_until AS "heldUntil",
  created_at AS "createdAt", updated_at AS "updatedAt"`;

const JobRow = z.object({
  id: z.string(),
  storeId: z.string(),
  handle: z.string(),
  kind: StoreJobKind,
  /** The step that was begun last; it may have been done, in part or whole. */
  step: z.string(),
  /** What whoever goes on with it needs to know; never a secret. */
  detail: json(z.record(z.string(), z.unknown())),
  /** The attempt that works on it. */
  owner: z.string(),
  /** After this, another attempt may take it over. */
  heldUntil: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
/** A piece of work on a store, one at a time for each handle. Times are UTC, ISO 8601. */
export type StoreJob = z.infer<typeof JobRow>;

/** Names an attempt that holds a job. */
export type JobHold = Pick<StoreJob, 'id' | 'owner'>;

/** Work on stores that is under way or was interrupted. Everything but reading is refused to whoever does not hold the job. */
export interface StoreJobRepository {
  find(handle: string): Promise<StoreJob | undefined>;
  /**
   * Writes a job down. False when the handle has one already, when a store to be made is there (`create`, `clone`), or when
   * a store to be worked on is not (`restore`, `purge`, `backup`).
   */
  begin(job: Omit<StoreJob, 'createdAt' | 'updatedAt'>, now: string): Promise<boolean>;
  /** Gives an abandoned job to another attempt; undefined when it is held, done, or somebody was faster. */
  takeOver(hold: JobHold, now: string, heldUntil: string): Promise<StoreJob | undefined>;
  /** Writes down the step that begins and what is known by now; false when the job is another's. */
  step(
    hold: JobHold,
    change: { step: string; detail: Readonly<Record<string, unknown>> },
    now: string,
    heldUntil: string,
  ): Promise<boolean>;
  /** Holds a job longer; false when it is another's. */
  renew(hold: JobHold, now: string, heldUntil: string): Promise<boolean>;
  /** Forgets a job; false when it is another's. */
  finish(hold: JobHold): Promise<boolean>;
  /** Jobs nobody holds any more, by handle, keyset paged. */
  listStale(now: string, page?: { after?: string; limit?: number }): Promise<StoreJob[]>;
}

export function storeJobRepository(platform: PlatformDatabase): StoreJobRepository {
  const find = async (where: string, args: string[]) => {
    const row = await platform.first(`SELECT ${COLUMNS} FROM store_jobs WHERE ${where}`, args);
    return row && JobRow.parse(row);
  };
  return {
    find: (handle) => find('handle = ?', [handle]),

    async begin({ detail, ...job }, now) {
      const makesOne = job.kind === 'create' || job.kind === 'clone';
      const fits = makesOne
        ? 'NOT EXISTS (SELECT 1 FROM stores WHERE handle = :handle)'
        : 'EXISTS (SELECT 1 FROM stores WHERE id = :storeId AND handle = :handle)';
      const changed = await platform.run(
        `INSERT INTO store_jobs (id, store_id, handle, kind, step, detail, owner, held_until, created_at, updated_at)
         SELECT :id, :storeId, :handle, :kind, :step, :detail, :owner, :heldUntil, :now, :now WHERE ${fits}
         ON CONFLICT (handle) DO NOTHING`,
        { ...job, detail: JSON.stringify(detail), now },
      );
      return changed > 0;
    },

    async takeOver({ id, owner }, now, heldUntil) {
      const changed = await platform.run(
        'UPDATE store_jobs SET owner = ?, held_until = ?, updated_at = ? WHERE id = ? AND held_until <= ?',
        [owner, heldUntil, now, id, now],
      );
      return changed > 0 ? find('id = ? AND owner = ?', [id, owner]) : undefined;
    },

    step: async ({ id, owner }, { step, detail }, now, heldUntil) =>
      (await platform.run(
        'UPDATE store_jobs SET step = ?, detail = ?, held_until = ?, updated_at = ? WHERE id = ? AND owner = ?',
        [step, JSON.stringify(detail), heldUntil, now, id, owner],
      )) > 0,

    renew: async ({ id, owner }, now, heldUntil) =>
      (await platform.run('UPDATE store_jobs SET held_until = ?, updated_at = ? WHERE id = ? AND owner = ?', [
        heldUntil,
        now,
        id,
        owner,
      ])) > 0,

    finish: async ({ id, owner }) =>
      (await platform.run('DELETE FROM store_jobs WHERE id = ? AND owner = ?', [id, owner])) > 0,

    async listStale(now, { after = '', limit = 100 } = {}) {
      const rows = await platform.all(
        `SELECT ${COLUMNS} FROM store_jobs WHERE held_until <= ? AND handle > ? ORDER BY handle LIMIT ?`,
        [now, after, limit],
      );
      return rows.map((row) => JobRow.parse(row));
    },
  };
}
