import { LIMITS } from './limits.ts';
import { GLOBALS, PLAIN_WORDS, REFUSED_MEMBERS } from './names.ts';
import { Unreadable } from './problem.ts';
import type { Scope } from './scope.ts';
import { child, kids, nameOf, within, type Node } from './tree.ts';

/** What can be said of a text before the program runs: how it begins and ends, and whether that is all of it. */
interface Shape {
  readonly begins: string;
  readonly ends: string;
  readonly isWhole: boolean;
}

/** Characters of a text's beginning and end that are looked at: more than any refused name has. */
const LOOKED_AT = 100;

/** Texts may be put together of others again and again; no more is kept of one than can be a name. */
const shape = (begins: string, ends: string, isWhole: boolean): Shape =>
  begins.length <= LOOKED_AT && ends.length <= LOOKED_AT
    ? { begins, ends, isWhole }
    : { begins: begins.slice(0, LOOKED_AT), ends: ends.slice(-LOOKED_AT), isWhole: false };

const whole = (text: string): Shape => shape(text, text, true);
const UNKNOWN: Shape = { begins: '', ends: '', isWhole: false };

/** How many steps are taken to find a text out. */
const STEPS = 200;

/** Counts what is looked at in a program, and ends where that is too much. */
function look({ looked }: Scope, { start, end }: Node): void {
  if (++looked.times <= LIMITS.looks) return;
  throw new Unreadable({
    code: 'too_much',
    from: start,
    to: end,
    message: 'What the keys of this block are takes too many steps to find out.',
    why: 'Put texts together once, and write keys out where they are known.',
  });
}

/** Reads the text an expression gives, as far as it is written in the source. */
class Reader {
  steps = 0;
  readonly scope: Scope;

  constructor(scope: Scope) {
    this.scope = scope;
  }

  shapes(node: Node | null): Shape[] {
    if (!node || ++this.steps > STEPS) return [UNKNOWN];
    look(this.scope, node);
    switch (node.type) {
      case 'Literal':
        return [node['regex'] ? UNKNOWN : whole(String(node['value']))];
      case 'TemplateLiteral':
        return [this.template(node)];
      case 'BinaryExpression':
        return [node['operator'] === '+' ? this.sum(node) : UNKNOWN];
      case 'ArrayExpression':
        return [this.list(node)];
      case 'ConditionalExpression':
        return [...this.shapes(child(node, 'consequent')), ...this.shapes(child(node, 'alternate'))];
      case 'LogicalExpression':
        return [...this.shapes(child(node, 'left')), ...this.shapes(child(node, 'right'))];
      case 'SequenceExpression':
        return this.shapes(kids(node, 'expressions').at(-1) ?? null);
      case 'AssignmentExpression':
        return node['operator'] === '=' ? this.shapes(child(node, 'right')) : [UNKNOWN];
      case 'Identifier':
        return this.shapes(this.scope.constant(nameOf(node)));
      default:
        return [UNKNOWN];
    }
  }

  /** One shape for all an expression may give. */
  one(node: Node | null): Shape {
    const [first, ...others] = this.shapes(node);
    return first && others.length === 0 ? first : UNKNOWN;
  }

  sum(node: Node): Shape {
    // A text of many parts goes down to the left.
    const parts: Node[] = [];
    let left: Node | null = node;
    while (left?.type === 'BinaryExpression' && left['operator'] === '+') {
      if (++this.steps > STEPS) return UNKNOWN;
      look(this.scope, left);
      parts.unshift(...kids(left, 'right'));
      left = child(left, 'left');
    }
    const isText = [left, ...parts].some(
      (part) => typeof part?.['value'] === 'string' || part?.type === 'TemplateLiteral',
    );
    const shapes = [left, ...parts].map((part) => this.one(part));
    return isText || shapes.every(({ isWhole }) => isWhole) ? joined(shapes) : UNKNOWN;
  }

  template(node: Node): Shape {
    const expressions = kids(node, 'expressions');
    return joined(
      kids(node, 'quasis').flatMap((quasi, index) => {
        const text = (quasi['value'] as { cooked?: string | null }).cooked ?? '';
        const expression = expressions[index];
        return expression ? [whole(text), this.one(expression)] : [whole(text)];
      }),
    );
  }

  list(node: Node): Shape {
    const elements = kids(node, 'elements');
    return joined(
      elements.flatMap((element, index) => (index > 0 ? [whole(','), this.one(element)] : [this.one(element)])),
    );
  }
}

function joined(shapes: readonly Shape[]): Shape {
  const isWhole = shapes.every((shape) => shape.isWhole);
  if (isWhole) return whole(shapes.map(({ begins }) => begins).join(''));
  const open = shapes.findIndex((shape) => !shape.isWhole);
  const last = shapes.findLastIndex((shape) => !shape.isWhole);
  const textOf = (some: readonly Shape[]) => some.map(({ begins }) => begins).join('');
  const begins = textOf(shapes.slice(0, open)) + shapes[open]!.begins;
  return shape(begins, shapes[last]!.ends + textOf(shapes.slice(last + 1)), false);
}

/** So much of a name has to be written for a key to be taken for it: `['get' + field]` is honest. */
const TELLING = 4;

const couldBe = ({ begins, ends }: Shape): string | null => {
  if (begins.length + ends.length < TELLING) return null;
  for (const name of REFUSED_MEMBERS.keys())
    if (name.length >= begins.length + ends.length && name.startsWith(begins) && name.endsWith(ends)) return name;
  return null;
};

export type Key = { readonly kind: 'name'; readonly name: string } | { readonly kind: 'pieces' } | null;

/** The refused name that the key in `object[…]` is or could be; null where none is to be seen. */
export function refusedKey(node: Node, scope: Scope): Key {
  for (const shape of new Reader(scope).shapes(node)) {
    if (shape.isWhole && REFUSED_MEMBERS.has(shape.begins)) return { kind: 'name', name: shape.begins };
    if (!shape.isWhole && couldBe(shape)) return { kind: 'pieces' };
  }
  return isMadeOfConstants(node, scope) || hasAddedLists(node, scope) ? { kind: 'pieces' } : null;
}

/** A refused name that a text is put together to. */
export function refusedSum(node: Node, scope: Scope): string | null {
  const { isWhole, begins } = new Reader(scope).one(node);
  return isWhole && REFUSED_MEMBERS.has(begins) && !PLAIN_WORDS.has(begins) ? begins : null;
}

/** `['con', 'structor'].join('')`, `String.fromCharCode(99, …)`: nothing that is not known, and yet not written out. */
function isMadeOfConstants(node: Node, scope: Scope): boolean {
  if (node.type !== 'CallExpression') return false;
  for (const part of within(node)) {
    look(scope, part);
    if (part.type === 'Identifier' && !Object.hasOwn(GLOBALS, nameOf(part))) return false;
    if (/^(?:This|Super|Function|Arrow|Class|Yield)/.test(part.type)) return false;
  }
  return true;
}

const isListOrObject = (node: Node | null): boolean =>
  node?.type === 'ArrayExpression' ||
  node?.type === 'ObjectExpression' ||
  (node?.type === 'UnaryExpression' && isListOrObject(child(node, 'argument')));

/** `(![] + [])[+[]]`: letters taken out of the texts of empty lists. */
function hasAddedLists(node: Node, scope: Scope): boolean {
  for (const part of within(node)) {
    look(scope, part);
    const isSum = part.type === 'BinaryExpression' && part['operator'] === '+';
    if (isSum && (isListOrObject(child(part, 'left')) || isListOrObject(child(part, 'right')))) return true;
  }
  return false;
}
