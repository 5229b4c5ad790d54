import type { CartEntry } from '../contract/cart-log.ts';
import type {
  CartHandover,
  CartSession,
  ClaimCart,
  ClaimedCart,
  HandOverCart,
  TakeOverCart,
} from '../contract/carts.ts';
import { movedEntryId } from '../contract/take-id.ts';
import type { CartRepository, CartRow, OpenedCart } from '../repositories/carts.ts';
import { ApiError, cartNotFound } from './errors.ts';
import type { StoreLiveCarts } from './live-carts.ts';
import { randomToken, sha256 } from './secrets.ts';

/** How long a code waits to be used: one a shopper carries to another device, and one that a page's own link carries. */
const LINK_MS = 600_000;
const NAVIGATION_MS = 60_000;
/** Merges of merges that are followed; nobody signs in that often within a cart's life. */
const HOPS_MAX = 20;
/** Owner of a live cart that nobody may write to any more. No guest has this id: theirs are random. */
const NOBODY = '00000000-0000-4000-8000-000000000000';

/** The page that asks, and the origins that may share carts. */
export interface AskingPage {
  /** Scheme and host the browser reached us under. */
  readonly origin: string;
  /** The page's own origin, as its browser says; undefined for programs. */
  readonly page: string | undefined;
  /** The store's origins, exactly; none when it lists none. */
  readonly origins: readonly string[];
}

/** Carts that several devices, origins and a signed-in customer share. */
export interface CartSharing {
  /**
   * Makes a cart the customer's. Has he one already, this one becomes part of it: its entries are issued again there under
   * ids that every device derives alike, so that a repeat, a second device or a late tab counts nothing twice.
   */
  claim(cartId: string, request: ClaimCart, customerId: string, origin: string): Promise<ClaimedCart>;
  /** A code that opens the cart once, for a link or for a page of another of the store's origins. */
  handOver(cartId: string, request: HandOverCart, page: AskingPage): Promise<CartHandover>;
  /** Uses a code up, and answers the cart with a token for this device alone. */
  takeOver(request: TakeOverCart, page: AskingPage): Promise<CartSession>;
}

interface SharingDependencies {
  readonly carts: CartRepository;
  readonly live: StoreLiveCarts | null;
  readonly now: () => number;
  readonly onTrouble: (what: string, error: unknown) => void;
  readonly log: (cart: OpenedCart) => Promise<readonly CartEntry[]>;
  readonly add: (cart: OpenedCart, entries: readonly CartEntry[]) => Promise<void>;
  readonly create: (origin: string) => Promise<CartSession>;
  readonly open: (cartId: string, token: string) => Promise<OpenedCart | undefined>;
  readonly session: (cart: OpenedCart, token: string, origin: string) => Promise<CartSession>;
}

/** What the carts' service itself needs of it, besides. */
interface SharingInside extends CartSharing {
  /** The cart that a token opens now, also when its own has become part of it; then with a token of its own. */
  openNow(token: string): Promise<(OpenedCart & { token: string }) | undefined>;
  /** The cart that a cart has become part of, or the cart itself; undefined when its time is over. */
  follow(cartId: string): Promise<OpenedCart | undefined>;
  /** Ends merges that were interrupted. */
  drainSome(limit: number): Promise<void>;
}

const codeInvalid = () =>
  new ApiError('cart_code_invalid', 'This code opens no cart: it was used, has expired, or was made for another page.');

