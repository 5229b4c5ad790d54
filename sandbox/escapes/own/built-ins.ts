/** Built-ins that work hard for one call, state that built-ins keep, and ways to what is shared. */
import { body, type OwnRow } from './row.ts';

export const BUILT_INS: readonly OwnRow[] = [
  body(
    'to shift a number into a thousand million bits',
    'return `${(1n << 1000000000n).toString().length}`;',
    'threw: RangeError: BigInt is too large to allocate at 1:212',
  ),
  body(
    'to square a number without end',
    'let a = 3n; for (;;) a *= a;',
    'out_of_fuel: The block computed more than it may.',
  ),
  body(
    'to read a number of a hundred thousand digits',
    'return `${BigInt("9".repeat(1e5)) % 7n}`;',
    'out_of_fuel: The block computed more than it may.',
  ),
  body(
    'to write a number of many digits',
    'return `${(10n ** 30000n).toString().length}`;',
    'out_of_fuel: The block computed more than it may.',
  ),
  body('to cut a number to all bits there are', 'return `${BigInt.asUintN(2 ** 53 - 1, -1n)}`;', 'gave -1'),
  body('to write the smallest number', 'return (1e21).toFixed(100) + (5e-324).toString(36).length;', 'gave 1e+21210'),
  body(
    'to join a template that says it is long',
    'return String.raw({ raw: { length: 1e9 } });',
    'out_of_fuel: The block computed more than it may.',
  ),
  body(
    'to call with ten million arguments',
    'return String.fromCharCode.apply(null, { length: 1e7 });',
    'threw: RangeError: too many arguments in function call (only 65534 allowed) at 1:198',
  ),
  body(
    'to call with seventy thousand arguments',
    'return `${Math.max(...new Array(7e4).fill(1))}`;',
    'threw: RangeError: too many arguments in function call (only 65534 allowed) at 1:216',
  ),
  body(
    'to make a map without end',
    'return new Map({ [Symbol.iterator]: () => ({ next: () => ({ value: [{}, 1] }) }) }).size;',
    'out_of_fuel: The block computed more than it may.',
  ),
  body(
    'to bind ten thousand times',
    'let f = () => "x"; for (let i = 0; i < 1e4; i++) f = f.bind(null); return f();',
    'out_of_memory: The block used more memory than it may.',
  ),
  body(
    'to inherit from a hundred thousand',
    'let o = {}; for (let i = 0; i < 1e5; i++) o = Object.create(o); return `${o.missing}`;',
    'out_of_fuel: The block computed more than it may.',
  ),
  body(
    'to call itself by a getter',
    'const o = { get a() { return this.a; } }; return o.a;',
    'too_deep: The block called itself, or nested what it wrote, too deeply.',
  ),
  body(
    'to call itself by instanceof',
    'const f = { [Symbol.hasInstance](v) { return v instanceof f; } }; return `${1 instanceof f}`;',
    'too_deep: The block called itself, or nested what it wrote, too deeply.',
  ),
  body(
    'to flatten what is deep',
    'let a = []; for (let i = 0; i < 1e4; i++) a = [a]; return `${a.flat(Infinity).length}`;',
    'too_deep: The block called itself, or nested what it wrote, too deeply.',
  ),
  body(
    'to grow what a reviver reads',
    'return String(JSON.parse("[1,2]", function (k, v) { if (k === "0") this[1] = { then: [this] }; return v; }).length);',
    'too_deep: The block called itself, or nested what it wrote, too deeply.',
  ),
  body(
    'to compile an expression that repeats repetitions',
    'return `${new RegExp("(?:x{1,65535}){1,65535}").test("x".repeat(1000))}`;',
    'gave true',
  ),
  body(
    'to compile fifty thousand groups',
    'return `${new RegExp("(".repeat(5e4) + ")".repeat(5e4)).test("")}`;',
    'threw: SyntaxError: too many captures at 1:218',
  ),
  body(
    'to begin a search where it never begins',
    'const r = /a/y; r.lastIndex = { valueOf() { for (;;); } }; return `${r.test("a")}`;',
    'out_of_fuel: The block computed more than it may.',
  ),
  body(
    'to keep where the last search ended',
    'const r = /a/g; r.test("aa"); return `${r.lastIndex} ${/a/g.lastIndex} ${RegExp.lastMatch} ${RegExp.$1} ${RegExp.input}`;',
    'gave 1 0 undefined undefined undefined',
  ),
  body(
    'to find without end',
    'const r = /a/g; Object.defineProperty(r, "exec", { value: () => [""] }); return "aaa".replace(r, "b");',
    'out_of_fuel: The block computed more than it may.',
  ),
  body(
    'to find all without end',
    'const r = /a/g; Object.defineProperty(r, "exec", { value: () => [""] }); return `${[..."aaa".matchAll({ [Symbol.matchAll]: () => ({ [Symbol.iterator]: () => ({ next: () => ({ value: 1 }) }) }) })].length}`;',
    'out_of_fuel: The block computed more than it may.',
  ),
  body(
    'to write one letter as eighteen',
    'return `${"\\ufdfa".repeat(1e5).normalize("NFKD").length}`;',
    'out_of_fuel: The block computed more than it may.',
  ),
  body(
    'to compare long texts',
    'return `${"a".repeat(1e6).localeCompare("a".repeat(1e6) + "b")}`;',
    'out_of_fuel: The block computed more than it may.',
  ),
  body(
    'to sort long texts',
    'const s = "a".repeat(1e5); return `${new Array(200).fill().map((_, i) => s + i).sort().length}`;',
    'out_of_fuel: The block computed more than it may.',
  ),
  body(
    'to leave a hundred thousand circles behind',
    'for (let i = 0; i < 1e5; i++) { const a = {}; a.a = a; } return "x";',
    'out_of_fuel: The block computed more than it may.',
  ),
  body(
    'to keep a symbol for the next',
    'return `${Symbol.keyFor(Symbol.for("kept"))} ${Object.getOwnPropertySymbols(globalThis).length}`;',
    'gave kept 0',
  ),
  body(
    'to make lists of what it was given',
    'class A extends Array { static get [Symbol.species]() { return function () { return given; }; } } return `${new A(1, 2).map((x) => x)}`;',
    'threw: TypeError: object is not extensible at 1:321',
  ),
  body(
    'to write into a function by a species',
    'class A extends Array { static get [Symbol.species]() { return function () { return html; }; } } return `${new A("a").concat(["x"])}`;',
    "threw: TypeError: 'length' is read-only at 1:322",
  ),
  body(
    'to know who called',
    'function f() { return f.caller; } return String(f());',
    'threw: TypeError: invalid property access at 1:221',
  ),
  body(
    'to know what it is called by',
    'return (function () { return arguments.callee; })();',
    'threw: TypeError: invalid property access at 1:236',
  ),
  body(
    'to write with the setters that errors have',
    'const { set } = Object.getOwnPropertyDescriptor(Error.prototype, "name"); set.call(TypeError.prototype, "x");',
    'threw: TypeError: property is not configurable at 1:280',
  ),
  body(
    'to write with the setters that objects have',
    'const { set } = Object.getOwnPropertyDescriptor(Object.prototype, "toString"); for (const o of [JSON, Array.prototype, given, settings, html`x`, globalThis]) { try { set.call(o, 1); return "changed"; } catch {} } return "unchanged";',
    'gave unchanged',
  ),
  body(
    'to define a getter for all',
    'Object.prototype.__defineGetter__.call(Array.prototype, "x", () => 1);',
    'threw: TypeError: object is not extensible at 1:236',
  ),
  body(
    'to set the prototype of what it was given',
    'given.__proto__ = {};',
    'threw: TypeError: object is not extensible at 1:203',
  ),
  body(
    'to find what its helpers are made of',
    'return `${typeof html.caller} ${Object.getOwnPropertyNames(html)} ${typeof html.prototype}`;',
    'threw: TypeError: invalid property access at 1:219',
  ),
];
