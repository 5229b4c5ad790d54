import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isSame } from './is-same.ts';

describe('what elements are drawn from', () => {
  it('is the same when it says the same', () => {
    const product = () => ({ id: 'p', tags: ['a', null], price: { amountMinor: 1 }, gone: undefined });
    assert.ok(isSame(product(), product()));
    assert.ok(isSame(product(), { price: { amountMinor: 1 }, tags: ['a', null], id: 'p' }));
    assert.ok(isSame({ id: 'p', tags: ['a', null], price: { amountMinor: 1 } }, product()));
  });

  it('is another with anything more, less or different in it', () => {
    const different: readonly (readonly [unknown, unknown])[] = [
      [{ a: 1 }, { a: 2 }],
      [{ a: 1 }, { a: '1' }],
      [{ a: 1 }, { a: 1, b: 0 }],
      [{ a: 1, b: null }, { a: 1 }],
      [{ a: { b: [1, 2] } }, { a: { b: [2, 1] } }],
      [[1], [1, 2]],
      [[1, 2], [1]],
      [[], {}],
      [{}, null],
      [null, undefined],
      [{ toString: 1 }, {}],
    ];
    for (const [one, other] of different) {
      assert.equal(isSame(one, other), false, JSON.stringify([one, other]));
      assert.equal(isSame(other, one), false, JSON.stringify([other, one]));
    }
  });
});
