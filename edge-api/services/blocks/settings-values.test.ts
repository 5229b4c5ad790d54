import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BlockSettings } from '../../contract/block-settings.ts';
import { settingValues } from './settings-values.ts';

const options = [
  { value: 'rows', label: 'Rows' },
  { value: 'tiles', label: 'Tiles' },
];

const SCHEMA = BlockSettings.parse([
  { type: 'header', label: 'Words' },
  { type: 'text', id: 'heading', label: 'Heading', default: 'Offers', maxLength: 12 },
  { type: 'textarea', id: 'note', label: 'Note' },
  { type: 'number', id: 'number', label: 'Number', min: 1, max: 9, default: 3 },
  { type: 'range', id: 'range', label: 'Range', min: 0, max: 1, step: 0.25, default: 0.5 },
  { type: 'checkbox', id: 'shown', label: 'Shown', default: true },
  { type: 'select', id: 'layout', label: 'Layout', options, default: 'tiles' },
  { type: 'radio', id: 'sort', label: 'Sort', options },
  { type: 'color', id: 'colour', label: 'Colour', default: '#ffffff' },
  { type: 'url', id: 'link', label: 'Link', default: '/' },
  { type: 'image', id: 'picture', label: 'Picture' },
  { type: 'product', id: 'item', label: 'Product' },
  { type: 'collection', id: 'group', label: 'Collection', default: 'all' },
  { type: 'date', id: 'until', label: 'Until' },
]);

const DEFAULTS = {
  heading: 'Offers',
  note: '',
  number: 3,
  range: 0.5,
  shown: true,
  layout: 'tiles',
  sort: 'rows',
  colour: '#ffffff',
  link: '/',
  picture: '',
  item: '',
  group: 'all',
  until: '',
};

const GIVEN = {
  heading: 'Sale',
  note: 'Two\nlines',
  number: 9,
  range: 1,
  shown: false,
  layout: 'rows',
  sort: 'tiles',
  colour: '#1F6feb',
  link: 'mailto:shop@example.org',
  picture: '/v1/stores/halden/media/cup.webp',
  item: 'cup',
  group: 'summer',
  until: '2028-02-29',
};

test('what is not given is the default of its setting', () => {
  assert.deepEqual(settingValues(SCHEMA, {}), { values: DEFAULTS, warnings: [] });
  assert.deepEqual(settingValues(SCHEMA, { heading: null, layout: undefined }).values, DEFAULTS);
});

test('what fits is taken, and the order of its JSON is that of the schema', () => {
  const turned = Object.fromEntries(Object.entries(GIVEN).toReversed());
  const { values, warnings } = settingValues(SCHEMA, turned);
  assert.equal(JSON.stringify(values), JSON.stringify(GIVEN));
  assert.deepEqual(warnings, []);
});

/** Value by value what does not fit, and what its warning says. */
const WRONG: readonly (readonly [keyof typeof DEFAULTS, unknown, RegExp])[] = [
  ['heading', 'longer than twelve', /at most 12/],
  ['heading', 5, /a text/],
  ['heading', ['Sale'], /a text/],
  ['note', 'a'.repeat(5001), /at most 5000/],
  ['number', '3', /a number/],
  ['number', Number.NaN, /a number/],
  ['number', 0.9, /at least 1/],
  ['number', 10, /at most 9/],
  ['range', Infinity, /a number/],
  ['range', -0.25, /at least 0/],
  ['shown', 'true', /true or false/],
  ['layout', 'Rows', /one of "rows", "tiles"/],
  ['sort', 0, /one of "rows", "tiles"/],
  ['colour', 'red', /a colour/],
  ['colour', '#fff', /a colour/],
  ['colour', '#ffffff;color:red', /a colour/],
  ['link', 'javascript:alert(1)', /begins with/],
  ['link', ' javascript:alert(1)', /begins with/],
  ['link', 'data:text/html,<b>', /begins with/],
  ['link', '//other.example', /begins with/],
  ['link', 'products/cup', /begins with/],
  ['link', `/${'a'.repeat(2000)}`, /at most 2000/],
  ['picture', 'mailto:a@b.example', /begins with/],
  ['picture', { url: '/cup.webp' }, /a picture/],
  ['item', 12, /a product/],
  ['item', 'a'.repeat(201), /at most 200/],
  ['group', true, /a collection/],
  ['until', '2026-02-30', /a day/],
  ['until', '22.11.2026', /a day/],
  ['until', '2026-11-22T10:00', /a day/],
  ['until', '2026-13-01', /a day/],
];

for (const [id, value, told] of WRONG)
  test(`${id} that is ${String(JSON.stringify(value)).slice(0, 40)} is told, and its default stands`, () => {
    const { values, warnings } = settingValues(SCHEMA, { [id]: value });
    assert.deepEqual(values, DEFAULTS);
    assert.equal(warnings.length, 1);
    assert.match(warnings[0]!, told);
    assert.match(warnings[0]!, new RegExp(`"${id}"`));
  });

test('what the schema does not have is told and goes, in words of bounded length', () => {
  const { values, warnings } = settingValues(SCHEMA, { colour_of_sky: 'blue', ['x'.repeat(4000)]: 1 });
  assert.deepEqual(values, DEFAULTS);
  assert.match(warnings[0]!, /no setting "colour_of_sky"/);
  assert.ok(warnings[1]!.length < 80);
  const many = Object.fromEntries(Array.from({ length: 1000 }, (_, at) => [`no_${at}`, 1]));
  assert.equal(settingValues(SCHEMA, many).warnings.length, 50);
});

test('keys that mean something to objects are keys like others', () => {
  const hostile = JSON.parse('{"__proto__":{"heading":"Owned"},"constructor":"x","toString":"y"}');
  const { values, warnings } = settingValues(SCHEMA, hostile);
  assert.equal(JSON.stringify(values), JSON.stringify(DEFAULTS));
  assert.equal(Object.getPrototypeOf(values), Object.prototype);
  assert.equal(warnings.length, 3);
  assert.equal(({} as Record<string, unknown>)['heading'], undefined);
  const named = BlockSettings.parse([{ type: 'text', id: 'constructor', label: 'Builder', default: 'us' }]);
  assert.deepEqual(Object.entries(settingValues(named, {}).values), [['constructor', 'us']]);
  assert.deepEqual(Object.entries(settingValues(named, { constructor: 'them' }).values), [['constructor', 'them']]);
});

test('a default that its own schema does not allow gives way to what it does', () => {
  const schema = BlockSettings.parse([
    { type: 'select', id: 'layout', label: 'Layout', options, default: 'gone' },
    { type: 'range', id: 'range', label: 'Range', min: 2, max: 4, default: 9 },
    { type: 'url', id: 'link', label: 'Link', default: 'javascript:alert(1)' },
  ]);
  assert.deepEqual(settingValues(schema, {}).values, { layout: 'rows', range: 4, link: '' });
});
