import type { Statement } from '../db/database.ts';

/** What is asked to be paid back. */
export interface RefundWish {
  /** Minor units of the order's currency. */
  readonly amountMinor: number;
  /** In words; the shopper sees it. */
  readonly reason: string;
  /** The same key again answers the same refunds. */
  readonly idempotencyKey: string;
  /** What belongs into the same transaction; made for the id of the first refund. */
  readonly also?: (refundId: string, at: number) => Statement[];
}

/** The money of orders, as far as orders ask for it. */
export interface OrderMoney {
  /** Asks a payment's provider how it stands, and writes what it says. Rejects when it cannot be asked. */
  settle(paymentId: string): Promise<unknown>;
  /** Pays back, at most what came in less what went back. */
  refund(orderId: string, wish: RefundWish): Promise<unknown>;
}
