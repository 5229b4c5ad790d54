import assert from 'node:assert/strict';
import { defaultTreeAdapter, html as spec, parseFragment, serialize, type DefaultTreeAdapterTypes } from 'parse5';
import { sanitiseBlock, type SanitiseOptions } from './sanitise.ts';

/** Looks for what must never be served, by another way than the cleaning itself: by what is bad, not by what is good. */

export const PLACE: SanitiseOptions = {
  prefix: 'block-hero-',
  scopeClass: 'block-hero',
  pictures: ['/media/', 'https://media.example/halden/'],
};

const NEVER =
  /^(?:script|style|iframe|frame|frameset|object|embed|applet|form|input|textarea|select|option|base|link|meta|template|noscript|xmp|plaintext|title|math|mtext|annotation-xml|foreignobject|use|image|animate.*|set|desc|video|audio|marquee|portal|dialog|slot|.*-.*)$/i;
const ADDRESSES =
  /^(?:href|src|srcset|action|formaction|background|poster|data|ping|cite|longdesc|xlink:href|manifest|usemap|lowsrc|dynsrc|profile|codebase|archive|classid)$/i;
const SAFE_LINK = /^(?:https?:|mailto:|tel:|[#?]|\/(?!\/)|[^:]*$|\/\/)/i;

function holdsElement(element: DefaultTreeAdapterTypes.Element, about: string): void {
  assert.ok(!NEVER.test(element.tagName), `<${element.tagName}> is left: ${about}`);
  for (const { name, value, prefix } of element.attrs) {
    assert.ok(!/^on/i.test(name) && !prefix, `${name} is left: ${about}`);
    assert.ok(
      !/^(?:style|name|srcdoc|is|slot|part|nonce|form.*|content.*|autofocus|accesskey|popover.*|for|http-equiv)$/i.test(
        name,
      ),
      `${name} is left: ${about}`,
    );
    if (name === 'id') assert.ok(value.startsWith(PLACE.prefix), `the id ${value} is left: ${about}`);
    if (name.startsWith('data-')) assert.match(name, /^data-vitrine-(?:action|product|variant|quantity)$/, about);
    if (!ADDRESSES.test(name)) continue;
    const seen = value.replace(/[\0-\x20]/g, '');
    if (name === 'href') assert.ok(element.tagName === 'a' && SAFE_LINK.test(seen), `${value} is left: ${about}`);
    else
      for (const address of seen.split(','))
        assert.ok(
          PLACE.pictures.some((place) => address.startsWith(place)),
          `${value} is left: ${about}`,
        );
  }
}

function holdsTree(root: DefaultTreeAdapterTypes.ParentNode, about: string): void {
  for (const node of root.childNodes) {
    assert.notEqual(node.nodeName, '#comment', about);
    if (!('tagName' in node)) continue;
    holdsElement(node, about);
    holdsTree(node, about);
  }
}

const contextOf = (tag: string) => defaultTreeAdapter.createElement(tag, spec.NS.HTML, []);

/** Cleans, and holds the result against all that is known to be bad. Answers what is left. */
export function holdsHtml(given: string): string {
  const cleaned = sanitiseBlock(given, PLACE);
  if (!cleaned.ok) return '';
  const { html, css } = cleaned;
  const about = JSON.stringify({ given: given.slice(0, 300), html: html.slice(0, 300) });
  const tree = parseFragment(html);
  holdsTree(tree, about);
  const read = serialize(tree);
  assert.equal(serialize(parseFragment(read)), read, `reads the same: ${about}`);
  assert.doesNotMatch(html, /="[^"]*[<>][^"]*"(?=[^<>]*>)/, `nothing in attributes begins a tag: ${about}`);
  for (const tag of ['div', 'section'])
    for (const scriptingEnabled of [true, false])
      assert.equal(
        serialize(parseFragment(contextOf(tag), html, { scriptingEnabled })),
        read,
        `reads the same in <${tag}>: ${about}`,
      );
  const again = sanitiseBlock(html, PLACE);
  assert.deepEqual(again.ok && [again.html, again.css], [html, ''], `is clean: ${about}`);
  assert.doesNotMatch(css, /<[/!]|@import|expression\(|javascript:|behaviou?r:|-moz-binding/i, about);
  for (const [, address = ''] of css.matchAll(/url\(["']?([^"')]*)/gi))
    assert.ok(
      address.startsWith('/media/') || /^data:image\/(?:png|jpeg|gif|webp|avif);base64,/.test(address),
      `${address}: ${about}`,
    );
  return html;
}
