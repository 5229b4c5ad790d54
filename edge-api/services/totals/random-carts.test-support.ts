import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { DiscountRule } from '../../contract/discounts.ts';
import { ShippingRules, TaxRules } from '../../repositories/selling-rules.ts';
import { computeTotals, type LineAmount, type OfferedDiscount, type TotalsRules, type TotalsWish } from '../totals.ts';
import { referenceTotals } from './reference.test-support.ts';

/** A cart, the rules of a shop, and where it goes. */
export interface TotalsCase {
  readonly lines: readonly LineAmount[];
  readonly rules: TotalsRules;
  readonly wish: TotalsWish;
}

const PRODUCTS = ['p1', 'p2', 'p3', 'p4'];
const COLLECTIONS = ['c1', 'c2'];
const REGIONS = ['CA', 'NY', 'QC'];
const POSTCODES = ['10115', '9021', 'H2X 1Y4'];
const CODES = ['', '', 'food', 'books'];

const price = fc.oneof(fc.nat(500), fc.nat(50_000), fc.nat(1_000_000_000));
const some = <T>(all: readonly T[], maxLength = 2) => fc.uniqueArray(fc.constantFrom(...all), { maxLength });
/** Mostly everything, now and then these. */
const seldom = <T>(all: readonly T[], maxLength = 1) =>
  fc.oneof({ weight: 5, arbitrary: fc.constant<T[]>([]) }, { weight: 1, arbitrary: some(all, maxLength) });
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const rarely = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, { weight: 1, arbitrary });

const line: fc.Arbitrary<LineAmount> = fc
  .record({
    unitMinor: price,
    quantity: fc.integer({ min: 1, max: 7 }),
    productId: fc.constantFrom(...PRODUCTS),
    collectionIds: some(COLLECTIONS),
    taxable: fc.integer({ min: 0, max: 4 }).map((n) => n > 0),
    taxCode: fc.constantFrom(...CODES),
    requiresShipping: fc.integer({ min: 0, max: 4 }).map((n) => n > 0),
    milligrams: fc.nat(3_000_000),
  })
  .map((one) => ({ ...one, variantId: `v-${one.productId}` }));

const rate = fc.record({
  country: fc.constantFrom('DE', 'DE', 'US', 'US', '*'),
  rateBps: fc.nat(300_000).map((n) => n / 100),
  title: fc.constantFrom('', 'State', 'City'),
  regions: seldom(REGIONS),
  exceptRegions: seldom(REGIONS),
  postcodes: seldom(POSTCODES),
  taxCode: fc.constantFrom('', '', '', ...CODES),
  shipping: fc.boolean(),
});

const taxRules = fc
  .record({
    includedInPrices: fc.boolean(),
    rates: fc.array(rate, { minLength: 1, maxLength: 8 }),
    home: orNull(fc.constantFrom({ country: 'DE' }, { country: 'US', region: 'CA' })),
    taxedAsHome: some(['FR', 'US']),
    shipping: fc.constantFrom('goods', 'proportional', 'standard', 'none'),
    abroad: fc.constantFrom('keep', 'strip'),
    rounding: fc.constantFrom('rate', 'line'),
  })
  .map((rules) => TaxRules.parse(rules));

const steps = fc
  .array(fc.record({ from: fc.oneof(fc.constant(0), fc.nat(20_000)), priceMinor: fc.nat(5000) }), {
    minLength: 1,
    maxLength: 4,
  })
  .map((all) => [...new Map(all.map((step) => [step.from, step])).values()].toSorted((a, b) => a.from - b.from));

const method = (id: string) =>
  fc.record({
    id: fc.constant(id),
    title: fc.constant(id),
    priceMinor: fc.nat(5000),
    table: rarely(fc.record({ by: fc.constantFrom('weight', 'subtotal'), steps })),
    perItemMinor: fc.constantFrom(0, 0, 125),
    maxWeightGrams: rarely(fc.nat(10_000)),
    freeFromMinor: rarely(fc.nat(100_000)),
    countries: seldom(['DE', 'US']),
    zone: rarely(fc.constant('z')),
  });

const shippingRules = fc
  .record({
    zones: fc.tuple(
      fc.record({
        id: fc.constant('z'),
        countries: some(['DE', 'US', 'FR']),
        regions: some(REGIONS, 2),
        exceptRegions: some(REGIONS, 1),
        postcodes: some(['1', '90', 'h2x'], 1),
        exceptPostcodes: some(['101'], 1),
      }),
    ),
    methods: fc.tuple(method('a'), method('b')),
    freeFromMinor: rarely(fc.nat(200_000)),
  })
  .map((rules) => ShippingRules.parse(rules));

const targets = fc.record({
  products: some(PRODUCTS),
  collections: some(COLLECTIONS, 1),
  variants: some(['v-p1', 'v-p4'], 1),
});
const bps = fc.oneof(fc.constantFrom(500, 1000, 2500, 10_000), fc.integer({ min: 1, max: 10_000 }));
const few = fc.integer({ min: 1, max: 3 });
const percentage = fc.record({ type: fc.constant('percentage'), bps });
const fixed = (each: boolean) =>
  fc.record({ type: fc.constant('fixed'), amountMinor: fc.integer({ min: 1, max: 60_000 }), each: fc.constant(each) });
const buyGet = fc.record({
  type: fc.constant('buy_get'),
  buy: fc.record({ quantity: few, targets }),
  get: fc.record({ quantity: few, targets }),
  bps,
  times: orNull(few),
});

