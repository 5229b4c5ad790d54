import { z } from '@hono/zod-openapi';
import { Money } from './money.ts';
import { Address, FulfilmentStatus, OrderStatus, PaymentStatus } from './orders.ts';
import { plainText } from './plain-text.ts';

/** An e-mail in the one form it is kept in. */
export const Email = z.string().trim().toLowerCase().pipe(z.email().max(254));

/** What the page a shopper is on may know of him: enough to greet him, too little to be worth stealing. */
export const PageCustomer = z
  .object({
    /** First name, or an empty text. */
    firstName: z.string(),
    /** Such as `a•••@shop.example`. */
    maskedEmail: z.string(),
    /** What saved addresses are called there: town and country. The addresses themselves stay on our own origin. */
    addressLabels: z.array(z.string()),
  })
  .openapi('PageCustomer');
export type PageCustomer = z.infer<typeof PageCustomer>;

/** An order in its customer's list. */
export const OrderSummary = z
  .object({
    /** Such as "#1001". */
    number: z.string(),
    placedAt: z.string(),
    status: OrderStatus,
    paymentStatus: PaymentStatus,
    fulfilmentStatus: FulfilmentStatus,
    items: z.int(),
    total: Money,
  })
  .openapi('OrderSummary');
export type OrderSummary = z.infer<typeof OrderSummary>;

export const OrderSummaries = z
  .object({ orders: z.array(OrderSummary), next: z.string().nullable() })
  .openapi('OrderSummaries');
export type OrderSummaries = z.infer<typeof OrderSummaries>;

export const ListCustomerOrders = z
  .object({
    limit: z.coerce.number().int().min(1).max(50).default(10),
    /** The next of an earlier answer. */
    before: z
      .string()
      .regex(/^[0-9A-HJKMNP-TV-Z]{26}$/, 'must be the next of an earlier answer')
      .optional(),
  })
  .openapi('ListCustomerOrders');
export type ListCustomerOrders = z.infer<typeof ListCustomerOrders>;

const secretText = z
  .string()
  .regex(/^[\w-]{16,128}$/, 'must be what the sign-in gave')
  .openapi({ example: 'V2h5IGRvIHlvdSByZWFk' });

/** `POST …/customer/tokens`: a code for a token, or, with a token that is still good in the header, for a newer one. */
export const TakeToken = z
  .union([z.object({ code: secretText, verifier: secretText }), z.object({ renew: z.literal(true) })])
  .openapi('TakeToken');
export type TakeToken = z.infer<typeof TakeToken>;

export const GivenToken = z
  .object({
    token: z.string(),
    /** UTC, ISO 8601. */
    expiresAt: z.string(),
    customer: PageCustomer,
  })
  .openapi('GivenToken');
export type GivenToken = z.infer<typeof GivenToken>;

/** A customer as the merchant sees one. Times are UTC, ISO 8601. */
export const AdminCustomer = z
  .object({
    id: z.string(),
    email: z.string(),
    name: z.string(),
    phone: z.string(),
    locale: z.string(),
    /** Whether he has proved his e-mail and can sign in. */
    hasAccount: z.boolean(),
    marketing: z.boolean(),
    note: z.string(),
    tags: z.array(z.string()),
    orders: z.int(),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .openapi('AdminCustomer');
export type AdminCustomer = z.infer<typeof AdminCustomer>;

export const AdminConsent = z
  .object({
    kind: z.literal('marketing_email'),
    given: z.boolean(),
    at: z.string(),
    source: z.string(),
    textVersion: z.string(),
    textLocale: z.string(),
  })
  .openapi('AdminConsent');

export const AdminCustomerAnswer = z
  .object({
    customer: AdminCustomer,
    addresses: z.array(z.object({ id: z.string(), address: Address, isDefault: z.boolean() })),
    consents: z.array(AdminConsent),
  })
  .openapi('AdminCustomerAnswer');
export type AdminCustomerAnswer = z.infer<typeof AdminCustomerAnswer>;

export const AdminCustomerList = z
  .object({ customers: z.array(AdminCustomer), next: z.string().nullable() })
  .openapi('AdminCustomerList');
export type AdminCustomerList = z.infer<typeof AdminCustomerList>;

export const ListCustomers = z
  .object({
    /** The beginning of an e-mail, or a part of a name. */
    q: z.string().trim().max(120).default(''),
    tag: z.string().trim().max(40).default(''),
    limit: z.coerce.number().int().min(1).max(200).default(50),
    after: z
      .string()
      .regex(/^[0-9A-Za-z-]{1,64}$/, 'must be the next of an earlier answer')
      .optional(),
  })
  .openapi('ListCustomers');
export type ListCustomers = z.infer<typeof ListCustomers>;

const tags = z.array(plainText(40).min(1).openapi({ example: 'wholesale' })).max(50);
const phone = plainText(40);

/** `POST …/customers`: a customer the merchant knows, without an account. */
export const NewCustomer = z
  .object({ email: Email, name: plainText(120).default(''), phone: phone.default(''), tags: tags.default([]) })
  .openapi('NewCustomer');
export type NewCustomer = z.infer<typeof NewCustomer>;

/** `PATCH …/customers/{customerId}`: what is given changes, the rest stays. */
export const ChangeCustomer = z
  .object({
    name: plainText(120).optional(),
    phone: phone.optional(),
    /** The merchant's own words about the customer, who never sees them. */
    note: z.string().max(4000).optional(),
    tags: tags.optional(),
  })
  .openapi('ChangeCustomer');
export type ChangeCustomer = z.infer<typeof ChangeCustomer>;

/** `POST …/customers/{customerId}/consents`: what the customer has told the merchant. */
export const RecordConsent = z
  .object({ given: z.boolean(), textVersion: plainText(64).default('merchant') })
  .openapi('RecordConsent');
export type RecordConsent = z.infer<typeof RecordConsent>;

/** All that a store keeps about one person: rows by table, as they are stored. */
export const CustomerExport = z
  .object({
    exportedAt: z.string(),
    customer: z.record(z.string(), z.unknown()),
    tables: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))),
  })
  .openapi('CustomerExport');
export type CustomerExport = z.infer<typeof CustomerExport>;
