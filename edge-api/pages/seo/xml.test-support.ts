/** An element of XML. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** Text directly in it. */
  readonly text: string;
}

const NAME = '[A-Za-z_][\\w.-]*(?::[A-Za-z_][\\w.-]*)?';
const TAG = new RegExp(`<(/?)(${NAME})((?:\\s+${NAME}="[^"<]*")*)\\s*(/?)>`, 'y');
const ATTRIBUTE = new RegExp(`(${NAME})="([^"<]*)"`, 'g');
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Text as it was before it was escaped; refuses a `&` that begins no entity that XML knows by itself. */
function unescaped(text: string): string {
  return text.replaceAll(/&([^;]{0,12};?)/g, (whole, rest: string) => {
    const name = rest.slice(0, -1);
    const code = /^#(?:x([\da-fA-F]+)|(\d+))$/.exec(name);
    const known = code ? String.fromCodePoint(Number.parseInt(code[1] ?? code[2]!, code[1] ? 16 : 10)) : NAMED[name];
    if (!rest.endsWith(';') || known === undefined) throw new Error(`no entity: ${whole}`);
    return known;
  });
}

function attributesOf(text: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [, name = '', value = ''] of text.matchAll(ATTRIBUTE)) {
    if (name in found) throw new Error(`twice: ${name}`);
    found[name] = unescaped(value);
  }
  return found;
}

/**
 * The root of a document of XML 1.0 without comments, CDATA, DTDs and processing instructions, none of which we write. Strict:
 * characters that XML has not, tags that do not match, unquoted values, unknown entities and prefixes without a namespace are errors.
 */
export function parseXml(document: string): XmlElement {
  if (/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u.test(document))
    throw new Error('no XML character');
  const prolog = '<?xml version="1.0" encoding="UTF-8"?>';
  let at = document.startsWith(prolog) ? prolog.length : 0;
  const root = { name: '', attributes: {} as Record<string, string>, children: [] as XmlElement[], text: '' };
  const open = [root];
  while (at < document.length) {
    const next = document.indexOf('<', at);
    const text = document.slice(at, next === -1 ? undefined : next);
    const top = open.at(-1)!;
    if (text.includes(']]>')) throw new Error('text holds the end of CDATA');
    top.text += unescaped(text);
    if (next === -1) break;
    TAG.lastIndex = next;
    const [whole, slash, name = '', attributes = '', empty] = TAG.exec(document) ?? [];
    if (whole === undefined) throw new Error(`no tag: ${document.slice(next, next + 60)}`);
    at = next + whole.length;
    if (slash) {
      if (open.pop()?.name !== name) throw new Error(`</${name}> closes nothing`);
      continue;
    }
    const element = { name, attributes: attributesOf(attributes), children: [] as XmlElement[], text: '' };
    const names = [name, ...Object.keys(element.attributes)];
    for (const prefix of names.flatMap((one) => (one.includes(':') ? one.split(':', 1) : [])))
      if (!['xml', 'xmlns'].includes(prefix!) && ![...open, element].some((one) => `xmlns:${prefix}` in one.attributes))
        throw new Error(`no namespace: ${prefix}`);
    top.children.push(element);
    if (!empty) open.push(element);
  }
  if (open.length !== 1 || root.children.length !== 1 || root.text.trim()) throw new Error('not one root');
  return root.children[0]!;
}

/** Children of this name. */
export const childrenNamed = (element: XmlElement, name: string): XmlElement[] =>
  element.children.filter((child) => child.name === name);

/** Text of the one child of this name. */
export function textOf(element: XmlElement, name: string): string | undefined {
  const found = childrenNamed(element, name);
  if (found.length > 1) throw new Error(`several <${name}>`);
  return found[0]?.text;
}
