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

/** Statements that leave of a customer's orders what the merchant's books need: what was sold, where to, and for how much. */
function anonymise(tables: ReadonlySet<string>, columns: (table: string) => ReadonlySet<string>): Statement['sql'][] {
  const mine = `customer_id = :id OR email = :email COLLATE NOCASE`;
  const orders = `SELECT id FROM orders WHERE ${mine}`;
  const has = (table: string, column: string) => tables.has(table) && columns(table).has(column);
  const bare = (column: string) =>
    `${column} = json_object('name', '—', 'line1', '—', 'line2', '', 'city', '—', 'region', '', 'postcode', '',
       'country', json_extract(${column}, '$.country'))`;
  return [
    `UPDATE order_lines SET snapshot = json_remove(snapshot, '$.options', '$.message')
       WHERE order_id IN (${orders}) AND json_extract(snapshot, '$.options') IS NULL`,
    `UPDATE order_lines SET snapshot = json_set(snapshot, '$.options', json('{}')) WHERE order_id IN (${orders})
       AND json_extract(snapshot, '$.options') IS NOT NULL`,
    ...(has('order_events', 'detail')
      ? [`UPDATE order_events SET detail = '{}' WHERE order_id IN (${orders}) AND actor IN ('shopper', 'merchant')`]
      : []),
    ...(has('outbox', 'payload')
      ? [`DELETE FROM outbox WHERE json_extract(payload, '$.email') = :email COLLATE NOCASE`]
      : []),
    ...(has('checkouts', 'email') ? [`DELETE FROM checkouts WHERE email = :email COLLATE NOCASE`] : []),
    ...(has('orders', 'billing_address')
      ? [`UPDATE orders SET ${bare('billing_address')} WHERE (${mine}) AND billing_address IS NOT NULL`]
      : []),
    ...(has('orders', 'consent') ? [`UPDATE orders SET consent = '{}' WHERE (${mine}) AND consent IS NOT NULL`] : []),
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
    async erase({ id, email, accountId }: Person, now: string, told: { id: string; work: OutboxWork; dueAt: number }) {
      const there = await tables();
      const found = new Map<string, Set<string>>();
      for (const table of ['orders', 'order_events', 'outbox', 'checkouts'])
        if (there.has(table)) {
          const rows = await db.all(`SELECT name FROM pragma_table_info('${table}')`);
          found.set(table, new Set(rows.map(({ name }) => String(name))));
        }
      const nobody = nobodysEmail(id);
      const named = (sql: string): Statement => ({
        sql,
        args: Object.fromEntries(Object.entries({ id, email, nobody }).filter(([name]) => sql.includes(`:${name}`))),
      });
      await db.write([
        ...anonymise(there, (table) => found.get(table) ?? new Set()).map(named),
        { sql: 'DELETE FROM customer_addresses WHERE customer_id = ?', args: [id] },
        { sql: 'DELETE FROM customer_consents WHERE customer_id = ?', args: [id] },
        ...(accountId === null ? [] : [{ sql: 'DELETE FROM accounts WHERE id = ?', args: [accountId] }]),
        { sql: 'DELETE FROM accounts WHERE email = ?', args: [email] },
        {
          sql: `UPDATE customers SET email = :nobody, name = '', phone = '', locale = '', preferences = '{}', note = '', tags = '[]',
                  account_id = NULL, updated_at = :now, erased_at = :now WHERE id = :id`,
          args: { id, nobody, now },
        },
        insertWork(told.id, told.work, told.dueAt),
      ]);
    },
  };
}
export type CustomerErasure = ReturnType<typeof customerErasure>;
