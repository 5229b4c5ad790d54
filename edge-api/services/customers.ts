import { ulid } from 'ulid';
import type {
  AdminCustomer,
  AdminCustomerAnswer,
  AdminCustomerList,
  ChangeCustomer,
  CustomerExport,
  ListCustomers,
  NewCustomer,
  OrderSummaries,
  OrderSummary,
} from '../contract/customers.ts';
import { isoTime } from '../contract/iso-time.ts';
import { FulfilmentStatus, OrderStatus, PaymentStatus, type Address } from '../contract/orders.ts';
import type { CustomerErasure } from '../repositories/customer-erasure.ts';
import type {
  Consent,
  Customer,
  CustomerOrder,
  CustomerRepository,
  SavedAddress,
  Told,
} from '../repositories/customers.ts';
import type { EventType } from '../repositories/outbox.ts';
import type { StateRepository } from '../repositories/state.ts';
import { ApiError } from './errors.ts';
import { orderNumber } from './orders.ts';

/** The wording of our own form for news by e-mail; it grows by one when the words change. */
export const CONSENT_TEXT = 'account-1';

const notFound = () => new ApiError('customer_not_found', 'No customer of this store has this id.');

/** The customers of one store, for themselves and for the merchant. */
export interface CustomerService {
  get(id: string): Promise<Customer>;
  updateProfile(id: string, profile: { name: string; phone: string; locale: string }): Promise<void>;
  addresses(id: string): Promise<SavedAddress[]>;
  address(id: string, addressId: string): Promise<SavedAddress | null>;
  /** A new address when `addressId` is null. */
  saveAddress(id: string, addressId: string | null, address: Address, isDefault: boolean): Promise<void>;
  removeAddress(id: string, addressId: string): Promise<void>;
  /** Writes down a yes or a no to news by e-mail, if it is one. */
  consent(id: string, given: boolean, from: { source: string; locale: string; textVersion?: string }): Promise<void>;
  /** A yes given with a sign-up counts once the e-mail is proved: until then it may be anybody's. */
  wishConsent(email: string, locale: string): Promise<void>;
  keepWishedConsent(email: string): Promise<void>;
  summaries(id: string, page: { limit: number; before?: string | undefined }): Promise<OrderSummaries>;
  /** The orders with their ids: for pages of our own origin alone. */
  orders(
    id: string,
    page: { limit: number; before?: string | undefined },
  ): Promise<{ orders: OwnOrder[]; next: string | null }>;
  /** What opens an order, if it is this customer's. */
  orderToken(id: string, orderId: string): Promise<string | null>;
  /** Everything the store keeps about somebody. */
  export(id: string): Promise<CustomerExport>;
  /** Erases the person; the orders stay, nobody's. */
  erase(id: string): Promise<void>;

  list(query: ListCustomers): Promise<AdminCustomerList>;
  read(id: string): Promise<AdminCustomerAnswer>;
  create(wish: NewCustomer): Promise<AdminCustomerAnswer>;
  change(id: string, change: ChangeCustomer): Promise<AdminCustomerAnswer>;
}

/** An order as its customer's own pages list it. */
export type OwnOrder = OrderSummary & { readonly id: string };

const adminView = (customer: Customer): AdminCustomer => ({
  id: customer.id,
  email: customer.email,
  name: customer.name,
  phone: customer.phone,
  locale: customer.locale,
  hasAccount: customer.accountId !== null,
  marketing: customer.marketing,
  note: customer.note,
  tags: customer.tags,
  orders: customer.orders,
  createdAt: customer.createdAt,
  updatedAt: customer.updatedAt,
});

const withoutId = ({ id, ...order }: OwnOrder): OrderSummary => {
  void id;
  return order;
};

