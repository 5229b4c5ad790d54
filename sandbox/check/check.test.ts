import assert from 'node:assert/strict';
import test from 'node:test';
import { stripTypeScriptTypes } from 'node:module';
import * as fc from 'fast-check';
import { checkBlock, LIMITS, type Problem, type ProblemCode } from './check.ts';

const block = (body: string): string => `export default function ({ products, html }, settings) {\n${body}\n}`;
const codesOf = async (source: string): Promise<ProblemCode[]> => {
  const checked = await checkBlock(source);
  return checked.ok ? [] : checked.problems.map(({ code }) => code);
};

const HONEST: Readonly<Record<string, string>> = {
  'the block of the guide': `return html\`<h2>\${settings.title}</h2>
    \${products({ collection: 'summer', limit: 3 }).map((p) => html\`<p>\${p.title}</p>\`)}\`;`,
  'keys that are only known later':
    'const counts = {}; for (const p of products()) counts[p.type] = (counts[p.type] ?? 0) + 1;',
  'keys with a beginning':
    'return [1, 2].map((i) => settings[`photo-${i}`] ?? settings["c" + i] ?? settings["get" + i]);',
  'classes with a constructor':
    'class Price { #v; constructor(v) { this.#v = v; } get value2() { return this.#v; } } return new Price(3);',
  'names of pages as names of its own':
    'const window = 3; const [name, document] = ["a", "b"]; return window + name + document;',
  'words of programmers as text':
    'return html`<p>A prototype by our constructor. Eval the Function!</p> <!-- sale -->`;',
  'asking whether there is something': 'return typeof Intl === "undefined" ? "" : typeof z;',
  'trying what may be missing': 'try { return missing.x } catch { return "" }',
  'labels on loops': 'a: for (const x of [1]) { for (;;) break a; }',
  'generators and iterators':
    'function* g() { yield* [1]; } return [...g(), ...{ *[Symbol.iterator]() { yield 2; } }];',
  'arguments of a function': 'function f() { return arguments.length; } return f(1);',
  'functions that come later': 'return f(); function f() { return v; } var v;',
  'every sort of loop':
    'for (const k in settings) {} for (let i = 0; i < 2; i++) {} do {} while (false); while (false) {}',
  'regular expressions': 'return "a-b".replace(/(?<x>[a-z])-/gu, "$<x>");',
};

for (const [name, body] of Object.entries(HONEST))
  test(`a block may have: ${name}`, async () => assert.deepEqual(await codesOf(block(body)), []));

