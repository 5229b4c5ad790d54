import type { Intent } from './intent.ts';
import { QUEUED, readLocal, writeLocal } from './local.ts';

/** An intent that was made before the cart's code arrived, with the id its entry is to have. */
export type QueuedIntent = readonly [id: string, intent: Intent];

/** Age at which the page that queued an intent has either handed it over or gone, in milliseconds. */
const ABANDONED_MS = 5000;

/**
 * Intents in localStorage whose page did not get to hand them over, taken out of there; and how long until it is worth
 * looking again, if some may still be on their way. While a page lives it performs its intents itself: a second tab that
 * took one up too would make two different entries of one id.
 */
export function takeAbandoned(prefix: string): { abandoned: QueuedIntent[]; againMs: number | undefined } {
  const found: [at: number, ...QueuedIntent][] = [];
  let againMs: number | undefined;
  let keys: string[] = [];
  try {
    keys = Object.keys(localStorage).filter((key) => key.startsWith(prefix + QUEUED));
  } catch {
    // Denied: then nothing was queued there.
  }
  for (const key of keys) {
    try {
      const [at, intent] = JSON.parse(readLocal(key) ?? '') as [number, Intent];
      if (Math.abs(Date.now() - at) < ABANDONED_MS) {
        againMs = ABANDONED_MS;
        continue;
      }
      found.push([at, key.slice((prefix + QUEUED).length), intent]);
    } catch {
      // Not ours to understand.
    }
    writeLocal(key, null);
  }
  found.sort(([a], [b]) => a - b);
  return { abandoned: found.map(([, id, intent]) => [id, intent]), againMs };
}
