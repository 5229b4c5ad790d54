import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startApi } from './api.test-support.ts';

const api = await startApi();

describe('the page where blocks are written', () => {
  it('runs no script but our own, is framed by nobody, and is kept nowhere', async () => {
    const response = await api.request('/console/blocks');
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('cache-control'), 'no-store');
    const policy = response.headers.get('content-security-policy')!.split('; ');
    for (const rule of [
      `default-src 'none'`,
      `script-src 'self'`,
      `style-src 'self'`,
      `frame-ancestors 'none'`,
      `require-trusted-types-for 'script'`,
    ])
      assert.ok(policy.includes(rule), rule);
    assert.doesNotMatch(policy.join('; '), /unsafe/);
    const page = await response.text();
    assert.doesNotMatch(page, /<style|style=|<script>/);
    assert.match(page, /<script type="module" src="\/console\/block-editor\.js">/);
  });

  it('speaks the language that is asked for, and English otherwise', async () => {
    const languageOf = async (path: string, accepted = '') =>
      /<html lang="(\w+)" dir="(\w+)">/
        .exec(await (await api.request(path, { headers: { 'accept-language': accepted } })).text())!
        .slice(1, 3);
    assert.deepEqual(await languageOf('/console/blocks', 'de-AT,en;q=0.5'), ['de', 'ltr']);
    assert.deepEqual(await languageOf('/console/blocks?lang=ar', 'de'), ['ar', 'rtl']);
    assert.deepEqual(await languageOf('/console/blocks', 'fr'), ['en', 'ltr']);
  });
});
