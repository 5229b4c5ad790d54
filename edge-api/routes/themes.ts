import { createRoute, z } from '@hono/zod-openapi';
import { errors, StoreParam, storeRouter } from './router.ts';

const YEAR_S = 31_536_000;

/** A theme as a style sheet that a merchant links to on a site of his own. */
export const themeRoutes = () =>
  storeRouter().openapi(
    createRoute({
      method: 'get',
      path: '/v1/stores/{store}/theme.css',
      tags: ['Themes'],
      summary:
        'The looks of the shop as a style sheet: link to it, and elements and pages of the shop follow its theme.',
      request: {
        params: StoreParam,
        query: z.object({
          v: z.string().max(64).optional().describe('Which theme, as it is now: such an answer may be kept for good.'),
          preview: z.string().max(100).optional().describe('The secret of a preview.'),
        }),
      },
      responses: {
        200: {
          description: 'The style sheet; empty for a shop without a theme.',
          content: { 'text/css': { schema: z.string() } },
        },
        ...errors(),
      },
    }),
    async (c) => {
      const { v, preview } = c.req.valid('query');
      const shown = await c.var.services.themes.shown(preview);
      const mark = shown?.mark ?? 'none';
      // Named after the shop too: what one shop has says nothing of another.
      const etag = `W/"theme-${c.var.store.handle}-${mark}"`;
      // Pages of other origins link to it.
      c.header('cross-origin-resource-policy', 'cross-origin');
      const kept = v === mark ? `public, max-age=${YEAR_S}, immutable` : 'public, max-age=0, must-revalidate';
      c.header('cache-control', preview === undefined ? kept : 'no-store');
      if (preview === undefined) c.header('etag', etag);
      const asked = preview === undefined ? c.req.header('if-none-match')?.split(',') : undefined;
      if (asked?.some((tag) => tag.trim().replace(/^W\//, '') === etag.slice(2))) return c.body(null, 304);
      return c.body(shown?.css ?? '', 200, { 'content-type': 'text/css; charset=utf-8' });
    },
  );
