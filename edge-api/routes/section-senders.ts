import type { MiddlewareHandler } from 'hono';
import { createRoute, z } from '@hono/zod-openapi';
import {
  NewSectionSender,
  RotateSectionSender,
  SectionSenderList,
  SectionSenderSecret,
} from '../contract/section-senders.ts';
import type { ServicesEnv } from '../middleware/env.ts';
import { jsonBody } from '../middleware/json-body.ts';
import { adminErrors, type AdminRouting, json, router, StoreParam } from './router.ts';

const path = '/v1/admin/stores/{store}/section-senders';
const one = `${path}/{sender}`;
const tags = ['Sections'];
const SenderParam = StoreParam.extend({ sender: z.string().regex(/^[\w-]{1,64}$/, 'must be the id of a sender') });
const withSecret = { description: 'The sender and its secret, shown this once.', content: json(SectionSenderSecret) };
const bodyErrors = ['invalid_json', 'body_too_large'] as const;

/** Who may send sections to a store by signed webhook. `open` opens the store a key has opened the door of. */
export const sectionSenderRoutes = ({ needs, security }: AdminRouting, open: MiddlewareHandler<ServicesEnv>) =>
  router()
    .openapi(
      createRoute({
        method: 'get',
        path,
        tags,
        summary: 'Lists who may send sections by signed webhook, never their secrets.',
        security,
        middleware: [needs('pages:read'), open] as const,
        request: { params: StoreParam },
        responses: { 200: { description: 'Oldest first.', content: json(SectionSenderList) }, ...adminErrors() },
      }),
      async (c) => c.json(await c.var.services.sectionSenders.list(), 200),
    )
    .openapi(
      createRoute({
        method: 'post',
        path,
        tags,
        summary: 'Lets somebody send sections by signed webhook.',
        security,
        middleware: [needs('pages:write'), jsonBody, open] as const,
        request: { params: StoreParam, body: { content: json(NewSectionSender), required: true } },
        responses: { 201: withSecret, ...adminErrors(...bodyErrors, 'limit_reached') },
      }),
      async (c) => {
        const { platform, services, store, actor } = c.var;
        const made = await services.sectionSenders.add(c.req.valid('json'));
        const { id: target, name, pageId } = made.sender;
        const detail = { name, pageId };
        await platform.audit.record(actor, { storeId: store.id, action: 'section_sender.create', target, detail });
        return c.json(made, 201);
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: `${one}/secret`,
        tags,
        summary: 'Makes a new secret; the one before counts as well for some hours.',
        security,
        middleware: [needs('pages:write'), jsonBody, open] as const,
        request: { params: SenderParam, body: { content: json(RotateSectionSender), required: true } },
        responses: { 200: withSecret, ...adminErrors(...bodyErrors, 'section_sender_not_found') },
      }),
      async (c) => {
        const { platform, services, store, actor } = c.var;
        const { sender: target } = c.req.valid('param');
        const rotated = await services.sectionSenders.rotate(target, c.req.valid('json'));
        await platform.audit.record(actor, { storeId: store.id, action: 'section_sender.rotate', target });
        return c.json(rotated, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'delete',
        path: one,
        tags,
        summary: 'Takes nothing more from a sender; its sections stay.',
        security,
        middleware: [needs('pages:write'), open] as const,
        request: { params: SenderParam },
        responses: { 204: { description: 'It is gone.' }, ...adminErrors('section_sender_not_found') },
      }),
      async (c) => {
        const { platform, services, store, actor } = c.var;
        const { sender: target } = c.req.valid('param');
        await services.sectionSenders.remove(target);
        await platform.audit.record(actor, { storeId: store.id, action: 'section_sender.remove', target });
        return c.body(null, 204);
      },
    );
