import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { z } from 'zod';
import { SECTION_TYPES } from '../../contract/sections/section-types.ts';
import { ALL_TYPES, type JsonSchema } from './json-schema.ts';
import { repairSections } from './generated-sections.ts';
import { repairSection } from './repair.ts';
import { anySectionSchema, generatorSchema, sectionSchema } from './schemas.ts';

/** Every schema within a schema, itself first, with its depth in objects. */
function within(schema: JsonSchema, depth = 0): { readonly schema: JsonSchema; readonly depth: number }[] {
  const deeper = schema.properties ? depth + 1 : depth;
  const { properties = {}, $defs = {}, items, anyOf = [], oneOf = [] } = schema;
  const inner = [...Object.values(properties), ...(items ? [items] : []), ...anyOf, ...oneOf];
  return [
    { schema, depth: deeper },
    ...inner.flatMap((one) => within(one, deeper)),
    ...Object.values($defs).flatMap((one) => within(one, 0)),
  ];
}

/** What a schema takes, as zod reads it. */
const reader = (schema: JsonSchema) =>
  z.fromJSONSchema(JSON.parse(JSON.stringify(schema)) as Parameters<typeof z.fromJSONSchema>[0]);

describe('the published schemas of sections', () => {
  for (const type of ALL_TYPES) {
    it(`${type.type}: takes its example in every layout, and no field, layout or type that is none`, () => {
      const own = reader(sectionSchema(type));
      const section = { type: type.type, content: type.example };
      for (const variant of Object.keys(type.variants))
        assert.ok(own.safeParse({ ...section, variant }).success, variant);
      assert.equal(own.safeParse({ ...section, variant: 'spiral' }).success, false);
      assert.equal(own.safeParse({ ...section, type: 'spiral' }).success, false);
      assert.equal(own.safeParse({ ...section, mood: 1 }).success, false);
      assert.equal(own.safeParse({ ...section, content: { ...(type.example as object), mood: 1 } }).success, false);
    });
  }

  it('of any section: takes each type’s own content alone', () => {
    const any = reader(anySectionSchema());
    for (const { type, example } of SECTION_TYPES) assert.ok(any.safeParse({ type, content: example }).success, type);
    assert.equal(any.safeParse({ type: 'hero', content: { questions: [] } }).success, false);
  });

  it('say of every object that it has no other fields, and refer to nothing that is not there', () => {
    for (const schema of [...ALL_TYPES.map(sectionSchema), anySectionSchema(), generatorSchema()]) {
      for (const { schema: one } of within(schema)) {
        if (one.properties) assert.equal(one['additionalProperties'], false);
        if (one.$ref) assert.ok(schema.$defs?.[one.$ref.replace('#/$defs/', '')], one.$ref);
      }
    }
  });

  it('are the same text whenever they are asked for, and nobody can change them', () => {
    for (const make of [anySectionSchema, generatorSchema, () => sectionSchema(ALL_TYPES[0]!)]) {
      assert.equal(JSON.stringify(make()), JSON.stringify(make()));
      assert.throws(() => Object.assign(make(), { type: 'x' }), TypeError);
    }
    const ids = [...ALL_TYPES.map(sectionSchema), anySectionSchema()].map(({ $id }) => $id);
    assert.equal(new Set(ids).size, 21);
  });
});

describe('the schema for strict structured outputs', () => {
  const all = within(generatorSchema());

  it('has an object as its root, requires every field, and has no keyword that is not documented', () => {
    assert.equal(generatorSchema().type, 'object');
    const known = new Set(
      'type description properties required additionalProperties items anyOf $ref $defs enum const minimum maximum multipleOf minItems maxItems'.split(
        ' ',
      ),
    );
    for (const { schema } of all) {
      assert.deepEqual(
        Object.keys(schema).filter((keyword) => !known.has(keyword)),
        [],
      );
      assert.deepEqual(schema.required, schema.properties && Object.keys(schema.properties));
      if (schema.$ref) assert.deepEqual(Object.keys(schema), ['$ref']);
    }
  });

  it('offers no blocks: which there are is the shop’s own', () => {
    assert.equal(Object.hasOwn(generatorSchema().$defs!, 'block'), false);
    assert.ok(Object.hasOwn(anySectionSchema().$defs!, 'block'));
    assert.doesNotMatch(JSON.stringify(generatorSchema()), /#\/\$defs\/block"/);
    const { sections, issues } = repairSections([{ type: 'block', content: { name: 'offers' } }]);
    assert.deepEqual([sections, issues[0]?.code], [[], 'unknown_type']);
  });

  it('stays within the documented sizes', () => {
    const properties = all.flatMap(({ schema }) => Object.keys(schema.properties ?? {}));
    const words = all.flatMap(({ schema }) => [
      ...(schema.enum ?? []),
      ...(schema.const === undefined ? [] : [schema.const]),
    ]);
    const names = Object.keys(generatorSchema().$defs ?? {});
    assert.ok(properties.length < 5000, String(properties.length));
    assert.ok(words.length < 1000, String(words.length));
    assert.ok([...properties, ...words, ...names].join('').length < 120_000);
    // A page, its sections, and below them the deepest content with a picture and its focus.
    assert.ok(2 + Math.max(...all.map(({ depth }) => depth)) + 2 <= 10);
  });

  it('lets through what repairs take without a note, with null for what is not there', () => {
    const section = {
      type: 'hero',
      variant: 'centred',
      content: { eyebrow: null, heading: 'Linen', text: null, actions: null, picture: null },
      settings: null,
    };
    assert.ok(reader(generatorSchema()).safeParse({ sections: [section] }).success);
    const result = repairSection(section);
    assert.deepEqual(result.ok && result.notes, []);
  });
});
