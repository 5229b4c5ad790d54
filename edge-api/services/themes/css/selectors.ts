import { CHOICES, COUNTED, isAttribute, LANGUAGES, LIMITS, OLD_ELEMENTS, PSEUDO_ELEMENTS, STATES } from './allowed.ts';
import { child, countNodes, kids, text, type CssNode } from './node.ts';
import { isPlainName, isQuietText, type Reading, type RemovedCode } from './shop.ts';

/** Thrown within this file, and told by `readSelectors`. */
class Refusal {
  readonly code: RemovedCode;
  readonly message: string;
  constructor(code: RemovedCode, message: string) {
    this.code = code;
    this.message = message;
  }
}

const OUTSIDE = new Refusal('selector_outside', 'This would choose what is around the shop.');
const UNREADABLE = new Refusal('selector', 'This is no selector we read.');

/** Where a selector stands. */
interface Place {
  /** In a rule within another: begins with `&`. */
  readonly nested: boolean;
  /** Whether `&` may be the shop's root. */
  readonly parentIsRoot: boolean;
  /** Within `:is()` and its like: no scope goes before it, and `:has()` may begin with a combinator. */
  readonly within: 'no' | 'choice' | 'has';
  /** Whether what `:has()` belongs to may be the shop's root. */
  readonly hostIsRoot: boolean;
}

/** Simple selectors that stand together, and how they are joined to those before. */
interface Compound {
  readonly joined: string;
  parts: CssNode[];
}

const sameAsRoot = (part: CssNode, { root }: Reading): boolean =>
  part.type === root.type && text(part, 'name') === text(root, 'name');

/** The page's root in any of its names. */
const isPage = (part: CssNode): boolean =>
  (part.type === 'TypeSelector' && /^(?:html|body)$/i.test(text(part, 'name'))) ||
  (part.type === 'PseudoClassSelector' && text(part, 'name').toLowerCase() === 'root');

/** Whether a compound may be the shop's root itself. */
const mayBeRoot = (parts: readonly CssNode[], place: Place, reading: Reading): boolean =>
  parts.some(
    (part) =>
      sameAsRoot(part, reading) ||
      (part.type === 'NestingSelector' && place.parentIsRoot) ||
      (part.type === 'PseudoClassSelector' &&
        ['is', 'where', 'not'].includes(text(part, 'name')) &&
        kids(kids(part)[0]).some((choice) => mayBeRoot(lastOf(kids(choice)), place, reading))),
  );

const lastOf = (parts: readonly CssNode[]): readonly CssNode[] =>
  parts.slice(parts.findLastIndex(({ type }) => type === 'Combinator') + 1);

/** A class or an id, decoded and written anew. */
function readName(part: CssNode, { parser }: Reading): CssNode {
  const name = parser.decode(text(part, 'name'));
  if (name === '' || /[\0\p{Cs}\ufffd]/u.test(name)) throw UNREADABLE;
  return { ...part, name: parser.encode(name) };
}

function readAttribute(part: CssNode): CssNode {
  const name = text(child(part, 'name'), 'name');
  const value = child(part, 'value');
  const said = value?.type === 'String' ? text(value, 'value') : text(value, 'name');
  const isPlain = isPlainName(name) && isAttribute(name.toLowerCase()) && !part['flags'];
  const isWhole = value === null ? !part['matcher'] : part['matcher'] === '=';
  if (!isPlain || !isWhole || said.includes('\\') || !isQuietText(said))
    throw new Refusal('selector_attribute', 'Attributes that may hold what was typed are not asked for.');
  return part;
}

const notAllowed = (name: string): Refusal =>
  new Refusal('selector_pseudo', `":${name.replace(/[^\w-]/g, '').slice(0, 40)}" is not allowed.`);

function readChoices(
  list: CssNode,
  within: 'choice' | 'has',
  hostIsRoot: boolean,
  place: Place,
  reading: Reading,
): CssNode {
  if (list.type !== 'SelectorList' || kids(list).length === 0) throw UNREADABLE;
  const inside: Place = { ...place, within, hostIsRoot };
  return { ...list, children: kids(list).map((choice) => readSelector(choice, inside, reading)) };
}

