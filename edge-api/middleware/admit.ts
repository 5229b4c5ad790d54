import type { Context } from 'hono';
import { composePlatform, type PlatformSurroundings } from '../compose-platform.ts';
import { unauthorized } from '../services/errors.ts';
import type { KeyHolder } from '../services/scopes.ts';
import type { AppEnv } from './env.ts';
import type { LeasePlatform } from './open-platform.ts';
import type { RegisteredStore } from './open-store.ts';
import { limitStore } from './rate-limits.ts';
import { refuseOrigin } from './store-cors.ts';

/** Lets a public request to a store that was found go on, or throws. */
export type Admit = (c: Context<AppEnv>, store: RegisteredStore) => Promise<void>;

/** How long a page's key is believed, in milliseconds: a revoked one may still count as one for so long. */
const BELIEVED_MS = 5000;
const MOST = 5000;

/**
 * Checks the keys that pages show, and remembers the good ones for a moment, so that a page view costs no lookup. What it is
 * given may throw before one is made.
 */
export function pageKeys(lease: LeasePlatform, surroundings: PlatformSurroundings) {
  const known = new Map<string, { holder: KeyHolder; until: number }>();
  return async (key: string, beforeLookup: () => void): Promise<KeyHolder | undefined> => {
    const at = surroundings.now();
    const kept = known.get(key);
    if (kept && kept.until > at) return kept.holder;
    known.delete(key);
    beforeLookup();
    const { database, release } = lease();
    try {
      const holder = await composePlatform(database, surroundings).keys.verify(key);
      // A secret key has no business in an address, and none in memory.
      if (holder?.kind !== 'publishable') return undefined;
      known.set(key, { holder, until: at + BELIEVED_MS });
      for (const oldest of known.keys()) {
        if (known.size <= MOST) break;
        known.delete(oldest);
      }
      return holder;
    } finally {
      release();
    }
  };
}

/**
 * The door of the public API: origins the store does not list may not write, a key that a page shows (`?key=`, which needs
 * no preflight) has to be a publishable one of this very store, and nobody may ask too often. Wrong ones are counted apart
 * from those behind keys: a page can have a merchant's own browser send them.
 */
export function admission(verify: ReturnType<typeof pageKeys>): Admit {
  return async (c, store) => {
    const { allowance } = c.var;
    refuseOrigin(c, store);
    const key = c.req.query('key');
    let holder: KeyHolder | undefined;
    if (key !== undefined) {
      holder = await verify(key, () => allowance.refuseSpent('page-keys-address', allowance.address));
      if (holder?.store?.id !== store.id) {
        await allowance.note('page-keys-address', allowance.address);
        throw unauthorized();
      }
    }
    await limitStore(c.var, c.req, { storeId: store.id, keyId: holder?.keyId });
  };
}
