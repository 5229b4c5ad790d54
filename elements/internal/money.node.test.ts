import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { formatMoney } from './money.ts';

const plain = (text: string): string => text.replace(/[^\d.,]/g, '');

describe('formatMoney', () => {
  it('reads minor units by ISO 4217, whatever the browser usually shows of the currency', () => {
    assert.equal(plain(formatMoney({ amountMinor: 199_900, currency: 'HUF' }, 'en')), plain('1,999'));
    assert.equal(plain(formatMoney({ amountMinor: 1999, currency: 'EUR' }, 'en')), '19.99');
    assert.equal(plain(formatMoney({ amountMinor: 1999, currency: 'JPY' }, 'en')), '1,999');
    assert.equal(plain(formatMoney({ amountMinor: 1999, currency: 'KWD' }, 'en')), '1.999');
  });

  it('shows a price in a locale that no browser knows', () => {
    assert.equal(plain(formatMoney({ amountMinor: 500, currency: 'EUR' }, 'not a locale')), '5.00');
  });
});
