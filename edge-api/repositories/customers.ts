import { z } from 'zod';
import { Address } from '../contract/orders.ts';
import type { Database, SqlRow, Statement } from '../db/database.ts';
import { flag, json } from './columns.ts';
import { insertWork, insertWorkIfChanged, type OutboxWork } from './outbox.ts';

const CustomerRow = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  phone: z.string(),
  locale: z.string(),
  accountId: z.string().nullable(),
  note: z.string(),
  tags: json(z.array(z.string())),
  preferences: json(z.record(z.string(), z.unknown())),
  createdAt: z.string(),
  updatedAt: z.string(),
  erasedAt: z.string().nullable(),
  orders: z.int(),
  /** Whether the last thing said about marketing by e-mail was yes. */
  marketing: flag,
});
export type Customer = z.infer<typeof CustomerRow>;

const AddressRow = z.object({ id: z.string(), address: json(Address), isDefault: flag });
/** An address a customer keeps with the store. */
export type SavedAddress = z.infer<typeof AddressRow>;

const ConsentRow = z.object({
  kind: z.literal('marketing_email'),
  given: flag,
  at: z.string(),
  source: z.string(),
  textVersion: z.string(),
  textLocale: z.string(),
});
export type Consent = z.infer<typeof ConsentRow>;

const WishRow = json(z.object({ at: z.string(), locale: z.string(), textVersion: z.string() }));
/** A yes to news by e-mail that waits for its proof. */
export type ConsentWish = z.infer<typeof WishRow>;

const OrderRow = z.object({
  id: z.string(),
  number: z.int(),
  token: z.string(),
  status: z.string(),
  paymentStatus: z.string(),
  fulfilmentStatus: z.string(),
  totalMinor: z.int(),
  currency: z.string(),
  items: z.int(),
  placedAt: z.string(),
});
/** An order in a list of its customer's. */
export type CustomerOrder = z.infer<typeof OrderRow>;

/** Work for the outbox, written with the change it tells of. */
export interface Told {
  readonly id: string;
  readonly work: OutboxWork;
  readonly dueAt: number;
}
const tell = ({ id, work, dueAt }: Told): Statement => insertWork(id, work, dueAt);

const CUSTOMER = `c.id, c.email, c.name, c.phone, c.locale, c.account_id AS "accountId", c.note, c.tags, c.preferences,
  c.created_at AS "createdAt", coalesce(nullif(c.updated_at, ''), c.created_at) AS "updatedAt", c.erased_at AS "erasedAt",
  (SELECT count(*) FROM orders o WHERE o.customer_id = c.id) AS orders,
  coalesce((SELECT given FROM customer_consents k WHERE k.customer_id = c.id AND k.kind = 'marketing_email'
    ORDER BY k.at DESC, k.id DESC LIMIT 1), 0) AS marketing`;
const ADDRESS = `id, address, is_default AS "isDefault"`;
const ORDER = `o.id, o.number, o.token, o.status, o.payment_status AS "paymentStatus",
  o.fulfilment_status AS "fulfilmentStatus", o.total_minor AS "totalMinor", o.currency, o.placed_at AS "placedAt",
  (SELECT coalesce(sum(l.quantity), 0) FROM order_lines l WHERE l.order_id = o.id) AS items`;

/** A text as LIKE takes it, every character for itself. */
const literally = (text: string): string => text.replace(/[\\%_]/g, (char) => `\\${char}`);

const setName = (name: string): string =>
  `${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)} = :${name}`;

const leaveNewsletter = (customerId: string, at: string): Statement => ({
  sql: `UPDATE newsletter_subscribers SET status = 'left', left_at = ?, token_hash = NULL
        WHERE email = (SELECT email FROM customers WHERE id = ?) AND status = 'confirmed'`,
  args: [Date.parse(at), customerId],
});

/** What of a customer may be changed. */
export interface CustomerChange {
  readonly name?: string;
  readonly phone?: string;
  readonly locale?: string;
  readonly note?: string;
  /** JSON. */
  readonly tags?: string;
  readonly preferences?: string;
}

