import { z } from 'zod';
import { SubscriberStatus } from '../contract/newsletter.ts';
import type { Database, Statement } from '../db/database.ts';
import { insertWorkIfChanged, type OutboxWork } from './outbox.ts';

const Row = z.object({
  email: z.string(),
  status: SubscriberStatus,
  words: z.string(),
  page: z.string(),
  locale: z.string(),
  leaveToken: z.string(),
  askedAt: z.int(),
  confirmedAt: z.int().nullable(),
  leftAt: z.int().nullable(),
});
/** Somebody who asked for the newsletter. Times are epoch milliseconds. */
export type StoredSubscriber = z.infer<typeof Row>;

const COLUMNS = `email, status, words, page, locale, leave_token AS "leaveToken", asked_at AS "askedAt",
  confirmed_at AS "confirmedAt", left_at AS "leftAt"`;

/** Work for the outbox, written with the change it tells of. */
export interface Told {
  readonly id: string;
  readonly work: OutboxWork;
  readonly dueAt: number;
}

/** Somebody asks. */
export interface Asking {
  readonly email: string;
  readonly words: string;
  readonly page: string;
  readonly locale: string;
  readonly tokenHash: string;
  readonly leaveToken: string;
  readonly now: number;
}

/** What is written beside a yes or a no, of the customer with that address. */
export interface ConsentNote {
  readonly id: string;
  readonly given: boolean;
  /** UTC, ISO 8601. */
  readonly at: string;
  readonly textVersion: string;
}

/** Notes the yes or no of the customer with the subscriber's address, where there is one and it is news. */
const noteConsent = (
  { id, given, at, textVersion }: ConsentNote,
  where: string,
  args: Record<string, string | number>,
): Statement => ({
  sql: `INSERT INTO customer_consents (id, customer_id, kind, given, at, source, text_version, text_locale)
        SELECT :id, c.id, 'marketing_email', :given, :at, 'newsletter', :version, s.locale
        FROM newsletter_subscribers s JOIN customers c ON c.email = s.email AND c.erased_at IS NULL
        WHERE ${where} AND :given <> coalesce((SELECT k.given FROM customer_consents k
          WHERE k.customer_id = c.id AND k.kind = 'marketing_email' ORDER BY k.at DESC, k.id DESC LIMIT 1), 0)`,
  args: { ...args, id, given: Number(given), at, version: textVersion },
});

