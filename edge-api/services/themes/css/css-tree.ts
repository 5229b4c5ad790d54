import { generate, ident, lexer, parse, toPlainObject, type CssNode as TreeNode } from 'css-tree';
import type { CssNode, CssParser, Known } from './node.ts';

/** What the lexer answers; its types leave the number of steps out. */
interface Match {
  readonly matched: unknown;
  readonly error: Error | null;
  readonly iterations?: number;
}

// A tree of CSSTree and ours are the same objects, but for its lists, of which its writer asks only what arrays have too.
const theirs = (node: CssNode): TreeNode => node as unknown as TreeNode;

/** What the dictionary cannot follow: values that come later, and colours made of others. */
const LATER = /\b(?:var|env)\(|\((?:from) /i;

const verdict = ({ matched, error }: Match): Known => {
  if (matched) return 'yes';
  return error?.name === 'SyntaxReferenceError' ? 'unknown_property' : 'wrong_value';
};

/** CSSTree, https://github.com/csstree/csstree (MIT). */
export const cssTree: CssParser = {
  parse: (css) =>
    toPlainObject(
      parse(css, { positions: true, parseCustomProperty: true, parseRulePrelude: true, parseAtrulePrelude: true }),
    ) as unknown as CssNode,

  generate: (tree) => generate(theirs(tree)),

  known(property, value) {
    const node = theirs(value);
    if (LATER.test(generate(node))) {
      const isProperty = lexer.getProperty(property) !== null;
      return { known: isProperty ? 'unsure' : 'unknown_property', steps: 1 };
    }
    const match = lexer.matchProperty(property, node) as Match;
    return { known: verdict(match), steps: match.iterations ?? 1 };
  },

  decode: (name) => ident.decode(name),
  encode: (name) => ident.encode(name),
};
