import type { Plugin } from 'vite';

/** What is changed in Lit's server renderer, by file: the text there is, and what takes its place. */
const CHANGES: readonly (readonly [file: RegExp, text: string, instead: string])[] = [
  // A style that is set as a property: kept aside, for `elements/server/lifted-styles.ts` to make a rule of it.
  [/@lit-labs\/ssr\/lib\/reflected-attributes\.js$/, "['style', ['*']],", "[['data-vitrine-style', 'style'], ['*']],"],
  // `.checked=${false}` must not become `checked="false"`, which is checked.
  [
    /@lit-labs\/ssr\/lib\/render-value\.js$/,
    'return reflectedName !== undefined\n        ?',
    'if (typeof value === "boolean") return value ? reflectedName : undefined;\n    return reflectedName !== undefined && value !== undefined\n        ?',
  ],
  // The name that no browser of today reads.
  [
    /@lit-labs\/ssr\/lib\/render-value\.js$/,
    '<template shadowroot="${mode}" shadowrootmode',
    '<template shadowrootmode',
  ],
  // What a template is made of, for `elements/server/template-steps.ts`.
  [/@lit-labs\/ssr\/lib\/render-value\.js$/, 'const getTemplateOpcodes =', 'export const getTemplateOpcodes ='],
];

const BUFFER = '\0vitrine-buffer';

/** Lit's server renderer as our elements need it. */
export const litForServers: Plugin = {
  name: 'lit-for-servers',
  enforce: 'pre',
  // Of Node's buffers it uses the way to Base64 alone, which every runtime has.
  resolveId: { filter: { id: /^buffer$/ }, handler: () => BUFFER },
  load: {
    filter: { id: /vitrine-buffer/ },
    handler: () => 'export const Buffer = { from: (text) => ({ toString: () => btoa(text) }) };',
  },
  transform: {
    filter: { id: /node_modules\/@lit-labs\/ssr\/lib\// },
    handler(code, id) {
      let changed = code;
      for (const [file, text, instead] of CHANGES) {
        if (!file.test(id)) continue;
        if (!changed.includes(text)) this.error(`${id} has changed: look at tools/lit-for-servers.ts again.`);
        changed = changed.replace(text, () => instead);
      }
      return changed === code ? undefined : { code: changed, map: null };
    },
  },
};
