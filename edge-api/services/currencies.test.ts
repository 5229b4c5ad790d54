import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { StoreSettings } from '../repositories/settings.ts';
import { exchangeFor, filtersIn, presented } from './currencies.ts';

const state = {
  currency: 'EUR',
  settings: StoreSettings.parse({
    currencies: [
      { currency: 'USD', rate: '1.0837' },
      { currency: 'JPY', rate: '162.5' },
      { currency: 'KWD', rate: '0.3331' },
      { currency: 'CHF', rate: '0.9412', roundTo: 5 },
      { currency: 'AUD', rate: '1.6', roundTo: 100, ending: 95 },
    ],
  }),
};
const to = (currency: string) => exchangeFor(state, currency);

describe('amounts in another currency', () => {
  it('have its decimals, rounded half away from zero', () => {
    assert.equal(to('USD').amount(1000), 1084);
    assert.equal(to('JPY').amount(1000), 1625);
    assert.equal(to('JPY').amount(1), 2);
    assert.equal(to('KWD').amount(1000), 3331);
    assert.equal(to('EUR').amount(1000), 1000);
  });

  it('end as the merchant wants prices to end, and nothing becomes free or stops being so', () => {
    assert.deepEqual([1000, 1003, 1].map(to('CHF').price), [940, 945, 5]);
    assert.deepEqual([1000, 1050, 1, 0].map(to('AUD').price), [1595, 1695, 95, 0]);
    assert.equal(to('AUD').amount(1000), 1600);
  });

  it('are exact where a product of two numbers is not', () => {
    assert.equal(to('USD').amount(9_007_199_254_740), 9_761_101_832_362);
  });

  it('filter by the prices that are shown, none too many and none too few', () => {
    for (const currency of ['USD', 'JPY', 'KWD', 'CHF', 'AUD']) {
      const exchange = to(currency);
      for (const shown of [0, 1, 95, 940, 945, 1595, 1625, 3331]) {
        const query = filtersIn({ 'filter.price.min': shown, 'filter.price.max': shown }, exchange);
        const [min = 0, max = 0] = [query['filter.price.min'], query['filter.price.max']];
        for (let own = 0; own < 3000; own += 1) {
          assert.equal(own >= min, exchange.price(own) >= shown, `${currency} ${own} at least ${shown}`);
          assert.equal(own <= max, exchange.price(own) <= shown, `${currency} ${own} at most ${shown}`);
        }
      }
    }
  });

  it('are converted wherever an answer has them, and a measure costs what it does at the price shown', () => {
    const eur = (amountMinor: number) => ({ amountMinor, currency: 'EUR' });
    const shown = presented(
      {
        store: { currency: 'EUR', branding: {} },
        facets: [{ name: 'price', kind: 'range', min: 100, max: 1000 }],
        variants: [
          { price: eur(1000), compareAtPrice: null, unitPrice: { price: eur(2000), quantity: 1, unit: 'kg' } },
        ],
      },
      to('AUD'),
    );
    const aud = (amountMinor: number) => ({ amountMinor, currency: 'AUD' });
    assert.deepEqual(shown, {
      store: { currency: 'AUD', branding: {} },
      facets: [{ name: 'price', kind: 'range', min: 195, max: 1595 }],
      variants: [{ price: aud(1595), compareAtPrice: null, unitPrice: { price: aud(3190), quantity: 1, unit: 'kg' } }],
    });
  });
});