function readPseudoClass(part: CssNode, place: Place, reading: Reading, hostIsRoot: boolean): CssNode {
  const written = text(part, 'name');
  const name = written.toLowerCase();
  if (!isPlainName(written)) throw notAllowed(written);
  const given = kids(part);
  if (STATES.has(name) && given.length === 0) return { ...part, name, children: null };
  if (OLD_ELEMENTS.has(name) && given.length === 0) return { ...part, type: 'PseudoElementSelector', name };
  const [first] = given;
  if (!first) throw notAllowed(name);
  if (CHOICES.has(name)) {
    const within = name === 'has' ? 'has' : 'choice';
    return { ...part, name, children: [readChoices(first, within, hostIsRoot, place, reading)] };
  }
  if (COUNTED.has(name) && first.type === 'Nth') {
    const of = child(first, 'selector');
    const selector = of && readChoices(of, 'choice', hostIsRoot, place, reading);
    return { ...part, name, children: [{ ...first, selector }] };
  }
  const isWord = (word: CssNode): boolean => /^[\w-]+$/.test(text(word, 'name') || text(word, 'value') || ',');
  if (LANGUAGES.has(name) && given.every((word) => /^(?:Identifier|String|Operator)$/.test(word.type) && isWord(word)))
    return { ...part, name };
  throw notAllowed(name);
}

function readPseudoElement(part: CssNode): CssNode {
  const name = text(part, 'name').toLowerCase();
  if (!PSEUDO_ELEMENTS.has(name)) throw notAllowed(`:${name}`);
  if (name !== 'part') {
    if (kids(part).length > 0) throw notAllowed(`:${name}`);
    return { ...part, name };
  }
  const names = text(kids(part)[0] ?? null, 'value')
    .trim()
    .split(/\s+/);
  if (kids(part).length !== 1 || !names.every((one) => /^[a-z][\w-]*$/i.test(one))) throw notAllowed(':part');
  return { ...part, name, children: [{ type: 'Raw', value: names.join(' ') }] };
}

function readPart(part: CssNode, place: Place, reading: Reading, hostIsRoot: boolean): CssNode {
  switch (part.type) {
    case 'TypeSelector':
      if (!/^(?:\*|[a-z][\w-]*)$/i.test(text(part, 'name'))) throw UNREADABLE;
      return part;
    case 'ClassSelector':
    case 'IdSelector':
      return readName(part, reading);
    case 'AttributeSelector':
      return readAttribute(part);
    case 'PseudoClassSelector':
      return readPseudoClass(part, place, reading, hostIsRoot);
    case 'PseudoElementSelector':
      return readPseudoElement(part);
    case 'NestingSelector':
      return part;
    default:
      throw UNREADABLE;
  }
}

/** Cuts a selector at its combinators. */
function compoundsOf(selector: CssNode): Compound[] {
  const compounds: Compound[] = [];
  let joined = '';
  for (const part of kids(selector)) {
    if (part.type === 'Combinator') {
      joined = text(part, 'name');
      if (![' ', '>', '+', '~'].includes(joined)) throw UNREADABLE;
    } else if (joined === '' && compounds.length > 0) compounds.at(-1)!.parts.push(part);
    else {
      compounds.push({ joined, parts: [part] });
      joined = '';
    }
  }
  if (joined !== '' || compounds.length === 0) throw UNREADABLE;
  return compounds;
}

/** Names of the page become the shop's root, once, behind a type that stands there too. */
function rooted(parts: readonly CssNode[], reading: Reading): CssNode[] {
  if (!parts.some(isPage)) return [...parts];
  const others = parts.filter((part) => !isPage(part) && !sameAsRoot(part, reading));
  const types = others.filter(({ type }) => type === 'TypeSelector');
  return [...types, reading.root, ...others.filter((part) => !types.includes(part))];
}

