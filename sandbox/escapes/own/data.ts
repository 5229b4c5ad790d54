/** Settings, data and languages: keys that objects already have, texts that look like patterns, values that change while they are read. */
import { body, module, type OwnRow } from './row.ts';

const json = (text: string) => JSON.parse(text) as Record<string, unknown>;
const nested = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));

export const DATA: readonly OwnRow[] = [
  body(
    'to pollute by the names of settings',
    'return JSON.stringify([Object.keys(settings), typeof settings.polluted, typeof ({}).polluted]);',
    'gave [["__proto__","constructor","then","length"],"undefined","undefined"]',
    {
      settings: json('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"then":3,"length":4}'),
    },
  ),
  body(
    'to be waited for by its settings',
    'return (async () => settings)().then((s) => JSON.stringify(s));',
    'gave {"then":"x"}',
    { settings: json('{"then":"x"}') },
  ),
  body(
    'to nest settings as deep as may be',
    'let n = 0; for (let s = settings.a; s.length; s = s[0]) n++; return `${n}`;',
    'gave 96',
    { settings: { a: nested(97) } },
  ),
  body('to nest settings deeper', 'return "x";', 'input_too_large: The data for the block are nested too deeply.', {
    settings: { a: nested(98) },
  }),
  body(
    'to nest data deeper than any stack',
    'return "x";',
    'input_too_large: The data for the block are nested too deeply.',
    { data: { a: nested(1000) } },
  ),
  body('to have five thousand settings', 'return `${Object.keys(settings).length}`;', 'gave 5000', {
    settings: Object.fromEntries(Array.from({ length: 5000 }, (_, at) => [`k${at}`, at])),
  }),
  body(
    'to find data under a name that all objects have',
    'return `${products().length} ${typeof ({}).x} ${String(product("constructor"))}`;',
    'needs 1: roduct{"handle":"constructor"}',
    {
      data: json(
        '{"__proto__":{"x":1,"product{\\"handle\\":\\"constructor\\"}":5},"products{}":[{"__proto__":{"y":1}}]}',
      ),
    },
  ),
  body(
    'to inherit from data',
    'const [p] = products(); return [p.y, Object.keys(p), p.url, Object.getPrototypeOf(p) === Object.prototype].join();',
    'gave ,__proto__,handle,url,/products/constructor,true',
    {
      data: json('{"products{}":[{"__proto__":{"y":1},"handle":"constructor"}]}'),
    },
  ),
  body(
    'to read data of other forms',
    'return [products().length, collections(), product("a"), cart()].join();',
    'gave 4,5,1,false',
    {
      data: json('{"products{}":"text","collections{}":5,"product{\\"handle\\":\\"a\\"}":[1],"cart{}":false}'),
    },
  ),
  body(
    'to read products that are none',
    'return String(products().map((p) => typeof p));',
    'gave object,number,string,object',
    { data: json('{"products{}":[null,1,"x",[]]}') },
  ),
  body(
    'to change data for the next who asks',
    'try { products().push(1); } catch (e) { return e.name + products().length; }',
    'gave TypeError1',
    { data: json('{"products{}":[{"title":"a"}]}') },
  ),
  body(
    'to pollute by merging what it was given',
    'const merge = (a, b) => { for (const k in b) typeof b[k] === "object" ? merge(a[k] ??= {}, b[k]) : (a[k] = b[k]); }; try { merge({}, settings); } catch (e) { return e.name + ({}).polluted; }',
    'gave TypeErrorundefined',
    {
      settings: json('{"__proto__":{"polluted":"yes"},"constructor":{"prototype":{"polluted":"yes"}}}'),
    },
  ),
  body(
    'to be spoken in a language that all objects know',
    'return t({ en: "a", constructor: "b" }) + t("constructor") + t({}) + t("__proto__");',
    'gave aconstructorz',
    {
      texts: json('{"__proto__":"z"}') as Record<string, string>,
    },
  ),
  body(
    'to fill texts with texts that are patterns',
    'return t("{a} {b} {constructor} {__proto__}", { a: "{b}", b: "$&$1" }) + pluralize(2, "{count} {count}") + pluralize(2, "x", "$& $` {count}");',
    'gave {b} $&$1 {constructor} {__proto__}2 2s$& $` 2',
  ),
  body(
    'to fill texts from what is no list of values',
    'return t("{length} {0}", "abc") + t("{length}", [1, 2]);',
    'gave 3 a2',
  ),
  body('to be a text with a replace of its own', 'return pluralize(1, { replace: () => "<b>" });', 'gave <b>'),
  body(
    'to change a price while it is written',
    'let n = 0; return formatPrice({ get amountMinor() { return n++ ? "9".repeat(5) : 5; }, currency: "EUR" });',
    'gave €999.99',
  ),
  body(
    'to change a currency while it is looked up',
    'let n = 0; return formatPrice({ amountMinor: 5, get currency() { return n++ ? "__proto__" : "EUR"; } });',
    "threw: TypeError: cannot read property 'replace' of undefined at 1:209",
  ),
  body(
    'to pay in what all objects have',
    'return formatPrice(5, "constructor") + formatPrice(5, "__proto__") + formatPrice(5, "{n}$&");',
    'gave 0.05 constructor0.05 __proto__0.05 {n}$&',
  ),
  body(
    'to write prices that are none',
    'return [NaN, Infinity, -0, 2 ** 53, 1.5, "5", null, {}, []].map((n) => formatPrice(n)).join("|");',
    'gave ||€0.00||||||',
  ),
  body(
    'to write days that are none',
    'return [8.64e15, 8.64e15 + 1, -8.64e15, NaN, "x", {}, "2026-02-30"].map((d) => formatDate(d)).join("|");',
    'gave Sep 13, 275760||Apr 20, -271821||||Mar 2, 2026',
  ),
  body(
    'to be a day of its own',
    'class D extends Date { getTime() { return 0; } getUTCMonth() { return 1e9; } getUTCDay() { return "__proto__"; } getUTCFullYear() { return "<y>"; } } return formatDate(new D(), "full");',
    'gave , undefined 22, <y>',
  ),
  body(
    'to write days in a style that all objects have',
    'return formatDate(0, "constructor");',
    'threw: TypeError: The style of formatDate() is one of short, medium, long, full, weekda at 1:198',
  ),
  body(
    'to go on asking where it is refused',
    'let n = 0; for (let i = 0; i < 20; i++) { try { product(`p${i}`); n++; } catch {} } return `${n}`;',
    'needs 12: product{"handle":"p11"}',
  ),
  body(
    'to ask for half a character',
    'return String(product("x".repeat(199) + "\\u{1f600}"));',
    'needs 1: xxxxxxxxxxxxxxxxxxxxxxxxxxx�"}',
  ),
  body('to ask at length', 'return String(product("x".repeat(1e5)));', 'needs 1: xxxxxxxxxxxxxxxxxxxxxxxxxxxx"}'),
  body(
    'to change what it asks for while it is read',
    'let n = 0; return String(products({ get limit() { return n++ ? 1e9 : 5; } }));',
    'needs 1: products{"limit":5}',
  ),
  body(
    'to ask with what becomes text',
    'return String(products({ search: { toString: () => "x" } }));',
    'threw: TypeError: "search" of products() is a string. at 1:220',
  ),
  body(
    'to ask by what it inherits',
    'return String(products(Object.create({ limit: 5, evil: 1 })));',
    'needs 1: products{}',
  ),
  body(
    'to ask by the prototype',
    'return String(products(JSON.parse(\'{"__proto__": 5}\')));',
    'threw: TypeError: "__proto__" of products() is a [object Object]. at 1:220',
  ),
  body(
    'to ask for numbers that are none',
    'for (const limit of [1e9, Infinity, 1.9]) products({ limit }); products({ limit: NaN });',
    'needs 2: products{"limit":1}',
  ),
  body(
    'to ask, and then go on for ever',
    'product("a"); for (;;);',
    'out_of_fuel: The block computed more than it may.',
  ),
  body(
    'to ask ten thousand times for the same',
    'for (let i = 0; i < 1e4; i++) product("a"); return "x";',
    'out_of_fuel: The block computed more than it may.',
  ),
  module(
    'to keep what asks',
    'let kept; export default ({ product }) => { kept ??= product; return String(kept("a")); };',
    'needs 1: product{"handle":"a"}',
  ),
];
