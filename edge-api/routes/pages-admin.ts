import type { Context, MiddlewareHandler } from 'hono';
import { createRoute, z } from '@hono/zod-openapi';
import {
  AdminPageAnswer,
  type AdminPage,
  ChangePage,
  ComparePages,
  ListPages,
  NewPage,
  PageComparison,
  PageList,
  PagePreview,
  PageVersionList,
  PublishPage,
} from '../contract/pages-admin.ts';
import { ListVersions, RollBack } from '../contract/sections-admin.ts';
import type { AdminEnv, ServicesEnv } from '../middleware/env.ts';
import { jsonBody } from '../middleware/json-body.ts';
import { expectedVersion, versionTag } from './if-match.ts';
import { adminErrors, type AdminRouting, json, router, StoreParam } from './router.ts';

const path = '/v1/admin/stores/{store}/pages';
const one = `${path}/{pageId}`;
const PageParam = StoreParam.extend({
  pageId: z
    .string()
    .max(64)
    .openapi({ param: { name: 'pageId', in: 'path' } }),
});
const tags = ['Pages'];
const page = { description: 'The page as it is now.', content: json(AdminPageAnswer) };
const BODY = ['invalid_json', 'body_too_large'] as const;
const CHANGE = ['page_not_found', 'page_changed', 'page_slug_taken', 'page_not_publishable'] as const;

type Here = Context<AdminEnv & ServicesEnv>;

/** Writes a change down, and says which version it made. */
async function noted(
  c: Here,
  action: string,
  page: Pick<AdminPage, 'id' | 'version'>,
  detail: Readonly<Record<string, unknown>> = {},
) {
  const { platform, store, actor } = c.var;
  await platform.audit.record(actor, {
    storeId: store.id,
    action: `page.${action}`,
    target: page.id,
    detail,
  });
  c.header('etag', versionTag(page.version));
}
const expected = (c: { req: { header(name: string): string | undefined } }) =>
  expectedVersion(c.req.header('if-match'));

