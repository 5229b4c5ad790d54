import { test } from 'node:test';
import assert from 'node:assert/strict';
import * as rules from '../../edge-api/contract/addresses.ts';
import { ApiError } from '../client/api-client.ts';
import { ANY_ADDRESS } from './address-rules.ts';
import { NO_FIELDS, type CheckoutFields } from './checkout-draft.ts';
import { checkFields, fieldErrorsOf, orderRequest } from './checkout-form.ts';
import { countries, likelyCountry } from './countries.ts';

const filled: CheckoutFields = {
  ...NO_FIELDS,
  email: 'ada@example.com',
  name: 'Ada',
  line1: 'Way 1',
  city: 'Berlin',
  postcode: '10117',
  country: 'DE',
  deliveryMethodId: 'standard',
  paymentMethodId: 'bank_transfer',
};
const all = { delivery: true, payment: true };

test('an account has an e-mail for a field that is left empty, not for one that is wrong', () => {
  const errors = (email: string) => checkFields({ ...filled, email }, { ...all, account: true }, rules).email;
  assert.equal(errors(''), undefined);
  assert.equal(errors('ada'), 'email');
});

test('a filled form has no errors, an empty one names what is missing', () => {
  assert.deepEqual(checkFields(filled, all, rules), {});
  assert.deepEqual(Object.keys(checkFields(NO_FIELDS, all, rules)).sort(), [
    'city',
    'country',
    'deliveryMethodId',
    'email',
    'line1',
    'name',
    'paymentMethodId',
  ]);
});

test('each country is asked for what a parcel there needs, and its postcodes are checked', () => {
  const errors = (changes: Partial<CheckoutFields>) => checkFields({ ...filled, ...changes }, all, rules);
  assert.deepEqual(errors({ postcode: '' }), { postcode: 'required' });
  assert.deepEqual(errors({ postcode: '1011' }), { postcode: 'postcode' });
  assert.deepEqual(errors({ postcode: 'd-10117 ' }), {});
  assert.deepEqual(errors({ postcode: '', city: '', country: 'AE' }), { region: 'required' });
  assert.deepEqual(errors({ country: 'US', postcode: '90210' }), { region: 'required' });
});

test('a billing address counts only when the bill goes elsewhere', () => {
  const elsewhere = { ...filled, billing: 'other', billingCountry: 'US', billingName: 'Eve', billingPostcode: '1' };
  assert.deepEqual(checkFields({ ...elsewhere, billing: '' }, all, rules), {});
  assert.deepEqual(checkFields(elsewhere, all, rules), {
    billingLine1: 'required',
    billingCity: 'required',
    billingRegion: 'required',
    billingPostcode: 'postcode',
  });
  assert.equal(checkFields({ ...elsewhere, billingCountry: '' }, all, rules).billingCountry, 'choose');
});

test('without the rules an order can still be placed: the edge checks', () => {
  assert.deepEqual(checkFields({ ...filled, postcode: '', city: '' }, all, ANY_ADDRESS), {});
});

test('email addresses are checked for what is surely wrong, not for style', () => {
  for (const good of ['a@b.co', "o'neil+x@sub.example.museum", 'تجربة@example.com', ' a@b.co ']) {
    assert.equal(checkFields({ ...filled, email: good }, all, rules).email, undefined, good);
  }
  for (const bad of ['ada', 'ada@', 'ada@example', 'a b@example.com', 'a@b..c', '@example.com']) {
    assert.equal(checkFields({ ...filled, email: bad }, all, rules).email, 'email', bad);
  }
});

test("the edge's issues land on their fields, others are told as words", () => {
  const error = new ApiError('invalid_request', '', 400, [
    { path: 'shippingAddress.postcode', message: 'Too long.' },
    { path: 'email', message: 'Not an email.' },
    { path: 'billingAddress.city', message: 'Missing.' },
    { path: 'lines.0.quantity', message: 'At most 9.' },
  ]);
  assert.deepEqual(fieldErrorsOf(error), {
    errors: {
      postcode: { message: 'Too long.' },
      email: { message: 'Not an email.' },
      billingCity: { message: 'Missing.' },
    },
    rest: ['At most 9.'],
  });
});

test('what the country’s form does not show is not sent', () => {
  const request = orderRequest(
    { ...filled, country: 'AE', region: ' Dubai ', postcode: 'left over' },
    { lines: [], discountCodes: [], expectedTotal: { amountMinor: 0, currency: 'EUR' } },
    rules,
  );
  assert.equal('billingAddress' in request, false);
  assert.deepEqual(
    [request.shippingAddress.region, request.shippingAddress.postcode, request.shippingAddress.country],
    ['Dubai', '', 'AE'],
  );
});

test('everywhere means every country that has a code, sorted as the language sorts', () => {
  const codes = countries('en').map(({ code }) => code);
  // ISO 3166-1 has 249 codes; Kosovo uses XK.
  assert.equal(codes.length, 250);
  for (const code of ['DE', 'AE', 'US', 'XK', 'AX', 'SS']) assert.ok(codes.includes(code), code);
  for (const code of ['EU', 'UK', 'SU', 'DD', 'ZZ', 'UN']) assert.ok(!codes.includes(code), code);
  assert.deepEqual(
    countries('de', ['SE', 'AT', 'EG']).map(({ name }) => name),
    ['Ägypten', 'Österreich', 'Schweden'],
  );
});

test('the country to start with is the only one, else where the shopper’s languages point', () => {
  assert.equal(likelyCountry(countries('en', ['DE']), ['en-US']), 'DE');
  assert.equal(likelyCountry(countries('en', ['DE', 'AT']), ['en', 'de-AT']), 'AT');
  assert.equal(likelyCountry(countries('en', ['DE', 'CN']), ['en-US@posix', 'zh-Hans-CN']), 'CN');
  assert.equal(likelyCountry(countries('en', ['DE', 'AT']), ['fr-FR']), '');
});
