import type { MiddlewareHandler } from 'hono';
import { createRoute, z } from '@hono/zod-openapi';
import { DeadLetterList, ListMessages, MessageAnswer, MessageList } from '../contract/messages.ts';
import type { ServicesEnv } from '../middleware/env.ts';
import { adminErrors, type AdminRouting, json, router, StoreParam } from './router.ts';

const path = '/v1/admin/stores/{store}/messages';
const deadPath = '/v1/admin/stores/{store}/dead-letters';
const Id = z.string().regex(/^[\w-]{1,64}$/, 'must be an id of an earlier answer');
const MessageParam = StoreParam.extend({ message: Id });
const answer = { description: 'The mail.', content: json(MessageAnswer) };

/** Mails of a store: what became of them, and once more. `open` opens the store a key has opened the door of. */
export const messageRoutes = ({ needs, security }: AdminRouting, open: MiddlewareHandler<ServicesEnv>) =>
  router()
    .openapi(
      createRoute({
        method: 'get',
        path,
        tags: ['Mails'],
        summary: 'Lists the mails of the last 90 days, the newest first, without what they say.',
        security,
        middleware: [needs('store:read'), open] as const,
        request: { params: StoreParam, query: ListMessages },
        responses: { 200: { description: 'The mails.', content: json(MessageList) }, ...adminErrors() },
      }),
      async (c) => c.json(await c.var.services.mails.list(c.req.valid('query')), 200),
    )
    .openapi(
      createRoute({
        method: 'get',
        path: `${path}/{message}`,
        tags: ['Mails'],
        summary: 'A mail with what it says, unless it carries a link that only its reader may have.',
        security,
        middleware: [needs('orders:read'), open] as const,
        request: { params: MessageParam },
        responses: { 200: answer, ...adminErrors('message_not_found') },
      }),
      async (c) => c.json(await c.var.services.mails.get(c.req.valid('param').message), 200),
    )
    .openapi(
      createRoute({
        method: 'post',
        path: `${path}/{message}/resend`,
        tags: ['Mails'],
        summary: 'Sends a mail once more.',
        security,
        middleware: [needs('orders:write'), open] as const,
        request: { params: MessageParam },
        responses: { 200: answer, ...adminErrors('message_not_found', 'message_not_kept') },
      }),
      async (c) => {
        const { platform, services, store, actor } = c.var;
        const { message: target } = c.req.valid('param');
        const queued = await services.mails.resend(target);
        await platform.audit.record(actor, { storeId: store.id, action: 'message.resend', target });
        return c.json(queued, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: deadPath,
        tags: ['Mails'],
        summary: 'Lists work of the outbox that was given up after its last try.',
        security,
        middleware: [needs('store:read'), open] as const,
        request: { params: StoreParam },
        responses: { 200: { description: 'The newest first.', content: json(DeadLetterList) }, ...adminErrors() },
      }),
      async (c) => c.json(await c.var.services.outbox.deadLetters(), 200),
    )
    .openapi(
      createRoute({
        method: 'post',
        path: `${deadPath}/{deadLetter}/retry`,
        tags: ['Mails'],
        summary: 'Sends a dead letter on its way again.',
        security,
        middleware: [needs('store:write'), open] as const,
        request: { params: StoreParam.extend({ deadLetter: Id }) },
        responses: { 204: { description: 'It is on its way.' }, ...adminErrors('message_not_found') },
      }),
      async (c) => {
        const { platform, services, store, actor } = c.var;
        const { deadLetter: target } = c.req.valid('param');
        await services.outbox.revive(target);
        await platform.audit.record(actor, { storeId: store.id, action: 'dead_letter.retry', target });
        return c.body(null, 204);
      },
    );