/** Bodies, and the first thing that is said of each. */
const REFUSED: readonly (readonly [string, ProblemCode])[] = [
  ['eval("1")', 'code_from_text'],
  ['(0, eval)("1")', 'code_from_text'],
  ['const e = eval; e("1")', 'code_from_text'],
  ['new Function("return 1")()', 'code_from_text'],
  ['(() => {}).constructor("return 1")()', 'code_from_text'],
  ['settings["constructor"]', 'code_from_text'],
  ['settings["con" + "structor"]', 'code_from_text'],
  ['settings[`con${"struct"}or`]', 'code_from_text'],
  ['const a = "con"; const b = a + "structor"; settings[b]', 'code_from_text'],
  ['settings[["constructor"]]', 'code_from_text'],
  ['settings[["con", "structor"].join("")]', 'name_in_pieces'],
  ['settings[String.fromCharCode(99, 111)]', 'name_in_pieces'],
  ['settings["cons" + settings.x]', 'name_in_pieces'],
  ['settings[(![] + [])[+[]]]', 'name_in_pieces'],
  ['settings[0 ? "a" : "constructor"]', 'code_from_text'],
  ['settings?.["constructor"]', 'code_from_text'],
  ['const { constructor: C } = settings', 'code_from_text'],
  ['const { ["constructor"]: C } = settings', 'code_from_text'],
  ['const k = ["constructor"]; settings[k[0]]', 'code_from_text'],
  ['(function* () {}).constructor', 'code_from_text'],
  ['settings.\\u0063onstructor', 'code_from_text'],
  ['\\u0065val("1")', 'code_from_text'],
  ['class A { static x = super.constructor; }', 'code_from_text'],
  ['class A extends Function {}', 'code_from_text'],
  ['settings.__proto__ = null', 'prototype'],
  ['const o = { __proto__: null }', 'prototype'],
  ['Array.prototype.map = 1', 'prototype'],
  ['Object.setPrototypeOf(settings, null)', 'prototype'],
  ['Object.defineProperty(settings, "x", {})', 'reflection'],
  ['settings.__defineGetter__("x", () => 1)', 'reflection'],
  ['Error.prepareStackTrace = () => 1', 'reflection'],
  ['Symbol.species', 'reflection'],
  ['Symbol["toPrimitive"]', 'reflection'],
  ['const { toPrimitive } = Symbol', 'reflection'],
  ['Reflect.ownKeys(settings)', 'reflection'],
  ['new Proxy({}, {})', 'reflection'],
  ['globalThis.x', 'global'],
  ['document.cookie', 'global'],
  ['fetch("/x")', 'global'],
  ['process.env', 'global'],
  ['function f(a = globalThis) { var globalThis; }', 'global'],
  ['{ let window; } window.x', 'global'],
  ['switch (self) { case 1: let self; }', 'global'],
  ['arguments2', 'unknown_name'],
  ['prodcts()', 'unknown_name'],
  ['Math.random = () => 4', 'changes_builtin'],
  ['[Array.from] = [1]', 'changes_builtin'],
  ['delete JSON.parse', 'changes_builtin'],
  ['for (Math.x of [1]) {}', 'changes_builtin'],
  ['import("x")', 'import'],
  ['import.meta.url', 'import'],
  ['new.target', 'import'],
  ['const f = async () => 1', 'asynchronous'],
  ['Promise.resolve()', 'asynchronous'],
  ['setTimeout("x")', 'asynchronous'],
  ['return this', 'top_level_this'],
  ['return (() => this)()', 'top_level_this'],
  ['javascript: alert', 'label'],
  ['a: b: for (;;) {}', 'label'],
  ['const o = { get [settings.x]() {} }', 'accessor'],
  ['const o = { get toString() {} }', 'accessor'],
  ['debugger', 'forbidden_syntax'],
  ['a\n<!--b', 'forbidden_syntax'],
  ['/* a */ --> b', 'syntax'],
  ['with (settings) {}', 'syntax'],
  ['const \\u{61}b = 1', 'hidden_characters'],
  ['const a = "\u202e"', 'hidden_characters'],
  ['const a = "\ud800"', 'hidden_characters'],
  ['const f = (a) // b\u2028=> 1', 'hidden_characters'],
  ['let a, b; a /* \u2029 */ ++b', 'hidden_characters'],
  ['const f = (a)\r=> 1', 'hidden_characters'],
  ['const a = /(?<x>a)(?<x>b)/', 'syntax'],
  ['using x = settings', 'syntax'],
  ['@dec class A {}', 'types_with_code'],
  ['enum A { B }', 'types_with_code'],
  ['/('.repeat(1) + 'a|'.repeat(600) + ')/', 'too_much'],
  ['('.repeat(5000), 'too_deep'],
  ['1+'.repeat(5000) + '1', 'too_deep'],
  ['a=>'.repeat(5000) + '1', 'too_deep'],
  ['x'.repeat(LIMITS.bytes), 'too_large'],
];

for (const [body, code] of REFUSED)
  test(`a block must not have (${code}): ${body.slice(0, 60)}`, async () => {
    const codes = await codesOf(block(body));
    assert.ok(codes.includes(code), `said ${codes.join(', ') || 'nothing'}`);
  });

