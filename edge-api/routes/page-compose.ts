import type { MiddlewareHandler } from 'hono';
import { createRoute } from '@hono/zod-openapi';
import { ComposedPage, ComposePage } from '../contract/page-compose.ts';
import type { ServicesEnv } from '../middleware/env.ts';
import { jsonBody } from '../middleware/json-body.ts';
import { adminErrors, type AdminRouting, json, router, StoreParam } from './router.ts';

/** Pages that are written of what a shop holds. `open` opens the store a key has opened the door of. */
export const pageComposeRoutes = ({ needs, security }: AdminRouting, open: MiddlewareHandler<ServicesEnv>) =>
  router().openapi(
    createRoute({
      method: 'post',
      path: '/v1/admin/stores/{store}/pages/compose',
      tags: ['Pages'],
      summary:
        'Writes the draft of a page of nothing but what the shop holds: by rule, or by a model where one is set up.',
      security,
      middleware: [needs('pages:write'), jsonBody, open] as const,
      request: { params: StoreParam, body: { content: json(ComposePage), required: true } },
      responses: {
        201: { description: 'The draft, and how it came to be.', content: json(ComposedPage) },
        ...adminErrors(
          'invalid_json',
          'body_too_large',
          'limit_reached',
          'invalid_section',
          'page_slug_taken',
          'generation_failed',
        ),
      },
    }),
    async (c) => {
      const { platform, services, store, actor } = c.var;
      const wish = c.req.valid('json');
      const { composer } = services;
      // Counted before it is asked: what a model has written was paid for, whatever comes of it.
      if (composer.asksModel(wish)) await platform.usage.takeAiGeneration(store.id);
      const composed = await composer.compose(wish, actor.name, c.req.raw.signal);
      const { page, generation } = composed;
      const detail = { generator: generation.generator, model: generation.model, sections: page.sections.length };
      await platform.audit.record(actor, { storeId: store.id, action: 'page.compose', target: page.id, detail });
      return c.json(composed, 201);
    },
  );
