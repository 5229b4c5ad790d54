import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { testFolder } from '../db/folder.test-support.ts';
import { createStore } from '../adapters/provisioning/create-store.ts';
import { readEnvironment } from '../env.ts';
import { type NodeServer, startNode } from '../node.ts';

let server: NodeServer;
const environment = { DATA_DIR: testFolder(), PORT: '0', LOG_LEVEL: 'silent', TRUSTED_PROXIES: '127.0.0.1' };
before(async () => {
  server = await startNode(readEnvironment(environment));
  await createStore({ handle: 'halden', name: 'Halden', currency: 'EUR', locale: 'en' }, server.databases);
});
after(() => server.close());

/** Everything that is served: [method, path, status]. */
const SERVED: [string, string, number][] = [
  ['GET', '/', 302],
  ['GET', '/demo/', 200],
  ['GET', '/demo/product.html', 200],
  ['GET', '/demo/product.js', 200],
  ['GET', '/demo/icon.svg', 200],
  ['GET', '/demo/nothing.html', 404],
  ['GET', '/media/halden/fjord-vase-ink.svg', 200],
  ['GET', '/assets/gone-abc123.js', 200],
  ['GET', '/docs', 200],
  ['GET', '/docs/style.css', 200],
  ['GET', '/docs/errors/internal', 200],
  ['GET', '/v1/openapi.json', 200],
  ['GET', '/v1/stores/halden', 200],
  ['GET', '/v1/stores/halden/products', 200],
  ['GET', '/v1/stores/nobody', 404],
  ['POST', '/v1/stores/halden/quotes', 400],
  ['PUT', '/v1/stores/halden/products', 405],
  ['OPTIONS', '/v1/stores/halden/products', 204],
  ['GET', '/v1/admin/stores/halden/keys', 401],
  ['GET', '/v1/platform/keys', 401],
  ['GET', '/healthz', 200],
  ['GET', '/runtime/nothing', 404],
  ['POST', '/runtime/auth/verify_refresh_token', 400],
  ['POST', '/admin/query', 401],
  ['GET', '/nothing', 404],
  ['GET', `/v1/stores/halden/products?${'a'.repeat(8192)}`, 414],
];
const ask = (method: string, path: string, headers: Record<string, string> = {}) =>
  fetch(`${server.url}${path}`, { method, redirect: 'manual', headers, ...(method === 'POST' ? { body: '{' } : {}) });

describe('headers of everything we serve', () => {
  test('nothing is sniffed, framed by strangers, or run that we did not mean to', async () => {
    for (const [method, path, status] of SERVED) {
      const response = await ask(method, path);
      const { headers } = response;
      const what = `${method} ${path.slice(0, 60)}`;
      assert.equal(response.status, status, what);
      assert.equal(headers.get('x-content-type-options'), 'nosniff', what);
      assert.match(headers.get('referrer-policy') ?? '', /^no-referrer$/, what);
      assert.match(headers.get('cross-origin-resource-policy') ?? '', /^(?:same|cross)-origin$/, what);
      const policy = headers.get('content-security-policy') ?? '';
      assert.match(policy, /^default-src 'none'/, what);
      assert.doesNotMatch(policy, /unsafe-eval|script-src[^;]*(?:unsafe-inline|\*|https?:)/, what);
      assert.match(headers.get('x-frame-options') ?? '', /^(?:DENY|SAMEORIGIN)$/, what);
      assert.equal(headers.get('set-cookie'), null, what);
      assert.equal(headers.get('server') ?? headers.get('x-powered-by'), null, what);
      if (headers.get('content-type')?.startsWith('text/html')) {
        assert.match(headers.get('permissions-policy') ?? '', /camera=\(\)/, what);
        assert.equal(headers.get('cross-origin-opener-policy'), null, what);
        assert.match(policy, /frame-ancestors '(?:none|self)'/, what);
        assert.match(policy, /base-uri 'none'/, what);
      }
      assert.equal(headers.get('strict-transport-security'), null, what);
    }
  });

  test('browsers that came by https are to come by https from then on', async () => {
    for (const [method, path] of SERVED) {
      const { headers } = await ask(method, path, { 'x-forwarded-proto': 'https' });
      const what = `${method} ${path.slice(0, 60)}`;
      assert.match(headers.get('strict-transport-security') ?? '', /^max-age=\d{8}$/, what);
      if (headers.get('content-type')?.startsWith('text/html'))
        assert.equal(headers.get('cross-origin-opener-policy'), 'same-origin', what);
    }
  });

  test('only what pages of other origins need is theirs to load', async () => {
    const isOpen = async (path: string) =>
      (await ask('GET', path)).headers.get('cross-origin-resource-policy') === 'cross-origin';
    for (const path of ['/v1/stores/halden', '/media/halden/fjord-vase-ink.svg', '/assets/gone-abc123.js'])
      assert.equal(await isOpen(path), true, path);
    for (const path of ['/docs', '/healthz', '/v1/platform/keys', '/v1/admin/stores/halden/keys', '/'])
      assert.equal(await isOpen(path), false, path);
  });

  test('pages of the demo hold no script but files', async () => {
    for (const page of [
      '',
      'product.html',
      'plain.html',
      'checkout.html',
      'spa.html',
      'two-stores.html',
      'arabic.html',
    ]) {
      const html = await (await ask('GET', `/demo/${page}`)).text();
      for (const [tag] of html.matchAll(/<script\b[^>]*>/g)) assert.match(tag, /\ssrc=/, page);
      assert.doesNotMatch(html, /<[^>]+\son[a-z]+\s*=/i, page);
    }
  });
});

describe('addresses', () => {
  test('one that is too long is refused with its code, and one that just fits is not', async () => {
    const path = '/v1/stores/halden?';
    const long = await ask('GET', path.padEnd(8193, 'a'));
    assert.equal(long.status, 414);
    assert.equal(((await long.json()) as { error: { code: string } }).error.code, 'address_too_long');
    assert.equal((await ask('GET', path.padEnd(8192, 'a'))).status, 200);
  });
});