/** Who asked for the newsletter of one store. */
export function newsletterRepository(db: Database) {
  const one = async (where: string, arg: string): Promise<StoredSubscriber | undefined> => {
    const row = await db.first(`SELECT ${COLUMNS} FROM newsletter_subscribers WHERE ${where} = ?`, [arg]);
    return row && Row.parse(row);
  };
  return {
    find: (email: string) => one('email', email),

    /**
     * Keeps what somebody asks, and the work that mails the link; nothing changes for an address that is confirmed. One that
     * left stays so until it confirms. The same statements run whoever it is.
     */
    async ask(asking: Asking, told: Told): Promise<void> {
      await db.write([
        {
          sql: `INSERT INTO newsletter_subscribers (email, status, words, page, locale, token_hash, leave_token, asked_at)
                VALUES (:email, 'pending', :words, :page, :locale, :tokenHash, :leaveToken, :now)
                ON CONFLICT (email) DO UPDATE SET words = :words, page = :page, locale = :locale, token_hash = :tokenHash,
                  leave_token = :leaveToken, asked_at = :now
                WHERE status <> 'confirmed'`,
          args: { ...asking },
        },
        insertWorkIfChanged(told.id, told.work, told.dueAt),
      ]);
    },

    /** Whose link this is: asked since a time, or confirmed by it already. */
    async findAsked(tokenHash: string, since: number): Promise<StoredSubscriber | undefined> {
      const row = await db.first(
        `SELECT ${COLUMNS} FROM newsletter_subscribers
         WHERE token_hash = :hash AND (status = 'confirmed' OR asked_at > :since)`,
        { hash: tokenHash, since },
      );
      return row && Row.parse(row);
    },

    /** Confirms what was asked by this link, notes it of the customer with that address, and tells of it; again, nothing. */
    async confirm(tokenHash: string, now: number, consent: ConsentNote, told: Told): Promise<void> {
      await db.write([
        {
          sql: `UPDATE newsletter_subscribers SET status = 'confirmed', confirmed_at = :now, left_at = NULL
                WHERE token_hash = :hash AND status <> 'confirmed'`,
          args: { hash: tokenHash, now },
        },
        insertWorkIfChanged(told.id, told.work, told.dueAt),
        noteConsent(consent, 's.token_hash = :hash AND s.confirmed_at = :now', { hash: tokenHash, now }),
      ]);
    },

    findByLeave: (token: string) => one('leave_token', token),

    /** Ends the letters to an address, notes it of the customer who has it, and tells of it where it had been confirmed. */
    async leave(email: string, now: number, consent: ConsentNote, told: Told): Promise<void> {
      await db.write([
        // Before the status changes, which says whether there was anything to take back.
        noteConsent(consent, `s.email = :email AND s.status = 'confirmed'`, { email }),
        {
          sql: `UPDATE newsletter_subscribers SET token_hash = NULL WHERE email = :email AND status = 'left'`,
          args: { email },
        },
        // Whoever never confirmed was never in: nothing is to be remembered of him.
        { sql: `DELETE FROM newsletter_subscribers WHERE email = :email AND status = 'pending'`, args: { email } },
        {
          sql: `UPDATE newsletter_subscribers SET status = 'left', left_at = :now, token_hash = NULL
                WHERE email = :email AND status = 'confirmed'`,
          args: { email, now },
        },
        insertWorkIfChanged(told.id, told.work, told.dueAt),
      ]);
    },

    /** In the order of addresses. */
    async list({ status, after, limit }: { status: SubscriberStatus | null; after: string; limit: number }) {
      const rows = await db.all(
        `SELECT ${COLUMNS} FROM newsletter_subscribers WHERE email > :after AND (:status IS NULL OR status = :status)
         ORDER BY email LIMIT :limit`,
        { status, after, limit },
      );
      return z.array(Row).parse(rows);
    },

    /** Forgets an address, and what waits to be told or sent to it. */
    async erase(email: string): Promise<void> {
      await db.write([
        { sql: 'DELETE FROM newsletter_subscribers WHERE email = ?', args: [email] },
        {
          sql: `DELETE FROM outbox WHERE json_extract(payload, '$.email') = ? COLLATE NOCASE
                AND json_extract(payload, '$.type') LIKE 'newsletter.%'`,
          args: [email],
        },
        {
          sql: `DELETE FROM messages WHERE recipient = ? COLLATE NOCASE AND kind LIKE 'newsletter_%'`,
          args: [email],
        },
      ]);
    },

    /** Forgets addresses that did not confirm since a time; of those that left, only the link. */
    async expire(before: number, limit: number): Promise<number> {
      const old = `SELECT email FROM newsletter_subscribers
        WHERE status <> 'confirmed' AND token_hash IS NOT NULL AND asked_at <= :before LIMIT :limit`;
      const [left, gone] = await db.write([
        {
          sql: `UPDATE newsletter_subscribers SET token_hash = NULL WHERE status = 'left' AND email IN (${old})`,
          args: { before, limit },
        },
        {
          sql: `DELETE FROM newsletter_subscribers WHERE status = 'pending' AND email IN (${old})`,
          args: { before, limit },
        },
      ]);
      return (left?.rowsAffected ?? 0) + (gone?.rowsAffected ?? 0);
    },
  };
}
export type NewsletterRepository = ReturnType<typeof newsletterRepository>;
