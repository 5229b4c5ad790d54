import type { SectionType } from '../../contract/sections/define-section.ts';
import { sectionType } from '../../contract/sections/section-types.ts';
import { ALL_TYPES, contentSchema, type JsonSchema, settingsSchema } from './json-schema.ts';

/**
 * The JSON Schemas (draft 2020-12) by which generators constrain themselves. Two kinds:
 *
 * - `sectionSchema`, `anySectionSchema`: what a section is, with limits, patterns, defaults and an example. For validators,
 *   editors and generators that take any schema.
 * - `generatorSchema`: a whole page for OpenAI's structured outputs in strict mode and those like it: the root is an object, every
 *   field is required (null says it is not there), nothing else is allowed, and only the documented keywords stand in it. What
 *   it cannot say stands in descriptions: lengths of texts, which characters they hold, where a link may lead, defaults.
 *
 * What no JSON Schema here says, and only the contract does: texts are trimmed before they are measured, schemes of addresses are
 * taken in capitals, too, and each row of a comparison has as many values as there are columns.
 */

/** Changes when the schemas do in a way that what was valid no longer is. */
const VERSION = '1';

const idOf = (name: string): string => `urn:vitrine:section:${VERSION}:${name}`;

/** A schema that allows no other fields, at any depth; choices are told apart by a constant, so any of them is one of them. */
function closed(schema: JsonSchema): JsonSchema {
  const { $schema: _, $defs, oneOf, anyOf, properties, additionalProperties, items, pattern, ...rest } = schema;
  const choices = oneOf ?? anyOf;
  return {
    ...rest,
    ...(pattern !== undefined && { pattern: portable(pattern) }),
    ...(properties && { properties: eachOf(properties, closed), additionalProperties: false }),
    ...(typeof additionalProperties === 'object' && { additionalProperties: closed(additionalProperties) }),
    ...(items && { items: closed(items) }),
    ...(choices && { anyOf: choices.map(closed) }),
    ...($defs && { $defs: eachOf($defs, closed) }),
  };
}

/**
 * A pattern that means the same to validators without Unicode properties, such as Python's, or without ECMAScript's flag for them.
 * Halves of surrogate pairs are left out of it: JSON that is well formed has none.
 */
const portable = (pattern: string): string =>
  pattern.replaceAll('\\p{Cc}', '\\u0000-\\u001f\\u007f-\\u009f').replaceAll('\\p{Cs}', '');

const eachOf = <T, U>(all: Readonly<Record<string, T>>, change: (one: T) => U): Record<string, U> =>
  Object.fromEntries(Object.entries(all).map(([name, one]) => [name, change(one)]));

/** One type of section without what it shares with others, and that. */
function parts(type: SectionType): { readonly body: JsonSchema; readonly defs: Readonly<Record<string, JsonSchema>> } {
  const { $defs: contentDefs = {}, ...content } = closed(contentSchema(type));
  // Settings have a name: their schema refers to its own definition.
  const { $defs: settingsDefs = {}, $ref: settings } = closed(settingsSchema());
  const layouts = Object.entries(type.variants).map(([name, words]) => `${name}: ${words}`);
  const [first] = Object.keys(type.variants);
  const body: JsonSchema = {
    title: type.title,
    description: type.description,
    type: 'object',
    properties: {
      type: { const: type.type, description: 'Type of the section.' },
      variant: { enum: Object.keys(type.variants), default: first, description: `Layout. ${layouts.join(' ')}` },
      content: { ...content, description: 'What it says and shows.' },
      settings: { ...(settings !== undefined && { $ref: settings }) },
    },
    required: ['type', 'content'],
    additionalProperties: false,
    examples: [{ type: type.type, variant: first, content: type.example }],
  };
  return { body, defs: { ...contentDefs, ...settingsDefs } };
}

const published = new Map<string, JsonSchema>();
function once(name: string, make: () => JsonSchema): JsonSchema {
  const known = published.get(name) ?? frozen(make());
  published.set(name, known);
  return known;
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(frozen);
  return value;
}

