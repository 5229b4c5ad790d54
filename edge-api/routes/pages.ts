import { createRoute, z } from '@hono/zod-openapi';
import type { Context, MiddlewareHandler } from 'hono';
import { PageAnswer, SectionAnswer } from '../contract/sections/page.ts';
import type { Section } from '../contract/sections/section.ts';
import { lentToBlocks } from '../middleware/block-draws.ts';
import type { StoreEnv } from '../middleware/env.ts';
import { errors, json, StoreParam, storeRouter } from './router.ts';

/** In which language blocks are drawn; the store's own where it is left out. */
const Spoken = z.object({ locale: z.string().max(35).optional() });
type Spoken = z.infer<typeof Spoken>;

const readPage = createRoute({
  method: 'get',
  path: '/v1/stores/{store}/pages/{slug}',
  tags: ['Pages'],
  summary: 'A page with its sections, as it is published; with a preview’s secret, its draft.',
  request: {
    params: StoreParam.extend({
      slug: z
        .string()
        .max(240)
        .openapi({ param: { name: 'slug', in: 'path' }, example: 'about' }),
    }),
    query: Spoken.extend({ preview: z.string().max(100).optional() }),
  },
  responses: { 200: { description: 'The page.', content: json(PageAnswer) }, ...errors('page_not_found', 'page_gone') },
});

const readSection = createRoute({
  method: 'get',
  path: '/v1/stores/{store}/sections/{sectionId}',
  tags: ['Pages'],
  summary: 'A section that stands alone, or is on a page that visitors see.',
  request: {
    params: StoreParam.extend({
      sectionId: z
        .string()
        .max(64)
        .openapi({ param: { name: 'sectionId', in: 'path' } }),
    }),
    query: Spoken,
  },
  responses: { 200: { description: 'The section.', content: json(SectionAnswer) }, ...errors('section_not_found') },
});

/** Sections with their blocks drawn, for a page of any host. */
async function withBlocks(c: Context<StoreEnv>, given: readonly Section[], { locale }: Spoken) {
  const { sections, provisional } = await c.var.services.livePages.withBlocks(given, { locale, ...lentToBlocks(c) });
  if (provisional) c.set('provisional', true);
  return sections;
}

/** Pages and sections, as a store's visitors get them. */
export const pageRoutes = (page: MiddlewareHandler<StoreEnv>[]) =>
  storeRouter()
    .openapi({ ...readPage, middleware: page }, async (c) => {
      const { slug } = c.req.valid('param');
      const query = c.req.valid('query');
      const { version, body, isPreview } = await c.var.services.livePages.answer(slug, query.preview);
      c.set('catalogueVersion', version);
      c.set('provisional', isPreview);
      if (isPreview) c.header('x-robots-tag', 'noindex, nofollow');
      const sections = await withBlocks(c, body.page.sections, query);
      return c.json({ ...body, page: { ...body.page, sections: [...sections] } }, 200);
    })
    .openapi({ ...readSection, middleware: page }, async (c) => {
      const { version, body } = await c.var.services.livePages.section(c.req.valid('param').sectionId);
      c.set('catalogueVersion', version);
      const [section = body.section] = await withBlocks(c, [body.section], c.req.valid('query'));
      return c.json({ ...body, section }, 200);
    });
