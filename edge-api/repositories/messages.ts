import { z } from 'zod';
import type { Database, Statement } from '../db/database.ts';
import { flag } from './columns.ts';

export const MessageStatus = z.enum(['queued', 'sent', 'failed', 'dead']);
export type MessageStatus = z.infer<typeof MessageStatus>;

const MessageRow = z.object({
  id: z.string(),
  eventId: z.string(),
  kind: z.string(),
  recipient: z.string(),
  subject: z.string(),
  html: z.string(),
  text: z.string(),
  locale: z.string(),
  private: flag,
  unsubscribeToken: z.string().nullable(),
  orderId: z.string().nullable(),
  status: MessageStatus,
  attempts: z.int(),
  resends: z.int(),
  dueAt: z.int(),
  provider: z.string().nullable(),
  providerRef: z.string().nullable(),
  error: z.string().nullable(),
  createdAt: z.string(),
  sentAt: z.string().nullable(),
});
/** A mail as it is kept. */
export type StoredMessage = z.infer<typeof MessageRow>;

/** A mail to write; the rest it gets on its way. */
export type NewMessage = Pick<
  StoredMessage,
  | 'id'
  | 'eventId'
  | 'kind'
  | 'recipient'
  | 'subject'
  | 'html'
  | 'text'
  | 'locale'
  | 'private'
  | 'unsubscribeToken'
  | 'orderId'
  | 'dueAt'
  | 'createdAt'
>;

const COLUMNS = `id, event_id AS "eventId", kind, recipient, subject, html, text, locale, private,
  unsubscribe_token AS "unsubscribeToken", order_id AS "orderId", status, attempts, resends, due_at AS "dueAt", provider,
  provider_ref AS "providerRef", error, created_at AS "createdAt", sent_at AS "sentAt"`;

/** Writes a mail; the same mail of the same event to the same address is written once. */
export const insertMessage = (message: NewMessage): Statement => ({
  sql: `INSERT INTO messages (id, event_id, kind, recipient, subject, html, text, locale, private, unsubscribe_token, order_id,
          due_at, created_at)
        VALUES (:id, :eventId, :kind, :recipient, :subject, :html, :text, :locale, :private, :unsubscribeToken, :orderId,
          :dueAt, :createdAt)
        ON CONFLICT (event_id, kind, recipient) DO NOTHING`,
  args: { ...message, private: Number(message.private) },
});

/** Which mails to list. */
export interface MessageFilter {
  readonly status?: MessageStatus | undefined;
  readonly orderId?: string | undefined;
  /** Id of a mail: only older ones. */
  readonly before?: string | undefined;
  readonly limit: number;
}

export interface MessageRepository {
  due(now: number, limit: number): Promise<StoredMessage[]>;
  /** Takes a mail until a time, for one more try; false when somebody else has it or it is not to be sent any more. */
  take(id: string, now: number, until: number): Promise<boolean>;
  sent(id: string, at: string, provider: string, ref: string | null): Promise<void>;
  again(id: string, dueAt: number, error: string): Promise<void>;
  /** Ends a mail unsent: `failed` was refused for good, `dead` was tried too often. */
  giveUp(id: string, status: 'failed' | 'dead', error: string): Promise<void>;
  find(id: string): Promise<StoredMessage | undefined>;
  /** The newest first. */
  list(filter: MessageFilter): Promise<StoredMessage[]>;
  /** Queues a mail that was sent or given up once more; false when there is none of this id, or it waits already. */
  resend(id: string, now: number): Promise<boolean>;
  /** Notes that the reader of the mail with this token wants no more of its sort; answers the address, if the token opens one. */
  optOut(token: string, at: string): Promise<string | undefined>;
  hasOptedOut(email: string): Promise<boolean>;
  /** Removes mails made before a time. */
  forget(before: string, limit: number): Promise<number>;
}

export function messageRepository(db: Database): MessageRepository {
  return {
    async due(now, limit) {
      const rows = await db.all(
        `SELECT ${COLUMNS} FROM messages WHERE status = 'queued' AND due_at <= :now AND leased_until <= :now
         ORDER BY due_at, id LIMIT :limit`,
        { now, limit },
      );
      return z.array(MessageRow).parse(rows);
    },
    take: async (id, now, until) =>
      (await db.run(
        `UPDATE messages SET leased_until = :until, attempts = attempts + 1
         WHERE id = :id AND status = 'queued' AND due_at <= :now AND leased_until <= :now`,
        { id, now, until },
      )) === 1,
    async sent(id, at, provider, ref) {
      // What opens an account is of no more use here, and of much to a thief.
      await db.run(
        `UPDATE messages SET status = 'sent', leased_until = 0, error = NULL, sent_at = :at,
           provider = :provider, provider_ref = :ref,
           html = CASE WHEN private = 1 AND :provider <> 'mailbox' THEN '' ELSE html END,
           text = CASE WHEN private = 1 AND :provider <> 'mailbox' THEN '' ELSE text END
         WHERE id = :id`,
        { id, at, provider, ref },
      );
    },
    async again(id, dueAt, error) {
      await db.run(`UPDATE messages SET due_at = ?, leased_until = 0, error = ? WHERE id = ? AND status = 'queued'`, [
        dueAt,
        error,
        id,
      ]);
    },
    async giveUp(id, status, error) {
      await db.run(`UPDATE messages SET status = ?, leased_until = 0, error = ? WHERE id = ? AND status = 'queued'`, [
        status,
        error,
        id,
      ]);
    },
    async find(id) {
      const row = await db.first(`SELECT ${COLUMNS} FROM messages WHERE id = ?`, [id]);
      return row && MessageRow.parse(row);
    },
    async list({ status, orderId, before, limit }) {
      const rows = await db.all(
        `SELECT ${COLUMNS} FROM messages
         WHERE (:status IS NULL OR status = :status) AND (:orderId IS NULL OR order_id = :orderId)
           AND (:before IS NULL OR id < :before)
         ORDER BY id DESC LIMIT :limit`,
        { status: status ?? null, orderId: orderId ?? null, before: before ?? null, limit },
      );
      return z.array(MessageRow).parse(rows);
    },
    resend: async (id, now) =>
      (await db.run(
        `UPDATE messages SET status = 'queued', attempts = 0, resends = resends + 1, due_at = :now, leased_until = 0, error = NULL
         WHERE id = :id AND status <> 'queued' AND html <> ''`,
        { id, now },
      )) === 1,
    async optOut(token, at) {
      const row = await db.first('SELECT lower(recipient) AS email FROM messages WHERE unsubscribe_token = ?', [token]);
      if (!row) return undefined;
      const email = z.string().parse(row['email']);
      await db.run('INSERT INTO mail_optouts (email, at) VALUES (?, ?) ON CONFLICT (email) DO NOTHING', [email, at]);
      return email;
    },
    hasOptedOut: async (email) =>
      (await db.first('SELECT 1 FROM mail_optouts WHERE email = lower(?)', [email])) !== undefined,
    forget: async (before, limit) =>
      db.run('DELETE FROM messages WHERE id IN (SELECT id FROM messages WHERE created_at < ? LIMIT ?)', [
        before,
        limit,
      ]),
  };
}
