import type { MiddlewareHandler } from 'hono';
import { createRoute, z } from '@hono/zod-openapi';
import {
  ChangeWebhookEndpoint,
  ListWebhookDeliveries,
  NewWebhookEndpoint,
  ReplayedWebhooks,
  ReplayWebhooks,
  RotateWebhookSecret,
  WebhookDeliveryAnswer,
  WebhookDeliveryList,
  WebhookEndpointAnswer,
  WebhookEndpointList,
  WebhookSecretAnswer,
} from '../contract/webhooks.ts';
import type { ServicesEnv } from '../middleware/env.ts';
import { jsonBody } from '../middleware/json-body.ts';
import { adminErrors, type AdminRouting, json, router, StoreParam } from './router.ts';

const path = '/v1/admin/stores/{store}/webhooks';
const one = `${path}/{endpoint}`;
const deliveries = '/v1/admin/stores/{store}/webhook-deliveries';
const tags = ['Webhooks'];
const EndpointParam = StoreParam.extend({
  endpoint: z.string().regex(/^[\w-]{1,64}$/, 'must be the id of an endpoint'),
});
const DeliveryParam = StoreParam.extend({
  delivery: z.string().regex(/^[\w-]{1,80}$/, 'must be the id of a delivery'),
});
const endpoint = { description: 'The endpoint.', content: json(WebhookEndpointAnswer) };
const withSecret = { description: 'The endpoint and its secret, shown this once.', content: json(WebhookSecretAnswer) };
const delivery = { description: 'The delivery, which is on its way.', content: json(WebhookDeliveryAnswer) };
const bodyErrors = ['invalid_json', 'body_too_large'] as const;

