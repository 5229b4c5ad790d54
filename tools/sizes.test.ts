import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { complaints } from './sizes.ts';

const GRID = 'page grid with add-to-cart';
const fine = { loader: 1500, core: 10_000, 'element search': 5_000, [GRID]: 16_000 };

describe('sizes', () => {
  test('says nothing while all is as budgeted', () => {
    assert.deepEqual(complaints(fine, fine), []);
    assert.deepEqual(complaints({ ...fine, core: 10_020 }, fine), []);
  });

  test('refuses growth, and says what to do', () => {
    const [only, ...more] = complaints({ ...fine, core: 10_400 }, fine);
    assert.deepEqual(more, []);
    assert.match(only!, /^core grew by 400 to 10400 bytes: take them out again/);
  });

  test('asks to record a saving', () => {
    assert.match(complaints({ ...fine, core: 9_000 }, fine).join(), /core shrank by 1000.*keep the saving/);
  });

  test('holds to what is promised, whatever the budget says', () => {
    const big = { ...fine, loader: 1700, 'element search': 6_200, [GRID]: 17_000 };
    assert.equal(complaints(big, big).length, 3);
    assert.match(complaints(big, big).join(), /loader is 1700 bytes, and at most 1638 are promised/);
  });

  test('asks about what is new and what is gone', () => {
    const { core: _core, ...without } = fine;
    assert.match(complaints({ ...fine, 'file x': 10 }, fine).join(), /file x is new/);
    assert.match(complaints(without, fine).join(), /core is in tools\/sizes.json but not in the build/);
  });
});
