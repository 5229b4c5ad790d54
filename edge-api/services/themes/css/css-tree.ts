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

/** Looks a value up. CSSTree tells the console of each that costs too much, and whoever writes CSS would fill a log with it. */
function looked(property: string, value: TreeNode): Match {
  const { warn } = console;
  console.warn = () => undefined;
  try {
    return lexer.matchProperty(property, value) as Match;
  } finally {
    console.warn = warn;
  }
}

const verdict = ({ matched, error }: Match): Known => {
  if (matched) return 'yes';
  return error?.name === 'SyntaxReferenceError' ? 'unknown_property' : 'wrong_value';
};

/**
 * Makes the reader forget what it read before. Its list of tokens is one for all sheets and is not emptied: a bracket left behind at the
 * place just past a sheet's end is taken for one of the sheet's own, and brackets that do not match are then looked for without
 * end. This leaves semicolons there.
 */
const forget = (css: string) => void parse(';'.repeat(css.length + 1), { context: 'declarationList' });

/** CSSTree, https://github.com/csstree/csstree (MIT). */
export const cssTree: CssParser = {
  parse(css) {
    forget(css);
    const options = { positions: true, parseCustomProperty: true, parseRulePrelude: true, parseAtrulePrelude: true };
    return toPlainObject(parse(css, options)) as unknown as CssNode;
  },

  generate: (tree) => generate(theirs(tree)),

  known(property, value) {
    const node = theirs(value);
    if (LATER.test(generate(node))) {
      const isProperty = lexer.getProperty(property) !== null;
      return { known: isProperty ? 'unsure' : 'unknown_property', steps: 1 };
    }
    const match = looked(property, node);
    return { known: verdict(match), steps: match.iterations ?? 1 };
  },

  decode: (name) => ident.decode(name),
  encode: (name) => ident.encode(name),
};