test('a block is one default function, and exports nothing else', async () => {
  assert.deepEqual(await codesOf('export default (a) => a'), []);
  assert.deepEqual(await codesOf('const a = 1; export default function named() { return a }'), []);
  for (const source of [
    '',
    'const a = 1',
    'export default 1',
    'export default class {}',
    'export default function* () {}',
  ])
    assert.deepEqual(await codesOf(source), ['no_default_function'], source);
  assert.deepEqual(await codesOf('export const a = 1; export default () => a'), ['export']);
  assert.deepEqual(await codesOf('import a from "a"; export default () => 1'), ['import']);
  assert.ok((await codesOf('export default async () => 1')).includes('asynchronous'));
});

test('of what waits the head alone is marked, and what to leave out is named', async () => {
  const marked = async (source: string) => {
    const checked = await checkBlock(source);
    assert.ok(!checked.ok);
    const [{ from, to, why }] = checked.problems as [Problem, ...Problem[]];
    return [source.slice(from, to), /`(\w+)` out/.exec(why)?.[1]];
  };
  assert.deepEqual(await marked('export default async function () {\n  return 1;\n}'), ['async', 'async']);
  assert.deepEqual(await marked('export default async () => 1'), ['async', 'async']);
  assert.deepEqual(await marked(block('const o = { async f(a) { return a; } };')), ['(a) ', 'async']);
  assert.deepEqual(await marked('const a = await 1;\nexport default () => a'), ['await 1', 'await']);
});

test('problems are told in order, with their place, and not without end', async () => {
  const checked = await checkBlock('export default function () {\r\n  return eval("é") +\n    document.title;\n}');
  assert.ok(!checked.ok);
  assert.deepEqual(
    checked.problems.map(({ code, line, column, from, to }) => [code, line, column, to - from]),
    [
      ['code_from_text', 2, 10, 4],
      ['global', 3, 5, 8],
    ],
  );
  assert.match(checked.problems[0]!.message, /`eval` is not for blocks/);
  assert.match(checked.problems[0]!.why, /\w/);
  const many = await codesOf(block('eval;'.repeat(9000)));
  assert.equal(many.length, LIMITS.problems + 1);
  assert.equal(many.at(-1), 'too_many_problems');
});

const TYPED = [
  block('const price: number = 1; return price as unknown as string;'),
  'type X = { a: number };\nconst f = <T,>(x: T): T => x;\nexport default function ({ html }: Block, s: { t?: string } = {}): string { return html`${f(s.t!)}` satisfies string; }',
  'class A<T> extends B<T> implements C, D { private readonly x: number = 1; static y?: string; z!: number; declare q: string; m?(this: A, b: number): void {} }\nclass B<T> {}\nexport default (a?: A<1>): void => {}',
  'function f(a: string): void;\nfunction f(a: any) { return a ? (a) : (c: string): string => c }\nexport default f2;',
  'let v = f<string>(1), [p, q]: [number, number] = [1, 2], d!: number; abstract class Q { abstract x(): void; }',
  'const o = { m<T>(a: T): a is string { return true }, get x(): number { return 1 } }; for (const i of [] as const) {}',
  'import type { Block } from "vitrine"; export type { Block }; interface A { b: 1 } declare const g: string;',
];

test('types become spaces where they stood, as the compiler does it', async () => {
  const { stripTypes } = await import('./types.ts');
  for (const source of TYPED) {
    const code = stripTypes(source);
    assert.equal(code.length, source.length);
    // Ours keeps statements apart with a semicolon where one is gone.
    const bare = (text: string) => text.replace(/;/g, ' ');
    assert.equal(bare(code), bare(stripTypeScriptTypes(source)), source);
  }
});

test('a type that ends a line does not tie the next one to it', async () => {
  const { stripTypes } = await import('./types.ts');
  assert.match(stripTypes('let x = a as T\n(b)()'), /^let x = a ; +\n/);
});

test('a block in TypeScript is checked as what is run', async () => {
  const checked = await checkBlock('export default function (a: string): string {\n  return (eval as any)(a);\n}');
  assert.ok(!checked.ok);
  assert.deepEqual(
    [checked.problems[0]!.code, checked.problems[0]!.line, checked.problems[0]!.column],
    ['code_from_text', 2, 11],
  );
});

