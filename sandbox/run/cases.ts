/** What every renderer has to make of a block: rows for the conformance suite, and for other runtimes to compare with. */
import { formatsOf } from './formats.ts';
import { EXAMPLE, bodyOf } from './run.test-support.ts';
import type { BlockInput, Limits, StopReason } from './port.ts';

export interface Case {
  readonly name: string;
  readonly source: string;
  readonly input?: Partial<BlockInput>;
  readonly limits?: Partial<Limits>;
  readonly html?: string | RegExp;
  readonly stop?: StopReason;
  readonly at?: readonly [line: number, column: number];
  readonly needs?: readonly string[];
}

const benign = (name: string, body: string, html: string, input: Partial<BlockInput> = {}): Case => ({
  name,
  source: bodyOf(body),
  html,
  input,
});
const attack = (name: string, body: string, stop: StopReason): Case => ({
  name,
  source: bodyOf(body),
  stop,
  // Enough for all that does not go on for ever, and a fifth of the usual.
  limits: { fuel: 1_000_000 },
});

/** Data answer these keys in the cases. */
const PRODUCTS = 'products{"collection":"summer","limit":3}';

export const BENIGN: readonly Case[] = [
  { name: 'asks for products it was not given', source: EXAMPLE, needs: [PRODUCTS] },
  benign(
    'escapes text in a template',
    'return html`<b title="${\'"<\'}">${"<i>&"}</b>`;',
    '<b title="&quot;&lt;">&lt;i&gt;&amp;</b>',
  ),
  benign(
    'nests templates and lists',
    'return html`<ul>${[1, 2].map((n) => html`<li>${n}</li>`)}</ul>`;',
    '<ul><li>1</li><li>2</li></ul>',
  ),
  benign('leaves out what is nothing', 'return html`${null}${undefined}${false}${true}${0}`;', '0'),
  benign('takes no object for safe HTML', 'return html`${{ toString: () => "<b>" }}`;', '&lt;b&gt;'),
  benign('takes plain text as HTML', 'return "<p>" + escapeHtml("a<b") + "</p>";', '<p>a&lt;b</p>'),
  benign(
    'formats prices',
    'return [formatPrice(123456), formatPrice(-5), formatPrice(500, "JPY"), formatPrice({ amountMinor: 1, currency: "KWD" })].join("|");',
    '€1,234.56|-€0.05|¥500|KWD\u00a00.001',
  ),
  benign(
    'formats days',
    'return formatDate("2026-03-05", "short") + "|" + formatDate("2026-03-05", "full");',
    '03/05/2026|Thursday, March 5, 2026',
  ),
  benign('names days of the week', 'return formatDate("2026-03-05", "weekday");', 'Donnerstag', {
    locale: 'de',
    formats: formatsOf('de', []),
  }),
  {
    name: 'takes an empty setting for one that is not given',
    source: bodyOf('product(""); product(); return products({ collection: "", limit: 3 });'),
    needs: ['products{"limit":3}'],
  },
  benign('shortens at a word', 'return truncate("one two three four", 12) + truncate("short", 12);', 'one two…short'),
  benign(
    'counts things',
    'return pluralize(1, "{count} hat") + pluralize(2, "{count} hat") + pluralize(0, "one", "{count} of them");',
    '1 hat2 hats0 of them',
  ),
  benign('makes addresses', 'return url("a b") + url({ handle: "x" }, "collection");', '/products/a%20b/collections/x'),
  benign(
    'makes pictures',
    'return image({ url: "/a.jpg", sized: "/a-{width}.jpg", width: 9, height: 6, alt: "\\"A\\"" }, { widths: [240] });',
    '<img src="/a.jpg" srcset="/a-240.jpg 240w" sizes="100vw" width="9" height="6" alt="&quot;A&quot;" loading="lazy" decoding="async">',
  ),
  benign('translates', 'return t({ en: "Sale", de: "Rabatt {n}" }, { n: 3 }) + t("more");', 'Rabatt 3mehr', {
    locale: 'de',
    texts: { more: 'mehr' },
  }),
  benign(
    'has a clock that stands still',
    'const a = Date.now(); for (let i = 0; i < 1e4; i++); return `${Date.now() - a} ${new Date().toISOString()} ${new Date().getTimezoneOffset()}`;',
    '0 2026-11-22T12:00:00.000Z 0',
  ),
  benign(
    'throws the same dice again',
    'return `${Math.random() === Math.random()} ${Math.floor(Math.random() * 1e6)}`;',
    'false 527447',
  ),
  benign(
    'may subclass errors and name them',
    'class Oops extends Error { constructor(m) { super(m); this.name = "Oops"; } } try { throw new Oops("x"); } catch (e) { return `${e}`; }',
    'Oops: x',
  ),
  benign(
    'may give its objects a toString of their own',
    'const o = {}; o.toString = () => "mine"; o.constructor = 1; return `${o}`;',
    'mine',
  ),
  benign(
    'waits for its own promises',
    'return (async () => { await null; return html`<p>${await Promise.all([1, 2])}</p>`; })();',
    '<p>12</p>',
  ),
  benign(
    'uses generators, maps, sets, regular expressions',
    'const m = new Map([["a", 1]]); function* g() { yield* new Set([1, 2]); } return [...g(), m.get("a"), "a-b".replace(/-(.)/, (_, c) => c.toUpperCase())].join();',
    '1,2,1,aB',
  ),
  benign(
    'recurses through a tree of 100 levels',
    'const f = (n) => (n ? html`<i>${f(n - 1)}</i>` : ""); return String(f(100)).length + "";',
    '700',
  ),
  benign(
    'sees its settings and cannot change them',
    '"use strict"; try { settings.a.b = 2; } catch (e) { return `${e.name} ${settings.a.b}`; }',
    'TypeError 1',
    { settings: { a: { b: 1 } } },
  ),
  benign('has an empty cart where nobody has one', 'return `${cart().count}`;', '0', {
    data: { 'cart{}': { lines: [], count: 0, total: null } },
  }),
  benign(
    'has a price and an address for each product',
    'return products().map((p) => `${p.url} ${formatPrice(p.price)}`).join();',
    '/products/hat €1.00',
    { data: { 'products{}': [{ handle: 'hat', priceMin: { amountMinor: 100, currency: 'EUR' } }] } },
  ),
  benign(
    'has an address for each collection',
    'return collections().map((c) => c.url).join();',
    '/collections/summer',
    {
      data: { 'collections{}': [{ handle: 'summer', title: 'Summer' }] },
    },
  ),
  {
    name: 'tells the place of an error',
    source: 'export default () => {\n  const a = null;\n  return a.title;\n};',
    stop: 'threw',
    at: [3, 11],
  },
  {
    name: 'tells the place of a mistake in writing',
    source: 'export default () => {\n  return (1;\n};',
    stop: 'not_a_program',
    at: [2, 12],
  },
  { name: 'wants a function', source: 'export default 5', stop: 'not_a_program' },
  { name: 'wants HTML', source: bodyOf('return 5;'), stop: 'no_html' },
  {
    name: 'has a limit for what comes out',
    source: bodyOf('return "ä".repeat(600);'),
    limits: { outputBytes: 1000 },
    stop: 'output_too_large',
  },
  { name: 'refuses a need that is none', source: bodyOf('products({ where: "x" });'), stop: 'threw', at: [1, 206] },
];

