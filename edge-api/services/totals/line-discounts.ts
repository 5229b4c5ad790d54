import type { DiscountTargets } from '../../contract/discounts.ts';
import type { OfferedDiscount } from './discounts.ts';
import { allocate, lineTotal, safe, share, sum } from './integers.ts';

/** What discounts look at on a line. */
export interface DiscountableLine {
  readonly unitMinor: number;
  readonly quantity: number;
  readonly productId: string;
  readonly variantId: string;
  /** Ids of the collections its product is in. */
  readonly collectionIds: readonly string[];
}

/** Whether a line is among what a discount is on. */
export function isTarget({ products, collections, variants }: DiscountTargets, line: DiscountableLine): boolean {
  if (products.length + collections.length + variants.length === 0) return true;
  return (
    products.includes(line.productId) ||
    variants.includes(line.variantId) ||
    line.collectionIds.some((id) => collections.includes(id))
  );
}

/**
 * Units that a "buy some, get others" makes cheaper, a number a line: as many whole sets as the cart has, and of what it is
 * good for the cheapest units, the first of equals first. No unit is bought and got at once.
 */
function unitsGot(
  value: Extract<OfferedDiscount['rule']['value'], { type: 'buy_get' }>,
  lines: readonly DiscountableLine[],
): number[] {
  const { buy, get } = value;
  const buys = lines.map((line) => isTarget(buy.targets, line));
  const gets = lines.map((line) => isTarget(get.targets, line));
  const count = (some: (at: number) => boolean) => sum(lines.map(({ quantity }, at) => (some(at) ? quantity : 0)));
  const bought = count((at) => buys[at] === true);
  const got = count((at) => gets[at] === true);
  const either = count((at) => buys[at] === true || gets[at] === true);
  const sets = Math.min(
    Math.floor(bought / buy.quantity),
    Math.floor(got / get.quantity),
    Math.floor(either / (buy.quantity + get.quantity)),
    value.times ?? Infinity,
  );
  let left = sets * get.quantity;
  /** Units that could be bought and may be got instead. */
  let spare = bought - sets * buy.quantity;
  const units = lines.map(() => 0);
  const cheapest = lines.map((_, at) => at).sort((a, b) => lines[a]!.unitMinor - lines[b]!.unitMinor || a - b);
  for (const at of cheapest) {
    if (!gets[at]) continue;
    const taken = Math.min(lines[at]!.quantity, left, buys[at] ? spare : Infinity);
    units[at] = taken;
    left -= taken;
    if (buys[at]) spare -= taken;
  }
  return units;
}

/** What one discount of kind `line` takes off each line, as if it were alone. */
export function lineDiscount(
  { rule: { value, targets } }: OfferedDiscount,
  lines: readonly DiscountableLine[],
): number[] {
  const totals = lines.map((line) => (isTarget(targets, line) ? lineTotal(line.unitMinor, line.quantity) : 0));
  switch (value.type) {
    case 'percentage':
      return totals.map((total) => share(total, value.bps, 10_000));
    case 'fixed': {
      if (!value.each) return allocate(Math.min(value.amountMinor, sum(totals)), totals);
      return lines.map((line, at) =>
        totals[at] ? safe(Math.min(value.amountMinor, line.unitMinor) * line.quantity) : 0,
      );
    }
    case 'buy_get':
      return unitsGot(value, lines).map((units, at) => safe(units * share(lines[at]!.unitMinor, value.bps, 10_000)));
  }
}
