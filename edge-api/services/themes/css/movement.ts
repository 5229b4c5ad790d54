import { child, kids, text, type CssNode } from './node.ts';
import type { Reading } from './shop.ts';
import type { ValueProblem } from './values.ts';

/** Rounds that anything may move for, and stops that one round may have before it counts as going on. */
const ROUNDS = 3;
const STOPS = 10;
/** Steps a second: WCAG 2.2, 2.3.1, three flashes or below. */
const STEPS_A_SECOND = 3;

/** Words of `animation` that are no name. */
const WORDS = new Set(
  `none auto normal reverse alternate alternate-reverse forwards backwards both running paused infinite ease ease-in ease-out
  ease-in-out linear step-start step-end replace add accumulate inherit initial unset revert revert-layer`.split(/\s+/),
);

const problem = (message: string): ValueProblem => ({ code: 'animation', message });
const FLASHES = problem(
  `What goes on for more than ${ROUNDS} rounds may change at most ${STEPS_A_SECOND} times a second, and says both in "animation".`,
);

const seconds = (node: CssNode): number =>
  Number(text(node, 'value')) / (text(node, 'unit').toLowerCase() === 'ms' ? 1000 : 1);

const isTime = (node: CssNode): boolean =>
  node.type === 'Dimension' && ['s', 'ms'].includes(text(node, 'unit').toLowerCase());

/** A list cut at its commas. */
function layersOf(value: CssNode): CssNode[][] {
  const layers: CssNode[][] = [[]];
  for (const node of kids(value)) {
    if (node.type === 'Operator' && text(node, 'value') === ',') layers.push([]);
    else layers.at(-1)!.push(node);
  }
  return layers;
}

const isLong = (node: CssNode): boolean =>
  (node.type === 'Number' && !(Number(text(node, 'value')) <= ROUNDS)) ||
  (node.type === 'Identifier' && text(node, 'name').toLowerCase() === 'infinite');

/** Whether an `animation` goes on. */
export const goesOn = (property: string, value: CssNode): boolean =>
  /^(?:-[a-z]+-)?animation$/.test(property) && layersOf(value).some((layer) => layer.some(isLong));

/** Stops of a movement: how often it changes in one round. */
export function stopsOf(keyframes: CssNode): number {
  const block = child(keyframes, 'block');
  return kids(block).reduce((sum, rule) => sum + kids(child(rule, 'prelude')).length, 0);
}

/** Whether a movement with so many stops counts as going on by itself. */
export const hasManyStops = (stops: number): boolean => stops > STOPS;

/** Looks at `animation` and its parts. They hold no `var` and no calculation: their times have to be seen. */
export function movementProblem(name: string, value: CssNode, reading: Reading): ValueProblem | null {
  const property = name.replace(/^-[a-z]+-/, '');
  const least = Math.max(2, reading.mostStops) / STEPS_A_SECOND;
  const layers = layersOf(value);
  if (property === 'animation-iteration-count') return layers.some((layer) => layer.some(isLong)) ? FLASHES : null;
  if (property === 'animation-duration')
    return reading.isEndless && !layers.every((layer) => layer.every((time) => seconds(time) >= least))
      ? FLASHES
      : null;
  if (property !== 'animation') return null;
  const tooFast = (layer: readonly CssNode[]): boolean => {
    const duration = layer.find(isTime);
    return !(duration && seconds(duration) >= least);
  };
  const all = hasManyStops(reading.mostStops);
  return layers.some(
    (layer) =>
      (all || layer.some(isLong)) &&
      tooFast(layer) &&
      layer.some((node) => node.type !== 'Identifier' || text(node, 'name') !== 'none'),
  )
    ? FLASHES
    : null;
}

/** Gives the names in `animation` and `animation-name` the beginning of the shop. */
export function nameMovements(property: string, value: CssNode, { prefix }: Reading): CssNode {
  if (!/^(?:-[a-z]+-)?animation(?:-name)?$/.test(property)) return value;
  const children = kids(value).map((node) => {
    const name = text(node, 'name');
    if (node.type !== 'Identifier' || WORDS.has(name.toLowerCase()) || name.startsWith(prefix)) return node;
    return { ...node, name: `${prefix}${name}` };
  });
  return { ...value, children };
}