const PIECES = [
  ...[
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    '`',
    '${',
    '"',
    "'",
    '/',
    '=>',
    '=',
    '?',
    ':',
    '.',
    ',',
    ';',
    '<',
    '>',
    '<!--',
    '-->',
  ],
  ...[
    'function',
    'class ',
    'async ',
    'await ',
    'for ',
    'if',
    'new ',
    'yield ',
    'static ',
    'get ',
    'export default ',
    'a',
    'eval',
  ],
  ...[
    'constructor',
    '"con"',
    '+',
    'structor',
    ' as any',
    '!',
    'enum ',
    'type ',
    '\\u0061',
    '\n',
    '1n',
    '#a',
    '...',
    '/*',
    '*/',
  ],
];

test('whatever is given, there is an answer, the same each time', async () => {
  const source = fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }).map((pieces) => pieces.join(''));
  await fc.assert(
    fc.asyncProperty(source, fc.boolean(), async (text, isBody) => {
      const given = isBody ? block(text) : text;
      const checked = await checkBlock(given);
      assert.deepEqual(await checkBlock(given), checked);
      if (checked.ok) assert.equal(checked.code.length, given.length);
      else assert.ok(checked.problems.length > 0 && checked.problems.every(({ from }) => from <= given.length));
    }),
    { seed: 7, numRuns: 300 },
  );
});

test('what keys are is found out soon, or not at all', async () => {
  const long = `const a = '${'y'.repeat(20_000)}';`;
  const keys = 'x[k];'.repeat(7000);
  const nested = `${'x['.repeat(70)}f(1)${']'.repeat(70)};`.repeat(280);
  for (const body of [
    `${long} const k = \`${'${a}'.repeat(60)}\`; ${keys}`,
    `${long} const k = [${'a,'.repeat(60)}]; ${keys}`,
    `${long} const k = ${'a+'.repeat(60)}a; ${keys}`,
    `const f = () => 'a'; ${nested}`,
  ]) {
    const start = process.cpuUsage().user;
    const codes = await codesOf(`export default () => { const x = {}; ${body} return ''; };`);
    assert.deepEqual(codes, ['too_much'], body.slice(20_000, 20_060));
    assert.ok(process.cpuUsage().user - start < 2_500_000, body.slice(20_000, 20_060));
  }
});

test('no refused name stands in what passes, however texts are cut', async () => {
  const cut = fc.tuple(fc.constantFrom('constructor', '__proto__', 'setPrototypeOf'), fc.integer({ min: 1, max: 8 }));
  const way = fc.constantFrom(
    (a: string, b: string) => `settings['${a}' + '${b}']`,
    (a: string, b: string) => `settings[\`\${'${a}'}${b}\`]`,
    (a: string, b: string) => `settings['${a}'.concat('${b}')]`,
    (a: string, b: string) => `const k = '${a}' + '${b}'; settings[k]`,
    (a: string, b: string) => `const k = '${a}'; const { [k + '${b}']: v } = settings`,
    (a: string, b: string) => `settings[['${a}${b}']]`,
  );
  await fc.assert(
    fc.asyncProperty(cut, way, async ([name, at], write) => {
      const codes = await codesOf(block(write(name.slice(0, at), name.slice(at))));
      assert.ok(codes.length > 0, write(name.slice(0, at), name.slice(at)));
    }),
    { seed: 7, numRuns: 150 },
  );
});

test('a fault of the parser of types is told as a source that cannot be read', async () => {
  assert.deepEqual(await codesOf('((function(){},function(){}?v>function (){l:for(;;)l2:for(;;);'), ['syntax']);
});

test('a comma after the rest of a list is none of JavaScript', async () => {
  assert.deepEqual(await codesOf(block('return (([a, ...b,]) => 1)(settings);')), ['syntax']);
});
