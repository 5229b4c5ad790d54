import { AT_RULES, LIMITS } from './allowed.ts';
import { readFont, readPrelude } from './at-rules.ts';
import { readDeclaration } from './declarations.ts';
import { child, kids, text, type CssNode } from './node.ts';
import { readSelectors, type RuleParent } from './selectors.ts';
import type { Reading } from './shop.ts';

/** Where a block stands. */
interface Place extends RuleParent {
  readonly depth: number;
}

const TOP: Place = { nested: false, parentIsRoot: false, depth: 0 };

const isThere = <Value>(value: Value | null): value is Value => value !== null;

/** A rule of a movement: `from`, `to` and shares of it. */
function readStop(node: CssNode, reading: Reading): CssNode | null {
  const isStop = (part: CssNode | undefined): boolean =>
    (part?.type === 'Percentage' && Number(text(part, 'value')) >= 0 && Number(text(part, 'value')) <= 100) ||
    (part?.type === 'TypeSelector' && /^(?:from|to)$/i.test(text(part, 'name')));
  const list = child(node, 'prelude');
  const block = child(node, 'block');
  const isRead =
    node.type === 'Rule' &&
    list?.type === 'SelectorList' &&
    kids(list).every((stop) => kids(stop).length === 1 && isStop(kids(stop)[0]));
  if (!isRead || !block) return reading.refuse(node, 'not_css', 'A movement has stops: from, to or a percentage.');
  const children = kids(block)
    .map((part) =>
      part.type === 'Declaration'
        ? readDeclaration(part, reading)
        : part.type === 'Comment'
          ? null
          : reading.refuse(part, 'not_css', 'A stop of a movement holds declarations.'),
    )
    .filter(isThere);
  return children.length > 0 ? { ...node, block: { ...block, children } } : null;
}

function readAtRule(node: CssNode, place: Place, reading: Reading): CssNode | null {
  const name = text(node, 'name').toLowerCase();
  if (!AT_RULES.has(name))
    return reading.refuse(node, 'at_rule', `"@${name.replace(/[^\w-]/g, '').slice(0, 40)}" is not allowed.`);
  if (name === 'font-face')
    return place.nested ? reading.refuse(node, 'font', 'A font stands in no other rule.') : readFont(node, reading);
  if (place.nested && (name === 'keyframes' || name === 'layer'))
    return reading.refuse(node, 'at_rule', `"@${name}" stands in no other rule.`);
  const prelude = readPrelude(name, child(node, 'prelude'), reading);
  if (prelude === undefined) return reading.refuse(node, 'at_rule', `We do not read what this "@${name}" asks for.`);
  const block = child(node, 'block');
  if (!block)
    return name === 'layer' && prelude
      ? { ...node, name, prelude }
      : reading.refuse(node, 'not_css', 'There is no block.');
  const children =
    name === 'keyframes'
      ? kids(block)
          .filter(({ type }) => type !== 'Comment')
          .map((stop) => (reading.countRule() ? readStop(stop, reading) : null))
          .filter(isThere)
      : readList(kids(block), { ...place, depth: place.depth + 1 }, reading);
  return children.length > 0 ? { ...node, name, prelude, block: { ...block, children } } : null;
}

function readRule(node: CssNode, place: Place, reading: Reading): CssNode | null {
  const selectors = readSelectors(child(node, 'prelude'), place, reading);
  const block = child(node, 'block');
  if (!selectors || !block) return null;
  const inside: Place = { nested: true, parentIsRoot: selectors.isRoot, depth: place.depth + 1 };
  const children = readList(kids(block), inside, reading);
  return children.length > 0 ? { ...node, prelude: selectors.list, block: { ...block, children } } : null;
}

function readOne(node: CssNode, place: Place, reading: Reading): CssNode | null {
  switch (node.type) {
    case 'Comment':
    case 'CDO':
    case 'CDC':
      return null;
    case 'Declaration':
      return place.nested
        ? readDeclaration(node, reading)
        : reading.refuse(node, 'not_css', 'A declaration stands in a rule.');
    case 'Rule':
    case 'Atrule':
      if (!reading.countRule()) return null;
      if (place.depth >= LIMITS.depth)
        return reading.refuse(node, 'too_many', `Rules stand at most ${LIMITS.depth} levels deep.`);
      return node.type === 'Rule' ? readRule(node, place, reading) : readAtRule(node, place, reading);
    default:
      return refuseUnread(node, place, reading);
  }
}

/** What the parser could not read: a rule within another that does not begin with `&`, or no CSS. */
function refuseUnread(node: CssNode, place: Place, reading: Reading): null {
  const unread = text(node, 'value');
  if (node.type === 'Raw' && /^[\s;]*$/.test(unread)) return null;
  return place.nested && unread.includes('{')
    ? reading.refuse(node, 'selector_outside', 'A rule within another begins with "&".')
    : reading.refuse(node, 'not_css', 'We cannot read this.');
}

const readList = (nodes: readonly CssNode[], place: Place, reading: Reading): CssNode[] =>
  nodes.map((node) => readOne(node, place, reading)).filter(isThere);

/** A style sheet of what may stand. */
export const readSheet = (sheet: CssNode, reading: Reading): CssNode => ({
  ...sheet,
  children: readList(kids(sheet), TOP, reading),
});
