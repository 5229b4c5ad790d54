import { engineGaps } from './engine.ts';
import { refusedKey, refusedSum } from './keys.ts';
import { GLOBALS, PLAIN_WORDS, REFUSED_GLOBALS, REFUSED_MEMBERS, SYMBOLS } from './names.ts';
import { NODES, REFUSED_NODES } from './nodes.ts';
import type { Finding, ProblemCode } from './problem.ts';
import { child, isFunction, kids, nameOf, type Node } from './tree.ts';
import { walk, type Place, type Reference } from './walk.ts';

type Told = (node: Node, code: ProblemCode, message: string, why: string) => void;

/** More are not looked for: the first fifty are told. */
const ENOUGH = 2000;

/** All that is wrong with a program, in no order. */
export function findProblems(tree: Node, source: string): Finding[] {
  const findings: Finding[] = [];
  const tell: Told = ({ start, end }, code, message, why) => {
    if (findings.length < ENOUGH) findings.push({ code, from: start, to: end, message, why });
  };
  const references: Reference[] = [];
  const targets: Reference[] = [];
  const keyed: Reference[] = [];
  checkExport(tree, tell);
  walk(tree, (node, place) => {
    if (Object.hasOwn(REFUSED_NODES, node.type) || !Object.hasOwn(NODES, node.type)) return checkUnknown(node, tell);
    checkNode(node, place, source, tell);
    for (const { from, to, code, message, why } of engineGaps(node, source))
      tell({ ...node, start: from, end: to }, code, message, why);
    if (node.type === 'Identifier') references.push({ node, place });
    targets.push(...targetsOf(node).map((target) => ({ node: target, place })));
    if (isKeyed(node)) keyed.push({ node, place });
  });
  for (const { node, place } of keyed) checkText(node, place, source, tell);
  for (const reference of references) checkReference(reference, tell);
  for (const target of targets) checkTarget(target, tell);
  return findings;
}

function checkUnknown(node: Node, tell: Told): void {
  const { code, what, why } = REFUSED_NODES[node.type] ?? {
    code: 'forbidden_syntax',
    what: 'This syntax is not for blocks.',
    why: 'Nobody has looked yet at what it could do here.',
  };
  tell(node, code, what, why);
}

const FUNCTION_WANTED =
  'It is called to draw the block: `export default function ({ products, html }, settings) { … }`.';

/** A block is a module with one default function, which answers at once. */
function checkExport(tree: Node, tell: Told): void {
  const exported = kids(tree, 'body').filter(({ type }) => type === 'ExportDefaultDeclaration');
  const only = exported.length === 1 ? child(exported[0]!, 'declaration') : null;
  if (!isFunction(only) || only?.['generator'] === true)
    tell(
      only ?? { ...tree, end: tree.start },
      'no_default_function',
      'A block exports one function as its default.',
      FUNCTION_WANTED,
    );
}

function checkNode(node: Node, place: Place, source: string, tell: Told): void {
  if (node['async'] === true || node['await'] === true) checkWaiting(node, source, tell);
  if (node.type === 'ThisExpression' && !place.hasThis)
    tell(node, 'top_level_this', '`this` is nothing here.', 'It has a meaning only in methods of objects and classes.');
  if (node.type === 'LabeledStatement') checkLabel(node, place, tell);
  if (node['kind'] === 'get' || node['kind'] === 'set') checkAccessor(node, tell);
  checkWritten(node, source, tell);
}

/** Of a function or a loop that waits, the head alone is marked: nothing is wrong with what is in it. */
function checkWaiting(node: Node, source: string, tell: Told): void {
  const { code, what, why } = REFUSED_NODES['AwaitExpression']!;
  const isWord = source.startsWith('async', node.start);
  const end = isWord ? node.start + 'async'.length : (child(node, 'body')?.start ?? node.end);
  tell({ ...node, end }, code, what, node['async'] === true ? why.replace('`await`', '`async`') : why);
}

/** Names are written as they are read. */
function checkWritten(node: Node, source: string, tell: Told): void {
  const named = [node, child(node, 'key'), child(node, 'property'), child(node, 'label')];
  for (const name of named)
    if (
      (name?.type === 'Identifier' || name?.type === 'PrivateIdentifier') &&
      /[\\\u200c\u200d]/.test(source.slice(name.start, name.end)) &&
      (name === node || node['computed'] !== true)
    )
      tell(
        name,
        'hidden_characters',
        'This name is written with an escape or with characters nobody sees.',
        'Write it as it is read, so that everybody sees which name it is.',
      );
}

const LABELLED = /^(?:For|ForIn|ForOf|While|DoWhile|Block|If|Switch|Try)Statement$/;

function checkLabel(node: Node, place: Place, tell: Told): void {
  if (LABELLED.test(child(node, 'body')?.type ?? '') && place.parent?.type !== 'LabeledStatement') return;
  tell(
    node,
    'label',
    `\`${nameOf(child(node, 'label')).slice(0, 40)}:\` names nothing that could be left or gone on with.`,
    'A label stands before a loop or a block. For an object, write `({ … })` or `return { … }`.',
  );
}

/** Methods the language calls by itself. As getters they would run code where nobody sees a call. */
const CALLED = new Set(['toString', 'valueOf', 'toJSON', 'then', 'next', 'done', 'value', 'raw']);

function checkAccessor(node: Node, tell: Told): void {
  const key = child(node, 'key');
  const name = nameOf(key) || (typeof key?.['value'] === 'string' ? key['value'] : '');
  if (node['computed'] !== true && !CALLED.has(name)) return;
  tell(
    node,
    'accessor',
    'A getter or setter cannot stand here.',
    'Its name is found out while the program runs, or the language asks for it by itself. Write a method or a property.',
  );
}

