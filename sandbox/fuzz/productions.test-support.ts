import { REACHES } from './atoms.test-support.ts';
import type { Production, Writer } from './grammar.test-support.ts';

/** How each sort of syntax is written, by the name of its node. */

type Productions = Readonly<Record<string, Production>>;

const UNARY = ['!', '-', '+', '~', 'typeof ', 'void ', 'delete '] as const;
const BINARY = [
  '+',
  '-',
  '*',
  '/',
  '%',
  '**',
  '<',
  '>',
  '<=',
  '==',
  '!==',
  '&',
  '|',
  '^',
  '<<',
  '>>>',
  ' in ',
  ' instanceof ',
];
const ASSIGN = ['=', '+=', '-=', '**=', '<<=', '>>>=', '&=', '&&=', '||=', '??='] as const;

const list = (writer: Writer, write: () => string, most = 3): string =>
  Array.from({ length: writer.dice.below(most + 1) }, write).join(', ');

const params = (w: Writer): string => list(w, () => w.pattern(), 2);

const EXPRESSION: Productions = {
  Identifier: { tame: (w) => w.name(), wild: (w) => w.fresh() },
  Literal: { tame: (w) => w.atom(), wild: (w) => w.regularExpression() },
  TemplateLiteral: { tame: (w) => w.template() },
  TaggedTemplateExpression: {
    tame: (w) => `String.raw${w.template()}`,
    wild: (w) => `${w.expression()}${w.template()}`,
  },
  ArrayExpression: { tame: (w) => `[${list(w, () => w.expression())}, , ...[${w.expression()}]]` },
  ObjectExpression: {
    tame: (w) =>
      `{ ${w.property()}: ${w.expression()}, [settings.k]: 1, ...${w.expression()}, settings, m() {}, 'q': 2, 3: 4 }`,
    wild: (w) =>
      `{ ${w.fresh()}, ${w.property()}: ${w.expression()}, get ${w.property()}() {}, set ${w.property()}(v) {}, async *${w.property()}() {}, ${w.fresh()} = 1, __proto__: 1 }`,
  },
  FunctionExpression: {
    tame: (w) => `function ${w.fresh()}(${params(w)}) { ${w.statements()} }`,
    wild: (w) => `async function* ${w.fresh()}(${params(w)}) { 'use strict'; ${w.statements()} }`,
  },
  ArrowFunctionExpression: {
    tame: (w) => (w.dice.often(50) ? `(${params(w)}) => ${w.expression()}` : `${w.fresh()} => { ${w.statements()} }`),
    wild: (w) => `async ${w.fresh()} => ${w.expression()}`,
  },
  ClassExpression: {
    tame: (w) => `class { ${w.member()} }`,
    wild: (w) => `class ${w.fresh()} extends ${w.expression()} { ${w.member()} ${w.member()} }`,
  },
  MemberExpression: {
    tame: (w) => `${w.name()}${w.dice.one(['.title', '.a?.b', '[1]', '?.[0]', '?.title'])}`,
    wild: (w) => `${w.expression()}${w.dice.one(['.', '?.', '.#', '.\n', '?.\n'])}${w.property()}`,
  },
  ChainExpression: {
    tame: (w) => `settings?.${w.property()}?.[${w.expression()}]?.(${w.expression()})`,
    wild: (w) => `${w.expression()}?.${w.template()}`,
  },
  CallExpression: {
    tame: (w) => `String(${list(w, () => w.expression())})`,
    wild: (w) => `${w.expression()}(...${w.expression()},)`,
  },
  NewExpression: { tame: () => `new Map()`, wild: (w) => `new ${w.expression()}` },
  UnaryExpression: {
    tame: (w) => `${w.dice.one(['!', '-', 'typeof ', 'void '])}${w.expression()}`,
    wild: (w) => `${w.dice.one(UNARY)}${w.expression()}`,
  },
  UpdateExpression: {
    tame: () => 'settings.a++',
    wild: (w) => (w.dice.often(50) ? `++${w.expression()}` : `${w.expression()}--`),
  },
  BinaryExpression: { tame: (w) => `${w.expression()} ${w.dice.one(BINARY)} ${w.expression()}` },
  LogicalExpression: {
    tame: (w) => `${w.expression()} ${w.dice.one(['&&', '||', '??'])} ${w.expression()}`,
    wild: (w) => `${w.atom()} ?? ${w.atom()} || ${w.atom()}`,
  },
  ConditionalExpression: { tame: (w) => `${w.expression()} ? ${w.expression()} : ${w.expression()}` },
  AssignmentExpression: {
    tame: (w) => `settings.${w.property()} ${w.dice.one(ASSIGN)} ${w.expression()}`,
    wild: (w) => `${w.dice.often(50) ? w.pattern() : w.expression()} ${w.dice.one(ASSIGN)} ${w.expression()}`,
  },
  SequenceExpression: { tame: (w) => `(${w.expression()}, ${w.expression()})` },
  ThisExpression: { tame: (w) => `function () { return this?.${w.property()}; }`, wild: () => 'this' },
  Super: {
    tame: (w) => `class extends Object { constructor() { super(); super.toString(); } ${w.member()} }`,
    wild: (w) => w.dice.one(['super.a', 'super()', 'super[0]', 'super', 'super?.a']),
  },
  PrivateIdentifier: {
    tame: (w) => `class { #p = 1; f(o) { return #p in o && o.#p + ${w.expression()}; } }`,
    wild: (w) => `class { #p; f(o) { return #p in o in ${w.expression()}; ${w.statements()} } }`,
  },
  YieldExpression: {
    tame: (w) => `function* () { yield; yield ${w.expression()}; yield* [${w.expression()}]; }`,
    wild: (w) => w.dice.one(['yield', 'yield* a', 'yield\n/a/g', 'function* () { yield\n* a }', 'yield => 1']),
  },
  AwaitExpression: {
    tame: (w) => `async () => { await ${w.expression()}; }`,
    wild: (w) =>
      w.dice.one(['await a', 'await', 'async () => await', 'async (await) => 1', 'async (x = await 1) => 1']),
  },
  ImportExpression: {
    tame: (w) => `import(${w.expression()})`,
    wild: (w) => w.dice.one(['import("a", {})', 'import("a",)', 'import()', 'import.meta.url', 'import.defer("a")']),
  },
  MetaProperty: {
    tame: () => `function () { return new.target; }`,
    wild: (w) => w.dice.one(['new.target', 'import.meta', 'import.meta.a = 1', 'new.foo', 'new new.target']),
  },
};

