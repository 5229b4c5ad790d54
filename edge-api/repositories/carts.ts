import { z } from 'zod';
import type { CartEntry } from '../contract/cart-log.ts';
import type { Database, SqlRow, Statement } from '../db/database.ts';
import { json } from './columns.ts';
import { parseState, readState, type StoreState } from './state.ts';

const CartRow = z.object({
  id: z.string(),
  tokenHash: z.string(),
  /** UUID of the guest in the sync server; null when the log is in this database. */
  userId: z.string().nullable(),
  createdAt: z.int(),
  expiresAt: z.int(),
  /** Whose cart it is; null while nobody has signed in. */
  customerId: z.string().nullable(),
  /** The cart that this one has become part of. */
  mergedInto: z.string().nullable(),
  /** Whether everything in it has arrived there. */
  drained: z.int().transform(Boolean),
  /** The family whose cart it is: the one it began with (''), or that of who signed in with it. */
  family: z.string(),
  /** How often it has gone over to another guest of the sync server. */
  guest: z.int(),
  /** Whether the sync server knows the last one. */
  guestTold: z.int().transform(Boolean),
});
export type CartRow = z.infer<typeof CartRow>;

const EntryRow = z.object({
  id: z.string(),
  kind: z.enum(['add', 'set', 'take', 'later', 'note', 'code']),
  variantId: z.string(),
  options: json(z.record(z.string(), z.string())),
  quantity: z.int(),
  text: z.string(),
  clock: z.string(),
});

const CART_COLUMNS = `id, token_hash AS "tokenHash", user_id AS "userId", created_at AS "createdAt", expires_at AS "expiresAt",
  customer_id AS "customerId", merged_into AS "mergedInto", drained, family, guest, guest_told AS "guestTold"`;

const TokenRow = z.object({
  /** Which shopper's it is, of those who opened a link to the cart; '' for the one it began with. */
  family: z.string(),
  /** The cart's guest that it was made for, by number; not the cart's own number when that has changed since. */
  guest: z.int(),
  /** Whether its family opens the cart no more. */
  ended: z.int().transform(Boolean),
});
/** A device's secret of a cart, without the secret. */
export type CartToken = z.infer<typeof TokenRow>;

/** The secret with a hash. Bound with the hash twice. */
const readToken = `SELECT cart_id AS "cartId", family, guest, EXISTS
    (SELECT 1 FROM cart_ended_families e WHERE e.cart_id = t.cart_id AND e.family = t.family) AS ended
  FROM (SELECT id AS cart_id, '' AS family, 0 AS guest FROM carts WHERE token_hash = ?
        UNION ALL SELECT cart_id, family, guest FROM cart_tokens WHERE token_hash = ?) t`;

const HandoverRow = z.object({
  cartId: z.string(),
  /** Origin of the page that asked, for a code between two origins. */
  from: z.string().nullable(),
  /** The only origin that may use the code; null for a link. */
  to: z.string().nullable(),
  expiresAt: z.int(),
  /** Family of who asked for it. */
  family: z.string(),
});
/** A code that hands a cart over, without the code. */
export type Handover = z.infer<typeof HandoverRow>;

/** Codes of one cart that can wait at the same time; a further one ends the oldest. */
const HANDOVERS_MAX = 5;
/** Devices besides the first that one cart remembers; a further one ends the oldest. */
const TOKENS_MAX = 30;

/** The cart `:cart`, while it is nobody's. */
const FREE = 'id = :cart AND customer_id IS NULL AND merged_into IS NULL';
/** Whether others than `:family` have secrets of the cart `:cart`. Somebody has that of the family it began with. */
const SHARED = `(:family <> '' OR EXISTS (SELECT 1 FROM cart_tokens WHERE cart_id = :cart AND family <> :family))`;
/** Whether the cart can be taken from those others: what they see live goes over to the guest `:guest`. */
const MAY_GO_OVER = `(:guest IS NOT NULL OR user_id IS NULL OR NOT ${SHARED})`;

const readEntries = (cartId: string): Statement => ({
  sql: `SELECT id, kind, variant_id AS "variantId", options, quantity, text, clock
        FROM cart_entries WHERE cart_id = ? ORDER BY clock, id`,
  args: [cartId],
});