const isKeyed = (node: Node): boolean =>
  /^(?:MemberExpression|Property|MethodDefinition|PropertyDefinition|Literal|TemplateLiteral)$/.test(node.type) ||
  (node.type === 'BinaryExpression' && (node['operator'] === '+' || node['operator'] === 'in'));

function tellMember(node: Node, name: string, tell: Told): void {
  const rule = REFUSED_MEMBERS.get(name);
  if (rule) tell(node, rule.code, `\`${name}\` is not for blocks.`, rule.why);
}

const tellPieces = (node: Node, tell: Told): void =>
  tell(
    node,
    'name_in_pieces',
    'The name of this property is put together from pieces.',
    'It could be one that blocks must not use. Write the name out, or keep the values in a `Map`.',
  );

/** Looks at the names of properties, and at texts that could become them. */
function checkText(node: Node, place: Place, source: string, tell: Told): void {
  if (node.type === 'Literal' || node.type === 'TemplateLiteral' || node['operator'] === '+') {
    const isText = node.type !== 'Literal' || typeof node['value'] === 'string';
    // A key says so itself.
    const isKey =
      place.parent?.['computed'] === true &&
      (node === child(place.parent, 'property') || node === child(place.parent, 'key'));
    const name = isText && !isKey ? refusedSum(node, place.scope) : null;
    if (name) tellMember(node, name, tell);
    return;
  }
  const key = keyOf(node);
  if (!key) return;
  if (node['computed'] !== true && node['operator'] !== 'in') return checkPlainKey(node, key, tell);
  const refused = refusedKey(key, place.scope);
  if (refused?.kind === 'name') tellMember(key, refused.name, tell);
  if (refused?.kind === 'pieces') tellPieces(key, tell);
}

/** What names the property that a node is about. */
function keyOf(node: Node): Node | null {
  if (node.type === 'MemberExpression') return child(node, 'property');
  return child(node, node['operator'] === 'in' ? 'left' : 'key');
}

function checkPlainKey(node: Node, key: Node, tell: Told): void {
  const name = key.type === 'Identifier' ? nameOf(key) : String(key['value'] ?? '');
  // A class has one of this name, which makes nothing of texts.
  if (node.type === 'MethodDefinition' && node['kind'] === 'constructor') return;
  // To own such a property is honest: `{ caller: 'Anna' }`.
  if (node.type === 'Property' && PLAIN_WORDS.has(name)) return;
  tellMember(key, name, tell);
}

/** `Symbol.iterator` and `Symbol('of its own')`. */
function checkSymbol(node: Node, parent: Node | null, tell: Told): void {
  if (parent?.type === 'CallExpression' && child(parent, 'callee') === node) return;
  if (parent?.['computed'] === false && SYMBOLS.has(nameOf(child(parent, 'property')))) return;
  tell(
    node,
    'reflection',
    'Only `Symbol.iterator` is for blocks.',
    'The others change what the language itself does with values.',
  );
}

function checkReference({ node, place }: Reference, tell: Told): void {
  const name = nameOf(node);
  if (name === 'arguments' && place.hasArguments) return;
  if (place.scope.find(name)) return;
  if (place.parent?.type === 'UnaryExpression' && place.parent['operator'] === 'typeof') return;
  if (name === 'Symbol') return checkSymbol(node, place.parent, tell);
  if (Object.hasOwn(GLOBALS, name)) return;
  const refused = REFUSED_GLOBALS.get(name);
  if (refused) return tell(node, refused.code, `\`${name}\` is not for blocks.`, refused.why);
  if (place.isTried) return;
  tell(
    node,
    'unknown_name',
    `Nothing is called \`${name.slice(0, 60)}\` here.`,
    'A block knows what it declares, what comes with its arguments, and the usual names of JavaScript. Look for a typing error.',
  );
}

/** What a node sets or deletes. */
function targetsOf(node: Node): Node[] {
  if (node.type === 'AssignmentExpression') return leaves(child(node, 'left'));
  if (node.type === 'ForInStatement' || node.type === 'ForOfStatement') return leaves(child(node, 'left'));
  const isChange =
    node.type === 'UpdateExpression' || (node.type === 'UnaryExpression' && node['operator'] === 'delete');
  return isChange ? leaves(child(node, 'argument')) : [];
}

/** Names and members in a pattern. */
function leaves(pattern: Node | null): Node[] {
  const found: Node[] = [];
  const open = pattern ? [pattern] : [];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.type === 'Identifier' || node.type === 'MemberExpression') found.push(node);
    else if (node.type === 'ChainExpression') open.push(...kids(node, 'expression'));
    else if (node.type === 'ObjectPattern') open.push(...kids(node, 'properties'));
    else if (node.type === 'ArrayPattern') open.push(...kids(node, 'elements'));
    else if (node.type === 'Property') open.push(...kids(node, 'value'));
    else if (node.type === 'AssignmentPattern') open.push(...kids(node, 'left'));
    else if (node.type === 'RestElement') open.push(...kids(node, 'argument'));
  }
  return found;
}

function checkTarget({ node, place }: Reference, tell: Told): void {
  let root: Node | null = node;
  while (root?.type === 'MemberExpression') root = child(root, 'object');
  const name = root?.type === 'Identifier' ? nameOf(root) : '';
  if (!Object.hasOwn(GLOBALS, name) || place.scope.find(name)) return;
  tell(
    node,
    'changes_builtin',
    `\`${name}\` belongs to everybody.`,
    'What comes with the language stays as it is: other code relies on it. Declare a name of your own.',
  );
}
