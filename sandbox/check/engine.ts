import { NEWER_LETTER } from './engine-letters.ts';
import type { Finding } from './problem.ts';
import { child, kids, nameOf, type Node } from './tree.ts';

/**
 * Where the engine that blocks run in and JavaScript as it is written down are of two minds about what a program is. Every one of them is
 * refused with the code `engine_differs`; about all else the check and the engine agree, and generated programs hold them to it
 * (`npm run soak blocks-fuzz`). An engine of another version may need other rows: `sandbox/fuzz/fuzz.test.ts` tries each.
 */

/** What JavaScript forbids and the engine takes, by what the parser says of it, and what stands before and after the place it names. */
export const ENGINE_TAKES: readonly {
  readonly says: RegExp;
  readonly before?: RegExp;
  readonly after?: RegExp;
  readonly example: string;
}[] = [
  { says: /^Binding (?:eval|arguments) in strict mode$/, before: /\bclass\s+$/, example: 'class eval {}' },
  {
    says: /^Private fields can not be deleted$/,
    after: /^delete\b[^;]*\?\./,
    example: 'class A { #a; f() { delete this?.#a; } }',
  },
  {
    says: /^for-(?:in|of) loop variable declaration may not have an initializer$/,
    after: /^[^;]*=>/,
    example: 'for (var f = () => a in b; ; ) break;',
  },
  { says: /numbers out of order in \{\} quantifier$/, after: /^[^\n]*\{\d{10}/, example: '/a{4294967296,4294967295}/' },
  { says: /^Private field '.*' must be declared in an enclosing class$/su, example: 'given.#a;' },
  { says: /^Unexpected token$/, after: /^#\S+\s*in\b/, example: '#a in given;' },
  {
    says: /^Unexpected token$/,
    before: /\b[gs]et\b[^{}();]*[\n\r\u2028\u2029][^{}();]*$/,
    example: 'class A { get\na }',
  },
  { says: /Duplicate capture group name$/, after: /^[^\n]*\|/, example: '/((?<a>b)|c)(?<a>d)/' },
  { says: /Invalid property name$/, after: /^[^\n]*\\[pP]\{(?:\w+=\}|IDS_Unary_Operator)/, example: '/\\p{L=}/u' },
];

/** So much around a place is looked at. */
const AROUND = 400;

/** Whether the engine takes what the parser found to be no program at a place. */
export const engineTakes = (message: string, source: string, at: number): boolean =>
  ENGINE_TAKES.some(
    ({ says, before = /(?:)/, after = /(?:)/ }) =>
      says.test(message) &&
      before.test(source.slice(Math.max(0, at - AROUND), at)) &&
      after.test(source.slice(at, at + AROUND)),
  );

/** Why what only the engine takes is refused. */
export const TAKEN = 'JavaScript forbids this, although the engine that draws blocks may take it. Others do not.';

interface Gap {
  readonly example: string;
  /** What JavaScript does not allow either, and only the parser does. */
  readonly isParsers?: true;
  /** What of a node the engine does not read; null where there is nothing. */
  readonly find: (node: Node, source: string) => { readonly from: number; readonly to: number } | null;
  readonly message: string;
  readonly why: string;
}

/** What JavaScript allows and the engine does not read. */
export const ENGINE_LACKS: readonly Gap[] = [
  {
    example: 'async => 1;',
    find: (node, source) => {
      const [only] = kids(node, 'params');
      const isBare = node.type === 'ArrowFunctionExpression' && only?.start === node.start;
      return isBare && nameOf(only) === 'async' && source[node.start] !== '('
        ? { from: only.start, to: only.end }
        : null;
    },
    message: 'The engine does not read `async` as the name of a parameter here.',
    why: 'Write `(async) => …`, or better another name.',
  },
  {
    example: 'class A { #a; f(o) { return #a in o in o; } }',
    find: (node) => {
      const left = child(node, 'left');
      const isChain =
        node.type === 'BinaryExpression' &&
        /^(?:in|instanceof|[<>]=?)$/.test(String(node['operator'])) &&
        left?.type === 'BinaryExpression' &&
        child(left, 'left')?.type === 'PrivateIdentifier';
      return isChain && left ? { from: left.start, to: node.end } : null;
    },
    message: 'The engine does not read what follows `#name in object` here.',
    why: 'Put brackets around it: `(#name in object) in …`.',
  },
  {
    example: 'class A { get\na() { return 1; } }',
    find: (node, source) => {
      const key = child(node, 'key');
      if (node.type !== 'MethodDefinition' || !/^[gs]et$/.test(String(node['kind'])) || !key) return null;
      const isApart = /[\n\r\u2028\u2029]/.test(source.slice(node.start, key.start));
      return isApart ? { from: node.start, to: key.end } : null;
    },
    message: 'The engine takes these for two things: a field and a method.',
    why: 'Write `get` or `set` on one line with the name.',
  },
  {
    example: '([...a, b = 1]) => 1;',
    isParsers: true,
    find: (node, source) => {
      const elements = node.type === 'ArrayPattern' ? kids(node, 'elements') : [];
      const isFollowed = ({ end }: Node) => source.slice(end, node.end).trimStart().startsWith(',');
      const rest = elements.find((element) => element.type === 'RestElement' && isFollowed(element));
      return rest ? { from: rest.start, to: rest.end } : null;
    },
    message: 'Comma is not permitted after the rest element.',
    why: 'What is left of a list can only come last.',
  },
  {
    example: '0o7.toString();',
    find: (node, source) => {
      const object = node.type === 'MemberExpression' ? child(node, 'object') : undefined;
      const isBare = object?.type === 'Literal' && /^0[box][^n]*$/i.test(source.slice(object.start, object.end));
      return isBare && source[object.end] === '.' ? { from: object.start, to: object.end + 1 } : null;
    },
    message: 'The engine does not read a dot right after this number.',
    why: 'Put brackets around the number: `(0x1f).toString()`.',
  },
  {
    example: 'let a\ua7dd;',
    find: (node) => newerName(node) ?? newerGroup(node),
    message: 'The engine does not know a letter of this name.',
    why: 'It is younger than the engine. Take another name.',
  },
  {
    example: '/a-b/v;',
    find: (node) => {
      const { pattern, flags } = (node['regex'] ?? {}) as { pattern?: string; flags?: string };
      const at = pattern !== undefined && flags?.includes('v') ? unreadSign(pattern) : -1;
      return at < 0 ? null : { from: node.start + 1 + at, to: node.start + 2 + at };
    },
    message: 'The engine does not read this sign in a pattern with the flag `v`.',
    why: 'Write it by its number, such as `\\x2d` for `-`, or use the flag `u`.',
  },
];

/** A name in a node with a letter that the engine does not know. */
function newerName(node: Node): { from: number; to: number } | null {
  const named = [
    node,
    ...(node['computed'] === true ? [] : ['key', 'property', 'label'].map((field) => child(node, field))),
  ];
  const found = named.find(
    (each) => /^(?:Private)?Identifier$/.test(each?.type ?? '') && NEWER_LETTER.test(nameOf(each ?? null)),
  );
  return found ? { from: found.start, to: found.end } : null;
}

/** A group of a pattern with such a name. */
function newerGroup(node: Node): { from: number; to: number } | null {
  const { pattern = '' } = (node['regex'] ?? {}) as { pattern?: string };
  for (const { 1: name = '' } of pattern.matchAll(/\(\?<([^=!>][^>]*)>/g)) {
    const read = name.replaceAll(/\\u(?:\{([\da-f]+)\}|([\da-f]{4}))/gi, (_escape, long?: string, short?: string) =>
      String.fromCharCode(...utf16(parseInt(long ?? short ?? '', 16))),
    );
    if (NEWER_LETTER.test(read)) return { from: node.start, to: node.end };
  }
  return null;
}

/** Half a pair stays one: the other may be written apart. */
const utf16 = (code: number): number[] => {
  const text = code <= 0x10ffff ? String.fromCodePoint(code) : '';
  return Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
};

/** Signs that are special in a class when doubled, with the flag `v`: the engine takes them for that outside of classes too. */
const DOUBLED = '&!#%,:;<=>@`~';

/** Where a pattern with the flag `v` has a sign that the engine does not read; -1 where it has none. */
function unreadSign(pattern: string): number {
  let classes = 0;
  for (let at = 0; at < pattern.length; at++) {
    const sign = pattern[at]!;
    const next = pattern[at + 1] ?? '';
    if (sign === '\\') {
      if (classes > 0 && DOUBLED.includes(next)) return at;
      at++;
    } else if (sign === '[') classes++;
    else if (sign === ']') classes--;
    else if (classes === 0) {
      const opening = sign === '(' ? /^\((?:\?(?:<[=!]|[a-z]*-?[a-z]*:|[=!])?)?/.exec(pattern.slice(at))![0].length : 0;
      if (opening > 0) at += opening - 1;
      else if (sign === '-' || (DOUBLED.includes(sign) && sign === next)) return at;
    }
  }
  return -1;
}

/** What the engine does not read of a node. */
export const engineGaps = (node: Node, source: string): Finding[] =>
  ENGINE_LACKS.flatMap(({ find, isParsers, message, why }) => {
    const found = find(node, source);
    return found
      ? [{ code: isParsers ? ('syntax' as const) : ('engine_differs' as const), ...found, message, why }]
      : [];
  });
