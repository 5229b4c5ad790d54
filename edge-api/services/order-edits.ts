import { ulid } from 'ulid';
import type { AppliedDiscount, TaxLine } from '../contract/quotes.ts';
import type { EditOrder } from '../contract/orders-admin.ts';
import type { ChangedAmounts, ChangedLine, OrderEdit } from '../repositories/order-edits.ts';
import type { StoredLine, StoredOrder } from '../repositories/order-rows.ts';
import { ApiError, invalidRequest } from './errors.ts';
import { newLines } from './new-order.ts';
import { wantedOf } from './orders.ts';
import type { Pricing } from './quotes.ts';
import { whyNoEdit } from './shown-admin-order.ts';
import { allocate } from './totals/integers.ts';

/** `amount × part ÷ whole`, rounded down. */
const partOf = (amount: number, part: number, whole: number): number =>
  Number((BigInt(amount) * BigInt(part)) / BigInt(whole));

/** A line with fewer units: what stays costs what it cost, to the last minor unit. */
export function reduced(line: StoredLine, quantity: number): ChangedLine {
  const wanted = wantedOf(line);
  return {
    id: line.id,
    variantId: line.variantId,
    removed: wanted - quantity,
    totalMinor: line.unitMinor * quantity,
    discountMinor: Math.min(line.unitMinor * quantity, partOf(line.discountMinor, quantity, wanted)),
    taxMinor: partOf(line.taxMinor, quantity, wanted),
  };
}

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

/** The same amounts, made to sum to less. */
function scaled<Item extends { amount: { amountMinor: number; currency: string } }>(
  items: readonly Item[],
  to: number,
): Item[] {
  const parts = allocate(
    to,
    items.map((item) => item.amount.amountMinor),
  );
  return items.map((item, at) => ({ ...item, amount: { ...item.amount, amountMinor: parts[at] ?? 0 } }));
}

function withTaxes(taxes: readonly TaxLine[], more: readonly TaxLine[]): TaxLine[] {
  const same = (a: TaxLine, b: TaxLine) => a.title === b.title && a.rateBps === b.rateBps && a.included === b.included;
  const added = taxes.map((tax) => ({
    ...tax,
    amount: {
      ...tax.amount,
      amountMinor:
        tax.amount.amountMinor + sum(more.filter((one) => same(one, tax)).map((one) => one.amount.amountMinor)),
    },
  }));
  return [...added, ...more.filter((one) => !taxes.some((tax) => same(one, tax)))].filter(
    ({ amount }) => amount.amountMinor > 0,
  );
}

/**
 * What an order costs after an edit. What stays keeps its price, its discount and its tax, in proportion to its units; what
 * is added costs what the store asks now. Delivery stays as it is.
 */
export function editedAmounts(
  order: StoredOrder,
  changed: readonly ChangedLine[],
  added: Pick<Pricing, 'totals' | 'quote'> | null,
): ChangedAmounts {
  const before = (of: (line: StoredLine) => number) =>
    sum(changed.map(({ id }) => of(order.lines.find((line) => line.id === id)!)));
  const lostDiscount = before((line) => line.discountMinor) - sum(changed.map((line) => line.discountMinor));
  const lostTax = before((line) => line.taxMinor) - sum(changed.map((line) => line.taxMinor));
  const lostTotal = before((line) => line.totalMinor) - sum(changed.map((line) => line.totalMinor));

  const onDelivery = order.discounts.filter(({ kind }) => kind === 'shipping');
  const onGoods = order.discounts.filter(({ kind }) => kind !== 'shipping');
  const goods = scaled(onGoods, sum(onGoods.map(({ amount }) => amount.amountMinor)) - lostDiscount);
  const discounts: AppliedDiscount[] = [...goods, ...onDelivery, ...(added?.quote.discounts ?? [])].filter(
    ({ amount }) => amount.amountMinor > 0,
  );
  const subtotalMinor = order.subtotalMinor - lostTotal + (added?.totals.subtotalMinor ?? 0);
  const discountMinor = order.discountMinor - lostDiscount + (added?.totals.discountMinor ?? 0);
  const taxMinor = order.taxMinor - lostTax + (added?.totals.taxMinor ?? 0);
  return {
    subtotalMinor,
    discountMinor,
    taxMinor,
    totalMinor: subtotalMinor - discountMinor + order.shippingMinor + (order.taxIncluded ? 0 : taxMinor),
    discounts,
    taxes: withTaxes(scaled(order.taxes, order.taxMinor - lostTax), added?.quote.taxes ?? []),
  };
}

/** The lines that an edit leaves fewer units of; refuses what no edit can do. */
function changedLines(order: StoredOrder, wanted: NonNullable<EditOrder['lines']>): ChangedLine[] {
  return wanted.flatMap(({ lineId, quantity }) => {
    const line = order.lines.find(({ id }) => id === lineId);
    if (!line) throw invalidRequest('lines', `The order has no line ${lineId}.`);
    const now = wantedOf(line);
    if (quantity > now) throw invalidRequest('lines', 'More units are added by addLines, at what they cost today.');
    return quantity === now ? [] : [reduced(line, quantity)];
  });
}

/** The part of an edit that is about goods; undefined when it has none. */
export function editedGoods(
  order: StoredOrder,
  request: Pick<EditOrder, 'lines'>,
  added: Pricing | null,
  at: number,
): OrderEdit['goods'] {
  const changed = changedLines(order, request.lines ?? []);
  if (changed.length === 0 && !added) return undefined;
  const refusal = whyNoEdit(order);
  if (refusal !== null) throw new ApiError('illegal_move', refusal);
  const left = sum(order.lines.map(wantedOf)) - sum(changed.map(({ removed }) => removed));
  if (left === 0 && !added) throw new ApiError('illegal_move', 'An order without lines is a cancelled one: cancel it.');
  const units = new Map<string, number>();
  for (const { requested } of added?.lines ?? [])
    units.set(requested.variantId, (units.get(requested.variantId) ?? 0) + requested.quantity);
  return {
    changed,
    added: (added?.lines ?? []).flatMap((line) => newLines(line, at)),
    movements: [...units].map(([variantId, quantity]) => ({ id: ulid(at), variantId, quantity })),
    nextPosition: order.lines.length,
    amounts: editedAmounts(order, changed, added),
  };
}
