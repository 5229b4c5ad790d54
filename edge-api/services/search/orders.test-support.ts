import type { Database } from '../../db/database.ts';

let made = 0;

/** Writes an order of these products into a store as checkouts leave it, as far as counting reads it. */
export async function order(
  db: Database,
  handles: readonly string[],
  at: number,
  status: 'open' | 'cancelled' = 'open',
): Promise<void> {
  const id = `o-${(made += 1)}`;
  await db.write([
    {
      sql: `INSERT INTO orders (id, number, token_hash, token, idempotency_key, request_hash, price_version, status, email,
              shipping_address, delivery, payment, currency, subtotal_minor, shipping_minor, tax_minor, tax_included,
              total_minor, placed_at)
            SELECT ?, (SELECT coalesce(max(number), 1000) + 1 FROM orders), ?, ?, ?, '', price_version, ?, 'a@shop.example',
              '{}', '{}', '{}', currency, 0, 0, 0, 0, 0, ? FROM store_state`,
      args: [id, id, id, id, status, new Date(at).toISOString()],
    },
    ...handles.map((handle, position) => ({
      sql: `INSERT INTO order_lines (id, order_id, position, variant_id, product_id, quantity, unit_minor, total_minor, snapshot)
            VALUES (?, ?, ?, ?, ?, 1, 0, 0, '{}')`,
      args: [`${id}-${position}`, id, position, `v-${handle}-0`, `p-${handle}`],
    })),
  ]);
}
