import { z } from 'zod';
import type { CartEntry } from '../contract/cart-log.ts';
import type { Database, SqlRow, Statement } from '../db/database.ts';
import { json } from './columns.ts';

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

export interface CartRepository {
  insert(cart: CartRow): Promise<void>;
  find(id: string): Promise<CartRow | undefined>;
  findByToken(tokenHash: string): Promise<CartRow | undefined>;
  /** Moves the expiry on. */
  extend(id: string, expiresAt: number): Promise<void>;
  entries(cartId: string): Promise<CartEntry[]>;
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

    find: async (id) => one(await db.first(`SELECT ${CART_COLUMNS} FROM carts WHERE id = ?`, [id])),

    findByToken: async (hash) => one(await db.first(`SELECT ${CART_COLUMNS} FROM carts WHERE token_hash = ?`, [hash])),

    async extend(id, expiresAt) {
      await db.run('UPDATE carts SET expires_at = ? WHERE id = ? AND expires_at < ?', [expiresAt, id, expiresAt]);
    },

    async entries(cartId) {
      const { sql, args = [] } = readEntries(cartId);
      return parseEntries(await db.all(sql, args));
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
