import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fieldChanges, movedIds } from './compare.ts';

test('fields that differ are named by their paths, also in lists, and those that are there on one side only', () => {
  assert.deepEqual(
    fieldChanges(
      { a: 1, list: [{ t: 'x' }, { t: 'y' }], gone: true, same: { b: [1] } },
      { a: 2, list: [{ t: 'x' }], same: { b: [1] }, fresh: null },
    ),
    [
      { path: 'a', before: 1, after: 2 },
      { path: 'list.1', before: { t: 'y' } },
      { path: 'gone', before: true },
      { path: 'fresh', after: null },
    ],
  );
});

test('never more than 200 differences are told', () => {
  assert.equal(
    fieldChanges(
      Array.from({ length: 999 }, () => 1),
      [],
    ).length,
    200,
  );
});

test('the fewest sections are said to have moved, and none for those that came or went', () => {
  const moved = (before: string, after: string) => movedIds([...before], [...after]).join('');
  assert.deepEqual(
    [moved('abcd', 'bcda'), moved('abcd', 'abcd'), moved('abcd', 'xbyd'), moved('abc', 'cba').length, moved('', 'ab')],
    ['a', '', '', 2, ''],
  );
});
