import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig, type InlineConfig, type Plugin } from 'vite';
import { litWithoutGlobals } from './tools/lit-globals.ts';
import { litForServers } from './tools/lit-for-servers.ts';
import { minifyTemplates } from './tools/minify-templates.ts';

/** Root of the repository. */
export const root = fileURLToPath(new URL('.', import.meta.url));

/** Elements by convention: `elements/<name>/<name>.ts` registers `<vitrine-<name>>`. The store is part of `core`. */
export function elementEntries(): Record<string, string> {
  const names = readdirSync(join(root, 'elements'))
    .filter((name) => name !== 'store' && existsSync(join(root, 'elements', name, `${name}.ts`)))
    .sort();
  return Object.fromEntries(names.map((name) => [name, join(root, 'elements', name, `${name}.ts`)]));
}

/**
 * What every element needs before its first paint, in one file: lit, the context, the base element, the store with its
 * catalogue, the client, and the button that adds to the cart. What is only shared by some goes to `shared`, so that
 * nothing a grid does not use delays it. Add here only what the first paint of a product grid runs.
 */
const CORE = [
  /node_modules\/(lit|lit-html|lit-element|@lit\/reactive-element)\/(index|lit-html|html|is-server|lit-element|reactive-element|css-tag|decorators?)(\/(base|custom-element|property|state))?\.js$/,
  /node_modules\/@lit\/context\//,
  /\/tools\/lit-decorators\.ts$/,
  /\/elements\/core\.ts$/,
  /\/elements\/store\//,
  /\/elements\/client\/(api-client|product-list-path|to-json)\.ts$/,
  /\/elements\/stores\/(add-to-cart|cart-facade|cart\/(entry-id|local|retry-import)|catalog-store)\.ts$/,
  /\/elements\/internal\/(define|money|observable|picture|retry-import|strings|tokens\.styles|vitrine-element|watch)\.ts$/,
  /\/edge-api\/contract\/minor-digits\.ts$/,
  /\/elements\/events\/(cart-add|cart-change|cart-open|error|product-select|ready)\.ts$/,
];

const isCore = (id: string): boolean => CORE.some((pattern) => pattern.test(id.replaceAll('\\', '/')));

/** Compiles Lit's decorators and class fields as TypeScript does, whatever tsconfig an editor prefers. */
const oxc = {
  decorator: { legacy: true, emitDecoratorMetadata: false },
  assumptions: { setPublicClassFields: true },
  typescript: { removeClassFieldsWithoutInitializer: true },
};

/** Lit's decorators and the compiler's helper, without what our code never uses of them. */
const smallDecorators: Plugin = {
  name: 'small-decorators',
  enforce: 'pre',
  resolveId: {
    filter: { id: /^lit\/decorators\.js$/ },
    handler: () => join(root, 'tools/lit-decorators.ts'),
  },
  transform: {
    filter: { id: /@oxc-project.runtime.*\/decorate\.js$/ },
    handler: () => ({
      code: `export { default } from ${JSON.stringify(join(root, 'tools/lit-decorators.ts'))};`,
      map: null,
    }),
  },
};

/** Hints for bundlers that come after, which nobody is. */
const dropHints: Plugin = {
  name: 'drop-hints',
  generateBundle(_options, bundle) {
    for (const file of Object.values(bundle)) {
      // A word before a hint, as in `return/* … */new Date`, still needs its space.
      if (file.type === 'chunk')
        file.code = file.code.replace(/(\w?)\/\* @__PURE__ \*\/ ?/g, (_, word) => word && `${word} `);
    }
  },
};

const minify = {
  compress: { target: 'es2022' as const, dropDebugger: true, unused: true as const },
  mangle: { toplevel: true, keepNames: false },
  codegen: { removeWhitespace: true, legalComments: 'none' as const },
};

const shared = (plugins: Plugin[]): InlineConfig => ({
  root,
  configFile: false,
  publicDir: false,
  logLevel: 'warn',
  plugins,
  oxc,
});

