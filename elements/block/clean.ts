import { LIMITS, SHAPES, TAGS } from '../../sandbox/sanitize/allowed.ts';
import { cleanAttributes, isAllowed, isWorthwhile, type Surroundings } from '../../sandbox/sanitize/attributes.ts';
import { SVG } from '../../sandbox/sanitize/namespaces.ts';
import { flatLists, sanitizerConfig } from './lists.ts';

/** A block's place on a page. */
export interface Place {
  /** Name of the block: its ids begin with it. */
  readonly name: string;
  /** Where its pictures may lie: addresses or paths, each with a slash at its end; without, wherever the server has let them. */
  readonly pictures?: readonly string[];
}

/** A tag as `writeHtml` of the server's cleaning writes it. */
const TAG = /<\/?([a-z][a-zA-Z\d]*)((?: [\w:-]+="[^"<>]*")*)>/g;
/** What a page's policy is told of as soon as it is read, whatever becomes of it then. */
const REPORTED = / (?:on\w*|style|nonce|srcdoc)="/i;

/** Whether HTML is as our own server writes it. Anything else is not even read: a page's policy would report what is in it. */
export function isAsWritten(html: string): boolean {
  if (html.length > LIMITS.characters) return false;
  const words = html.replace(TAG, (tag, name: string, attributes: string) =>
    (TAGS.has(name) || SHAPES.has(name)) && !REPORTED.test(attributes) ? '' : tag,
  );
  return !/[<>]/.test(words);
}

/** Declared by few libraries so far. */
interface Cleaning extends Element {
  setHTML?(html: string, options: { readonly sanitizer: Sanitizer }): void;
}

let sanitizer: Sanitizer | undefined;

/**
 * Reads HTML by the browser's own Sanitizer into nodes that belong to no page, so that nothing of it runs or is asked for, and leaves
 * what is allowed. Needs no policy of Trusted Types.
 */
export function readBySanitizer(html: string): ParentNode & Node {
  sanitizer ??= new Sanitizer(sanitizerConfig());
  const room: Cleaning = document.implementation.createHTMLDocument('').createElement('div');
  room.setHTML!(html, { sanitizer });
  return room;
}

/** The same by DOMPurify, which is fetched for it. */
export async function readByAnother(html: string): Promise<ParentNode & Node> {
  const { readByPurify } = await import('./purify.ts');
  return readByPurify(html, flatLists());
}

const hasSanitizer = (): boolean => 'Sanitizer' in globalThis && 'setHTML' in Element.prototype;

const tagOf = ({ localName, namespaceURI, attributes }: Element) => ({
  tagName: localName,
  namespaceURI: namespaceURI ?? '',
  attrs: [...attributes].map(({ name, value, prefix }) => ({ name, value, prefix: prefix ?? undefined })),
});

/** Takes out of one element what the server would not have left, by its own rules. */
function hold(element: Element, around: Surroundings): void {
  const tag = tagOf(element);
  if (!isAllowed(tag)) return element.remove();
  const kept = cleanAttributes(tag, around);
  if (!isWorthwhile(tag, kept)) return element.remove();
  const isSame =
    kept.length === tag.attrs.length &&
    kept.every(({ name, value }, at) => name === tag.attrs[at]!.name && value === tag.attrs[at]!.value);
  if (isSame) return;
  for (const { name } of tag.attrs) element.removeAttribute(name);
  for (const { name, value } of kept) element.setAttribute(name, value);
}

/** Whole addresses of the web, as far as the host. */
const HOST = /https?:\/\/[^/\s,?#@]+\//g;

/** All places that pictures lie in, by a path from the root or on another host. */
const anyPlaces = (elements: readonly Element[]): string[] => [
  '/',
  ...new Set(
    elements.flatMap((element) => ['src', 'srcset'].flatMap((name) => element.getAttribute(name)?.match(HOST) ?? [])),
  ),
];

/** What has been read, held against the rules of the server's cleaning: addresses, ids and values are no matter of a browser's. */
export function held(read: ParentNode & Node, { name, pictures }: Place): DocumentFragment {
  const elements = [...read.querySelectorAll('*')];
  const around: Surroundings = {
    prefix: `block-${name}-`,
    pictures: pictures ?? anyPlaces(elements),
    ids: new Set(elements.map(({ id }) => id).filter(Boolean)),
    styles: { classFor: () => null },
    tell: () => undefined,
  };
  for (const element of elements) hold(element, around);
  const walker = read.ownerDocument!.createTreeWalker(read, NodeFilter.SHOW_ALL);
  const stray: ChildNode[] = [];
  while (walker.nextNode()) {
    const node = walker.currentNode as ChildNode;
    const isWords = node.nodeType === Node.TEXT_NODE && (node.parentNode as Element).namespaceURI !== SVG;
    if (node.nodeType !== Node.ELEMENT_NODE && !isWords) stray.push(node);
  }
  for (const node of stray) node.remove();
  const fragment = document.createDocumentFragment();
  fragment.append(...read.childNodes);
  return fragment;
}

/**
 * What of a block's HTML may stand in a page: the second wall, behind the server's own cleaning. A promise where the browser has no
 * cleaning of its own and another is fetched. Throws where nothing can be shown.
 */
export function cleanBlock(html: string, place: Place): DocumentFragment | Promise<DocumentFragment> {
  if (!isAsWritten(html)) throw new TypeError('The block came in another form than it was cleaned into.');
  if (hasSanitizer()) return held(readBySanitizer(html), place);
  return readByAnother(html).then((read) => held(read, place));
}
