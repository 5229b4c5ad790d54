import { z } from 'zod';
import type { PlatformDatabase } from '../db/database.ts';

/**
 * Of these apps of the sync server, those of stores that are open: active, or on a trial that has not ended. `now` is UTC,
 * ISO 8601.
 */
export async function openApps(
  platform: PlatformDatabase,
  appIds: readonly string[],
  now: string,
): Promise<ReadonlySet<string>> {
  if (appIds.length === 0) return new Set();
  const rows = await platform.all(
    `SELECT instant_app_id AS "appId" FROM stores
     WHERE instant_app_id IN (SELECT value FROM json_each(?))
       AND (status = 'active' OR (status = 'trial' AND (trial_ends_at IS NULL OR trial_ends_at > ?)))`,
    [JSON.stringify(appIds), now],
  );
  return new Set(rows.map(({ appId }) => z.string().parse(appId)));
}