/** Entry that takes over what a server has drawn: no element, and nothing the loader knows of. */
export const SERVED = 'served';

/** The elements: one file an element, `core`, and what several of them share. */
export function elementsConfig(outDir: string): InlineConfig {
  return {
    ...shared([smallDecorators, litWithoutGlobals, minifyTemplates(), dropHints]),
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      target: 'es2022',
      outDir,
      emptyOutDir: true,
      // As a library: its files keep their exports, and imports stay plain, without a helper that preloads by link elements.
      lib: {
        entry: {
          core: join(root, 'elements/core.ts'),
          [SERVED]: join(root, 'elements/served/start.ts'),
          ...elementEntries(),
        },
        formats: ['es'],
      },
      sourcemap: 'hidden',
      reportCompressedSize: false,
      rolldownOptions: {
        preserveEntrySignatures: 'allow-extension',
        output: {
          format: 'es',
          entryFileNames: 'assets/[name]-[hash:8].js',
          chunkFileNames: 'assets/[name]-[hash:8].js',
          hashCharacters: 'base64',
          minify,
          codeSplitting: {
            groups: [
              // With all that these import, so that the first file never waits for a second.
              { name: 'core', test: isCore, priority: 2 },
              {
                name: 'shared',
                minShareCount: 3,
                priority: 1,
                // A grid's own code stays in its own file, whoever else shows cards, and what pages of sections alone need is theirs.
                test: /\/(elements\/(?!product-grid\/|stores\/page-sections)|node_modules\/)/,
                tags: ['$initial'],
                includeDependenciesRecursively: false,
              },
            ],
          },
        },
      },
    },
  };
}

/** What merchants write blocks with: a script of its own for a page of its own. The loader knows nothing of it. */
export function consoleConfig(outDir: string): InlineConfig {
  return {
    ...shared([smallDecorators, litWithoutGlobals, minifyTemplates(), dropHints]),
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      target: 'es2022',
      outDir,
      emptyOutDir: true,
      lib: { entry: { 'block-editor': join(root, 'elements/block-editor/console.ts') }, formats: ['es'] },
      sourcemap: 'hidden',
      reportCompressedSize: false,
      rolldownOptions: {
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash:8].js', minify },
      },
    },
  };
}

/** The elements for servers: one module that draws them, for Node and for workerd. */
export function serverConfig(outDir: string, served: string): InlineConfig {
  return {
    ...shared([smallDecorators, litForServers, minifyTemplates(), dropHints]),
    define: { 'process.env.NODE_ENV': '"production"', SERVED: JSON.stringify(served) },
    resolve: { conditions: ['node'] },
    ssr: { noExternal: true, target: 'webworker', resolve: { conditions: ['node'] } },
    build: {
      target: 'es2022',
      outDir,
      emptyOutDir: true,
      ssr: join(root, 'elements/server/render-elements.ts'),
      minify: false,
      reportCompressedSize: false,
      rolldownOptions: {
        output: { format: 'es', entryFileNames: 'elements.js', codeSplitting: false },
      },
    },
  };
}

/** File names for the loader, without folder and ending. */
export interface LoaderTable {
  readonly core: string;
  readonly files: Readonly<Record<string, string>>;
}

/** The loader: one classic script that knows which files each element is made of. */
export function loaderConfig({ core, files }: LoaderTable, version: string, outDir: string): InlineConfig {
  return {
    ...shared([]),
    define: { CORE: JSON.stringify(core), FILES: JSON.stringify(files), VERSION: JSON.stringify(version) },
    build: {
      target: 'es2022',
      outDir,
      emptyOutDir: false,
      modulePreload: false,
      sourcemap: 'hidden',
      reportCompressedSize: false,
      rolldownOptions: {
        input: { vitrine: join(root, 'loader/loader.ts') },
        output: { format: 'iife', entryFileNames: '[name].js', minify },
      },
    },
  };
}

export default defineConfig(elementsConfig('dist'));
