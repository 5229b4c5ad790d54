import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { z } from '@hono/zod-openapi';
import { SECTION_TYPES } from './section-types.ts';

/** Every field of a JSON Schema that has no words. */
function unsaid(schema: unknown, path = ''): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties = {}, items, anyOf, oneOf } = schema as Record<string, never>;
  const below = Object.entries(properties as Record<string, Record<string, unknown>>).flatMap(([name, field]) => [
    ...(field['description'] || field['$ref'] || field['allOf'] || field['const'] !== undefined
      ? []
      : [`${path}.${name}`]),
    ...unsaid(field, `${path}.${name}`),
  ]);
  return [...below, ...[items, ...((anyOf ?? oneOf ?? []) as unknown[])].flatMap((part) => unsaid(part, `${path}[]`))];
}

describe('the types of sections', () => {
  it('are the twenty, each with three layouts or more but that which a block draws', () => {
    assert.equal(SECTION_TYPES.length, 20);
    assert.equal(new Set(SECTION_TYPES.map(({ type }) => type)).size, 20);
    for (const { type, variants } of SECTION_TYPES)
      assert.ok(Object.keys(variants).length >= (type === 'block' ? 1 : 3), type);
  });

  for (const { type, content, example } of SECTION_TYPES) {
    it(`${type}: its example is what its schema takes`, () => {
      assert.deepEqual(content.parse(example), content.parse(content.parse(example)));
      const asked = z.toJSONSchema(content as z.ZodType, { io: 'input' });
      assert.deepEqual(unsaid(asked), []);
    });
  }
});
