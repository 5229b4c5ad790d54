import { isAbort, isDuplicate, type Database, type Statement } from '../db/database.ts';
import { completeCheckout } from './checkout-drafts.ts';
import { redemptionStatements, type RedeemedDiscount } from './discounts.ts';
import { addEvent, demand } from './order-changes.ts';
import { readOrder, type FoundOrder, type StoredLine, type StoredOrder } from './order-rows.ts';
import { insertWork, type OutboxWork } from './outbox.ts';

export type { FoundOrder, StoredOrder } from './order-rows.ts';

/** A line as it is placed. */
export type NewLine = Omit<StoredLine, 'fulfilled' | 'returned' | 'refunded' | 'removed'>;

/** Everything an order's transaction writes. The number is given inside it. */
export interface NewOrder extends Pick<
  StoredOrder,
  | 'id'
  | 'token'
  | 'requestHash'
  | 'email'
  | 'phone'
  | 'locale'
  | 'shippingAddress'
  | 'billingAddress'
  | 'delivery'
  | 'payment'
  | 'note'
  | 'consent'
  | 'currency'
  | 'exchange'
  | 'subtotalMinor'
  | 'discountMinor'
  | 'shippingMinor'
  | 'taxMinor'
  | 'taxIncluded'
  | 'totalMinor'
  | 'discounts'
  | 'taxes'
  | 'cartId'
  | 'checkoutId'
  | 'reservedUntil'
> {
  readonly tokenHash: string;
  readonly idempotencyKey: string;
  readonly priceVersion: number;
  readonly firstNumber: number;
  /** Who is signed in, or null. */
  readonly customerId: string | null;
  /** Whether the page it was placed on said the e-mail, and so may see it at a payment provider's. */
  readonly emailFromPage: boolean;
  /** Id of the row a guest's e-mail address gets when it is new here. */
  readonly guestId: string;
  readonly paymentId: string;
  /** Epoch milliseconds. */
  readonly placedAt: number;
  readonly lines: readonly NewLine[];
  /** Ids of the stock movements, one a variant. */
  readonly movements: readonly { readonly id: string; readonly variantId: string; readonly quantity: number }[];
  readonly redemptions: readonly RedeemedDiscount[];
  /** Units from which on stock is low; 0 for never. */
  readonly lowAt: number;
  readonly work: readonly { readonly id: string; readonly work: OutboxWork; readonly dueAt: number }[];
}

/** Why an order was not written, if it was not. */
export type PlaceOutcome =
  'placed' | 'repeated' | 'prices_changed' | 'not_enough_stock' | 'discount_used_up' | 'checkout_closed' | 'too_many';

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

/** Aborts the transaction, through the CHECK on the quantity, when the variant has gone off sale since it was priced. */
export const insertLine = (orderId: string, position: number, line: NewLine): Statement => ({
  sql: `INSERT INTO order_lines (id, order_id, position, variant_id, product_id, quantity, unit_minor, total_minor,
          discount_minor, tax_minor, snapshot)
        VALUES (:id, :order, :position, :variant, :product,
          CASE WHEN EXISTS (SELECT 1 FROM variants v JOIN products p ON p.id = v.product_id
            WHERE v.id = :variant AND p.status = 'active' AND p.published = 1) THEN :quantity ELSE 0 END,
          :unit, :total, :discount, :tax, :snapshot)`,
  args: {
    id: line.id,
    order: orderId,
    position,
    variant: line.variantId,
    product: line.productId,
    quantity: line.quantity,
    unit: line.unitMinor,
    total: line.totalMinor,
    discount: line.discountMinor,
    tax: line.taxMinor,
    snapshot: JSON.stringify(line.snapshot),
  },
});

/** Counts and writes in one transaction: where there are as many as there may be, the number is missing and it aborts. */
function insertOrder(order: NewOrder, { since, most }: OrderLimit): Statement {
  return {
    sql: `INSERT INTO orders (id, number, token_hash, token, idempotency_key, request_hash, price_version, payment_status,
            customer_id, email, phone, locale, shipping_address, billing_address, delivery, payment, note, consent, currency,
            exchange, subtotal_minor, discount_minor, shipping_minor, tax_minor, tax_included, total_minor, discounts,
            tax_lines, cart_id, checkout_id, reserved_until, placed_at)
          VALUES (:id, CASE WHEN :most IS NULL OR (SELECT count(*) FROM orders WHERE placed_at >= :since) < :most
              THEN (SELECT coalesce(max(number) + 1, :firstNumber) FROM orders) END, :tokenHash, :token, :key, :requestHash,
            :priceVersion, CASE WHEN :total = 0 THEN 'paid' ELSE 'pending' END,
            coalesce(:customer, (SELECT id FROM customers WHERE email = :email)), :email, :phone, :locale, :address, :billing,
            :delivery, :payment, :note, :consent, :currency, :exchange, :subtotal, :discount, :shipping, :tax, :taxIncluded,
            :total, :discounts, :taxes, :cartId, :checkoutId, CASE WHEN :total = 0 THEN NULL ELSE :reservedUntil END, :placedAt)`,
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
      customer: order.customerId,
      email: order.email,
      phone: order.phone,
      locale: order.locale,
      billing: order.billingAddress && JSON.stringify(order.billingAddress),
      consent: JSON.stringify(order.consent),
      exchange: order.exchange && JSON.stringify(order.exchange),
      discounts: JSON.stringify(order.discounts),
      taxes: JSON.stringify(order.taxes),
      checkoutId: order.checkoutId,
      reservedUntil: order.reservedUntil,
      address: JSON.stringify(order.shippingAddress),
      delivery: JSON.stringify(order.delivery),
      payment: JSON.stringify({ ...order.payment, emailFromPage: order.emailFromPage }),
      note: order.note,
      currency: order.currency,
      subtotal: order.subtotalMinor,
      discount: order.discountMinor,
      shipping: order.shippingMinor,
      tax: order.taxMinor,
      taxIncluded: Number(order.taxIncluded),
      total: order.totalMinor,
      cartId: order.cartId,
      placedAt: new Date(order.placedAt).toISOString(),
    },
  };
}

