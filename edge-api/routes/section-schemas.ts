import { createRoute, z } from '@hono/zod-openapi';
import { ErrorAnswer } from '../contract/errors.ts';
import { SectionSchema, SectionSchemaList } from '../contract/section-schemas.ts';
import { SECTION_TYPES } from '../contract/sections/section-types.ts';
import { type KeptText, keptText, sendKept } from '../middleware/kept-text.ts';
import { ApiError } from '../services/errors.ts';
import { publishedSchema } from '../services/sections/schemas.ts';
import { json, router } from './router.ts';

const path = '/v1/section-schemas';
const tags = ['Sections'];
/** For a day without asking, and while it is asked for anew: a schema changes with a release. */
const KEPT = { 'cache-control': 'public, max-age=86400, stale-while-revalidate=604800' };
const counted = { 429: { description: '`rate_limited`', content: json(ErrorAnswer) } };

const list = (): SectionSchemaList => ({
  types: SECTION_TYPES.map(({ type, title, description, variants }) => ({
    type,
    title,
    description,
    variants,
    schema: `${path}/${type}`,
  })),
  any: `${path}/any`,
  generator: `${path}/generator`,
});

/** What sections may be, for those who write them: the same for every store, and open to everybody. */
export function sectionSchemaRoutes() {
  const index = keptText(async () => JSON.stringify(list()));
  const texts = new Map<string, () => Promise<KeptText>>();
  function textOf(name: string): (() => Promise<KeptText>) | undefined {
    const schema = publishedSchema(name);
    if (!schema) return undefined;
    const known = texts.get(name) ?? keptText(async () => JSON.stringify(schema()));
    texts.set(name, known);
    return known;
  }
  return router()
    .openapi(
      createRoute({
        method: 'get',
        path: '/v1/section-schemas',
        tags,
        summary: 'Lists the types of sections, with their layouts and where their JSON Schemas are.',
        responses: {
          200: { description: 'In the order an editor offers them.', content: json(SectionSchemaList) },
          ...counted,
        },
      }),
      // A kept text has lost the type that its maker above has checked.
      async (c) => sendKept(c, await index(), 'application/json', KEPT) as never,
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/v1/section-schemas/{type}',
        tags,
        summary:
          'The JSON Schema of a type of section, of `any`, or (`generator`) of a page for structured outputs in strict mode.',
        request: {
          params: z.object({
            type: z
              .string()
              .max(40)
              .openapi({ param: { name: 'type', in: 'path' }, example: 'hero' }),
          }),
        },
        responses: {
          200: { description: 'Draft 2020-12.', content: { 'application/schema+json': { schema: SectionSchema } } },
          400: { description: '`invalid_request`', content: json(ErrorAnswer) },
          404: { description: '`not_found`', content: json(ErrorAnswer) },
          ...counted,
        },
      }),
      async (c) => {
        const text = textOf(c.req.valid('param').type);
        if (!text) throw new ApiError('not_found', `There is no schema of this name. ${path} lists them.`);
        return sendKept(c, await text(), 'application/schema+json', KEPT) as never;
      },
    );
}