const MEMBER: Productions = {
  MethodDefinition: {
    tame: (w) => `m${w.dice.below(99)}(${params(w)}) { ${w.statements()} }`,
    wild: (w) =>
      `${w.dice.one(['static', 'get', 'set', 'async', '*', 'static async *', 'static get', ''])} ${w.property()}(${params(w)}) {}`,
  },
  PropertyDefinition: {
    tame: (w) => `static p${w.dice.below(99)} = ${w.expression()}; 'q' = 1; [settings.k];`,
    wild: (w) =>
      `${w.dice.one(['static', 'accessor', 'get\n', 'static async', 'declare', '#'])} ${w.property()} = ${w.expression()}\n`,
  },
  StaticBlock: {
    tame: (w) => `static { ${w.statements()} }`,
    wild: (w) => `static { ${w.dice.one(['await', 'return', 'arguments', 'super.a', 'break', 'var a; let a'])}; }`,
  },
};

const PATTERN: Productions = {
  ArrayPattern: {
    tame: (w) => `[${w.pattern()}, , ${w.pattern()} = ${w.expression()}]`,
    wild: (w) => `[${w.pattern()}, ...${w.pattern()},]`,
  },
  ObjectPattern: {
    tame: (w) => `{ ${w.property()}: ${w.pattern()}, [settings.k]: ${w.pattern()}, ...${w.fresh()} }`,
    wild: (w) => `{ ${w.property()}, ${w.fresh()} = ${w.expression()}, ...${w.pattern()} }`,
  },
  AssignmentPattern: {
    tame: (w) => `[${w.fresh()} = ${w.expression()}]`,
    wild: (w) => `${w.pattern()} = ${w.expression()}`,
  },
  RestElement: { tame: (w) => `[...${w.pattern()}]`, wild: (w) => `...${w.pattern()}` },
};

