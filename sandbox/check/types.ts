import { Parser, type Comment } from 'acorn';
import { tsPlugin } from '@sveltejs/acorn-typescript';
import { LIMITS } from './limits.ts';
import { bounded, readable, TYPED_OPTIONS } from './parse.ts';
import { Unreadable } from './problem.ts';

/**
 * Takes the types out of a block written in TypeScript. Each becomes spaces, so everything else stays on its line and column. What this
 * writes is parsed and checked as JavaScript afterwards: a mistake here can make a block wrong, never let one past the check.
 */

/** A node of the typed tree, by the names of ESTree and of https://typescript-eslint.io/packages/typescript-estree/ast-spec */
interface TypedNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
}

const isNode = (value: unknown): value is TypedNode =>
  typeof value === 'object' && value !== null && typeof (value as TypedNode).type === 'string';
const nodeIn = (node: TypedNode, field: string): TypedNode | null => {
  const found = node[field];
  return isNode(found) ? found : null;
};
const listIn = (node: TypedNode, field: string): TypedNode[] => {
  const found = node[field];
  return Array.isArray(found) ? found.filter(isNode) : [];
};

/** TypeScript that is code: it cannot be taken out. */
const CODE: Readonly<Record<string, string>> = {
  TSEnumDeclaration: 'Write an object: `const Size = { small: 1, large: 2 }`.',
  TSModuleDeclaration: 'A block is one module; write functions.',
  TSParameterProperty: 'Set the property in the constructor: `this.name = name`.',
  TSImportEqualsDeclaration: 'A block imports nothing.',
  TSExportAssignment: 'Write `export default function`.',
  TSNamespaceExportDeclaration: 'Write `export default function`.',
  TSTypeAssertion: 'Write `value as Type`.',
  Decorator: 'Decorators are not JavaScript yet.',
};

/** Whole statements and members without anything at run time. */
const STATEMENTS = new Set([
  'TSTypeAliasDeclaration',
  'TSInterfaceDeclaration',
  'TSDeclareFunction',
  'TSDeclareMethod',
  'TSIndexSignature',
  'TSAbstractMethodDefinition',
  'TSAbstractPropertyDefinition',
]);

const isStatement = (node: TypedNode): boolean => {
  if (node['declare'] === true || (STATEMENTS.has(node.type) && !nodeIn(node, 'body')?.type.startsWith('Block')))
    return true;
  if (node['abstract'] === true && !node.type.startsWith('Class')) return true;
  if (node.type === 'ImportDeclaration') return node['importKind'] === 'type';
  if (node.type !== 'ExportNamedDeclaration' && node.type !== 'ExportDefaultDeclaration') return false;
  const declared = nodeIn(node, 'declaration');
  return node['exportKind'] === 'type' || (declared !== null && isStatement(declared));
};