export function customerService(
  customers: CustomerRepository,
  erasure: CustomerErasure,
  state: StateRepository,
  now: () => number,
): CustomerService {
  const iso = () => isoTime(now());
  const told = (type: EventType, customerId: string, email?: string): Told => ({
    id: ulid(now()),
    work: { kind: 'event', type, at: iso(), customerId, ...(email === undefined ? {} : { email }) },
    dueAt: now(),
  });

  async function get(id: string): Promise<Customer> {
    const customer = await customers.find(id);
    if (!customer || customer.erasedAt !== null) throw notFound();
    return customer;
  }

  async function consent(id: string, given: boolean, from: { source: string; locale: string; textVersion?: string }) {
    const { marketing, email } = await get(id);
    if (marketing === given) return;
    const row: Omit<Consent, 'kind'> = {
      given,
      at: iso(),
      source: from.source,
      textVersion: from.textVersion ?? CONSENT_TEXT,
      textLocale: from.locale,
    };
    const left = given ? null : told('newsletter.left', id, email);
    await customers.addConsent(id, ulid(now()), row, [told('customer.updated', id)], left);
  }

  async function read(id: string): Promise<AdminCustomerAnswer> {
    const [customer, addresses, consents] = [
      await get(id),
      await customers.addresses(id),
      await customers.consents(id),
    ];
    return { customer: adminView(customer), addresses, consents };
  }

  async function orders(id: string, { limit, before }: { limit: number; before?: string | undefined }) {
    const found = await customers.orders(id, { before: before ?? null, limit: limit + 1 });
    const current = await state.get();
    const shown = (order: CustomerOrder): OwnOrder => ({
      id: order.id,
      number: orderNumber(order, current),
      placedAt: order.placedAt,
      status: OrderStatus.parse(order.status),
      paymentStatus: PaymentStatus.parse(order.paymentStatus),
      fulfilmentStatus: FulfilmentStatus.parse(order.fulfilmentStatus),
      items: order.items,
      total: { amountMinor: order.totalMinor, currency: order.currency },
    });
    const page = found.slice(0, limit);
    return { orders: page.map(shown), next: found.length > limit ? (page.at(-1)?.id ?? null) : null };
  }

  return {
    get,
    consent,
    read,
    orders,
    updateProfile: (id, profile) => customers.update(id, profile, iso(), [told('customer.updated', id)]),
    addresses: (id) => customers.addresses(id),
    address: async (id, addressId) => (await customers.address(id, addressId)) ?? null,
    saveAddress: (id, addressId, address, isDefault) =>
      customers.saveAddress(id, { id: addressId ?? ulid(now()), address, isDefault }, iso()),
    async removeAddress(id, addressId) {
      await customers.removeAddress(id, addressId);
    },
    async wishConsent(email, locale) {
      await customers.wishConsent(email, { at: iso(), locale, textVersion: CONSENT_TEXT });
    },
    async keepWishedConsent(email) {
      const customer = await customers.findByEmail(email);
      const wish = customer && (await customers.takeWishedConsent(email));
      if (customer && wish)
        await consent(customer.id, true, { source: 'sign_up', locale: wish.locale, textVersion: wish.textVersion });
    },
    async summaries(id, page) {
      const found = await orders(id, page);
      return { next: found.next, orders: found.orders.map(withoutId) };
    },
    orderToken: (id, orderId) => customers.orderToken(id, orderId),
    async export(id) {
      const customer = await get(id);
      const { email, name, phone, locale, preferences, marketing, createdAt } = customer;
      const own = { id, email, name, phone, locale, preferences, marketing, createdAt };
      return { exportedAt: iso(), customer: own, tables: await erasure.export(customer) };
    },
    async erase(id) {
      const customer = await get(id);
      await erasure.erase(customer, iso(), told('customer.deleted', id));
    },

    async list({ q, tag, limit, after }) {
      const found = await customers.list({ q, tag, before: after ?? null, limit: limit + 1 });
      const page = found.slice(0, limit);
      return { customers: page.map(adminView), next: found.length > limit ? (page.at(-1)?.id ?? null) : null };
    },
    async create({ email, name, phone, tags }) {
      const id = ulid(now());
      const isNew = await customers.create({ id, email, name, phone, now: iso() }, told('customer.created', id, email));
      if (!isNew) throw new ApiError('customer_exists', 'A customer of this store has this e-mail.');
      if (tags.length > 0) await customers.update(id, { tags: JSON.stringify(tags) }, iso());
      return read(id);
    },
    async change(id, { tags, ...change }) {
      await get(id);
      const texts = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
      const all = { ...texts, ...(tags === undefined ? {} : { tags: JSON.stringify(tags) }) };
      await customers.update(id, all, iso(), [told('customer.updated', id)]);
      return read(id);
    },
  };
}
