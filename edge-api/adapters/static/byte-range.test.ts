import assert from 'node:assert/strict';
import { it } from 'node:test';
import { byteRange } from './byte-range.ts';

it('is the part of a file that was asked for, none that is not there, and the whole for anything else', () => {
  for (const [header, range] of [
    ['bytes=0-99', { first: 0, last: 99 }],
    ['bytes=990-5000', { first: 990, last: 999 }],
    ['bytes=500-', { first: 500, last: 999 }],
    ['bytes=-100', { first: 900, last: 999 }],
    ['bytes=-5000', { first: 0, last: 999 }],
    ['bytes=1000-', null],
    ['bytes=-0', null],
    ['bytes=5-4', undefined],
    ['bytes=0-1,5-9', undefined],
    ['lines=0-1', undefined],
    ['bytes=-', undefined],
    [null, undefined],
  ] as const)
    assert.deepEqual(byteRange(header, 1000), range, String(header));
});
