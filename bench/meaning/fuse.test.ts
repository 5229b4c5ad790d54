import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fuse } from './fuse.ts';

describe('fusion', () => {
  test('counts ranks: what both have comes first, and the weight says how much the second counts', () => {
    assert.deepEqual(fuse([1, 2, 3], [3, 4], 1), [3, 1, 2, 4]);
    assert.deepEqual(fuse([1, 2, 3], [3, 4], 0), [1, 2, 3, 4]);
    assert.deepEqual(fuse([1, 2, 3], [3, 4], 0.01), [1, 2, 3, 4]);
    assert.deepEqual(fuse([], [4, 5], 0.5), [4, 5]);
    assert.deepEqual(fuse([1], [], 1), [1]);
  });

  test('follows the paper: 1 / (60 + rank) in each, added up', () => {
    // 7 has ranks 2 and 2: 2/62. 1 has rank 1 alone: 1/61. With half the weight 7 still leads: 1.5/62 > 1/61.
    assert.deepEqual(fuse([1, 7], [9, 7], 0.5), [7, 1, 9]);
  });
});
