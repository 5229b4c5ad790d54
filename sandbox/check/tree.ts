import type { Program } from 'acorn';
import { NODES } from './nodes.ts';

/** A node of ESTree, read by the names of its fields. */
export interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
}

export const treeOf = (program: Program): Node => program as unknown as Node;

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

/** The node in a field; null where there is none. */
export const child = (node: Node, field: string): Node | null => {
  const found = node[field];
  return isNode(found) ? found : null;
};

/** The nodes in a field, be it one or a list with holes. */
export const kids = (node: Node, field: string): Node[] => {
  const found = node[field];
  if (Array.isArray(found)) return found.filter(isNode);
  return isNode(found) ? [found] : [];
};

export const nameOf = (node: Node | null): string => (typeof node?.['name'] === 'string' ? node['name'] : '');

/** Fields that are read as code, without names that only look like it. */
export function codeFields(node: Node): string[] {
  return (NODES[node.type] ?? []).flatMap((field) => {
    if (!field.endsWith('?')) return [field];
    return node['computed'] === true ? [field.slice(0, -1)] : [];
  });
}

/** A node and all below it that is code. */
export function* within(node: Node): Generator<Node> {
  const open = [node];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    yield next;
    for (const field of codeFields(next)) open.push(...kids(next, field));
  }
}

export const isFunction = (node: Node | null): boolean =>
  node !== null && /^(?:FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(node.type);
