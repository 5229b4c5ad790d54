import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deferredWork } from './deferred.ts';

function rig() {
  const told: unknown[] = [];
  const said: string[] = [];
  const after: Promise<unknown>[] = [];
  const deferred = deferredWork((error) => told.push(error));
  const settle = () => deferred.settle({ release: () => said.push('released') }, (work) => void after.push(work));
  return { deferred, settle, said, told, after };
}

test('begins nothing of what was put off before the answer is out, and keeps the store open until all of it has ended', async () => {
  const { deferred, settle, said, after } = rig();
  deferred.defer(async () => said.push('first'));
  deferred.defer(async () => {
    await new Promise((resolve) => setImmediate(resolve));
    said.push('second');
  });
  settle();
  await Promise.resolve().then(() => said.push('answer'));
  await Promise.all(after);
  assert.deepEqual(said, ['answer', 'first', 'second', 'released']);
});

test('tells of what failed, does the rest all the same, and releases the store', async () => {
  const { deferred, settle, said, told, after } = rig();
  deferred.defer(() => {
    throw new Error('at once');
  });
  deferred.defer(() => Promise.reject(new Error('later')));
  deferred.defer(async () => said.push('done'));
  settle();
  await Promise.all(after);
  assert.deepEqual(said, ['done', 'released']);
  assert.deepEqual(told.map(String), ['Error: at once', 'Error: later']);
});

test('releases the store with the answer where nothing was put off', () => {
  const { settle, said, after } = rig();
  settle();
  assert.deepEqual(said, ['released']);
  assert.equal(after.length, 0);
});
