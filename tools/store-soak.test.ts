import assert from 'node:assert/strict';
import { test } from 'node:test';
import { soak } from './soak.ts';
import { storeSoak } from './store-soak.ts';

test('stores whose processes are killed at random end whole or not at all', async () => {
  const lines: string[] = [];
  assert.deepEqual(
    await soak(storeSoak, [1, 2, 3, 4, 5, 6, 7, 8], { report: (line) => lines.push(line) }),
    [],
    lines.join('\n'),
  );
});
