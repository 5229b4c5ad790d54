import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { buildAll } from '../../tools/build.ts';
import { snippets } from '../../tools/snippet.ts';
import { minifyTemplates } from '../../tools/minify-templates.ts';
import { answerGraphql, buyButtonScript, buyButtonSnippet, BY_HANDLE, BY_IDS } from './buy-button.ts';
import { picture, productList, products } from './catalogue.ts';
import { served, type BenchServer } from './server.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** One way to show the 24 products. */
export interface Contestant {
  readonly name: string;
  readonly title: string;
  /** What a merchant puts into the head and where the products go. */
  readonly head: string;
  readonly body: string;
  /** How many products it shows at first, when that is not all of them. */
  readonly shows?: number;
}

async function buildFloor(): Promise<string> {
  const result = await build({
    root,
    configFile: false,
    logLevel: 'warn',
    plugins: [minifyTemplates()],
    build: {
      write: false,
      target: 'es2022',
      lib: { entry: join(root, 'bench/embed/floor-grid.ts'), formats: ['es'] },
      rolldownOptions: {
        output: {
          minify: { compress: true, mangle: true, codegen: { removeWhitespace: true, legalComments: 'none' } },
        },
      },
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  if (!output || !('output' in output)) throw new Error('The floor could not be built.');
  return (output.output[0] as { code: string }).code;
}

/** Puts the products on the server that the contestants fetch: our API's answer, the Buy Button with its, the pictures. */
export async function serveFixtures(shop: BenchServer, origin: string): Promise<void> {
  const list = JSON.stringify(productList(origin));
  shop.files.set('/v1/stores/bench/products', served('application/json', list));
  products.forEach((_, index) => {
    const file = served('image/svg+xml', picture(index));
    shop.files.set(`/pictures/${index}.svg`, file);
    // The Buy Button asks Shopify's picture server for a size by this name.
    shop.files.set(`/pictures/${index}_550x825.svg`, file);
  });
  shop.files.set('/buybutton.min.js', await buyButtonScript());
  shop.answerPost = (path, body) => (path.endsWith('/graphql') ? answerGraphql(origin, body) : undefined);
}

/** Shopify's Buy Button, with a collection as ours shows one and with the products by their ids. */
export const buyButtons = (origin: string): Contestant[] => [
  {
    name: 'buy-button',
    title: 'Shopify Buy Button 3.0.6, a collection',
    head: buyButtonSnippet(origin, BY_HANDLE),
    body: '',
    shows: 20,
  },
  {
    name: 'buy-button-ids',
    title: 'Shopify Buy Button 3.0.6, ids',
    head: buyButtonSnippet(origin, BY_IDS),
    body: '',
  },
];

/** Puts everything on the server that the contestants fetch from the shop's origin, and answers the contestants. */
export async function prepare(shop: BenchServer, origin: string): Promise<Contestant[]> {
  // A build of its own, so that nobody changes it during the race.
  const dist = join(root, '.dist-bench');
  const manifest = await buildAll(dist);
  for (const folder of ['', 'assets/']) {
    for (const file of await readdir(join(dist, folder))) {
      if (!file.endsWith('.js')) continue;
      const [body, encoded] = await Promise.all([
        readFile(join(dist, folder, file)),
        readFile(join(dist, folder, `${file}.br`)),
      ]);
      shop.files.set(`/${folder}${file}`, { type: 'text/javascript', body, encoded, immutable: folder !== '' });
    }
  }
  shop.files.set('/floor.js', served('text/javascript', await buildFloor()));
  await serveFixtures(shop, origin);

  const { short, recommended } = snippets(manifest, { origin, store: 'bench', elements: ['product-grid'] });
  const grid = '<vitrine-product-grid></vitrine-product-grid>';
  return [
    {
      name: 'floor',
      title: 'bare Lit grid, preloaded',
      head: `<link rel="modulepreload" href="${origin}/floor.js"><link rel="preload" as="fetch" crossorigin href="${origin}/v1/stores/bench/products"><script type="module" src="${origin}/floor.js"></script>`,
      body: `<floor-grid src="${origin}/v1/stores/bench/products"></floor-grid>`,
    },
    { name: 'recommended', title: 'Vitrine, recommended snippet', head: recommended, body: grid },
    { name: 'one-line', title: 'Vitrine, one line', head: short, body: grid },
    ...buyButtons(origin),
  ];
}

/** The same host page for every contestant, its size declared so that what comes after the shop keeps its place. */
export const hostPage = ({ title, head, body }: Contestant): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>body { max-width: 1100px; margin: 0 auto; padding: 24px; font: 16px/1.5 system-ui } #shop { min-height: 2900px }</style>
${head}
</head>
<body>
<h1>A page that already exists</h1>
<p>It has a shop now.</p>
<div id="shop">${body}</div>
<p>And a footer.</p>
</body>
</html>`;
