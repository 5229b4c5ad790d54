import type { MiddlewareHandler } from 'hono';
import { createRoute, z } from '@hono/zod-openapi';
import {
  ChangeTheme,
  NewTheme,
  PreviewTheme,
  ThemeAnswer,
  ThemeList,
  ThemePreview,
  ThemePreviewLink,
  ThemeTemplateList,
} from '../contract/themes.ts';
import type { ServicesEnv } from '../middleware/env.ts';
import { jsonBody } from '../middleware/json-body.ts';
import { adminErrors, type AdminRouting, json, router, StoreParam } from './router.ts';

const path = '/v1/admin/stores/{store}/themes';
const ThemeParam = StoreParam.extend({
  themeId: z
    .string()
    .max(64)
    .openapi({ param: { name: 'themeId', in: 'path' } }),
});
const tags = ['Themes'];
const one = { description: 'The theme.', content: json(ThemeAnswer) };

/** The looks of a shop. `open` opens the store a key has opened the door of. */
export const themeAdminRoutes = ({ needs, security }: AdminRouting, open: MiddlewareHandler<ServicesEnv>) =>
  router()
    .openapi(
      createRoute({
        method: 'get',
        path: '/v1/admin/stores/{store}/theme-templates',
        tags,
        summary: 'The designs a theme may have.',
        security,
        middleware: [needs('themes:read'), open] as const,
        request: { params: StoreParam },
        responses: { 200: { description: 'The designs.', content: json(ThemeTemplateList) }, ...adminErrors() },
      }),
      async (c) => c.json(ThemeTemplateList.parse({ templates: c.var.services.themes.templates() }), 200),
    )
    .openapi(
      createRoute({
        method: 'get',
        path,
        tags,
        summary: 'The shop’s themes, newest first.',
        security,
        middleware: [needs('themes:read'), open] as const,
        request: { params: StoreParam },
        responses: { 200: { description: 'The themes.', content: json(ThemeList) }, ...adminErrors() },
      }),
      async (c) => c.json(await c.var.services.themes.list(), 200),
    )
    .openapi(
      createRoute({
        method: 'post',
        path,
        tags,
        summary: 'Makes a theme of colours, or of a logo’s, and a design, or of another theme; it is a draft.',
        security,
        middleware: [needs('themes:write'), jsonBody, open] as const,
        request: { params: StoreParam, body: { content: json(NewTheme), required: true } },
        responses: { 201: one, ...adminErrors('invalid_json', 'body_too_large', 'media_unavailable') },
      }),
      async (c) => {
        const { platform, services, store, actor } = c.var;
        const theme = await services.themes.create(c.req.valid('json'));
        const detail = { name: theme.name, template: theme.template };
        await platform.audit.record(actor, { storeId: store.id, action: 'theme.create', target: theme.id, detail });
        return c.json({ theme }, 201);
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: `${path}/preview`,
        tags,
        summary: 'Says what would come of colours, a design, changes and CSS; keeps nothing.',
        security,
        middleware: [needs('themes:read'), jsonBody, open] as const,
        request: { params: StoreParam, body: { content: json(PreviewTheme), required: true } },
        responses: {
          200: { description: 'The style sheet, and what is wrong with it.', content: json(ThemePreview) },
          ...adminErrors('invalid_json', 'body_too_large'),
        },
      }),
      async (c) => c.json(await c.var.services.themes.preview(c.req.valid('json')), 200),
    )
    .openapi(
      createRoute({
        method: 'get',
        path: `${path}/{themeId}`,
        tags,
        summary: 'A theme, with what was taken out of its CSS and what is hard to read.',
        security,
        middleware: [needs('themes:read'), open] as const,
        request: { params: ThemeParam },
        responses: { 200: one, ...adminErrors('theme_not_found') },
      }),
      async (c) => c.json({ theme: await c.var.services.themes.get(c.req.valid('param').themeId) }, 200),
    )
    .openapi(
      createRoute({
        method: 'patch',
        path: `${path}/{themeId}`,
        tags,
        summary: 'Changes what is given of a draft; properties one by one.',
        security,
        middleware: [needs('themes:write'), jsonBody, open] as const,
        request: { params: ThemeParam, body: { content: json(ChangeTheme), required: true } },
        responses: { 200: one, ...adminErrors('invalid_json', 'body_too_large', 'theme_not_found') },
      }),
      async (c) => {
        const { platform, services, store, actor } = c.var;
        const wish = c.req.valid('json');
        const theme = await services.themes.change(c.req.valid('param').themeId, wish);
        const detail = { changed: Object.keys(wish) };
        await platform.audit.record(actor, { storeId: store.id, action: 'theme.change', target: theme.id, detail });
        return c.json({ theme }, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'delete',
        path: `${path}/{themeId}`,
        tags,
        summary: 'Ends a theme for good. Without the live one, the shop has the looks it had before there were themes.',
        security,
        middleware: [needs('themes:write'), open] as const,
        request: { params: ThemeParam },
        responses: { 204: { description: 'It is gone.' }, ...adminErrors('theme_not_found') },
      }),
      async (c) => {
        const { platform, services, store, actor } = c.var;
        const target = c.req.valid('param').themeId;
        await services.themes.remove(target);
        await platform.audit.record(actor, { storeId: store.id, action: 'theme.delete', target });
        return c.body(null, 204);
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: `${path}/{themeId}/publish`,
        tags,
        summary: 'Makes a theme the shop’s; the one before becomes a former one, and can be published again.',
        security,
        middleware: [needs('themes:write'), open] as const,
        request: { params: ThemeParam },
        responses: { 200: one, ...adminErrors('theme_not_found') },
      }),
      async (c) => {
        const { platform, services, store, actor } = c.var;
        const theme = await services.themes.publish(c.req.valid('param').themeId);
        await platform.audit.record(actor, { storeId: store.id, action: 'theme.publish', target: theme.id });
        return c.json({ theme }, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: `${path}/{themeId}/preview-link`,
        tags,
        summary: 'A link that shows the shop’s own pages in this theme; the one before shows nothing any more.',
        security,
        middleware: [needs('themes:write'), open] as const,
        request: { params: ThemeParam },
        responses: {
          200: { description: 'The link.', content: json(ThemePreviewLink) },
          ...adminErrors('theme_not_found'),
        },
      }),
      async (c) => {
        const secret = await c.var.services.themes.previewSecret(c.req.valid('param').themeId);
        return c.json({ path: `/?theme=${secret}` }, 200);
      },
    );
