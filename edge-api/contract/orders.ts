import { z } from '@hono/zod-openapi';
import { checkAddress, normaliseAddress } from './addresses.ts';
import { CartToken } from './carts.ts';
import { Currency, Money } from './money.ts';
import { ORDER_STATES } from './order-states.ts';
import { AppliedDiscount, Country, DiscountCodes, QuotedLine, RequestedLine, TaxLine, Totals } from './quotes.ts';
import { PaymentMethodId } from './stores.ts';

const text = (max: number) => z.string().trim().min(1).max(max);

export const Address = z
  .object({
    name: text(120),
    line1: text(200),
    line2: z.string().trim().max(200).default(''),
    /** Empty where addresses name no town, as in Singapore. */
    city: z.string().trim().max(120).default(''),
    region: z.string().trim().max(120).default(''),
    postcode: z.string().trim().max(20).default(''),
    country: Country,
  })
  .openapi('Address');
export type Address = z.infer<typeof Address>;

const ADDRESS_PROBLEMS = {
  required: 'Addresses there need it.',
  invalid: 'No such postcode in that country.',
};

/** An address as it is given: written as its country writes it, refused where a parcel could not arrive. */
export const EnteredAddress = Address.overwrite(normaliseAddress).superRefine((address, refuse) => {
  for (const [field, problem] of Object.entries(checkAddress(address)))
    refuse.addIssue({ code: 'custom', path: [field], message: ADDRESS_PROBLEMS[problem] });
});

/** `POST …/checkouts`: places a guest's order. Prices are the edge's; `expectedTotal` is what the shopper was shown. */
export const PlaceOrder = z
  .object({
    /** Made by the client once for each order it means to place; sending it again answers the same order. */
    idempotencyKey: z.string().min(16).max(255),
    lines: z.array(RequestedLine).min(1).max(200),
    /** Where the shop writes to. A customer who is signed in may leave it out: then it is the account's. */
    email: z.union([z.literal(''), z.email().max(254)]).default(''),
    phone: z.string().trim().max(40).default(''),
    shippingAddress: EnteredAddress,
    /** The shipping address when it is left out. */
    billingAddress: EnteredAddress.optional(),
    deliveryMethodId: z.string().max(64),
    paymentMethodId: PaymentMethodId,
    note: z.string().max(2000).default(''),
    /** The currency that was shown; the store's own when it is left out. */
    currency: Currency.optional(),
    discountCodes: DiscountCodes.default([]),
    /** BCP 47 tag of the language the shopper used: mails are written in it. */
    locale: z
      .string()
      .regex(/^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}$/)
      .max(35)
      .optional(),
    consent: z.object({ marketing: z.boolean() }).optional(),
    /** The kept draft this order completes, and its secret: without the one that opens it the draft is left alone. */
    checkoutId: z.string().max(64).optional(),
    checkoutToken: z.string().max(200).optional(),
    expectedTotal: Money,
    /** The cart these lines come from; the order takes them out of it. */
    cart: z.object({ cartId: z.uuid(), token: CartToken }).optional(),
  })
  .openapi('PlaceOrder');
/** An order as it may be placed: codes and whatever else is optional may be left out. */
export type PlaceOrder = Omit<z.infer<typeof PlaceOrder>, 'discountCodes'> & { discountCodes?: string[] | undefined };

export const OrderStatus = z.enum(ORDER_STATES.status).openapi('OrderStatus');
export type OrderStatus = z.infer<typeof OrderStatus>;
export const PaymentStatus = z.enum(ORDER_STATES.payment).openapi('PaymentStatus');
export type PaymentStatus = z.infer<typeof PaymentStatus>;
export const FulfilmentStatus = z.enum(ORDER_STATES.fulfilment).openapi('FulfilmentStatus');
export type FulfilmentStatus = z.infer<typeof FulfilmentStatus>;

/** Who did what a timeline tells. */
export const OrderActor = z.enum(['shopper', 'merchant', 'system', 'provider']).openapi('OrderActor');
export type OrderActor = z.infer<typeof OrderActor>;

