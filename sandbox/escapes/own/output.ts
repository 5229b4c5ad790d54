/** What comes out: texts at their bounds, and things that are nearly texts. */
import { body, type OwnRow } from './row.ts';

export const OUTPUT: readonly OwnRow[] = [
  body('to give halves of characters', 'return "a\\ud800b\\udc00";', 'gave a�b�'),
  body('to join two halves from a list', 'return ["\\ud83d", "\\ude00"];', 'gave 😀'),
  body('to join two halves in a template', 'return html`${"\\ud83d"}${"\\ude00"}`;', 'gave 😀'),
  body('to end the text early', 'return "a\\0b";', 'gave a\0b'),
  body('to begin with a mark of the order of bytes', 'return "\\ufeffa";', 'gave \ufeffa'),
  body('to give as many bytes as may be', 'return "\\u{1f600}".repeat(65536);', 'gave 131072 letters'),
  body(
    'to give one byte more',
    'return "\\u{1f600}".repeat(65536) + "a";',
    'output_too_large: The block gave back more than 262144 bytes.',
  ),
  body('to give a text in a box', 'return new String("<p>");', 'no_html: The block gave back object and no HTML.'),
  body(
    'to give a list of four thousand million',
    'const a = []; a.length = 4294967295; return a;',
    'out_of_fuel: The block computed more than it may.',
  ),
  body(
    'to give a list that grows while it is read',
    'const a = []; a.push({ toString() { a.push(this); return "x".repeat(1000); } }); return a;',
    'out_of_fuel: The block computed more than it may.',
  ),
  body(
    'to give a list that holds itself',
    'const a = []; a.push(a); return a;',
    'too_deep: The block called itself, or nested what it wrote, too deeply.',
  ),
  body(
    'to give a list that holds itself, in a template',
    'const a = []; a.push(a); return html`${a}`;',
    'too_deep: The block called itself, or nested what it wrote, too deeply.',
  ),
  body(
    'to give what becomes ten million letters',
    'return [{ toString: () => "x".repeat(1e7) }];',
    'out_of_fuel: The block computed more than it may.',
  ),
  body(
    'to pass for safe HTML by its fields',
    'const h = html`<b>`; return html`${{ ...h }}${Object.create(h)}${{ toString: () => "<b>" }}`;',
    'gave &lt;b&gt;&lt;b&gt;&lt;b&gt;',
  ),
  body(
    'to change what safe HTML says',
    'html`<b>`.toString = () => "<i>";',
    "threw: TypeError: 'toString' is read-only at 1:207",
  ),
  body(
    'to call the tag without a template',
    'return html("<b>");',
    'threw: TypeError: html goes before a template: html`…`. at 1:198',
  ),
  body(
    'to grow a template while it is filled',
    'const s = ["a"]; s.raw = s; return html(s, { toString() { s.push("b"); return "x"; } });',
    'gave axb',
  ),
  body(
    'to escape attributes of pictures',
    'return image({ url: "a\\" onerror=\\"x", sized: "\\"{width}", width: "1\\"><b>", alt: "\\"" }, { widths: ["1\\"", {}, 5], sizes: "\\"><" });',
    'gave 155 letters',
  ),
  body(
    'to make a set of a million pictures',
    'return image({ url: "a", sized: "{width}" }, { widths: new Array(1e6).fill(1) });',
    'out_of_fuel: The block computed more than it may.',
  ),
  body(
    'to lead elsewhere by handles',
    'return url({ handle: "../../admin" }) + url("?a#b") + url("//evil.example") + url("$&{handle}");',
    'gave /products/..%2F..%2Fadmin/products/%3Fa%23b/products/%2F%2Fevil.example/products/%24%26%7Bhandle%7D',
  ),
  body('to address half a character', 'return url("\\ud800");', 'threw: URIError: expecting surrogate pair at 1:198'),
  body(
    'to ask for a kind of address that all objects have',
    'return url("a", "__proto__");',
    'threw: TypeError: The kind of url() is one of product, collection, page. at 1:198',
  ),
  body(
    'to shorten to less than nothing',
    'return truncate("x".repeat(1e4), -5) + truncate("a\\u{1f600}b", 2) + truncate(null);',
    'gave …a…',
  ),
];
