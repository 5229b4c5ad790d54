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
});
export type CartRow = z.infer<typeof CartRow>;

const EntryRow = z.object({
  id: z.string(),
  kind: z.enum(['add', 'set', 'take', 'note']),
  variantId: z.string(),
  options: json(z.record(z.string(), z.string())),
  quantity: z.int(),
  text: z.string(),
  clock: z.string(),
});

const CART_COLUMNS = `id, token_hash AS "tokenHash", user_id AS "userId", created_at AS "createdAt", expires_at AS "expiresAt"`;

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
}

export interface CartRepository {
  insert(cart: CartRow): Promise<void>;
  /** A cart, its log in this database, and its store's settings, in one round trip. */
  read(id: string): Promise<OpenedCart | undefined>;
  readByToken(tokenHash: string): Promise<Omit<OpenedCart, 'entries'> | undefined>;
  /** Moves the expiry on. */
  extend(id: string, expiresAt: number): Promise<void>;
  /** Adds entries and deletes others in one transaction; an id that is there stays as it is. Answers the log after it. */
  change(cartId: string, entries: readonly CartEntry[], forget: readonly string[]): Promise<CartEntry[]>;
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

    async read(id) {
      const [carts, entries, state] = await db.read([
        { sql: `SELECT ${CART_COLUMNS} FROM carts WHERE id = ?`, args: [id] },
        readEntries(id),
        readState,
      ]);
      const cart = one(carts?.[0]);
      return cart && { cart, entries: parseEntries(entries), state: parseState(state) };
    },

    async readByToken(tokenHash) {
      const [carts, state] = await db.read([
        { sql: `SELECT ${CART_COLUMNS} FROM carts WHERE token_hash = ?`, args: [tokenHash] },
        readState,
      ]);
      const cart = one(carts?.[0]);
      return cart && { cart, state: parseState(state) };
    },

    async extend(id, expiresAt) {
      await db.run('UPDATE carts SET expires_at = ? WHERE id = ? AND expires_at < ?', [expiresAt, id, expiresAt]);
    },

    async change(cartId, entries, forget) {
      const results = await db.write([
        {
          sql: `INSERT INTO cart_entries (id, cart_id, kind, variant_id, options, quantity, text, clock)
                SELECT e.value ->> 'id', c.id, e.value ->> 'kind', e.value ->> 'variantId', e.value -> 'options',
                       e.value ->> 'quantity', e.value ->> 'text', e.value ->> 'clock'
                FROM json_each(?) e JOIN carts c ON c.id = ? WHERE true
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

    async expired(before, limit) {
      const rows = await db.all(`SELECT ${CART_COLUMNS} FROM carts WHERE expires_at < ? ORDER BY expires_at LIMIT ?`, [
        before,
        limit,
      ]);
      return z.array(CartRow).parse(rows);
    },

    async remove(id) {
      await db.run('DELETE FROM carts WHERE id = ?', [id]);
    },
  };
}
