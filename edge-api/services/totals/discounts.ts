import type { DiscountKind, DiscountRule } from '../../contract/discounts.ts';
import { allocate, lineTotal, share, sum } from './integers.ts';
import { isTarget, lineDiscount, type DiscountableLine } from './line-discounts.ts';

/** A discount that may be used now: active, begun, not over, not used up. Its amounts are in the currency of the lines. */
export interface OfferedDiscount {
  readonly id: string;
  readonly codeId: string | null;
  /** The code that brought it; null for one that applies by itself. */
  readonly code: string | null;
  readonly title: string;
  readonly kind: DiscountKind;
  readonly rule: DiscountRule;
}

/** A discount in effect, in minor units. */
export interface DiscountAmount {
  readonly discountId: string;
  /** Row of the code that brought it; null for one that applies by itself. */
  readonly codeId: string | null;
  readonly code: string | null;
  readonly title: string;
  readonly kind: DiscountKind;
  /** 0 for one on delivery while no method is chosen. */
  readonly amountMinor: number;
}

/** Why a discount that was offered has no effect. */
export type Rejection = 'minimum_not_met' | 'no_matching_items' | 'no_matching_delivery' | 'not_combinable';

/** What discounts come to. */
export interface DiscountTotals {
  readonly applied: readonly DiscountAmount[];
  /** Taken off each line. */
  readonly lines: readonly number[];
  readonly shippingMinor: number;
  readonly rejected: ReadonlyMap<string, Rejection>;
}

/** What discounts need to know of the cart. */
export interface DiscountedCart {
  readonly lines: readonly DiscountableLine[];
  /** Price of the chosen method when the goods cost this much; null while none is chosen, 0 where nothing is delivered. */
  readonly shippingAt: (goodsMinor: number) => number | null;
  readonly country: string | undefined;
}

/** Most combinations that are worked out; a store has to have many discounts that exclude each other to reach it. */
const MOST_COMBINATIONS = 500;

const byId = (a: OfferedDiscount, b: OfferedDiscount) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** Why a discount cannot be used on this cart whatever else is; null when it can. */
function refusal({ kind, rule }: OfferedDiscount, { lines, country, shippingAt }: DiscountedCart): Rejection | null {
  const mine = lines.filter((line) => isTarget(rule.targets, line));
  if (mine.length === 0) return 'no_matching_items';
  const { subtotalMinor, quantity } = rule.minimum;
  if (subtotalMinor !== null && sum(mine.map((line) => lineTotal(line.unitMinor, line.quantity))) < subtotalMinor)
    return 'minimum_not_met';
  if (quantity !== null && sum(mine.map((line) => line.quantity)) < quantity) return 'minimum_not_met';
  if (kind !== 'shipping') return null;
  if (country !== undefined && rule.countries.length > 0 && !rule.countries.includes(country))
    return 'no_matching_delivery';
  const goods = sum(lines.map((line) => lineTotal(line.unitMinor, line.quantity)));
  return shippingAt(goods) === 0 && shippingAt(0) === 0 ? 'no_matching_delivery' : null;
}

/** Whether two may be in one order: each allows the other's kind. */
const together = (a: OfferedDiscount, b: OfferedDiscount): boolean =>
  a.rule.combines[b.kind] && b.rule.combines[a.kind];

/** All sets of discounts that go together and to which none can be added (maximal cliques, after Bron and Kerbosch). */
function combinations(all: readonly OfferedDiscount[]): OfferedDiscount[][] {
  const found: OfferedDiscount[][] = [];
  const grow = (chosen: OfferedDiscount[], open: OfferedDiscount[], closed: OfferedDiscount[]): void => {
    if (found.length >= MOST_COMBINATIONS) return;
    if (open.length === 0 && closed.length === 0) found.push(chosen);
    const pivot = open[0] ?? closed[0];
    const done = [...closed];
    let left = open;
    for (const one of open) {
      // Whatever goes with the pivot is in a set that the pivot is in.
      if (pivot && one !== pivot && together(pivot, one)) continue;
      grow(
        [...chosen, one],
        left.filter((other) => other !== one && together(one, other)),
        done.filter((other) => together(one, other)),
      );
      left = left.filter((other) => other !== one);
      done.push(one);
    }
  };
  grow([], [...all], []);
  return found;
}

/** What a discount on a sum takes off: never more than the sum. */
function amountOff({ rule: { value } }: OfferedDiscount, base: number): number {
  if (value.type === 'percentage') return share(base, value.bps, 10_000);
  return value.type === 'fixed' ? Math.min(value.amountMinor, base) : 0;
}

/** Percentages before fixed amounts, then by id. */
const inTurn = (some: readonly OfferedDiscount[]): OfferedDiscount[] =>
  some.toSorted((a, b) => Number(a.rule.value.type === 'fixed') - Number(b.rule.value.type === 'fixed') || byId(a, b));

