import {
  type Completion,
  type CompletionContext,
  type CompletionResult,
  snippetCompletion,
} from '@codemirror/autocomplete';
import { syntaxTree } from '@codemirror/language';
import type { SyntaxNode } from '@lezer/common';
import { isHtmlTemplate } from './html-in-templates.ts';
import { ACTIONS, HELPERS, MEMBERS, TAG_NAMES } from './reference.ts';

/** What a block may use that is not of the API: the words of the language that blocks are written with. */
const WORDS: readonly Completion[] = [
  snippetCompletion('export default function ({ html${api} }, settings) {\n  return html`${}`;\n}', {
    label: 'export default function',
    type: 'keyword',
    info: 'A block: one function that gives back HTML.',
  }),
  snippetCompletion('const ${name} = ${value};', { label: 'const', type: 'keyword' }),
  snippetCompletion('if (${condition}) {\n  ${}\n}', { label: 'if', type: 'keyword' }),
  snippetCompletion('return html`${}`;', { label: 'return html', type: 'keyword' }),
  ...[
    'let',
    'return',
    'function',
    'for',
    'of',
    'else',
    'true',
    'false',
    'null',
    'undefined',
    'Math',
    'JSON',
    'console',
  ].map((label) => ({ label, type: 'keyword' })),
];

const helpers: readonly Completion[] = HELPERS.map(({ name, signature, info }) => ({
  label: name,
  detail: signature.startsWith(name) ? signature.slice(name.length) : signature,
  info,
  type: signature.includes('(') ? 'function' : 'variable',
  boost: 2,
}));

/** What stands before the dot: the last name of `p`, `product.price` or `products()[0]`. */
const beforeDot = (node: SyntaxNode, context: CompletionContext): string => {
  const object = node.parent?.firstChild;
  return object ? context.state.sliceDoc(object.from, object.to) : '';
};

/** Guesses what a name holds from the way blocks are written: `settings`, `p.price`, `product.image`. */
export function membersOf(object: string, settingIds: readonly string[]): readonly Completion[] {
  const last = /([A-Za-z_$]\w*)(?:\(\))?$/.exec(object)?.[1] ?? '';
  if (last === 'settings')
    return settingIds.map((label) => ({ label, type: 'property', info: 'A setting of this block.' }));
  const shape = SHAPE_OF[last] ?? (MEMBERS[last] ? last : undefined);
  const shapes = shape ? [shape] : ['product', 'collection'];
  const seen = new Set<string>();
  return shapes.flatMap((name) =>
    (MEMBERS[name] ?? []).flatMap(({ name: label, signature, info }) => {
      if (seen.has(label)) return [];
      seen.add(label);
      return [{ label, detail: signature, info, type: 'property' }];
    }),
  );
}

const SHAPE_OF: Readonly<Record<string, string>> = {
  p: 'product',
  item: 'product',
  first: 'product',
  c: 'collection',
  price: 'money',
  priceMin: 'money',
  priceMax: 'money',
  compareAtPrice: 'money',
  total: 'money',
  products: 'list',
  collections: 'list',
  lines: 'list',
  images: 'list',
  variants: 'list',
};

function inTemplate(context: CompletionContext): CompletionResult | null {
  const action = context.matchBefore(/data-vitrine-action="[\w-]*/);
  if (action)
    return {
      from: action.from + action.text.indexOf('"') + 1,
      options: ACTIONS.map(({ name, info }) => ({ label: name, info, type: 'constant' })),
      validFor: /^[\w-]*$/,
    };
  const tag = context.matchBefore(/<\/?[a-z]*/);
  if (tag)
    return {
      from: tag.from + (tag.text[1] === '/' ? 2 : 1),
      options: TAG_NAMES.map((label) => ({ label, type: 'type' })),
      validFor: /^[a-z\d]*$/,
    };
  const attribute = context.matchBefore(/\s(?:data-v|data-|dat|da)[\w-]*/);
  if (attribute)
    return {
      from: attribute.from + 1,
      options: [
        snippetCompletion('data-vitrine-action="${add-to-cart}" data-vitrine-product="${handle}"', {
          label: 'data-vitrine-action',
          type: 'property',
          info: 'What a press on this button or link does.',
        }),
      ],
    };
  return null;
}

/** Completes the API of blocks, fields of what it answers, the block’s own settings, and tags in html`…`. */
export const completeBlock =
  (settingIds: () => readonly string[]) =>
  (context: CompletionContext): CompletionResult | null => {
    const node = syntaxTree(context.state).resolveInner(context.pos, -1);
    const textOf = (from: number, to: number) => context.state.sliceDoc(from, to);
    if (node.name === 'TemplateString') return isHtmlTemplate(node, textOf) ? inTemplate(context) : null;
    if (/Comment$|^String$/.test(node.name)) return null;
    const property = context.matchBefore(/\.\w*/);
    if (property) {
      const options = membersOf(beforeDot(node, context), settingIds());
      return { from: property.from + 1, options: [...options], validFor: /^\w*$/ };
    }
    const word = context.matchBefore(/\w+/);
    if (!word && !context.explicit) return null;
    return { from: word?.from ?? context.pos, options: [...helpers, ...WORDS], validFor: /^\w*$/ };
  };
