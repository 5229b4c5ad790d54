import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { textsIn } from './drawing.ts';

describe('the texts a block is given', () => {
  const texts = { en: { add: 'Add', none: 'Nothing' }, de: { add: 'Dazu', none: '' }, 'de-CH': { add: 'Zufügen' } };

  it('are each in the closest language that has it', () => {
    assert.deepEqual(textsIn(texts, 'de-CH', 'en'), { add: 'Zufügen', none: 'Nothing' });
    assert.deepEqual(textsIn(texts, 'fr', 'de'), { add: 'Dazu', none: 'Nothing' });
  });

  it('leave nothing blank that has a word in another language', () => {
    assert.deepEqual(textsIn(texts, 'de', 'de'), { add: 'Dazu', none: 'Nothing' });
    assert.deepEqual(textsIn({ de: { none: '' } }, 'de', 'de'), {});
  });
});