/** The customers of one store: who they are, where they live, what they agreed to, what they bought. */
export function customerRepository(db: Database) {
  const parse = (row: SqlRow | undefined): Customer | undefined => (row ? CustomerRow.parse(row) : undefined);
  return {
    find: async (id: string) => parse(await db.first(`SELECT ${CUSTOMER} FROM customers c WHERE c.id = ?`, [id])),
    findByEmail: async (email: string) =>
      parse(await db.first(`SELECT ${CUSTOMER} FROM customers c WHERE c.email = ?`, [email])),
    /** Newest first; `q` is looked for at the beginning of an e-mail and anywhere in a name. */
    async list({ q, tag, before, limit }: { q: string; tag: string; before: string | null; limit: number }) {
      const rows = await db.all(
        `SELECT ${CUSTOMER} FROM customers c WHERE c.id < :before AND c.erased_at IS NULL
           AND (:q = '' OR c.email LIKE :start ESCAPE '\\' OR c.name LIKE :anywhere ESCAPE '\\')
           AND (:tag = '' OR EXISTS (SELECT 1 FROM json_each(c.tags) t WHERE t.value = :tag))
         ORDER BY c.id DESC LIMIT :limit`,
        { before: before ?? '~', q, start: `${literally(q)}%`, anywhere: `%${literally(q)}%`, tag, limit },
      );
      return z.array(CustomerRow).parse(rows);
    },
    /** False when somebody has the e-mail. */
    async create(customer: { id: string; email: string; name: string; phone: string; now: string }, told: Told) {
      const answers = await db.write([
        {
          sql: `INSERT INTO customers (id, email, name, phone, created_at, updated_at) VALUES (:id, :email, :name, :phone, :now, :now)
                ON CONFLICT (email) DO NOTHING RETURNING id`,
          args: { ...customer },
        },
      ]);
      if ((answers[0]?.rows.length ?? 0) === 0) return false;
      await db.write([tell(told)]);
      return true;
    },
    async update(id: string, change: CustomerChange, now: string, told: readonly Told[] = []): Promise<void> {
      const names = Object.keys(change).filter((name) => change[name as keyof CustomerChange] !== undefined);
      const sets = ['updated_at = :now', ...names.map(setName)].join(', ');
      await db.write([
        { sql: `UPDATE customers SET ${sets} WHERE id = :id AND erased_at IS NULL`, args: { id, now, ...change } },
        ...told.map(tell),
      ]);
    },

    async addresses(customerId: string): Promise<SavedAddress[]> {
      const rows = await db.all(
        `SELECT ${ADDRESS} FROM customer_addresses WHERE customer_id = ? ORDER BY is_default DESC, created_at LIMIT 50`,
        [customerId],
      );
      return z.array(AddressRow).parse(rows);
    },
    async address(customerId: string, id: string): Promise<SavedAddress | undefined> {
      const row = await db.first(`SELECT ${ADDRESS} FROM customer_addresses WHERE id = ? AND customer_id = ?`, [
        id,
        customerId,
      ]);
      return row && AddressRow.parse(row);
    },
    /** Writes an address of this customer; one that is another's stays as it is. */
    async saveAddress(
      customerId: string,
      { id, address, isDefault }: { id: string; address: unknown; isDefault: boolean },
      now: string,
    ): Promise<void> {
      const text = JSON.stringify(address);
      await db.write([
        ...(isDefault ? [clearDefault(customerId)] : []),
        {
          sql: `INSERT INTO customer_addresses (id, customer_id, address, is_default, created_at, updated_at)
                SELECT :id, :customer, :address,
                  CASE WHEN :isDefault = 1 OR NOT EXISTS (SELECT 1 FROM customer_addresses WHERE customer_id = :customer) THEN 1 ELSE 0 END,
                  :now, :now
                WHERE (SELECT count(*) FROM customer_addresses WHERE customer_id = :customer) < 50
                ON CONFLICT (id) DO UPDATE SET address = :address, updated_at = :now,
                  is_default = max(customer_addresses.is_default, :isDefault)
                WHERE customer_addresses.customer_id = :customer`,
          args: { id, customer: customerId, address: text, isDefault: Number(isDefault), now },
        },
      ]);
    },
    removeAddress: async (customerId: string, id: string): Promise<boolean> =>
      (await db.run('DELETE FROM customer_addresses WHERE id = ? AND customer_id = ?', [id, customerId])) > 0,

    async consents(customerId: string): Promise<Consent[]> {
      const rows = await db.all(
        `SELECT kind, given, at, source, text_version AS "textVersion", text_locale AS "textLocale"
         FROM customer_consents WHERE customer_id = ? ORDER BY at, id LIMIT 1000`,
        [customerId],
      );
      return z.array(ConsentRow).parse(rows);
    },
    async addConsent(
      customerId: string,
      id: string,
      consent: Omit<Consent, 'kind'>,
      told: readonly Told[] = [],
      left: Told | null = null,
    ) {
      await db.write([
        {
          sql: `INSERT INTO customer_consents (id, customer_id, kind, given, at, source, text_version, text_locale)
                VALUES (?, ?, 'marketing_email', ?, ?, ?, ?, ?)`,
          args: [
            id,
            customerId,
            Number(consent.given),
            consent.at,
            consent.source,
            consent.textVersion,
            consent.textLocale,
          ],
        },
        ...told.map(tell),
        // No news means no newsletter either, whichever door the no came in by.
        ...(consent.given ? [] : [leaveNewsletter(customerId, consent.at)]),
        ...(consent.given || left === null ? [] : [insertWorkIfChanged(left.id, left.work, left.dueAt)]),
      ]);
    },

    /** Keeps a yes to news by an account nobody has proved yet. */
    async wishConsent(email: string, wish: ConsentWish): Promise<void> {
      await db.run('UPDATE accounts SET wish = ? WHERE email = ? AND email_verified = 0', [
        JSON.stringify(wish),
        email,
      ]);
    },
    async takeWishedConsent(email: string): Promise<ConsentWish | undefined> {
      const row = await db.first('SELECT wish FROM accounts WHERE email = ? AND email_verified = 1', [email]);
      if (typeof row?.['wish'] !== 'string') return undefined;
      await db.run('UPDATE accounts SET wish = NULL WHERE email = ?', [email]);
      return WishRow.parse(row['wish']);
    },

    /** Newest first, before an id. */
    async orders(customerId: string, page: { before: string | null; limit: number }): Promise<CustomerOrder[]> {
      const rows = await db.all(
        `SELECT ${ORDER} FROM orders o WHERE o.customer_id = ? AND o.id < ? ORDER BY o.id DESC LIMIT ?`,
        [customerId, page.before ?? '~', page.limit],
      );
      return z.array(OrderRow).parse(rows);
    },
    async orderToken(customerId: string, orderId: string): Promise<string | null> {
      const row = await db.first('SELECT token FROM orders WHERE id = ? AND customer_id = ?', [orderId, customerId]);
      return typeof row?.['token'] === 'string' ? row['token'] : null;
    },
  };
}
export type CustomerRepository = ReturnType<typeof customerRepository>;

const clearDefault = (customerId: string): Statement => ({
  sql: 'UPDATE customer_addresses SET is_default = 0 WHERE customer_id = ?',
  args: [customerId],
});
