import type { Options, Program } from 'acorn';
import { TAKEN } from './engine.ts';
import { Unreadable } from './problem.ts';

/** What JavaScript forbids and the engine takes, where only the parser knows that it is that. */

/** Acorn's parser as its plugins see it: https://github.com/acornjs/acorn/tree/master/acorn#plugin-developments */
export interface PluginParser {
  readonly prototype: object;
  parse(source: string, options: Options): Program;
}

export type Method = (...given: unknown[]) => unknown;

const taken = (message: string, from: number, to: number): Unreadable =>
  new Unreadable({ code: 'engine_differs', from, to, message, why: TAKEN });

/** A parser as far as it keeps names: those of `var`, and functions among the others, at the top of a module. */
interface Declaring {
  readonly scopeStack: readonly { readonly var: readonly string[] }[];
  readonly type: { readonly label: string };
  functions?: Set<string>;
  currentVarScope(): unknown;
}

/** As acorn numbers what declares a name. */
const BY_VAR = 1;

/** `function a() {} var a;` at the top of a module: the engine takes it. */
function declaredOnce(original: Method): Method {
  return function (this: Declaring, ...given) {
    const [name, by, at] = given as [string, number, number];
    const top = this.scopeStack[0]!;
    const functions = (this.functions ??= new Set());
    // A bracket follows the names of functions alone.
    const isFunction = by !== BY_VAR && this.scopeStack.length === 1 && this.type.label === '(';
    const isVar = by === BY_VAR && this.currentVarScope() === top;
    if ((isVar && functions.has(name)) || (isFunction && !functions.has(name) && top.var.includes(name)))
      throw taken(`Identifier '${name.slice(0, 60)}' has already been declared.`, at, at + name.length);
    if (isFunction) functions.add(name);
    return original.apply(this, given);
  };
}

/** A parser as far as it stands after the name of a property. */
interface AfterKey {
  readonly start: number;
  readonly end: number;
  readonly type: { readonly label: string };
}

/** `var { if.a } = b`: in patterns the engine takes any sign for the `:` after a name that cannot be a variable's. */
function keyed(original: Method): Method {
  return function (this: AfterKey, ...given) {
    const { start, end, type } = this;
    const { key } = given[0] as { readonly key: { readonly start: number } };
    try {
      return original.apply(this, given);
    } catch (error) {
      const { pos, message } = error as { readonly pos?: number; readonly message: string };
      if (!(error instanceof SyntaxError) || type.label === '}' || (pos !== start && pos !== key.start)) throw error;
      throw taken(`${message.replace(/ \(\d+:\d+\)$/, '')}.`, pos, Math.max(pos, end));
    }
  };
}

/** A comma after nothing, but for spaces and comments. */
const HOLE = /(?:^|,)(?:\s|\/\*(?:[^*]|\*(?!\/))*\*\/|\/\/.*$)*,/m;

/** `[, 1 2]`: in a list with a hole the engine wants no more commas. */
function listed(original: Method): Method {
  return function (this: { readonly start: number; readonly input: string }, ...given) {
    const from = this.start;
    const isList = (given[0] as { readonly label: string }).label === ']';
    try {
      return original.apply(this, given);
    } catch (error) {
      const { pos, message } = error as { readonly pos?: number; readonly message: string };
      const isMissing = error instanceof SyntaxError && pos !== undefined && message.startsWith('Unexpected');
      if (!isList || !isMissing || !HOLE.test(this.input.slice(from, pos))) throw error;
      throw taken('Unexpected token.', pos, pos);
    }
  };
}

/** `catch ([a] = b) {}`: the engine takes a pattern with a value there. */
function caught(original: Method): Method {
  return function (this: { readonly start: number; readonly input: string }, ...given) {
    const isPattern = /[[{]/.test(this.input[this.start] ?? '');
    try {
      return original.apply(this, given);
    } catch (error) {
      const { pos } = error as { readonly pos?: number };
      if (!isPattern || !(error instanceof SyntaxError) || pos !== this.start || this.input[pos] !== '=') throw error;
      throw taken('Unexpected token.', pos, pos + 1);
    }
  };
}

/** A parser of JavaScript that tells what the engine takes. */
export function withTaken(Base: PluginParser): PluginParser {
  const Telling = class extends (Base as unknown as new () => object) {} as unknown as PluginParser;
  const prototype = Telling.prototype as Record<string, Method>;
  prototype['declareName'] = declaredOnce(prototype['declareName']!);
  prototype['parseCatchClauseParam'] = caught(prototype['parseCatchClauseParam']!);
  prototype['parseExprList'] = listed(prototype['parseExprList']!);
  prototype['parsePropertyValue'] = keyed(prototype['parsePropertyValue']!);
  return Telling;
}

/** What the engine takes and only the parser tells. */
export const PARSER_TAKES: readonly string[] = [
  'function a() {} var a;',
  'var { "a", b } = given;',
  'var { if.a } = given;',
  'var { [1], b } = given;',
  '[, 1 2];',
  'try {} catch ([a] = given) {}',
];
