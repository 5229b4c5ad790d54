import type { CartSession } from '../../../edge-api/contract/carts.ts';
import type { ApiError } from '../../client/api-client.ts';
import type { ShopClient } from '../../client/shop-client.ts';
import { succeed, type KeptSession, type Vault } from './vault.ts';

/** How long we wait for another tab that is making the cart, in milliseconds; a frozen tab may hold the lock for ever. */
const LOCK_MS = 8000;

/** Age at which a session is confirmed anew when it is used. */
const REFRESH_MS = 86_400_000;

/** Runs `work` while no other tab of this origin runs it, where the browser can promise that. */
async function alone<T>(name: string, work: () => Promise<T>): Promise<T> {
  let started = false;
  try {
    // `then` around the request, as browsers throw at once on pages that may not lock.
    return await navigator.locks.request(name, { signal: AbortSignal.timeout(LOCK_MS) }, () => {
      started = true;
      return work();
    });
  } catch (error) {
    if (started) throw error;
    return work();
  }
}

/** Gets the one cart session of this browser and store. */
export interface Sessions {
  /** The session there is, or a new one. `known` is what this page uses already. */
  start(known: () => KeptSession | undefined): Promise<KeptSession>;
  /** After the server refused `old`: the same cart if it does open after all, otherwise what took its place. */
  renew(old: KeptSession): Promise<KeptSession>;
  /**
   * The cart that `get` answers, from now on; `whole` when what is in the old one goes along. `current` brings the page to
   * the session that this browser keeps by now, which another tab may have changed while this one waited for its turn.
   */
  change(
    get: (old: KeptSession | undefined) => Promise<{ session: CartSession; whole: boolean }>,
    current: () => Promise<KeptSession | undefined>,
  ): Promise<KeptSession>;
}

/** Sessions of one store, shared by all tabs. */
export function openSessions(prefix: string, client: ShopClient, vault: Vault): Sessions {
  const lock = `${prefix}cart`;

  /** Asks the edge about `old`: the same cart, its expiry moved on, or another if it is gone. */
  async function renewed(old: KeptSession): Promise<KeptSession> {
    let session: CartSession;
    let lost = false;
    let expired = false;
    try {
      session = await client.startCartSession({ token: old.token });
      // It has become part of another; what this browser knows of it is handed in there once more, to be sure.
      lost = session.cartId !== old.cartId;
    } catch (error) {
      // The client rejects with `ApiError` alone.
      const { code } = error as ApiError;
      if (code !== 'cart_not_found' && code !== 'cart_token_invalid') throw error;
      session = await client.startCartSession({});
      lost = expired = true;
    }
    return vault.claim({ ...succeed(session, old, lost), expired }, old);
  }

  return {
    start: (known) =>
      alone(lock, async () => {
        const found = known() ?? (await vault.read());
        if (!found) return vault.claim(succeed(await client.startCartSession({}), undefined, false), undefined);
        // Live sync alone would let a cart in daily use expire.
        return Math.abs(Date.now() - found.at) < REFRESH_MS ? found : renewed(found);
      }),

    renew: (old) =>
      alone(lock, async () => {
        const found = await vault.read();
        // Another tab was first, or has signed in: a cart may stay and its secret change.
        return found && found.token !== old.token ? found : renewed(old);
      }),

    change: (get, current) =>
      alone(lock, async () => {
        const { session, whole } = await get(await current());
        // Once more: where tabs cannot lock, another may have gone to a new cart meanwhile, and has to find it in the chain.
        const changed = succeed(session, await current(), whole);
        await vault.put(changed);
        return changed;
      }),
  };
}
