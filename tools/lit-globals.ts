import type { Plugin } from 'vite';

/** What Lit leaves in a page's global scope: lists of its versions, and a symbol and a map for standard decorators. */
const TRACES = /litHtmlVersions|litElementVersions|reactiveElementVersions|litPropertyMetadata|Symbol\.metadata/;

/**
 * Takes out of Lit what it writes into the page's globals. The lists only warn developers of two versions of Lit, which a
 * stranger's page may well have; the rest serves decorators that our compiler does not write.
 */
export const litWithoutGlobals: Plugin = {
  name: 'lit-without-globals',
  transform: {
    filter: { id: /node_modules\/(lit|lit-html|lit-element|@lit\/reactive-element)\// },
    handler(code) {
      if (!TRACES.test(code)) return undefined;
      const clean = code
        .replace(/\(\w+\.\w+Versions\s*\?\?=\s*\[\]\)\.push\("[^"]*"\)/, '0')
        .replace(
          /Symbol\.metadata\s*\?\?=\s*Symbol\("metadata"\),\s*\w+\.litPropertyMetadata\s*\?\?=\s*new WeakMap/,
          '0',
        )
        .replace(/this\[Symbol\.metadata\]/, 'null');
      return { code: clean, map: null };
    },
  },
  generateBundle(_options, bundle) {
    for (const file of Object.values(bundle)) {
      const trace = file.type === 'chunk' && TRACES.exec(file.code)?.[0];
      if (trace)
        this.error(
          `${file.fileName} would leave "${trace}" in the page: teach tools/lit-globals.ts this version of Lit.`,
        );
    }
  },
};
