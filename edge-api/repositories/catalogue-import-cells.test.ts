import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { minorDigits } from '../contract/minor-digits.ts';
import { FILE_ERROR_CODES } from './catalogue-columns.ts';
import {
  CellProblem,
  handleOf,
  parseFlag,
  parseHandle,
  parseImageUrl,
  parseMeasure,
  parseMinor,
  parseWhole,
  PROBLEM_CODES,
} from './catalogue-import-cells.ts';

const refused = (code: string) => (error: unknown) => error instanceof CellProblem && error.code === code;

test('a price is read exactly, in the digits of its currency', () => {
  const read = (text: string, currency: string, comma = false) =>
    parseMinor(text, minorDigits(currency), 'Price', comma);
  assert.equal(read('19.99', 'EUR'), 1999);
  assert.equal(read('0.29', 'EUR'), 29);
  assert.equal(read('1.1', 'EUR'), 110);
  assert.equal(read('.5', 'EUR'), 50);
  assert.equal(read('5.', 'EUR'), 500);
  assert.equal(read(' 49.9500 ', 'EUR'), 4995);
  assert.equal(read('1980', 'JPY'), 1980);
  assert.equal(read('1980.00', 'JPY'), 1980);
  assert.equal(read('1.234', 'KWD'), 1234);
  assert.equal(read('100', 'HUF'), 10_000);
  assert.equal(read('9007199254740.99', 'EUR'), 900719925474099);
  assert.equal(read('-0', 'EUR'), 0);
  assert.equal(read('19,99', 'EUR', true), 1999);
  assert.equal(read('', 'EUR'), undefined);
});

test('a price that would have to be guessed or rounded is refused', () => {
  const cases: [string, string, boolean?][] = [
    ['price_invalid', 'free'],
    ['price_invalid', '1e3'],
    ['price_invalid', '0x10'],
    ['price_invalid', '$5'],
    ['price_invalid', '.'],
    ['price_invalid', '1,299.00'],
    ['price_invalid', '19,99'],
    ['price_invalid', '1.299,00', true],
    ['price_invalid', '１９'],
    ['price_invalid', 'Infinity'],
    ['price_precision', '1.999'],
    ['price_precision', '1,299', true],
    ['price_negative', '-1'],
    ['price_too_large', '99999999999999999999'],
  ];
  for (const [code, text, comma = false] of cases) {
    assert.throws(() => parseMinor(text, 2, 'Price', comma), refused(code), text);
  }
});

test('stock is a whole number, and may be negative', () => {
  assert.deepEqual(
    ['', '7', '-3', ' 5.0 ', '+2', '-0'].map((text) => parseWhole(text, 'Qty')),
    [0, 7, -3, 5, 2, 0],
  );
  for (const text of ['1.5', 'many', '1e3', '9'.repeat(20)])
    assert.throws(() => parseWhole(text, 'Qty'), refused('number_invalid'));
});

test('a weight is a number of 0 or more', () => {
  assert.deepEqual(
    ['', '250', '0.5', '.5'].map((text) => parseMeasure(text, 'Grams', false)),
    [0, 250, 0.5, 0.5],
  );
  assert.equal(parseMeasure('0,5', 'Grams', true), 0.5);
  for (const text of ['-1', 'NaN', '1e9', '0x1'])
    assert.throws(() => parseMeasure(text, 'Grams', false), refused('number_invalid'));
});

test('yes and no are read as spreadsheets write them', () => {
  for (const text of ['TRUE', 'true', ' Yes ', '1']) assert.equal(parseFlag(text, 'X', false), true);
  for (const text of ['FALSE', 'no', '0']) assert.equal(parseFlag(text, 'X', true), false);
  assert.equal(parseFlag('', 'X', true), true);
  assert.throws(() => parseFlag('maybe', 'X', true), refused('boolean_invalid'));
});

test('an image is on the web or on this server, and nothing a browser could run', () => {
  for (const url of ['https://cdn.example/a.jpg?v=1', 'HTTP://cdn.example/a', '/media/halden/a.svg']) {
    assert.equal(parseImageUrl(url, 'Image Src'), url);
  }
  assert.equal(parseImageUrl(' https://cdn.example/a b.jpg ', 'Image Src'), 'https://cdn.example/a%20b.jpg');
  const bad = [
    'javascript:alert(1)',
    'data:image/svg+xml,<svg>',
    '//evil.example/a',
    'a.jpg',
    'java\nscript:alert(1)',
    'https://',
    '/\\evil.example',
    'https://user:pass@host/a',
    'ftp://host/a',
    'https://a/"onerror=x',
  ];
  for (const url of bad) assert.throws(() => parseImageUrl(url, 'Image Src'), refused('image_url_invalid'), url);
});

test('a handle may be in any script, and has nothing that a URL would read as its own', () => {
  assert.equal(parseHandle(' Linen-Shirt ', 'Handle'), 'linen-shirt');
  assert.equal(parseHandle('عطر-عود', 'Handle'), 'عطر-عود');
  assert.equal(parseHandle('cafe\u0301', 'Handle'), 'café');
  assert.equal(parseHandle('हिन्दी', 'Handle'), 'हिन्दी');
  assert.throws(() => parseHandle('  ', 'Handle'), refused('handle_missing'));
  for (const text of ['a b', 'a/b', '..', '.', 'a?b', 'a#b', 'a%2e', 'a\u0000', 'a<b', 'x'.repeat(256)]) {
    assert.throws(() => parseHandle(text, 'Handle'), refused('handle_invalid'), text);
  }
});

test('a title makes a handle', () => {
  assert.equal(handleOf('  Summer / Sale 2026! '), 'summer-sale-2026');
  assert.equal(handleOf('夏のセール'), '夏のセール');
  assert.equal(handleOf('!!!'), '');
});

test('every reason to leave out a row or a file is explained, and no other', () => {
  const page = readFileSync(new URL('../../docs/importing.md', import.meta.url), 'utf8');
  const explained = [...page.matchAll(/^\| `([a-z_]+)` \|/gm)].map(([, code]) => code);
  assert.deepEqual(explained, [...PROBLEM_CODES, ...FILE_ERROR_CODES]);
});