const STATEMENT: Productions = {
  ExpressionStatement: { tame: (w) => `${w.expression()};`, wild: (w) => `${w.expression()}\n` },
  VariableDeclaration: {
    tame: (w) => `${w.dice.one(['let', 'var', 'const'])} ${w.pattern()} = ${w.expression()};`,
    wild: (w) =>
      `${w.dice.one(['let', 'const', 'var', 'using', 'await using', 'let\n', 'async'])} ${w.pattern()}${w.dice.one(['', ' = 1', ', a'])}${w.dice.one([';', '\n'])}`,
  },
  FunctionDeclaration: {
    tame: (w) => `function ${w.fresh()}(${params(w)}) { ${w.statements()} }`,
    wild: (w) =>
      `${w.dice.one(['async ', 'async\n', ''])}function${w.dice.one(['', '*'])} ${w.fresh()}(${params(w)}) { ${w.statements()} }`,
  },
  ClassDeclaration: {
    tame: (w) => `class ${w.fresh()} { ${w.member()} }`,
    wild: (w) => `class ${w.fresh()} extends ${w.atom()} { ${w.member()}; ${w.member()} }`,
  },
  BlockStatement: { tame: (w) => `{ ${w.statements()} }` },
  EmptyStatement: { tame: () => ';' },
  IfStatement: {
    tame: (w) => `if (${w.expression()}) { ${w.statements()} } else ${w.expression()};`,
    wild: (w) => `if (${w.expression()}) ${w.statement()} else ${w.statement()}`,
  },
  SwitchStatement: {
    tame: (w) =>
      `switch (${w.expression()}) { case ${w.expression()}: ${w.statements()} break; default: ${w.statements()} }`,
    wild: (w) => `switch (${w.atom()}) { case 1: ${w.statement()} default: ${w.statement()} default: }`,
  },
  ForStatement: {
    tame: (w) => `for (let i = 0; i < 2; i++) { ${w.statements()} }`,
    wild: (w) =>
      `for (${w.dice.one(['let', 'var', 'const', ''])} ${w.pattern()} = ${w.expression()}; ${w.atom()};) ${w.statement()}`,
  },
  ForInStatement: {
    tame: (w) => `for (const ${w.pattern()} in ${w.expression()}) { ${w.statements()} }`,
    wild: (w) =>
      `for (${w.dice.one(['let', 'var', ''])} ${w.pattern()}${w.dice.one(['', ' = 1'])} in ${w.atom()}) ${w.statement()}`,
  },
  ForOfStatement: {
    tame: (w) => `for (const ${w.pattern()} of [${w.expression()}]) { ${w.statements()} }`,
    wild: (w) =>
      `for ${w.dice.one(['', 'await'])} (${w.dice.one(['let', 'async', 'using', ''])} ${w.fresh()} of ${w.atom()}, ${w.atom()}) ${w.statement()}`,
  },
  WhileStatement: {
    tame: (w) => `while (false) { ${w.statements()} }`,
    wild: (w) => `while (${w.atom()}) ${w.statement()}`,
  },
  DoWhileStatement: {
    tame: (w) => `do { ${w.statements()} } while (false)`,
    wild: (w) => `do ${w.statement()} while (0) ${w.statement()}`,
  },
  LabeledStatement: {
    tame: (w) => `l${w.dice.below(999)}: for (;;) { ${w.statements()} break; }`,
    wild: (w) => `${w.fresh()}: ${w.statement()}`,
  },
  BreakStatement: {
    tame: () => 'for (;;) { break; }',
    wild: (w) => w.dice.one(['break;', 'break a;', 'a: { break a; }', 'break\na']),
  },
  ContinueStatement: {
    tame: () => 'for (const q of [1]) { continue; }',
    wild: (w) => w.dice.one(['continue;', 'continue a;', 'a: { continue a }']),
  },
  ReturnStatement: { tame: (w) => `if (false) return ${w.expression()};`, wild: (w) => `return\n${w.expression()}` },
  ThrowStatement: {
    tame: (w) => `if (false) throw ${w.expression()};`,
    wild: (w) => `throw${w.dice.one(['\n', ' '])}${w.expression()}`,
  },
  TryStatement: {
    tame: (w) => `try { ${w.statements()} } catch (${w.pattern()}) { ${w.statements()} } finally { ${w.statements()} }`,
    wild: (w) =>
      `try { ${w.statements()} } catch ${w.dice.one(['', '(a, b)', '(a = 1)', '(eval)', '({ a, a })'])} { let a; ${w.statements()} }`,
  },
  WithStatement: { wild: (w) => `with (${w.expression()}) ${w.statement()}` },
  DebuggerStatement: { wild: () => 'debugger;' },
  ExportNamedDeclaration: { wild: (w) => `export { ${w.fresh()} }` },
  TypeScript: {
    wild: (w) =>
      w.dice.one([
        ...[
          'type A = string;',
          'interface A { b: 1 }',
          'enum A { B }',
          'declare const x: 1;',
          'namespace A {}',
          'abstract class A {}',
        ],
        ...[
          'let x: string = settings as any;',
          'f<string>(1)',
          'a!',
          '<T>a',
          'type\nA = 1',
          'function f(this: A, b?: 1): b is 2 {}',
        ],
        ...[
          'class A { private readonly b = 1; c!: 2; declare d: 3; constructor(public e) {} }',
          '@a class B {}',
          'a satisfies b',
        ],
      ]),
  },
};

