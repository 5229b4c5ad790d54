import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { array, assert as always, integer, nat, property, record } from 'fast-check';
import type { StoredLine, StoredOrder } from '../repositories/order-rows.ts';
import { editedAmounts, reduced } from './order-edits.ts';
import { worthOf } from './order-refunds.ts';

const Line = record({
  unit: integer({ min: 0, max: 9_999 }),
  quantity: integer({ min: 1, max: 9 }),
  off: nat(100),
  tax: nat(30),
  keep: nat(9),
});
const eur = (amountMinor: number) => ({ amountMinor, currency: 'EUR' });
const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);

/** An order of lines with discounts and taxes of their own, and a delivery with its tax. What is not asked for is not there. */
function order(
  lines: { unit: number; quantity: number; off: number; tax: number }[],
  taxIncluded: boolean,
): StoredOrder {
  const stored = lines.map(({ unit, quantity, off, tax }, at) => {
    const totalMinor = unit * quantity;
    const discountMinor = Math.floor((totalMinor * off) / 100);
    const taxMinor = Math.floor(((totalMinor - discountMinor) * tax) / 100);
    const none = { fulfilled: 0, returned: 0, refunded: 0, removed: 0 };
    return {
      id: `l${at}`,
      variantId: `v${at}`,
      quantity,
      unitMinor: unit,
      totalMinor,
      discountMinor,
      taxMinor,
      ...none,
    } as StoredLine;
  });
  const [subtotalMinor, goods, tax] = (['totalMinor', 'discountMinor', 'taxMinor'] as const).map((name) =>
    sum(stored.map((line) => line[name])),
  );
  const discounts = [
    { code: null, title: 'Goods', kind: 'order' as const, amount: eur(goods!) },
    { code: 'FREE', title: 'Delivery', kind: 'shipping' as const, amount: eur(100) },
  ];
  const taxMinor = tax! + 40;
  return {
    lines: stored,
    discounts,
    taxIncluded,
    shippingMinor: 490,
    subtotalMinor: subtotalMinor!,
    discountMinor: goods! + 100,
    taxMinor,
    taxes: [{ title: 'VAT', rateBps: 1900, included: taxIncluded, amount: eur(taxMinor) }],
    totalMinor: subtotalMinor! - goods! - 100 + 490 + (taxIncluded ? 0 : taxMinor),
  } as unknown as StoredOrder;
}

describe('an edited order', () => {
  it('has parts that sum to its total, whatever is taken out, and delivery as it was', () => {
    always(
      property(array(Line, { minLength: 1, maxLength: 6 }), nat(1), (lines, included) => {
        const placed = order(lines, included === 1);
        const changed = placed.lines.flatMap((line, at) => {
          const keep = Math.min(lines[at]!.keep, line.quantity);
          return keep < line.quantity ? [reduced(line, keep)] : [];
        });
        const after = editedAmounts(placed, changed, null);
        const now = placed.lines.map((line) => changed.find(({ id }) => id === line.id) ?? line);
        assert.equal(after.subtotalMinor, sum(now.map((line) => line.totalMinor)));
        assert.equal(after.discountMinor, sum(now.map((line) => line.discountMinor)) + 100);
        assert.equal(after.discountMinor, sum(after.discounts.map(({ amount }) => amount.amountMinor)));
        assert.equal(after.taxMinor, sum(now.map((line) => line.taxMinor)) + 40);
        assert.equal(after.taxMinor, sum(after.taxes.map(({ amount }) => amount.amountMinor)));
        const onTop = placed.taxIncluded ? 0 : after.taxMinor;
        assert.equal(after.totalMinor, after.subtotalMinor - after.discountMinor + 490 + onTop);
        assert.ok(after.totalMinor <= placed.totalMinor);
        for (const line of now) assert.ok(line.discountMinor <= line.totalMinor && line.taxMinor >= 0);
      }),
    );
  });
});

describe('a line that is paid back unit by unit', () => {
  it('gives back exactly what it cost', () => {
    always(
      property(Line, nat(1), (wish, included) => {
        const [line] = order([wish], included === 1).lines as [StoredLine];
        const parts = Array.from({ length: line.quantity }, (_, refunded) =>
          worthOf({ ...line, refunded }, 1, included === 1),
        );
        assert.equal(sum(parts), line.totalMinor - line.discountMinor + (included === 1 ? 0 : line.taxMinor));
        assert.ok(parts.every((part) => part >= 0));
      }),
    );
  });
});
