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
import type { CartRepository, CartRow, NewCartToken, OpenedCart } from '../repositories/carts.ts';
import { ApiError, cartNotFound } from './errors.ts';
import type { StoreLiveCarts } from './live-carts.ts';
import { randomToken, sha256 } from './secrets.ts';

/** How long a code waits to be used: one a shopper carries to another device, and one that a page's own link carries. */
const LINK_MS = 600_000;
const NAVIGATION_MS = 60_000;
/** Merges of merges that are followed; nobody signs in that often within a cart's life. */
const HOPS_MAX = 20;
/** Looks at a cart that goes over to another guest meanwhile. */
const LOOKS_MAX = 3;
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
   * Whoever else has come to the cart by a link, or had sent it, sees it no more.
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
  readonly session: (cart: CartNow, origin: string) => Promise<CartSession>;
}

/** What the carts' service itself needs of it, besides. */
interface SharingInside extends CartSharing {
  /** The cart that a token opens now, also when its own has become part of it; then with a token of its own. */
  openNow(token: string): Promise<CartNow | undefined>;
  /** The cart that a cart has become part of, or the cart itself; undefined when its time is over. */
  follow(cartId: string): Promise<OpenedCart | undefined>;
  /** Ends merges, and moves to another guest, that were interrupted. */
  drainSome(limit: number): Promise<void>;
}

/** A cart and a token that opens it. */
interface CartNow extends Pick<OpenedCart, 'cart' | 'state'> {
  readonly secret: string;
}

/** Whose a new token is, and by which cart and family it is had. */
type TokenOf = Pick<NewCartToken, 'family' | 'by'>;

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

  /** One more token of a cart; undefined when the cart has changed hands in between. */
  async function newToken({ cart }: OpenedCart, { family, by }: TokenOf): Promise<string | undefined> {
    const token = cart.userId !== null && live ? await live.createToken(cart.userId) : randomToken();
    const added = await carts.addToken(cart.id, { hash: await sha256(token), family, guest: cart.guest, by }, now());
    return added ? token : undefined;
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

  /** Has the sync server know the cart's last guest. The mark is taken away only when it does. */
  async function tellGuest({ id, userId, createdAt, expiresAt, guest, guestTold, mergedInto }: CartRow): Promise<void> {
    if (guestTold) return;
    if (userId !== null && mergedInto === null && live)
      await live.putCart({ id, ownerId: userId, createdAt, expiresAt });
    await carts.markTold(id, guest);
  }
  const tryTellGuest = (cart: CartRow): Promise<void> =>
    tellGuest(cart).catch((error: unknown) => onTrouble('move a live cart', error));

  async function openNow(token: string): Promise<CartNow | undefined> {
    const hash = await sha256(token);
    for (let looks = 0; looks < LOOKS_MAX; looks++) {
      const found = await carts.readByToken(hash);
      if (!found || found.token.ended) return undefined;
      await tryDrain(found.cart);
      const opened = await follow(found.cart.id);
      if (!opened) return undefined;
      await tryTellGuest(opened.cart);
      const same = opened.cart.id === found.cart.id;
      if (same && found.token.guest === opened.cart.guest) return { ...opened, secret: token };
      const family = same ? found.token.family : opened.cart.family;
      const secret = await newToken(opened, { family, by: { cartId: found.cart.id, family: found.token.family } });
      if (secret !== undefined) return { ...opened, secret };
    }
    return undefined;
  }

  /** The cart of a customer who has just claimed one that is not his: his own, or a new one. */
  async function ownCart(customerId: string, origin: string): Promise<CartSession> {
    let theirs = await carts.claim(customerId, now());
    if (!theirs) {
      const fresh = await create(origin);
      theirs = await carts.claim(customerId, now(), { cartId: fresh.cartId });
      if (theirs?.id === fresh.cartId) return fresh;
    }
    return joinOwn(theirs && (await follow(theirs.id)), origin);
  }

  /** A session of the customer's own cart for a device that comes from another. */
  async function joinOwn(opened: OpenedCart | undefined, origin: string): Promise<CartSession> {
    if (!opened) throw cartNotFound();
    const { id: cartId, family } = opened.cart;
    const secret = await newToken(opened, { family, by: { cartId, family } });
    if (secret === undefined) throw cartNotFound();
    return session({ ...opened, secret }, origin);
  }

  /** Marks a cart as the customer's, or as part of his. What other families see live goes over to a guest of its own. */
  async function mark(cartId: string, family: string, customerId: string): Promise<CartRow | undefined> {
    const theirs = await carts.claim(customerId, now(), { cartId, family });
    if (theirs) return theirs;
    const guestId = live ? (await live.createGuest()).userId : crypto.randomUUID();
    return carts.claim(customerId, now(), { cartId, family, guestId });
  }

  return {
    follow,
    openNow,

    async drainSome(limit) {
      for (const cart of await carts.undrained(limit)) await tryDrain(cart);
      for (const cart of await carts.untold(limit)) await tryTellGuest(cart);
    },

    async claim(cartId, { token }, customerId, origin) {
      const found = await carts.readByToken(await sha256(token));
      if (found?.cart.id !== cartId) throw cartNotFound();
      const { family, ended } = found.token;
      const before = await follow(cartId);
      const foreign = before !== undefined && before.cart.customerId !== null && before.cart.customerId !== customerId;
      // Nothing is taken from a cart that is another's; what this device knows of one it was sent out of goes along.
      if (foreign || (ended && !before)) return { session: await ownCart(customerId, origin), merged: ended };
      if (!before) throw cartNotFound();

      if (before.cart.customerId === null) await mark(cartId, family, customerId);
      const merged = await follow(cartId);
      if (merged?.cart.customerId !== customerId) return { session: await ownCart(customerId, origin), merged: true };
      // Who signs in comes back, whichever device of his was first.
      await carts.readmit(cartId, family);
      const mine = await openNow(token);
      if (!mine) throw cartNotFound();
      return { session: await session(mine, origin), merged: true };
    },

    async handOver(cartId, { token, to }, { page, origins }) {
      if (to !== undefined && !(origins.includes(to) && page !== undefined && origins.includes(page)))
        throw new ApiError('origin_not_allowed', 'Only origins that the store lists share a cart.');
      const opened = await open(cartId, token);
      if (!opened?.token) throw cartNotFound();
      const code = randomToken();
      const expiresAt = now() + (to === undefined ? LINK_MS : NAVIGATION_MS);
      const from = to === undefined ? null : (page ?? null);
      await carts.addHandover(await sha256(code), {
        cartId,
        from,
        to: to ?? null,
        expiresAt,
        family: opened.token.family,
      });
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
      const { cartId, family, to } = handover;
      const kept = opened.cart.id === cartId ? family : opened.cart.family;
      // Who opens a link may be anybody; who goes on to another page of the shop is who he was.
      const secret = await newToken(opened, { family: to === null ? randomToken() : kept, by: { cartId, family } });
      if (secret === undefined) throw codeInvalid();
      return session({ ...opened, secret }, origin);
    },
  };
}
