/**
 * What the reader of merchants' CSS asks of a parser: a tree of plain objects, its text again, and what the dictionary of CSS
 * says. Nothing else knows which parser it is.
 */

/** A node of the tree, by the names of CSSTree (https://github.com/csstree/csstree/blob/master/docs/ast.md). */
export interface CssNode {
  readonly type: string;
  readonly loc?: { readonly start: { readonly line: number; readonly column: number } } | null | undefined;
  readonly [field: string]: unknown;
}

/** Whether the dictionary knows a property and takes its value; `unsure` where the value depends on what is only known later. */
export type Known = 'yes' | 'unknown_property' | 'wrong_value' | 'unsure';

export interface CssParser {
  /** Reads CSS; what it cannot read is a node of type `Raw`. May throw where the text is too deep for it. */
  parse(css: string): CssNode;
  /** Writes a tree, without spaces that are not needed. */
  generate(tree: CssNode): string;
  /** Looks a declaration up. `steps` counts what that cost. */
  known(property: string, value: CssNode): { readonly known: Known; readonly steps: number };
  /** A name without its escapes. */
  decode(name: string): string;
  /** A name with the escapes it needs. */
  encode(name: string): string;
}

const isNode = (value: unknown): value is CssNode =>
  typeof value === 'object' && value !== null && typeof (value as CssNode).type === 'string';

/** Nodes in a node's list. */
export const kids = (node: CssNode | null | undefined): readonly CssNode[] =>
  Array.isArray(node?.['children']) ? (node['children'] as unknown[]).filter(isNode) : [];

/** A node in a field of another; null where there is none. */
export const child = (node: CssNode, field: string): CssNode | null => {
  const found = node[field];
  return isNode(found) ? found : null;
};

/** A text in a field of a node; '' where there is none. */
export const text = (node: CssNode | null, field: string): string => {
  const found = node?.[field];
  return typeof found === 'string' ? found : '';
};

/** How many nodes there are in one, itself among them; counted no further than `most`. */
export function countNodes(node: CssNode, most: number): number {
  const open: CssNode[] = [node];
  let count = 0;
  for (let next = open.pop(); next !== undefined && count < most; next = open.pop()) {
    count++;
    for (const value of Object.values(next)) {
      if (isNode(value)) open.push(value);
      else if (Array.isArray(value)) open.push(...(value as unknown[]).filter(isNode));
    }
  }
  return count;
}
