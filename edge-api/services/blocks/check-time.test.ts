import assert from 'node:assert/strict';
import { it } from 'node:test';
import { CheckTime } from './check-time.ts';

it('a store whose sources take long to check waits for the next minute, and no other does', () => {
  const time = new CheckTime();
  for (let at = 0; at < 50; at++) {
    assert.equal(time.wait('s1', 1000 + at), 0);
    time.spend('s1', 200, 1000 + at);
  }
  assert.equal(time.wait('s1', 11_000), 50);
  assert.equal(time.wait('s2', 11_000), 0);
  assert.equal(time.wait('s1', 61_001), 0);
  time.spend('s1', 200, 61_001);
  assert.equal(time.wait('s1', 61_002), 0);
});
