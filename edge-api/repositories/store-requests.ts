import { z } from 'zod';
import type { PlatformDatabase } from '../db/database.ts';

const RequestRow = z.object({ request: z.string(), storeId: z.string() });

/** Requests to make a store that named themselves, so that the same one again makes no second store. */
export interface StoreRequestRepository {
  /** Writes a request down, unless the actor has used its key before; answers what is written under it then. */
  note(
    wish: { actor: string; key: string; request: string; storeId: string },
    now: string,
  ): Promise<{ readonly request: string; readonly storeId: string }>;
  /** Forgets requests older than a time. */
  forgetBefore(time: string): Promise<void>;
}

export function storeRequestRepository(platform: PlatformDatabase): StoreRequestRepository {
  return {
    async note({ actor, key, request, storeId }, now) {
      await platform.run(
        `INSERT INTO store_requests (actor, key, request, store_id, created_at) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (actor, key) DO NOTHING`,
        [actor, key, request, storeId, now],
      );
      const row = await platform.first(
        'SELECT request, store_id AS "storeId" FROM store_requests WHERE actor = ? AND key = ?',
        [actor, key],
      );
      return RequestRow.parse(row);
    },
    forgetBefore: async (time) => void (await platform.run('DELETE FROM store_requests WHERE created_at < ?', [time])),
  };
}
