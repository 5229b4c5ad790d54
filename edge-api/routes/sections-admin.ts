import type { Context, MiddlewareHandler } from 'hono';
import { createRoute, z } from '@hono/zod-openapi';
import {
  AdminSectionAnswer,
  AdminSectionList,
  CompareSections,
  ListSections,
  ListVersions,
  PatchSection,
  PutSection,
  RollBack,
  SectionComparison,
  SectionItem,
  SectionResult,
  SectionVersionList,
} from '../contract/sections-admin.ts';
import type { AdminEnv, ServicesEnv } from '../middleware/env.ts';
import { jsonBodyOf } from '../middleware/json-body.ts';
import { expectedVersion, versionTag } from './if-match.ts';
import { ndjsonBody, ndjsonLines } from './ndjson.ts';
import { adminErrors, type AdminRouting, json, router, StoreParam } from './router.ts';

const path = '/v1/admin/stores/{store}/sections';
const one = `${path}/{sectionId}`;
const SectionParam = StoreParam.extend({
  sectionId: z
    .string()
    .max(64)
    .openapi({ param: { name: 'sectionId', in: 'path' } }),
});
const tags = ['Sections'];
const section = { description: 'The section as it is now.', content: json(AdminSectionAnswer) };
const jsonBody = jsonBodyOf(512 * 1024);
const BODY = ['invalid_json', 'body_too_large'] as const;
const CHANGE = [
  'section_not_found',
  'section_changed',
  'invalid_section',
  'page_not_found',
  'page_changed',
  'page_slug_taken',
  'page_not_publishable',
  'limit_reached',
] as const;
const NDJSON = 'application/x-ndjson';

type Here = Context<AdminEnv & ServicesEnv>;

/** Writes a change down, and says which version it made. */
async function noted(c: Here, action: string, section: { id: string; version: number; pageId: string | null }) {
  const { platform, store, actor } = c.var;
  const { id: target, version, pageId } = section;
  const detail = { version, pageId };
  await platform.audit.record(actor, { storeId: store.id, action: `section.${action}`, target, detail });
  c.header('etag', versionTag(version));
}
const byActor = (c: { var: { actor: { name: string } } }) => ({ actor: c.var.actor.name });
const expected = (c: { req: { header(name: string): string | undefined } }) =>
  expectedVersion(c.req.header('if-match'));

