import { z } from 'zod';
import { CheckoutDraftFields } from '../contract/checkout-drafts.ts';
import { RequestedLine } from '../contract/quotes.ts';
import type { Database, SqlRow, Statement } from '../db/database.ts';
import { json } from './columns.ts';
import { insertWork, type OutboxWork } from './outbox.ts';

/** What a shopper agreed to: when (UTC, ISO 8601), and to which words. */
const RecoveryConsent = z.object({ at: z.string(), text: z.string() });
export type RecoveryConsent = z.infer<typeof RecoveryConsent>;

const DraftRow = z.object({
  id: z.string(),
  cartId: z.string().nullable(),
  email: z.string(),
  fields: json(CheckoutDraftFields),
  lines: json(z.array(RequestedLine)),
  currency: z.string(),
  locale: z.string(),
  page: z.string(),
  consent: json(RecoveryConsent).nullable(),
  status: z.enum(['open', 'completed', 'abandoned', 'expired']),
  version: z.int(),
  orderId: z.string().nullable(),
  recoveredAt: z.int().nullable(),
  remindedAt: z.int().nullable(),
  createdAt: z.int(),
  updatedAt: z.int(),
  expiresAt: z.int(),
});
/** A draft as it is kept. Times are epoch milliseconds. */
export type DraftRow = z.infer<typeof DraftRow>;

const COLUMNS = `id, cart_id AS "cartId", email, fields, lines, currency, locale, page, consent, status, version,
  order_id AS "orderId", recovered_at AS "recoveredAt", reminded_at AS "remindedAt", created_at AS "createdAt",
  updated_at AS "updatedAt", expires_at AS "expiresAt"`;

/** What a change writes; undefined leaves a column as it is. Fields are merged one by one. */
export interface DraftChange {
  readonly fields?: CheckoutDraftFields | undefined;
  readonly email?: string | undefined;
  readonly lines?: readonly RequestedLine[] | undefined;
  readonly cartId?: string | undefined;
  readonly currency?: string | undefined;
  readonly locale?: string | undefined;
  readonly page?: string | undefined;
  /** Null takes the consent back. */
  readonly consent?: RecoveryConsent | null | undefined;
}

export interface NewDraft extends DraftChange {
  readonly id: string;
  readonly tokenHash: string;
  readonly now: number;
  readonly expiresAt: number;
}

/** A draft that nobody came back to, with what its mail needs. */
export interface Abandoned {
  readonly id: string;
  readonly linkHash: string;
  readonly work: { readonly id: string; readonly work: OutboxWork };
}

export interface CheckoutDraftRepository {
  insert(draft: NewDraft): Promise<void>;
  /** Changes an open draft that the token opens and answers it; an abandoned one is open again by that. */
  change(id: string, tokenHash: string, change: DraftChange, at: Moment): Promise<DraftRow | undefined>;
  read(id: string, tokenHash: string, now: number): Promise<DraftRow | undefined>;
  find(id: string): Promise<DraftRow | undefined>;
  /** Opens a draft by a link, which opens it no more after that; the new token takes the place of the old one. */
  recover(linkHash: string, tokenHash: string, at: Moment): Promise<DraftRow | undefined>;
  /** Open drafts with something in them, an address and consent, that nobody has touched since; one an address, and none that had a mail after `remindedBefore`. */
  idle(since: number, remindedBefore: number, limit: number): Promise<DraftRow[]>;
  /** Marks one as abandoned and tells of it, both or neither; answers whether it still was idle. */
  abandon(draft: Abandoned, since: number, now: number): Promise<boolean>;
  /** Erases what expired drafts knew of people, and forgets those long expired; answers how many were erased. */
  expire(now: number, forgetBefore: number, limit: number): Promise<number>;
}

/** When something happens and until when the draft is kept from then on. */
export interface Moment {
  readonly now: number;
  readonly expiresAt: number;
}

const ERASED = `email = '', fields = '{}', lines = '[]', page = '', consent = NULL, link_hash = NULL, cart_id = NULL`;

/**
 * Ends the draft an order came from, and any other of the same cart: the order knows all that it knew. For the transaction
 * that places the order.
 */
export const completeCheckout = (
  { checkoutId, cartId }: { checkoutId?: string | null | undefined; cartId?: string | null | undefined },
  orderId: string,
  now: number,
): Statement => ({
  sql: `UPDATE checkouts SET status = 'completed', order_id = :order, updated_at = :now, ${ERASED}
        WHERE status IN ('open', 'abandoned') AND (id = :id OR cart_id = :cart)`,
  args: { order: orderId, now, id: checkoutId ?? null, cart: cartId ?? null },
});

const columnsOf = (change: DraftChange) => ({
  fields: JSON.stringify(change.fields ?? {}),
  email: change.email ?? null,
  lines: change.lines ? JSON.stringify(change.lines) : null,
  cart: change.cartId ?? null,
  currency: change.currency ?? null,
  locale: change.locale ?? null,
  page: change.page ?? null,
  consent: change.consent ? JSON.stringify(change.consent) : null,
});

