import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lineOptions } from './line-options.ts';

test('a line says its variant and what was written for it, a gift by its sign, and no name that is ours', () => {
  const options = { Engraving: 'For Ada', _gift: 'yes', _gift_message: 'All the best', _else: 'x' };
  assert.equal(lineOptions('Small', options), 'Small · Engraving: For Ada · 🎁 All the best');
  assert.equal(lineOptions('', { _gift: 'yes' }), '🎁');
  assert.equal(lineOptions('Small', {}), 'Small');
});
