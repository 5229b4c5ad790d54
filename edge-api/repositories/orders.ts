import { z } from 'zod';
import { Address, FulfilmentStatus, OrderStatus, PaymentStatus } from '../contract/orders.ts';
import { PaymentMethodId } from '../contract/stores.ts';
import { isAbort, isDuplicate, type Database, type SqlRow, type Statement } from '../db/database.ts';
import { flag, json } from './columns.ts';
import { insertWork, type OutboxWork } from './outbox.ts';
import { parseState, readState, type StoreState } from './state.ts';
import { StoredImage } from './stored-image.ts';

const LineSnapshot = z.object({
  key: z.string(),
  options: z.record(z.string(), z.string()),
  title: z.string(),
  variantTitle: z.string(),
  productHandle: z.string(),
  sku: z.string().nullable(),
  image: StoredImage.nullable(),
});

const OrderLineRow = z.object({
  variantId: z.string(),
  productId: z.string(),
  quantity: z.int(),
  unitMinor: z.int(),
  totalMinor: z.int(),
  snapshot: json(LineSnapshot),
});

const OrderRow = z.object({
  id: z.string(),
  number: z.int(),
  token: z.string(),
  requestHash: z.string(),
  status: OrderStatus,
  paymentStatus: PaymentStatus,
  fulfilmentStatus: FulfilmentStatus,
  email: z.string(),
  shippingAddress: json(Address),
  delivery: json(z.object({ id: z.string(), title: z.string() })),
  payment: json(z.object({ id: PaymentMethodId, title: z.string(), instructions: z.string() })),
  note: z.string(),
  currency: z.string(),
  subtotalMinor: z.int(),
  discountMinor: z.int(),
  shippingMinor: z.int(),
  taxMinor: z.int(),
  taxIncluded: flag,
  totalMinor: z.int(),
  placedAt: z.string(),
});

/** An order as it is kept. */
export type StoredOrder = z.infer<typeof OrderRow> & {
  readonly lines: readonly z.infer<typeof OrderLineRow>[];
};

/** Everything an order's transaction writes. The number is given inside it. */
export interface NewOrder extends Omit<StoredOrder, 'number' | 'status' | 'paymentStatus' | 'fulfilmentStatus'> {
  readonly tokenHash: string;
  readonly idempotencyKey: string;
  readonly priceVersion: number;
  readonly firstNumber: number;
  readonly customerId: string;
  readonly paymentId: string;
  readonly phone: string;
  readonly cartId: string | null;
  /** Ids of the stock movements, one a variant. */
  readonly movements: readonly { readonly id: string; readonly variantId: string; readonly quantity: number }[];
  readonly work: readonly { readonly id: string; readonly work: OutboxWork; readonly dueAt: number }[];
}

/** Why an order was not written, if it was not. */
export type PlaceOutcome = 'placed' | 'repeated' | 'prices_changed' | 'not_enough_stock' | 'too_many';

/** Most orders since a time: UTC, ISO 8601. */
export interface OrderLimit {
  readonly since: string;
  readonly most: number | null;
}

export interface OrderRepository {
  /** `limit` is how many orders may have been placed since a time, this one included; null without limit. */
  place(order: NewOrder, limit: OrderLimit): Promise<PlaceOutcome>;
  findByKey(idempotencyKey: string): Promise<FoundOrder | undefined>;
  findByToken(tokenHash: string): Promise<FoundOrder | undefined>;
  find(id: string): Promise<FoundOrder | undefined>;
}

/** An order, and the store it belongs to as it is now. */
export type FoundOrder = { readonly order: StoredOrder; readonly state: StoreState };

const ORDER_COLUMNS = `id, number, token, request_hash AS "requestHash", status, payment_status AS "paymentStatus",
  fulfilment_status AS "fulfilmentStatus", email, shipping_address AS "shippingAddress", delivery, payment, note, currency,
  subtotal_minor AS "subtotalMinor", discount_minor AS "discountMinor", shipping_minor AS "shippingMinor",
  tax_minor AS "taxMinor", tax_included AS "taxIncluded", total_minor AS "totalMinor", placed_at AS "placedAt"`;

/** Aborts the transaction, through the CHECK on the quantity, when the variant has gone off sale since it was priced. */
const insertLine = (orderId: string, position: number, line: NewOrder['lines'][number]): Statement => ({
  sql: `INSERT INTO order_lines (order_id, position, variant_id, product_id, quantity, unit_minor, total_minor, snapshot)
        VALUES (:order, :position, :variant, :product,
          CASE WHEN EXISTS (SELECT 1 FROM variants v JOIN products p ON p.id = v.product_id
            WHERE v.id = :variant AND p.status = 'active' AND p.published = 1) THEN :quantity ELSE 0 END,
          :unit, :total, :snapshot)`,
  args: {
    order: orderId,
    position,
    variant: line.variantId,
    product: line.productId,
    quantity: line.quantity,
    unit: line.unitMinor,
    total: line.totalMinor,
    snapshot: JSON.stringify(line.snapshot),
  },
});

