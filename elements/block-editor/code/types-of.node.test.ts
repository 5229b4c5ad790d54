import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parser } from '@lezer/javascript';
import type { SyntaxNode } from '@lezer/common';
import { typeOf } from './types-of.ts';

/** The guessed type of what stands before the mark `|`. */
function typeAt(marked: string): string | undefined {
  const at = marked.indexOf('|');
  const source = marked.replace('|', '.');
  const tree = parser.configure({ dialect: 'ts' }).parse(source);
  let node: SyntaxNode | null = tree.resolveInner(at + 1, -1);
  while (node && node.name !== 'MemberExpression') node = node.parent;
  return typeOf(node?.firstChild ?? null, (from, to) => source.slice(from, to));
}

const inBlock = (body: string) => `export default function ({ products, product, cart }, settings) {\n${body}\n}`;

describe('what the editor knows of an expression', () => {
  for (const [name, body, type] of [
    ['a product of a list', 'products({ limit: 3 }).map((p) => p| )', 'BlockProduct'],
    ['a list in a constant', 'const best = products();\nbest|', 'readonly BlockProduct[]'],
    ['one of a filtered list', 'products().filter((p) => p.available).map((each) => each| )', 'BlockProduct'],
    ['the first of a list', 'const [x] = [];\nproducts()[0]|', 'BlockProduct'],
    ['a price', 'const one = product("cup");\none.price|', 'Money'],
    ['a variant', 'product("cup").variants.map((v) => v| )', 'BlockVariant'],
    ['a line of the cart', 'cart().lines.find((line) => line| )', 'BlockCartLine'],
    ['the settings', 'settings|', 'SettingValues'],
    ['nothing of a stranger', 'const x = y;\nx|', undefined],
    ['nothing of a circle', 'const a = b;\nconst b = a;\na|', undefined],
  ] as const)
    it(`is ${name}`, () => assert.equal(typeAt(inBlock(body)), type));
});
