import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BlockSettings } from '../../../edge-api/contract/block-settings.ts';
import { EXAMPLES } from '../../../sandbox/examples/examples.ts';
import { newSetting } from '../views/new-setting.ts';
import { placedMistakes } from './json-places.ts';
import { readSettings, SETTING_TYPES } from './schema.ts';

/** What stands where the first mistake is marked. */
function marked(json: string): string {
  const [first] = placedMistakes(json, readSettings(json).mistakes);
  return first ? json.slice(first.from, first.to) : '';
}

describe('the form of a block, as it is typed', () => {
  it('takes what the store takes: every form of the examples', () => {
    for (const { name, settings } of EXAMPLES)
      assert.deepEqual(readSettings(JSON.stringify(settings)).mistakes, [], name);
  });

  it('begins a field of every type that the store takes', () => {
    const form = SETTING_TYPES.map((type) => newSetting(type, 'A field', []));
    assert.deepEqual(readSettings(JSON.stringify(form)).mistakes, []);
    assert.equal(BlockSettings.safeParse(form).success, true);
    assert.equal(newSetting('text', 'A field', ['text', 'text_2'])['id'], 'text_3');
  });

  for (const [name, setting, where] of [
    ['a type that is none', { type: 'txt', id: 'a', label: 'A' }, '"txt"'],
    ['an id with a capital', { type: 'text', id: 'A', label: 'A' }, '"A"'],
    ['no number where one belongs', { type: 'range', id: 'a', label: 'A', min: '1', max: 2, default: 1 }, '"1"'],
    ['a field of another type', { type: 'text', id: 'a', label: 'A', options: [] }, '[]'],
    ['a colour in words', { type: 'color', id: 'a', label: 'A', default: 'red' }, '"red"'],
  ] as const)
    it(`marks ${name} where it stands, as the store refuses it`, () => {
      const json = JSON.stringify([setting], null, 2);
      assert.equal(marked(json), where);
      assert.equal(BlockSettings.safeParse([setting]).success, false);
    });

  it('marks the setting that lacks something, the second of two ids, and where the text is no JSON', () => {
    assert.match(marked('[{ "type": "text", "id": "a" }]'), /^\{ "type"/);
    const two = '[{ "type": "text", "id": "a", "label": "A" }, { "type": "date", "id": "a", "label": "B" }]';
    const [mistake] = placedMistakes(two, readSettings(two).mistakes);
    assert.ok(mistake && mistake.from > two.indexOf('date'));
    assert.equal(readSettings('[{ "type": }]').mistakes.length, 1);
  });
});
