import type { Database, SqlRow, Statement } from '../db/database.ts';
import { insertWork, type OutboxWork } from './outbox.ts';

/** Tables of a store that hold something about a person, and how its rows are found by a customer's id or e-mail. */
const ABOUT: Readonly<Record<string, { readonly where: string; readonly columns: string }>> = {
  orders: {
    where: 'customer_id = :id OR email = :email COLLATE NOCASE',
    columns: '*',
  },
  order_lines: {
    where: 'order_id IN (SELECT id FROM orders WHERE customer_id = :id OR email = :email COLLATE NOCASE)',
    columns: '*',
  },
  customer_addresses: { where: 'customer_id = :id', columns: 'id, address, is_default, created_at, updated_at' },
  customer_consents: {
    where: 'customer_id = :id',
    columns: 'kind, given, at, source, text_version, text_locale',
  },
  accounts: {
    where: 'id = :account',
    columns: 'id, email, email_verified, name, created_at, updated_at',
  },
  account_sessions: {
    where: 'account_id = :account',
    columns: 'id, ip_address, user_agent, created_at, updated_at, expires_at',
  },
  account_passkeys: {
    where: 'account_id = :account',
    columns: 'id, name, created_at, last_used_at',
  },
  checkouts: { where: 'email = :email COLLATE NOCASE', columns: '*' },
  newsletter_subscribers: {
    where: 'email = lower(:email)',
    columns: 'email, status, words, page, locale, asked_at, confirmed_at, left_at',
  },
  messages: { where: 'recipient = :email COLLATE NOCASE', columns: 'kind, recipient, subject, created_at, sent_at' },
};
/** Orders of somebody, also once they are nobody's. */
const ORDERS = `SELECT id FROM orders WHERE customer_id = :id OR email = :email COLLATE NOCASE OR email = :nobody`;
/** Whether a JSON text has the e-mail in it, and not one that only ends or begins like it. */
const named = (column: string) => `instr(lower(${column}), '"' || lower(:email) || '"') > 0`;

/** Rows about somebody that go whole, where a store has such a table. */
const GONE: Readonly<Record<string, string>> = {
  customer_addresses: 'customer_id = :id',
  customer_consents: 'customer_id = :id',
  // What is still to be told of an order is told, to nobody; what was to leave a cart has what was written on its lines.
  outbox: `json_extract(payload, '$.email') = :email COLLATE NOCASE
    OR ((done_at IS NOT NULL OR json_extract(payload, '$.kind') = 'cart_take') AND json_extract(payload, '$.orderId') IN (${ORDERS}))`,
  checkouts: 'email = :email COLLATE NOCASE',
  // The merchant is told of orders by mail, too.
  messages: `recipient = :email COLLATE NOCASE OR order_id IN (${ORDERS})`,
  mail_optouts: 'email = :email COLLATE NOCASE',
  newsletter_subscribers: 'email = lower(:email)',
  webhook_events: `${named('payload')} OR subject_id = :id OR subject_id IN (${ORDERS})`,
  account_proofs: `${named('value')} OR instr(value, :account) > 0`,
  accounts: 'id = :account OR email = :email COLLATE NOCASE',
};
/** What opens something is no part of a copy of one's data, nor is what the shop works by. */
const SECRET = /(?:^|_)(?:hash|token|password|secret|public_key)$|^(?:idempotency_key|cart_id)$/;

/** Whose data it is. */
export interface Person {
  readonly id: string;
  readonly email: string;
  readonly accountId: string | null;
}

/** A place for an e-mail that leads nowhere (RFC 2606), one for each customer. */
export const nobodysEmail = (customerId: string): string => `erased-${customerId.toLowerCase()}@erased.invalid`;

