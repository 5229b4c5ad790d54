import { z } from 'zod';
import {
  Address,
  FulfilmentStatus,
  OrderActor,
  OrderEventType,
  OrderStatus,
  PaymentStatus,
  RefundStatus,
} from '../contract/orders.ts';
import { AppliedDiscount, TaxLine } from '../contract/quotes.ts';
import { PaymentMethodId } from '../contract/stores.ts';
import type { Database, SqlRow, Statement } from '../db/database.ts';
import { flag, json } from './columns.ts';
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
  /** Units that were not in stock when it was placed. */
  backordered: z.int().default(0),
});

const OrderLineRow = z.object({
  id: z.string(),
  variantId: z.string(),
  productId: z.string(),
  quantity: z.int(),
  unitMinor: z.int(),
  totalMinor: z.int(),
  discountMinor: z.int(),
  taxMinor: z.int(),
  fulfilled: z.int(),
  returned: z.int(),
  refunded: z.int(),
  removed: z.int(),
  snapshot: json(LineSnapshot),
});
/** A line as it is kept: `quantity` is as placed, `removed` of it was taken out since. */
export type StoredLine = z.infer<typeof OrderLineRow>;

const OrderRow = z.object({
  id: z.string(),
  number: z.int(),
  token: z.string(),
  requestHash: z.string(),
  version: z.int(),
  status: OrderStatus,
  paymentStatus: PaymentStatus,
  fulfilmentStatus: FulfilmentStatus,
  disputed: flag,
  customerId: z.string().nullable(),
  email: z.string(),
  phone: z.string(),
  locale: z.string(),
  shippingAddress: json(Address),
  billingAddress: json(Address).nullable(),
  delivery: json(z.object({ id: z.string(), title: z.string() })),
  payment: json(
    z.object({
      id: PaymentMethodId,
      title: z.string(),
      instructions: z.string(),
      provider: z.string().default('manual'),
    }),
  ),
  note: z.string(),
  tags: json(z.array(z.string())),
  consent: json(z.object({ marketing: z.boolean().optional() })),
  currency: z.string(),
  exchange: json(z.object({ baseCurrency: z.string(), rate: z.string() })).nullable(),
  subtotalMinor: z.int(),
  discountMinor: z.int(),
  shippingMinor: z.int(),
  taxMinor: z.int(),
  taxIncluded: flag,
  totalMinor: z.int(),
  discounts: json(z.array(AppliedDiscount)),
  taxes: json(z.array(TaxLine)),
  paidMinor: z.int(),
  refundedMinor: z.int(),
  cartId: z.string().nullable(),
  checkoutId: z.string().nullable(),
  reservedUntil: z.int().nullable(),
  placedAt: z.string(),
  cancelledAt: z.string().nullable(),
  cancelReason: z.string().nullable(),
});

const EventRow = z.object({
  id: z.string(),
  at: z.string(),
  type: OrderEventType,
  actor: OrderActor,
  detail: json(z.record(z.string(), z.unknown())),
  visible: flag,
});
export type StoredEvent = z.infer<typeof EventRow>;

const FulfilmentRow = z.object({
  id: z.string(),
  idempotencyKey: z.string().nullable(),
  carrier: z.string(),
  trackingNumber: z.string(),
  trackingUrl: z.string(),
  createdAt: z.string(),
  deliveredAt: z.string().nullable(),
  lines: json(z.array(z.object({ lineId: z.string(), quantity: z.int() }))),
});
export type StoredFulfilment = z.infer<typeof FulfilmentRow>;

const ReturnRow = z.object({
  id: z.string(),
  status: z.enum(['requested', 'received', 'declined']),
  reason: z.string(),
  createdAt: z.string(),
  receivedAt: z.string().nullable(),
  lines: json(z.array(z.object({ lineId: z.string(), quantity: z.int(), restocked: z.int() }))),
});
export type StoredReturn = z.infer<typeof ReturnRow>;

const RefundRow = z.object({
  id: z.string(),
  key: z.string(),
  amountMinor: z.int(),
  reason: z.string(),
  status: RefundStatus,
  createdAt: z.string(),
  lines: json(z.array(z.object({ lineId: z.string(), quantity: z.int(), amountMinor: z.int(), restock: z.int() }))),
});
export type StoredRefund = z.infer<typeof RefundRow>;

const PaymentRow = z.object({
  id: z.string(),
  provider: z.string(),
  status: z.enum(['pending', 'requires_action', 'processing', 'succeeded', 'failed', 'cancelled']),
  amountMinor: z.int(),
  capturedMinor: z.int(),
  refundedMinor: z.int(),
});
export type StoredOrderPayment = z.infer<typeof PaymentRow>;

