import assert from 'node:assert/strict';
import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { testFolder } from '../edge-api/db/folder.test-support.ts';
import type { ElementDrawing } from '../edge-api/pages/ssr/port.ts';
import { buildServer, SERVER_MODULE } from './build-server.ts';

test('a process that has built what draws elements draws them from where the build was put', async () => {
  const [built, put] = [join(testFolder(), 'built'), join(testFolder(), 'put')];
  await buildServer(built, 'assets/served.js');
  assert.ok(readdirSync(join(built, 'assets')).some((file) => file.startsWith('product-grid-')));
  cpSync(built, put, { recursive: true });
  const module = (await import(pathToFileURL(join(put, SERVER_MODULE)).href)) as ElementDrawing & {
    ready: Promise<void>;
  };
  await module.ready;
  const branding = { accent: null, logo: null, font: null, radiusPx: null };
  const store = { handle: 'ada', name: 'Ada', currency: 'EUR', locale: 'en', branding };
  const { html } = module.renderElements({
    wanted: [{ tag: 'vitrine-product-grid', attributes: { limit: '3' } }],
    answers: {
      store,
      lists: [{ query: { limit: 3 }, page: { store, products: [], next: null } }],
      products: [],
      searches: [],
    },
    locale: 'en',
    assets: '/assets/',
    whole: true,
  });
  assert.doesNotMatch(html, /aria-busy="true"|Loading/);
});
