import { monotonicFactory } from 'ulid';
import { z } from 'zod';
import { type Database, isAbort, isDuplicate } from '../db/database.ts';
import { addEvent, demand, touchOrder } from './order-changes.ts';
import { insertWork } from './outbox.ts';
import type { StoredPayment } from './payment-rows.ts';

const nextId = monotonicFactory();

const EventRow = z.object({
  provider: z.string(),
  eventId: z.string(),
  type: z.string(),
  about: z.enum(['payment', 'refund', 'dispute', 'other']),
  ref: z.string(),
  paymentHint: z.string().nullable(),
  attempts: z.int(),
});
/** Something a provider has sent. */
export type ReceivedEvent = z.infer<typeof EventRow>;

const COLUMNS = `provider, event_id AS "eventId", type, about, ref, payment_hint AS "paymentHint", attempts`;

/** How a contested payment stands. */
export interface DisputeNow {
  readonly ref: string;
  readonly status: 'open' | 'won' | 'lost';
  readonly amountMinor: number;
  readonly currency: string;
  readonly reason: string;
}

export interface PaymentEventRepository {
  /** Keeps what was sent; false when it had been sent before. It is due at `checkAt`. */
  receive(
    event: Omit<ReceivedEvent, 'attempts'> & { bodyDigest: string },
    at: number,
    checkAt: number,
  ): Promise<boolean>;
  due(at: number, limit: number): Promise<ReceivedEvent[]>;
  done(event: ReceivedEvent, at: number): Promise<void>;
  /** Puts it off after a failure; null gives it up. */
  putOff(event: ReceivedEvent, until: number | null, error: string): Promise<void>;
  /** Notes a dispute on its order, once for each state it comes to. */
  noteDispute(provider: string, payment: StoredPayment, dispute: DisputeNow, at: number): Promise<void>;
}

export function paymentEventRepository(db: Database): PaymentEventRepository {
  return {
    async receive({ provider, eventId, type, about, ref, paymentHint, bodyDigest }, at, checkAt) {
      const written = await db.run(
        `INSERT INTO payment_events (provider, event_id, type, about, ref, payment_hint, body_digest, received_at, next_check_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
        [provider, eventId, type, about, ref, paymentHint, bodyDigest, new Date(at).toISOString(), checkAt],
      );
      return written > 0;
    },

    async due(at, limit) {
      const rows = await db.all(
        `SELECT ${COLUMNS} FROM payment_events WHERE next_check_at <= ? ORDER BY next_check_at LIMIT ?`,
        [at, limit],
      );
      return z.array(EventRow).parse(rows);
    },

    async done({ provider, eventId }, at) {
      await db.run(
        'UPDATE payment_events SET processed_at = ?, next_check_at = NULL, error = ? WHERE provider = ? AND event_id = ?',
        [new Date(at).toISOString(), '', provider, eventId],
      );
    },

    async putOff({ provider, eventId }, until, error) {
      await db.run(
        'UPDATE payment_events SET attempts = attempts + 1, next_check_at = ?, error = ? WHERE provider = ? AND event_id = ?',
        [until, error.slice(0, 500), provider, eventId],
      );
    },

    async noteDispute(provider, { id: paymentId, orderId }, { ref, status, amountMinor, currency, reason }, at) {
      const time = new Date(at).toISOString();
      const before = await db.first('SELECT status FROM disputes WHERE provider = ? AND provider_ref = ?', [
        provider,
        ref,
      ]);
      if (before?.['status'] === status) return;
      const opened = status === 'open';
      try {
        await db.write([
          demand(
            'order_changed',
            before === undefined
              ? 'NOT EXISTS (SELECT 1 FROM disputes WHERE provider = :provider AND provider_ref = :ref)'
              : 'EXISTS (SELECT 1 FROM disputes WHERE provider = :provider AND provider_ref = :ref AND status = :before)',
            { provider, ref, ...(before && { before: String(before['status']) }) },
          ),
          {
            sql: `INSERT INTO disputes (provider, provider_ref, order_id, payment_id, status, amount_minor, currency, reason, created_at, updated_at)
                  VALUES (:provider, :ref, :order, :payment, :status, :amount, :currency, :reason, :at, :at)
                  ON CONFLICT (provider, provider_ref) DO UPDATE SET status = :status, updated_at = :at`,
            args: {
              provider,
              ref,
              order: orderId,
              payment: paymentId,
              status,
              amount: amountMinor,
              currency,
              reason,
              at: time,
            },
          },
          {
            sql: `UPDATE orders SET disputed = EXISTS (SELECT 1 FROM disputes WHERE order_id = orders.id AND status = 'open') WHERE id = ?`,
            args: [orderId],
          },
          addEvent(orderId, opened ? 'dispute_opened' : 'dispute_closed', 'provider', at, {
            paymentId,
            status,
            amountMinor,
            currency,
            reason,
          }),
          insertWork(
            nextId(at),
            { kind: 'event', type: opened ? 'dispute.opened' : 'dispute.closed', at: time, orderId },
            at,
          ),
          ...touchOrder(orderId, at),
        ]);
      } catch (error) {
        // Somebody else has noted it.
        if (!isAbort(error, 'order_changed') && !isDuplicate(error, 'disputes.provider')) throw error;
      }
    },
  };
}
