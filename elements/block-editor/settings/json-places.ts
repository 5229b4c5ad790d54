import type { Diagnostic } from '@codemirror/lint';
import type { SyntaxNode } from '@lezer/common';
import { parser } from '@lezer/javascript';
import type { SchemaMistake } from './schema.ts';

const expression = parser.configure({ top: 'SingleExpression' });

const childrenOf = (node: SyntaxNode): SyntaxNode[] => {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) children.push(child);
  return children;
};
const isValue = ({ name }: SyntaxNode): boolean => !/^[[\]{},:]$/.test(name);

/** The node that a step leads to; undefined where there is none. */
function step(node: SyntaxNode, key: string | number, json: string): SyntaxNode | undefined {
  if (typeof key === 'number') return childrenOf(node).filter(isValue)[key];
  const found = childrenOf(node).find((child) => {
    const name = child.name === 'Property' ? child.firstChild : null;
    return name !== null && json.slice(name.from, name.to).replace(/^"|"$/g, '') === key;
  });
  return found && (childrenOf(found).filter(isValue).at(-1) ?? found);
}

/** Where the text itself is no JSON. */
function broken(root: SyntaxNode, json: string): { from: number; to: number } {
  let found: SyntaxNode | undefined;
  root.cursor().iterate(({ type, node }) => {
    if (type.isError) found ??= node;
  });
  const from = found?.from ?? json.length;
  return { from, to: Math.min(json.length, Math.max(found?.to ?? from, from + 1)) };
}

/** Mistakes in a form’s JSON, where they stand. What is missing is marked at the setting it is missing from. */
export function placedMistakes(json: string, mistakes: readonly SchemaMistake[]): Diagnostic[] {
  const root = expression.parse(json).topNode;
  const list = root.firstChild ?? root;
  return mistakes.map(({ path, message }) => {
    if (path.length === 0) return { ...broken(root, json), severity: 'error', message };
    let at = list;
    for (const key of path) {
      const next = step(at, key, json);
      if (!next) break;
      at = next;
    }
    return { from: at.from, to: Math.min(at.to, at.from + 200), severity: 'error', message };
  });
}
