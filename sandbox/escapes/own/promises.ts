/** Promises, thenables, generators and jobs: whoever is called back gets what the caller hands out. */
import { body, module, type OwnRow } from './row.ts';

const withThen = (code: string): string =>
  `const p = Promise.resolve("a"); Object.defineProperty(p, "then", { value: ${code} }); return p;`;

export const PROMISES: readonly OwnRow[] = [
  body(
    'to be handed what takes the answer, and to answer twice',
    withThen('(take) => { take("1"); take("2"); return p; }'),
    'gave a',
  ),
  body(
    'to be handed what takes the answer, and to read its code',
    withThen('(take) => { take(String(take)); return { then() {} }; }'),
    'gave a',
  ),
  body(
    'to be handed what takes failures, and to fail for others',
    withThen('(take) => ({ then(a, fail) { fail(new Error("mine")); } })'),
    'gave a',
  ),
  body(
    'to answer after it has answered',
    withThen('(take) => { Promise.resolve().then(() => take("late")); return { then() {} }; }'),
    'gave a',
  ),
  body(
    'to be a promise with a then of its class',
    'class P extends Promise { then(a) { a("sub"); return this; } } return P.resolve("x");',
    'gave x',
  ),
  body(
    'to make the promises of others by its species',
    'class P extends Promise { static get [Symbol.species]() { return function (executor) { executor((v) => { P.got = v; }, () => {}); }; } } return P.resolve("x");',
    'gave x',
  ),
  body(
    'to make them by a constructor put on a promise',
    'const p = Promise.resolve("x"); Object.defineProperty(p, "constructor", { value: { [Symbol.species]: function (executor) { executor(() => {}, () => {}); return Object.create(null); } } }); return p;',
    'gave x',
  ),
  body(
    'to be taken for a promise',
    'return { then(take) { take("<b>x</b>"); } };',
    'no_html: The block gave back object and no HTML.',
  ),
  body(
    'to resolve to what answers twice',
    'return Promise.resolve({ then(take) { take("x"); take("y"); } });',
    'gave x',
  ),
  body(
    'to resolve to what never stops',
    'return Promise.resolve({ then() { for (;;); } });',
    'out_of_fuel: The block computed more than it may.',
  ),
  body(
    'to resolve to itself',
    'let r; const p = new Promise((resolve) => { r = resolve; }); r(p); return p;',
    'threw: TypeError: promise self resolution',
  ),
  body(
    'to run a job more than may be',
    'let p = Promise.resolve("x"); for (let i = 0; i < 64; i++) p = p.then((v) => v); return p;',
    'too_many_jobs: The block waits for too many promises.',
  ),
  body(
    'to run jobs that make two each',
    'const f = () => { Promise.resolve().then(f); Promise.resolve().then(f); }; f(); return "x";',
    'gave x',
  ),
  body('to reject with nothing', 'return Promise.reject();', 'threw: undefined'),
  body('to fail where nobody waits', 'Promise.reject(new Error("x")); return "fine";', 'gave fine'),
  body(
    'to keep a generator whose end never ends',
    'function* g() { try { yield 1; } finally { for (;;); } } const it = g(); it.next(); return "x";',
    'gave x',
  ),
  body(
    'to leave a loop by a return that never ends',
    'for (const x of { [Symbol.iterator]: () => ({ next: () => ({ value: 1 }), return() { for (;;); } }) }) break;',
    'out_of_fuel: The block computed more than it may.',
  ),
  body(
    'to change how the helpers of iterators go on',
    'const proto = Object.getPrototypeOf([].values().map((x) => x)); proto.next = () => ({ done: true });',
    "threw: TypeError: 'next' is read-only at 1:267",
  ),
  body(
    'to change how iterators are wrapped',
    'Object.getPrototypeOf(Iterator.from({ next() {} })).next = 1;',
    "threw: TypeError: 'next' is read-only at 1:249",
  ),
  body(
    'to ask for data when nobody asks any more',
    'return Promise.resolve().then(() => String(product("later")));',
    'needs 1: product{"handle":"later"}',
  ),
  module(
    'to wait before it is a block',
    'await new Promise(() => {}); export default () => "x";',
    'not_a_program: A block is a module that exports one function as its default.',
  ),
  module(
    'to run jobs before it is a block',
    'for (;;) await 1; export default () => "x";',
    'not_a_program: A block is a module that exports one function as its default.',
  ),
  module(
    'to be a generator',
    'export default function* () { yield "x"; }',
    'no_html: The block gave back object and no HTML.',
  ),
  module(
    'to be an endless one',
    'export default async function* () { for (;;) yield "x"; }',
    'no_html: The block gave back object and no HTML.',
  ),
  module(
    'to be itself what it imports',
    'import me from "block"; export default () => String(me);',
    'gave () => String(me)',
  ),
  module(
    'to import what runs before it',
    'import guest from "guest"; export default () => String(guest);',
    'not_a_program: A block imports nothing.',
  ),
  module(
    'to export what it imports from itself',
    'export { default } from "block";',
    "not_a_program: circular reference when looking for export 'default' in module 'block'",
  ),
  module('to know where it is', 'export default () => JSON.stringify(Object.keys(import.meta));', 'gave []'),
];
