import { LIMITS } from './css/allowed.ts';
import { cssTree } from './css/css-tree.ts';
import { goesOn, hasManyStops, stopsOf } from './css/movement.ts';
import { child, kids, text, type CssNode, type CssParser } from './css/node.ts';
import { readSheet } from './css/rules.ts';
import type { CssScope, Reading, Removed, RemovedCode } from './css/shop.ts';

export type { CssScope, Removed, RemovedCode } from './css/shop.ts';

/** What may be served of a merchant's CSS, and what was taken out of it. */
export interface MerchantCss {
  readonly css: string;
  /** At most 100. */
  readonly removed: readonly Removed[];
}

const nothing = (code: RemovedCode, message: string): MerchantCss => ({
  css: '',
  removed: [{ line: 1, column: 1, code, message }],
});

/** As CSS is read: https://drafts.csswg.org/css-syntax/#input-preprocessing. */
const prepared = (css: string): string => css.replace(/^\ufeff/, '').replace(/[\0\p{Cs}]/gu, '\ufffd');

/** How deep brackets of any kind stand in one another at most; texts and comments are not told apart. */
function depthOf(css: string): number {
  let depth = 0;
  let most = 0;
  for (const character of css) {
    if (character === '{' || character === '(' || character === '[') most = Math.max(most, ++depth);
    else if (character === '}' || character === ')' || character === ']') depth = Math.max(0, depth - 1);
  }
  return most;
}

/** Movements of the sheet, looked at before anything is read: rules of a sheet can be put together on one element. */
function movementsOf(sheet: CssNode): { mostStops: number; isEndless: boolean } {
  let mostStops = 1;
  let isEndless = false;
  const open = [sheet];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.type === 'Atrule' && text(node, 'name').toLowerCase() === 'keyframes')
      mostStops = Math.max(mostStops, stopsOf(node));
    const value = child(node, 'value');
    if (node.type === 'Declaration' && value) isEndless ||= goesOn(text(node, 'property').toLowerCase(), value);
    const block = child(node, 'block');
    open.push(...kids(node), ...(block ? [block] : []));
  }
  return { mostStops, isEndless: isEndless || hasManyStops(mostStops) };
}

function rootOf(scope: string): CssNode {
  const [, sign, name] = /^([.#])([a-z][\w-]*)$/i.exec(scope) ?? [];
  if (!name) throw new Error(`"${scope}" is not one class or id.`);
  return { type: sign === '.' ? 'ClassSelector' : 'IdSelector', name };
}

/** Reads CSS once. */
function readOnce(css: string, shop: CssScope, parser: CssParser): MerchantCss {
  const removed: Removed[] = [];
  let rules = 0;
  let steps = 0;
  let isTold = false;
  const sheet = parser.parse(css);
  const refuse: Reading['refuse'] = (at, code, message) => {
    const { line, column } = at?.loc?.start ?? { line: 1, column: 1 };
    if (removed.length < LIMITS.told) removed.push({ line, column, code, message });
    return null;
  };
  const reading: Reading = {
    ...shop,
    ...movementsOf(sheet),
    parser,
    root: rootOf(shop.scope),
    refuse,
    spend: (more) => (steps += more) <= LIMITS.steps,
    countRule() {
      if (++rules <= LIMITS.rules) return true;
      if (!isTold) refuse(undefined, 'too_many', `Only the first ${LIMITS.rules} rules are taken.`);
      isTold = true;
      return false;
    },
  };
  return { css: parser.generate(readSheet(sheet, reading)), removed };
}

/**
 * Rebuilds a merchant's CSS from what is allowed: never fails, whatever is given, and copies nothing that was not read. What
 * it writes is read again, and served only if nothing is found in it and the same is written.
 */
export function merchantCss(given: string, shop: CssScope, parser: CssParser = cssTree): MerchantCss {
  const css = prepared(given);
  if (new TextEncoder().encode(css).length > LIMITS.bytes)
    return nothing('too_large', `A style sheet has at most ${LIMITS.bytes / 1024} KiB.`);
  if (depthOf(css) > LIMITS.brackets)
    return nothing('too_many', `Brackets stand in one another at most ${LIMITS.brackets} deep.`);
  try {
    const first = readOnce(css, shop, parser);
    const second = readOnce(first.css, shop, parser);
    const isSame = second.removed.length === 0 && second.css === first.css && !/<[/!]/.test(first.css);
    return isSame
      ? first
      : { css: '', removed: [...first.removed.slice(0, LIMITS.told - 1), ...nothing('not_css', UNSTABLE).removed] };
  } catch (error) {
    if (error instanceof RangeError) return nothing('too_many', 'This is nested too deeply to be read.');
    throw error;
  }
}

const UNSTABLE = 'What we would write of this reads differently the second time, so none of it is served.';
