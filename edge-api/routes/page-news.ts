import { createRoute } from '@hono/zod-openapi';
import { PageNewsAnswer } from '../contract/page-news.ts';
import { errors, json, StoreParam, storeRouter } from './router.ts';

/** For ten minutes: it says where to listen, not what has changed. */
const KEPT = { 'cache-control': 'public, max-age=600' };

/** Where open pages hear that they have changed. */
export const pageNewsRoutes = () =>
  storeRouter().openapi(
    createRoute({
      method: 'get',
      path: '/v1/stores/{store}/page-news',
      tags: ['Pages'],
      summary: 'Where an open page hears of changes of the store’s pages and sections.',
      request: { params: StoreParam },
      responses: {
        200: { description: 'An address, and what to ask there.', content: json(PageNewsAnswer) },
        ...errors(),
      },
    }),
    async (c) => c.json(await c.var.services.pageNews.where(c.var.origin), 200, KEPT),
  );
