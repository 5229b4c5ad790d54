import { z } from 'zod';
import type { Database, Statement } from '../db/database.ts';
import { json } from './columns.ts';
import { insertWorkIfChanged, type OutboxWork } from './outbox.ts';

/** A wish for another e-mail that waits for its proof: whose, asked for in which session, and which e-mail. */
const Wish = z.object({ accountId: z.string(), sessionId: z.string(), email: z.string() });
export type EmailWish = z.infer<typeof Wish>;

const WishRow = z.object({ value: json(Wish) });

/** What is told when an e-mail has changed; `merged` is about the guest who had it, and is told where there was one. */
export interface ToldOfMove {
  readonly id: string;
  readonly work: OutboxWork;
  readonly dueAt: number;
}

/** A change of one account's e-mail. Times are UTC, ISO 8601. */
export interface EmailMove {
  readonly accountId: string;
  readonly customerId: string;
  /** The session that lives on. */
  readonly sessionId: string;
  readonly from: string;
  readonly to: string;
  readonly now: string;
  readonly told: readonly ToldOfMove[];
  readonly merged: ToldOfMove | null;
}

const work = ({ id, work, dueAt }: ToldOfMove): Statement => insertWorkIfChanged(id, work, dueAt);

/** The guest of the new e-mail, once the account has it. */
const GUEST = `SELECT g.id FROM customers g JOIN accounts a ON a.id = :account AND a.email = :to
  WHERE g.email = :to AND g.account_id IS NULL AND g.erased_at IS NULL`;
const HAS_MOVED = 'EXISTS (SELECT 1 FROM accounts WHERE id = :account AND email = :to)';

/** Every write of a change, in the order they depend on each other. Where the e-mail is somebody's, none changes anything. */
function writes({ accountId, customerId, sessionId, from, to, now, told, merged }: EmailMove): Statement[] {
  const values: Record<string, string> = {
    account: accountId,
    customer: customerId,
    session: sessionId,
    from,
    to,
    now,
  };
  const filled = (sql: string): Statement => ({
    sql,
    args: Object.fromEntries(Object.entries(values).filter(([name]) => new RegExp(`:${name}\\b`).test(sql))),
  });
  return [
    // Who has not proved it in all that time has no claim against who has.
    filled('DELETE FROM accounts WHERE email = :to AND email_verified = 0 AND id <> :account'),
    filled(
      `UPDATE accounts SET email = :to, email_verified = 1, updated_at = :now
       WHERE id = :account AND email = :from
         AND NOT EXISTS (SELECT 1 FROM accounts o WHERE o.email = :to AND o.id <> :account)
         AND NOT EXISTS (SELECT 1 FROM customers c WHERE c.email = :to AND c.account_id <> :account)`,
    ),
    // What he ordered as a guest of that e-mail is his.
    filled(`UPDATE orders SET customer_id = :customer WHERE customer_id IN (${GUEST})`),
    filled(`UPDATE discount_redemptions SET customer_id = :customer WHERE customer_id IN (${GUEST})`),
    filled(`UPDATE customer_consents SET customer_id = :customer WHERE customer_id IN (${GUEST})`),
    filled(`UPDATE customer_addresses SET customer_id = :customer, is_default = 0 WHERE customer_id IN (${GUEST})`),
    filled(`DELETE FROM customers WHERE id IN (${GUEST})`),
    ...(merged ? [work(merged)] : []),
    // Whoever wanted no more news at the old address wants none at the new one.
    filled(
      `INSERT OR IGNORE INTO mail_optouts (email, at) SELECT :to, at FROM mail_optouts WHERE email = lower(:from) AND ${HAS_MOVED}`,
    ),
    // Links in the old mailbox open this account no more.
    filled(
      `DELETE FROM account_proofs WHERE ${HAS_MOVED}
         AND (instr(value, :account) > 0 OR instr(lower(value), '"' || lower(:from) || '"') > 0)`,
    ),
    filled(`DELETE FROM account_sessions WHERE account_id = :account AND id <> :session AND ${HAS_MOVED}`),
    filled(
      `UPDATE customers SET email = :to, updated_at = :now WHERE id = :customer AND email = :from AND ${HAS_MOVED}`,
    ),
    ...told.map(work),
  ];
}

/** Wishes for another e-mail, and what they come to. Secrets come here as their hashes. */
export function emailMoves(db: Database) {
  return {
    /** Keeps a wish; one of before it is forgotten. */
    async putEmailWish(id: string, hash: string, wish: EmailWish, times: { now: string; expiresAt: string }) {
      await db.write([
        {
          sql: `DELETE FROM account_proofs WHERE CASE WHEN json_valid(value) THEN
                  json_extract(value, '$.sessionId') IS NOT NULL AND json_extract(value, '$.accountId') = ? ELSE 0 END`,
          args: [wish.accountId],
        },
        {
          sql: `INSERT INTO account_proofs (id, identifier, value, expires_at, created_at, updated_at)
                VALUES (?, ?, ?, ?, ?, ?)`,
          args: [id, hash, JSON.stringify(wish), times.expiresAt, times.now, times.now],
        },
      ]);
    },
    async emailWish(hash: string, now: string): Promise<EmailWish | undefined> {
      const row = await db.first('SELECT value FROM account_proofs WHERE identifier = ? AND expires_at > ?', [
        hash,
        now,
      ]);
      return row && WishRow.parse(row).value;
    },
    /** Whether an e-mail is that of an account that has proved it. */
    async isTaken(email: string): Promise<boolean> {
      const row = await db.first('SELECT 1 AS taken FROM accounts WHERE email = ? AND email_verified = 1', [email]);
      return row !== undefined;
    },
    /** The guest who has ordered with an e-mail; null where there is none. */
    async guestOf(email: string): Promise<string | null> {
      const row = await db.first(
        'SELECT id FROM customers WHERE email = ? AND account_id IS NULL AND erased_at IS NULL',
        [email],
      );
      return row ? String(row['id']) : null;
    },
    /** Changes the e-mail in one transaction, and tells of it; false where it is somebody's by now. */
    async moveEmail(move: EmailMove): Promise<boolean> {
      await db.write(writes(move));
      const row = await db.first('SELECT email FROM customers WHERE id = ?', [move.customerId]);
      return String(row?.['email']).toLowerCase() === move.to.toLowerCase();
    },
  };
}
