import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { StoreSettings, type StoreSettingsInput } from '../repositories/settings.ts';
import { computeTotals, type LineAmount } from './totals.ts';
import { ratesAt } from './totals/tax.ts';

const rules = (settings: StoreSettingsInput = {}) => StoreSettings.parse(settings);
const line = (unitMinor: number, quantity = 1, more: Partial<LineAmount> = {}): LineAmount => ({
  unitMinor,
  quantity,
  productId: 'p',
  variantId: 'v',
  collectionIds: [],
  taxable: true,
  taxCode: '',
  milligrams: 0,
  requiresShipping: true,
  ...more,
});

/** A small seeded generator (mulberry32), so that a failing case can be run again. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

describe('totals', () => {
  it('finds the tax that prices contain, and adds the tax that they do not', () => {
    const rates = [{ country: 'DE', rateBps: 1900 }];
    const included = computeTotals([line(11900)], rules({ tax: { includedInPrices: true, rates } }), { country: 'DE' });
    assert.deepEqual([included.taxMinor, included.totalMinor], [1900, 11900]);
    const onTop = computeTotals([line(10000)], rules({ tax: { includedInPrices: false, rates } }), { country: 'DE' });
    assert.deepEqual([onTop.taxMinor, onTop.totalMinor], [1900, 11900]);
  });

  it('rounds half a unit of tax away from zero, once on the sum and not on each line', () => {
    const tax = { includedInPrices: false, rates: [{ country: 'DE', rateBps: 500 }] };
    assert.equal(computeTotals([line(10)], rules({ tax }), { country: 'DE' }).taxMinor, 1);
    assert.equal(computeTotals([line(9)], rules({ tax }), { country: 'DE' }).taxMinor, 0);
    assert.equal(computeTotals([line(10), line(10), line(10)], rules({ tax }), { country: 'DE' }).taxMinor, 2);
  });

  const taxRateBps = (tax: StoreSettings['tax'], country: string | undefined) =>
    ratesAt(tax, { country }, '').reduce((all, { rateBps }) => all + rateBps, 0);

  it('takes the rate of the destination, then that of everywhere, then none', () => {
    const tax = rules({
      tax: {
        rates: [
          { country: 'DE', rateBps: 1900 },
          { country: '*', rateBps: 500 },
        ],
      },
    }).tax;
    assert.equal(taxRateBps(tax, 'DE'), 1900);
    assert.equal(taxRateBps(tax, 'FR'), 500);
    const home = rules({ tax: { rates: [{ country: 'DE', rateBps: 1900 }] } }).tax;
    assert.equal(taxRateBps(home, 'FR'), 0);
    assert.equal(taxRateBps(home, undefined), 1900);
    assert.equal(taxRateBps({ ...home, includedInPrices: false }, undefined), 0);
  });

  it('taxes delivery with taxable goods and leaves untaxed goods alone', () => {
    const settings = rules({
      tax: { includedInPrices: false, rates: [{ country: '*', rateBps: 1000 }] },
      shipping: { methods: [{ id: 'post', title: 'Post', priceMinor: 500 }] },
    });
    const wish = { country: 'DE', deliveryMethodId: 'post' };
    assert.equal(computeTotals([line(1000)], settings, wish).taxMinor, 150);
    assert.equal(computeTotals([line(1000, 1, { taxable: false })], settings, wish).taxMinor, 0);
  });

  it('offers the methods that serve the destination, free from their threshold on', () => {
    const settings = rules({
      shipping: {
        freeFromMinor: 10000,
        methods: [
          { id: 'home', title: 'Home', priceMinor: 400, countries: ['DE'], freeFromMinor: 5000 },
          { id: 'world', title: 'World', priceMinor: 1900 },
        ],
      },
    });
    const at = (subtotal: number, country: string) =>
      computeTotals([line(subtotal)], settings, { country }).methods.map(({ id, priceMinor }) => [id, priceMinor]);
    assert.deepEqual(at(4999, 'DE'), [
      ['home', 400],
      ['world', 1900],
    ]);
    assert.deepEqual(at(5000, 'DE'), [
      ['home', 0],
      ['world', 1900],
    ]);
    assert.deepEqual(at(10000, 'FR'), [['world', 0]]);
    const { freeShippingRemainingMinor } = computeTotals([line(3000)], settings, { country: 'DE' });
    assert.equal(freeShippingRemainingMinor, 2000);
  });

  it('asks for no delivery where there is nothing to ship', () => {
    const totals = computeTotals([line(1000, 1, { requiresShipping: false })], rules(), { country: 'DE' });
    assert.deepEqual([totals.needsShipping, totals.shippingMinor, totals.methods.length], [false, 0, 0]);
  });

  it('refuses sums that can no longer be counted', () => {
    assert.throws(() => computeTotals([line(Number.MAX_SAFE_INTEGER, 2)], rules(), {}), /more than can be counted/);
  });

  it('always adds up, in whole units that are never negative (500 seeds)', () => {
    for (let seed = 1; seed <= 500; seed++) {
      const next = random(seed);
      const settings = rules({
        tax: {
          includedInPrices: next(2) === 0,
          rates: [
            { country: 'DE', rateBps: next(3000) },
            { country: '*', rateBps: next(10_001) },
          ],
        },
        shipping: {
          freeFromMinor: next(2) ? next(100_000) : null,
          methods: [{ id: 'a', title: 'A', priceMinor: next(5000), freeFromMinor: next(2) ? next(50_000) : null }],
        },
      });
      const lines = Array.from({ length: next(12) }, () =>
        line(next(1_000_000_000), 1 + next(9999), { taxable: next(4) > 0, requiresShipping: next(4) > 0 }),
      );
      const wish = { country: next(2) ? 'DE' : 'JP', deliveryMethodId: next(3) ? 'a' : undefined };
      const t = computeTotals(lines, settings, wish);
      const parts = t.subtotalMinor - t.discountMinor + (t.shippingMinor ?? 0) + (t.taxIncluded ? 0 : t.taxMinor);
      assert.equal(t.totalMinor, parts, `seed ${seed}`);
      for (const amount of [t.subtotalMinor, t.shippingMinor ?? 0, t.taxMinor, t.totalMinor])
        assert.ok(Number.isSafeInteger(amount) && amount >= 0, `seed ${seed}`);
      if (t.taxIncluded) assert.ok(t.taxMinor <= t.totalMinor, `seed ${seed}`);
      assert.equal(
        t.subtotalMinor,
        lines.reduce((sum, l) => sum + l.unitMinor * l.quantity, 0),
      );
    }
  });
});
