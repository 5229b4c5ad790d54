import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { renderMigrationsIndex } from './migrations-index.ts';

test('migrations/index.ts holds exactly the .sql files', () => {
  assert.equal(
    readFileSync(new URL('../migrations/index.ts', import.meta.url), 'utf8'),
    renderMigrationsIndex(),
    'Run: node tools/migrations-index.ts',
  );
});
