import { LIMITS, UNREAD } from './allowed.ts';
import { cleanAttributes, isAllowed, isWorthwhile, type Surroundings } from './attributes.ts';
import { isElement, isText, parseHtml, textIn, TooMuch, writeHtml } from './html.ts';
import type { ChildNode, Element, Fragment } from './html.ts';
import { HTML, SVG } from './namespaces.ts';
import { StyleBook } from './styles.ts';

export interface SanitiseOptions {
  /** Begins ids, and classes and names made for styles: letters, digits and `-`, such as `block-hero-`. */
  readonly prefix: string;
  /** The class of the element around the block, without its dot: no CSS of the block applies outside of it. */
  readonly scopeClass: string;
  /** Where pictures may lie: addresses (`https://media.example/shop/`) or paths (`/media/`), each with a slash at its end. */
  readonly pictures: readonly string[];
}

export type RemovedCode = 'element' | 'attribute' | 'address' | 'action' | 'css';

/** Something that is not in what is served, in words for who wrote the block. */
export interface Removed {
  readonly code: RemovedCode;
  readonly message: string;
}

export type SanitisedBlock =
  | {
      readonly ok: true;
      readonly html: string;
      /** To be adopted as one sheet; '' where there is none. */
      readonly css: string;
      /** At most 100. */
      readonly removed: readonly Removed[];
    }
  | { readonly ok: false; readonly code: 'too_much' | 'unstable'; readonly message: string };

interface Cleaning extends Surroundings {
  readonly styles: StyleBook;
  readonly tellElement: (element: Element) => void;
}

/**
 * Rebuilds a block's HTML from what is allowed. What is written is read and rebuilt again until it says the same twice, so a
 * browser reads what was checked. Never throws, whatever is given.
 */
export function sanitiseBlock(html: string, options: SanitiseOptions): SanitisedBlock {
  const removed: Removed[] = [];
  const told = new Set<string>();
  const tell = (code: RemovedCode, message: string): void => {
    if (removed.length >= LIMITS.told || told.has(message)) return;
    told.add(message);
    removed.push({ code, message });
  };
  const { prefix, pictures } = options;
  const paths = pictures.filter((place) => place.startsWith('/'));
  const styles = new StyleBook({ scope: `.${options.scopeClass}`, prefix, paths }, (message) => tell('css', message));
  try {
    let written = html;
    for (let pass = 0; pass < LIMITS.passes; pass++) {
      const tree = parseHtml(written);
      const around = { prefix, pictures, styles, ids: idsIn(tree), tell, tellElement: toldBy(tell) };
      const rewritten = writeHtml(rebuilt(tree, around));
      if (rewritten === written) return { ok: true, html: written, css: styles.css, removed };
      written = rewritten;
    }
    return { ok: false, code: 'unstable', message: UNSTABLE };
  } catch (error) {
    if (error instanceof TooMuch) return { ok: false, code: 'too_much', message: error.message };
    throw error;
  }
}

const UNSTABLE = 'This HTML reads differently each time it is written, so none of it is served.';

const toldBy = (tell: (code: RemovedCode, message: string) => void) => (element: Element) =>
  tell('element', `<${element.tagName.slice(0, 40)}> is not for blocks.`);

function idsIn(tree: Fragment): Set<string> {
  const ids = new Set<string>();
  const open: ChildNode[] = [...tree.childNodes];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (!isElement(node)) continue;
    for (const { name, value } of node.attrs) if (name === 'id') ids.add(value);
    open.push(...node.childNodes);
  }
  return ids;
}

function rebuilt(tree: Fragment, around: Cleaning): Fragment {
  tree.childNodes = cleanChildren(tree.childNodes, around);
  return tree;
}

/** Goes down as deep as trees may be, which the parser bounds. */
function cleanChildren(nodes: readonly ChildNode[], around: Cleaning): ChildNode[] {
  return nodes.flatMap((node) => {
    if (isText(node)) return [node];
    return isElement(node) ? cleanElement(node, around) : [];
  });
}

function cleanElement(element: Element, around: Cleaning): ChildNode[] {
  if (element.tagName === 'style' && element.namespaceURI === HTML) {
    around.styles.addElement(textIn(element));
    return [];
  }
  if (!isAllowed(element)) {
    around.tellElement(element);
    const isUnread = UNREAD.has(element.tagName) || element.namespaceURI !== HTML;
    return isUnread ? [] : cleanChildren(element.childNodes, around);
  }
  const attributes = cleanAttributes(element, around);
  if (!isWorthwhile(element, attributes)) return [];
  element.attrs = attributes.map(({ name, value }) => ({ name, value }));
  // Text among shapes is not drawn, and is where two readings part.
  const children = cleanChildren(element.childNodes, around);
  element.childNodes = element.namespaceURI === SVG ? children.filter(isElement) : children;
  return [element];
}
