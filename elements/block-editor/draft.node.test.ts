import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BlockSettings } from '../../edge-api/contract/block-settings.ts';
import { differences, type Draft, settingsText } from './draft.ts';
import { SETTING_TYPES } from './settings/schema.ts';

const draft = (changes: Partial<Draft>): Draft => ({
  title: 'Prices',
  source: '',
  settings: '[]',
  texts: {},
  ...changes,
});

describe('what of a draft is not saved yet', () => {
  it('is nothing once the store has filled in what a form of any type left out', () => {
    const options = [{ value: 'a', label: 'A ' }];
    const must = { range: { min: 1, max: 5, default: 2 }, select: { options }, radio: { options } } as const;
    const written = SETTING_TYPES.map((type) => {
      const id = type === 'header' ? {} : { id: type };
      return { type, ...id, label: `${type} `, ...(type in must ? must[type as keyof typeof must] : {}) };
    });
    const kept = BlockSettings.parse(written);
    assert.notDeepEqual(kept, written);
    const saved = draft({ settings: settingsText(kept) });
    assert.deepEqual(differences(saved, draft({ settings: JSON.stringify(written) })), []);
  });

  it('is nothing for blanks around a title, or a form of nothing at all', () => {
    assert.deepEqual(differences(draft({}), draft({ title: 'Prices ', settings: ' \n' })), []);
  });

  it('is another default, and a form that is no JSON', () => {
    const form = (value: string) => draft({ settings: `[{"type":"text","id":"a","label":"A","default":"${value}"}]` });
    assert.deepEqual(differences(form(''), form('x')), ['settings']);
    assert.deepEqual(differences(form(''), draft({ settings: '[{' })), ['settings']);
  });
});
