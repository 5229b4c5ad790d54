import { FUNCTIONS, isForbiddenProperty, isPictured, LIMITS, MOVEMENT_FUNCTIONS } from './allowed.ts';
import { movementProblem, nameMovements } from './movement.ts';
import { child, kids, text, type CssNode } from './node.ts';
import type { Reading } from './shop.ts';
import { valueProblem, type ValueProblem } from './values.ts';

const problem = (code: ValueProblem['code'], message: string): ValueProblem => ({ code, message });

const only = (value: CssNode): CssNode | null => {
  const [first, ...others] = kids(value);
  return first && others.length === 0 ? first : null;
};

const words = (value: CssNode): string =>
  only(value)?.type === 'Identifier' ? text(only(value), 'name').toLowerCase() : '';

function positionProblem(value: CssNode): ValueProblem | null {
  return ['static', 'relative', 'absolute'].includes(words(value))
    ? null
    : problem('position', 'A position is static, relative or absolute: what is fixed could cover a page.');
}

function layerProblem(value: CssNode): ValueProblem | null {
  const number = only(value);
  const level = number?.type === 'Number' ? Number(text(number, 'value')) : Number.NaN;
  return words(value) === 'auto' || (Number.isInteger(level) && level >= -1 && level <= 100)
    ? null
    : problem('z_index', 'A z-index is a whole number from -1 to 100, or auto.');
}

const CONTENT_WORDS = new Set(['none', 'normal', 'open-quote', 'close-quote', 'no-open-quote', 'no-close-quote']);
const COUNTERS = new Set(['counter', 'counters']);

function contentProblem(value: CssNode): ValueProblem | null {
  let length = 0;
  for (const node of kids(value)) {
    if (node.type === 'String') length += text(node, 'value').length;
    else if (node.type === 'Identifier' && CONTENT_WORDS.has(text(node, 'name').toLowerCase())) continue;
    else if (node.type === 'Function' && COUNTERS.has(text(node, 'name').toLowerCase())) continue;
    else if (node.type === 'Operator' && text(node, 'value') === '/') continue;
    else return problem('content', 'Content is words, counters, quotes, none or normal.');
  }
  return length > LIMITS.text ? problem('content', `Content has at most ${LIMITS.text} characters.`) : null;
}

const isMovement = (property: string): boolean => /^(?:-[a-z]+-)?animation(?:-|$)/.test(property);

/** Content may be long only in its code: longer texts are told as content. */
const tooLong = (value: CssNode): boolean =>
  kids(value).reduce((sum, node) => sum + (node.type === 'String' ? text(node, 'value').length : 0), 0) > LIMITS.text;

/** What certain properties must not hold, beyond what no value may. */
function ownProblem(property: string, value: CssNode, reading: Reading): ValueProblem | null {
  if (property === 'position') return positionProblem(value);
  if (property === 'z-index') return layerProblem(value);
  if (property === 'content') return contentProblem(value);
  return isMovement(property) ? movementProblem(property, value, reading) : null;
}

/** Whether the property is CSS, by its name. */
function nameProblem(property: string): ValueProblem | null {
  if (/^--[\w-]+$/.test(property)) return null;
  return /^-?[a-z][a-z-]*$/i.test(property) && !isForbiddenProperty(property.toLowerCase())
    ? null
    : problem('property', 'This property is not allowed.');
}

function dictionaryProblem(property: string, value: CssNode, reading: Reading): ValueProblem | null {
  const { known, steps } = reading.parser.known(property, value);
  if (!reading.spend(steps)) return problem('too_many', 'There is too much to look up in this style sheet.');
  if (known === 'unknown_property') return problem('property', 'We know no property of this name.');
  return known === 'wrong_value' ? problem('not_css', 'The property takes no such value.') : null;
}

/** Why a declaration may not stand; null where it may. */
export function declarationProblem(node: CssNode, reading: Reading): ValueProblem | null {
  const name = text(node, 'property');
  const value = child(node, 'value');
  const named = nameProblem(name);
  if (named) return named;
  if (typeof node['important'] !== 'boolean') return problem('not_css', 'Only "!important" may follow a value.');
  const property = name.startsWith('--') ? name : name.toLowerCase();
  if (value?.type === 'Value' && property === 'content' && tooLong(value)) return contentProblem(value);
  const inValue = valueProblem(value, reading, {
    functions: isMovement(property) ? MOVEMENT_FUNCTIONS : FUNCTIONS,
    pictured: isPictured(property),
  });
  if (inValue) return isMovement(property) && inValue.code === 'function' ? { ...inValue, code: 'animation' } : inValue;
  if (!value) return problem('not_css', 'There is no value.');
  if (property.startsWith('--')) return kids(value).length > 0 ? null : problem('not_css', 'There is no value.');
  return ownProblem(property, value, reading) ?? dictionaryProblem(property, value, reading);
}

/** A declaration as it may stand; null, with why it is told, where it may not. */
export function readDeclaration(node: CssNode, reading: Reading): CssNode | null {
  const found = declarationProblem(node, reading);
  if (found) return reading.refuse(node, found.code, found.message);
  const name = text(node, 'property');
  const property = name.startsWith('--') ? name : name.toLowerCase();
  const value = nameMovements(property, child(node, 'value')!, reading);
  return { ...node, property, value };
}