const parseEntries = (rows: readonly SqlRow[] | undefined): CartEntry[] => z.array(EntryRow).parse(rows ?? []);

/** A cart with what is needed to work on it. */
export interface OpenedCart {
  readonly cart: CartRow;
  /** Empty for a cart whose log is in the sync server. */
  readonly entries: readonly CartEntry[];
  readonly state: StoreState;
  /** The secret asked for, if it is one of the cart's. */
  readonly token: CartToken | undefined;
}

/** A secret that is added to a cart. */
export interface NewCartToken {
  /** SHA-256 of the token, hex. */
  readonly hash: string;
  readonly family: string;
  /** The cart's guest that it was made for, by number. */
  readonly guest: number;
  /** By which cart and family it is had: nobody gets one by a family that has ended. */
  readonly by: { readonly cartId: string; readonly family: string };
}

/** Who makes a cart his. */
export interface CartClaim {
  /** Undefined to look only. */
  readonly cartId?: string;
  /** The family that goes along; all others end. */
  readonly family?: string;
  /** UUID of the guest the cart goes over to when other families end. */
  readonly guestId?: string;
}

export interface CartRepository {
  insert(cart: Pick<CartRow, 'id' | 'tokenHash' | 'userId' | 'createdAt' | 'expiresAt'>): Promise<void>;
  /** A cart, its log in this database, and its store's settings, in one round trip; and the secret with `tokenHash`. */
  read(id: string, tokenHash?: string): Promise<OpenedCart | undefined>;
  /** The cart that a token opens, or opened before it became part of another. */
  readByToken(tokenHash: string): Promise<(Pick<OpenedCart, 'cart' | 'state'> & { token: CartToken }) | undefined>;
  /** Moves the expiry on; answers the cart if it is still one of its own. */
  extend(id: string, expiresAt: number): Promise<CartRow | undefined>;
  /**
   * Adds entries and deletes others in one transaction; an id that is there stays as it is, and a cart that has become
   * part of another takes nothing more. Answers the log after it.
   */
  change(cartId: string, entries: readonly CartEntry[], forget: readonly string[]): Promise<CartEntry[]>;
  /** One more token of a cart, for another device; false when the cart has another guest by now, or who asks has no more say. */
  addToken(cartId: string, token: NewCartToken, now: number): Promise<boolean>;
  /**
   * Makes the cart the customer's, or marks it as part of the one he has: whichever of several requests comes first, all
   * of them end with one cart. Other families of the cart end with it, and their codes. A cart that such a family sees
   * live is not claimed without a guest to go over to. Answers the customer's cart, if he has one now.
   */
  claim(customerId: string, now: number, claim?: CartClaim): Promise<CartRow | undefined>;
  /** Lets a family open the cart again. */
  readmit(cartId: string, family: string): Promise<void>;
  /** Carts whose last guest the sync server may not know. */
  untold(limit: number): Promise<CartRow[]>;
  /** Notes that it knows him. */
  markTold(cartId: string, guest: number): Promise<void>;
  /** Notes that all of a merged cart has arrived in the other, and lets go of its log here. */
  markDrained(cartId: string): Promise<void>;
  /** Carts whose entries have yet to arrive where they belong. */
  undrained(limit: number): Promise<CartRow[]>;
  addHandover(codeHash: string, handover: Handover): Promise<void>;
  /** Uses a code up, whatever becomes of it; undefined for one that is not there or has been used. */
  takeHandover(codeHash: string): Promise<Handover | undefined>;
  /** Carts whose time is over; one that has become part of another stays as long as that one, so that its token still leads there. */
  expired(before: number, limit: number): Promise<CartRow[]>;
  remove(id: string): Promise<void>;
}

