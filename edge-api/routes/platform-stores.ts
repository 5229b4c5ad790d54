import { createRoute } from '@hono/zod-openapi';
import {
  ChangePlatformStore,
  ListPlatformStores,
  NewPlatformStore,
  PlatformStoreAnswer,
  PlatformStoreList,
} from '../contract/platform.ts';
import { platformKey } from '../middleware/authenticate.ts';
import { jsonBody } from '../middleware/json-body.ts';
import type { StoreDirectory } from '../middleware/open-store.ts';
import { adminErrors, type AdminRouting, json, router, StoreParam } from './router.ts';

const path = '/v1/platform/stores/{store}';
const tags = ['Platform'];
const answer = { description: 'The store.', content: json(PlatformStoreAnswer) };

/** All stores, for whoever runs the platform. */
export const platformStoreRoutes = (
  { security }: Pick<AdminRouting, 'security'>,
  stores: Pick<StoreDirectory, 'forget'>,
) =>
  router()
    .openapi(
      createRoute({
        method: 'get',
        path: '/v1/platform/stores',
        tags,
        summary: 'Lists stores by handle, deleted ones too.',
        security,
        middleware: platformKey('stores:read'),
        request: { query: ListPlatformStores },
        responses: { 200: { description: 'A page.', content: json(PlatformStoreList) }, ...adminErrors() },
      }),
      async (c) => c.json(await c.var.platform.stores.list(c.req.valid('query')), 200),
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/v1/platform/stores',
        tags,
        summary: 'Makes a store with a database of its own.',
        security,
        middleware: [platformKey('stores:write'), jsonBody] as const,
        request: { body: { content: json(NewPlatformStore), required: true } },
        responses: {
          200: { description: 'The store this idempotencyKey has made before.', content: json(PlatformStoreAnswer) },
          201: answer,
          ...adminErrors(
            'invalid_json',
            'body_too_large',
            'store_handle_invalid',
            'store_invalid',
            'store_exists',
            'store_being_created',
            'store_busy',
            'idempotency_key_reused',
          ),
        },
      }),
      async (c) => {
        const { platform, actor } = c.var;
        const { store, changed } = await platform.stores.create(c.req.valid('json'), actor.name);
        if (!changed) return c.json({ store }, 200);
        const { id, handle, plan, trialEndsAt } = store;
        const detail = { handle, plan, trialEndsAt };
        await platform.audit.record(actor, { storeId: id, action: 'store.create', target: id, detail });
        return c.json({ store }, 201);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path,
        tags,
        summary: 'Shows a store.',
        security,
        middleware: platformKey('stores:read'),
        request: { params: StoreParam },
        responses: { 200: answer, ...adminErrors('store_not_found') },
      }),
      async (c) => c.json({ store: await c.var.platform.stores.get(c.req.valid('param').store) }, 200),
    )
    .openapi(
      createRoute({
        method: 'patch',
        path,
        tags,
        summary: 'Changes the name, the plan or the end of the trial of a store.',
        security,
        middleware: [platformKey('stores:write'), jsonBody] as const,
        request: { params: StoreParam, body: { content: json(ChangePlatformStore), required: true } },
        responses: {
          200: answer,
          ...adminErrors('invalid_json', 'body_too_large', 'store_not_found', 'store_invalid'),
        },
      }),
      async (c) => {
        const { platform, actor } = c.var;
        const change = c.req.valid('json');
        const store = await platform.stores.change(c.req.valid('param').store, change);
        stores.forget(store.id);
        const entry = { storeId: store.id, action: 'store.change', target: store.id, detail: change };
        await platform.audit.record(actor, entry);
        return c.json({ store }, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'delete',
        path,
        tags,
        summary: 'Takes a store offline. Its data goes when its grace is over; until then it can be resumed.',
        security,
        middleware: platformKey('stores:write'),
        request: { params: StoreParam },
        responses: { 200: answer, ...adminErrors('store_not_found') },
      }),
      async (c) => {
        const { platform, actor } = c.var;
        const { store, changed } = await platform.stores.remove(c.req.valid('param').store);
        stores.forget(store.id);
        const detail = { purgesAt: store.purgesAt };
        if (changed)
          await platform.audit.record(actor, { storeId: store.id, action: 'store.delete', target: store.id, detail });
        return c.json({ store }, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: `${path}/suspend`,
        tags,
        summary: 'Closes a store to shoppers; nothing is lost.',
        security,
        middleware: platformKey('stores:write'),
        request: { params: StoreParam },
        responses: { 200: answer, ...adminErrors('store_not_found', 'store_invalid') },
      }),
      async (c) => {
        const { platform, actor } = c.var;
        const { store, changed } = await platform.stores.suspend(c.req.valid('param').store);
        stores.forget(store.id);
        if (changed)
          await platform.audit.record(actor, { storeId: store.id, action: 'store.suspend', target: store.id });
        return c.json({ store }, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: `${path}/resume`,
        tags,
        summary: 'Opens a suspended store, or brings a deleted one back to what it was.',
        security,
        middleware: platformKey('stores:write'),
        request: { params: StoreParam },
        responses: { 200: answer, ...adminErrors('store_not_found', 'store_busy') },
      }),
      async (c) => {
        const { platform, actor } = c.var;
        const { store, changed } = await platform.stores.resume(c.req.valid('param').store);
        stores.forget(store.id);
        if (changed)
          await platform.audit.record(actor, { storeId: store.id, action: 'store.resume', target: store.id });
        return c.json({ store }, 200);
      },
    );
