import { z } from '@hono/zod-openapi';
import { MAX_QUANTITY } from './cart-log.ts';
import { Money } from './money.ts';
import {
  EnteredAddress,
  Fulfilment,
  FulfilmentStatus,
  Order,
  OrderLine,
  OrderStatus,
  PaymentStatus,
  Refund,
} from './orders.ts';
import { plainText } from './plain-text.ts';
import { RequestedLine } from './quotes.ts';

/** An order in a list. */
export const OrderSummary = z
  .object({
    id: z.string(),
    number: z.string(),
    placedAt: z.string(),
    status: OrderStatus,
    paymentStatus: PaymentStatus,
    fulfilmentStatus: FulfilmentStatus,
    disputed: z.boolean(),
    email: z.string(),
    name: z.string(),
    units: z.int(),
    total: Money,
    tags: z.array(z.string()),
  })
  .openapi('OrderSummary');
export type OrderSummary = z.infer<typeof OrderSummary>;

/** `GET …/orders`: newest first. */
export const ListOrders = z
  .object({
    status: OrderStatus.optional(),
    payment: PaymentStatus.optional(),
    fulfilment: FulfilmentStatus.optional(),
    email: z.string().trim().max(254).optional(),
    /** As the shopper is told it, or without what stands before it. */
    number: z.string().trim().max(30).optional(),
    /** Id of a customer. */
    customer: z.string().max(64).optional(),
    /** Placed at this time or later, UTC, ISO 8601. */
    from: z.iso.datetime().optional(),
    /** Placed before this time. */
    to: z.iso.datetime().optional(),
    /** Part of an e-mail address, a name, a number, a SKU or a tag. */
    q: z.string().trim().min(1).max(100).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(25),
    /** The `next` of an earlier answer. */
    after: z
      .string()
      .regex(/^\d{1,15}$/, 'must be the next of an earlier answer')
      .optional(),
  })
  .openapi('ListOrders');
export type ListOrders = z.infer<typeof ListOrders>;

export const OrderList = z
  .object({
    orders: z.array(OrderSummary),
    /** What to give as `after` for older orders; null when there are none. */
    next: z.string().nullable(),
  })
  .openapi('OrderList');
export type OrderList = z.infer<typeof OrderList>;

export const ReturnStatus = z.enum(['requested', 'received', 'declined']).openapi('ReturnStatus');

/** Goods that come back. */
export const Return = z
  .object({
    id: z.string(),
    status: ReturnStatus,
    reason: z.string(),
    lines: z.array(z.object({ lineId: z.string(), quantity: z.int(), restocked: z.int() })),
    createdAt: z.string(),
    receivedAt: z.string().nullable(),
  })
  .openapi('Return');
export type Return = z.infer<typeof Return>;

/** An order as its merchant sees it: all of its timeline, and no token. */
export const AdminOrder = Order.omit({ token: true })
  .extend({
    /** Goes up with every change. */
    version: z.int(),
    customerId: z.string().nullable(),
    phone: z.string(),
    tags: z.array(z.string()),
    /** Whether the payer contests the payment. */
    disputed: z.boolean(),
    consent: z.object({ marketing: z.boolean() }),
    exchange: z.object({ baseCurrency: z.string(), rate: z.string() }).nullable(),
    checkoutId: z.string().nullable(),
    cancelledAt: z.string().nullable(),
    lines: z.array(OrderLine.extend({ removed: z.int() }).openapi('AdminOrderLine')),
    payments: z.array(
      z.object({
        id: z.string(),
        provider: z.string(),
        status: z.enum(['pending', 'requires_action', 'processing', 'succeeded', 'failed', 'cancelled']),
        amount: Money,
        captured: Money,
        refunded: Money,
      }),
    ),
    refunds: z.array(
      Refund.extend({
        lines: z.array(z.object({ lineId: z.string(), quantity: z.int(), amount: Money, restock: z.boolean() })),
      }).openapi('AdminRefund'),
    ),
    returns: z.array(Return),
    /** What may be done to it now. */
    may: z.object({
      cancel: z.boolean(),
      complete: z.boolean(),
      fulfil: z.boolean(),
      edit: z.boolean(),
      markPaid: z.boolean(),
      /** What could be paid back, in minor units. */
      refundMinor: z.int(),
    }),
  })
  .openapi('AdminOrder');
export type AdminOrder = z.infer<typeof AdminOrder>;
export const AdminOrderAnswer = z.object({ order: AdminOrder }).openapi('AdminOrderAnswer');
export type AdminOrderAnswer = z.infer<typeof AdminOrderAnswer>;

