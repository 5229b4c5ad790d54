import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { weakHash } from '@instantdb/core';
import * as internals from './instant-internals.ts';

test('what we import of the client is still where it was, in the version that was tried', () => {
  const path = fileURLToPath(import.meta.resolve('@instantdb/core/package.json'));
  const { version } = JSON.parse(readFileSync(path, 'utf8')) as { version: string };
  assert.equal(version, '1.0.67');
  for (const [name, value] of Object.entries(internals)) assert.equal(typeof value, 'function', name);
});

test('a query has the name that the client gives it', () => {
  const q = { carts: { $: { where: { id: 'x' } }, entries: {} } };
  assert.equal(internals.weakHash(q), weakHash(q));
  assert.equal(internals.weakHash({ carts: { entries: {}, $: { where: { id: 'x' } } } }), weakHash(q));
});
