import type { MiddlewareHandler } from 'hono';
import { createRoute } from '@hono/zod-openapi';
import {
  ChangeLimits,
  PlanAndLimits,
  PutSubscription,
  Subscription,
  SubscriptionList,
  UsageAnswer,
} from '../contract/limits.ts';
import { platformKey } from '../middleware/authenticate.ts';
import type { ServicesEnv } from '../middleware/env.ts';
import { jsonBody } from '../middleware/json-body.ts';
import type { StoreDirectory } from '../middleware/open-store.ts';
import { ApiError } from '../services/errors.ts';
import { adminErrors, type AdminRouting, json, router, StoreParam } from './router.ts';

const platformPath = '/v1/platform/stores/{store}';

/** What a store uses, what it may use, and what it pays. `open` opens the store a key has opened the door of. */
export const usageRoutes = (
  { needs, security }: AdminRouting,
  stores: Pick<StoreDirectory, 'find' | 'forget'>,
  open: MiddlewareHandler<ServicesEnv>,
) => {
  const storeId = async (handle: string) => {
    const store = await stores.find(handle);
    if (!store) throw new ApiError('store_not_found', 'No store has this handle.');
    return store.id;
  };
  return router()
    .openapi(
      createRoute({
        method: 'get',
        path: '/v1/admin/stores/{store}/usage',
        tags: ['Store'],
        summary: 'What a store uses of each limit, and what was counted by day and month.',
        security,
        middleware: [needs('store:read'), open] as const,
        request: { params: StoreParam },
        responses: { 200: { description: 'The usage.', content: json(UsageAnswer) }, ...adminErrors() },
      }),
      async (c) => {
        const { platform, services, store } = c.var;
        return c.json(await platform.usage.report(store.id, await services.size()), 200);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: `${platformPath}/limits`,
        tags: ['Platform'],
        summary: 'The plan of a store, and its limits.',
        security,
        middleware: platformKey('stores:read'),
        request: { params: StoreParam },
        responses: {
          200: { description: 'Plan and limits.', content: json(PlanAndLimits) },
          ...adminErrors('store_not_found'),
        },
      }),
      async (c) => c.json(await c.var.platform.usage.plan(await storeId(c.req.valid('param').store)), 200),
    )
    .openapi(
      createRoute({
        method: 'put',
        path: `${platformPath}/limits`,
        tags: ['Platform'],
        summary: 'Changes the plan of a store, or limits for it alone.',
        security,
        middleware: [platformKey('stores:write'), jsonBody] as const,
        request: { params: StoreParam, body: { content: json(ChangeLimits), required: true } },
        responses: {
          200: { description: 'Plan and limits as they are now.', content: json(PlanAndLimits) },
          ...adminErrors('store_not_found', 'invalid_json', 'body_too_large'),
        },
      }),
      async (c) => {
        const { platform, actor } = c.var;
        const id = await storeId(c.req.valid('param').store);
        const change = c.req.valid('json');
        const answer = await platform.usage.changePlan(id, change);
        stores.forget(id);
        await platform.audit.record(actor, { storeId: id, action: 'store.limits', target: id, detail: change });
        return c.json(answer, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: `${platformPath}/subscription`,
        tags: ['Platform'],
        summary: 'What a store pays, and paid, newest first.',
        security,
        middleware: platformKey('stores:read'),
        request: { params: StoreParam },
        responses: {
          200: { description: 'The subscriptions.', content: json(SubscriptionList) },
          ...adminErrors('store_not_found'),
        },
      }),
      async (c) => {
        const id = await storeId(c.req.valid('param').store);
        return c.json({ subscriptions: await c.var.platform.usage.subscriptions(id) }, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'put',
        path: `${platformPath}/subscription`,
        tags: ['Platform'],
        summary: 'Sets what a store pays, and gives it the plan it pays for at once.',
        security,
        middleware: [platformKey('stores:write'), jsonBody] as const,
        request: { params: StoreParam, body: { content: json(PutSubscription), required: true } },
        responses: {
          200: { description: 'The subscription.', content: json(Subscription) },
          ...adminErrors('store_not_found', 'invalid_json', 'body_too_large'),
        },
      }),
      async (c) => {
        const { platform, actor } = c.var;
        const id = await storeId(c.req.valid('param').store);
        const subscription = await platform.usage.subscribe(id, c.req.valid('json'));
        stores.forget(id);
        const { plan, status } = subscription;
        await platform.audit.record(actor, {
          storeId: id,
          action: 'store.subscribe',
          target: subscription.id,
          detail: { plan, status },
        });
        return c.json(subscription, 200);
      },
    );
};
