import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { DiscountKind, DiscountRule } from '../../contract/discounts.ts';
import { minorDigits } from '../../contract/minor-digits.ts';
import { StoreSettings } from '../../repositories/settings.ts';
import { computeTotals, type LineAmount } from '../totals.ts';
import { amountsOf, checkCarts, type TotalsCase } from './random-carts.test-support.ts';
import { referenceTotals } from './reference.test-support.ts';

/** A line of fixtures/totals-vectors.jsonl. */
interface Vector {
  name: string;
  currency: string;
  regime: string;
  tax: object;
  shipping: object;
  discounts: { id: string; kind: string; rule: object }[];
  lines: Partial<LineAmount>[];
  to: TotalsCase['wish'];
  /** What is worked out, or the part of it that was worked out by hand. */
  expected: Partial<ReturnType<typeof amountsOf>>;
}

const file = new URL('../fixtures/totals-vectors.jsonl', import.meta.url);
// Written by us; what it says is parsed by the settings' own schema below.
const vectors = readFileSync(file, 'utf8')
  .trimEnd()
  .split('\n')
  .map((text) => JSON.parse(text) as Vector);

function caseOf({ tax, shipping, discounts, lines, to }: Vector): TotalsCase {
  const settings = StoreSettings.parse({ tax, shipping });
  return {
    lines: lines.map((line, at) => ({
      unitMinor: 0,
      quantity: 1,
      productId: 'p1',
      variantId: `v${at}`,
      collectionIds: [],
      taxable: true,
      taxCode: '',
      requiresShipping: true,
      milligrams: 0,
      ...line,
    })),
    rules: { shipping: settings.shipping, tax: settings.tax },
    wish: {
      ...to,
      discounts: discounts.map(({ id, kind, rule }) => ({
        id,
        codeId: null,
        code: null,
        title: id,
        kind: DiscountKind.parse(kind),
        rule: DiscountRule.parse(rule),
      })),
    },
  };
}

describe('totals of reference vectors', () => {
  it('cover currencies of every number of decimals and the taxes of many places', () => {
    const currencies = new Set(vectors.map(({ currency }) => currency));
    assert.ok(vectors.length >= 200);
    assert.ok(currencies.size >= 12);
    assert.deepEqual(new Set([...currencies].map(minorDigits)), new Set([0, 2, 3]));
    assert.ok(new Set(vectors.map(({ regime }) => regime)).size >= 10);
    assert.equal(new Set(vectors.map(({ name, regime }) => `${regime} ${name}`)).size, vectors.length);
  });

  for (const [what, totals] of [
    [
      'are as published or worked out elsewhere',
      (one: TotalsCase) => amountsOf(computeTotals(one.lines, one.rules, one.wish)),
    ],
    ['are the same by the reference', (one: TotalsCase) => referenceTotals(one.lines, one.rules, one.wish)],
  ] as const)
    it(what, () => {
      for (const vector of vectors) {
        const { expected } = vector;
        const found = Object.entries(totals(caseOf(vector))).filter(([name]) => name in expected);
        assert.deepEqual(Object.fromEntries(found), expected, `${vector.regime}, ${vector.name}`);
      }
    });
});

describe('totals of any cart', () => {
  it('add up, are never negative, and are what the reference says (2,000 random carts)', () => {
    checkCarts(2000, 20_261_121);
  });
});
