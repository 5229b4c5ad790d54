import { z } from 'zod';
import { Address } from '../contract/orders.ts';
import type { Database, SqlRow } from '../db/database.ts';
import { flag, json } from './columns.ts';
import { StoredImage } from './stored-image.ts';

const LineFact = z.object({
  title: z.string(),
  variantTitle: z.string(),
  options: z.record(z.string(), z.string()).default({}),
  image: StoredImage.nullable(),
});

const LineRow = z.object({
  id: z.string(),
  quantity: z.int(),
  totalMinor: z.int(),
  snapshot: json(LineFact),
});
export type LineFacts = z.infer<typeof LineRow>;

const OrderRow = z.object({
  id: z.string(),
  number: z.int(),
  token: z.string(),
  email: z.string(),
  locale: z.string(),
  shippingAddress: json(Address),
  delivery: json(z.object({ title: z.string() })),
  payment: json(z.object({ id: z.string().default(''), title: z.string(), instructions: z.string() })),
  currency: z.string(),
  subtotalMinor: z.int(),
  discountMinor: z.int(),
  shippingMinor: z.int(),
  taxMinor: z.int(),
  taxIncluded: flag,
  totalMinor: z.int(),
  paidMinor: z.int(),
  cancelReason: z.string().nullable(),
  placedAt: z.string(),
  provider: z.string().nullable(),
});
/** An order as mails tell of it. */
export type OrderFacts = z.infer<typeof OrderRow> & { readonly lines: readonly LineFacts[] };

const FulfilmentRow = z.object({
  carrier: z.string(),
  trackingNumber: z.string(),
  trackingUrl: z.string(),
  notify: flag,
  deliveredAt: z.string().nullable(),
});
export type FulfilmentFacts = z.infer<typeof FulfilmentRow> & {
  readonly lines: readonly { readonly lineId: string; readonly quantity: number }[];
};

const RefundRow = z.object({ amountMinor: z.int(), reason: z.string(), error: z.string() });
export type RefundFacts = z.infer<typeof RefundRow>;

const ReturnRow = z.object({ reason: z.string() });
/** Goods that come back, or have. */
export type ReturnFacts = z.infer<typeof ReturnRow> & {
  readonly lines: readonly { readonly lineId: string; readonly quantity: number }[];
};

const CustomerRow = z.object({ email: z.string(), name: z.string(), hasAccount: flag });
export type CustomerFacts = z.infer<typeof CustomerRow>;

const EndpointRow = z.object({ url: z.string() });
/** Where the merchant's own systems are told. */
export type EndpointFacts = z.infer<typeof EndpointRow>;

const SubscriberRow = z.object({ leaveToken: z.string(), words: z.string(), page: z.string() });
/** Who asked for the newsletter, and what opens the way out. */
export type SubscriberFacts = z.infer<typeof SubscriberRow>;

const VariantRow = z.object({
  productId: z.string(),
  title: z.string(),
  options: json(z.array(z.string())),
  sku: z.string(),
  left: z.int(),
});
export type VariantFacts = z.infer<typeof VariantRow>;

/** How many units of which lines. */
const UnitRows = z.array(z.object({ lineId: z.string(), quantity: z.int() }));

const maybe = <Shape extends z.ZodType>(shape: Shape, row: SqlRow | undefined): z.infer<Shape> | undefined =>
  row && shape.parse(row);

/** What mails need to know of the things an event names. */
export interface EventFactsRepository {
  order(id: string): Promise<OrderFacts | undefined>;
  fulfilment(id: string): Promise<FulfilmentFacts | undefined>;
  returned(id: string): Promise<ReturnFacts | undefined>;
  customer(id: string): Promise<CustomerFacts | undefined>;
  endpoint(id: string): Promise<EndpointFacts | undefined>;
  refund(id: string): Promise<RefundFacts | undefined>;
  variant(id: string): Promise<VariantFacts | undefined>;
  subscriber(email: string): Promise<SubscriberFacts | undefined>;
}

export function eventFactsRepository(db: Database): EventFactsRepository {
  return {
    async order(id) {
      const [orders, lines] = await db.read([
        {
          sql: `SELECT id, number, token, email, locale, shipping_address AS "shippingAddress", delivery, payment, currency,
                  subtotal_minor AS "subtotalMinor", discount_minor AS "discountMinor", shipping_minor AS "shippingMinor",
                  tax_minor AS "taxMinor", tax_included AS "taxIncluded", total_minor AS "totalMinor",
                  paid_minor AS "paidMinor", cancel_reason AS "cancelReason", placed_at AS "placedAt",
                  (SELECT provider FROM payments p WHERE p.order_id = o.id ORDER BY p.id LIMIT 1) AS provider
                FROM orders o WHERE id = ?`,
          args: [id],
        },
        {
          sql: `SELECT id, quantity - removed AS quantity, total_minor AS "totalMinor", snapshot FROM order_lines
                WHERE order_id = ? AND quantity > removed ORDER BY position`,
          args: [id],
        },
      ]);
      const order = maybe(OrderRow, orders?.[0]);
      return order && { ...order, lines: z.array(LineRow).parse(lines) };
    },
    async fulfilment(id) {
      const [found, lines] = await db.read([
        {
          sql: `SELECT carrier, tracking_number AS "trackingNumber", tracking_url AS "trackingUrl", notify,
                  delivered_at AS "deliveredAt" FROM fulfilments WHERE id = ?`,
          args: [id],
        },
        {
          sql: 'SELECT line_id AS "lineId", quantity FROM fulfilment_lines WHERE fulfilment_id = ?',
          args: [id],
        },
      ]);
      const fulfilment = maybe(FulfilmentRow, found?.[0]);
      return fulfilment && { ...fulfilment, lines: UnitRows.parse(lines) };
    },
    async returned(id) {
      const [found, lines] = await db.read([
        { sql: 'SELECT reason FROM returns WHERE id = ?', args: [id] },
        { sql: 'SELECT line_id AS "lineId", quantity FROM return_lines WHERE return_id = ?', args: [id] },
      ]);
      const returned = maybe(ReturnRow, found?.[0]);
      return returned && { ...returned, lines: UnitRows.parse(lines) };
    },
    customer: async (id) =>
      maybe(
        CustomerRow,
        await db.first(
          'SELECT email, name, account_id IS NOT NULL AS "hasAccount" FROM customers WHERE id = ? AND erased_at IS NULL',
          [id],
        ),
      ),
    endpoint: async (id) => maybe(EndpointRow, await db.first('SELECT url FROM webhook_endpoints WHERE id = ?', [id])),
    refund: async (id) =>
      maybe(
        RefundRow,
        await db.first('SELECT amount_minor AS "amountMinor", reason, error FROM refunds WHERE id = ?', [id]),
      ),
    variant: async (id) =>
      maybe(
        VariantRow,
        await db.first(
          `SELECT p.id AS "productId", p.title, v.option_values AS options, v.sku, v.inventory_quantity AS left
           FROM variants v JOIN products p ON p.id = v.product_id WHERE v.id = ?`,
          [id],
        ),
      ),
    subscriber: async (email) =>
      maybe(
        SubscriberRow,
        await db.first(
          'SELECT leave_token AS "leaveToken", words, page FROM newsletter_subscribers WHERE email = lower(?)',
          [email],
        ),
      ),
  };
}
