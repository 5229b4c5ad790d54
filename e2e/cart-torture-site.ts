import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { elementsConfig } from '../vite.config.ts';
import type { Site } from './cart-torture-device.ts';

const ENTRY = fileURLToPath(new URL('cart-torture-page.ts', import.meta.url));

/** Builds the page of the torture as the shop's script is built, and keeps it in memory. */
export async function buildTortureSite(): Promise<Site> {
  const outDir = await mkdtemp(join(tmpdir(), 'vitrine-torture-site-'));
  const { build: settings, ...config } = elementsConfig(outDir);
  await build({
    ...config,
    build: { ...settings, lib: { entry: { page: ENTRY }, formats: ['es'] }, sourcemap: false },
  });
  const site = new Map<string, { type: string; body: string | Buffer }>();
  for (const file of await readdir(outDir, { recursive: true })) {
    if (file.endsWith('.js')) {
      const path = `/${file.replaceAll('\\', '/')}`;
      site.set(path, { type: 'text/javascript', body: await readFile(join(outDir, file)) });
    }
  }
  await rm(outDir, { recursive: true, force: true });
  const page = [...site.keys()].find((path) => path.startsWith('/assets/page-'));
  if (!page) throw new Error('The build made no page.');
  const html = `<!doctype html><html lang="en"><title>Torture</title><script type="module" src="${page}"></script></html>`;
  site.set('/', { type: 'text/html', body: html });
  return site;
}
