import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ServedFolder } from './static-files.node.ts';

/** What is served besides the API: the script, the demo, and the sample shops' pictures. */
export function servedFolders(root: string): ServedFolder[] {
  const below = (folder: string) => (file: string) => ({ folder: join(root, folder), file });
  return [
    {
      path: '/assets/',
      // `/assets/~1/x.js` is `/assets/x.js`: the loader's way to ask again for what a browser remembers as failed.
      folder: (file) => below('dist/assets')(file.replace(/^~\d+\//, '')),
      cacheControl: 'public, max-age=31536000, immutable',
      forgivesScripts: true,
    },
    ...[
      'vitrine.js',
      'custom-elements.json',
      'vitrine.d.ts',
      'vitrine-jsx.d.ts',
      'vscode.html-custom-data.json',
      'vscode.css-custom-data.json',
    ].map((file) => ({
      path: `/${file}`,
      folder: (rest: string) => (rest === '' ? { folder: join(root, 'dist'), file } : undefined),
      cacheControl: 'public, max-age=300, stale-while-revalidate=86400',
    })),
    // The engine of blocks and what their preview is made of; they belong together, so all are asked for again.
    { path: '/sandbox/', folder: below('dist/sandbox'), cacheControl: 'no-cache' },
    // What merchants write blocks with; its files name each other by their hashes.
    { path: '/console/', folder: below('dist/console'), cacheControl: 'no-cache' },
    {
      path: '/demo/',
      // Some pages are built; the others are served as they stand.
      folder: (rest) => below(existsSync(join(root, 'dist/demo', rest)) && rest !== '' ? 'dist/demo' : 'demo')(rest),
      cacheControl: 'no-cache',
    },
    {
      path: '/media/',
      folder(rest) {
        const [store = '', ...file] = rest.split('/');
        return file.length ? { folder: join(root, 'demo/shops', store, 'media'), file: file.join('/') } : undefined;
      },
      cacheControl: 'public, max-age=86400',
    },
  ];
}
