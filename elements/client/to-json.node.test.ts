import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { toJson } from './to-json.ts';

const data = { text: 'a"\n', list: [1, null, [], {}], gone: undefined, deep: { yes: true, 'a"b': [undefined] } };

describe('toJson', () => {
  it('says what JSON.stringify says', () => assert.equal(toJson(data), JSON.stringify(data)));

  it('says the same in a page whose library has put toJSON on every array, object and text', (t) => {
    const expected = JSON.stringify(data);
    for (const { prototype } of [Array, Object, String]) {
      Object.defineProperty(prototype, 'toJSON', { value: () => 'wrong', configurable: true });
      t.after(() => Reflect.deleteProperty(prototype, 'toJSON'));
    }
    assert.equal(toJson(data), expected);
  });
});
