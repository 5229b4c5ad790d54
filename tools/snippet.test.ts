import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { BuildManifest } from './build.ts';
import { snippets } from './snippet.ts';

const manifest: BuildManifest = {
  version: '1.0.0',
  loader: 'vitrine.js',
  elements: {
    'product-grid': ['assets/product-grid-a.js', 'assets/core-b.js'],
    search: ['assets/search-c.js', 'assets/core-b.js', 'assets/shared-d.js'],
  },
  locales: { de: 'assets/de-e.js' },
  served: 'assets/served-abcd.js',
};
const request = { origin: 'https://shop.example', store: 'acme', elements: ['product-grid'] };

describe('the snippet', () => {
  test('is one line that no version changes', () => {
    assert.equal(
      snippets(manifest, request).short,
      '<script async src="https://shop.example/vitrine.js" data-store="acme" data-cfasync="false"></script>',
    );
  });

  test('asks for code and data together with the script', () => {
    const lines = snippets(manifest, { ...request, locale: 'de-AT' }).recommended.split('\n');
    assert.deepEqual(lines, [
      '<link rel="modulepreload" href="https://shop.example/assets/product-grid-a.js">',
      '<link rel="modulepreload" href="https://shop.example/assets/core-b.js">',
      '<link rel="modulepreload" href="https://shop.example/assets/de-e.js">',
      '<link rel="preload" as="fetch" crossorigin href="https://shop.example/v1/stores/acme/products">',
      '<script async src="https://shop.example/vitrine.js" data-store="acme" data-locale="de-AT" data-cfasync="false"></script>',
    ]);
  });

  test('names each file once, and a list in the form the grid asks for it', () => {
    const { recommended } = snippets(manifest, {
      ...request,
      elements: ['product-grid', 'search'],
      lists: [{ collection: 'Tee & Kaffee', limit: 12 }],
    });
    assert.equal(recommended.match(/core-b/g)?.length, 1);
    assert.match(recommended, /\/products\?collection=Tee%20%26%20Kaffee&amp;limit=12"/);
  });

  test('cannot be broken out of', () => {
    const { recommended } = snippets(manifest, { ...request, store: '"><script>alert(1)</script>' });
    assert.doesNotMatch(recommended, /"><script>alert/);
  });
});
