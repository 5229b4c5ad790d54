import type { SyntaxNode } from '@lezer/common';
import { API, SHAPES } from '../../../sandbox/api/reference.ts';
import type { ReferenceEntry } from '../../../sandbox/api/reference-entry.ts';

/** Reads a part of the source. */
export type TextOf = (from: number, to: number) => string;

/** Names in names that a guess goes through; a source may name itself in a circle. */
const DEEPEST = 12;
/** What of a list answers one of it, or a list again. */
const ONE = /^(?:find|findLast|at|pop|shift)$/;
const SAME = /^(?:filter|slice|toSorted|toReversed|concat|reverse|sort)$/;
const EACH = /^(?:map|flatMap|filter|find|findLast|forEach|some|every|findIndex|toSorted|sort)$/;

/** `readonly BlockProduct[]` of `products(…): readonly BlockProduct[]`, and `Money | null` of `total: Money | null`. */
const typeIn = ({ name, kind, signature }: ReferenceEntry): string =>
  kind === 'function'
    ? signature.slice(signature.lastIndexOf('): ') + 3)
    : signature.replace(new RegExp(`^${name}\\??: `), '');

const bare = (type: string): string => type.replace(/^readonly /, '').replace(/ \| (?:null|undefined)$/, '');
const elementOf = (type: string | undefined): string | undefined => {
  const list = type === undefined ? undefined : /^(.*)\[\]$/.exec(bare(type));
  return list?.[1];
};

const children = (node: SyntaxNode): SyntaxNode[] => {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) found.push(child);
  return found;
};

function memberType(type: string | undefined, name: string): string | undefined {
  const shape = type === undefined ? undefined : SHAPES[bare(type)];
  const entry = shape?.find((each) => each.name === name);
  return entry && typeIn(entry);
}

/** The list that a callback goes through, for `list.map((each) => …)`: what its parameter is one of. */
function listAround(arrow: SyntaxNode, textOf: TextOf, depth: number): string | undefined {
  const call = arrow.parent?.name === 'ArgList' ? arrow.parent.parent : null;
  const callee = call?.firstChild;
  if (call?.name !== 'CallExpression' || callee?.name !== 'MemberExpression') return undefined;
  const method = callee.lastChild;
  if (!method || !EACH.test(textOf(method.from, method.to))) return undefined;
  return typeOf(callee.firstChild, textOf, depth + 1);
}

/** What a name stands for where it is used. */
function typeOfName(node: SyntaxNode, textOf: TextOf, depth: number): string | undefined {
  const name = textOf(node.from, node.to);
  for (let scope: SyntaxNode | null = node.parent; scope; scope = scope.parent) {
    if (scope.name === 'ArrowFunction') {
      const [params] = children(scope);
      const first = params?.name === 'ParamList' ? params.getChild('VariableDefinition') : params;
      if (first && textOf(first.from, first.to) === name) return elementOf(listAround(scope, textOf, depth));
    }
    for (const child of children(scope)) {
      if (child.name !== 'VariableDeclaration') continue;
      const parts = children(child);
      const at = parts.findIndex((part) => part.name === 'VariableDefinition' && textOf(part.from, part.to) === name);
      if (at >= 0 && parts[at + 1]?.name === 'Equals') return typeOf(parts[at + 2] ?? null, textOf, depth + 1);
    }
  }
  return name === 'settings' ? 'SettingValues' : undefined;
}

function typeOfCall(node: SyntaxNode, textOf: TextOf, depth: number): string | undefined {
  const callee = node.firstChild;
  if (!callee) return undefined;
  const named = API.find((entry) => entry.kind === 'function' && entry.name === textOf(callee.from, callee.to));
  if (named) return typeIn(named);
  if (callee.name !== 'MemberExpression') return undefined;
  const method = callee.lastChild ? textOf(callee.lastChild.from, callee.lastChild.to) : '';
  const api = API.find((entry) => entry.kind === 'function' && entry.name === method);
  const list = typeOf(callee.firstChild, textOf, depth + 1);
  if (SAME.test(method) && elementOf(list)) return list;
  return ONE.test(method) && elementOf(list) ? elementOf(list) : api && typeIn(api);
}

/**
 * Guesses the type of an expression from the types of the API, by how blocks are written: names, calls, members, and callbacks
 * over lists. Undefined where it cannot tell.
 */
export function typeOf(node: SyntaxNode | null, textOf: TextOf, depth = 0): string | undefined {
  if (!node || depth > DEEPEST) return undefined;
  switch (node.name) {
    case 'VariableName':
      return typeOfName(node, textOf, depth);
    case 'CallExpression':
      return typeOfCall(node, textOf, depth);
    case 'MemberExpression': {
      const { firstChild: object, lastChild: last } = node;
      const type = typeOf(object, textOf, depth + 1);
      if (last?.name === ']') return elementOf(type);
      return last ? memberType(type, textOf(last.from, last.to)) : undefined;
    }
    case 'ParenthesizedExpression':
      return typeOf(children(node)[1] ?? null, textOf, depth + 1);
    case 'BinaryExpression':
      return typeOf(node.firstChild, textOf, depth + 1);
    default:
      return undefined;
  }
}

/** What an expression of a type offers after its dot. */
export const membersOfType = (type: string | undefined): readonly ReferenceEntry[] =>
  type === undefined ? [] : (SHAPES[bare(type)] ?? []);
export const isList = (type: string | undefined): boolean => elementOf(type) !== undefined;
export const typeOfEntry = typeIn;