export const ATTACKS: readonly Case[] = [
  attack('loops for ever', 'for (;;);', 'out_of_fuel'),
  attack('loops in a catch', 'for (;;) { try { for (;;); } catch {} finally { continue; } }', 'out_of_fuel'),
  { name: 'loops before it is a block', source: 'for (;;); export default 1', stop: 'out_of_fuel' },
  attack('joins an array of two thousand million', 'return new Array(2 ** 31).join("x");', 'out_of_fuel'),
  attack(
    'searches an object that says it is long',
    'return Array.prototype.indexOf.call({ length: 1e9 }, 1);',
    'out_of_fuel',
  ),
  attack(
    'searches a long text in a longer one',
    'return "a".repeat(4e5).indexOf("a".repeat(2e5) + "b");',
    'out_of_fuel',
  ),
  attack('backtracks', 'return /^(a+)+$/.test("a".repeat(40) + "!");', 'out_of_fuel'),
  attack(
    'sorts with a lie',
    'const a = Array.from({ length: 1e5 }, (_, i) => i); a.sort(() => { a.push(1); return 1; });',
    'out_of_fuel',
  ),
  attack('calls itself', 'const f = () => f() + 1; return f();', 'too_deep'),
  attack('calls itself through a built-in', 'const f = { toString() { return "" + f; } }; return "" + f;', 'too_deep'),
  attack('nests JSON', 'return JSON.parse("[".repeat(1e5));', 'too_deep'),
  { name: 'nests what it wrote', source: `export default ${'('.repeat(20_000)}`, stop: 'too_deep' },
  attack('nests arrays to print', 'let a = []; for (let i = 0; i < 1e4; i++) a = [a]; return String(a);', 'too_deep'),
  attack('doubles a text', 'let s = "0123456789"; for (;;) s += s;', 'threw'),
  attack(
    'fills memory and catches it',
    'const a = []; for (;;) { try { a.push(new Array(1e5).fill(0)); } catch {} }',
    'out_of_fuel',
  ),
  {
    name: 'hoards',
    source: bodyOf('const a = [], s = "x".repeat(10_000); for (;;) a.push(s.slice(1));'),
    limits: { fuel: 5_000_000 },
    stop: 'out_of_memory',
  },
  attack('waits and waits', 'return (async () => { for (;;) await 1; })();', 'too_many_jobs'),
  attack('waits for nothing', 'return new Promise(() => {});', 'no_html'),
  attack('prints without end', 'for (;;) console.log("x".repeat(1000));', 'out_of_fuel'),
  attack('asks without end', 'for (let i = 0; ; i++) product(`p${i}`);', 'too_many_needs'),
  attack('throws what throws', 'throw { get message() { throw 1; }, toString() { throw 2; } };', 'threw'),
  attack(
    'throws an error that never ends',
    'const e = new Error("x"); Object.defineProperty(e, "message", { get() { for (;;); } }); throw e;',
    'out_of_fuel',
  ),
  attack('calls eval', 'return eval("1");', 'threw'),
  attack('calls eval by another way', 'return (0, globalThis["ev" + "al"])("1");', 'threw'),
  ...['() => {}', 'async () => {}', 'function* () {}', 'async function* () {}', '[].map', 'html', 'class {}'].map(
    (fn) => attack(`makes code with the constructor of ${fn}`, `return (${fn}).constructor("return 1")();`, 'threw'),
  ),
  attack(
    'makes code through Reflect',
    'return Reflect.construct(Object.getPrototypeOf(() => {}).constructor, ["return 1"])();',
    'threw',
  ),
  attack('imports', 'return import("node:fs").then((fs) => fs.readFileSync("/etc/passwd"));', 'threw'),
  { name: 'imports at the top', source: 'import fs from "node:fs";\nexport default () => fs;', stop: 'not_a_program' },
  attack('changes a prototype', '"use strict"; Array.prototype.map = () => "mine";', 'threw'),
  attack(
    'changes a prototype by definition',
    'Object.defineProperty(String.prototype, "replace", { value: () => "x" });',
    'threw',
  ),
  attack('changes what is global', 'globalThis.JSON = 1;', 'threw'),
  attack('changes the prototype of prototypes', 'Object.setPrototypeOf(Object.prototype, { polluted: 1 });', 'threw'),
  attack('writes through __proto__', '({}).__proto__.polluted = 1;', 'threw'),
  attack('changes what it is given', 'given.formatPrice = () => "free";', 'threw'),
  attack('prepares traces', 'Error.prepareStackTrace = (e, frames) => frames[0].getThis();', 'threw'),
];

/** Names of what no block finds, wherever it looks. */
export const ABSENT = [
  'eval',
  'Function',
  'Proxy',
  'Atomics',
  'SharedArrayBuffer',
  'ArrayBuffer',
  'Uint8Array',
  'WeakRef',
  'FinalizationRegistry',
  'WebAssembly',
  'process',
  'require',
  'fetch',
  'setTimeout',
  'queueMicrotask',
  'performance',
  'navigator',
  'caches',
  'crypto',
  'std',
  'os',
  'print',
  'scriptArgs',
  'gc',
];