export function cartRepository(db: Database): CartRepository {
  const one = (row: SqlRow | undefined) => (row === undefined ? undefined : CartRow.parse(row));
  return {
    async insert({ id, tokenHash, userId, createdAt, expiresAt }) {
      await db.run('INSERT INTO carts (id, token_hash, user_id, created_at, expires_at) VALUES (?, ?, ?, ?, ?)', [
        id,
        tokenHash,
        userId,
        createdAt,
        expiresAt,
      ]);
    },

    async read(id, tokenHash = '') {
      const [carts, entries, state, tokens] = await db.read([
        { sql: `SELECT ${CART_COLUMNS} FROM carts WHERE id = ?`, args: [id] },
        readEntries(id),
        readState,
        { sql: `${readToken} WHERE cart_id = ?`, args: [tokenHash, tokenHash, id] },
      ]);
      const cart = one(carts?.[0]);
      const token = tokens?.[0] && TokenRow.parse(tokens[0]);
      return cart && { cart, entries: parseEntries(entries), state: parseState(state), token };
    },

    async readByToken(tokenHash) {
      const args = [tokenHash, tokenHash];
      const [carts, tokens, state] = await db.read([
        {
          sql: `SELECT ${CART_COLUMNS} FROM carts WHERE id IN
                  (SELECT id FROM carts WHERE token_hash = ? UNION ALL SELECT cart_id FROM cart_tokens WHERE token_hash = ?)`,
          args,
        },
        { sql: readToken, args },
        readState,
      ]);
      const cart = one(carts?.[0]);
      return cart && { cart, state: parseState(state), token: TokenRow.parse(tokens?.[0]) };
    },

    async extend(id, expiresAt) {
      const [, cart] = await db.write([
        {
          sql: 'UPDATE carts SET expires_at = ? WHERE id = ? AND expires_at < ? AND merged_into IS NULL',
          args: [expiresAt, id, expiresAt],
        },
        { sql: `SELECT ${CART_COLUMNS} FROM carts WHERE id = ? AND merged_into IS NULL`, args: [id] },
      ]);
      return one(cart?.rows[0]);
    },

    async change(cartId, entries, forget) {
      const results = await db.write([
        {
          sql: `INSERT INTO cart_entries (id, cart_id, kind, variant_id, options, quantity, text, clock)
                SELECT e.value ->> 'id', c.id, e.value ->> 'kind', e.value ->> 'variantId', e.value -> 'options',
                       e.value ->> 'quantity', e.value ->> 'text', e.value ->> 'clock'
                FROM json_each(?) e JOIN carts c ON c.id = ? WHERE c.merged_into IS NULL
                ON CONFLICT DO NOTHING`,
          args: [JSON.stringify(entries), cartId],
        },
        {
          sql: 'DELETE FROM cart_entries WHERE cart_id = ? AND id IN (SELECT value FROM json_each(?))',
          args: [cartId, JSON.stringify(forget)],
        },
        readEntries(cartId),
      ]);
      return parseEntries(results[2]?.rows);
    },

    async addToken(cartId, { hash, family, guest, by }, now) {
      const [added] = await db.write([
        {
          sql: `INSERT INTO cart_tokens (token_hash, cart_id, created_at, family, guest)
                SELECT ?, id, ?, ?, guest FROM carts WHERE id = ? AND guest = ?
                  AND NOT EXISTS (SELECT 1 FROM cart_ended_families WHERE cart_id = ? AND family = ?)
                RETURNING 1`,
          args: [hash, now, family, cartId, guest, by.cartId, by.family],
        },
        {
          sql: `DELETE FROM cart_tokens WHERE cart_id = ? AND token_hash NOT IN
                  (SELECT token_hash FROM cart_tokens WHERE cart_id = ? ORDER BY created_at DESC LIMIT ${TOKENS_MAX})
                -- One of a link stays, so that whoever signs in is known to have shared the cart.
                AND token_hash NOT IN
                  (SELECT token_hash FROM cart_tokens WHERE cart_id = ? AND family <> '' ORDER BY created_at DESC LIMIT 1)`,
          args: [cartId, cartId, cartId],
        },
      ]);
      return !!added?.rows.length;
    },

    async claim(customerId, now, { cartId = null, family = '', guestId = null } = {}) {
      const args = { cart: cartId, customer: customerId, family, guest: guestId };
      const his = 'EXISTS (SELECT 1 FROM carts WHERE customer_id = :customer)';
      const results = await db.write([
        {
          sql: 'UPDATE carts SET customer_id = NULL WHERE customer_id = :customer AND expires_at <= :now',
          args: { customer: customerId, now },
        },
        {
          sql: `INSERT INTO cart_ended_families (cart_id, family)
                SELECT :cart, f.family FROM (SELECT '' AS family UNION SELECT family FROM cart_tokens WHERE cart_id = :cart) f
                WHERE f.family <> :family AND EXISTS (SELECT 1 FROM carts WHERE ${FREE} AND (${his} OR ${MAY_GO_OVER}))
                ON CONFLICT DO NOTHING`,
          args,
        },
        {
          sql: `DELETE FROM cart_handovers WHERE cart_id = :cart AND family <> :family
                  AND EXISTS (SELECT 1 FROM carts WHERE ${FREE} AND (${his} OR ${MAY_GO_OVER}))`,
          args,
        },
        {
          sql: `UPDATE carts SET customer_id = :customer, family = :family,
                  guest = guest + (user_id IS NOT NULL AND ${SHARED}), guest_told = user_id IS NULL OR NOT ${SHARED},
                  user_id = CASE WHEN user_id IS NOT NULL AND ${SHARED} THEN :guest ELSE user_id END
                WHERE ${FREE} AND NOT ${his} AND ${MAY_GO_OVER}`,
          args,
        },
        {
          sql: `UPDATE carts SET merged_into = (SELECT id FROM carts WHERE customer_id = :customer) WHERE ${FREE}`,
          args: { cart: cartId, customer: customerId },
        },
        { sql: `SELECT ${CART_COLUMNS} FROM carts WHERE customer_id = ?`, args: [customerId] },
      ]);
      return one(results[5]?.rows[0]);
    },

    async readmit(cartId, family) {
      await db.run('DELETE FROM cart_ended_families WHERE cart_id = ? AND family = ?', [cartId, family]);
    },

    async untold(limit) {
      return z
        .array(CartRow)
        .parse(await db.all(`SELECT ${CART_COLUMNS} FROM carts WHERE guest_told = 0 LIMIT ?`, [limit]));
    },

    async markTold(cartId, guest) {
      await db.run('UPDATE carts SET guest_told = 1 WHERE id = ? AND guest = ?', [cartId, guest]);
    },

    async markDrained(cartId) {
      await db.write([
        { sql: 'UPDATE carts SET drained = 1 WHERE id = ? AND merged_into IS NOT NULL', args: [cartId] },
        { sql: 'DELETE FROM cart_entries WHERE cart_id = ?', args: [cartId] },
        { sql: 'DELETE FROM cart_handovers WHERE cart_id = ?', args: [cartId] },
      ]);
    },

    async undrained(limit) {
      const rows = await db.all(
        `SELECT ${CART_COLUMNS} FROM carts WHERE merged_into IS NOT NULL AND drained = 0 LIMIT ?`,
        [limit],
      );
      return z.array(CartRow).parse(rows);
    },

    async addHandover(codeHash, { cartId, from, to, expiresAt, family }) {
      await db.write([
        {
          sql: `INSERT INTO cart_handovers (code_hash, cart_id, from_origin, to_origin, expires_at, family)
                VALUES (?, ?, ?, ?, ?, ?)`,
          args: [codeHash, cartId, from, to, expiresAt, family],
        },
        {
          sql: `DELETE FROM cart_handovers WHERE cart_id = ? AND code_hash NOT IN
                  (SELECT code_hash FROM cart_handovers WHERE cart_id = ? ORDER BY expires_at DESC LIMIT ${HANDOVERS_MAX})`,
          args: [cartId, cartId],
        },
      ]);
    },

    async takeHandover(codeHash) {
      const [taken] = await db.write([
        {
          sql: `DELETE FROM cart_handovers WHERE code_hash = ?
                RETURNING cart_id AS "cartId", from_origin AS "from", to_origin AS "to", expires_at AS "expiresAt", family`,
          args: [codeHash],
        },
      ]);
      return taken?.rows[0] && HandoverRow.parse(taken.rows[0]);
    },

    async expired(before, limit) {
      const rows = await db.all(
        `SELECT ${CART_COLUMNS} FROM carts WHERE expires_at < ?
           AND NOT EXISTS (SELECT 1 FROM carts target WHERE target.id = carts.merged_into)
         ORDER BY expires_at LIMIT ?`,
        [before, limit],
      );
      return z.array(CartRow).parse(rows);
    },

    async remove(id) {
      await db.run('DELETE FROM carts WHERE id = ?', [id]);
    },
  };
}
