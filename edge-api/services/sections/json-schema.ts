import { z } from 'zod';
import type { SectionType } from '../../contract/sections/define-section.ts';
import { SectionSettings } from '../../contract/sections/parts.ts';
import { SECTION_TYPES } from '../../contract/sections/section-types.ts';

/** As much of JSON Schema (draft 2020-12) as zod writes for the contract. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
  readonly type?: string;
  readonly title?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | boolean;
  readonly propertyNames?: JsonSchema;
  readonly maxProperties?: number;
  readonly items?: JsonSchema;
  readonly oneOf?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
  readonly enum?: readonly string[];
  readonly const?: string;
  readonly default?: unknown;
  readonly pattern?: string;
  readonly format?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly multipleOf?: number;
  readonly [keyword: string]: unknown;
}

// What zod gives is a JSON Schema; the interface above names its keywords.
const written = (schema: z.ZodType): JsonSchema => z.toJSONSchema(schema, { io: 'input' }) as unknown as JsonSchema;

const remembered = new Map<string, JsonSchema>();
function once(name: string, make: () => JsonSchema): JsonSchema {
  const known = remembered.get(name) ?? make();
  remembered.set(name, known);
  return known;
}

/** Fields that the shop fills in when it shows a section: whoever writes one does not send them. */
const FILLED_BY_SHOP: Readonly<Record<string, readonly string[]>> = { 'blog-preview': ['items'] };

function asSent(type: string, schema: JsonSchema): JsonSchema {
  const filled = Object.hasOwn(FILLED_BY_SHOP, type) ? FILLED_BY_SHOP[type]! : [];
  const properties = Object.entries(schema.properties ?? {}).filter(([name]) => !filled.includes(name));
  return { ...schema, properties: Object.fromEntries(properties) };
}

/** The JSON Schema of what a type of section holds as it is sent, made when it is first asked for. */
export const contentSchema = ({ type, content }: SectionType): JsonSchema =>
  once(type, () => asSent(type, written(content as z.ZodType)));
/** The JSON Schema of how any section stands on its page. */
export const settingsSchema = (): JsonSchema => once('', () => written(SectionSettings));

/** All types, without the types of their contents. */
export const ALL_TYPES = SECTION_TYPES as unknown as readonly SectionType[];