export function checkoutDraftRepository(db: Database): CheckoutDraftRepository {
  const one = (row: SqlRow | undefined) => (row === undefined ? undefined : DraftRow.parse(row));
  return {
    async insert({ id, tokenHash, now, expiresAt, ...change }) {
      await db.run(
        `INSERT INTO checkouts (id, token_hash, cart_id, email, fields, lines, currency, locale, page, consent,
           created_at, updated_at, expires_at)
         VALUES (:id, :tokenHash, :cart, coalesce(:email, ''), :fields, coalesce(:lines, '[]'), coalesce(:currency, ''),
           coalesce(:locale, ''), coalesce(:page, ''), :consent, :now, :now, :expiresAt)`,
        { id, tokenHash, now, expiresAt, ...columnsOf(change) },
      );
    },

    async change(id, tokenHash, change, { now, expiresAt }) {
      return one(
        await db.first(
          `UPDATE checkouts SET fields = json_patch(fields, :fields), email = coalesce(:email, email),
             lines = coalesce(:lines, lines), cart_id = coalesce(:cart, cart_id), currency = coalesce(:currency, currency),
             locale = coalesce(:locale, locale), page = coalesce(:page, page),
             consent = CASE WHEN :setsConsent THEN :consent ELSE consent END,
             status = 'open', version = version + 1, updated_at = :now, expires_at = :expiresAt
           WHERE id = :id AND token_hash = :tokenHash AND status IN ('open', 'abandoned') AND expires_at > :now
           RETURNING ${COLUMNS}`,
          { id, tokenHash, now, expiresAt, setsConsent: change.consent === undefined ? 0 : 1, ...columnsOf(change) },
        ),
      );
    },

    async read(id, tokenHash, now) {
      return one(
        await db.first(`SELECT ${COLUMNS} FROM checkouts WHERE id = ? AND token_hash = ? AND expires_at > ?`, [
          id,
          tokenHash,
          now,
        ]),
      );
    },

    async find(id) {
      return one(await db.first(`SELECT ${COLUMNS} FROM checkouts WHERE id = ?`, [id]));
    },

    async recover(linkHash, tokenHash, { now, expiresAt }) {
      return one(
        await db.first(
          `UPDATE checkouts SET link_hash = NULL, token_hash = :tokenHash, status = 'open', version = version + 1,
             recovered_at = :now, updated_at = :now, expires_at = :expiresAt
           WHERE link_hash = :linkHash AND status IN ('open', 'abandoned') AND expires_at > :now
           RETURNING ${COLUMNS}`,
          { linkHash, tokenHash, now, expiresAt },
        ),
      );
    },

    async idle(since, remindedBefore, limit) {
      const rows = await db.all(
        `SELECT ${COLUMNS} FROM checkouts c WHERE status = 'open' AND email <> '' AND consent IS NOT NULL AND updated_at <= ?
           AND reminded_at IS NULL AND lines <> '[]'
           AND NOT EXISTS (SELECT 1 FROM checkouts o WHERE o.email = c.email AND o.id <> c.id
             AND (o.reminded_at > ? OR (o.status = 'open' AND (o.updated_at, o.id) > (c.updated_at, c.id))))
         ORDER BY updated_at LIMIT ?`,
        [since, remindedBefore, limit],
      );
      return z.array(DraftRow).parse(rows);
    },

    async abandon({ id, linkHash, work }, since, now) {
      const insert = insertWork(work.id, work.work, now);
      const [, marked] = await db.write([
        insert,
        {
          sql: `UPDATE checkouts SET status = 'abandoned', link_hash = ?, reminded_at = ?
                WHERE id = ? AND status = 'open' AND updated_at <= ? AND consent IS NOT NULL`,
          args: [linkHash, now, id, since],
        },
        // Whoever came back in the meantime is not written to.
        {
          sql: `DELETE FROM outbox WHERE id = ? AND NOT EXISTS (SELECT 1 FROM checkouts WHERE id = ? AND link_hash = ?)`,
          args: [work.id, id, linkHash],
        },
      ]);
      return marked?.rowsAffected === 1;
    },

    async expire(now, forgetBefore, limit) {
      const [erased] = await db.write([
        {
          sql: `UPDATE checkouts SET ${ERASED}, status = 'expired'
                WHERE id IN (SELECT id FROM checkouts WHERE expires_at <= ? AND status IN ('open', 'abandoned')
                  ORDER BY expires_at LIMIT ?)`,
          args: [now, limit],
        },
        {
          sql: `DELETE FROM checkouts WHERE id IN (SELECT id FROM checkouts WHERE expires_at <= ? LIMIT ?)`,
          args: [forgetBefore, limit],
        },
      ]);
      return erased?.rowsAffected ?? 0;
    },
  };
}