export function cartSharing(parts: SharingDependencies): SharingInside {
  const { carts, live, now, onTrouble, log, add, create, open, session } = parts;

  async function follow(cartId: string): Promise<OpenedCart | undefined> {
    let opened = await carts.read(cartId);
    for (let hops = 0; opened && opened.cart.mergedInto !== null && hops < HOPS_MAX; hops++)
      opened = await carts.read(opened.cart.mergedInto);
    return opened && opened.cart.mergedInto === null && opened.cart.expiresAt > now() ? opened : undefined;
  }

  /** One more token of a cart. */
  async function newToken({ cart }: OpenedCart): Promise<string> {
    const token = cart.userId !== null && live ? await live.createToken(cart.userId) : randomToken();
    await carts.addToken(cart.id, await sha256(token), now());
    return token;
  }

  /**
   * Brings what is in a merged cart to the other. First nobody may write to it any more, then it is read, so that no
   * write falls between. Fine when it was interrupted before, anywhere.
   */
  async function drain({ id, userId, createdAt, expiresAt, mergedInto, drained }: CartRow): Promise<void> {
    if (mergedInto === null || drained) return;
    const [source, target] = await Promise.all([carts.read(id), follow(mergedInto)]);
    if (!source || !target) return;
    const sync = userId === null ? null : live;
    await sync?.putCart({ id, ownerId: NOBODY, createdAt, expiresAt });
    const entries = await log(source);
    await add(
      target,
      entries.map((entry) => ({ ...entry, id: movedEntryId(entry.id, mergedInto) })),
    );
    await carts.markDrained(id);
    await sync?.deleteCart(id);
  }

  /** Does not fail: who asked has his own copy of the log and issues it again, and the sweep ends what is left. */
  const tryDrain = (cart: CartRow): Promise<void> =>
    drain(cart).catch((error: unknown) => onTrouble('merge a cart', error));

  async function openNow(token: string) {
    const found = await carts.readByToken(await sha256(token));
    if (!found) return undefined;
    await tryDrain(found.cart);
    const opened = await follow(found.cart.id);
    if (!opened) return undefined;
    return { ...opened, token: opened.cart.id === found.cart.id ? token : await newToken(opened) };
  }

  return {
    follow,
    openNow,

    async drainSome(limit) {
      for (const cart of await carts.undrained(limit)) await tryDrain(cart);
    },

    async claim(cartId, { token }, customerId, origin) {
      const found = await carts.readByToken(await sha256(token));
      const mine = found?.cart.id === cartId ? await openNow(token) : undefined;
      if (!mine) throw cartNotFound();
      if (mine.cart.customerId === customerId)
        return { session: await session(mine, mine.token, origin), merged: true };

      const foreign = mine.cart.customerId !== null;
      let theirs = await carts.claim(foreign ? null : mine.cart.id, customerId, now());
      if (!theirs) {
        // Another customer's cart is on this device, and this one has none: he begins with an empty one.
        const fresh = await create(origin);
        theirs = await carts.claim(fresh.cartId, customerId, now());
        if (theirs?.id === fresh.cartId) return { session: fresh, merged: false };
      }
      const opened = theirs && (await follow(theirs.id));
      if (!opened) throw cartNotFound();
      if (opened.cart.id === mine.cart.id) return { session: await session(opened, mine.token, origin), merged: true };
      const merged = await carts.read(mine.cart.id);
      if (merged) await tryDrain(merged.cart);
      return { session: await session(opened, await newToken(opened), origin), merged: !foreign };
    },

    async handOver(cartId, { token, to }, { page, origins }) {
      if (to !== undefined && !(origins.includes(to) && page !== undefined && origins.includes(page)))
        throw new ApiError('origin_not_allowed', 'Only origins that the store lists share a cart.');
      if (!(await open(cartId, token))) throw cartNotFound();
      const code = randomToken();
      const expiresAt = now() + (to === undefined ? LINK_MS : NAVIGATION_MS);
      const from = to === undefined ? null : (page ?? null);
      await carts.addHandover(await sha256(code), { cartId, from, to: to ?? null, expiresAt });
      return { code, expiresAt };
    },

    async takeOver({ code, from }, { origin, page, origins }) {
      const handover = await carts.takeHandover(await sha256(code));
      if (!handover || handover.expiresAt <= now()) throw codeInvalid();
      // Made for one page by another: a link that a stranger sends from elsewhere opens nothing.
      const meant =
        handover.to === null ||
        (handover.to === page && handover.from === from && origins.includes(handover.to) && origins.includes(from));
      const opened = meant ? await follow(handover.cartId) : undefined;
      if (!opened) throw codeInvalid();
      return session(opened, await newToken(opened), origin);
    },
  };
}
