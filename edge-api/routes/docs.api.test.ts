import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { STATUS } from '../contract/errors.ts';
import { inProcessLimiter } from '../adapters/rate-limits/in-process.ts';
import { createApp } from '../app.ts';
import { assertError, METRICS_TOKEN, onWorker, startApi, testPorts } from './api.test-support.ts';

const api = await startApi();
await api.store('ada');

const SURFACE = [
  'delete /v1/stores/{store}/customer/session',
  'get /v1/domains/ask',
  'get /v1/section-schemas',
  'get /v1/section-schemas/{type}',
  'get /v1/stores/{store}',
  'get /v1/stores/{store}/blocks/{name}',
  'get /v1/stores/{store}/collections',
  'get /v1/stores/{store}/customer',
  'get /v1/stores/{store}/customer/orders',
  'get /v1/stores/{store}/fragments/product-grid',
  'get /v1/stores/{store}/fragments/product/{handle}',
  'get /v1/stores/{store}/fragments/section/{sectionId}',
  'get /v1/stores/{store}/fragments/sections/{slug}',
  'get /v1/stores/{store}/orders/{token}',
  'get /v1/stores/{store}/orders/{token}/payment',
  'get /v1/stores/{store}/page-news',
  'get /v1/stores/{store}/pages/{slug}',
  'get /v1/stores/{store}/post-tags',
  'get /v1/stores/{store}/posts',
  'get /v1/stores/{store}/posts/{slug}',
  'get /v1/stores/{store}/products',
  'get /v1/stores/{store}/products/{handle}',
  'get /v1/stores/{store}/products/{handle}/recommendations',
  'get /v1/stores/{store}/recommendations',
  'get /v1/stores/{store}/search',
  'get /v1/stores/{store}/search/suggest',
  'get /v1/stores/{store}/sections/{sectionId}',
  'get /v1/stores/{store}/theme.css',
  'post /v1/stores/{store}/blocks/{name}',
  'post /v1/stores/{store}/cart-handovers',
  'post /v1/stores/{store}/cart-sessions',
  'post /v1/stores/{store}/carts/{cartId}/claim',
  'post /v1/stores/{store}/carts/{cartId}/handovers',
  'post /v1/stores/{store}/carts/{cartId}/log',
  'post /v1/stores/{store}/checkout-drafts',
  'post /v1/stores/{store}/checkout-drafts/recoveries',
  'post /v1/stores/{store}/checkout-drafts/{checkoutId}',
  'post /v1/stores/{store}/checkouts',
  'post /v1/stores/{store}/customer/tokens',
  'post /v1/stores/{store}/newsletter',
  'post /v1/stores/{store}/orders/{token}/payment',
  'post /v1/stores/{store}/payment-events/{provider}',
  'post /v1/stores/{store}/quotes',
  'post /v1/stores/{store}/section-events/{sender}',
];

interface Document {
  openapi: string;
  info: { title: string; version: string };
  paths: Record<string, Record<string, { responses: Record<string, { description?: string; content?: object }> }>>;
  components: { schemas: Record<string, unknown> };
}

/** A proxy reads the status alone. */
const wordless = (name: string, status: string): boolean =>
  name === 'get /v1/domains/ask' && (status === '200' || status === '404');

