import type { MiddlewareHandler } from 'hono';
import { createRoute, z } from '@hono/zod-openapi';
import { EraseSubscriber, ListSubscribers, SubscriberList, SubscriberStatus } from '../contract/newsletter.ts';
import type { ServicesEnv } from '../middleware/env.ts';
import { noStore } from '../middleware/headers.ts';
import { jsonBody } from '../middleware/json-body.ts';
import { adminErrors, type AdminRouting, json, router, StoreParam } from './router.ts';

const path = '/v1/admin/stores/{store}/newsletter';
const tags = ['Newsletter'];

/** Who asked for a store's newsletter, for the merchant. `open` opens the store a key has opened the door of. */
export const newsletterAdminRoutes = ({ needs, security }: AdminRouting, open: MiddlewareHandler<ServicesEnv>) =>
  router()
    .openapi(
      createRoute({
        method: 'get',
        path: `${path}/subscribers`,
        tags,
        summary: 'Lists who asked for the newsletter, by address, with what was agreed to.',
        security,
        middleware: [needs('customers:read'), open, noStore] as const,
        request: { params: StoreParam, query: ListSubscribers },
        responses: { 200: { description: 'The subscribers.', content: json(SubscriberList) }, ...adminErrors() },
      }),
      async (c) => c.json(await c.var.services.newsletter.list(c.req.valid('query')), 200),
    )
    .openapi(
      createRoute({
        method: 'get',
        path: `${path}/subscribers/export`,
        tags,
        summary: 'All of them as CSV, with the address that ends the letters of each.',
        security,
        middleware: [needs('customers:read'), open, noStore] as const,
        request: { params: StoreParam, query: z.object({ status: SubscriberStatus.optional() }) },
        responses: {
          200: { description: 'The table, in UTF-8.', content: { 'text/csv': { schema: z.string() } } },
          ...adminErrors(),
        },
      }),
      async (c) => {
        const { platform, services, store, actor } = c.var;
        const { status = null } = c.req.valid('query');
        await platform.audit.record(actor, { storeId: store.id, action: 'newsletter.export', target: store.handle });
        let table = '';
        for await (const lines of services.newsletter.csv(status)) table += lines;
        return c.body(table, 200, {
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': `attachment; filename="newsletter-${store.handle}.csv"`,
        });
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: `${path}/subscribers/erase`,
        tags,
        summary: 'Forgets an address, and what waits to be sent to it. It is gone whether it was there or not.',
        security,
        middleware: [needs('customers:write'), open, noStore, jsonBody] as const,
        request: { params: StoreParam, body: { content: json(EraseSubscriber), required: true } },
        responses: { 204: { description: 'Nothing of it is left.' }, ...adminErrors('invalid_json', 'body_too_large') },
      }),
      async (c) => {
        const { platform, services, store, actor } = c.var;
        await services.newsletter.erase(c.req.valid('json').email);
        await platform.audit.record(actor, { storeId: store.id, action: 'newsletter.erase', target: store.handle });
        return c.body(null, 204);
      },
    );
