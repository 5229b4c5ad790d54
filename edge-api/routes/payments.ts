import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { BeginPayment, PaymentAnswer, PaymentEventAnswer } from '../contract/payments.ts';
import type { StoreEnv } from '../middleware/env.ts';
import { noStore } from '../middleware/headers.ts';
import { jsonBody } from '../middleware/json-body.ts';
import { rawBody } from '../middleware/raw-body.ts';
import { invalidRequest } from '../services/errors.ts';
import { mayReturnTo } from '../services/origins.ts';
import { errors, json, StoreParam, storeRouter } from './router.ts';

/** Longest body a provider sends, in bytes. */
const EVENT_BYTES = 256 * 1024;

const OrderParam = StoreParam.extend({
  token: z
    .string()
    .min(1)
    .max(200)
    .openapi({ param: { name: 'token', in: 'path' } }),
});
const state = { 200: { description: 'How the payment stands.', content: json(PaymentAnswer) } };

const beginPayment = createRoute({
  method: 'post',
  path: '/v1/stores/{store}/orders/{token}/payment',
  tags: ['Selling'],
  summary: 'Begins the payment of an order, or goes on with the one under way. The amount is the order’s.',
  request: { params: OrderParam, body: { content: json(BeginPayment), required: true } },
  responses: {
    ...state,
    ...errors('invalid_json', 'body_too_large', 'order_not_found', 'order_not_payable', 'payment_unavailable'),
  },
});

const readPayment = createRoute({
  method: 'get',
  path: '/v1/stores/{store}/orders/{token}/payment',
  tags: ['Selling'],
  summary: 'How the payment of an order stands; for a page that waits.',
  request: { params: OrderParam },
  responses: { ...state, ...errors('order_not_found') },
});

const receiveEvent = createRoute({
  method: 'post',
  path: '/v1/stores/{store}/payment-events/{provider}',
  tags: ['Selling'],
  summary: 'For payment providers: what has happened, signed as each does. It only says where to look.',
  request: {
    params: StoreParam.extend({
      provider: z
        .string()
        .max(20)
        .openapi({ param: { name: 'provider', in: 'path' }, description: 'Who sends: stripe.', example: 'stripe' }),
    }),
  },
  responses: {
    200: { description: 'Received; the same again is too, and changes nothing.', content: json(PaymentEventAnswer) },
    ...errors('payment_event_invalid', 'body_too_large'),
  },
});

/** Where a shopper may be sent back to: a page of the store's, or of the page that asks. Without one, the front page. */
function returnUrlOf(c: Context<StoreEnv>, wished: string | undefined): string {
  const { store, origin } = c.var;
  const from = c.req.header('origin');
  if (wished === undefined) return `${from !== undefined && mayReturnTo(store, [origin, from], from) ? from : origin}/`;
  const asked = from === undefined ? [origin] : [origin, from];
  if (mayReturnTo(store, asked, new URL(wished).origin)) return wished;
  throw invalidRequest('returnUrl', 'It has to be a page of an origin that may write to this store.');
}

/** Paying for orders, and what payment providers send. */
export const paymentRoutes = () =>
  storeRouter()
    .openapi({ ...beginPayment, middleware: [noStore, jsonBody] as const }, async (c) => {
      const { services, store, origin } = c.var;
      const answer = await services.payments.begin(c.req.valid('param').token, {
        returnUrl: returnUrlOf(c, c.req.valid('json').returnUrl),
        notifyUrl: (provider) => `${origin}/v1/stores/${store.handle}/payment-events/${provider}`,
      });
      c.var.defer(() => services.outbox.drain());
      return c.json(answer, 200);
    })
    .openapi({ ...readPayment, middleware: [noStore] as const }, async (c) => {
      const { services } = c.var;
      const answer = await services.payments.state(c.req.valid('param').token);
      if (answer.payment.status === 'paid') c.var.defer(() => services.outbox.drain());
      return c.json(answer, 200);
    })
    .openapi({ ...receiveEvent, middleware: [noStore] as const }, async (c) => {
      const { services } = c.var;
      const bytes = await rawBody(c.req.raw, EVENT_BYTES);
      const follow = await services.payments.receive(c.req.valid('param').provider, bytes, c.req.raw.headers);
      // Kept is enough to answer: what follows from it is done beside the answer, and again by the next recovery if it fails.
      c.var.defer(() => follow().then(() => services.outbox.drain()));
      return c.json({ received: true as const }, 200);
    });
