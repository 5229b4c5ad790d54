import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseSettings, StoreSettings } from './settings.ts';

test('an empty object is a shop that can be paid and can deliver', () => {
  const settings = parseSettings('{}');
  assert.deepEqual(
    settings.paymentMethods.map(({ id }) => id),
    ['bank_transfer'],
  );
  assert.deepEqual(
    settings.shipping.methods.map(({ id, priceMinor }) => [id, priceMinor]),
    [['standard', 0]],
  );
  assert.equal(settings.cart.expiryDays, 7);
  assert.equal(settings.order.firstNumber, 1001);
  assert.equal(settings.tax.includedInPrices, true);
});

test('what is written stays as written', () => {
  const settings = StoreSettings.parse({ tax: { includedInPrices: false, rates: [{ country: 'DE', rateBps: 1900 }] } });
  assert.deepEqual(StoreSettings.parse(structuredClone(settings)), settings);
});

test('two delivery methods cannot share an id', () => {
  const methods = [
    { id: 'a', title: 'A' },
    { id: 'a', title: 'B' },
  ];
  assert.equal(StoreSettings.safeParse({ shipping: { methods } }).success, false);
});
