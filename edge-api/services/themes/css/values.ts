import { addressProblem, ADDRESS_MESSAGES } from './addresses.ts';
import { FUNCTIONS, LIMITS } from './allowed.ts';
import { child, countNodes, kids, text, type CssNode } from './node.ts';
import { isPlainName, isQuietText, type Reading, type RemovedCode } from './shop.ts';

/** What may stand in a value. */
export interface ValueRules {
  readonly functions?: ReadonlySet<string>;
  /** Whether addresses of the media library may. */
  readonly pictured?: boolean;
}

/** Why a value may not stand; null where it may. */
export interface ValueProblem {
  readonly code: RemovedCode;
  readonly message: string;
}

const problem = (code: RemovedCode, message: string): ValueProblem => ({ code, message });
const NOT_CSS = problem('not_css', 'This is not CSS as we read it.');
const ESCAPED = problem('not_css', 'A name with a backslash.');

const OPERATORS = new Set([',', '/', '+', '-', '*']);

function functionProblem(node: CssNode, reading: Reading, rules: ValueRules): ValueProblem | null {
  const name = text(node, 'name');
  if (!isPlainName(name) || !(rules.functions ?? FUNCTIONS).has(name.toLowerCase()))
    return problem('function', `The function ${name.replace(/[^\w-]/g, '').slice(0, 40)}() is not allowed here.`);
  return listProblem(node, reading, rules);
}

function listProblem(node: CssNode, reading: Reading, rules: ValueRules): ValueProblem | null {
  for (const part of kids(node)) {
    const found = nodeProblem(part, reading, rules);
    if (found) return found;
  }
  return null;
}

function urlProblem(node: CssNode, { paths }: Reading, { pictured = false }: ValueRules): ValueProblem | null {
  const code = pictured ? addressProblem(text(node, 'value'), paths) : 'url_place';
  return code && problem(code, ADDRESS_MESSAGES[code] ?? '');
}

/** Looks at one node and all below it. What is not named here goes. */
function nodeProblem(node: CssNode, reading: Reading, rules: ValueRules): ValueProblem | null {
  switch (node.type) {
    case 'Value':
    case 'Parentheses':
    case 'Brackets':
      return listProblem(node, reading, rules);
    case 'Function':
      return functionProblem(node, reading, rules);
    case 'Url':
      return urlProblem(node, reading, rules);
    case 'Identifier':
      return isPlainName(text(node, 'name')) ? null : ESCAPED;
    case 'String':
      return isQuietText(text(node, 'value'))
        ? null
        : problem('text', `A text has at most ${LIMITS.text} characters, and neither "</" nor "<!".`);
    case 'Number':
    case 'Percentage':
      return null;
    case 'Dimension':
      return /^[a-z]+$/i.test(text(node, 'unit')) ? null : ESCAPED;
    case 'Hash':
      return /^[\w-]+$/.test(text(node, 'value')) ? null : ESCAPED;
    case 'Operator':
      return OPERATORS.has(text(node, 'value').trim()) ? null : NOT_CSS;
    case 'UnicodeRange':
      return null;
    case 'Ratio':
      return [child(node, 'left'), child(node, 'right')].every(
        (side) => !side || /^(?:Number|Function)$/.test(side.type),
      )
        ? null
        : NOT_CSS;
    default:
      return NOT_CSS;
  }
}

/** Looks at a value, without asking whether its property takes it. */
export function valueProblem(value: CssNode | null, reading: Reading, rules: ValueRules = {}): ValueProblem | null {
  if (value?.type !== 'Value') return NOT_CSS;
  if (countNodes(value, LIMITS.values + 1) > LIMITS.values)
    return problem('too_many', 'This value has too many parts.');
  return nodeProblem(value, reading, rules);
}