/** Tells of a variant of which this sale, and no other, has left few. */
const stockLow = ({ id, lowAt, placedAt }: NewOrder, movement: NewOrder['movements'][number]): Statement => ({
  sql: `INSERT INTO outbox (id, kind, payload, due_at)
        SELECT :id, 'event', json_object('kind', 'event', 'type', 'stock.low', 'at', :time, 'orderId', :order, 'variantId', id), :at
        FROM variants WHERE id = :variant AND inventory_tracked = 1 AND inventory_quantity <= :lowAt
          AND inventory_quantity + :quantity > :lowAt`,
  args: {
    id: `${movement.id}-low`,
    time: new Date(placedAt).toISOString(),
    order: id,
    at: placedAt,
    variant: movement.variantId,
    quantity: movement.quantity,
    lowAt,
  },
});

/** Ends the draft an order came from. A draft places one order: of two tabs that send it at once, one is refused. */
const completing = ({ id, checkoutId, cartId, placedAt }: NewOrder): Statement[] => [
  ...(checkoutId === null
    ? []
    : [
        demand(
          'checkout_closed',
          `NOT EXISTS (SELECT 1 FROM checkouts WHERE id = :checkout AND status = 'completed')`,
          { checkout: checkoutId },
        ),
      ]),
  ...(checkoutId === null && cartId === null ? [] : [completeCheckout({ checkoutId, cartId }, id, placedAt)]),
];

function placeStatements(order: NewOrder, limit: OrderLimit): Statement[] {
  const { id, movements } = order;
  const placedAt = new Date(order.placedAt).toISOString();
  return [
    {
      // What a customer's name is stays as first given: whoever knows an address must not be able to rename its owner.
      sql: 'INSERT INTO customers (id, email, name, phone, created_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT (email) DO NOTHING',
      args: [order.guestId, order.email, order.shippingAddress.name, order.phone, placedAt],
    },
    insertOrder(order, limit),
    ...order.lines.map((line, position) => insertLine(id, position, line)),
    {
      sql: `INSERT INTO payments (id, order_id, provider, method, status, amount_minor, currency, created_at, updated_at)
            VALUES (:id, :order, :provider, :method, CASE WHEN :amount = 0 THEN 'succeeded' ELSE 'pending' END, :amount,
              :currency, :at, :at)`,
      args: {
        id: order.paymentId,
        order: id,
        provider: order.payment.provider,
        method: order.payment.id,
        amount: order.totalMinor,
        currency: order.currency,
        at: placedAt,
      },
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
    ...(order.lowAt > 0 ? movements.map((movement) => stockLow(order, movement)) : []),
    ...redemptionStatements(order, order.redemptions),
    ...completing(order),
    addEvent(id, 'placed', 'shopper', order.placedAt, {}, true),
    ...order.work.map(({ id: workId, work, dueAt }) => insertWork(workId, work, dueAt)),
  ];
}

export function orderRepository(db: Database): OrderRepository {
  return {
    async place(order, limit) {
      try {
        await db.write(placeStatements(order, limit));
        return 'placed';
      } catch (error) {
        if (isDuplicate(error, 'orders.idempotency_key')) return 'repeated';
        if (isAbort(error, 'prices_changed')) return 'prices_changed';
        if (isAbort(error, 'not_enough_stock')) return 'not_enough_stock';
        if (isAbort(error, 'discount_used_up')) return 'discount_used_up';
        if (isAbort(error, 'checkout_closed')) return 'checkout_closed';
        // The CHECK of `insertLine`: priced, then taken off sale.
        if (error instanceof Error && /CHECK constraint failed: quantity > 0/.test(error.message))
          return 'prices_changed';
        if (error instanceof Error && /NOT NULL constraint failed: orders\.number/.test(error.message))
          return 'too_many';
        throw error;
      }
    },
    async findByKey(key) {
      // Nearly every key is new: it is not worth reading seven tables to learn so.
      const known = await db.first('SELECT id FROM orders WHERE idempotency_key = ?', [key]);
      return known && readOrder(db, 'id', String(known['id']));
    },
    findByToken: (tokenHash) => readOrder(db, 'token_hash', tokenHash),
    find: (id) => readOrder(db, 'id', id),
  };
}