interface Outcome {
  readonly amounts: ReadonlyMap<OfferedDiscount, number>;
  readonly lines: readonly number[];
  /** Taken off delivery. */
  readonly shippingMinor: number;
  /** What is left to pay of goods and delivery, before tax. */
  readonly dueMinor: number;
}

/** Works out discounts that go together: lines, then the order, then delivery. */
function workOut(
  chosen: readonly OfferedDiscount[],
  cart: DiscountedCart,
  alone: ReadonlyMap<OfferedDiscount, readonly number[]>,
): Outcome {
  const amounts = new Map<OfferedDiscount, number>();
  const add = (discount: OfferedDiscount, amount: number) =>
    amounts.set(discount, (amounts.get(discount) ?? 0) + amount);
  const left = cart.lines.map((line) => lineTotal(line.unitMinor, line.quantity));
  const onLines = chosen.filter(({ kind }) => kind === 'line').toSorted(byId);
  left.forEach((total, at) => {
    let best: OfferedDiscount | undefined;
    let most = 0;
    for (const discount of onLines) {
      const amount = alone.get(discount)?.[at] ?? 0;
      if (amount > most) [best, most] = [discount, amount];
    }
    if (best) add(best, most);
    left[at] = total - most;
  });
  for (const discount of inTurn(chosen.filter(({ kind }) => kind === 'order'))) {
    const amount = amountOff(discount, sum(left));
    add(discount, amount);
    allocate(amount, left).forEach((part, at) => (left[at] = (left[at] ?? 0) - part));
  }
  const shipping = cart.shippingAt(sum(left));
  let due = shipping ?? 0;
  for (const discount of inTurn(chosen.filter(({ kind }) => kind === 'shipping'))) {
    const amount = amountOff(discount, due);
    add(discount, amount);
    due -= amount;
  }
  const lines = cart.lines.map((line, at) => lineTotal(line.unitMinor, line.quantity) - (left[at] ?? 0));
  return { amounts, lines, shippingMinor: (shipping ?? 0) - due, dueMinor: sum(left) + due };
}

/** The names of the discounts that take something off, for choosing between equals: fewer are better, then the older. */
const names = ({ amounts }: Outcome): string[] =>
  [...amounts].flatMap(([{ id }, amount]) => (amount > 0 ? [id] : [])).toSorted();

function isBetter(a: Outcome, b: Outcome | undefined): boolean {
  if (!b || a.dueMinor !== b.dueMinor) return !b || a.dueMinor < b.dueMinor;
  const [mine, theirs] = [names(a), names(b)];
  if (mine.length !== theirs.length) return mine.length < theirs.length;
  return mine.join() < theirs.join();
}

/** The discounts that go together and leave least to pay, and why the others have no effect. */
export function chooseDiscounts(offered: readonly OfferedDiscount[], cart: DiscountedCart): DiscountTotals {
  const rejected = new Map<string, Rejection>();
  const usable: OfferedDiscount[] = [];
  for (const discount of offered.toSorted(byId)) {
    const reason = refusal(discount, cart);
    if (reason) rejected.set(discount.id, reason);
    else usable.push(discount);
  }
  const alone = new Map(
    usable.map((one) => [one, one.kind === 'line' ? lineDiscount(one, cart.lines) : ([] as number[])]),
  );
  const goods = sum(cart.lines.map((line) => lineTotal(line.unitMinor, line.quantity)));
  let best: Outcome | undefined;
  let bestSet: readonly OfferedDiscount[] = [];
  for (const chosen of combinations(usable)) {
    const outcome = workOut(chosen, cart, alone);
    if (isBetter(outcome, best)) [best, bestSet] = [outcome, chosen];
  }
  const shippingKnown = cart.shippingAt(goods) !== null;
  const applied: DiscountAmount[] = [];
  for (const one of usable) {
    const amountMinor = best?.amounts.get(one) ?? 0;
    const waits = one.kind === 'shipping' && !shippingKnown && bestSet.includes(one);
    if (amountMinor > 0 || waits) {
      const { id: discountId, codeId, code, title, kind } = one;
      applied.push({ discountId, codeId, code, title, kind, amountMinor });
    } else rejected.set(one.id, noEffect(one, bestSet, alone));
  }
  const order: DiscountKind[] = ['line', 'order', 'shipping'];
  return {
    applied: applied.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind)),
    lines: best?.lines ?? cart.lines.map(() => 0),
    shippingMinor: best?.shippingMinor ?? 0,
    rejected,
  };
}

function noEffect(
  one: OfferedDiscount,
  chosen: readonly OfferedDiscount[],
  alone: ReadonlyMap<OfferedDiscount, readonly number[]>,
): Rejection {
  if (!chosen.includes(one)) return 'not_combinable';
  if (one.kind === 'shipping') return 'no_matching_delivery';
  // It is on goods that another takes more off, or there are too few of them.
  if (one.kind === 'line') return sum(alone.get(one) ?? []) > 0 ? 'not_combinable' : 'minimum_not_met';
  return 'not_combinable';
}
