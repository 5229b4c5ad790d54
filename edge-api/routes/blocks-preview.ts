import { createRoute } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import { BlockInputAnswer, BlockInputWish, BlockPreview, PreviewBlock } from '../contract/blocks-admin.ts';
import type { ServicesEnv } from '../middleware/env.ts';
import { jsonBody } from '../middleware/json-body.ts';
import { adminErrors, type AdminRouting, json, router, StoreParam } from './router.ts';

const path = '/v1/admin/stores/{store}/blocks';
const tags = ['Blocks'];
const BODY = ['invalid_json', 'body_too_large', 'currency_unknown'] as const;

/** Drafts of blocks, as their authors look at them. `open` opens the store a key has opened the door of. */
export const blockPreviewRoutes = ({ needs, security }: AdminRouting, open: MiddlewareHandler<ServicesEnv>) =>
  router()
    .openapi(
      createRoute({
        method: 'post',
        path: `${path}/preview`,
        tags,
        security,
        middleware: [needs('blocks:write'), jsonBody, open] as const,
        summary: 'Draws a source with the store’s own data, and keeps nothing of it.',
        request: { params: StoreParam, body: { content: json(PreviewBlock), required: true } },
        responses: {
          200: { description: 'What came of it.', content: json(BlockPreview) },
          ...adminErrors(...BODY),
        },
      }),
      async (c) => c.json(await c.var.services.blockPreviews.preview(c.req.valid('json'), c.var.origin), 200),
    )
    .openapi(
      createRoute({
        method: 'post',
        path: `${path}/input`,
        tags,
        security,
        middleware: [needs('blocks:write'), jsonBody, open] as const,
        summary: 'All that a block is given, for a preview that runs it in a browser.',
        request: { params: StoreParam, body: { content: json(BlockInputWish), required: true } },
        responses: {
          200: { description: 'What it is given.', content: json(BlockInputAnswer) },
          ...adminErrors(...BODY),
        },
      }),
      async (c) => c.json(await c.var.services.blockPreviews.input(c.req.valid('json'), c.var.origin), 200),
    );
