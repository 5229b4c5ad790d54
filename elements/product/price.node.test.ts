import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Variant } from '../../edge-api/contract/products.ts';
import { formatMessage, type Text } from '../internal/strings.ts';
import { formatMeasure, formatUnitPrice } from './price.ts';
import { english } from './product.strings.ts';
import { dayInWords, stockOf } from './stock.ts';

const plain = (words: string): string => words.replaceAll(/[\u00a0\u202f]/g, ' ');
const unit = (amountMinor: number, currency: string, quantity: number, name: string) => ({
  price: { amountMinor, currency },
  quantity,
  unit: name,
});

describe('a unit price in words', () => {
  it('is written as its readers do, in currencies with 0, 2 and 3 decimals', () => {
    assert.equal(formatUnitPrice(unit(398, 'EUR', 100, 'ml'), 'en'), '€3.98 / 100 mL');
    assert.equal(plain(formatUnitPrice(unit(398, 'EUR', 100, 'ml'), 'de')), '3,98 € / 100 ml');
    assert.equal(formatUnitPrice(unit(666, 'JPY', 100, 'g'), 'ja'), '￥666 / 100 g');
    assert.equal(plain(formatUnitPrice(unit(3333, 'KWD', 1, 'ml'), 'en')), 'KWD 3.333 / mL');
  });

  it('leaves the number out for one of a unit, and knows units that no language has a word for', () => {
    assert.equal(formatMeasure(unit(1, 'EUR', 1, 'kg'), 'de'), 'kg');
    assert.equal(formatMeasure(unit(1, 'EUR', 1, 'm²'), 'en'), 'm²');
    assert.equal(plain(formatMeasure(unit(1, 'EUR', 75, 'cl'), 'fr')), '75 cl');
    assert.equal(formatMeasure(unit(1, 'EUR', 2, 'g'), 'no such locale'), '2 g');
    assert.match(formatMeasure(unit(1, 'EUR', 100, 'ml'), 'ar'), /100|١٠٠/);
  });
});

describe('stock in words', () => {
  const text: Text<keyof typeof english> = (key, values) => formatMessage(english[key], 'en', values);
  const words = (variant: Partial<Variant>): string =>
    stockOf({ available: true, quantityAvailable: null, lowStock: false, ...variant } as Variant, text, 'en').words;
  const nextYear = new Date().getFullYear() + 1;

  it('says how many are left only where the store wants it said', () => {
    assert.equal(words({ quantityAvailable: 3, lowStock: true }), 'Only 3 left');
    assert.equal(words({ quantityAvailable: 3 }), 'In stock');
  });

  it('says when what is sold out, or sent later, is back, and nothing of a day that has passed', () => {
    assert.equal(words({ available: false }), 'Sold out');
    assert.equal(
      words({ available: false, backInStockOn: `${nextYear}-12-03` }),
      `Sold out, back on December 3, ${nextYear}`,
    );
    assert.equal(words({ available: false, backInStockOn: '2020-12-03' }), 'Sold out');
    assert.equal(words({ backOrdered: true }), 'Available to order, ships later');
    assert.match(words({ backOrdered: true, backInStockOn: `${nextYear}-01-05` }), /ships from January 5/);
  });

  it('names the year of a day only where it is another one', () => {
    const now = new Date(2026, 10, 21);
    assert.equal(dayInWords('2026-12-03', 'en', now), 'December 3');
    assert.equal(dayInWords('2026-12-03', 'de', now), '3. Dezember');
    assert.equal(dayInWords('2027-01-03', 'en-GB', now), '3 January 2027');
    assert.equal(dayInWords('2026-11-21', 'en', now), undefined);
    assert.equal(dayInWords('2026-12-03', 'no such locale', now), '2026-12-03');
  });
});
