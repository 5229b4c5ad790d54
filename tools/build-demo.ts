import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type InlineConfig } from 'vite';
import { root } from '../vite.config.ts';
import type { BuildManifest } from './build.ts';
import { galleryPage, gallerySpecimens } from './section-gallery.ts';
import { snippets } from './snippet.ts';

const source = join(root, 'demo');

/** The React page, as an app of its own would be built: nothing of ours is bundled into it. */
function reactConfig(target: string): InlineConfig {
  return {
    root: source,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      target: 'es2022',
      outDir: target,
      emptyOutDir: false,
      modulePreload: false,
      reportCompressedSize: false,
      rolldownOptions: {
        input: { react: join(source, 'react/main.tsx') },
        output: { format: 'es', entryFileNames: '[name].js' },
      },
    },
  };
}

/** Puts the snippet, as `vitrine snippet` prints it, where a page asks for it: `<!-- vitrine snippet <store> <elements…> -->`. */
function withSnippets(page: string, manifest: BuildManifest): string {
  return page.replace(/<!-- vitrine snippet (\S+) (.+?) -->/g, (_comment, store: string, elements: string) =>
    snippets(manifest, { origin: '', store, elements: elements.split(' ') }).recommended.replaceAll('\n', '\n    '),
  );
}

/** Builds what of the demo is not served as it stands into `demo/` below `dist`. */
export async function buildDemo(manifest: BuildManifest, dist: string): Promise<void> {
  const target = join(dist, 'demo');
  await mkdir(join(target, 'sections'), { recursive: true });
  const page = await readFile(join(source, 'preload.html'), 'utf8');
  await Promise.all([
    writeFile(join(target, 'preload.html'), withSnippets(page, manifest)),
    writeFile(join(target, 'sections/index.html'), galleryPage()),
    writeFile(join(target, 'sections/specimens.json'), gallerySpecimens()),
    build(reactConfig(target)),
  ]);
}