/** Writes that leave of a customer's orders what the merchant's books need: what was sold, to which country, for how much. */
function anonymise(has: (table: string, column: string) => boolean): string[] {
  const mine = 'customer_id = :id OR email = :email COLLATE NOCASE';
  const orders = `SELECT id FROM orders WHERE ${mine}`;
  const bare = (column: string) =>
    `${column} = json_object('name', '—', 'line1', '—', 'line2', '', 'city', '—', 'region', '', 'postcode', '',
       'country', json_extract(${column}, '$.country'))`;
  const perhaps = (table: string, column: string, sql: string) => (has(table, column) ? [sql] : []);
  return [
    // What a shopper wrote for a line, such as a message to somebody.
    `UPDATE order_lines SET snapshot = json_set(snapshot, '$.options', json('{}'), '$.key', variant_id) WHERE order_id IN (${orders})`,
    ...perhaps(
      'order_events',
      'detail',
      `UPDATE order_events SET detail = '{}' WHERE order_id IN (${orders}) AND actor IN ('shopper', 'merchant')`,
    ),
    ...perhaps(
      'orders',
      'billing_address',
      `UPDATE orders SET ${bare('billing_address')} WHERE (${mine}) AND billing_address IS NOT NULL`,
    ),
    ...perhaps('orders', 'consent', `UPDATE orders SET consent = '{}' WHERE ${mine}`),
    ...perhaps('discount_redemptions', 'email', `UPDATE discount_redemptions SET email = :nobody WHERE ${mine}`),
    ...perhaps(
      'carts',
      'customer_id',
      `DELETE FROM carts WHERE customer_id = :id OR id IN (SELECT cart_id FROM orders WHERE ${mine})`,
    ),
    ...perhaps(
      'payments',
      'client_data',
      `UPDATE payments SET client_data = json_replace(client_data, '$.request.email', '') WHERE order_id IN (${orders})`,
    ),
    `UPDATE orders SET ${bare('shipping_address')}, phone = '', note = '', email = :nobody WHERE ${mine}`,
  ];
}

/** Reads and erases all that a store keeps about one person. */
export function customerErasure(db: Database) {
  async function tables(): Promise<Set<string>> {
    const rows = await db.all("SELECT name FROM sqlite_schema WHERE type = 'table'");
    return new Set(rows.map(({ name }) => String(name)));
  }

  return {
    /** Every row about the person, by table. */
    async export({ id, email, accountId }: Person): Promise<Record<string, SqlRow[]>> {
      const there = await tables();
      const asked = Object.entries(ABOUT).filter(([table]) => there.has(table));
      const values: Record<string, string | null> = { id, email, account: accountId };
      const answers = await db.read(
        asked.map(([table, { where, columns }]) => ({
          sql: `SELECT ${columns} FROM ${table} WHERE ${where}`,
          args: Object.fromEntries(Object.entries(values).filter(([name]) => where.includes(`:${name}`))),
        })),
      );
      const shown = (row: SqlRow): SqlRow =>
        Object.fromEntries(Object.entries(row).filter(([column]) => !SECRET.test(column)));
      return Object.fromEntries(asked.map(([table], index) => [table, (answers[index] ?? []).map(shown)]));
    },

    /** Erases the person in one transaction; the orders stay, nobody's. */
    async erase(
      { id, email, accountId }: Person,
      now: string,
      told: { id: string; work: OutboxWork; dueAt: number },
    ): Promise<void> {
      const there = await tables();
      const columns = await db.all(
        `SELECT t.name AS "table", c.name AS "column" FROM sqlite_schema t, pragma_table_info(t.name) c WHERE t.type = 'table'`,
      );
      const all = new Set(columns.map(({ table, column }) => `${String(table)}.${String(column)}`));
      const values = { id, email, account: accountId, nobody: nobodysEmail(id), now };
      const filled = (sql: string): Statement => ({
        sql,
        args: Object.fromEntries(Object.entries(values).filter(([name]) => new RegExp(`:${name}\\b`).test(sql))),
      });
      const gone = Object.entries(GONE).filter(([table]) => there.has(table));
      await db.write([
        ...[
          ...anonymise((table, column) => all.has(`${table}.${column}`)),
          ...gone.map(([table, where]) => `DELETE FROM ${table} WHERE ${where}`),
          `UPDATE customers SET email = :nobody, name = '', phone = '', locale = '', preferences = '{}', note = '', tags = '[]',
             account_id = NULL, updated_at = :now, erased_at = :now WHERE id = :id`,
        ].map(filled),
        insertWork(told.id, told.work, told.dueAt),
      ]);
    },
  };
}
export type CustomerErasure = ReturnType<typeof customerErasure>;
