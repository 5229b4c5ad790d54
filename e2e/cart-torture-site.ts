import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import type { Site } from './cart-torture-device.ts';

const ENTRY = fileURLToPath(new URL('cart-torture-page.ts', import.meta.url));

/** Builds the page of the torture as the shop's script is built, and keeps it in memory. */
export async function buildTortureSite(): Promise<Site> {
  const outDir = await mkdtemp(join(tmpdir(), 'vitrine-torture-site-'));
  await build({
    configFile: false,
    logLevel: 'error',
    root: fileURLToPath(new URL('..', import.meta.url)),
    publicDir: false,
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2022',
      modulePreload: false,
      rollupOptions: { input: ENTRY, output: { entryFileNames: 'page.js', chunkFileNames: 'chunks/[name]-[hash].js' } },
    },
  });
  const site = new Map<string, { type: string; body: string | Buffer }>();
  for (const file of await readdir(outDir, { recursive: true })) {
    if (file.endsWith('.js')) {
      const path = `/${file.replaceAll('\\', '/')}`;
      site.set(path, { type: 'text/javascript', body: await readFile(join(outDir, file)) });
    }
  }
  await rm(outDir, { recursive: true, force: true });
  const html =
    '<!doctype html><html lang="en"><title>Torture</title><script type="module" src="/page.js"></script></html>';
  site.set('/', { type: 'text/html', body: html });
  return site;
}