/** What a timeline tells. */
export const OrderEventType = z
  .enum([
    'placed',
    'payment_started',
    'authorized',
    'paid',
    'payment_failed',
    'payment_refused',
    'edited',
    'note',
    'cancelled',
    'revived',
    'shipped',
    'tracking_changed',
    'delivered',
    'return_requested',
    'return_received',
    'return_declined',
    'refund_started',
    'refunded',
    'refund_failed',
    'dispute_opened',
    'dispute_closed',
    'mail_sent',
    'completed',
  ])
  .openapi('OrderEventType');
export type OrderEventType = z.infer<typeof OrderEventType>;

export const OrderLine = QuotedLine.omit({ quantityAvailable: true, problem: true, compareAtPrice: true })
  .extend({
    id: z.string(),
    /** Units that were sent, came back, were paid back. */
    fulfilled: z.int(),
    returned: z.int(),
    refunded: z.int(),
    /** Units that are not in stock yet, and are sent when they are. */
    backordered: z.int(),
  })
  .openapi('OrderLine');
export type OrderLine = z.infer<typeof OrderLine>;

/** One line of what happened. Times are UTC, ISO 8601. */
export const OrderEvent = z
  .object({ at: z.string(), type: OrderEventType, actor: OrderActor, detail: z.record(z.string(), z.unknown()) })
  .openapi('OrderEvent');
export type OrderEvent = z.infer<typeof OrderEvent>;

/** A parcel. Texts are '' where nobody gave them. */
export const Fulfilment = z
  .object({
    id: z.string(),
    carrier: z.string(),
    trackingNumber: z.string(),
    trackingUrl: z.string(),
    lines: z.array(z.object({ lineId: z.string(), quantity: z.int() })),
    createdAt: z.string(),
    deliveredAt: z.string().nullable(),
  })
  .openapi('Fulfilment');
export type Fulfilment = z.infer<typeof Fulfilment>;

export const RefundStatus = z.enum(['pending', 'succeeded', 'failed']).openapi('RefundStatus');
export type RefundStatus = z.infer<typeof RefundStatus>;

/** Money that goes back. */
export const Refund = z
  .object({ id: z.string(), amount: Money, reason: z.string(), status: RefundStatus, createdAt: z.string() })
  .openapi('Refund');
export type Refund = z.infer<typeof Refund>;

export const Order = Totals.extend({
  id: z.string(),
  /** What the shopper is told, such as "#1001". */
  number: z.string(),
  /** Unguessable; opens `GET …/orders/{token}`. */
  token: z.string(),
  status: OrderStatus,
  paymentStatus: PaymentStatus,
  fulfilmentStatus: FulfilmentStatus,
  /** UTC, ISO 8601. */
  placedAt: z.string(),
  /** Whole for the merchant; masked for whoever has the order's token, such as "a•••@e•••.org": its page need not have been told it. */
  email: z.string(),
  lines: z.array(OrderLine),
  shippingAddress: Address,
  delivery: z.object({ id: z.string(), title: z.string() }),
  /** The shipping address when there is no other. */
  billingAddress: Address,
  payment: z.object({
    id: PaymentMethodId,
    title: z.string(),
    /** What the shopper does now, such as where to send the money; plain text, lines separated by newlines. */
    instructions: z.string(),
    /** Who takes the money; `manual` is the merchant. */
    provider: z.string(),
  }),
  /** Whether the shopper has something to pay now: `POST …/orders/{token}/payment` says how. */
  payable: z.boolean(),
  /** Until when its stock waits for the payment, UTC, ISO 8601; null when it does not wait. */
  reservedUntil: z.string().nullable(),
  cancelReason: z.string().nullable(),
  note: z.string(),
  currency: Currency,
  /** BCP 47 tag; '' is the store's own language. */
  locale: z.string(),
  discounts: z.array(AppliedDiscount),
  taxes: z.array(TaxLine),
  paid: Money,
  refunded: Money,
  /** What is left to pay; less than 0 is what the shopper is to get back. */
  due: Money,
  fulfilments: z.array(Fulfilment),
  refunds: z.array(Refund),
  /** What happened, oldest first, as far as it is the shopper's business. */
  timeline: z.array(OrderEvent),
}).openapi('Order');
export type Order = z.infer<typeof Order>;

export const OrderAnswer = z.object({ order: Order }).openapi('OrderAnswer');
export type OrderAnswer = z.infer<typeof OrderAnswer>;