const TYPES = new Set(['TSTypeAnnotation', 'TSTypeParameterDeclaration', 'TSTypeParameterInstantiation']);
const MODIFIERS = /\b(?:public|private|protected|readonly|override|abstract)\b/g;
/** What carries a statement on, when a type that ended it is gone. */
const CARRIES_ON = /^\s*[([`+\-*/.,<>=&|^%?]/;

class Blanks {
  readonly source: string;
  /** The source with spaces for comments, to find words in. */
  readonly bare: string;
  readonly characters: string[];

  constructor(source: string, comments: readonly Comment[]) {
    this.source = source;
    this.characters = source.split('');
    const bare = source.split('');
    for (const { start, end } of comments) bare.fill(' ', start, end);
    this.bare = bare.join('');
  }

  blank(from: number, to: number): void {
    for (let at = from; at < to; at++) if (!/[\n\r\u2028\u2029]/.test(this.characters[at]!)) this.characters[at] = ' ';
  }

  /** Blanks the first sign or word found by a pattern from a place on. */
  blankNext(pattern: RegExp, from: number): void {
    const found = pattern.exec(this.bare.slice(from));
    if (found) this.blank(from + found.index, from + found.index + found[0].length);
  }

  /** Where a word stands that comes right before a place. */
  before(word: string, at: number): number {
    return this.bare.slice(0, at).lastIndexOf(word);
  }
}

function takeOut(node: TypedNode, blanks: Blanks): 'all' | 'within' {
  const why = CODE[node.type];
  if (isStatement(node)) {
    blanks.blank(node.start, node.end);
    // Keeps the statements around it apart.
    blanks.characters[node.start] = ';';
    return 'all';
  }
  if (why)
    throw new Unreadable({
      code: 'types_with_code',
      from: node.start,
      to: node.end,
      message: 'This part of TypeScript is more than a type.',
      why: `Types are taken out of a block, and this would change what it does. ${why}`,
    });
  if (TYPES.has(node.type)) {
    blanks.blank(node.start, node.end);
    return 'all';
  }
  if (node.type === 'TSAsExpression' || node.type === 'TSSatisfiesExpression') takeCast(node, blanks);
  if (node.type === 'TSNonNullExpression') blanks.blank(node.end - 1, node.end);
  if (node.type.startsWith('Class')) takeClassHead(node, blanks);
  if (node.type === 'PropertyDefinition' || node.type === 'MethodDefinition') takeMember(node, blanks);
  if (node['optional'] === true && /^(?:Identifier|ObjectPattern|ArrayPattern)$/.test(node.type))
    takeMark(node, blanks);
  if (node.type === 'VariableDeclarator' && node['definite'] === true)
    blanks.blankNext(/!/, nodeIn(node, 'id')?.start ?? node.start);
  takeThis(node, blanks);
  return 'within';
}

/** `value as Type`. */
function takeCast(node: TypedNode, blanks: Blanks): void {
  const type = nodeIn(node, 'typeAnnotation');
  if (!type) return;
  const from = blanks.before(node.type === 'TSAsExpression' ? 'as' : 'satisfies', type.start);
  blanks.blank(from, type.end);
  const after = blanks.bare.slice(type.end);
  // The line ended with the type; without it, what follows would belong to it.
  if (/^[^\S\n\r]*[\n\r]/.test(after) && CARRIES_ON.test(after) && /^\s*[([`]/.test(after))
    blanks.characters[from] = ';';
}

function takeClassHead(node: TypedNode, blanks: Blanks): void {
  if (node['abstract'] === true) blanks.blankNext(/abstract/, node.start);
  const list = listIn(node, 'implements');
  const last = list.at(-1);
  if (list[0] && last) blanks.blank(blanks.before('implements', list[0].start), last.end);
}

function takeMember(node: TypedNode, blanks: Blanks): void {
  const key = nodeIn(node, 'key');
  if (!key) return;
  for (const { 0: word, index } of blanks.bare.slice(node.start, key.start).matchAll(MODIFIERS))
    blanks.blank(node.start + index, node.start + index + word.length);
  if (node['optional'] === true) blanks.blankNext(/\?/, key.end);
  if (node['definite'] === true) blanks.blankNext(/!/, key.end);
}

/** The `?` of a parameter that may be missing. */
function takeMark(node: TypedNode, blanks: Blanks): void {
  const type = nodeIn(node, 'typeAnnotation');
  const name = node['name'];
  if (typeof name === 'string') blanks.blankNext(/\?/, node.start + name.length);
  else if (type) blanks.blank(blanks.before('?', type.start), type.start);
}

/** A first parameter `this: Type`. */
function takeThis(node: TypedNode, blanks: Blanks): void {
  const [first, second] = listIn(node, 'params');
  if (first?.type !== 'Identifier' || first['name'] !== 'this') return;
  blanks.blank(first.start, second?.start ?? first.end);
}

function stripped(source: string, tree: TypedNode, comments: readonly Comment[]): string {
  const blanks = new Blanks(source, comments);
  const open: TypedNode[] = [tree];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (takeOut(node, blanks) === 'all') continue;
    const isCast = node.type === 'TSAsExpression' || node.type === 'TSSatisfiesExpression';
    for (const [field, value] of Object.entries(node)) {
      if (isCast && field === 'typeAnnotation') continue;
      if (isNode(value)) open.push(value);
      else if (Array.isArray(value)) open.push(...(value as unknown[]).filter(isNode));
    }
  }
  return blanks.characters.join('');
}

const TypeScriptParser = bounded(Parser.extend(tsPlugin()), LIMITS.typedCalls);

/** JavaScript of the same length, line by line and column by column. Throws `Unreadable` where there is none. */
export function stripTypes(source: string): string {
  const comments: Comment[] = [];
  const tree = readable(source, () => TypeScriptParser.parse(source, { ...TYPED_OPTIONS, onComment: comments }));
  return stripped(source, tree as unknown as TypedNode, comments);
}
