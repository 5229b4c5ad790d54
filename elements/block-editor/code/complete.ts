import {
  type Completion,
  type CompletionContext,
  type CompletionResult,
  snippetCompletion,
} from '@codemirror/autocomplete';
import { syntaxTree } from '@codemirror/language';
import type { SyntaxNode } from '@lezer/common';
import { isHtmlTemplate } from './html-in-templates.ts';
import { API } from '../../../sandbox/api/reference.ts';
import type { ReferenceEntry } from '../../../sandbox/api/reference-entry.ts';
import { ACTIONS, TAGS } from '../../../sandbox/sanitize/allowed.ts';
import { isList, membersOfType, type TextOf, typeOf, typeOfEntry } from './types-of.ts';

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

const helpers: readonly Completion[] = API.map((entry) => ({
  label: entry.name,
  detail: shortType(entry),
  info: `${entry.signature}\n\n${entry.info}`.trim(),
  type: entry.kind === 'function' ? 'function' : 'variable',
  boost: 2,
}));

/** The type that something gives, as short as a list of completions has room for. */
function shortType(entry: ReferenceEntry): string {
  const type = typeOfEntry(entry).replaceAll('readonly ', '').replaceAll('Block', '');
  return type.length > 28 ? `${type.slice(0, 27)}…` : type;
}

const property = (entry: ReferenceEntry): Completion => ({
  label: entry.name,
  detail: shortType(entry),
  type: 'property',
  ...(entry.info ? { info: entry.info } : {}),
});

const LIST: readonly Completion[] = ['map', 'filter', 'find', 'slice', 'some', 'every', 'at', 'toSorted', 'length'].map(
  (label) => ({ label, type: label === 'length' ? 'property' : 'method' }),
);
const CONSOLE: readonly Completion[] = ['log', 'info', 'warn', 'error'].map((label) => ({ label, type: 'method' }));
const ANYTHING: readonly Completion[] = (['BlockProduct', 'BlockCollection'] as const)
  .flatMap((name) => membersOfType(name))
  .filter(({ name }, at, all) => all.findIndex((other) => other.name === name) === at)
  .map(property);

/** What may follow the dot after an expression; where nobody can tell what it is, the fields of products and collections. */
function members(object: SyntaxNode | null, textOf: TextOf, settingIds: readonly string[]): readonly Completion[] {
  if (!object) return [];
  if (textOf(object.from, object.to) === 'console') return CONSOLE;
  const type = typeOf(object, textOf);
  if (type === 'SettingValues') return settingIds.map((label) => ({ label, type: 'property' }));
  if (isList(type)) return LIST;
  const known = membersOfType(type).map(property);
  return known.length ? known : type === undefined ? ANYTHING : [];
}

function inTemplate(context: CompletionContext): CompletionResult | null {
  const action = context.matchBefore(/data-vitrine-action="[\w-]*/);
  if (action)
    return {
      from: action.from + action.text.indexOf('"') + 1,
      options: Object.entries(ACTIONS).map(([label, { does }]) => ({ label, info: `It ${does}.`, type: 'constant' })),
      validFor: /^[\w-]*$/,
    };
  const tag = context.matchBefore(/<\/?[a-z]*/);
  if (tag)
    return {
      from: tag.from + (tag.text[1] === '/' ? 2 : 1),
      options: [...TAGS, 'style', 'svg', 'path'].map((label) => ({ label, type: 'type' })),
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
    const dot = context.matchBefore(/\.\w*/);
    if (dot) {
      const member = node.name === 'MemberExpression' ? node : node.parent;
      const options = member?.name === 'MemberExpression' ? members(member.firstChild, textOf, settingIds()) : [];
      return { from: dot.from + 1, options: [...options], validFor: /^\w*$/ };
    }
    const word = context.matchBefore(/\w+/);
    if (!word && !context.explicit) return null;
    return { from: word?.from ?? context.pos, options: [...helpers, ...WORDS], validFor: /^\w*$/ };
  };
