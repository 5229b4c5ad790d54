import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, it } from 'node:test';

const root = new URL('..', import.meta.url);

/** Lints one file that exists only for the moment, and answers what the linter printed. */
function lint(path: string, source: string): { status: number | null; output: string } {
  const file = new URL(path, root);
  mkdirSync(dirname(file.pathname), { recursive: true });
  writeFileSync(file, source);
  try {
    const { status, stdout, stderr } = spawnSync('node_modules/.bin/oxlint', [path], { cwd: root, encoding: 'utf8' });
    return { status, output: stdout + stderr };
  } finally {
    rmSync(file);
  }
}

const REFUSED: [from: string, source: string][] = [
  ['elements/stores/lint-probe.ts', `import { html } from 'lit';\nexport const x = html;\n`],
  [
    'elements/product-grid/lint-probe.ts',
    `import { Money } from '../../edge-api/contract/money.ts';\nexport const x = Money;\n`,
  ],
  [
    'elements/product-grid/lint-probe.ts',
    `import { createApp } from '../../edge-api/app.ts';\nexport const x = createApp;\n`,
  ],
  ['elements/product-grid/lint-probe.ts', `import { init } from '@instantdb/core';\nexport const x = init;\n`],
  ['elements/stores/lint-probe.ts', `import { init } from '@instantdb/core';\nexport const x = init;\n`],
  [
    'elements/stores/cart/lint-probe.ts',
    `import { Money } from '../../../edge-api/contract/money.ts';\nexport const x = Money;\n`,
  ],
  ['edge-api/sync/lint-probe.ts', `import { createClient } from '@libsql/client';\nexport const x = createClient;\n`],
  ['elements/product-grid/lint-probe.ts', `export const x = fetch('/v1');\n`],
  [
    'elements/events/lint-probe.ts',
    `import { createApiClient } from '../client/api-client.ts';\nexport const x = createApiClient;\n`,
  ],
  [
    'edge-api/routes/lint-probe.ts',
    `import { orderRepository } from '../repositories/orders.ts';\nexport const x = orderRepository;\n`,
  ],
  ['edge-api/routes/lint-probe.ts', `import { wrapClient } from '../db/database.ts';\nexport const x = wrapClient;\n`],
  ['edge-api/services/lint-probe.ts', `import { Hono } from 'hono';\nexport const x = Hono;\n`],
  [
    'edge-api/services/lint-probe.ts',
    `import { createClient } from '@libsql/client';\nexport const x = createClient;\n`,
  ],
  [
    'edge-api/repositories/lint-probe.ts',
    `import { createClient } from '@libsql/client';\nexport const x = createClient;\n`,
  ],
  [
    'elements/product-grid/lint-probe.ts',
    `import { TAGS } from '../../sandbox/sanitize/allowed.ts';\nexport const x = TAGS;\n`,
  ],
  [
    'elements/stores/lint-probe.ts',
    `import { TAGS } from '../../sandbox/sanitize/allowed.ts';\nexport const x = TAGS;\n`,
  ],
  ['elements/block/lint-probe.ts', `import { init } from '@instantdb/core';\nexport const x = init;\n`],
  ['sandbox/check/lint-probe.ts', `import { readFileSync } from 'node:fs';\nexport const x = readFileSync;\n`],
];

describe('the direction of the code', () => {
  for (const [path, source] of REFUSED) {
    it(`refuses in ${path.replace('/lint-probe.ts', '')}: ${source.split('\n')[0]}`, () => {
      const { status, output } = lint(path, source);
      assert.equal(status, 1, output);
      assert.match(output, /no-restricted-(imports|globals)/);
    });
  }

  it('lets an element take types from the contract', () => {
    const { status, output } = lint(
      'elements/product-grid/lint-probe.ts',
      `import type { Money } from '../../edge-api/contract/money.ts';\nexport type X = Money;\n`,
    );
    assert.equal(status, 0, output);
  });
});