/** An order as it is kept, with all that happened to it. */
export type StoredOrder = z.infer<typeof OrderRow> & {
  readonly lines: readonly StoredLine[];
  readonly events: readonly StoredEvent[];
  readonly fulfilments: readonly StoredFulfilment[];
  readonly returns: readonly StoredReturn[];
  readonly refunds: readonly StoredRefund[];
  readonly payments: readonly StoredOrderPayment[];
};

/** An order, and the store it belongs to as it is now. */
export type FoundOrder = { readonly order: StoredOrder; readonly state: StoreState };

export const ORDER_COLUMNS = `id, number, token, request_hash AS "requestHash", version, status, payment_status AS "paymentStatus",
  fulfilment_status AS "fulfilmentStatus", disputed, customer_id AS "customerId", email, phone, locale,
  shipping_address AS "shippingAddress", billing_address AS "billingAddress", delivery, payment, note, tags, consent, currency,
  exchange, subtotal_minor AS "subtotalMinor", discount_minor AS "discountMinor", shipping_minor AS "shippingMinor",
  tax_minor AS "taxMinor", tax_included AS "taxIncluded", total_minor AS "totalMinor", discounts, tax_lines AS taxes,
  paid_minor AS "paidMinor", refunded_minor AS "refundedMinor", cart_id AS "cartId", checkout_id AS "checkoutId",
  reserved_until AS "reservedUntil", placed_at AS "placedAt", cancelled_at AS "cancelledAt", cancel_reason AS "cancelReason"`;

/** What belongs to the order `wanted` names, an SQL expression with one parameter. */
function partsOf(wanted: string): string[] {
  return [
    `SELECT id, variant_id AS "variantId", product_id AS "productId", quantity, unit_minor AS "unitMinor",
       total_minor AS "totalMinor", discount_minor AS "discountMinor", tax_minor AS "taxMinor", fulfilled, returned, refunded,
       removed, snapshot FROM order_lines WHERE order_id = ${wanted} ORDER BY position`,
    `SELECT id, at, type, actor, detail, visible FROM order_events WHERE order_id = ${wanted} ORDER BY at, id`,
    `SELECT id, idempotency_key AS "idempotencyKey", carrier, tracking_number AS "trackingNumber", tracking_url AS "trackingUrl", created_at AS "createdAt",
       delivered_at AS "deliveredAt", (SELECT json_group_array(json_object('lineId', l.line_id, 'quantity', l.quantity))
         FROM fulfilment_lines l WHERE l.fulfilment_id = f.id) AS lines
     FROM fulfilments f WHERE order_id = ${wanted} ORDER BY id`,
    `SELECT id, status, reason, created_at AS "createdAt", received_at AS "receivedAt",
       (SELECT json_group_array(json_object('lineId', l.line_id, 'quantity', l.quantity, 'restocked', l.restocked))
         FROM return_lines l WHERE l.return_id = r.id) AS lines
     FROM returns r WHERE order_id = ${wanted} ORDER BY id`,
    `SELECT id, idempotency_key AS key, amount_minor AS "amountMinor", reason, status, created_at AS "createdAt",
       (SELECT json_group_array(json_object('lineId', l.line_id, 'quantity', l.quantity, 'amountMinor', l.amount_minor,
          'restock', l.restock)) FROM refund_lines l WHERE l.refund_id = r.id) AS lines
     FROM refunds r WHERE order_id = ${wanted} ORDER BY id`,
    `SELECT id, provider, status, amount_minor AS "amountMinor", captured_minor AS "capturedMinor",
       refunded_minor AS "refundedMinor" FROM payments WHERE order_id = ${wanted} ORDER BY id`,
  ];
}

/** Columns an order is found by. */
export type OrderKey = 'id' | 'token_hash' | 'idempotency_key';

/** Reads one order with all that belongs to it, as of one moment. */
export async function readOrder(db: Database, key: OrderKey, value: string): Promise<FoundOrder | undefined> {
  const wanted = key === 'id' ? '?' : `(SELECT id FROM orders WHERE ${key} = ?)`;
  const statements: Statement[] = [`SELECT ${ORDER_COLUMNS} FROM orders WHERE ${key} = ?`, ...partsOf(wanted)].map(
    (sql) => ({ sql, args: [value] }),
  );
  const [state, orders, lines, events, fulfilments, returns, refunds, payments] = await db.read([
    readState,
    ...statements,
  ]);
  const row: SqlRow | undefined = orders?.[0];
  if (!row) return undefined;
  return {
    order: {
      ...OrderRow.parse(row),
      lines: z.array(OrderLineRow).parse(lines),
      events: z.array(EventRow).parse(events),
      fulfilments: z.array(FulfilmentRow).parse(fulfilments),
      returns: z.array(ReturnRow).parse(returns),
      refunds: z.array(RefundRow).parse(refunds),
      payments: z.array(PaymentRow).parse(payments),
    },
    state: parseState(state),
  };
}