function discount(id: string): fc.Arbitrary<OfferedDiscount> {
  const rule = fc.record({
    minimum: fc.record({ subtotalMinor: orNull(fc.integer({ min: 1, max: 100_000 })), quantity: orNull(few) }),
    combines: fc.record({ line: fc.boolean(), order: fc.boolean(), shipping: fc.boolean() }),
  });
  const kinds = fc.oneof(
    fc.record({
      kind: fc.constant('line' as const),
      value: fc.oneof(percentage, fixed(true), fixed(false), buyGet),
      targets,
      countries: fc.constant([]),
    }),
    fc.record({
      kind: fc.constantFrom('order' as const, 'shipping' as const),
      value: fc.oneof(percentage, fixed(false)),
      targets: fc.constant({}),
      countries: fc.constant([]),
    }),
    fc.record({
      kind: fc.constant('shipping' as const),
      value: fc.oneof(percentage, fixed(false)),
      targets: fc.constant({}),
      countries: some(['DE', 'FR']),
    }),
  );
  return fc.tuple(rule, kinds).map(([common, { kind, ...own }]) => ({
    id,
    codeId: null,
    code: null,
    title: id,
    kind,
    rule: DiscountRule.parse({ ...common, ...own }),
  }));
}

/** Any cart in any shop, going anywhere. */
export const anyCase: fc.Arbitrary<TotalsCase> = fc.record({
  lines: fc.array(line, { maxLength: 6 }),
  rules: fc.record({ shipping: shippingRules, tax: taxRules }),
  wish: fc.record({
    country: maybe(fc.constantFrom('DE', 'DE', 'US', 'US', 'FR')),
    region: maybe(fc.constantFrom('', 'ca', 'US-NY', 'Quebec')),
    postcode: maybe(fc.constantFrom('', '10115', '90210', 'h2x1y4')),
    deliveryMethodId: maybe(fc.constantFrom('a', 'a', 'b', 'b', 'x')),
    discounts: fc
      .tuple(...['d1', 'd2', 'd3', 'd4', 'd5'].map((id) => orNull(discount(id))))
      .map((all) => all.filter((one) => one !== null)),
  }),
});

const total = (amounts: readonly number[]): number => amounts.reduce((a, b) => a + b, 0);

/** Holds the totals of a case to what is promised of all totals, and to the reference. */
export function checkCase({ lines, rules, wish }: TotalsCase): void {
  const t = computeTotals(lines, rules, wish);
  const parts = t.subtotalMinor - t.discountMinor + (t.shippingMinor ?? 0) + (t.taxIncluded ? 0 : t.taxMinor);
  assert.equal(t.totalMinor, parts, 'The parts are the total.');
  assert.equal(t.subtotalMinor, total(t.lines.map((one) => one.totalMinor)), 'The lines are the subtotal.');
  assert.equal(t.discountMinor, total(t.discounts.map((one) => one.amountMinor)), 'The discounts are the discount.');
  assert.equal(
    t.discountMinor,
    total(t.lines.map((one) => one.discountMinor)) + t.shippingDiscountMinor,
    'Each cent of discount is on a line or on delivery.',
  );
  assert.equal(t.taxMinor, total(t.taxes.map((one) => one.amountMinor)), 'The taxes are the tax.');
  assert.equal(
    t.taxMinor,
    total(t.lines.map((one) => one.taxMinor)) + t.shippingTaxMinor,
    'Each cent of tax is on something.',
  );
  if (t.taxIncluded) assert.ok(t.taxMinor <= t.totalMinor, 'Prices contain no more tax than they are.');
  for (const one of t.lines) {
    assert.equal(one.totalMinor, one.unitMinor * (lines[t.lines.indexOf(one)]?.quantity ?? 0));
    assert.ok(one.discountMinor <= one.totalMinor, 'No line costs less than nothing.');
  }
  assert.ok(t.shippingDiscountMinor <= (t.shippingMinor ?? 0), 'No delivery costs less than nothing.');
  const amounts = [
    ...[t.subtotalMinor, t.discountMinor, t.shippingMinor ?? 0, t.taxMinor, t.totalMinor, t.shippingTaxMinor],
    ...t.lines.flatMap((one) => [one.unitMinor, one.discountMinor, one.taxMinor]),
    ...t.discounts.map((one) => one.amountMinor),
    ...t.taxes.map((one) => one.amountMinor),
  ];
  assert.ok(
    amounts.every((amount) => Number.isSafeInteger(amount) && amount >= 0),
    'Amounts are whole and never negative.',
  );
  assert.deepEqual(amountsOf(t), referenceTotals(lines, rules, wish), 'The reference says the same.');
}

/** What the reference works out, of totals. */
export const amountsOf = (t: ReturnType<typeof computeTotals>) => ({
  subtotalMinor: t.subtotalMinor,
  discountMinor: t.discountMinor,
  shippingMinor: t.shippingMinor,
  taxMinor: t.taxMinor,
  totalMinor: t.totalMinor,
  taxes: t.taxes.map(({ title, rateBps, amountMinor }) => ({ title, rateBps, amountMinor })),
  discounts: Object.fromEntries(
    t.discounts.filter(({ amountMinor }) => amountMinor > 0).map((one) => [one.discountId, one.amountMinor]),
  ),
  lines: t.lines.map(({ unitMinor, discountMinor, taxMinor }) => ({ unitMinor, discountMinor, taxMinor })),
});

/** Checks so many random carts, the same for the same seed; a failure says the seed and the smallest cart that fails. */
export function checkCarts(count: number, seed: number): void {
  fc.assert(fc.property(anyCase, checkCase), { numRuns: count, seed });
}
