import { createRoute } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import { SetStripe, StripeSettings } from '../contract/payments.ts';
import type { ServicesEnv } from '../middleware/env.ts';
import { jsonBody } from '../middleware/json-body.ts';
import { adminErrors, type AdminRouting, json, router, StoreParam } from './router.ts';

const path = '/v1/admin/stores/{store}/payment-providers/stripe';
const answer = { 200: { description: 'What may be told of the account.', content: json(StripeSettings) } };
const webhookUrl = (origin: string, handle: string) => `${origin}/v1/stores/${handle}/payment-events/stripe`;

/** The merchant's own account at Stripe. */
export const paymentProviderRoutes = ({ needs, security }: AdminRouting, open: MiddlewareHandler<ServicesEnv>) =>
  router()
    .openapi(
      createRoute({
        method: 'get',
        path,
        tags: ['Payments'],
        summary: 'Whether the store has keys at Stripe, and how they end.',
        security,
        middleware: [needs('store:read'), open] as const,
        request: { params: StoreParam },
        responses: { ...answer, ...adminErrors() },
      }),
      async (c) => {
        const { services, origin, store } = c.var;
        return c.json(await services.payments.stripe.get(webhookUrl(origin, store.handle)), 200);
      },
    )
    .openapi(
      createRoute({
        method: 'put',
        path,
        tags: ['Payments'],
        summary: 'Keeps the store’s keys at Stripe, sealed. They are never told again.',
        security,
        middleware: [needs('store:write'), jsonBody, open] as const,
        request: { params: StoreParam, body: { content: json(SetStripe), required: true } },
        responses: { ...answer, ...adminErrors('invalid_json', 'body_too_large', 'payment_keys_not_kept') },
      }),
      async (c) => {
        const { platform, services, store, actor, origin } = c.var;
        const settings = await services.payments.stripe.set(c.req.valid('json'), webhookUrl(origin, store.handle));
        const { live, secretKeyEnd, webhookSecretEnd } = settings;
        const detail = { provider: 'stripe', live, secretKeyEnd, webhookSecretEnd };
        await platform.audit.record(actor, { storeId: store.id, action: 'payments.set', target: store.id, detail });
        return c.json(settings, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'delete',
        path,
        tags: ['Payments'],
        summary: 'Forgets the store’s keys at Stripe.',
        security,
        middleware: [needs('store:write'), open] as const,
        request: { params: StoreParam },
        responses: { ...answer, ...adminErrors() },
      }),
      async (c) => {
        const { platform, services, store, actor, origin } = c.var;
        const settings = await services.payments.stripe.remove(webhookUrl(origin, store.handle));
        const detail = { provider: 'stripe', removed: true };
        await platform.audit.record(actor, { storeId: store.id, action: 'payments.set', target: store.id, detail });
        return c.json(settings, 200);
      },
    );
