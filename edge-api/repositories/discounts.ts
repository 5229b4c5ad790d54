import type { AppliedDiscount } from '../contract/quotes.ts';
import type { Statement } from '../db/database.ts';

/** A discount that an order uses. */
export interface RedeemedDiscount {
  readonly discountId: string;
  readonly codeId: string | null;
  readonly kind: AppliedDiscount['kind'];
  readonly amountMinor: number;
}

/**
 * What the transaction of an order writes for its discounts, after the order itself: whose it is, and when, is taken from
 * its row. It aborts with `vitrine:discount_used_up` where a limit would be passed.
 */
export function redemptionStatements(
  order: { readonly id: string },
  discounts: readonly RedeemedDiscount[],
): Statement[] {
  return discounts.map(({ discountId, codeId, amountMinor }) => ({
    sql: `INSERT INTO discount_redemptions (order_id, discount_id, code_id, customer_id, email, amount_minor, redeemed_at)
          SELECT id, ?, ?, customer_id, lower(email), ?, placed_at FROM orders WHERE id = ?`,
    args: [discountId, codeId, amountMinor, order.id],
  }));
}

/** Gives back the uses of an order that was cancelled; `at` is UTC, ISO 8601. Harmless to repeat. */
export const releaseRedemptions = (orderId: string, at: string): Statement => ({
  sql: 'UPDATE discount_redemptions SET released_at = ? WHERE order_id = ? AND released_at IS NULL',
  args: [at, orderId],
});

/** Takes the uses again of a cancelled order that lives again, because it was paid after all: what it was promised stands, used up or not. */
export const retakeRedemptions = (orderId: string): Statement => ({
  sql: 'UPDATE discount_redemptions SET released_at = NULL WHERE order_id = ? AND released_at IS NOT NULL',
  args: [orderId],
});
