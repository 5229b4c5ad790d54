import { createRoute } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import { Handle } from '../contract/products.ts';
import { Recommendations, RecommendForProduct, RecommendForProducts } from '../contract/recommendations.ts';
import type { StoreEnv } from '../middleware/env.ts';
import { errors, json, StoreParam, storeRouter } from './router.ts';

const forProduct = createRoute({
  method: 'get',
  path: '/v1/stores/{store}/products/{handle}/recommendations',
  tags: ['Recommendations'],
  summary: 'What goes with a product: picks, bought together, similar.',
  request: {
    params: StoreParam.extend({ handle: Handle.openapi({ param: { name: 'handle', in: 'path' } }) }),
    query: RecommendForProduct,
  },
  responses: {
    200: { description: 'Products, best first.', content: json(Recommendations) },
    ...errors('product_not_found', 'currency_unknown'),
  },
});

const forProducts = createRoute({
  method: 'get',
  path: '/v1/stores/{store}/recommendations',
  tags: ['Recommendations'],
  summary: 'What goes with several products, such as those in a cart; or the products viewed before.',
  request: { params: StoreParam, query: RecommendForProducts },
  responses: {
    200: { description: 'Products, best first.', content: json(Recommendations) },
    ...errors('currency_unknown'),
  },
});

/** Recommendations of one store. */
export const recommendationRoutes = (page: MiddlewareHandler<StoreEnv>[]) =>
  storeRouter()
    .openapi({ ...forProduct, middleware: page }, async (c) => {
      const { handle } = c.req.valid('param');
      const { recommendations, store } = c.var.services;
      const query = c.req.valid('query');
      const make = () => recommendations.forProduct(handle, query);
      const { version, provisional, body } = await store.inCurrency(query.currency, make);
      c.set('catalogueVersion', version);
      c.set('provisional', provisional === true);
      return c.json(body, 200);
    })
    .openapi({ ...forProducts, middleware: page }, async (c) => {
      const { recommendations, store } = c.var.services;
      const query = c.req.valid('query');
      const { version, provisional, body } = await store.inCurrency(query.currency, () =>
        recommendations.forProducts(query),
      );
      c.set('catalogueVersion', version);
      c.set('provisional', provisional === true);
      return c.json(body, 200);
    });