/** A store's pages, for who makes them. `open` opens the store a key has opened the door of. */
export const pageAdminRoutes = ({ needs, security }: AdminRouting, open: MiddlewareHandler<ServicesEnv>) =>
  router()
    .openapi(
      createRoute({
        method: 'get',
        path,
        tags,
        summary: 'Lists pages, oldest first, without their sections.',
        security,
        middleware: [needs('pages:read'), open] as const,
        request: { params: StoreParam, query: ListPages },
        responses: { 200: { description: 'The pages.', content: json(PageList) }, ...adminErrors() },
      }),
      async (c) => c.json(await c.var.services.pages.list(c.req.valid('query')), 200),
    )
    .openapi(
      createRoute({
        method: 'post',
        path,
        tags,
        summary: 'Makes a page; with `from`, one that begins with the sections of another.',
        security,
        middleware: [needs('pages:write'), jsonBody, open] as const,
        request: { params: StoreParam, body: { content: json(NewPage), required: true } },
        responses: { 201: page, ...adminErrors(...BODY, ...CHANGE, 'limit_reached') },
      }),
      async (c) => {
        const made = await c.var.services.pages.create(c.req.valid('json'), c.var.actor.name);
        await noted(c, 'create', made, { type: made.type, slug: made.slug });
        return c.json({ page: made }, 201);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: one,
        tags,
        summary: 'A page with the sections of its draft.',
        security,
        middleware: [needs('pages:read'), open] as const,
        request: { params: PageParam },
        responses: { 200: page, ...adminErrors('page_not_found') },
      }),
      async (c) => {
        const found = await c.var.services.pages.get(c.req.valid('param').pageId);
        c.header('etag', versionTag(found.version));
        return c.json({ page: found }, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'patch',
        path: one,
        tags,
        summary:
          'Changes what is given of a page’s draft: words, order of sections, times. `If-Match` may name its version.',
        security,
        middleware: [needs('pages:write'), jsonBody, open] as const,
        request: { params: PageParam, body: { content: json(ChangePage), required: true } },
        responses: { 200: page, ...adminErrors(...BODY, ...CHANGE) },
      }),
      async (c) => {
        const wish = c.req.valid('json');
        const { pageId } = c.req.valid('param');
        const changed = await c.var.services.pages.change(pageId, wish, c.var.actor.name, expected(c));
        await noted(c, 'change', changed, { changed: Object.keys(wish) });
        return c.json({ page: changed }, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'delete',
        path: one,
        tags,
        summary: 'Deletes a page, its sections and its history. Who asks for a live one’s path learns that it is gone.',
        security,
        middleware: [needs('pages:write'), open] as const,
        request: { params: PageParam },
        responses: { 204: { description: 'It is gone.' }, ...adminErrors('page_not_found', 'page_changed') },
      }),
      async (c) => {
        const { platform, services, store, actor } = c.var;
        const { pageId } = c.req.valid('param');
        await services.pages.remove(pageId, expected(c));
        await platform.audit.record(actor, { storeId: store.id, action: 'page.delete', target: pageId });
        return c.body(null, 204);
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: `${one}/publish`,
        tags,
        summary: 'Makes the draft what visitors see; nothing where they see it already.',
        security,
        middleware: [needs('pages:write'), jsonBody, open] as const,
        request: { params: PageParam, body: { content: json(PublishPage), required: true } },
        responses: { 200: page, ...adminErrors(...BODY, ...CHANGE) },
      }),
      async (c) => {
        const { pageId } = c.req.valid('param');
        const { note } = c.req.valid('json');
        const live = await c.var.services.pages.publish(pageId, c.var.actor.name, note, expected(c));
        await noted(c, 'publish', live, { version: live.live?.version });
        return c.json({ page: live }, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: `${one}/unpublish`,
        tags,
        summary: 'Takes a page from its visitors. It is published by hand from then on.',
        security,
        middleware: [needs('pages:write'), open] as const,
        request: { params: PageParam },
        responses: { 200: page, ...adminErrors(...CHANGE) },
      }),
      async (c) => {
        const off = await c.var.services.pages.unpublish(c.req.valid('param').pageId, c.var.actor.name, expected(c));
        await noted(c, 'unpublish', off);
        return c.json({ page: off }, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: `${one}/preview`,
        tags,
        summary: 'Makes a link that shows the draft to who has it; an earlier one opens nothing any more.',
        security,
        middleware: [needs('pages:write'), open] as const,
        request: { params: PageParam },
        responses: {
          200: { description: 'Its secret, shown this once.', content: json(PagePreview) },
          ...adminErrors('page_not_found', 'page_changed'),
        },
      }),
      async (c) => {
        const { platform, services, store, actor } = c.var;
        const { pageId } = c.req.valid('param');
        const preview = await services.pages.makePreview(pageId, actor.name);
        await platform.audit.record(actor, { storeId: store.id, action: 'page.preview.create', target: pageId });
        return c.json(preview, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'delete',
        path: `${one}/preview`,
        tags,
        summary: 'Takes the preview link back.',
        security,
        middleware: [needs('pages:write'), open] as const,
        request: { params: PageParam },
        responses: {
          204: { description: 'It opens nothing any more.' },
          ...adminErrors('page_not_found', 'page_changed'),
        },
      }),
      async (c) => {
        const { platform, services, store, actor } = c.var;
        const { pageId } = c.req.valid('param');
        await services.pages.revokePreview(pageId, actor.name);
        await platform.audit.record(actor, { storeId: store.id, action: 'page.preview.revoke', target: pageId });
        return c.body(null, 204);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: `${one}/versions`,
        tags,
        summary: 'The publications of a page, newest first; the newest hundred are kept.',
        security,
        middleware: [needs('pages:read'), open] as const,
        request: { params: PageParam, query: ListVersions },
        responses: {
          200: { description: 'The publications.', content: json(PageVersionList) },
          ...adminErrors('page_not_found'),
        },
      }),
      async (c) => c.json(await c.var.services.pages.versions(c.req.valid('param').pageId, c.req.valid('query')), 200),
    )
    .openapi(
      createRoute({
        method: 'get',
        path: `${one}/compare`,
        tags,
        summary: 'What differs between two publications, or one and the draft.',
        security,
        middleware: [needs('pages:read'), open] as const,
        request: { params: PageParam, query: ComparePages },
        responses: {
          200: { description: 'What differs.', content: json(PageComparison) },
          ...adminErrors('page_not_found'),
        },
      }),
      async (c) => {
        const { from, to } = c.req.valid('query');
        return c.json(await c.var.services.pages.compare(c.req.valid('param').pageId, from, to), 200);
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: `${one}/roll-back`,
        tags,
        summary: 'Makes the draft what an earlier publication was. Sections that came later stay on it, switched off.',
        security,
        middleware: [needs('pages:write'), jsonBody, open] as const,
        request: { params: PageParam, body: { content: json(RollBack), required: true } },
        responses: { 200: page, ...adminErrors(...BODY, ...CHANGE) },
      }),
      async (c) => {
        const { pageId } = c.req.valid('param');
        const { version } = c.req.valid('json');
        const back = await c.var.services.pages.rollBack(pageId, version, c.var.actor.name, expected(c));
        await noted(c, 'roll_back', back, { version });
        return c.json({ page: back }, 200);
      },
    );
