import { dominatedEntries, MAX_ENTRIES, type CartEntry } from '../contract/cart-log.ts';
import { movedEntryId } from '../contract/take-id.ts';
import type { CartLog, CartSession, StartCartSession, SyncCartLog } from '../contract/carts.ts';
import type { CartRepository, CartRow, OpenedCart } from '../repositories/carts.ts';
import type { StateRepository, StoreState } from '../repositories/state.ts';
import { ApiError, cartNotFound } from './errors.ts';
import { randomToken, sha256 } from './secrets.ts';
import { cartSharing, type CartSharing } from './cart-sharing.ts';
import type { StoreLiveCarts } from './live-carts.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Entries of one cart from which on the edge forgets what no longer matters, whether it was asked to or not. */
const TIDY_AT = 500;

export interface CartService extends CartSharing {
  /** Opens a cart: a new one, or the one a token opens. `origin` is the address the browser reached us under. */
  start(request: StartCartSession, origin: string): Promise<CartSession>;
  /** Takes entries in and answers the whole log. */
  sync(cartId: string, request: SyncCartLog): Promise<CartLog>;
  /** Whether the token opens the cart. */
  opens(cartId: string, token: string): Promise<boolean>;
  /** The log of the cart a token opens, and of what it has become part of; undefined when it opens none. Changes nothing. */
  read(cartId: string, token: string): Promise<readonly CartEntry[] | undefined>;
  /** Adds entries to a cart without asking for its token: for work that the edge itself owes the cart. */
  append(cartId: string, make: (log: readonly CartEntry[]) => Promise<CartEntry[]>): Promise<void>;
  /** The guest whose cart this is in the sync server, if it is there. */
  owner(cartId: string): Promise<string | null>;
  /** Removes some carts that have expired, and ends what merges have left undone; answers how many were removed. */
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
  const lifetimeMs = ({ settings }: StoreState) => settings.cart.expiryDays * DAY_MS;
  /** Live sync for a cart whose log is there. */
  const liveOf = ({ userId }: CartRow) => (userId === null ? null : live);
  const readLog = async ({ cart, entries }: OpenedCart) => (await liveOf(cart)?.readEntries(cart.id)) ?? entries;

  /** Puts a cart into the sync server as its guest's, also when it goes over to another meanwhile. */
  async function putOwned(cart: CartRow, sync: StoreLiveCarts): Promise<void> {
    const { id, userId: ownerId, createdAt, expiresAt, guest } = cart;
    if (ownerId !== null) await sync.putCart({ id, ownerId, createdAt, expiresAt });
    const now = (await carts.read(id))?.cart;
    if (now && now.guest !== guest) await putOwned(now, sync);
  }

  /** Moves the expiry on, at most once an hour, so that a busy cart does not write each time. */
  async function touch({ cart, state }: Pick<OpenedCart, 'cart' | 'state'>): Promise<number> {
    const expiresAt = now() + lifetimeMs(state);
    if (expiresAt - cart.expiresAt < HOUR_MS) return cart.expiresAt;
    const own = await carts.extend(cart.id, expiresAt);
    if (own?.userId && live)
      await putOwned(own, live).catch((error: unknown) => onTrouble('extend a live cart', error));
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

  function session(
    cart: Pick<CartRow, 'id' | 'userId'>,
    token: string,
    expiresAt: number,
    origin: string,
  ): CartSession {
    const { id: cartId, userId } = cart;
    return {
      cartId,
      token,
      expiresAt,
      sync: userId !== null && live ? { ...live.endpoints(origin), user: { id: userId, refreshToken: token } } : null,
    };
  }

  async function open(cartId: string, token: string): Promise<OpenedCart | undefined> {
    const opened = await carts.read(cartId, await sha256(token));
    if (!opened?.token || opened.token.ended) return undefined;
    return opened.cart.mergedInto === null && opened.cart.expiresAt > now() ? opened : undefined;
  }

  /** A new cart. */
  async function create(origin: string): Promise<CartSession> {
    const createdAt = now();
    const base = { id: crypto.randomUUID(), createdAt, expiresAt: createdAt + lifetimeMs(await state.get()) };
    const guest = await liveGuest(base);
    const token = guest?.token ?? randomToken();
    const cart = { ...base, tokenHash: await sha256(token), userId: guest?.userId ?? null };
    await carts.insert(cart);
    return session(cart, token, cart.expiresAt, origin);
  }

  /** Adds entries, whatever the log holds already. */
  async function add(opened: OpenedCart, entries: readonly CartEntry[]): Promise<void> {
    const sync = liveOf(opened.cart);
    if (entries.length === 0) return;
    if (sync) await sync.appendEntries(opened.cart.id, entries);
    else await carts.change(opened.cart.id, entries, []);
  }

  /** Makes a change of a log: what is new is added, what is dominated may be forgotten, nothing is edited. */
  async function change(
    opened: OpenedCart,
    entries: readonly CartEntry[],
    forget: readonly string[],
  ): Promise<readonly CartEntry[]> {
    const { cart } = opened;
    const log = await readLog(opened);
    const known = new Map(log.map((entry) => [entry.id, entry]));
    const fresh = [...new Map(entries.map((entry) => [entry.id, entry])).values()].filter(({ id }) => !known.has(id));
    const asked = new Set(forget);
    const all = [...log, ...fresh];
    const tidy = all.length > TIDY_AT;
    // Only dominated entries: deleting any other would change what the cart means.
    const dropped = new Set(dominatedEntries(all).flatMap(({ id }) => (tidy || asked.has(id) ? [id] : [])));
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

  const sharing = cartSharing({
    carts,
    live,
    now,
    onTrouble,
    log: readLog,
    add,
    create,
    open,
    session: async (opened, origin) => session(opened.cart, opened.secret, await touch(opened), origin),
  });

  return {
    ...sharing,

    async start({ token }, origin) {
      if (token === undefined) return create(origin);
      const opened = await sharing.openNow(token);
      if (!opened)
        throw new ApiError('cart_token_invalid', 'This token opens no cart, or one that has expired. Start a new one.');
      return session(opened.cart, opened.secret, await touch(opened), origin);
    },

    async sync(cartId, { token, entries, forget }) {
      const opened = await open(cartId, token);
      if (!opened) throw cartNotFound();
      const log = await change(opened, entries, forget);
      return { entries: [...log], expiresAt: await touch(opened) };
    },

    opens: async (cartId, token) => (await open(cartId, token)) !== undefined,

    async read(cartId, token) {
      const known = await carts.read(cartId, await sha256(token));
      const opened = known?.token && !known.token.ended ? await sharing.follow(cartId) : undefined;
      return opened && readLog(opened);
    },

    async append(cartId, make) {
      const [asked, opened] = await Promise.all([carts.read(cartId), sharing.follow(cartId)]);
      if (!asked || !opened) return;
      const moved = opened.cart.id !== cartId;
      const entries = await make(moved ? [] : await readLog(opened));
      await add(opened, moved ? entries.map((e) => ({ ...e, id: movedEntryId(e.id, opened.cart.id) })) : entries);
    },

    owner: async (cartId) => (await sharing.follow(cartId))?.cart.userId ?? null,

    async sweep(limit) {
      await sharing.drainSome(limit);
      const expired = await carts.expired(now(), limit);
      for (const cart of expired) {
        await liveOf(cart)?.deleteCart(cart.id);
        await carts.remove(cart.id);
      }
      return expired.length;
    },
  };
}