/** `html body .card`: both are the shop, and one of them is enough. */
function mergeRoots(compounds: readonly Compound[], reading: Reading): Compound[] {
  const merged: Compound[] = [];
  for (const compound of compounds) {
    const before = merged.at(-1);
    const isRoot = ({ parts }: Compound): boolean => parts.some((part) => sameAsRoot(part, reading));
    const hasType = ({ parts }: Compound): boolean => parts.some(({ type }) => type === 'TypeSelector');
    const isSame = before && isRoot(before) && isRoot(compound) && /^[ >]$/.test(compound.joined);
    if (isSame && !hasType(compound) && before.parts.every(({ type }) => type !== 'PseudoElementSelector'))
      before.parts = [...before.parts, ...compound.parts.filter((part) => !sameAsRoot(part, reading))];
    else merged.push({ ...compound });
  }
  return merged;
}

/** `&` stands only where it must: first in a rule within another. */
function checkNesting(compounds: readonly Compound[], place: Place): void {
  const begins = compounds[0]?.parts[0]?.type === 'NestingSelector';
  const count = compounds.flatMap(({ parts }) => parts).filter(({ type }) => type === 'NestingSelector').length;
  if (place.nested && place.within === 'no') {
    if (!begins || count !== 1)
      throw new Refusal('selector_outside', 'A rule within another begins with "&", and has one.');
  } else if (count > 0) throw new Refusal('selector', '"&" belongs at the beginning of a rule within another.');
}

/** Neighbours of the root are not in the shop. */
function checkNeighbours(compounds: readonly Compound[], place: Place, reading: Reading): void {
  for (const [at, { joined }] of compounds.entries()) {
    if (joined !== '+' && joined !== '~') continue;
    const before = compounds[at - 1];
    if (before ? mayBeRoot(before.parts, place, reading) : place.hostIsRoot) throw OUTSIDE;
  }
}

function readSelector(selector: CssNode, place: Place, reading: Reading): CssNode {
  if (selector.type !== 'Selector') throw UNREADABLE;
  const cut = compoundsOf(selector);
  if (cut[0]!.joined !== '' && place.within !== 'has') throw place.nested ? OUTSIDE : UNREADABLE;
  checkNesting(cut, place);
  const named = cut.map(({ joined, parts }) => ({ joined, parts: rooted(parts, reading) }));
  const merged = mergeRoots(named, reading);
  const read = merged.map(({ joined, parts }) => {
    const hostIsRoot = mayBeRoot(parts, place, reading);
    return { joined, parts: parts.map((part) => readPart(part, place, reading, hostIsRoot)) };
  });
  checkNeighbours(read, place, reading);
  const isInside = place.within !== 'no' || place.nested || read[0]!.parts.some((part) => sameAsRoot(part, reading));
  const scoped = isInside
    ? read
    : [{ joined: '', parts: [reading.root] }, { ...read[0]!, joined: ' ' }, ...read.slice(1)];
  const children = scoped.flatMap(({ joined, parts }) => [
    ...(joined === '' ? [] : [{ type: 'Combinator', name: joined }]),
    ...parts,
  ]);
  return { ...selector, children };
}

/** What a rule is within. */
export interface RuleParent {
  readonly nested: boolean;
  readonly parentIsRoot: boolean;
}

/** Selectors of a rule as they may stand, and whether one of them may choose the root; null where none is left. */
export function readSelectors(
  prelude: CssNode | null,
  parent: RuleParent,
  reading: Reading,
): { readonly list: CssNode; readonly isRoot: boolean } | null {
  if (prelude?.type !== 'SelectorList')
    return reading.refuse(prelude ?? undefined, UNREADABLE.code, UNREADABLE.message);
  if (kids(prelude).length > LIMITS.selectors)
    return reading.refuse(prelude, 'too_many', `A rule has at most ${LIMITS.selectors} selectors.`);
  const place: Place = { ...parent, within: 'no', hostIsRoot: false };
  const left = kids(prelude).flatMap((selector): CssNode[] => {
    if (countNodes(selector, LIMITS.parts * 2 + 2) > LIMITS.parts * 2) {
      reading.refuse(selector, 'too_many', `A selector has at most ${LIMITS.parts} parts.`);
      return [];
    }
    try {
      return [readSelector(selector, place, reading)];
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      reading.refuse(selector, error.code, error.message);
      return [];
    }
  });
  if (left.length === 0) return null;
  const isRoot = left.some((selector) => mayBeRoot(lastOf(kids(selector)), place, reading));
  return { list: { ...prelude, children: left }, isRoot };
}
