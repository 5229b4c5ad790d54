import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import {
  CartHandover,
  CartLog,
  CartSession,
  ClaimCart,
  ClaimedCart,
  HandOverCart,
  StartCartSession,
  SyncCartLog,
  TakeOverCart,
} from '../contract/carts.ts';
import { signedIn } from '../middleware/customer.ts';
import type { StoreEnv } from '../middleware/env.ts';
import { noStore } from '../middleware/headers.ts';
import { jsonBody } from '../middleware/json-body.ts';
import { originsOf } from '../middleware/store-cors.ts';
import type { AskingPage } from '../services/cart-sharing.ts';
import { errors, json, StoreParam, storeRouter } from './router.ts';

const middleware = [noStore, jsonBody] as const;
const CartParam = StoreParam.extend({ cartId: z.uuid().openapi({ param: { name: 'cartId', in: 'path' } }) });

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
    params: CartParam,
    body: { content: json(SyncCartLog), required: true },
  },
  responses: {
    200: { description: 'The log.', content: json(CartLog) },
    ...errors('invalid_json', 'body_too_large', 'cart_not_found', 'cart_full'),
  },
});

const claimCart = createRoute({
  method: 'post',
  path: '/v1/stores/{store}/carts/{cartId}/claim',
  tags: ['Cart'],
  summary: 'Makes a cart the signed-in customer’s, or part of the one he has. Harmless to repeat.',
  request: { params: CartParam, body: { content: json(ClaimCart), required: true } },
  responses: {
    200: { description: 'The customer’s cart, and a secret of it.', content: json(ClaimedCart) },
    ...errors('invalid_json', 'body_too_large', 'cart_not_found', 'customer_token_invalid'),
  },
});

const handOver = createRoute({
  method: 'post',
  path: '/v1/stores/{store}/carts/{cartId}/handovers',
  tags: ['Cart'],
  summary: 'A code that opens the cart once on another device, or on a page of another of the store’s origins.',
  request: { params: CartParam, body: { content: json(HandOverCart), required: true } },
  responses: {
    200: { description: 'The code.', content: json(CartHandover) },
    ...errors('invalid_json', 'body_too_large', 'cart_not_found'),
  },
});

const takeOver = createRoute({
  method: 'post',
  path: '/v1/stores/{store}/cart-handovers',
  tags: ['Cart'],
  summary: 'Uses up a code that hands a cart over.',
  request: { params: StoreParam, body: { content: json(TakeOverCart), required: true } },
  responses: {
    200: { description: 'The cart and a secret of this device’s own.', content: json(CartSession) },
    ...errors('invalid_json', 'body_too_large', 'cart_code_invalid'),
  },
});

/** The page that asks to share a cart; counted, because codes are worth guessing at. */
async function askingPage(c: Context<StoreEnv>): Promise<AskingPage> {
  const { allowance, origin, store } = c.var;
  await allowance.take('handovers-address', allowance.address);
  return { origin, page: c.req.header('origin'), origins: originsOf(c.var, store) };
}

/** Carts over HTTP. */
export const cartRoutes = () =>
  storeRouter()
    .openapi({ ...startSession, middleware: [...middleware] }, async (c) =>
      c.json(await c.var.services.carts.start(c.req.valid('json'), c.var.origin), 200),
    )
    .openapi({ ...syncLog, middleware: [...middleware] }, async (c) =>
      c.json(await c.var.services.carts.sync(c.req.valid('param').cartId, c.req.valid('json')), 200),
    )
    .openapi({ ...claimCart, middleware: [...middleware] }, async (c) => {
      const { customerId } = signedIn(c);
      const { origin, services } = c.var;
      const { cartId } = c.req.valid('param');
      return c.json(await services.carts.claim(cartId, c.req.valid('json'), customerId, origin), 200);
    })
    .openapi({ ...handOver, middleware: [...middleware] }, async (c) => {
      const { cartId } = c.req.valid('param');
      return c.json(await c.var.services.carts.handOver(cartId, c.req.valid('json'), await askingPage(c)), 200);
    })
    .openapi({ ...takeOver, middleware: [...middleware] }, async (c) =>
      c.json(await c.var.services.carts.takeOver(c.req.valid('json'), await askingPage(c)), 200),
    );
