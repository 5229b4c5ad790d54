import { createRoute, z } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import { SearchAnswer, SearchProducts, Suggestions } from '../contract/search.ts';
import type { StoreEnv } from '../middleware/env.ts';
import { errors, json, StoreParam, storeRouter } from './router.ts';

const searchProducts = createRoute({
  method: 'get',
  path: '/v1/stores/{store}/search',
  tags: ['Search'],
  summary: 'Products that match a query, best first, with total and facets.',
  request: { params: StoreParam, query: SearchProducts },
  responses: { 200: { description: 'A page of hits.', content: json(SearchAnswer) }, ...errors() },
});

const suggest = createRoute({
  method: 'get',
  path: '/v1/stores/{store}/search/suggest',
  tags: ['Search'],
  summary: 'What to show while a query is being typed.',
  request: { params: StoreParam, query: z.object({ q: z.string().max(200) }) },
  responses: { 200: { description: 'Suggestions.', content: json(Suggestions) }, ...errors() },
});

/** Search in one store. */
export const searchRoutes = (page: MiddlewareHandler<StoreEnv>[]) =>
  storeRouter()
    .openapi({ ...searchProducts, middleware: page }, async (c) => {
      const { version, provisional, body } = await c.var.services.search.find(c.req.valid('query'));
      c.set('catalogueVersion', version);
      c.set('provisional', provisional === true);
      return c.json(body, 200);
    })
    .openapi({ ...suggest, middleware: page }, async (c) => {
      const { version, body } = await c.var.services.search.suggest(c.req.valid('query').q);
      c.set('catalogueVersion', version);
      return c.json(body, 200);
    });
