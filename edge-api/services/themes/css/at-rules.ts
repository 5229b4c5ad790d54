import { FONT_DESCRIPTORS, FONT_FUNCTIONS } from './allowed.ts';
import { declarationProblem } from './declarations.ts';
import { child, kids, text, type CssNode } from './node.ts';
import { isPlainName, type Reading } from './shop.ts';
import { valueProblem } from './values.ts';

/** What queries compare: names, numbers and mathematics. */
function isQuantity(node: CssNode | null, reading: Reading): boolean {
  if (node === null) return true;
  if (node.type === 'Identifier') return isPlainName(text(node, 'name'));
  return (
    /^(?:Number|Dimension|Ratio|Function)$/.test(node.type) &&
    valueProblem({ type: 'Value', children: [node] }, reading) === null
  );
}

/** Conditions of `@media`, `@container` and `@supports`; functions such as `style()` and `selector()` are none. */
function isCondition(node: CssNode, reading: Reading): boolean {
  switch (node.type) {
    case 'Condition':
    case 'MediaQueryList':
      return kids(node).length > 0 && kids(node).every((part) => isCondition(part, reading));
    case 'MediaQuery': {
      const condition = child(node, 'condition');
      const words = [text(node, 'modifier'), text(node, 'mediaType')];
      return words.every((word) => /^[a-z-]*$/i.test(word)) && (!condition || isCondition(condition, reading));
    }
    case 'Feature':
      return /^-?[a-z][a-z-]*$/i.test(text(node, 'name')) && isQuantity(child(node, 'value'), reading);
    case 'FeatureRange':
      return ['left', 'middle', 'right'].every((side) => isQuantity(child(node, side), reading));
    case 'SupportsDeclaration': {
      const declaration = child(node, 'declaration');
      return declaration !== null && declarationProblem(declaration, reading) === null;
    }
    case 'Identifier':
      return /^[a-z][\w-]*$/i.test(text(node, 'name'));
    default:
      return false;
  }
}

/** Layers with the shop's beginning before their names. */
function readLayers(prelude: CssNode | null, { prefix }: Reading): CssNode | null | undefined {
  if (prelude === null) return null;
  const [list] = kids(prelude);
  const names = kids(list);
  if (list?.type !== 'LayerList' || !names.every((layer) => /^[a-z][\w.-]*$/i.test(text(layer, 'name'))))
    return undefined;
  const children = names.map((layer) => {
    const name = text(layer, 'name');
    return name.startsWith(prefix) ? layer : { ...layer, name: `${prefix}${name}` };
  });
  return { ...prelude, children: [{ ...list, children }] };
}

function readMovementName(prelude: CssNode | null, { prefix }: Reading): CssNode | undefined {
  const [given, ...others] = kids(prelude);
  const name = text(given ?? null, 'name');
  if (!prelude || !given || others.length > 0 || given.type !== 'Identifier' || !/^-?[a-z_][\w-]*$/i.test(name))
    return undefined;
  return { ...prelude, children: [name.startsWith(prefix) ? given : { ...given, name: `${prefix}${name}` }] };
}

/** What stands between the name of an at-rule and its block; undefined where it may not stand. */
export function readPrelude(name: string, prelude: CssNode | null, reading: Reading): CssNode | null | undefined {
  if (name === 'layer') return readLayers(prelude, reading);
  if (name === 'keyframes') return readMovementName(prelude, reading);
  if (prelude?.type !== 'AtrulePrelude' || kids(prelude).length === 0) return undefined;
  return kids(prelude).every((part) => isCondition(part, reading)) ? prelude : undefined;
}

function isDescriptor(node: CssNode, reading: Reading): boolean {
  const name = text(node, 'property').toLowerCase();
  if (node.type !== 'Declaration' || !FONT_DESCRIPTORS.has(name) || node['important'] !== false) return false;
  const rules = name === 'src' ? { functions: FONT_FUNCTIONS, pictured: true } : { functions: new Set<string>() };
  return valueProblem(child(node, 'value'), reading, rules) === null;
}

/** A font goes whole: half of one would be another. */
export function readFont(node: CssNode, reading: Reading): CssNode | null {
  const inside = kids(child(node, 'block'));
  const names = inside.map((descriptor) => text(descriptor, 'property').toLowerCase());
  const isWhole = names.includes('font-family') && names.includes('src') && child(node, 'prelude') === null;
  return isWhole && inside.every((descriptor) => isDescriptor(descriptor, reading))
    ? node
    : reading.refuse(
        node,
        'font',
        'A font has a name and a source in the media library, and nothing else but how it looks.',
      );
}
