import type { MiddlewareHandler } from 'hono';
import { createRoute } from '@hono/zod-openapi';
import { ChangeSettings, SettingsAnswer } from '../contract/settings.ts';
import type { ServicesEnv } from '../middleware/env.ts';
import { jsonBody } from '../middleware/json-body.ts';
import { adminErrors, type AdminRouting, json, router, StoreParam } from './router.ts';

const path = '/v1/admin/stores/{store}/settings';
const answer = { 200: { description: 'The settings as they are now.', content: json(SettingsAnswer) } };

/** What a merchant sets. `open` opens the store a key has opened the door of. */
export const settingsRoutes = ({ needs, security }: AdminRouting, open: MiddlewareHandler<ServicesEnv>) =>
  router()
    .openapi(
      createRoute({
        method: 'get',
        path,
        tags: ['Stores'],
        summary: 'The settings of a store: branding, payment, delivery, tax, currencies, mails and more.',
        security,
        middleware: [needs('store:read'), open] as const,
        request: { params: StoreParam },
        responses: { ...answer, ...adminErrors() },
      }),
      async (c) => c.json(await c.var.services.settings.get(), 200),
    )
    .openapi(
      createRoute({
        method: 'patch',
        path,
        tags: ['Stores'],
        summary: 'Changes settings; what is left out stays.',
        security,
        middleware: [needs('store:write'), jsonBody, open] as const,
        request: { params: StoreParam, body: { content: json(ChangeSettings), required: true } },
        responses: { ...answer, ...adminErrors('invalid_json', 'body_too_large', 'settings_changed') },
      }),
      async (c) => {
        const { platform, services, store, actor } = c.var;
        const wish = c.req.valid('json');
        const settings = await services.settings.change(wish);
        const detail = { parts: Object.keys(wish.settings), version: settings.version };
        await platform.audit.record(actor, { storeId: store.id, action: 'settings.change', target: store.id, detail });
        return c.json(settings, 200);
      },
    );