/** Schema of one type; the same object every time, so that its JSON text and a digest of it stay the same. */
export const sectionSchema = (type: SectionType): JsonSchema =>
  once(type.type, () => {
    const { body, defs } = parts(type);
    return { $schema: DRAFT, $id: idOf(type.type), ...body, $defs: defs };
  });

/** Schema of a section of any type, told apart by `type`. */
export const anySectionSchema = (): JsonSchema =>
  once('any', () => {
    const all = ALL_TYPES.map((type) => ({ name: type.type, ...parts(type) }));
    return {
      $schema: DRAFT,
      $id: idOf('any'),
      title: 'Section',
      description: 'A section of a page, of one of these types.',
      anyOf: all.map(({ name }) => ({ $ref: `#/$defs/${name}` })),
      $defs: Object.assign(
        {},
        ...all.map(({ name, body, defs }) => ({ ...defs, [name]: body })),
      ) as JsonSchema['$defs'],
    } as JsonSchema;
  });

const DRAFT = 'https://json-schema.org/draft/2020-12/schema';

/** A page of sections, as strict structured outputs take it. */
export const generatorSchema = (): JsonSchema =>
  once('generator', () => {
    const { $defs = {} } = anySectionSchema();
    const others = ALL_TYPES.flatMap(({ type, generated }) => (generated === false ? [type] : []));
    const names = ALL_TYPES.map(({ type }) => type).filter((type) => !others.includes(type));
    const told = Object.fromEntries(Object.entries($defs).filter(([name]) => !others.includes(name)));
    return {
      type: 'object',
      description: 'A page.',
      properties: {
        sections: {
          type: 'array',
          description: 'The sections of the page, from top to bottom. Three to ten are enough.',
          minItems: 1,
          maxItems: 20,
          items: { anyOf: names.map((name) => ({ $ref: `#/$defs/${name}` })) },
        },
      },
      required: ['sections'],
      additionalProperties: false,
      $defs: eachOf(told, strict),
    };
  });

/** What makes the schema of this name: of a type, of `any`, of a `generator`'s page; undefined when there is none. */
export function publishedSchema(name: string): (() => JsonSchema) | undefined {
  if (name === 'any') return anySectionSchema;
  if (name === 'generator') return generatorSchema;
  const type = sectionType(name);
  return type && (() => sectionSchema(type));
}

/** Keywords that strict structured outputs know as we do (developers.openai.com, Structured model outputs, Supported schemas). */
const KEPT = ['type', 'enum', 'const', 'minimum', 'maximum', 'multipleOf', 'minItems', 'maxItems'] as const;

/** A schema in which every field is required, and null where it may be left out; limits that have no keyword are said in words. */
function strict(schema: JsonSchema): JsonSchema {
  // Nothing may stand beside a reference.
  if (schema.$ref !== undefined) return { $ref: schema.$ref };
  const { properties, items, anyOf, required = [] } = schema;
  const said = inWords(schema);
  return {
    ...Object.fromEntries(
      KEPT.flatMap((keyword) => (schema[keyword] === undefined ? [] : [[keyword, schema[keyword]]])),
    ),
    ...(schema.enum || schema.const !== undefined ? { type: 'string' } : {}),
    ...(said !== '' && { description: said }),
    ...(items && { items: strict(items) }),
    ...(anyOf && { anyOf: anyOf.map(strict) }),
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, field]) => [
          name,
          required.includes(name) ? strict(field) : { anyOf: [strict(field), { type: 'null' }] },
        ]),
      ),
      required: Object.keys(properties),
      additionalProperties: false,
    }),
  };
}

/** A description with what no keyword may say. */
function inWords({ description, maxLength, pattern, default: fallback }: JsonSchema): string {
  const isPlain = maxLength !== undefined && pattern !== undefined && new RegExp(pattern, 'u').test('one two');
  const sentences = [
    description,
    isPlain ? `Plain text of at most ${maxLength} characters.` : undefined,
    typeof fallback === 'string' || typeof fallback === 'number' ? `${fallback} where null.` : undefined,
  ];
  return sentences.filter((sentence) => sentence !== undefined && sentence !== '').join(' ');
}
