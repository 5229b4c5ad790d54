import { defaultTreeAdapter, Parser, type DefaultTreeAdapterMap, type DefaultTreeAdapterTypes } from 'parse5';
import { LIMITS } from './allowed.ts';
import { HTML } from './namespaces.ts';

export type Element = DefaultTreeAdapterTypes.Element;
export type ChildNode = DefaultTreeAdapterTypes.ChildNode;
export type Fragment = DefaultTreeAdapterTypes.DocumentFragment;

/** Thrown where HTML is more than anyone means to read. */
export class TooMuch extends Error {}

/**
 * So many characters are read between two looks at the attributes of an open tag: the parser compares each with all before it, and
 * a tag with 30,000 would keep it busy for seconds.
 */
const STEP = 2048;

/** A tree builder that stops. Formatting that is left open makes trees much larger than their text. */
function boundedAdapter(): typeof defaultTreeAdapter {
  let elements = 0;
  const depths = new WeakMap<object, number>();
  const goDown = (parent: object, child: object): void => {
    const depth = (depths.get(parent) ?? 0) + 1;
    if (depth > LIMITS.depth) throw new TooMuch(`Elements stand in one another more than ${LIMITS.depth} deep.`);
    depths.set(child, depth);
  };
  return {
    ...defaultTreeAdapter,
    createElement(name, namespace, attributes) {
      if (++elements > LIMITS.elements) throw new TooMuch(`There are more than ${LIMITS.elements} elements.`);
      return defaultTreeAdapter.createElement(name, namespace, attributes);
    },
    appendChild(parent, child) {
      goDown(parent, child);
      defaultTreeAdapter.appendChild(parent, child);
    },
    insertBefore(parent, child, before) {
      goDown(parent, child);
      defaultTreeAdapter.insertBefore(parent, child, before);
    },
  };
}

/** What HTML is read in: rows without a table are lost there, as they are in a page. */
const context = () => defaultTreeAdapter.createElement('div', HTML as Element['namespaceURI'], []);

/** Reads HTML as a browser does what is set into an element. Throws `TooMuch`. */
export function parseHtml(html: string): Fragment {
  if (html.length > LIMITS.characters) throw new TooMuch(`There are more than ${LIMITS.characters} characters.`);
  const parser = Parser.getFragmentParser<DefaultTreeAdapterMap>(context(), {
    treeAdapter: boundedAdapter(),
    scriptingEnabled: true,
  });
  const { tokenizer } = parser as unknown as {
    tokenizer: { write(text: string, isLast: boolean): void; currentToken?: { attrs?: readonly unknown[] } | null };
  };
  for (let at = 0; at < html.length; at += STEP) {
    tokenizer.write(html.slice(at, at + STEP), false);
    if ((tokenizer.currentToken?.attrs?.length ?? 0) > LIMITS.attributes)
      throw new TooMuch(`A tag has more than ${LIMITS.attributes} attributes.`);
  }
  tokenizer.write('', true);
  return parser.getFragment();
}

const VOID = new Set(['br', 'hr', 'wbr', 'col', 'img', 'source']);
const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '"': '&quot;',
  '<': '&lt;',
  '>': '&gt;',
  '\u00a0': '&nbsp;',
};
const escaped = (text: string, signs: RegExp): string => text.replace(signs, (sign) => ESCAPES[sign]!);

/** Writes cleaned HTML. Unlike browsers it leaves no `<` in attributes: read in another place, one could begin a tag. */
export function writeHtml(tree: { readonly childNodes: readonly ChildNode[] }): string {
  return tree.childNodes
    .map((node) => {
      if (isText(node)) return escaped(node.value, /[&<>\u00a0]/g);
      return isElement(node) ? writeElement(node) : '';
    })
    .join('');
}

function writeElement(element: Element): string {
  const attributes = element.attrs.map(({ name, value }) => ` ${name}="${escaped(value, /[&"<>\u00a0]/g)}"`).join('');
  const open = `<${element.tagName}${attributes}>`;
  return VOID.has(element.tagName) ? open : `${open}${writeHtml(element)}</${element.tagName}>`;
}

export const isElement = (node: ChildNode): node is Element => 'tagName' in node;
export const isText = (node: ChildNode): node is DefaultTreeAdapterTypes.TextNode => node.nodeName === '#text';

/** All text within an element, as it stands. */
export const textIn = (element: Element): string =>
  element.childNodes.map((node) => (isText(node) ? node.value : '')).join('');
