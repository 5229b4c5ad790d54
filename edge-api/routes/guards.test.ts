import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createRoute } from '@hono/zod-openapi';
import { createApp } from '../app.ts';
import { platformKey, storeKey } from '../middleware/authenticate.ts';
import { jsonBody } from '../middleware/json-body.ts';
import { testPorts, startApi } from './api.test-support.ts';
import { router, storeRouter } from './router.ts';

/** Everything that answers without a store and without a key. A new path belongs here only if it may be anybody's. */
const OPEN = new Set([
  '/',
  '/blog',
  '/blog.css',
  '/blog/:slug',
  '/blog/atom.xml',
  '/blog/authors/:handle',
  '/blog/feed.json',
  '/blog/feed.xml',
  '/blog/tags/:tag',
  '/blog/tags/:tag/atom.xml',
  '/blog/tags/:tag/feed.json',
  '/blog/tags/:tag/feed.xml',
  '/cart',
  '/checkout',
  '/checkout/pay',
  '/checkout/review',
  '/collections/:handle',
  '/console/blocks',
  '/demo',
  '/demo/sections',
  '/docs',
  '/docs/errors/:code',
  '/docs/style.css',
  '/healthz',
  '/metrics',
  '/newsletter',
  '/newsletter/confirm/:token',
  '/newsletter/thanks',
  '/orders/:token',
  '/own.css',
  '/pages/:slug',
  '/products/:handle',
  '/readyz',
  '/robots.txt',
  '/search',
  '/share/:kind/:file',
  '/sitemap.xml',
  '/sitemaps/:file',
  '/speculation-rules.json',
  '/store.css',
  '/subscribe/:shop/:token',
  '/unsubscribe/:shop/:token',
  '/v1/domains/ask',
  '/v1/openapi.json',
  '/v1/section-schemas',
  '/v1/section-schemas/:type',
]);

const api = await startApi();
const app = createApp(testPorts(api.databases));
const routes = app.routes.filter(({ method, path }) => method !== 'ALL' && !path.includes('*'));

/** The error a route answers to somebody who has nothing, for a store that is not there. */
async function codeFor(method: string, path: string): Promise<string> {
  const address = `http://shop.test${path.replace(/:\w+(?:\{[^}]*\})?/g, 'nothing')}`;
  const body = method === 'GET' || method === 'DELETE' ? {} : { body: '{}' };
  const response = await app.request(
    address,
    { method, ...body, headers: { 'content-type': 'application/json' } },
    { waitUntil: () => undefined },
  );
  const answer = (await response.json()) as { error?: { code?: string } };
  return `${response.status} ${answer.error?.code}`;
}

describe('every route of the app', () => {
  for (const route of new Set(routes.map(({ method, path }) => `${method} ${path}`))) {
    const [method = '', path = ''] = route.split(' ');
    if (OPEN.has(path)) continue;
    it(`${route} is behind a guard`, async () => {
      const code = await codeFor(method, path);
      // A shopper's request is refused before its body is looked at; a program's before anything of it is.
      if (/^(?:\/v1\/stores\/:store|(?:\/stores\/:store)?\/account|\/media\/:shop)(?:\/|$)/.test(path))
        assert.equal(code, '404 store_not_found');
      else if (/^\/v1\/(?:admin\/stores\/:store|platform)\//.test(path)) assert.equal(code, '401 unauthorized');
      else assert.fail(`${path} is neither a store's, nor behind a key, nor listed as open to all.`);
    });
  }

  it('is there, or the list of open ones is too long', () => {
    const paths = new Set(routes.map(({ path }) => path));
    assert.deepEqual(
      [...OPEN].filter((path) => !paths.has(path)),
      [],
    );
    assert.ok(routes.length > 20);
  });
});

describe('the types of routes', () => {
  const answer = { 204: { description: 'Nothing.' } };
  const bare = createRoute({ method: 'get', path: '/x', responses: answer });
  const behindKey = createRoute({
    method: 'get',
    path: '/v1/admin/stores/{store}/x',
    middleware: [storeKey(testPorts(api.databases).stores)('store:read'), jsonBody] as const,
    responses: answer,
  });
  const behindPlatformKey = createRoute({
    method: 'get',
    path: '/v1/platform/x',
    middleware: platformKey('stores:read'),
    responses: answer,
  });

  it('know a store and who asks only behind the guard that has looked', () => {
    router().openapi(bare, (c) => {
      // @ts-expect-error No guard has found a store.
      void c.var.store;
      // @ts-expect-error No guard has let anybody near the platform.
      void c.var.platform;
      // @ts-expect-error No store was opened.
      void c.var.services;
      return c.body(null, 204);
    });
    router().openapi(behindPlatformKey, (c) => {
      void c.var.platform;
      // @ts-expect-error A key of the platform opens no store by itself.
      void c.var.store;
      return c.body(null, 204);
    });
    router().openapi(behindKey, (c) => {
      void [c.var.store, c.var.platform, c.var.actor];
      // @ts-expect-error The store is known, and not opened.
      void c.var.services;
      return c.body(null, 204);
    });
    storeRouter().openapi(bare, (c) => {
      void [c.var.store, c.var.services];
      // @ts-expect-error Shoppers come without a key.
      void c.var.platform;
      return c.body(null, 204);
    });
  });
});
