import { Parser, type Comment, type Program } from 'acorn';
import { engineTakes, TAKEN } from './engine.ts';
import { withTaken, type Method, type PluginParser } from './engine-parser.ts';
import { LIMITS } from './limits.ts';
import { Unreadable, type Finding } from './problem.ts';

/** Methods of the parser that come back to themselves. Every circle among its calls goes through one of them. */
const CIRCLES = [
  'parseStatement',
  'parseMaybeAssign',
  'parseMaybeUnary',
  'parseExprOp',
  'parseExprAtom',
  'parseBindingAtom',
  'parseMaybeDefault',
] as const;
const TYPE_CIRCLES = ['tsParseType', 'tsParseNonArrayType', 'tsParseTypeOperatorOrHigher'] as const;

const tooDeep = (from: number): Finding => ({
  code: 'too_deep',
  from,
  to: from,
  message: 'From here on too much stands in one another.',
  why: 'The engine has to go down once for each level. Split this into functions, lists or several statements.',
});

const tooMuch = (from: number): Finding => ({
  code: 'too_much',
  from,
  to: from,
  message: 'Reading this takes too many steps.',
  why: 'Brackets whose meaning is known only at their end are read again and again. Write them in several statements.',
});

/** Counts how deep and how long the parser works, and stops it before its own stack ends. */
export function bounded(Base: PluginParser, mostCalls: number): PluginParser {
  const Bounded = class extends (Base as unknown as new () => object) {} as unknown as PluginParser;
  const prototype = Bounded.prototype as Record<string, unknown>;
  const inherited = prototype as Record<string, Method>;
  prototype['depth'] = 0;
  prototype['calls'] = 0;
  for (const name of [...CIRCLES, ...TYPE_CIRCLES]) {
    const original = inherited[name];
    if (original) prototype[name] = counted(original, mostCalls);
  }
  prototype['validateRegExpPattern'] = shortPattern(inherited['validateRegExpPattern']!);
  return Bounded;
}

function shortPattern(original: Method): Method {
  return function (this: unknown, state, ...given) {
    const { start, source } = state as { readonly start: number; readonly source: string };
    if (source.length <= LIMITS.pattern && source.split(/[([]/).length <= LIMITS.groups)
      return original.call(this, state, ...given);
    throw new Unreadable({
      code: 'too_much',
      from: start,
      to: start + source.length,
      message: 'This regular expression is too long.',
      why: `One has at most ${LIMITS.pattern} characters and ${LIMITS.groups} groups.`,
    });
  };
}

function counted(original: Method, mostCalls: number): Method {
  return function (this: { depth: number; calls: number; start: number }, ...given) {
    if (this.calls++ > mostCalls) throw new Unreadable(tooMuch(this.start));
    if (this.depth >= LIMITS.depth) throw new Unreadable(tooDeep(this.start));
    this.depth++;
    try {
      return original.apply(this, given);
    } finally {
      this.depth--;
    }
  };
}

const OPTIONS = { ecmaVersion: 2025, sourceType: 'module', allowHashBang: true } as const;

export const TYPED_OPTIONS = { ...OPTIONS, locations: true } as const;

const JavaScriptParser = withTaken(bounded(Parser, LIMITS.calls));

const UNREAD: Finding = {
  code: 'syntax',
  from: 0,
  to: 0,
  message: 'This cannot be read.',
  why: 'It is neither JavaScript nor TypeScript as its parsers know them.',
};

/** Runs a parser and makes one sort of error of all it throws. */
export function readable<Tree>(source: string, parse: () => Tree): Tree {
  try {
    return parse();
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    if (error instanceof RangeError) throw new Unreadable(tooDeep(0));
    // The parser of types has faults of its own in sources that are no programs, and says so by other errors.
    throw new Unreadable(error instanceof SyntaxError ? syntax(error, source) : UNREAD);
  }
}

function syntax(error: SyntaxError & { pos?: number; raisedAt?: number }, source: string): Finding {
  const from = error.pos ?? 0;
  const message = error.message.replace(/\s*\(\d+:\d+\)$/, '');
  const isTaken = engineTakes(message, source, from);
  return {
    code: isTaken ? 'engine_differs' : 'syntax',
    from,
    to: Math.max(from, error.raisedAt ?? from),
    message: `${message}.`,
    why: isTaken ? TAKEN : 'This is not JavaScript as modules of 2025 are written, in strict mode.',
  };
}

/** Whether a source was refused for how it is written, and could still be TypeScript. */
export const isMiswritten = ({ finding }: Unreadable): boolean =>
  finding.code === 'syntax' || finding.code === 'engine_differs';

/** A source as a tree. Throws `Unreadable` and nothing else. */
export function parseModule(source: string, comments: Comment[] = []): Program {
  return readable(source, () => JavaScriptParser.parse(source, { ...OPTIONS, onComment: comments }));
}
