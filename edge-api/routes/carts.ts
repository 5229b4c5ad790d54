import { createRoute, z } from '@hono/zod-openapi';
import { CartLog, CartSession, StartCartSession, SyncCartLog } from '../contract/carts.ts';
import { noStore } from '../middleware/headers.ts';
import { jsonBody } from '../middleware/json-body.ts';
import { errors, json, StoreParam, storeRouter } from './router.ts';

const middleware = [noStore, jsonBody] as const;

const startSession = createRoute({
  method: 'post',
  path: '/v1/stores/{store}/cart-sessions',
  tags: ['Cart'],
  summary: 'Opens a cart: a new one, or the one a token opens.',
  request: { params: StoreParam, body: { content: json(StartCartSession), required: true } },
  responses: {
    200: { description: 'The cart and its secret.', content: json(CartSession) },
    ...errors('invalid_json', 'body_too_large', 'cart_token_invalid'),
  },
});

const syncLog = createRoute({
  method: 'post',
  path: '/v1/stores/{store}/carts/{cartId}/log',
  tags: ['Cart'],
  summary: 'Hands in entries of a cart’s log and answers the whole log. Harmless to repeat.',
  request: {
    params: StoreParam.extend({ cartId: z.uuid().openapi({ param: { name: 'cartId', in: 'path' } }) }),
    body: { content: json(SyncCartLog), required: true },
  },
  responses: {
    200: { description: 'The log.', content: json(CartLog) },
    ...errors('invalid_json', 'body_too_large', 'cart_not_found', 'cart_full'),
  },
});

/** Carts over HTTP. */
export const cartRoutes = () =>
  storeRouter()
    .openapi({ ...startSession, middleware: [...middleware] }, async (c) =>
      c.json(await c.var.services.carts.start(c.req.valid('json'), c.var.origin), 200),
    )
    .openapi({ ...syncLog, middleware: [...middleware] }, async (c) =>
      c.json(await c.var.services.carts.sync(c.req.valid('param').cartId, c.req.valid('json')), 200),
    );
