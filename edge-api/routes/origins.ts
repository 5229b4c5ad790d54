import { createRoute } from '@hono/zod-openapi';
import { SetStoreOrigins, StoreOrigins } from '../contract/origins.ts';
import { jsonBody } from '../middleware/json-body.ts';
import type { StoreDirectory } from '../middleware/open-store.ts';
import { adminErrors, type AdminRouting, json, router, StoreParam } from './router.ts';

const answer = { 200: { description: 'The origins.', content: json(StoreOrigins) } };

/** Origins whose pages may write to a store. */
export const originRoutes = ({ needs, security }: AdminRouting, stores: Pick<StoreDirectory, 'forget'>) =>
  router()
    .openapi(
      createRoute({
        method: 'get',
        path: '/v1/admin/stores/{store}/origins',
        tags: ['Store'],
        summary: 'Lists the origins whose pages may fill carts and place orders; none means every origin.',
        security,
        middleware: needs('store:read'),
        request: { params: StoreParam },
        responses: { ...answer, ...adminErrors() },
      }),
      async (c) => c.json({ origins: [...(await c.var.platform.origins.list(c.var.store.id))] }, 200),
    )
    .openapi(
      createRoute({
        method: 'put',
        path: '/v1/admin/stores/{store}/origins',
        tags: ['Store'],
        summary: 'Sets the origins whose pages may fill carts and place orders; an empty list lets every origin.',
        security,
        middleware: [needs('store:write'), jsonBody] as const,
        request: { params: StoreParam, body: { content: json(SetStoreOrigins), required: true } },
        responses: { ...answer, ...adminErrors('invalid_json', 'body_too_large') },
      }),
      async (c) => {
        const { platform, store, actor } = c.var;
        const origins = [...(await platform.origins.set(store.id, c.req.valid('json').origins, actor))];
        stores.forget(store.id);
        return c.json({ origins }, 200);
      },
    );