/** Where a store's events are told. `open` opens the store a key has opened the door of. */
export const webhookRoutes = ({ needs, security }: AdminRouting, open: MiddlewareHandler<ServicesEnv>) =>
  router()
    .openapi(
      createRoute({
        method: 'get',
        path,
        tags,
        summary: 'Lists the webhook endpoints of a store, never their secrets.',
        security,
        middleware: [needs('webhooks:read'), open] as const,
        request: { params: StoreParam },
        responses: { 200: { description: 'Oldest first.', content: json(WebhookEndpointList) }, ...adminErrors() },
      }),
      async (c) => c.json(await c.var.services.webhooks.endpoints(), 200),
    )
    .openapi(
      createRoute({
        method: 'post',
        path,
        tags,
        summary: 'Adds a webhook endpoint.',
        security,
        middleware: [needs('webhooks:write'), jsonBody, open] as const,
        request: { params: StoreParam, body: { content: json(NewWebhookEndpoint), required: true } },
        responses: { 201: withSecret, ...adminErrors(...bodyErrors, 'limit_reached') },
      }),
      async (c) => {
        const { platform, services, store, actor } = c.var;
        const made = await services.webhooks.add(c.req.valid('json'));
        const { id: target, url } = made.endpoint;
        await platform.audit.record(actor, { storeId: store.id, action: 'webhook.create', target, detail: { url } });
        return c.json(made, 201);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: one,
        tags,
        summary: 'One webhook endpoint.',
        security,
        middleware: [needs('webhooks:read'), open] as const,
        request: { params: EndpointParam },
        responses: { 200: endpoint, ...adminErrors('webhook_not_found') },
      }),
      async (c) => c.json(await c.var.services.webhooks.endpoint(c.req.valid('param').endpoint), 200),
    )
    .openapi(
      createRoute({
        method: 'patch',
        path: one,
        tags,
        summary: 'Changes a webhook endpoint; what is left out stays.',
        security,
        middleware: [needs('webhooks:write'), jsonBody, open] as const,
        request: { params: EndpointParam, body: { content: json(ChangeWebhookEndpoint), required: true } },
        responses: { 200: endpoint, ...adminErrors(...bodyErrors, 'webhook_not_found') },
      }),
      async (c) => {
        const { platform, services, store, actor } = c.var;
        const { endpoint: target } = c.req.valid('param');
        const changed = await services.webhooks.change(target, c.req.valid('json'));
        const { url, status } = changed.endpoint;
        const detail = { url, status };
        await platform.audit.record(actor, { storeId: store.id, action: 'webhook.change', target, detail });
        return c.json(changed, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'delete',
        path: one,
        tags,
        summary: 'Removes a webhook endpoint with its deliveries.',
        security,
        middleware: [needs('webhooks:write'), open] as const,
        request: { params: EndpointParam },
        responses: { 204: { description: 'It hears nothing any more.' }, ...adminErrors('webhook_not_found') },
      }),
      async (c) => {
        const { platform, services, store, actor } = c.var;
        const { endpoint: target } = c.req.valid('param');
        await services.webhooks.remove(target);
        await platform.audit.record(actor, { storeId: store.id, action: 'webhook.remove', target });
        return c.body(null, 204);
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: `${one}/secret`,
        tags,
        summary: 'Makes a new secret; the one before signs as well for some hours.',
        security,
        middleware: [needs('webhooks:write'), jsonBody, open] as const,
        request: { params: EndpointParam, body: { content: json(RotateWebhookSecret), required: true } },
        responses: { 200: withSecret, ...adminErrors(...bodyErrors, 'webhook_not_found') },
      }),
      async (c) => {
        const { platform, services, store, actor } = c.var;
        const { endpoint: target } = c.req.valid('param');
        const rotated = await services.webhooks.rotate(target, c.req.valid('json'));
        await platform.audit.record(actor, { storeId: store.id, action: 'webhook.rotate', target });
        return c.json(rotated, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: `${one}/ping`,
        tags,
        summary: 'Sends a `webhook.test` to one endpoint.',
        security,
        middleware: [needs('webhooks:write'), open] as const,
        request: { params: EndpointParam },
        responses: { 200: delivery, ...adminErrors('webhook_not_found') },
      }),
      async (c) => {
        const { services } = c.var;
        const queued = await services.webhooks.ping(c.req.valid('param').endpoint);
        return c.json(queued, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: `${one}/replay`,
        tags,
        summary: 'Sends every event since a time to an endpoint once more, of the last 30 days.',
        security,
        middleware: [needs('webhooks:write'), jsonBody, open] as const,
        request: { params: EndpointParam, body: { content: json(ReplayWebhooks), required: true } },
        responses: {
          200: { description: 'How many are on their way.', content: json(ReplayedWebhooks) },
          ...adminErrors(...bodyErrors, 'webhook_not_found'),
        },
      }),
      async (c) => {
        const { platform, services, store, actor } = c.var;
        const { endpoint: target } = c.req.valid('param');
        const { since } = c.req.valid('json');
        const queued = await services.webhooks.replaySince(target, since);
        await platform.audit.record(actor, { storeId: store.id, action: 'webhook.replay', target, detail: { since } });
        return c.json(queued, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: deliveries,
        tags,
        summary: 'Lists deliveries with their last tries, the newest event first.',
        security,
        middleware: [needs('webhooks:read'), open] as const,
        request: { params: StoreParam, query: ListWebhookDeliveries },
        responses: { 200: { description: 'The deliveries.', content: json(WebhookDeliveryList) }, ...adminErrors() },
      }),
      async (c) => c.json(await c.var.services.webhooks.deliveries(c.req.valid('query')), 200),
    )
    .openapi(
      createRoute({
        method: 'post',
        path: `${deliveries}/{delivery}/replay`,
        tags,
        summary: 'Sends one delivery once more, whatever became of it.',
        security,
        middleware: [needs('webhooks:write'), open] as const,
        request: { params: DeliveryParam },
        responses: { 200: delivery, ...adminErrors('webhook_not_found') },
      }),
      async (c) => {
        const { services } = c.var;
        const queued = await services.webhooks.replay(c.req.valid('param').delivery);
        return c.json(queued, 200);
      },
    );
