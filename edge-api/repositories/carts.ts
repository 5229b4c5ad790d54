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
  customer_id AS "customerId", merged_into AS "mergedInto", drained`;

const HandoverRow = z.object({
  cartId: z.string(),
  /** Origin of the page that asked, for a code between two origins. */
  from: z.string().nullable(),
  /** The only origin that may use the code; null for a link. */
  to: z.string().nullable(),
  expiresAt: z.int(),
});
/** A code that hands a cart over, without the code. */
export type Handover = z.infer<typeof HandoverRow>;

/** Codes of one cart that can wait at the same time; a further one ends the oldest. */
const HANDOVERS_MAX = 5;
/** Devices besides the first that one cart remembers; a further one ends the oldest. */
const TOKENS_MAX = 30;

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
  /** Whether a device's own token has the hash asked for. */
  readonly hasToken: boolean;
}

export interface CartRepository {
  insert(cart: Pick<CartRow, 'id' | 'tokenHash' | 'userId' | 'createdAt' | 'expiresAt'>): Promise<void>;
  /** A cart, its log in this database, and its store's settings, in one round trip; and whether `tokenHash` is one of its devices'. */
  read(id: string, tokenHash?: string): Promise<OpenedCart | undefined>;
  /** The cart that a token opens, or opened before it became part of another. */
  readByToken(tokenHash: string): Promise<Pick<OpenedCart, 'cart' | 'state'> | undefined>;
  /** Moves the expiry on; answers whether the cart is still one of its own. */
  extend(id: string, expiresAt: number): Promise<boolean>;
  /**
   * Adds entries and deletes others in one transaction; an id that is there stays as it is, and a cart that has become
   * part of another takes nothing more. Answers the log after it.
   */
  change(cartId: string, entries: readonly CartEntry[], forget: readonly string[]): Promise<CartEntry[]>;
  /** One more token of a cart, for another device. */
  addToken(cartId: string, tokenHash: string, now: number): Promise<void>;
  /**
   * Makes the cart the customer's, or marks it as part of the one he has: whichever of several requests comes first, all
   * of them end with one cart. Without a cart only looks. Answers the customer's cart, if he has one now.
   */
  claim(cartId: string | null, customerId: string, now: number): Promise<CartRow | undefined>;
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
        { sql: 'SELECT 1 FROM cart_tokens WHERE token_hash = ? AND cart_id = ?', args: [tokenHash, id] },
      ]);
      const cart = one(carts?.[0]);
      return cart && { cart, entries: parseEntries(entries), state: parseState(state), hasToken: !!tokens?.length };
    },

    async readByToken(tokenHash) {
      const [carts, state] = await db.read([
        {
          sql: `SELECT ${CART_COLUMNS} FROM carts WHERE id IN
                  (SELECT id FROM carts WHERE token_hash = ? UNION ALL SELECT cart_id FROM cart_tokens WHERE token_hash = ?)`,
          args: [tokenHash, tokenHash],
        },
        readState,
      ]);
      const cart = one(carts?.[0]);
      return cart && { cart, state: parseState(state) };
    },

    async extend(id, expiresAt) {
      const [, cart] = await db.write([
        {
          sql: 'UPDATE carts SET expires_at = ? WHERE id = ? AND expires_at < ? AND merged_into IS NULL',
          args: [expiresAt, id, expiresAt],
        },
        { sql: 'SELECT 1 FROM carts WHERE id = ? AND merged_into IS NULL', args: [id] },
      ]);
      return !!cart?.rows.length;
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

    async addToken(cartId, tokenHash, now) {
      await db.write([
        {
          sql: 'INSERT INTO cart_tokens (token_hash, cart_id, created_at) VALUES (?, ?, ?)',
          args: [tokenHash, cartId, now],
        },
        {
          sql: `DELETE FROM cart_tokens WHERE cart_id = ? AND token_hash NOT IN
                  (SELECT token_hash FROM cart_tokens WHERE cart_id = ? ORDER BY created_at DESC LIMIT ${TOKENS_MAX})`,
          args: [cartId, cartId],
        },
      ]);
    },

    async claim(cartId, customerId, now) {
      const results = await db.write([
        {
          sql: 'UPDATE carts SET customer_id = NULL WHERE customer_id = ? AND expires_at <= ?',
          args: [customerId, now],
        },
        {
          sql: `UPDATE carts SET customer_id = ? WHERE id = ? AND customer_id IS NULL AND merged_into IS NULL
                  AND NOT EXISTS (SELECT 1 FROM carts WHERE customer_id = ?)`,
          args: [customerId, cartId, customerId],
        },
        {
          sql: `UPDATE carts SET merged_into = (SELECT id FROM carts WHERE customer_id = ?)
                WHERE id = ? AND customer_id IS NULL AND merged_into IS NULL`,
          args: [customerId, cartId],
        },
        { sql: `SELECT ${CART_COLUMNS} FROM carts WHERE customer_id = ?`, args: [customerId] },
      ]);
      return one(results[3]?.rows[0]);
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

    async addHandover(codeHash, { cartId, from, to, expiresAt }) {
      await db.write([
        {
          sql: 'INSERT INTO cart_handovers (code_hash, cart_id, from_origin, to_origin, expires_at) VALUES (?, ?, ?, ?, ?)',
          args: [codeHash, cartId, from, to, expiresAt],
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
                RETURNING cart_id AS "cartId", from_origin AS "from", to_origin AS "to", expires_at AS "expiresAt"`,
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
