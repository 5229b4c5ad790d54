import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { describe, it } from 'node:test';

const root = new URL('..', import.meta.url);

/** Lints files that exist only for the moment, and answers what was said of each. */
function lint(files: Readonly<Record<string, string>>): Record<string, string[]> {
  const paths = Object.keys(files);
  for (const path of paths) writeFileSync(new URL(path, root), files[path]!);
  try {
    const { stdout } = spawnSync('node_modules/.bin/oxlint', ['--format', 'json', ...paths], {
      cwd: root,
      encoding: 'utf8',
    });
    const { diagnostics } = JSON.parse(stdout) as {
      diagnostics: { filename: string; message: string; code: string }[];
    };
    return Object.fromEntries(
      paths.map((path) => [
        path,
        diagnostics.filter(({ filename }) => filename.endsWith(path)).map(({ code, message }) => `${code}: ${message}`),
      ]),
    );
  } finally {
    for (const path of paths) rmSync(new URL(path, root));
  }
}

const head = `import { createRoute } from '@hono/zod-openapi';
import { platformKey } from '../middleware/authenticate.ts';
import { jsonBody } from '../middleware/json-body.ts';
import { adminErrors, type AdminRouting, router, StoreParam } from './router.ts';
const admin = '/v1/admin/stores/{store}';
`;
const route = (path: string, more: string, handler = '(c) => c.body(null, 204)') =>
  `${head}export const x = ({ needs }: AdminRouting) => router().openapi(createRoute({ method: 'get', path: ${path}, ${more}
  request: { params: StoreParam }, responses: { 204: { description: 'x' }, ...adminErrors() } }), ${handler});
export const y = [platformKey, jsonBody, admin];
`;

const FINE: Record<string, string> = {
  'the key of the store first': route(`'/v1/admin/stores/{store}/x'`, `middleware: needs('store:read'),`),
  'the key of the store first of several': route(
    '`${admin}/x`',
    `middleware: [needs('store:write'), jsonBody] as const,`,
  ),
  'the key of the platform first': route(`'/v1/platform/x'`, `middleware: platformKey('stores:read'),`),
  'a path of a store that is open to all': route(`'/v1/stores/{store}/x'`, ''),
};
const REFUSED: Record<string, string> = {
  'an admin route without a key': route(`'/v1/admin/stores/{store}/x'`, ''),
  'an admin route whose key comes second': route(
    '`${admin}/x`',
    `middleware: [jsonBody, needs('store:write')] as const,`,
  ),
  'an admin route with a key of another kind': route(
    `'/v1/admin/stores/{store}/x'`,
    `middleware: platformKey('stores:read'),`,
  ),
  'an admin route whose store has another name': route(
    `'/v1/admin/stores/{shop}/x'`,
    `middleware: needs('store:read'),`,
  ),
  'a platform route without a key': route(`'/v1/platform/x'`, ''),
  'a path nobody knows a guard for': route(`'/v1/shops/{store}/x'`, `middleware: needs('store:read'),`),
  'a path that only looks like a store’s': route(`'/v1/stores/{store}x'`, ''),
  'a path that is made up as it goes': route(`'/v1/' + String(Date.now())`, `middleware: needs('store:read'),`),
  'a spread that may take the key away': route(
    `'/v1/admin/stores/{store}/x'`,
    `middleware: needs('store:read'), ...({} as object),`,
  ),
  'a store read from the path once more': route(
    `'/v1/admin/stores/{store}/x'`,
    `middleware: needs('store:read'),`,
    `(c) => c.text(c.req.valid('param').store)`,
  ),
  'a store taken out of the path': route(
    `'/v1/stores/{store}/x'`,
    '',
    `(c) => { const { store } = c.req.valid('param'); return c.text(store); }`,
  ),
  'a route that is not in the document': `import { Hono } from 'hono';\nexport const x = new Hono().get('/v1/admin/stores/:store/x', (c) => c.text(''));\n`,
  'a group that is mounted': `import { Hono } from 'hono';\nexport const x = new Hono().route('/v1', new Hono());\n`,
  'a guard of its own': `import { Hono } from 'hono';\nexport const x = new Hono().use('*', (_c, next) => next());\n`,
  'a key taken away while it is registered': `${head}
const r = createRoute({ method: 'get', path: '/v1/platform/x', middleware: platformKey('stores:read'), responses: { 204: { description: 'x' } } });
export const x = router().openapi({ ...r, middleware: [jsonBody] }, (c) => c.body(null, 204));
export const y = [adminErrors, StoreParam, admin];\n`,
};
const OPENS: Record<string, string> = {
  'edge-api/services/lint-tenancy-probe.ts': `import { openStoreDatabase } from '../db/open.ts';\nexport const x = openStoreDatabase;\n`,
  'edge-api/repositories/lint-tenancy-probe.ts': `import { storePool } from '../db/pool.ts';\nexport const x = storePool;\n`,
  'edge-api/routes/lint-tenancy-probe.ts': `import { openPlatformDatabase } from '../db/open.ts';\nexport const x = openPlatformDatabase;\n`,
  'edge-api/middleware/lint-tenancy-probe.ts': `import { connectNode } from '../db/open.node.ts';\nexport const x = connectNode;\n`,
  'edge-api/sync/lint-tenancy-probe.ts': `import { openStoreDatabase } from '../db/open.ts';\nexport const x = openStoreDatabase;\n`,
  'edge-api/lint-tenancy-probe.ts': `import { openStoreDatabase } from './db/open.ts';\nexport const x = openStoreDatabase;\n`,
};

describe('a route that could skip tenancy', () => {
  const path = (index: number) => `edge-api/routes/lint-tenancy-probe-${index}.ts`;
  const sources = [...Object.entries(FINE), ...Object.entries(REFUSED)];
  const said = lint(Object.fromEntries(sources.map(([, source], index) => [path(index), source])));
  for (const [index, [what]] of sources.entries())
    it(`${what in FINE ? 'is not' : 'is refused:'} ${what}`, () => {
      const problems = said[path(index)]!.filter((problem) => problem.includes('guarded-routes'));
      if (what in FINE) assert.deepEqual(problems, []);
      else assert.ok(problems.length > 0, JSON.stringify(said[path(index)]));
    });
});

describe('a database of a store', () => {
  const said = lint(OPENS);
  for (const path of Object.keys(OPENS))
    it(`is not opened in ${path.replace(/\/[^/]*$/, '')}`, () =>
      assert.match(said[path]!.join('\n'), /no-restricted-imports/));
});
