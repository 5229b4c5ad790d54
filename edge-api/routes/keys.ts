import { createRoute, z } from '@hono/zod-openapi';
import { ApiKeyList, CreatedApiKey, ListApiKeys, NewApiKey, NewPlatformKey } from '../contract/keys.ts';
import { platformKey } from '../middleware/authenticate.ts';
import { jsonBody } from '../middleware/json-body.ts';
import { adminErrors, type AdminRouting, json, router, StoreParam } from './router.ts';

const KeyId = z.string().openapi({ param: { name: 'key', in: 'path' } });
const created = { description: 'The key. Its secret is shown this once.', content: json(CreatedApiKey) };

/** Keys of a store, and of the platform. */
export const keyRoutes = ({ needs, security }: AdminRouting) =>
  router()
    .openapi(
      createRoute({
        method: 'get',
        path: '/v1/admin/stores/{store}/keys',
        tags: ['Keys'],
        summary: 'Lists the keys of a store, never their secrets.',
        security,
        middleware: needs('keys:read'),
        request: { params: StoreParam, query: ListApiKeys },
        responses: { 200: { description: 'The keys, oldest first.', content: json(ApiKeyList) }, ...adminErrors() },
      }),
      async (c) => c.json(await c.var.platform.keys.list(c.var.store.id, c.req.valid('query')), 200),
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/v1/admin/stores/{store}/keys',
        tags: ['Keys'],
        summary: 'Makes a key of a store.',
        security,
        middleware: [needs('keys:write'), jsonBody] as const,
        request: { params: StoreParam, body: { content: json(NewApiKey), required: true } },
        responses: { 201: created, ...adminErrors('invalid_json', 'body_too_large', 'limit_reached') },
      }),
      async (c) => {
        const { platform, store, actor, holder } = c.var;
        const atMost = await platform.usage.mayAddKey(store.id);
        const wish = { ...c.req.valid('json'), storeId: store.id, atMost };
        const made = await platform.keys.create(wish, { actor, holder });
        return c.json(made, 201);
      },
    )
    .openapi(
      createRoute({
        method: 'delete',
        path: '/v1/admin/stores/{store}/keys/{key}',
        tags: ['Keys'],
        summary: 'Revokes a key of a store at once.',
        security,
        middleware: needs('keys:write'),
        request: { params: StoreParam.extend({ key: KeyId }) },
        responses: { 204: { description: 'It opens nothing any more.' }, ...adminErrors('key_not_found') },
      }),
      async (c) => {
        const { platform, store, actor } = c.var;
        await platform.keys.revoke(c.req.valid('param').key, store.id, actor);
        return c.body(null, 204);
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/v1/platform/keys',
        tags: ['Platform'],
        summary: 'Makes a key of the platform.',
        security,
        middleware: [platformKey('keys:write'), jsonBody] as const,
        request: { body: { content: json(NewPlatformKey), required: true } },
        responses: { 201: created, ...adminErrors('invalid_json', 'body_too_large') },
      }),
      async (c) => {
        const { platform, actor, holder } = c.var;
        const made = await platform.keys.create(
          { ...c.req.valid('json'), kind: 'platform', storeId: null },
          { actor, holder },
        );
        return c.json(made, 201);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/v1/platform/keys',
        tags: ['Platform'],
        summary: 'Lists the keys of the platform, never their secrets.',
        security,
        middleware: platformKey('keys:write'),
        request: { query: ListApiKeys },
        responses: { 200: { description: 'The keys, oldest first.', content: json(ApiKeyList) }, ...adminErrors() },
      }),
      async (c) => c.json(await c.var.platform.keys.list(null, c.req.valid('query')), 200),
    )
    .openapi(
      createRoute({
        method: 'delete',
        path: '/v1/platform/keys/{key}',
        tags: ['Platform'],
        summary: 'Revokes a key of the platform at once.',
        security,
        middleware: platformKey('keys:write'),
        request: { params: z.object({ key: KeyId }) },
        responses: { 204: { description: 'It opens nothing any more.' }, ...adminErrors('key_not_found') },
      }),
      async (c) => {
        const { platform, actor } = c.var;
        await platform.keys.revoke(c.req.valid('param').key, null, actor);
        return c.body(null, 204);
      },
    );
