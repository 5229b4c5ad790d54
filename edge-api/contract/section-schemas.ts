import { z } from '@hono/zod-openapi';

/** `GET /v1/section-schemas`: what sections there are, and where the JSON Schema of each is. */
export const SectionSchemaList = z
  .object({
    types: z.array(
      z.object({
        type: z.string(),
        title: z.string(),
        /** What it is good for: generators choose by it. */
        description: z.string(),
        /** Its layouts, each with a sentence; the first stands where none, or an unknown one, is named. */
        variants: z.record(z.string(), z.string()),
        /** Path of its JSON Schema. */
        schema: z.string(),
      }),
    ),
    /** Path of the schema of a section of any type. */
    any: z.string(),
    /** Path of the schema of a whole page, as structured outputs in strict mode take it. */
    generator: z.string(),
  })
  .openapi('SectionSchemaList');
export type SectionSchemaList = z.infer<typeof SectionSchemaList>;

/** A JSON Schema, draft 2020-12. */
export const SectionSchema = z.record(z.string(), z.unknown()).openapi('SectionSchema');