/** What stands at the top of a module. */
export const TOP: readonly ((writer: Writer) => string)[] = [
  (w) => w.statements(),
  (w) => `const top = ${w.expression()};`,
  (w) => `import ${w.fresh()} from 'a';`,
  (w) => `import * as ${w.fresh()} from 'a' with { type: 'json' };`,
  (w) => `import { 'a' as ${w.fresh()}, b as c } from 'd';`,
  (w) => `export const ${w.fresh()} = ${w.expression()};`,
  (w) => `export { ${w.fresh()} as 'b' };`,
  () => `export * from 'a';`,
  () => `export * as default from 'a';`,
  (w) => `await ${w.expression()};`,
  () => `#!/usr/bin/env node`,
  () => `'use strict';`,
  () => `export default 1;`,
  () => `function a() {} var a;`,
];

/** How a block's function ends. */
export const LAST: readonly ((writer: Writer) => string)[] = [
  () => 'return "drawn";',
  (w) => `return String(${w.expression()});`,
  (w) => `return given.html${w.template()};`,
  (w) => `return given.html\`<p>\${${w.expression()}}</p>\`;`,
  (w) => `return ${w.expression()}`,
  (w) => `return String(${w.dice.one(REACHES)});`,
];

export const EXPRESSIONS: readonly Production[] = Object.values(EXPRESSION);
export const STATEMENTS: readonly Production[] = Object.values(STATEMENT);
export const PATTERNS_OF_NAMES: readonly Production[] = [...Object.values(PATTERN), {}, {}, {}];
export const MEMBERS: readonly Production[] = Object.values(MEMBER);
