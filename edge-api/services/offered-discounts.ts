import { codeKey } from '../contract/discounts.ts';
import type { RejectedCode } from '../contract/quotes.ts';
import type { ReadDiscount } from '../repositories/discounts-read.ts';
import type { OfferedDiscount, TotalAmounts } from './totals.ts';
import type { Exchange } from './totals/exchange.ts';
import { ruleIn } from './totals/local-rules.ts';

/**
 * What a shopper is told of a code without effect. A code that has not begun, or was switched off, is as unknown as one that
 * never was: nobody learns of a sale before it starts. `used_up` is told alike for all uses and for the shopper's own, so
 * that an e-mail address does not tell who has bought here.
 */
const MESSAGES: Readonly<Record<RejectedCode['reason'], string>> = {
  unknown: 'This shop has no such code.',
  expired: 'This code is no longer valid.',
  used_up: 'This code has been used up.',
  minimum_not_met: 'There is not enough in the cart for this code.',
  no_matching_items: 'Nothing in the cart is what this code is for.',
  no_matching_delivery: 'This code changes nothing about this delivery.',
  not_combinable: 'This code does not go together with what is taken off already, which is more.',
};

/** Discounts to think of for a cart, and what to tell of the codes that are not among them. */
export interface Offer {
  readonly offered: readonly OfferedDiscount[];
  rejectedBy(totals: TotalAmounts): RejectedCode[];
}

function stateOf({ active, startsAt, endsAt, usedUp }: ReadDiscount, nowMs: number): RejectedCode['reason'] | null {
  if (!active || (startsAt !== null && nowMs < startsAt)) return 'unknown';
  if (endsAt !== null && nowMs >= endsAt) return 'expired';
  return usedUp ? 'used_up' : null;
}

/** The discounts that may be used now, by themselves or by the codes a shopper has typed; each once. */
export function offerOf(
  typed: readonly string[],
  read: readonly ReadDiscount[],
  exchange: Exchange,
  nowMs: number,
): Offer {
  const codes = new Map(typed.map((code) => [codeKey(code), code]));
  const offered = new Map<string, OfferedDiscount>();
  const refused = new Map<string, RejectedCode['reason']>();
  const offer = ({ id, codeId, code, title, kind, rule }: ReadDiscount) =>
    offered.set(id, { id, codeId, code, title, kind, rule: ruleIn(exchange, rule) });

  for (const one of read) if (one.codeKey === null && stateOf(one, nowMs) === null) offer(one);
  for (const key of codes.keys()) {
    const found = read.find((one) => one.codeKey === key);
    const reason = found ? stateOf(found, nowMs) : 'unknown';
    if (found && reason === null && !offered.has(found.id)) offer(found);
    else refused.set(key, reason ?? 'not_combinable');
  }
  return {
    offered: [...offered.values()],
    rejectedBy: ({ rejected }) =>
      [...codes].flatMap(([key, code]) => {
        const discount = read.find((one) => one.codeKey === key);
        const reason = refused.get(key) ?? (discount && rejected.get(discount.id));
        return reason ? [{ code, reason, message: MESSAGES[reason] }] : [];
      }),
  };
}