/** Counts and writes in one transaction: where there are as many as there may be, the number is missing and it aborts. */
function insertOrder(order: NewOrder, { since, most }: OrderLimit): Statement {
  return {
    sql: `INSERT INTO orders (id, number, token_hash, token, idempotency_key, request_hash, price_version, customer_id, email,
            phone, shipping_address, delivery, payment, note, currency, subtotal_minor, discount_minor, shipping_minor,
            tax_minor, tax_included, total_minor, cart_id, placed_at)
          VALUES (:id, CASE WHEN :most IS NULL OR (SELECT count(*) FROM orders WHERE placed_at >= :since) < :most
              THEN (SELECT coalesce(max(number) + 1, :firstNumber) FROM orders) END, :tokenHash, :token, :key, :requestHash,
            :priceVersion, (SELECT id FROM customers WHERE email = :email), :email, :phone, :address, :delivery, :payment,
            :note, :currency, :subtotal, :discount, :shipping, :tax, :taxIncluded, :total, :cartId, :placedAt)`,
    args: {
      since,
      most,
      id: order.id,
      firstNumber: order.firstNumber,
      tokenHash: order.tokenHash,
      token: order.token,
      key: order.idempotencyKey,
      requestHash: order.requestHash,
      priceVersion: order.priceVersion,
      email: order.email,
      phone: order.phone,
      address: JSON.stringify(order.shippingAddress),
      delivery: JSON.stringify(order.delivery),
      payment: JSON.stringify(order.payment),
      note: order.note,
      currency: order.currency,
      subtotal: order.subtotalMinor,
      discount: order.discountMinor,
      shipping: order.shippingMinor,
      tax: order.taxMinor,
      taxIncluded: Number(order.taxIncluded),
      total: order.totalMinor,
      cartId: order.cartId,
      placedAt: order.placedAt,
    },
  };
}

function placeStatements(order: NewOrder, limit: OrderLimit): Statement[] {
  const { id, movements, placedAt } = order;
  return [
    {
      // What a customer's name is stays as first given: whoever knows an address must not be able to rename its owner.
      sql: 'INSERT INTO customers (id, email, name, phone, created_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT (email) DO NOTHING',
      args: [order.customerId, order.email, order.shippingAddress.name, order.phone, placedAt],
    },
    insertOrder(order, limit),
    ...order.lines.map((line, position) => insertLine(id, position, line)),
    {
      sql: `INSERT INTO payments (id, order_id, provider, method, status, amount_minor, currency, created_at)
            VALUES (?, ?, 'manual', ?, 'pending', ?, ?, ?)`,
      args: [order.paymentId, id, order.payment.id, order.totalMinor, order.currency, placedAt],
    },
    ...movements.map(({ id: movementId, variantId, quantity }) => ({
      sql: `INSERT INTO stock_movements (id, variant_id, order_id, delta, reason, created_at)
            SELECT ?, id, ?, ?, 'sale', ? FROM variants WHERE id = ? AND inventory_tracked = 1`,
      args: [movementId, id, -quantity, placedAt, variantId],
    })),
    {
      sql: `UPDATE products SET available = EXISTS (SELECT 1 FROM variants v WHERE v.product_id = products.id
              AND (v.inventory_tracked = 0 OR v.inventory_policy = 'continue' OR v.inventory_quantity > 0))
            WHERE id IN (SELECT value FROM json_each(?))`,
      args: [JSON.stringify(order.lines.map((line) => line.productId))],
    },
    {
      sql: `UPDATE store_state SET catalogue_version = catalogue_version + 1
            WHERE EXISTS (SELECT 1 FROM variants WHERE inventory_tracked = 1 AND id IN (SELECT value FROM json_each(?)))`,
      args: [JSON.stringify(movements.map((movement) => movement.variantId))],
    },
    ...order.work.map(({ id: workId, work, dueAt }) => insertWork(workId, work, dueAt)),
  ];
}

export function orderRepository(db: Database): OrderRepository {
  async function find(condition: string, value: string): Promise<FoundOrder | undefined> {
    const [state, orders, lines] = await db.read([
      readState,
      { sql: `SELECT ${ORDER_COLUMNS} FROM orders WHERE ${condition} = ?`, args: [value] },
      {
        sql: `SELECT variant_id AS "variantId", product_id AS "productId", quantity, unit_minor AS "unitMinor",
                total_minor AS "totalMinor", snapshot
              FROM order_lines WHERE order_id = (SELECT id FROM orders WHERE ${condition} = ?) ORDER BY position`,
        args: [value],
      },
    ]);
    const row: SqlRow | undefined = orders?.[0];
    if (!row) return undefined;
    return { order: { ...OrderRow.parse(row), lines: z.array(OrderLineRow).parse(lines) }, state: parseState(state) };
  }

  return {
    async place(order, limit) {
      try {
        await db.write(placeStatements(order, limit));
        return 'placed';
      } catch (error) {
        if (isDuplicate(error, 'orders.idempotency_key')) return 'repeated';
        if (isAbort(error, 'prices_changed')) return 'prices_changed';
        if (isAbort(error, 'not_enough_stock')) return 'not_enough_stock';
        // The CHECK of `insertLine`: priced, then taken off sale.
        if (error instanceof Error && /CHECK constraint failed: quantity > 0/.test(error.message))
          return 'prices_changed';
        if (error instanceof Error && /NOT NULL constraint failed: orders\.number/.test(error.message))
          return 'too_many';
        throw error;
      }
    },
    findByKey: (key) => find('idempotency_key', key),
    findByToken: (tokenHash) => find('token_hash', tokenHash),
    find: (id) => find('id', id),
  };
}
