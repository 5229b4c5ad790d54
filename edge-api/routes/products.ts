import { createRoute } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import { CollectionList, Handle, ListProducts, ProductAnswer, ProductList, ReadProduct } from '../contract/products.ts';
import { StoreAnswer } from '../contract/stores.ts';
import type { StoreEnv } from '../middleware/env.ts';
import { type Exchange, filtersIn } from '../services/currencies.ts';
import { errors, json, StoreParam, storeRouter } from './router.ts';

const readStore = createRoute({
  method: 'get',
  path: '/v1/stores/{store}',
  tags: ['Catalogue'],
  summary: 'The store: name, currency, branding, features, ways to pay.',
  request: { params: StoreParam },
  responses: { 200: { description: 'The store.', content: json(StoreAnswer) }, ...errors() },
});

const listProducts = createRoute({
  method: 'get',
  path: '/v1/stores/{store}/products',
  tags: ['Catalogue'],
  summary: 'A page of products: filtered, sorted, by cursor.',
  request: { params: StoreParam, query: ListProducts },
  responses: {
    200: { description: 'A page of products.', content: json(ProductList) },
    ...errors('collection_not_found', 'currency_unknown'),
  },
});

const readProduct = createRoute({
  method: 'get',
  path: '/v1/stores/{store}/products/{handle}',
  tags: ['Catalogue'],
  summary: 'One product with its variants, options and pictures.',
  request: {
    params: StoreParam.extend({ handle: Handle.openapi({ param: { name: 'handle', in: 'path' } }) }),
    query: ReadProduct,
  },
  responses: {
    200: { description: 'The product.', content: json(ProductAnswer) },
    ...errors('product_not_found', 'currency_unknown'),
  },
});

const listCollections = createRoute({
  method: 'get',
  path: '/v1/stores/{store}/collections',
  tags: ['Catalogue'],
  summary: 'All collections, in the merchant’s order.',
  request: { params: StoreParam },
  responses: { 200: { description: 'The collections.', content: json(CollectionList) }, ...errors() },
});

/** The public catalogue of one store. */
export const productRoutes = (page: MiddlewareHandler<StoreEnv>[]) =>
  storeRouter()
    .openapi({ ...readStore, middleware: page }, async (c) => {
      const { version, body } = await c.var.services.store.get();
      c.set('catalogueVersion', version);
      return c.json(body, 200);
    })
    .openapi({ ...listProducts, middleware: page }, async (c) => {
      const { products, store } = c.var.services;
      const query = c.req.valid('query');
      const make = (exchange?: Exchange) => products.list(filtersIn(query, exchange));
      const { version, provisional, body } = await store.inCurrency(query.currency, make);
      c.set('catalogueVersion', version);
      c.set('provisional', provisional === true);
      return c.json(body, 200);
    })
    .openapi({ ...readProduct, middleware: page }, async (c) => {
      const { products, store } = c.var.services;
      const { handle } = c.req.valid('param');
      const answer = await store.inCurrency(c.req.valid('query').currency, () => products.get(handle));
      const { version, provisional, body } = answer;
      c.set('catalogueVersion', version);
      c.set('provisional', provisional === true);
      return c.json(body, 200);
    })
    .openapi({ ...listCollections, middleware: page }, async (c) => {
      const { version, body } = await c.var.services.products.collections();
      c.set('catalogueVersion', version);
      return c.json(body, 200);
    });
