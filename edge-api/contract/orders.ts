import { z } from '@hono/zod-openapi';
import { checkAddress, normaliseAddress } from './addresses.ts';
import { CartToken } from './carts.ts';
import { Money } from './money.ts';
import { Country, QuotedLine, RequestedLine, Totals } from './quotes.ts';
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
    email: z.email().max(254),
    phone: z.string().trim().max(40).default(''),
    shippingAddress: EnteredAddress,
    deliveryMethodId: z.string().max(64),
    paymentMethodId: PaymentMethodId,
    note: z.string().max(2000).default(''),
    expectedTotal: Money,
    /** The cart these lines come from; the order takes them out of it. */
    cart: z.object({ cartId: z.uuid(), token: CartToken }).optional(),
  })
  .openapi('PlaceOrder');
export type PlaceOrder = z.infer<typeof PlaceOrder>;

export const OrderStatus = z.enum(['open', 'completed', 'cancelled']).openapi('OrderStatus');
export const PaymentStatus = z.enum(['pending', 'paid', 'refunded', 'voided']).openapi('PaymentStatus');
export const FulfilmentStatus = z.enum(['unfulfilled', 'partial', 'fulfilled']).openapi('FulfilmentStatus');

export const OrderLine = QuotedLine.omit({
  quantityAvailable: true,
  problem: true,
  compareAtPrice: true,
  discount: true,
  discountedTotal: true,
  tax: true,
}).openapi('OrderLine');
export type OrderLine = z.infer<typeof OrderLine>;

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
  email: z.string(),
  lines: z.array(OrderLine),
  shippingAddress: Address,
  delivery: z.object({ id: z.string(), title: z.string() }),
  payment: z.object({
    id: PaymentMethodId,
    title: z.string(),
    /** What the shopper does now, such as where to send the money; plain text, lines separated by newlines. */
    instructions: z.string(),
  }),
  note: z.string(),
}).openapi('Order');
export type Order = z.infer<typeof Order>;

export const OrderAnswer = z.object({ order: Order }).openapi('OrderAnswer');
export type OrderAnswer = z.infer<typeof OrderAnswer>;
