import type { MiddlewareHandler } from 'hono';
import { createRoute } from '@hono/zod-openapi';
import {
  ChangeSearchSettings,
  SEARCH_SETTINGS_LIMITS,
  SearchSettingsAnswer,
  SetSearchSettings,
} from '../contract/search-settings.ts';
import type { ServicesEnv } from '../middleware/env.ts';
import { jsonBodyOf } from '../middleware/json-body.ts';
import { summaryOf } from '../services/search-settings.ts';
import { adminErrors, type AdminRouting, json, router, StoreParam } from './router.ts';

const path = '/v1/admin/stores/{store}/search';
const answer = { 200: { description: 'The settings as they are now.', content: json(SearchSettingsAnswer) } };
const jsonBody = jsonBodyOf(SEARCH_SETTINGS_LIMITS.bytes);
const refusals = ['invalid_json', 'body_too_large', 'search_settings_changed'] as const;

/** How a merchant steers search. `open` opens the store a key has opened the door of. */
export const searchSettingsRoutes = ({ needs, security }: AdminRouting, open: MiddlewareHandler<ServicesEnv>) =>
  router()
    .openapi(
      createRoute({
        method: 'get',
        path,
        tags: ['Search'],
        summary: 'What steers search: synonyms, stop words, pins and hides, picks to recommend, boosts.',
        security,
        middleware: [needs('search:read'), open] as const,
        request: { params: StoreParam },
        responses: { ...answer, ...adminErrors() },
      }),
      async (c) => c.json(await c.var.services.searchSettings.get(), 200),
    )
    .openapi(
      createRoute({
        method: 'put',
        path,
        tags: ['Search'],
        summary: 'Sets all that steers search; what is left out is as it is at first.',
        security,
        middleware: [needs('search:write'), jsonBody, open] as const,
        request: { params: StoreParam, body: { content: json(SetSearchSettings), required: true } },
        responses: { ...answer, ...adminErrors(...refusals) },
      }),
      async (c) => {
        const { platform, services, store, actor } = c.var;
        const settings = await services.searchSettings.set(c.req.valid('json'));
        const change = { storeId: store.id, action: 'search.set', target: store.id, detail: summaryOf(settings) };
        await platform.audit.record(actor, change);
        return c.json(settings, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'patch',
        path,
        tags: ['Search'],
        summary: 'Changes the parts that are given, each as a whole.',
        security,
        middleware: [needs('search:write'), jsonBody, open] as const,
        request: { params: StoreParam, body: { content: json(ChangeSearchSettings), required: true } },
        responses: { ...answer, ...adminErrors(...refusals) },
      }),
      async (c) => {
        const { platform, services, store, actor } = c.var;
        const settings = await services.searchSettings.change(c.req.valid('json'));
        const change = { storeId: store.id, action: 'search.set', target: store.id, detail: summaryOf(settings) };
        await platform.audit.record(actor, change);
        return c.json(settings, 200);
      },
    );
