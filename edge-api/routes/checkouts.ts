import { createRoute, z } from '@hono/zod-openapi';
import { OrderAnswer, PlaceOrder } from '../contract/orders.ts';
import { Quote, RequestQuote } from '../contract/quotes.ts';
import { absoluteImages } from '../middleware/absolute-images.ts';
import { noStore } from '../middleware/headers.ts';
import { jsonBody } from '../middleware/json-body.ts';
import { errors, json, StoreParam, storeRouter } from './router.ts';

const requestQuote = createRoute({
  method: 'post',
  path: '/v1/stores/{store}/quotes',
  tags: ['Selling'],
  summary: 'Prices lines by the store’s own rules.',
  request: { params: StoreParam, body: { content: json(RequestQuote), required: true } },
  responses: {
    200: { description: 'The quote.', content: json(Quote) },
    ...errors('invalid_json', 'body_too_large', 'currency_unknown'),
  },
});

const placeOrder = createRoute({
  method: 'post',
  path: '/v1/stores/{store}/checkouts',
  tags: ['Selling'],
  summary: 'Places a guest’s order. The same key and body again answer the same order.',
  request: { params: StoreParam, body: { content: json(PlaceOrder), required: true } },
  responses: {
    201: { description: 'The order.', content: json(OrderAnswer) },
    ...errors(
      'invalid_json',
      'body_too_large',
      'price_changed',
      'not_enough_stock',
      'discount_used_up',
      'checkout_closed',
      'idempotency_key_reused',
      'not_deliverable',
      'limit_reached',
    ),
  },
});

const readOrder = createRoute({
  method: 'get',
  path: '/v1/stores/{store}/orders/{token}',
  tags: ['Selling'],
  summary: 'The order a token opens.',
  request: {
    params: StoreParam.extend({
      token: z
        .string()
        .min(1)
        .max(200)
        .openapi({ param: { name: 'token', in: 'path' } }),
    }),
  },
  responses: { 200: { description: 'The order.', content: json(OrderAnswer) }, ...errors('order_not_found') },
});

/** Quotes, checkouts and the orders they lead to. */
export const checkoutRoutes = () =>
  storeRouter()
    .openapi({ ...requestQuote, middleware: [noStore, absoluteImages, jsonBody] }, async (c) =>
      c.json(await c.var.services.quotes.quote(c.req.valid('json'), { customerId: c.var.customer }), 200),
    )
    .openapi({ ...placeOrder, middleware: [noStore, absoluteImages, jsonBody] }, async (c) => {
      const { services } = c.var;
      const answer = await services.checkouts.place(c.req.valid('json'), c.var.customer);
      // The order stands; what it owes the cart is done beside the answer, and again by the next drain if it fails.
      c.var.defer(() => services.outbox.drain());
      return c.json(answer, 201);
    })
    .openapi({ ...readOrder, middleware: [noStore, absoluteImages] }, async (c) =>
      c.json(await c.var.services.orders.get(c.req.valid('param').token), 200),
    );
