import assert from 'node:assert/strict';
import { test } from 'node:test';
import { soak } from './soak.ts';
import { searchSoak } from './search-soak.ts';

// As many as a test has time for; the soak itself takes more.
process.env['SOAK_PRODUCTS'] ??= '250';

test('a store whose importers, indexers and embedders are killed is searched all the while, and ends as if nobody had', async () => {
  const lines: string[] = [];
  assert.deepEqual(await soak(searchSoak, [1, 2], { report: (line) => lines.push(line) }), [], lines.join('\n'));
});
