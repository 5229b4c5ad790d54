import {
  type CartEntry,
  foldCart,
  type FoldedCart,
  laterClock,
  lineOfKey,
  MAX_CODES,
  MAX_QUANTITY,
  tick,
} from '../contract/cart-log.ts';
import type { CartSession } from '../contract/carts.ts';
import type { CartService } from './carts.ts';
import { ApiError, invalidRequest } from './errors.ts';

/** The secret of a cart, as a browser without scripts keeps it. */
export type CartSecret = Pick<CartSession, 'cartId' | 'token'>;

/** A cart that its secret opens. */
export interface KnownCart {
  readonly secret: CartSecret;
  readonly log: readonly CartEntry[];
  readonly cart: FoldedCart;
}

/** What a plain form does to a cart. Keys are those of lines, see `lineKey`. */
export type CartDeed =
  /** `entryId` is that of the form: sent twice in a moment it counts once. */
  | { readonly kind: 'add'; readonly variantId: string; readonly quantity: number; readonly entryId: string }
  | { readonly kind: 'set'; readonly key: string; readonly quantity: number }
  | { readonly kind: 'later'; readonly key: string; readonly on: boolean }
  | { readonly kind: 'note'; readonly text: string }
  /** `instead` are codes that go with it. */
  | { readonly kind: 'code'; readonly text: string; readonly on: boolean; readonly instead?: readonly string[] };

/** Carts of browsers that run no scripts: the same carts and logs, written by the edge on the shopper's behalf. */
export interface PlainCartService {
  /** The cart a secret opens; null when it opens none. Changes nothing. */
  read(secret: CartSecret | null): Promise<KnownCart | null>;
  /** Does something to a cart, or to a new one; answers the secret that opens it from now on. */
  change(known: KnownCart | null, deed: CartDeed, origin: string): Promise<CartSession>;
}

/** How soon after the first the same form sent again is a mistake and not a wish, in milliseconds. */
const TWICE_MS = 5000;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const clockMs = ({ clock }: CartEntry): number => parseInt(clock.slice(0, 9), 36);

function lineOf(key: string) {
  try {
    const { variantId, options } = lineOfKey(key);
    const pairs = Object.entries(options);
    if (/^.{1,64}$/.test(variantId) && pairs.length <= 20 && pairs.every(([name, text]) => name && text.length <= 500))
      return { variantId, options };
  } catch {
    // Not one of our keys.
  }
  throw invalidRequest('key', 'No line has this key.');
}

function quantityOf(quantity: number, least: number): number {
  if (Number.isInteger(quantity) && quantity >= least && quantity <= MAX_QUANTITY) return quantity;
  throw invalidRequest('quantity', `A whole number from ${least} to ${MAX_QUANTITY}.`);
}

const NOTHING = { variantId: '', options: {}, quantity: 0, text: '' };

function wordsOf(deed: CartDeed, known: KnownCart | null): Omit<CartEntry, 'id' | 'clock'> {
  switch (deed.kind) {
    case 'add':
      return { ...NOTHING, kind: 'add', ...lineOf(deed.variantId), quantity: quantityOf(deed.quantity, 1) };
    case 'set':
      return { ...NOTHING, kind: 'set', ...lineOf(deed.key), quantity: quantityOf(deed.quantity, 0) };
    case 'later':
      return { ...NOTHING, kind: 'later', ...lineOf(deed.key), quantity: deed.on ? 1 : 0 };
    case 'note':
      return { ...NOTHING, kind: 'note', text: deed.text.slice(0, 2000) };
    case 'code': {
      const text = deed.text.trim().toUpperCase();
      if (!text || text.length > 64) throw invalidRequest('text', 'A code has 1 to 64 characters.');
      const held = (known?.cart.codes.length ?? 0) - (deed.instead?.length ?? 0);
      if (deed.on && held >= MAX_CODES) throw invalidRequest('text', 'Too many codes.');
      return { ...NOTHING, kind: 'code', text, quantity: deed.on ? 1 : 0 };
    }
  }
}

export function plainCartService(carts: CartService, now: () => number): PlainCartService {
  async function session(known: KnownCart | null, origin: string): Promise<CartSession> {
    if (!known) return carts.start({}, origin);
    return carts.start({ token: known.secret.token }, origin).catch((error: unknown) => {
      if (error instanceof ApiError && error.code === 'cart_token_invalid') return carts.start({}, origin);
      throw error;
    });
  }

  /** The id of a new entry: the form's own, unless it has been used some time ago and is meant once more. */
  function idOf(deed: CartDeed, known: KnownCart | null): string {
    const asked = deed.kind === 'add' && UUID.test(deed.entryId) ? deed.entryId : crypto.randomUUID();
    const before = known?.log.find(({ id }) => id === asked);
    return before && now() - clockMs(before) > TWICE_MS ? crypto.randomUUID() : asked;
  }

  return {
    async read(secret) {
      const log = secret && (await carts.read(secret.cartId, secret.token));
      return secret && log ? { secret, log, cart: foldCart(log) } : null;
    },

    async change(known, deed, origin) {
      const words = wordsOf(deed, known);
      const last = (known?.log ?? []).reduce((clock, entry) => laterClock(clock, entry.clock), '');
      // A name of its own for each request: of two with one clock, what the same writer says twice counts once.
      const writer = `p${crypto.randomUUID().replaceAll('-', '').slice(0, 10)}`;
      const entry = { ...words, id: idOf(deed, known), clock: tick(last, now(), writer) };
      const gone = deed.kind === 'code' ? (deed.instead ?? []).filter((code) => code !== words.text) : [];
      const also = gone.map((text): CartEntry => {
        const clock = tick(entry.clock, now(), writer);
        return { ...NOTHING, kind: 'code', text, id: crypto.randomUUID(), clock };
      });
      const opened = await session(known, origin);
      await carts.sync(opened.cartId, { token: opened.token, entries: [entry, ...also], forget: [] });
      return opened;
    },
  };
}