describe('what the API says about itself', () => {
  it('publishes an OpenAPI document of every route, with a schema for every answer', async () => {
    const response = await api.request('/v1/openapi.json');
    assert.equal(response.headers.get('access-control-allow-origin'), '*');
    const document = (await response.json()) as Document;
    assert.match(document.openapi, /^3\.1\./);
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ name: `${method} ${path}`, operation })),
    );
    const open = operations.filter(({ name }) => !/ \/v1\/(?:admin|platform)\//.test(name));
    assert.deepEqual(open.map(({ name }) => name).sort(), SURFACE);
    for (const { name, operation } of operations)
      for (const [status, answer] of Object.entries(operation.responses))
        assert.ok(
          answer.description && (answer.content || status === '204' || wordless(name, status)),
          `${name} ${status}`,
        );
  });

  it('refers only to schemas that are there', async () => {
    const document = (await (await api.request('/v1/openapi.json')).json()) as Document;
    const names = JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g);
    for (const [, name = ''] of names) assert.ok(document.components.schemas[name], name);
  });

  it('renders the document as a page that asks no other host for anything', async () => {
    const response = await api.request('/docs');
    const text = await response.text();
    assert.equal(response.status, 200);
    assert.match(response.headers.get('content-security-policy') ?? '', /default-src 'none'/);
    for (const route of SURFACE) assert.ok(text.includes(route.split(' ')[1]!), route);
    assert.doesNotMatch(text, /<script|src="|href="https?:\/\//);
    assert.match(await (await api.request('/docs/style.css')).text(), /body/);
  });

  for (const path of ['/docs', '/docs/errors/not_found', '/v1/openapi.json'])
    it(`${path} is answered 304 to who has it`, async () => {
      const { headers } = await api.request(path);
      const etag = headers.get('etag') ?? '';
      assert.match(etag, /^W\/"[0-9a-f]{16}"$/);
      for (const asked of [etag, `"other", ${etag.slice(2)}`]) {
        const again = await api.request(path, { headers: { 'if-none-match': asked } });
        assert.equal(again.status, 304);
        assert.equal(again.headers.get('etag'), etag);
        assert.equal(await again.text(), '');
      }
      assert.equal((await api.request(path, { headers: { 'if-none-match': 'W/"other"' } })).status, 200);
    });

  it('is rendered once, and counts as reading by address', { skip: onWorker && 'it is the same app' }, async () => {
    const limiter = inProcessLimiter({ now: () => 0, limits: { 'reads-address': 6 } });
    let read = 0;
    const errorPage = async () => `# page ${(read += 1)}`;
    const app = createApp(testPorts(api.databases, { limiter, errorPage }));
    let rendered = 0;
    const { getOpenAPI31Document } = app;
    app.getOpenAPI31Document = (...of) => {
      rendered += 1;
      return getOpenAPI31Document(...of);
    };
    const env = { waitUntil: () => undefined };
    const paths = ['/docs', '/docs/errors/internal', '/v1/openapi.json'];
    for (const path of [...paths, ...paths]) assert.equal((await app.request(path, {}, env)).status, 200, path);
    assert.deepEqual([rendered, read], [1, 1]);
    for (const path of paths) assert.equal((await app.request(path, {}, env)).status, 429, path);
  });

  for (const code of Object.keys(STATUS)) {
    it(`has a page about ${code}: what happened, why, the cure`, async () => {
      const response = await api.request(`/docs/errors/${code}`);
      const text = await response.text();
      assert.equal(response.status, 200);
      for (const part of [`<h1>${code}</h1>`, '<h2>Why</h2>', '<h2>The cure</h2>'])
        assert.ok(text.includes(part), part);
    });
  }

  it('has no page about a code that nobody can see', () => {
    const sources = ['edge-api', 'tools', 'elements', 'loader'].flatMap((folder) =>
      readdirSync(new URL(`../../${folder}/`, import.meta.url), { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
        .map((path) => readFileSync(new URL(`../../${folder}/${path}`, import.meta.url), 'utf8')),
    );
    for (const file of readdirSync(new URL('../../docs/errors/', import.meta.url))) {
      const code = file.replace(/\.md$/, '');
      assert.ok(code in STATUS || sources.some((text) => text.includes(code)), code);
    }
  });

  it('brings every page along where there are no files', () => {
    const bundled = readFileSync(new URL('../adapters/error-pages.worker.ts', import.meta.url), 'utf8');
    for (const file of readdirSync(new URL('../../docs/errors/', import.meta.url)))
      assert.match(
        bundled,
        new RegExp(`^import (\\w+) from '../../docs/errors/${file}';[^]*\\b${file.slice(0, -3)}: \\1,`, 'm'),
      );
  });

  it('answers not_found for a page about nothing', async () => {
    for (const code of ['nothing', '..%2f..%2fpackage', 'INTERNAL'])
      assertError(await api.call(`/docs/errors/${code}`), 'not_found', 404);
  });

  it('says whether it lives and can serve', async () => {
    assert.deepEqual(await (await api.request('/healthz')).json(), { status: 'ok' });
    const ready = await (await api.request('/readyz')).json();
    assert.equal(ready.status, 'ready');
    assert.equal(ready.checks.registry.ok, true);
  });

  it('tells what it has done to whoever has the token, and nobody else that there is anything to tell', async () => {
    await api.call('/v1/stores/ada');
    for (const authorization of ['', 'Bearer wrong-wrong-wrong-wrong', `Basic ${METRICS_TOKEN}`])
      assertError(await api.call('/metrics', { headers: { authorization } }), 'not_found', 404);
    const metrics = await (
      await api.request('/metrics', { headers: { authorization: `Bearer ${METRICS_TOKEN}` } })
    ).text();
    const series = 'method="GET",route="/v1/stores/:store"';
    assert.match(metrics, new RegExp(`vitrine_http_requests_total\\{${series},status="200"\\} \\d+`));
    assert.match(metrics, new RegExp(`vitrine_http_request_duration_seconds_bucket\\{${series},le="\\+Inf"\\} \\d+`));
  });
});
