import assert from 'node:assert/strict';
import { it } from 'node:test';
import { entryOf, type Intent } from './intent.ts';

const torn: [string, Intent][] = [
  ['a text of an option', ['add', 'mug', { options: { engraving: 'x\ud83d' } }]],
  ['a name of an option', ['add', 'mug', { options: { '\udc4b': 'x' } }]],
  ['a variant', ['add', 'mug\ud83d', undefined]],
  ['a note', ['setNote', 'x\ud83d']],
  ['a note, by the character NUL', ['setNote', 'x\0']],
];
for (const [name, intent] of torn) {
  it(`refuses half a character in ${name} at once, as the cart could not be shown with it`, () =>
    assert.throws(() => entryOf(intent), /invalid_request|well-formed|variant/));
}

it('takes characters of two halves', () =>
  assert.equal(entryOf(['add', 'mug', { options: { engraving: '👋' } }]).options['engraving'], '👋'));
