import { declareNames, patternNames, Scope } from './scope.ts';
import { child, codeFields, isFunction, kids, nameOf, type Node } from './tree.ts';

/** What is known of a place in a program. */
export interface Place {
  readonly scope: Scope;
  /** Whether `this` is something here. */
  readonly hasThis: boolean;
  readonly hasArguments: boolean;
  /** Whether what goes wrong here is caught. */
  readonly isTried: boolean;
  readonly parent: Node | null;
}

/** A name that is read or written. */
export interface Reference {
  readonly node: Node;
  readonly place: Place;
}

const SCOPED = new Set([
  'BlockStatement',
  'ForStatement',
  'ForInStatement',
  'ForOfStatement',
  'CatchClause',
  'StaticBlock',
  'ClassDeclaration',
  'ClassExpression',
]);

/** Where a node's children stand. */
function inside(node: Node, place: Place): Place {
  if (isFunction(node)) return insideFunction(node, place);
  const below = { ...place, parent: node };
  if (!SCOPED.has(node.type)) return node.type === 'PropertyDefinition' ? { ...below, hasThis: true } : below;
  // `var` in a function's own block is not seen by its parameters.
  const scope = new Scope(place.scope, isFunction(place.parent) || node.type === 'StaticBlock');
  if (node.type === 'CatchClause') patternNames(child(node, 'param')).forEach((name) => scope.declare(name));
  if (node.type === 'ClassExpression' && child(node, 'id')) scope.declare(nameOf(child(node, 'id')));
  return { ...below, scope, hasThis: place.hasThis || node.type === 'StaticBlock' };
}

function insideFunction(node: Node, around: Place): Place {
  const below = { ...around, parent: node };
  const scope = new Scope(below.scope, true);
  if (node.type === 'FunctionExpression' && child(node, 'id')) scope.declare(nameOf(child(node, 'id')));
  for (const param of kids(node, 'params')) patternNames(param).forEach((name) => scope.declare(name));
  const isArrow = node.type === 'ArrowFunctionExpression';
  const isExported = around.parent?.type === 'ExportDefaultDeclaration';
  return {
    ...below,
    scope,
    // The function of a block is called without one.
    hasThis: isExported ? false : below.hasThis || !isArrow,
    hasArguments: below.hasArguments || !isArrow,
    isTried: false,
  };
}

function placeOf(field: string, node: Node, around: Place, inner: Place): Place {
  if (node.type === 'TryStatement') return { ...inner, isTried: field === 'block' && child(node, 'handler') !== null };
  // A key is read outside of what it names.
  if (field === 'key') return { ...around, parent: node };
  return inner;
}

/**
 * Reads a tree from top to bottom, without calling itself: sources decide how deep trees are. Tells each node with its place; the
 * scopes are whole only when it has ended.
 */
export function walk(tree: Node, visit: (node: Node, place: Place) => void): void {
  const top: Place = {
    scope: new Scope(null, true),
    hasThis: false,
    hasArguments: false,
    isTried: false,
    parent: null,
  };
  const open: [Node, Place][] = [[tree, top]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [node, place] = next;
    declareNames(node, place.scope);
    visit(node, place);
    const inner = inside(node, place);
    if (node.type === 'SwitchStatement') {
      openSwitch(node, inner, open);
      continue;
    }
    for (const field of codeFields(node))
      for (const kid of kids(node, field)) open.push([kid, placeOf(field, node, place, inner)]);
  }
}

/** What is switched on is read outside; all cases share one scope. */
function openSwitch(node: Node, inner: Place, open: [Node, Place][]): void {
  const cases = { ...inner, scope: new Scope(inner.scope) };
  for (const kid of kids(node, 'discriminant')) open.push([kid, inner]);
  for (const kid of kids(node, 'cases')) open.push([kid, cases]);
}