/** A store's sections, for who makes them. `open` opens the store a key has opened the door of. */
export const sectionAdminRoutes = ({ needs, security }: AdminRouting, open: MiddlewareHandler<ServicesEnv>) =>
  router()
    .openapi(
      createRoute({
        method: 'get',
        path,
        tags,
        summary: 'Lists sections by id: all, those of a page, or (`page=none`) those that stand alone.',
        security,
        middleware: [needs('pages:read'), open] as const,
        request: { params: StoreParam, query: ListSections },
        responses: { 200: { description: 'The sections.', content: json(AdminSectionList) }, ...adminErrors() },
      }),
      async (c) => c.json(await c.var.services.sections.list(c.req.valid('query')), 200),
    )
    .openapi(
      createRoute({
        method: 'post',
        path,
        tags,
        summary: 'Puts a section: makes it, or, where there is one with its id, changes it as a whole.',
        security,
        middleware: [needs('pages:write'), jsonBody, open] as const,
        request: { params: StoreParam, body: { content: json(SectionItem), required: true } },
        responses: { 200: section, 201: section, ...adminErrors(...BODY, ...CHANGE) },
      }),
      async (c) => {
        const put = await c.var.services.sections.putOne(c.req.valid('json'), byActor(c), expected(c));
        await noted(c, put.outcome, put.section);
        return c.json({ section: put.section }, put.outcome === 'created' ? 201 : 200);
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: `${path}/bulk`,
        tags,
        summary:
          'Puts up to 10,000 sections, a line of JSON each (`SectionItem`), and answers a line for each as they are written.',
        security,
        middleware: [needs('pages:write'), open] as const,
        request: {
          params: StoreParam,
          query: z.object({ page: z.string().max(64).optional() }),
          body: { content: { [NDJSON]: { schema: z.string().openapi({ format: 'binary' }) } } },
        },
        responses: {
          200: {
            description:
              'Lines of `SectionResult`, in the order of what was sent. One that is refused keeps no other from being taken.',
            content: { [NDJSON]: { schema: SectionResult } },
          },
          ...adminErrors(),
        },
      }),
      async (c) => {
        const { platform, services, store, actor } = c.var;
        const { page } = c.req.valid('query');
        await platform.audit.record(actor, {
          storeId: store.id,
          action: 'section.bulk',
          target: page ?? store.id,
          detail: {},
        });
        const options = { ...byActor(c), pageId: page };
        const { body, ended } = ndjsonBody(services.sections.putStream(ndjsonLines(c.req.raw.body), options));
        c.var.defer(() => ended);
        // Lines, and not the one value that the schema describes.
        return c.body(body, 200, { 'content-type': NDJSON }) as never;
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: one,
        tags,
        summary: 'A section as its page’s draft shows it, with its notes and how it came to be.',
        security,
        middleware: [needs('pages:read'), open] as const,
        request: { params: SectionParam },
        responses: { 200: section, ...adminErrors('section_not_found') },
      }),
      async (c) => {
        const found = await c.var.services.sections.get(c.req.valid('param').sectionId);
        c.header('etag', versionTag(found.version));
        return c.json({ section: found }, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'put',
        path: one,
        tags,
        summary: 'Changes a section as a whole, or makes it under this id. `If-Match` may name its version.',
        security,
        middleware: [needs('pages:write'), jsonBody, open] as const,
        request: { params: SectionParam, body: { content: json(PutSection), required: true } },
        responses: { 200: section, 201: section, ...adminErrors(...BODY, ...CHANGE) },
      }),
      async (c) => {
        const item = { ...c.req.valid('json'), id: c.req.valid('param').sectionId };
        const put = await c.var.services.sections.putOne(item, byActor(c), expected(c));
        await noted(c, put.outcome, put.section);
        return c.json({ section: put.section }, put.outcome === 'created' ? 201 : 200);
      },
    )
    .openapi(
      createRoute({
        method: 'patch',
        path: one,
        tags,
        summary:
          'Changes what is given of a section: content and settings by field (null takes one away), order, on or off.',
        security,
        middleware: [needs('pages:write'), jsonBody, open] as const,
        request: { params: SectionParam, body: { content: json(PatchSection), required: true } },
        responses: { 200: section, ...adminErrors(...BODY, ...CHANGE) },
      }),
      async (c) => {
        const { sectionId } = c.req.valid('param');
        const put = await c.var.services.sections.patch(sectionId, c.req.valid('json'), byActor(c), expected(c));
        await noted(c, put.outcome, put.section);
        return c.json({ section: put.section }, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'delete',
        path: one,
        tags,
        summary: 'Deletes a section. Visitors see it until its page is published without it.',
        security,
        middleware: [needs('pages:write'), open] as const,
        request: { params: SectionParam },
        responses: {
          204: { description: 'It is gone.' },
          ...adminErrors('section_not_found', 'section_changed', 'page_changed'),
        },
      }),
      async (c) => {
        const { platform, services, store, actor } = c.var;
        const { sectionId } = c.req.valid('param');
        await services.sections.remove(sectionId, byActor(c), expected(c));
        await platform.audit.record(actor, { storeId: store.id, action: 'section.delete', target: sectionId });
        return c.body(null, 204);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: `${one}/versions`,
        tags,
        summary: 'The history of a section, newest first; the newest fifty are kept, and all that a publication names.',
        security,
        middleware: [needs('pages:read'), open] as const,
        request: { params: SectionParam, query: ListVersions },
        responses: {
          200: { description: 'The versions.', content: json(SectionVersionList) },
          ...adminErrors('section_not_found'),
        },
      }),
      async (c) =>
        c.json(await c.var.services.sections.versions(c.req.valid('param').sectionId, c.req.valid('query')), 200),
    )
    .openapi(
      createRoute({
        method: 'get',
        path: `${one}/compare`,
        tags,
        summary: 'What differs between two versions of a section, field by field.',
        security,
        middleware: [needs('pages:read'), open] as const,
        request: { params: SectionParam, query: CompareSections },
        responses: {
          200: { description: 'What differs.', content: json(SectionComparison) },
          ...adminErrors('section_not_found'),
        },
      }),
      async (c) => {
        const { from, to } = c.req.valid('query');
        return c.json(await c.var.services.sections.compare(c.req.valid('param').sectionId, from, to), 200);
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: `${one}/roll-back`,
        tags,
        summary: 'Says again what an earlier version said, as a new version.',
        security,
        middleware: [needs('pages:write'), jsonBody, open] as const,
        request: { params: SectionParam, body: { content: json(RollBack), required: true } },
        responses: { 200: section, ...adminErrors(...BODY, ...CHANGE) },
      }),
      async (c) => {
        const { sectionId } = c.req.valid('param');
        const { version } = c.req.valid('json');
        const put = await c.var.services.sections.rollBack(sectionId, version, byActor(c), expected(c));
        await noted(c, 'roll_back', put.section);
        return c.json({ section: put.section }, 200);
      },
    );