const idempotencyKey = z.string().min(8).max(255);
const units = z.int().min(1).max(MAX_QUANTITY);
const lineUnits = z.object({ lineId: z.string().min(1).max(64), quantity: units });
const eachOnce = (lines: readonly { lineId: string }[]) =>
  new Set(lines.map(({ lineId }) => lineId)).size === lines.length;
const onceMessage = 'Name each line once.';
const lines = <Line extends z.ZodType<{ lineId: string }>>(line: Line) =>
  z.array(line).max(200).refine(eachOnce, onceMessage);

/** `POST …/notes`. */
export const AddOrderNote = z
  .object({
    text: plainText(2000).min(1).openapi({ example: 'Packed with care' }),
    /** Whether the shopper sees it. */
    visible: z.boolean().default(false),
  })
  .openapi('AddOrderNote');

/** `PATCH …/orders/{id}`: what is left out stays. Lines only while nothing was sent. */
export const EditOrder = z
  .object({
    /** The version this edit is of; refused when the order has changed since. */
    version: z.int().optional(),
    email: z.email().max(254).optional(),
    phone: z.string().trim().max(40).optional(),
    shippingAddress: EnteredAddress.optional(),
    note: z.string().max(2000).optional(),
    tags: z.array(plainText(60).min(1)).max(50).optional(),
    /** New quantities; 0 takes the line out. */
    lines: lines(
      z.object({ lineId: z.string().min(1).max(64), quantity: z.int().min(0).max(MAX_QUANTITY) }),
    ).optional(),
    addLines: z.array(RequestedLine).max(50).optional(),
  })
  .openapi('EditOrder');
export type EditOrder = z.infer<typeof EditOrder>;

/** `POST …/cancel`. */
export const CancelOrder = z
  .object({
    reason: z.enum(['shopper', 'stock', 'fraud', 'payment', 'other']).default('other'),
    /** Puts what it took back into stock. */
    restock: z.boolean().default(true),
    /** Pays back all that was paid. */
    refund: z.boolean().default(false),
  })
  .openapi('CancelOrder');
export type CancelOrder = z.infer<typeof CancelOrder>;

/** A link a shopper is given. */
const trackingUrl = z.union([z.literal(''), z.url({ protocol: /^https?$/ }).max(1000)]);

/** `POST …/fulfilments`: a parcel. Without lines it holds all that is left to send. */
export const NewFulfilment = z
  .object({
    /** The same key again answers the same parcel. */
    idempotencyKey: idempotencyKey.optional(),
    lines: lines(lineUnits).min(1, 'At least one line.').optional(),
    carrier: plainText(80).default(''),
    trackingNumber: plainText(120).default(''),
    trackingUrl: trackingUrl.default(''),
    /** Sends the shopper a mail. */
    notify: z.boolean().default(true),
  })
  .openapi('NewFulfilment');
export type NewFulfilment = z.infer<typeof NewFulfilment>;

/** `PATCH …/fulfilments/{fulfilment}`. */
export const ChangeFulfilment = z
  .object({
    carrier: plainText(80).optional(),
    trackingNumber: plainText(120).optional(),
    trackingUrl: trackingUrl.optional(),
    /** It has arrived. */
    delivered: z.literal(true).optional(),
    notify: z.boolean().default(false),
  })
  .openapi('ChangeFulfilment');
export type ChangeFulfilment = z.infer<typeof ChangeFulfilment>;

/** `POST …/returns`. */
export const NewReturn = z
  .object({ lines: lines(lineUnits).min(1), reason: plainText(500).default('') })
  .openapi('NewReturn');
export type NewReturn = z.infer<typeof NewReturn>;

/** `POST …/returns/{return}/receive`. */
export const ReceiveReturn = z
  .object({
    /** Puts what came back into stock. */
    restock: z.boolean().default(true),
  })
  .openapi('ReceiveReturn');

/** `POST …/refunds`. Without lines and amount it is all that is left. */
export const NewRefundRequest = z
  .object({
    idempotencyKey,
    /** Minor units of the order's currency; what the lines cost when it is left out. */
    amountMinor: z.int().min(1).optional(),
    lines: lines(lineUnits.extend({ restock: z.boolean().default(false) })).default([]),
    /** Adds what delivery cost. */
    shipping: z.boolean().default(false),
    reason: plainText(500).default(''),
  })
  .openapi('NewRefund');
export type NewRefundRequest = z.infer<typeof NewRefundRequest>;

/** `POST …/paid`: money that came without a provider. */
export const MarkPaid = z.object({ note: plainText(500).default('') }).openapi('MarkPaid');

/** A parcel, where one is made or changed. */
export const FulfilmentAnswer = z.object({ fulfilment: Fulfilment, order: AdminOrder }).openapi('FulfilmentAnswer');
