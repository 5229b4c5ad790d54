import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { unitPrice } from './unit-price.ts';

const measured = (total: number, unit: string, base = 0, baseUnit = '') => ({
  unitTotal: total,
  unitTotalUnit: unit,
  unitBase: base,
  unitBaseUnit: baseUnit,
});
const shown = (minor: number, measures: ReturnType<typeof measured>, currency = 'EUR') => {
  const found = unitPrice(minor, measures, currency);
  return found && [found.price.amountMinor, found.price.currency, found.quantity, found.unit];
};

describe('a unit price', () => {
  it('is what the compared measure costs', () => {
    assert.deepEqual(shown(1990, measured(500, 'ml', 100, 'ml')), [398, 'EUR', 100, 'ml']);
    assert.deepEqual(shown(1990, measured(500, 'ml')), [4, 'EUR', 1, 'ml']);
  });

  it('counts one unit in another exactly', () => {
    assert.deepEqual(shown(1990, measured(500, 'mL', 1, 'L')), [3980, 'EUR', 1, 'l']);
    assert.deepEqual(shown(899, measured(0.75, 'l', 100, 'cl')), [1199, 'EUR', 100, 'cl']);
    assert.deepEqual(shown(1200, measured(12, 'oz', 1, 'lb')), [1600, 'EUR', 1, 'lb']);
    assert.deepEqual(shown(10_000, measured(1, 'lb', 1, 'kg')), [22_046, 'EUR', 1, 'kg']);
    assert.deepEqual(shown(3937, measured(1, 'm', 1, 'in')), [100, 'EUR', 1, 'in']);
    assert.deepEqual(shown(5000, measured(2.5, 'm2', 1, 'm2')), [2000, 'EUR', 1, 'm²']);
  });

  it('is counted in the smallest unit of currencies without decimals, and with three', () => {
    assert.deepEqual(shown(1280, measured(200, 'g', 100, 'g'), 'JPY'), [640, 'JPY', 100, 'g']);
    assert.deepEqual(shown(1999, measured(300, 'g', 100, 'g'), 'JPY'), [666, 'JPY', 100, 'g']);
    assert.deepEqual(shown(4500, measured(12, 'ml', 1, 'ml'), 'KWD'), [375, 'KWD', 1, 'ml']);
    assert.deepEqual(shown(10_000, measured(3, 'ml', 1, 'ml'), 'KWD'), [3333, 'KWD', 1, 'ml']);
  });

  it('rounds half up, whatever floating point would make of it', () => {
    assert.deepEqual(shown(1, measured(2, 'g', 1, 'g')), [1, 'EUR', 1, 'g']);
    assert.deepEqual(shown(101, measured(0.2, 'kg', 0.1, 'kg'))?.[0], 51);
    assert.deepEqual(shown(115, measured(1000, 'g', 1.1, 'kg'))?.[0], 127);
    // 1.005 in a double is less than it says; the exact answer is 100.5 and rounds up.
    assert.deepEqual(shown(100, measured(1, 'kg', 1.005, 'kg'))?.[0], 101);
  });

  it('is never a price of nothing for something, and nothing where nothing is compared', () => {
    assert.equal(shown(100, measured(1000, 'g', 1, 'g')), null);
    assert.equal(shown(500, measured(0, 'ml', 100, 'ml')), null);
    assert.equal(shown(500, measured(1, 'kg', 1, 'l')), null);
    assert.equal(shown(500, measured(1, '')), null);
    assert.deepEqual(shown(0, measured(1, 'kg')), [0, 'EUR', 1, 'kg']);
  });

  it('takes any other word for a unit of its own', () => {
    assert.deepEqual(shown(600, measured(24, 'Sheet', 1, 'sheet')), [25, 'EUR', 1, 'sheet']);
    assert.equal(shown(600, measured(24, 'sheet', 1, 'roll')), null);
  });
});
