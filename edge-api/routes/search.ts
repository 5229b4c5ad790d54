import { createRoute, z } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import { AskedCurrency } from '../contract/money.ts';
import { SearchAnswer, SearchProducts, Suggestions } from '../contract/search.ts';
import type { StoreEnv } from '../middleware/env.ts';
import { type Exchange, filtersIn } from '../services/currencies.ts';
import { errors, json, StoreParam, storeRouter } from './router.ts';

const searchProducts = createRoute({
  method: 'get',
  path: '/v1/stores/{store}/search',
  tags: ['Search'],
  summary: 'Products that match a query, best first, with total and facets.',
  request: { params: StoreParam, query: SearchProducts },
  responses: { 200: { description: 'A page of hits.', content: json(SearchAnswer) }, ...errors('currency_unknown') },
});

const suggest = createRoute({
  method: 'get',
  path: '/v1/stores/{store}/search/suggest',
  tags: ['Search'],
  summary: 'What to show while a query is being typed.',
  request: { params: StoreParam, query: z.object({ q: z.string().max(200), currency: AskedCurrency }) },
  responses: { 200: { description: 'Suggestions.', content: json(Suggestions) }, ...errors('currency_unknown') },
});

/** Search in one store. */
export const searchRoutes = (page: MiddlewareHandler<StoreEnv>[]) =>
  storeRouter()
    .openapi({ ...searchProducts, middleware: page }, async (c) => {
      const { search, store } = c.var.services;
      const query = c.req.valid('query');
      const make = (exchange?: Exchange) => search.find(filtersIn(query, exchange));
      const { version, provisional, body } = await store.inCurrency(query.currency, make);
      c.set('catalogueVersion', version);
      c.set('provisional', provisional === true);
      return c.json(body, 200);
    })
    .openapi({ ...suggest, middleware: page }, async (c) => {
      const { search, store } = c.var.services;
      const { q, currency } = c.req.valid('query');
      const { version, provisional, body } = await store.inCurrency(currency, () => search.suggest(q));
      c.set('catalogueVersion', version);
      c.set('provisional', provisional === true);
      return c.json(body, 200);
    });
