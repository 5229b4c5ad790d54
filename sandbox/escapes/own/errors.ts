/** Errors, traces and the console: what is told of a block is text that the block wrote. */
import { body, module, type OwnRow } from './row.ts';

const withStack = (stack: string): string =>
  `const e = new Error("x"); Object.defineProperty(e, "stack", { value: ${stack} }); throw e;`;

export const ERRORS: readonly OwnRow[] = [
  body('to tell a place of its choice', withStack('"    at x (block:1:1)"'), 'threw: Error: x at 1:1'),
  body('to tell a place beyond its end', withStack('"    at x (block:99999:77777)"'), 'threw: Error: x'),
  body('to tell a place before its beginning', withStack('"    at block:0:0"'), 'threw: Error: x'),
  body(
    'to tell a place that is no number',
    withStack('"    at block:" + "9".repeat(400) + ":" + "9".repeat(400)'),
    'threw: Error: x',
  ),
  body('to tell a place by code', withStack('{ toString() { return "    at block:1:4"; } }'), 'threw: Error: x at 1:4'),
  body(
    'to tell a place for ever',
    withStack('{ toString() { for (;;); } }'),
    'out_of_fuel: The block computed more than it may.',
  ),
  body(
    'to tell a place by the name of a function',
    '({ ["block:7:7"]() { null.x; } })["block:7:7"]();',
    "threw: TypeError: cannot read property 'x' of null at 1:223",
  ),
  body(
    'to tell a place by a name of two lines',
    'const name = "a\\n    at f (block:7:7)"; const o = { [name]() { null.x; } }; o[name]();',
    "threw: TypeError: cannot read property 'x' of null at 1:265",
  ),
  body(
    'to tell a place by its message',
    'throw new Error("x\\n    at f (block:7:7)");',
    'threw: Error: x\n    at f (block:7:7) at 1:213',
  ),
  body('to throw nothing', 'throw undefined;', 'threw: undefined'),
  body('to throw a symbol', 'throw Symbol("s");', 'threw: Symbol(s)'),
  body('to throw a function', 'throw () => {};', 'threw: function'),
  body(
    'to throw what throws when it is named',
    'const e = new Error("x"); Object.defineProperty(e, "name", { get() { throw 1; } }); throw e;',
    'threw: What was thrown cannot be read.',
  ),
  body(
    'to throw what throws when its name is read',
    'const e = new Error("x"); e.name = { toString() { throw new TypeError("y"); } }; throw e;',
    'threw: What was thrown cannot be read.',
  ),
  body(
    'to throw what is named by a symbol',
    'const e = new Error("x"); e.name = Symbol("n"); throw e;',
    'threw: Symbol(n): x at 1:217',
  ),
  body(
    'to throw what has no prototype',
    'const e = new Error("x"); Object.setPrototypeOf(e, null); throw e;',
    'threw: {}',
  ),
  body('to throw what holds itself', 'const e = {}; e.e = e; throw e;', 'threw: [object]'),
  body(
    'to throw a hundred thousand letters',
    'throw new Error("x".repeat(1e5));',
    'threw: Error: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx at 1:213',
  ),
  body(
    'to throw half a character',
    'throw new Error("x".repeat(65) + "\\u{1f600}".repeat(300));',
    'threw: Error: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx😀😀😀😀 at 1:213',
  ),
  body(
    'to be told as out of memory',
    'throw new InternalError("out of memory");',
    'out_of_memory: The block used more memory than it may.',
  ),
  body(
    'to be told as our own failure',
    'throw new InternalError("engine_failed");',
    'threw: InternalError: engine_failed at 1:221',
  ),
  body(
    'to be told as asking too often',
    'throw new RangeError("A block may ask for data 12 times.");',
    'too_many_needs: A block may ask for data 12 times. at 1:218',
  ),
  body(
    'to be told as no program',
    'throw new SyntaxError("could not load module");',
    'threw: SyntaxError: could not load module at 1:219',
  ),
  module(
    'to be told as no program, before it is one',
    'throw new SyntaxError("mine"); export default 1',
    'threw: SyntaxError: mine at 1:22',
  ),
  module('to throw nothing before it is a block', 'throw null; export default 1', 'threw: null'),
  module(
    'to name its file otherwise',
    '//# sourceURL=guest\nexport default () => null.x //# sourceURL=block:5:5',
    "threw: TypeError: cannot read property 'x' of null at 2:26",
  ),
  body(
    'to print half a character',
    'console.log("x".repeat(499) + "\\u{1f600}"); return "x";',
    'gave x; printed xxxxxxxxxxxxxxxxxxx�',
  ),
  body(
    'to print what throws',
    'console.log({ get a() { throw 1; } }); console.log({ toJSON() { throw 2; } }); return "x";',
    'gave x; printed [object], [object]',
  ),
  body(
    'to print an error that cannot be told',
    'const e = new Error("x"); Object.defineProperty(e, "name", { get() { throw 1; } }); console.error(e); return "x";',
    'gave x; printed [object]',
  ),
  body(
    'to print what is no text',
    'console.log(Symbol("a"), 1n, undefined, null, () => 1, Object.create(null)); return "x";',
    'gave x; printed ned null function {}',
  ),
  body(
    'to print what is nested',
    'let a = []; for (let i = 0; i < 300; i++) a = [a]; console.log(a); return "x";',
    'gave x; printed ]]]]]]]]]]]]]]]]]]]]',
  ),
  body(
    'to print fifty thousand things',
    'console.log(...new Array(5e4).fill("y".repeat(400))); return "x";',
    'gave x; printed yyyyyyyyyyyyyyyyyyyy',
  ),
  body(
    'to print what grows when it is told',
    'console.log({ toJSON() { return "z".repeat(4e6); } }); return "x";',
    'out_of_fuel: The block computed more than it may.',
  ),
  body(
    'to print what never ends',
    'console.log({ toJSON() { for (;;); } }); return "x";',
    'out_of_fuel: The block computed more than it may.',
  ),
  body(
    'to print with functions of its own',
    'console.log = () => {};',
    "threw: TypeError: 'log' is read-only at 1:205",
  ),
];
