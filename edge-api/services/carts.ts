import { dominatedEntries, MAX_ENTRIES, type CartEntry } from '../contract/cart-log.ts';
import type { CartLog, CartSession, StartCartSession, SyncCartLog } from '../contract/carts.ts';
import type { CartRepository, CartRow } from '../repositories/carts.ts';
import type { StateRepository } from '../repositories/state.ts';
import { ApiError, cartNotFound } from './errors.ts';
import { randomToken, sameHash, sha256 } from './secrets.ts';
import type { StoreLiveCarts } from './live-carts.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export interface CartService {
  /** Opens a cart: a new one, or the one a token opens. `origin` is the address the browser reached us under. */
  start(request: StartCartSession, origin: string): Promise<CartSession>;
  /** Takes entries in and answers the whole log. */
  sync(cartId: string, request: SyncCartLog): Promise<CartLog>;
  /** The cart that an id and its token open; throws `cart_not_found`. */
  open(cartId: string, token: string): Promise<CartRow>;
  /** Adds entries to a cart without asking for its token: for work that the edge itself owes the cart. */
  append(cartId: string, make: (log: readonly CartEntry[]) => Promise<CartEntry[]>): Promise<void>;
  /** The guest whose cart this is in the sync server, if it is there. */
  owner(cartId: string): Promise<string | null>;
  /** Removes some carts that have expired; answers how many. */
  sweep(limit: number): Promise<number>;
}

export interface CartDependencies {
  readonly carts: CartRepository;
  readonly state: StateRepository;
  /** Live sync for this store; null where there is none. */
  readonly live: StoreLiveCarts | null;
  readonly now: () => number;
  /** Told of failures that the shopper is spared. */
  readonly onTrouble: (what: string, error: unknown) => void;
}

export function cartService({ carts, state, live, now, onTrouble }: CartDependencies): CartService {
  const lifetimeMs = async () => (await state.get()).settings.cart.expiryDays * DAY_MS;
  /** Where a cart's log is. */
  const liveOf = (cart: CartRow) => (cart.userId === null ? null : live);

  /** Moves the expiry on, at most once an hour, so that a busy cart does not write each time. */
  async function touch(cart: CartRow): Promise<number> {
    const expiresAt = now() + (await lifetimeMs());
    if (expiresAt - cart.expiresAt < HOUR_MS) return cart.expiresAt;
    await carts.extend(cart.id, expiresAt);
    if (cart.userId !== null && live) {
      const { id, userId: ownerId, createdAt } = cart;
      await live
        .putCart({ id, ownerId, createdAt, expiresAt })
        .catch((error: unknown) => onTrouble('extend a live cart', error));
    }
    return expiresAt;
  }

  /** A guest of the sync server; null when there is none or it does not answer, and the cart will do without. */
  async function liveGuest(cart: { id: string; createdAt: number; expiresAt: number }) {
    if (!live) return null;
    try {
      const guest = await live.createGuest();
      await live.putCart({ ...cart, ownerId: guest.userId });
      return guest;
    } catch (error) {
      onTrouble('open a live cart', error);
      return null;
    }
  }

  function session(cart: CartRow, token: string, expiresAt: number, origin: string): CartSession {
    const { id: cartId, userId } = cart;
    return {
      cartId,
      token,
      expiresAt,
      sync: userId !== null && live ? { ...live.endpoints(origin), user: { id: userId, refreshToken: token } } : null,
    };
  }

  async function open(cartId: string, token: string): Promise<CartRow> {
    const [cart, hash] = await Promise.all([carts.find(cartId), sha256(token)]);
    if (!sameHash(cart?.tokenHash ?? '', hash) || !cart || cart.expiresAt <= now()) throw cartNotFound();
    return cart;
  }

  /** Makes a change of a log: what is new is added, what is dominated may be forgotten, nothing is edited. */
  async function change(cart: CartRow, entries: readonly CartEntry[], forget: readonly string[]): Promise<CartEntry[]> {
    const log = liveOf(cart) ? await liveOf(cart)!.readEntries(cart.id) : await carts.entries(cart.id);
    const known = new Map(log.map((entry) => [entry.id, entry]));
    const fresh = [...new Map(entries.map((entry) => [entry.id, entry])).values()].filter(({ id }) => !known.has(id));
    const asked = new Set(forget);
    const all = [...log, ...fresh];
    // Only dominated entries: deleting any other would change what the cart means.
    const dropped = new Set(dominatedEntries(all).flatMap(({ id }) => (asked.has(id) ? [id] : [])));
    if (fresh.length > 0 && all.length - dropped.size > MAX_ENTRIES)
      throw new ApiError('cart_full', `A cart holds at most ${MAX_ENTRIES} changes. Compact it, or start another.`);

    const added = fresh.filter(({ id }) => !dropped.has(id));
    const removed = [...dropped].filter((id) => known.has(id));
    if (added.length === 0 && removed.length === 0) return log;
    const sync = liveOf(cart);
    if (!sync) return carts.change(cart.id, added, removed);
    if (added.length > 0) await sync.appendEntries(cart.id, added);
    if (removed.length > 0) await sync.forgetEntries(cart.id, removed);
    return all.filter(({ id }) => !dropped.has(id));
  }

  return {
    async start(request, origin) {
      if (request.token !== undefined) {
        const cart = await carts.findByToken(await sha256(request.token));
        if (!cart || cart.expiresAt <= now())
          throw new ApiError(
            'cart_token_invalid',
            'This token opens no cart, or one that has expired. Start a new one.',
          );
        return session(cart, request.token, await touch(cart), origin);
      }
      const createdAt = now();
      const base = { id: crypto.randomUUID(), createdAt, expiresAt: createdAt + (await lifetimeMs()) };
      const guest = await liveGuest(base);
      const token = guest?.token ?? randomToken();
      const cart: CartRow = { ...base, tokenHash: await sha256(token), userId: guest?.userId ?? null };
      await carts.insert(cart);
      return session(cart, token, cart.expiresAt, origin);
    },

    async sync(cartId, { token, entries, forget }) {
      const cart = await open(cartId, token);
      const log = await change(cart, entries, forget);
      return { entries: log, expiresAt: await touch(cart) };
    },

    open,

    async append(cartId, make) {
      const cart = await carts.find(cartId);
      if (!cart) return;
      const log = liveOf(cart) ? await liveOf(cart)!.readEntries(cart.id) : await carts.entries(cart.id);
      const entries = await make(log);
      if (entries.length === 0) return;
      if (liveOf(cart)) await liveOf(cart)!.appendEntries(cart.id, entries);
      else await carts.change(cart.id, entries, []);
    },

    owner: async (cartId) => (await carts.find(cartId))?.userId ?? null,

    async sweep(limit) {
      const expired = await carts.expired(now(), limit);
      for (const cart of expired) {
        await liveOf(cart)?.deleteCart(cart.id);
        await carts.remove(cart.id);
      }
      return expired.length;
    },
  };
}
