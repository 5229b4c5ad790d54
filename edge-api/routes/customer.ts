import { createRoute } from '@hono/zod-openapi';
import { GivenToken, ListCustomerOrders, OrderSummaries, PageCustomer, TakeToken } from '../contract/customers.ts';
import { pageOrigin, pageToken, signedIn } from '../middleware/customer.ts';
import { noStore } from '../middleware/headers.ts';
import { jsonBody } from '../middleware/json-body.ts';
import { ApiError } from '../services/errors.ts';
import { errors, json, StoreParam, storeRouter } from './router.ts';

const invalid = () => new ApiError('customer_token_invalid', 'Nobody is signed in by this.');

/** What the page a shopper is on may know of him, by the token our own origin gave it. */
export const customerRoutes = () =>
  storeRouter()
    .openapi(
      createRoute({
        method: 'post',
        path: '/v1/stores/{store}/customer/tokens',
        tags: ['Customer'],
        summary: 'Exchanges the code of a sign-in for a token, or a token that is still good for a newer one.',
        middleware: [noStore, jsonBody] as const,
        request: { params: StoreParam, body: { content: json(TakeToken), required: true } },
        responses: {
          200: { description: 'The token, and whom it stands for.', content: json(GivenToken) },
          ...errors('invalid_json', 'body_too_large', 'customer_token_invalid'),
        },
      }),
      async (c) => {
        const { services, allowance } = c.var;
        const wish = c.req.valid('json');
        const origin = pageOrigin(c);
        const token = pageToken(c);
        if ('code' in wish) {
          const address = allowance.address === 'unknown' ? null : allowance.address;
          return c.json(await services.accountTokens.take(wish, origin, address), 200);
        }
        if (token === null) throw invalid();
        return c.json(await services.accountTokens.renew(token, origin), 200);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/v1/stores/{store}/customer',
        tags: ['Customer'],
        summary: 'Who is signed in on this page: a first name and a masked e-mail, no more.',
        middleware: noStore,
        request: { params: StoreParam },
        responses: {
          200: { description: 'The customer.', content: json(PageCustomer) },
          ...errors('customer_token_invalid'),
        },
      }),
      async (c) => {
        const token = pageToken(c);
        const found = token === null ? null : await c.var.services.accountTokens.who(token, pageOrigin(c));
        if (!found) throw invalid();
        return c.json(found, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/v1/stores/{store}/customer/orders',
        tags: ['Customer'],
        summary: 'Summaries of the orders of whoever is signed in on this page, newest first.',
        middleware: noStore,
        request: { params: StoreParam, query: ListCustomerOrders },
        responses: {
          200: { description: 'The orders.', content: json(OrderSummaries) },
          ...errors('customer_token_invalid'),
        },
      }),
      async (c) => {
        const { customerId } = signedIn(c);
        return c.json(await c.var.services.customers.summaries(customerId, c.req.valid('query')), 200);
      },
    )
    .openapi(
      createRoute({
        method: 'delete',
        path: '/v1/stores/{store}/customer/session',
        tags: ['Customer'],
        summary: 'Signs out: the session the token came from ends, and every token of it.',
        middleware: noStore,
        request: { params: StoreParam },
        responses: { 204: { description: 'Nobody is signed in by it any more.' }, ...errors('customer_token_invalid') },
      }),
      async (c) => {
        await c.var.services.accountTokens.end(pageToken(c) ?? '', pageOrigin(c));
        return c.body(null, 204);
      },
    );
